"""up, down, status, clean: what a person at a terminal asks of the stack."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from deploy.local import processes, s3
from deploy.local import state as states
from deploy.local.program import Program, StackError, stop_process, wait_ended
from deploy.local.servers import forget
from deploy.local.state import State
from deploy.local.supervisor import KEEPER, programs, start_keeper

_READY_WITHIN = 120.0  # seconds, for everything together
_GIVE_UP_AFTER = 4  # ends in a row


@dataclass(frozen=True)
class Stack:
    """A stack's place: ``root`` is the top of the repository, ``folder`` the stack's own (``var/stack``)."""

    root: Path
    folder: Path

    @property
    def logs(self) -> Path:
        """The logs, beside the stack's folder; ``make clean`` leaves them."""
        return self.folder.parent / "log"


@contextmanager
def _alone(stack: Stack) -> Iterator[None]:
    """One up, down or clean at a time."""
    stack.folder.parent.mkdir(parents=True, exist_ok=True)
    with stack.folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_up(stack: Stack) -> bool:
    """Whether somebody watches over this stack."""
    return any(name == KEEPER for name in _leaders(stack.folder, None))


def up(stack: Stack, services: list[str]) -> State:
    """Start everything and wait until all is ready. Raises StackError in one line, with all stopped again."""
    with _alone(stack):
        running = is_up(stack)
        state = states.load(stack.folder) if running else None
        if state is None:
            _stop(stack)
            state = states.make(stack.folder)
            state.services = services
            state.choose_ports()
            state.save()
            start_keeper(stack.root, stack.folder)
        try:
            _wait_ready(stack, state)
        except BaseException:
            if not running:
                _stop(stack)
            raise
        return state


def down(stack: Stack) -> int:
    """Stop everything, also what an earlier supervisor left; how many processes ended."""
    with _alone(stack):
        return _stop(stack)


def clean(stack: Stack) -> None:
    """Stop everything and delete its data."""
    with _alone(stack):
        _stop(stack)
        try:
            state = states.load(stack.folder)
        except SystemExit:
            state = None
        forget(state or State(stack.folder, stack.folder, {}))
    stack.folder.with_suffix(".lock").unlink(missing_ok=True)


def _wait_ready(stack: Stack, state: State) -> None:
    begun = time.monotonic()
    servers, services = programs(state, stack.logs, stack.root)
    waiting: list[Program] = [*servers, *services]
    told = begun
    while waiting:
        record = processes.read(stack.folder)
        why = ""
        for program in list(waiting):
            seconds = time.monotonic() - begun
            entry = record.get(program.name)
            if entry and entry["failures"] >= _GIVE_UP_AFTER:
                raise StackError(f"{program.name} failed ({entry['note']}); its log: {program.log}")
            answer = program.probe() if entry and entry["pid"] else "not started yet"
            if answer is None:
                waiting.remove(program)
                print(f"  {program.name:<11} {program.address:<21} ready after {seconds:4.1f} s", flush=True)
            else:
                why = why or f"{program.name} ({answer})"
        now = time.monotonic()
        if waiting and now - begun > _READY_WITHIN:
            log = waiting[0].log
            raise StackError(
                f"{waiting[0].name} is not ready after {now - begun:.0f} s, {why}; its log: {log}"
            )
        if waiting and now - told > 5:
            print(f"  waiting for {why}, {now - begun:.0f} s", flush=True)
            told = now
        time.sleep(0.15)


def _leaders(folder: Path, place: Path | None) -> dict[str, int]:
    """The stack's programs that run: name → process id of the one that was started."""
    found: dict[str, int] = {}
    for process in processes.all_of(folder, place or folder):
        name = processes.name_of(process)
        try:
            if name and os.getsid(process.pid) == process.pid:
                found[name] = process.pid
        except OSError:
            continue
    return found


def _stop(stack: Stack) -> int:
    """First those who would start things again, then services, then servers, then whatever is left."""
    state = states.load(stack.folder) if states.state_file(stack.folder).exists() else None
    place = state.place if state else stack.folder
    before = len(list(processes.all_of(stack.folder, place)))
    # Again and again: keeper and supervisor start one another between the look and the kill.
    for _ in range(20):
        watchers = [p for p in processes.all_of(stack.folder, place) if processes.name_of(p) == KEEPER]
        if not watchers:
            break
        for process in watchers:
            with contextlib.suppress(psutil.Error):
                process.kill()
        wait_ended(watchers, 3)
    leaders = _leaders(stack.folder, place)
    if state is not None and state.ports:
        servers, services = programs(state, stack.logs, stack.root)
        postmaster = _postmaster(place)
        if postmaster:
            leaders["postgres"] = postmaster
        for group in (services, servers):
            with ThreadPoolExecutor(8) as pool:
                for program in group:
                    if program.name in leaders:
                        pool.submit(stop_process, leaders[program.name], program.stop_signals)
    left = processes.end_all(stack.folder, place)
    if left:
        names = ", ".join(f"{p.pid} {processes.name_of(p)}" for p in left)
        raise StackError(f"these processes do not end: {names}")
    if state is not None:
        s3.remove_sockets(state.ports)
    (stack.folder / "processes.json").unlink(missing_ok=True)
    return before


def _postmaster(place: Path) -> int:
    """PostgreSQL's first process, from its own file; 0 when it does not run."""
    try:
        pid = int((place / "postgres" / "postmaster.pid").read_text().split()[0])
        process = psutil.Process(pid)
        return pid if process.cwd() == str(place / "postgres") else 0
    except (OSError, ValueError, IndexError, psutil.Error):
        return 0
