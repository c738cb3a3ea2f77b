"""PDF files → reports. Never raises on a bad PDF: what cannot be read is a finding."""

from __future__ import annotations

import hashlib
import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from colophon.common import child
from colophon.common.domain.findings import Finding, Verdict
from colophon.common.domain.profile import Profile
from colophon.common.domain.venue import Paper, Venue
from colophon.validation.domain import codec
from colophon.validation.domain.facts import INSPECTOR_VERSION, Facts
from colophon.validation.domain.judge import Judgement, judge
from colophon.validation.inspector.inspect import inspect

PRELOAD = ("colophon.validation.inspector.inspect", "colophon.validation.inspector.warm")
"""What a forkserver imports so that a child need not."""

T = TypeVar("T")

LIMITS = child.Limits(cpu=9, wall=11.0, memory=900 << 20, answer=48 << 20)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found of one file."""

    sha256: str
    inspector_version: int
    findings: tuple[Finding, ...]
    verdict: Verdict
    seconds: float
    judgement: Judgement = field(repr=False)
    facts: Facts = field(repr=False)


def facts_of_file(path: Path, limits: child.Limits = LIMITS) -> Facts:
    """Facts of a file, read in a child. A child that dies or exceeds a limit is a fact too."""
    try:
        return codec.loads(Facts, child.run(inspect, str(path.resolve(strict=True)), limits))
    except child.ChildFailed as failed:
        detail = failed.reason
    except (ValueError, TypeError, KeyError, RecursionError):
        # The child is not trusted: an answer that is no facts is no answer.
        detail = "the answer was not understood"
    size, sha256 = _measure(path)
    return Facts(sha256=sha256, size=size, problem="unprocessable", detail=detail, after_eof=0)


def judge_file(
    path: Path,
    registered: Paper,
    venue: Venue,
    profile: Profile,
    limits: child.Limits = LIMITS,
    filename: str = "",
) -> Report:
    """Child → facts → findings → verdict. Raises OSError only when the file cannot be opened at all."""
    begun = time.monotonic()
    facts = facts_of_file(path, limits)
    judgement = judge(facts, registered, venue, profile, filename)
    return Report(
        facts.sha256,
        INSPECTOR_VERSION,
        judgement.findings,
        judgement.verdict,
        time.monotonic() - begun,
        judgement,
        facts,
    )


@dataclass(frozen=True, slots=True)
class Task:
    """One file to judge and what is registered of it."""

    path: Path
    paper: Paper
    venue: Venue
    profile: Profile
    filename: str = ""


def judge_many(
    tasks: Sequence[Task], workers: int, then: Callable[[Task, Report], T], preload: Sequence[str] = PRELOAD
) -> Iterator[T]:
    """``then(task, report)`` of each task, in order, made in ``workers`` processes side by side.

    ``then`` is a module's top-level function and what it returns must pickle: facts stay in the worker,
    so that memory does not grow with the number of files. Call from a main module that can be imported.
    """
    if workers <= 1:
        child.start(preload)
        for task in tasks:
            yield _judged(task, then)
        return
    # Each worker has a forkserver of its own, started before it has threads.
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=child.start, initargs=(tuple(preload),)
    )
    try:
        left = iter(tasks)
        waiting: deque[Future[T]] = deque(
            pool.submit(_judged, task, then) for task in islice(left, workers * 2)
        )
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(pool.submit(_judged, task, then) for task in islice(left, 1))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _judged(task: Task, then: Callable[[Task, Report], T]) -> T:
    try:
        report = judge_file(task.path, task.paper, task.venue, task.profile, filename=task.filename)
    except OSError as error:
        report = _unopened(task, error.strerror or "it cannot be opened")
    return then(task, report)


def _unopened(task: Task, detail: str) -> Report:
    """A file that is there and cannot be opened: a finding, not an end of the run."""
    facts = Facts(sha256=hashlib.sha256(b"").hexdigest(), problem="missing", detail=detail, after_eof=0)
    judgement = judge(facts, task.paper, task.venue, task.profile, task.filename)
    return Report(
        facts.sha256, INSPECTOR_VERSION, judgement.findings, judgement.verdict, 0.0, judgement, facts
    )


def _measure(path: Path) -> tuple[int, str]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
        return file.tell(), digest.hexdigest()
