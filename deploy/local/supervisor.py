"""Starts the stack's programs and starts again whatever dies.

It keeps nothing to itself: when it is killed, the next one takes over what still runs. A keeper starts that
next one, and the supervisor a new keeper: no process is the one that must not die.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local import processes
from deploy.local import state as states
from deploy.local.program import MARK_NAME, MARK_STACK, Program, StackError
from deploy.local.servers import server_programs
from deploy.local.services import service_program
from deploy.local.state import State

KEEPER = "keeper"  # the name both bear

_TICK = 0.2
_LONGEST_PAUSE = 5.0
_SETTLED = 10.0  # seconds of life after which an end counts as the first again


def programs(state: State, logs: Path, root: Path) -> tuple[list[Program], list[Program]]:
    """The servers, and the services that start when the servers are ready."""
    services = [
        service_program(
            name, state.folder, logs / f"{name}.log", state.env, f"127.0.0.1:{state.ports[name]}", cwd=root
        )
        for name in state.services
    ]
    return server_programs(state, logs), services


@dataclass
class _Watched:
    program: Program
    pid: int = 0
    child: subprocess.Popen[bytes] | None = None
    since: float = 0.0
    restarts: int = -1
    failures: int = 0
    next_start: float = 0.0
    note: str = ""

    def alive(self, state: State) -> bool:
        if self.child is not None:
            return self.child.poll() is None
        return self.pid != 0 and processes.is_ours(self.pid, state, self.program.name)


@dataclass
class Supervisor:
    """One for a stack; ``run`` returns when its keeper died: the next one brings its own supervisor."""

    root: Path
    state: State
    logs: Path
    keeper: int  # its process id
    watched: dict[str, _Watched] = field(default_factory=dict)

    def run(self) -> None:
        """Take over what runs, end what is not known, then start and watch."""
        servers, services = programs(self.state, self.logs, self.root)
        self.watched = {p.name: _Watched(p) for p in (*servers, *services)}
        for name, record in processes.read(self.state.folder).items():
            if name in self.watched and processes.is_ours(record["pid"], self.state, name):
                self.watched[name].pid = record["pid"]
                self.watched[name].restarts = record["restarts"]
                self.watched[name].since = time.monotonic()
        known = {w.pid for w in self.watched.values()} | {os.getpid(), os.getppid()}
        processes.end_strangers(self.state.folder, self.state.place, known)
        servers_ready = False
        while os.getppid() == self.keeper:
            changed = [self._look(self.watched[p.name]) for p in servers]
            if not servers_ready:
                servers_ready = all(self._ready(self.watched[p.name]) for p in servers)
            if servers_ready:
                changed += [self._look(self.watched[p.name]) for p in services]
            if any(changed):
                self._write()
            time.sleep(_TICK)

    def _ready(self, watched: _Watched) -> bool:
        return watched.alive(self.state) and watched.program.probe() is None

    def _look(self, watched: _Watched) -> bool:
        """Start it when it does not run and its pause is over; whether anything changed."""
        now = time.monotonic()
        if watched.alive(self.state):
            return False
        if watched.pid:
            code = watched.child.returncode if watched.child is not None else None
            watched.note = f"ended with {code}" if code is not None else "ended"
            watched.failures = 1 if now - watched.since > _SETTLED else watched.failures + 1
            watched.next_start = now + min(_LONGEST_PAUSE, 0.2 * 2 ** (watched.failures - 1))
            print(f"{watched.program.name} {watched.note}", flush=True)
            watched.pid, watched.child = 0, None
            return True
        if now < watched.next_start:
            return False
        try:
            watched.program.prepare()
            watched.child = watched.program.spawn()
        except (OSError, StackError, subprocess.SubprocessError) as error:
            watched.note = str(error)
            watched.failures += 1
            watched.next_start = now + _LONGEST_PAUSE
            print(f"{watched.program.name}: {error}", flush=True)
            return True
        watched.pid, watched.since = watched.child.pid, now
        watched.restarts += 1
        print(f"{watched.program.name} started, process {watched.pid}", flush=True)
        return True

    def _write(self) -> None:
        processes.write(
            self.state.folder,
            {
                name: {"pid": w.pid, "restarts": max(0, w.restarts), "failures": w.failures, "note": w.note}
                for name, w in self.watched.items()
            },
        )


def start_keeper(root: Path, folder: Path) -> None:
    """A keeper in a session of its own; its log is ``supervisor.log``."""
    logs = folder.parent / "log"
    logs.mkdir(parents=True, exist_ok=True)
    # The addresses go to the services from the state file; what the caller's shell has set does not.
    env = {k: v for k, v in os.environ.items() if not k.startswith("COLOPHON_")}
    with (logs / "supervisor.log").open("ab") as out:
        subprocess.Popen(
            [sys.executable, "-m", "deploy.local", "keep", "--folder", str(folder)],
            cwd=root,
            env={**env, MARK_STACK: str(folder), MARK_NAME: KEEPER},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )


def keep(root: Path, folder: Path) -> None:
    """Run the supervisor, and another one whenever it dies. A process of its own, a few lines on purpose."""
    while True:
        argv = [sys.executable, "-m", "deploy.local", "supervise", "--folder", str(folder)]
        argv += ["--while", str(os.getpid())]
        code = subprocess.call(argv, cwd=root)
        print(f"supervisor ended with {code}", flush=True)
        time.sleep(0.5)


def supervise(root: Path, folder: Path, keeper: int) -> None:
    """What ``python -m deploy.local supervise`` does."""
    state = states.load(folder)
    if state is None:
        raise SystemExit(f"no stack in {folder}")
    Supervisor(root, state, folder.parent / "log", keeper).run()
    print(f"keeper {keeper} is gone, another one starts", flush=True)
    start_keeper(root, folder)
