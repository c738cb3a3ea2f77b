"""A build's steps: announced before it begins, told while they run, several at the same time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

STEPS = (
    ("read", "Read the papers"),
    ("plan", "Plan the pages"),
    ("matter", "Set front matter and indexes"),
    ("papers", "Stamp the separate papers"),
    ("citations", "Write citations"),
    ("editions", "Make front matter, at a glance, cover"),
    ("volume", "Merge the volume"),
    ("verify", "Verify the volume"),
    ("prove", "Prove that nothing but stamps was added"),
)
"""(id, title) of every step: known before a build begins. From ``matter`` on they run side by side."""


def steps_of(prove: bool) -> tuple[tuple[str, str], ...]:
    """Those of a build with its proof or without: a draft does not wait for it."""
    return STEPS if prove else tuple(step for step in STEPS if step[0] != "prove")


@dataclass(frozen=True, slots=True)
class StepEvent:
    """A step began, went on or ended. ``seconds`` since it began; ``cached``: how many of ``done`` were kept
    from an earlier build."""

    step: str
    state: Literal["running", "done", "failed"]
    done: int = 0
    total: int = 0
    seconds: float = 0.0
    cached: int = 0


Progress = Callable[[StepEvent], None]
"""Called at each change; may raise to cancel the build."""


class Stopped(Exception):
    """Another step failed: this one need not go on."""


class Counter:
    """One running step: counts what is done and tells it."""

    def __init__(self, steps: Steps, step: str, total: int) -> None:
        self._steps, self._step, self.total = steps, step, total
        self._begin = time.monotonic()
        self._lock = threading.Lock()
        self.done = self.cached = 0

    def add(self, count: int = 1, cached: bool = False) -> None:
        """So many more are done. Raises Stopped when the build has failed elsewhere, or what cancels it."""
        with self._lock:
            self.done += count
            self.cached += count if cached else 0
            self.tell("running")
        self._steps.check()

    def tell(self, state: Literal["running", "done", "failed"]) -> None:
        """How it stands."""
        seconds = time.monotonic() - self._begin
        self._steps.progress(StepEvent(self._step, state, self.done, self.total, seconds, self.cached))


class Steps:
    """Runs steps between their events; one that fails stops the others at their next count."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.stop = threading.Event()

    def check(self) -> None:
        """Raises Stopped when another step has failed."""
        if self.stop.is_set():
            raise Stopped

    def run(self, step: str, total: int, work: Callable[[Counter], None]) -> None:
        """One step from its first event to its last."""
        counter = Counter(self, step, total)
        try:
            self.check()
            counter.tell("running")
            work(counter)
            counter.done = counter.total
            counter.tell("done")
        except BaseException as error:
            # First of all: others may be waiting for what will not come.
            self.stop.set()
            if not isinstance(error, Stopped):
                counter.tell("failed")
            raise

    def side_by_side(self, *works: Callable[[], None]) -> None:
        """Run several at once; raises the first error that is not another's consequence."""
        errors: list[BaseException] = []

        def one(work: Callable[[], None]) -> None:
            try:
                work()
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=one, args=(work,), daemon=True) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for error in sorted(errors, key=lambda e: isinstance(e, Stopped)):
            raise error
