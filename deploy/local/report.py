"""What the stack says of itself."""

from __future__ import annotations

import shlex
import sys

import psutil
from deploy.local import processes
from deploy.local import state as states
from deploy.local.control import Stack, is_up
from deploy.local.state import State
from deploy.local.supervisor import programs


def entrance(stack: Stack, state: State) -> None:
    """Where the dashboard is, and where the way in is written."""
    if "gateway" in state.services:
        print(f"dashboard: {state.env['COLOPHON_PUBLIC_URL']}")
        print(f"editor's token: credentials.editor_token in {states.state_file(stack.folder)}")


def status(stack: Stack) -> int:
    """A line for each program; 0 when all are ready."""
    state = states.load(stack.folder)
    if state is None or not state.ports:
        print("no stack: make up")
        return 1
    watched = is_up(stack)
    record = processes.read(stack.folder)
    servers, services = programs(state, stack.logs, stack.root)
    ready = watched
    print(f"{'':<11} {'address':<21} {'state':<28} {'process':>8} {'MB':>5} {'restarts':>8}")
    for program in (*servers, *services):
        entry = record.get(program.name, {})
        pid = int(entry.get("pid", 0))
        alive = bool(pid) and processes.is_ours(pid, state, program.name)
        answer = program.probe() if alive else entry.get("note") or "does not run"
        ready = ready and alive and answer is None
        try:
            memory = f"{psutil.Process(pid).memory_info().rss / 1e6:.0f}" if alive else ""
        except psutil.Error:
            memory = ""
        shown = "ready" if alive and answer is None else str(answer)
        restarts = entry.get("restarts", 0)
        where = f"{program.name:<11} {program.address:<21} {shown:<28.28}"
        print(f"{where} {pid or '':>8} {memory:>5} {restarts:>8}")
    if not watched:
        print("nobody watches over it: make up starts it anew")
    return 0 if ready else 1


def env(stack: Stack) -> int:
    """The services' settings as shell assignments, secrets included."""
    state = states.load(stack.folder)
    if state is None:
        print("no stack: make up", file=sys.stderr)
        return 1
    for key, value in state.env.items():
        print(f"export {key}={shlex.quote(value)}")
    return 0
