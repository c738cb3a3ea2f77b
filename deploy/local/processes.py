"""Which processes are a stack's: each carries the stack's folder in its environment.

PostgreSQL overwrites its own environment and is known by its working directory. No process of another
stack, or of anyone else, is touched.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
from deploy.local.program import MARK_NAME, MARK_STACK, wait_ended
from deploy.local.state import State, write_json


def read(folder: Path) -> dict[str, dict[str, Any]]:
    """The supervisor's record: name → pid, restarts, failures, note. Empty where there is none."""
    try:
        record: dict[str, dict[str, Any]] = json.loads((folder / "processes.json").read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return record


def write(folder: Path, record: dict[str, dict[str, Any]]) -> None:
    """Replace the record."""
    write_json(folder / "processes.json", record)


def _mark(process: psutil.Process) -> tuple[str, str]:
    try:
        env = process.environ()
    except (psutil.Error, OSError):
        return "", ""
    return env.get(MARK_STACK, ""), env.get(MARK_NAME, "")


def _cwd(process: psutil.Process) -> str:
    try:
        return str(process.cwd())
    except (psutil.Error, OSError):
        return ""


def name_of(process: psutil.Process) -> str:
    """The name of the program it is, or was forked from; empty for PostgreSQL's."""
    return _mark(process)[1]


def is_ours(pid: int, state: State, name: str) -> bool:
    """Whether this process runs and is the stack's program of that name."""
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
    except psutil.Error:
        return False
    if name == "postgres":
        return _cwd(process) == str(state.place / "postgres")
    return _mark(process) == (str(state.folder), name)


def all_of(folder: Path, place: Path) -> Iterator[psutil.Process]:
    """Every process of a stack, forked children included, but not this one."""
    data = place / "postgres"
    for process in psutil.process_iter():
        try:
            if process.pid == os.getpid() or process.status() == psutil.STATUS_ZOMBIE:
                continue
        except psutil.Error:
            continue
        if _mark(process)[0] == str(folder) or (data.exists() and _cwd(process) == str(data)):
            yield process


def end_strangers(folder: Path, place: Path, known: set[int]) -> None:
    """SIGKILL the stack's processes that are neither known nor descend from known ones."""
    for process in list(all_of(folder, place)):
        try:
            line = {process.pid, *(p.pid for p in process.parents())}
            if not line & known - {0, 1}:
                process.kill()
        except psutil.Error:
            continue


def end_all(folder: Path, place: Path) -> list[psutil.Process]:
    """SIGKILL everything that is left; the processes that would not go."""
    left: list[psutil.Process] = []
    for _ in range(3):
        left = list(all_of(folder, place))
        for process in left:
            try:
                process.kill()
            except psutil.Error:
                continue
        left = wait_ended(left, 3)
        if not left:
            break
    return left
