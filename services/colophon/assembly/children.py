"""Work on authors' PDFs in children with limits, on all the cores there are.

Jobs go to children by the batch, since a child's start costs more than a small paper's work. Where a batch
dies its jobs are done one by one, so that the paper which is to blame is known.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from colophon.common import child

Work = Callable[[Any], bytes]
"""A child's function: a job in, JSON out."""
BATCH = 32
"""Jobs a child does at most."""


def cores() -> int:
    """Processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def one(work: Work, job: dict[str, Any], limits: child.Limits) -> dict[str, Any]:
    """The child's JSON answer; its death is an ``error`` like any other."""
    try:
        answer = json.loads(child.run(work, job, limits))
    except child.ChildFailed as failed:
        return {"error": f"it needs more than is allowed: {failed.reason}"}
    assert isinstance(answer, dict)
    return answer


def each(
    work: Work,
    jobs: Sequence[dict[str, Any]],
    limits: child.Limits,
    told: Callable[[list[int], list[dict[str, Any]]], None],
) -> None:
    """All jobs; ``told`` gets the answers of each batch with the jobs' numbers, from several threads."""
    size = max(1, min(BATCH, -(-len(jobs) // (2 * cores()))))
    batches = [list(range(start, min(start + size, len(jobs)))) for start in range(0, len(jobs), size)]

    def batch(numbers: list[int]) -> None:
        told(numbers, _batch(work, [jobs[number] for number in numbers], limits))

    if not batches:
        return
    pool = ThreadPoolExecutor(max_workers=min(len(batches), cores()))
    try:
        for done in [pool.submit(batch, numbers) for numbers in batches]:
            done.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _batch(work: Work, jobs: list[dict[str, Any]], limits: child.Limits) -> list[dict[str, Any]]:
    if len(jobs) == 1:
        return [one(work, jobs[0], limits)]
    more = dataclasses.replace(limits, cpu=limits.cpu + len(jobs), wall=limits.wall + 2 * len(jobs))
    try:
        answers = json.loads(child.run(_all, (work, jobs), more))
    except child.ChildFailed:
        return [one(work, job, limits) for job in jobs]
    assert isinstance(answers, list)
    return answers


def _all(batch: tuple[Work, list[dict[str, Any]]]) -> bytes:
    """In the child: one job after the other."""
    work, jobs = batch
    return b"[" + b",".join(work(job) for job in jobs) + b"]"
