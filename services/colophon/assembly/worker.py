"""The work behind a build: pinned inputs → files → object store → one end, announced once.

Repeatable: a worker that dies leaves a row that is not ended, the next one builds from the same
inputs to the same bytes.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog

from colophon.api.assembly.v1 import assembly_pb2 as pb
from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1 import intake_pb2
from colophon.assembly import handlers, store
from colophon.assembly.build import BuildFailed, BuildOutputs, assemble
from colophon.assembly.cache import Cache
from colophon.assembly.domain.inputs import BuildInputs, LeftOut, PaperInput, Refused
from colophon.assembly.domain.outlook import Change, Outlook, changes
from colophon.assembly.preview import plan_change
from colophon.assembly.settings import Settings
from colophon.assembly.steps import StepEvent
from colophon.common import profiles
from colophon.common.convert import from_proto
from colophon.common.domain import names
from colophon.common.domain.artifacts import Artifact
from colophon.common.domain.venue import Paper, Venue
from colophon.common.jobs import Job
from colophon.common.objects import Damaged, Missing
from colophon.common.service import Service

log = structlog.get_logger(__name__)

BUILD = "build"
_CHANGES = 5000
"""Changes since the last build that a build's record holds."""
_PAUSE = 0.25
"""Seconds between two stored counts of one step."""
_STATES = {
    "running": pb.STEP_STATE_RUNNING,
    "done": pb.STEP_STATE_DONE,
    "failed": pb.STEP_STATE_FAILED,
}


class Cancelled(Exception):
    """Somebody wished for the build's end."""


class Builder:
    """Does builds."""

    def __init__(self, service: Service, settings: Settings) -> None:
        self._service = service
        self._folder = settings.build_dir or None
        below = settings.cache_dir or str(Path(tempfile.gettempdir()) / f"colophon-steps-{os.getuid()}")
        self._cache = _own(Path(below))
        self._cache_bytes = settings.cache_bytes

    def build(self, job: Job) -> None:
        """One build from start to end; does nothing when it has ended."""
        with self._service.sessions.begin() as session:
            row = handlers.build_named(session, job.subject, lock=True)
            build = store.build_of(row)
            if build.state in handlers.ENDED:
                return
            if row.cancelled:
                handlers.end(session, self._service.outbox, build, row, pb.BUILD_STATE_CANCELLED)
            else:
                build.state = pb.BUILD_STATE_RUNNING
                if not build.HasField("started"):
                    build.started.GetCurrentTime()
                for step in build.steps:
                    step.state, step.done, step.total, step.seconds = pb.STEP_STATE_WAITING, 0, 0, 0.0
                store.put_build(session, build)
        self._service.committed()
        if row.cancelled:
            return
        with tempfile.TemporaryDirectory(prefix="colophon-build-", dir=self._folder) as folder:
            self._run(build, row, Path(folder))

    def give_up(self, job: Job, error: BaseException) -> None:
        """After several tries: the build has failed, visibly."""
        words = (
            "a paper's file is missing or damaged in the store"
            if isinstance(error, (Missing, Damaged))
            else "an error of the builder; the operator's log says more"
        )
        self._end(job.subject, pb.BUILD_STATE_FAILED, lambda build: build.problems.append(words))

    def _run(self, build: pb.Build, row: Any, folder: Path) -> None:
        last = self._last_done(build)
        told = _Told(self._service, build, last)
        try:
            inputs = self._inputs(row, folder)
            draft = build.kind == pb.BUILD_KIND_DRAFT
            # A final volume is silent about what was decided not to be in it.
            left_out = [
                LeftOut(names.last(each.paper), each.title, each.reason)
                for each in build.left_out
                if draft or not each.disposition
            ]
            made = assemble(
                inputs, folder / "out", told.step, draft, left_out, cache=self._cache, prove=not draft,
                compare_texts=not draft,
            )  # fmt: skip
            outputs = [self._put(build, made, file) for file in made.files]
            Cache(self._cache).prune(self._cache_bytes)
            moved = self._moved(last, made)
        except Cancelled:
            self._end(build.name, pb.BUILD_STATE_CANCELLED)
        except (Refused, BuildFailed, profiles.BadProfile) as error:
            log.warning("build failed", build=build.name, error=str(error))
            problem = str(error)
            self._end(build.name, pb.BUILD_STATE_FAILED, lambda now: now.problems.append(problem))
        else:
            self._end(build.name, pb.BUILD_STATE_DONE, lambda now: _fill(now, made, outputs, last, moved))

    def _last_done(self, build: pb.Build) -> pb.Build | None:
        """The newest build before this one that was done."""
        venue = names.parts(build.name)[1]
        with self._service.sessions.begin() as session:
            rows = store.build_rows(session, venue, build.number, 50)
        earlier = (store.build_of(row) for row in rows)
        return next((one for one in earlier if one.state == pb.BUILD_STATE_DONE), None)

    def _moved(self, last: pb.Build | None, made: BuildOutputs) -> tuple[Change, ...] | None:
        """What is another than in the last build; None when that one left no outlook."""
        output = next((one for one in last.outputs if one.path == "plan.json"), None) if last else None
        if output is None:
            return None
        raw = b"".join(self._service.objects.read(output.bucket, output.object))
        try:
            before = Outlook.of(json.loads(raw)["outlook"])
        except (ValueError, KeyError, TypeError):
            return None
        after = Outlook.of(json.loads((made.folder / "plan.json").read_bytes())["outlook"])
        return changes(before, after)

    def _inputs(self, row: Any, folder: Path) -> BuildInputs:
        """The pinned records, with the revisions' bytes fetched."""
        venue = from_proto(common_pb2.Venue.FromString(row.venue_record), Venue)
        described = {each.paper: each.artifacts for each in store.build_of(row).artifacts}
        items = []
        for status in intake_pb2.ListPapersResponse.FromString(row.paper_records).papers:
            paper = from_proto(status.paper, Paper)
            path = folder / f"{paper.id}.pdf"
            counts = status.counts
            self._service.objects.fetch(counts.bucket, counts.object, counts.sha256, path)
            artifacts = tuple(from_proto(one, Artifact) for one in described.get(status.paper.name, ()))
            items.append(PaperInput(paper, path, counts.sha256, counts.name, artifacts))
        return BuildInputs(venue, tuple(items), profiles.load(venue.profile))

    def _put(self, build: pb.Build, made: BuildOutputs, file: Any) -> pb.Output:
        objects = self._service.objects
        key = objects.put(names.venue_of(build.name), made.folder / file.path, file.sha256, file.media_type)
        return pb.Output(
            path=file.path,
            size=file.size,
            sha256=file.sha256,
            media_type=file.media_type,
            bucket=objects.bucket,
            object=key,
        )

    def _end(
        self, name: str, state: pb.BuildState, fill: Callable[[pb.Build], object] = lambda _: None
    ) -> None:
        """End the build unless it has ended: state and event in one transaction."""
        with self._service.sessions.begin() as session:
            row = handlers.build_named(session, name, lock=True)
            build = store.build_of(row)
            if build.state not in handlers.ENDED:
                fill(build)
                handlers.end(session, self._service.outbox, build, row, state)
        self._service.committed()


