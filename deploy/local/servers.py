"""The three servers on a folder: what the stack and the tests stand on."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local import state as states
from deploy.local.kafka import kafka
from deploy.local.postgres import postgres
from deploy.local.program import Program, Running
from deploy.local.s3 import remove_sockets, s3
from deploy.local.state import State


def server_programs(state: State, logs: Path, durable: bool = True) -> list[Program]:
    """PostgreSQL, S3 and Kafka as the state describes them."""
    folder, secret = state.folder, state.credentials
    return [
        postgres(
            folder, state.place, logs / "postgres.log", state.ports["postgres"], secret["postgres"], durable
        ),
        s3(
            folder,
            folder / "s3",
            logs / "s3.log",
            state.ports,
            secret["s3_access_key"],
            secret["s3_secret_key"],
        ),
        kafka(folder, folder / "kafka", logs / "kafka.log", state.ports["kafka"]),
    ]


def forget(state: State) -> None:
    """Delete a stack's data; it must not run."""
    if state.place != state.folder:
        shutil.rmtree(state.place, ignore_errors=True)
    shutil.rmtree(state.folder, ignore_errors=True)


@contextmanager
def servers(
    folder: Path, *, say: Callable[[str], None] | None = None, timeout: float = 90.0, keep: bool = False
) -> Iterator[State]:
    """The three servers on free ports, ready, for as long as the block runs; they die with this process.

    ``keep`` leaves their data in the folder. Raises StackError: what failed, and where its log is.
    """
    state = states.make(folder.resolve())
    state.choose_ports(random_only=True)
    state.save()
    up = False
    try:
        with started(server_programs(state, folder / "log", durable=False), say, timeout):
            up = True
            yield state
    finally:
        remove_sockets(state.ports)
        if up and not keep:  # the logs of what failed stay
            forget(state)


@contextmanager
def started(
    programs: list[Program], say: Callable[[str], None] | None = None, timeout: float = 90.0
) -> Iterator[None]:
    """These programs, ready, for as long as the block runs; they die with this process. Raises StackError."""
    running = [Running(program, die_with_parent=True) for program in programs]
    begun = time.monotonic()
    try:
        for server in running:
            server.start()
        for server in running:
            server.wait_ready(timeout)
            if say is not None:
                say(f"{server.program.name} at {server.program.address}, {time.monotonic() - begun:.1f} s")
        yield
    finally:
        for server in reversed(running):
            server.stop()
