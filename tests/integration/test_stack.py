"""The local stack: what dies comes back, what is stopped is gone, what was written stays."""

from __future__ import annotations

import io
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from deploy.local import processes
from deploy.local.control import KEEPER
from minio import Minio

# Its tests run in turn (make test gives a worker whole files): side by side they would race for usual ports.
ROOT = Path(__file__).resolve().parents[2]


class Stack:
    """One in a folder of its own, servers only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def say(self, command: str) -> str:
        """What ``python -m deploy.local <command>`` says; it must succeed."""
        argv = [sys.executable, "-m", "deploy.local", command, "--folder", str(self.folder), "--services", ""]
        answer = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, timeout=150, check=False)
        assert answer.returncode == 0, answer.stdout + answer.stderr
        return answer.stdout

    @property
    def state(self) -> dict[str, dict[str, str]]:
        """state.json."""
        read: dict[str, dict[str, str]] = json.loads((self.folder / "state.json").read_text())
        return read

    def pid(self, name: str) -> int:
        """Process id of a program, as the supervisor says."""
        return int(processes.read(self.folder)[name]["pid"])

    def watchers(self) -> list[psutil.Process]:
        """The supervisor and who starts it again."""
        place = Path(str(self.state["place"]))
        return [p for p in processes.all_of(self.folder, place) if processes.name_of(p) == KEEPER]

    def living(self) -> list[psutil.Process]:
        """All its processes."""
        return list(processes.all_of(self.folder, Path(str(self.state["place"]))))

    def database(self) -> psycopg.Connection[tuple[object, ...]]:
        """A connection to its database."""
        return psycopg.connect(
            self.state["env"]["COLOPHON_DATABASE_URL"].replace("+psycopg", ""), autocommit=True
        )

    def store(self) -> Minio:
        """A client of its S3 server."""
        env = self.state["env"]
        keys = {"access_key": env["COLOPHON_S3_ACCESS_KEY"], "secret_key": env["COLOPHON_S3_SECRET_KEY"]}
        return Minio(env["COLOPHON_S3_ENDPOINT"], secure=False, **keys)


@pytest.fixture
def new_stack(tmp_path: Path) -> Iterator[Callable[[str], Stack]]:
    """``new_stack(name)``: a stack that is down, with nothing in it."""
    made: list[Stack] = []

    def make(name: str) -> Stack:
        made.append(Stack(tmp_path / name / "stack"))
        return made[-1]

    yield make
    for stack in made:
        stack.say("clean")


def _eventually(what: Callable[[], bool], seconds: float = 25) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "still not so"
        time.sleep(0.1)


def test_what_dies_comes_back_and_what_was_written_stays(new_stack: Callable[[str], Stack]) -> None:
    stack = new_stack("one")
    stack.say("up")
    assert stat.S_IMODE((stack.folder / "state.json").stat().st_mode) == 0o600
    with stack.database() as connection:
        connection.execute("create table kept (word text)")
        connection.execute("insert into kept values ('here')")
    stack.store().make_bucket("kept")
    stack.store().put_object("kept", "a", io.BytesIO(b"x" * 300_000), 300_000)

    before = {name: stack.pid(name) for name in ("postgres", "s3", "kafka")}
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    _eventually(lambda: all(stack.pid(n) not in (0, pid) for n, pid in before.items()))
    stack.say("up")  # waits until all is ready again
    assert all("ready" in line for line in stack.say("status").splitlines()[1:])

    again = {name: stack.pid(name) for name in before}
    for role in ("supervise", "keep"):
        watcher = next(p for p in stack.watchers() if role in p.cmdline())
        watcher.kill()
        _eventually(
            lambda role=role, dead=watcher: any(role in p.cmdline() for p in stack.watchers() if p != dead)
        )
    os.kill(again["kafka"], signal.SIGKILL)
    _eventually(lambda: stack.pid("kafka") not in (0, again["kafka"]))
    assert stack.pid("postgres") == again["postgres"], "the next supervisor took over what ran"

    ports = stack.state["ports"]
    stack.say("down")
    assert stack.living() == []
    stack.say("up")
    assert stack.state["ports"] == ports
    with stack.database() as connection:
        assert connection.execute("select word from kept").fetchall() == [("here",)]
    assert len(stack.store().get_object("kept", "a").data) == 300_000


def test_down_leaves_nothing_when_nobody_watches_and_touches_no_other_stack(
    new_stack: Callable[[str], Stack],
) -> None:
    stack, other = new_stack("one"), new_stack("other")
    stack.say("up")
    other.say("up")
    theirs = {name: other.pid(name) for name in ("postgres", "s3", "kafka")}
    family = stack.living()
    assert len(family) > 5
    for watcher in sorted(stack.watchers(), key=lambda p: "supervise" in p.cmdline()):
        watcher.kill()
    time.sleep(0.5)
    assert {stack.pid(n) for n in theirs} <= {p.pid for p in stack.living()}, "they live on, unwatched"
    stack.say("down")
    assert stack.living() == []
    _, left = psutil.wait_procs(family, timeout=5)
    assert [p for p in left if p.is_running() and p.status() != psutil.STATUS_ZOMBIE] == []
    assert {name: other.pid(name) for name in theirs} == theirs
    other.say("status")