class _Told:
    """Brings steps into the build's row, not more often than is worth reading."""

    def __init__(self, service: Service, build: pb.Build, last: pb.Build | None) -> None:
        self._service, self._name, self._last_build = service, build.name, last
        self._lock = threading.Lock()
        self._last = 0.0

    def step(self, event: StepEvent) -> None:
        """Store a step's progress; raises Cancelled."""
        with self._lock:
            counting = event.state == "running" and event.done > 0
            if counting and time.monotonic() - self._last < _PAUSE:
                return
            self._last = time.monotonic()
            with self._service.sessions.begin() as session:
                row = handlers.build_named(session, self._name, lock=True)
                build = store.build_of(row)
                if build.state in handlers.ENDED or (row.cancelled and event.state != "failed"):
                    raise Cancelled
                step = next(step for step in build.steps if step.id == event.step)
                step.state = _STATES[event.state]
                step.done, step.total, step.seconds = event.done, event.total, event.seconds
                step.cached = event.cached
                left = remaining(build, self._last_build)
                if left is None:
                    build.ClearField("remaining_seconds")
                else:
                    build.remaining_seconds = left
                store.put_build(session, build)
            self._service.committed()


def remaining(build: pb.Build, last: pb.Build | None) -> float | None:
    """Seconds until the end: the last build's time for the share of work that is left; None without one."""
    if last is None:
        return None
    seconds = {step.id: step.seconds for step in last.steps}
    whole = sum(seconds.get(step.id, 0.0) for step in build.steps)
    left = sum(
        seconds.get(step.id, 0.0) * (1 - step.done / step.total if step.total else 1)
        for step in build.steps
        if step.state in (pb.STEP_STATE_WAITING, pb.STEP_STATE_RUNNING)
    )
    if whole <= 0:
        return None
    wall = (last.finished.ToNanoseconds() - last.started.ToNanoseconds()) / 1e9
    return round(wall * left / whole, 1)


def _own(folder: Path) -> Path | None:
    """A folder that only this user can write; None where it cannot be had, and then nothing is kept."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        kind = folder.stat()
    except OSError:
        return None
    return folder if kind.st_uid == os.getuid() and not kind.st_mode & 0o022 else None


def _fill(
    build: pb.Build,
    made: BuildOutputs,
    outputs: list[pb.Output],
    last: pb.Build | None,
    moved: tuple[Change, ...] | None,
) -> None:
    """What a finished build says of itself."""
    build.ClearField("remaining_seconds")
    if last is not None and moved is not None:
        build.compared_with = last.name
        build.changes.extend(plan_change(change) for change in moved[:_CHANGES])
    venue = names.venue_of(build.name)
    build.outputs.extend(outputs)
    build.inputs_digest = made.inputs_digest
    build.warnings.extend(
        pb.BuildWarning(
            paper=names.paper(venue, warned.paper) if warned.paper else "",
            message=warned.message,
            remedy=warned.remedy,
        )
        for warned in made.warnings
    )
    decided = [each for each in build.left_out if each.disposition]
    known = {each.paper for each in decided}
    del build.left_out[:]
    build.left_out.extend(decided)
    build.left_out.extend(
        pb.LeftOut(paper=name, title=item.title, reason=item.reason)
        for item in made.left_out
        if (name := names.paper(venue, item.paper)) not in known
    )
    build.papers.extend(
        pb.PlacedPaper(
            paper=names.paper(venue, row.paper),
            revision=row.revision,
            sha256=row.sha256,
            first_page=row.first_page,
            last_page=row.last_page,
            path=row.path,
            citation_key=row.citation_key,
        )
        for row in made.papers
    )
