"""A program of the stack: what to run and how to know that it is ready; and a running one."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from deploy.local.users import User, drop_to

MARK_STACK = "COLOPHON_STACK"
MARK_NAME = "COLOPHON_PROCESS"


class StackError(Exception):
    """What failed and where its log is, in one line."""


def _nothing() -> None:
    return None


@dataclass(frozen=True)
class Program:
    """What to run. ``prepare`` can be called again; ``probe`` answers None when ready, else why not."""

    name: str
    argv: Sequence[str]
    folder: Path
    """The stack it belongs to; every process of it carries this folder's path in its environment."""
    cwd: Path
    log: Path
    address: str
    probe: Callable[[], str | None]
    env: Mapping[str, str] = field(default_factory=dict)
    user: User | None = None
    prepare: Callable[[], None] = _nothing
    stop_signals: Sequence[tuple[int, float]] = ((signal.SIGTERM, 8.0),)
    """Signals to stop it with, each with the seconds it is given; SIGKILL to its group comes after."""

    def spawn(self, die_with_parent: bool = False) -> subprocess.Popen[bytes]:
        """Start it as the leader of a session of its own, output appended to its log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        env = {**self.env, MARK_STACK: str(self.folder), MARK_NAME: self.name}
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [str(a) for a in self.argv],
                cwd=self.cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent if die_with_parent and sys.platform == "linux" else None,
                **drop_to(self.user),
            )


_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _die_with_parent() -> None:
    """PR_SET_PDEATHSIG: the kernel ends the child when the thread that started it ends."""
    assert _libc is not None
    _libc.prctl(1, signal.SIGKILL)


class Running:
    """A program that this process started; can be killed, stopped and started again."""

    def __init__(self, program: Program, die_with_parent: bool = False) -> None:
        self.program = program
        self._die_with_parent = die_with_parent
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Its process id; raises StackError when it was never started."""
        if self._child is None:
            raise StackError(f"{self.program.name} was not started")
        return self._child.pid

    @property
    def address(self) -> str:
        """host:port it listens on."""
        return self.program.address

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._child is not None and self._child.poll() is None

    def start(self) -> None:
        """Prepare and start it; wait_ready() says when it can be used."""
        self.program.prepare()
        self._child = self.program.spawn(self._die_with_parent)

    def wait_ready(self, timeout: float = 60.0, say: Callable[[str], None] | None = None) -> float:
        """Seconds until it was ready. Raises StackError when it ends first or after ``timeout`` seconds."""
        begun = time.monotonic()
        why = "not asked yet"
        while time.monotonic() - begun < timeout:
            if self._child is not None and self._child.poll() is not None:
                raise StackError(
                    f"{self.program.name} ended with {self._child.returncode}; its log: {self.program.log}"
                )
            answer = self.program.probe()
            if answer is None:
                return time.monotonic() - begun
            why = answer
            if say is not None:
                say(why)
            time.sleep(0.1)
        raise StackError(
            f"{self.program.name} not ready after {timeout:.0f} s ({why}); its log: {self.program.log}"
        )

    def kill(self) -> None:
        """SIGKILL, to it alone; returns when it is gone."""
        if self._child is not None:
            if self._child.poll() is None:
                os.kill(self._child.pid, signal.SIGKILL)
            self._child.wait(10)

    def stop(self) -> None:
        """Ask it to end, then end it and its group."""
        if self._child is not None:
            stop_process(self._child.pid, self.program.stop_signals)
            self._child.wait(10)


def ended(process: psutil.Process) -> bool:
    """Whether it is gone; one that only waits to be reaped is."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.Error:
        return True


def wait_ended(processes: Sequence[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Wait for them, children or not; those that still run."""
    until = time.monotonic() + seconds
    left = [p for p in processes if not ended(p)]
    while left and time.monotonic() < until:
        time.sleep(0.02)
        left = [p for p in left if not ended(p)]
    return left


def stop_process(pid: int, signals: Sequence[tuple[int, float]]) -> None:
    """End a session leader and all its descendants: its signals in turn, then SIGKILL to whatever is left."""
    family: list[psutil.Process] = []
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
    for number, seconds in signals if family else ():
        with contextlib.suppress(psutil.Error):
            family[0].send_signal(number)
        if not wait_ended(family[:1], seconds):
            break
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    for process in wait_ended(family, 2):
        with contextlib.suppress(psutil.Error):
            process.kill()
    wait_ended(family, 3)
