"""Validation's events and its work: copies of what intake says, then one check a revision and inputs."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from colophon.api.common.v1 import common_pb2
from colophon.api.events.v1 import events_pb2
from colophon.common.convert import from_proto, stamp, to_proto
from colophon.common.domain import names
from colophon.common.domain.venue import Paper, Venue
from colophon.common.jobs import Job
from colophon.common.objects import Missing
from colophon.common.service import Service
from colophon.common.transient import Away
from colophon.validation import judge, store

Ask = Callable[[Session, str], None]
"""Wish for a paper's revisions to be judged anew."""


def venue_changed(ask: Ask, session: Session, event: events_pb2.VenueChanged) -> None:
    """Every paper of the venue is judged against the new record."""
    name = event.venue.name
    if store.put_venue(session, name, from_proto(event.venue, Venue)):
        for paper in store.papers_of(session, name):
            ask(session, paper)


def paper_changed(ask: Ask, session: Session, event: events_pb2.PaperChanged) -> None:
    """Its revisions are judged against the new record; a new state alone is no news here."""
    paper = event.status.paper
    if store.put_paper(session, paper.name, names.venue_of(paper.name), from_proto(paper, Paper)):
        ask(session, paper.name)


def revision_uploaded(ask: Ask, session: Session, event: events_pb2.RevisionUploaded) -> None:
    """It is judged."""
    revision = event.revision
    store.put_revision(
        session,
        name=revision.name,
        paper=revision.paper,
        number=revision.number,
        sha256=revision.sha256,
        size=revision.size,
        bucket=revision.bucket,
        object=revision.object,
    )
    ask(session, revision.paper)


def judge_paper(service: Service, job: Job) -> None:
    """Bring every revision of a paper to a check that holds for the present records.

    Repeatable: killed in mid-work it begins anew and finds what is already there.
    """
    with service.sessions.begin() as session:
        revisions = store.revisions_of(session, job.subject)
    for revision in revisions:
        begun = time.perf_counter()
        inspected = inspect(service, revision)
        with service.sessions.begin() as session:
            paper = store.paper_named(session, job.subject, lock=True)
            venue = store.venue_named(session, names.venue_of(job.subject))
            if paper is None or venue is None:
                return  # Their events are on the way and will ask again.
            check = _check(session, revision, inspected, paper, venue, begun)
            if check is not None:
                event = events_pb2.CheckDone(check=check)
                service.outbox.put(session, event, key=revision.paper, subject=revision.name)
        service.committed()


def inspect(service: Service, revision: Any) -> judge.Inspected:
    """The facts of a revision's file: remembered, or found out in a child process."""
    with service.sessions.begin() as session:
        known = store.facts_of(session, revision.sha256, judge.INSPECTOR_VERSION)
    if known is not None:
        return judge.Inspected(known.body, known.failure)
    with tempfile.TemporaryDirectory(prefix="inspect-") as folder:
        path = Path(folder) / "paper.pdf"
        fetch(service, revision, path)
        inspected = judge.inspect_file(path)
    with service.sessions.begin() as session:
        store.put_facts(session, revision.sha256, judge.INSPECTOR_VERSION, inspected.facts, inspected.failure)
    return inspected


def fetch(service: Service, revision: Any, path: Path) -> None:
    """The revision's bytes to a file, digest verified; raises Away while the store does not have them."""
    try:
        service.objects.fetch(revision.bucket, revision.object, revision.sha256, path)
    except Missing as error:
        # Intake puts before it commits: a missing object is a store that lags or lost it.
        raise Away(f"object store: {error} is missing") from error


def _check(
    session: Session, revision: Any, inspected: judge.Inspected, paper: Paper, venue: Venue, begun: float
) -> common_pb2.Check | None:
    """The check to announce; None when the one announced last still says everything."""
    report = judge.judge(inspected, paper, venue)
    present = store.check_by_digest(session, revision.name, report.inputs_digest)
    if present is None:
        number = 1 + max((row.number for row in store.checks_of(session, revision.name)), default=0)
        store.put_check(
            session,
            revision=revision.name,
            number=number,
            inputs_digest=report.inputs_digest,
            verdict=report.verdict.value,
            findings=store.FINDINGS.dump_python(tuple(report.findings), mode="json"),
            paper_version=paper.version,
            venue_version=venue.version,
            profile=venue.profile,
            inspector=judge.INSPECTOR_VERSION,
            pages=report.pages,
            seconds=time.perf_counter() - begun,
            finished=datetime.now(UTC),
        )
    elif (present.paper_version, present.venue_version) == (paper.version, venue.version):
        return None
    else:
        store.hold_for(session, revision.name, present.number, paper.version, venue.version)
    return check_proto(store.check_by_digest(session, revision.name, report.inputs_digest))


def check_proto(row: Any) -> common_pb2.Check:
    """A row of ``checks`` as a message."""
    findings = []
    for finding in store.FINDINGS.validate_python(row.findings):
        message = to_proto(replace(finding, box=None), common_pb2.Finding)
        if finding.box is not None:
            x0, y0, x1, y1 = finding.box
            message.box.CopyFrom(common_pb2.Box(x0=x0, y0=y0, x1=x1, y1=y1))
        findings.append(message)
    return common_pb2.Check(
        name=names.check(row.revision, row.number),
        revision=row.revision,
        number=row.number,
        verdict=f"VERDICT_{row.verdict.upper()}",
        findings=findings,
        inputs_digest=row.inputs_digest,
        paper_version=row.paper_version,
        venue_version=row.venue_version,
        profile=row.profile,
        inspector_version=row.inspector,
        finished=stamp(row.finished),
        seconds=row.seconds,
        pages=row.pages,
    )
