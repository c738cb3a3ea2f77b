"""Validation's events and its one kind of work: a revision judged against the present record."""

from __future__ import annotations

import tempfile
import time
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.orm import Session

from colophon.api.common.v1 import common_pb2
from colophon.api.events.v1 import events_pb2
from colophon.common import profiles
from colophon.common.child import Limits
from colophon.common.convert import from_proto, stamp, to_proto
from colophon.common.domain import names
from colophon.common.domain.findings import Finding, Severity, Verdict
from colophon.common.domain.profile import Profile
from colophon.common.domain.venue import Paper, Venue
from colophon.common.jobs import Job, Jobs
from colophon.common.objects import Damaged, Missing
from colophon.common.service import Service
from colophon.validation import store
from colophon.validation.domain import codec
from colophon.validation.domain.facts import INSPECTOR_VERSION, Facts
from colophon.validation.domain.judge import Judgement, inputs_digest, judge
from colophon.validation.judge import facts_of_file

log = structlog.get_logger(__name__)

CHECK = "check"


def venue_changed(jobs: Jobs, session: Session, event: events_pb2.VenueChanged) -> None:
    """Keep the venue; judge all its revisions anew."""
    venue = from_proto(event.venue, Venue)
    if store.put_venue(session, venue):
        for name in store.revision_names(session, venue.id):
            jobs.ask(session, CHECK, name)


def paper_changed(jobs: Jobs, session: Session, event: events_pb2.PaperChanged) -> None:
    """Keep the record; judge the paper's revisions anew when the record itself changed."""
    parts = names.parts(event.status.paper.name)
    paper = from_proto(event.status.paper, Paper)
    if store.put_paper(session, parts[1], paper):
        for name in store.revision_names(session, parts[1], paper.id):
            jobs.ask(session, CHECK, name)


def revision_uploaded(jobs: Jobs, session: Session, event: events_pb2.RevisionUploaded) -> None:
    """Keep it; judge it."""
    if store.put_revision(session, event.revision):
        jobs.ask(session, CHECK, event.revision.name)


class Checker:
    """Does the work. Repeatable: the same inputs never give a second check."""

    def __init__(self, service: Service, limits: Limits) -> None:
        self._service = service
        self._limits = limits

    def check(self, job: Job) -> None:
        """Facts (kept or read), findings, and one check in one transaction with its event."""
        begun = time.monotonic()
        with self._service.sessions.begin() as session:
            inputs = store.inputs(session, job.subject)
        if inputs is None:
            return  # The record has not arrived yet; its arrival asks again.
        profile, problem = _profile(inputs.venue.profile)
        if problem is not None:
            self._record(inputs, profile, Judgement((problem,), Verdict.HOLD), 0, begun, problem.message)
            return
        facts = self._facts(inputs)
        judgement = judge(facts, inputs.paper, inputs.venue, profile)
        self._record(inputs, profile, judgement, facts.page_count, begun)

    def give_up(self, job: Job, error: BaseException) -> None:
        """What cannot be had after several tries is a finding: the paper is held, visibly."""
        with self._service.sessions.begin() as session:
            inputs = store.inputs(session, job.subject)
        if inputs is None:
            return
        detail = (
            "it is not in the store"
            if isinstance(error, Missing)
            else "its bytes are not those that were uploaded"
        )
        if not isinstance(error, (Missing, Damaged)):
            detail = "an error of the checker"
        facts = Facts(
            sha256=inputs.revision.sha256,
            size=inputs.revision.size,
            problem="missing",
            detail=detail,
            after_eof=0,
        )
        profile, _ = _profile(inputs.venue.profile)
        judgement = judge(facts, inputs.paper, inputs.venue, profile)
        self._record(inputs, profile, judgement, 0, time.monotonic(), f"{type(error).__name__}")

    def _facts(self, inputs: store.Inputs) -> Facts:
        """Of this inspector, kept by digest: the same bytes are read once."""
        sha256 = inputs.revision.sha256
        with self._service.sessions.begin() as session:
            kept = store.facts(session, sha256, INSPECTOR_VERSION)
        if kept is not None:
            return codec.loads(Facts, zlib.decompress(kept))
        with tempfile.TemporaryDirectory(prefix="colophon-check-") as folder:
            path = Path(folder) / "paper.pdf"
            self._service.objects.fetch(inputs.revision.bucket, inputs.revision.object, sha256, path)
            facts = facts_of_file(path, self._limits)
        body = zlib.compress(codec.dumps(facts), 6)
        with self._service.sessions.begin() as session:
            store.put_facts(session, sha256, INSPECTOR_VERSION, body)
        return facts

    def _record(
        self,
        inputs: store.Inputs,
        profile: Profile,
        judgement: Judgement,
        pages: int,
        begun: float,
        problem: str = "",
    ) -> None:
        """The check, unless the same inputs have one: then that one holds for newer versions too."""
        digest = inputs_digest(inputs.revision.sha256, inputs.paper, inputs.venue, profile, problem=problem)
        with self._service.sessions.begin() as session:
            store.lock_revision(session, inputs)
            known = store.check_by_digest(session, inputs, digest)
            if known is not None:
                check = store.check_proto(known)
                if not store.advance(check, inputs):
                    return
                store.update_check(session, inputs, check)
            else:
                number = store.next_number(session, inputs)
                check = _check(inputs, profile, judgement, digest, number, pages, time.monotonic() - begun)
                store.insert_check(session, inputs, check)
            self._service.outbox.put(
                session, events_pb2.CheckDone(check=check), key=inputs.revision.paper, subject=check.name
            )
        self._service.committed()
        log.info(
            "checked", check=check.name, verdict=judgement.verdict.value, findings=len(judgement.findings)
        )


def _check(
    inputs: store.Inputs,
    profile: Profile,
    judgement: Judgement,
    digest: str,
    number: int,
    pages: int,
    seconds: float,
) -> common_pb2.Check:
    return common_pb2.Check(
        name=names.check(inputs.revision.name, number),
        revision=inputs.revision.name,
        number=number,
        verdict=common_pb2.Verdict.Value(f"VERDICT_{judgement.verdict.name}"),
        findings=[finding_proto(finding) for finding in judgement.findings],
        inputs_digest=digest,
        paper_version=inputs.paper.version,
        venue_version=inputs.venue.version,
        profile=profile.name,
        inspector_version=str(INSPECTOR_VERSION),
        finished=stamp(datetime.now(UTC)),
        seconds=round(seconds, 3),
        pages=pages,
    )


def finding_proto(finding: Finding) -> common_pb2.Finding:
    """A finding as a message; the box's four numbers become a Box."""
    message: Any = to_proto(finding, common_pb2.Finding) if finding.box is None else None
    if message is None:
        x0, y0, x1, y1 = finding.box or (0.0, 0.0, 0.0, 0.0)
        message = common_pb2.Finding(
            rule=finding.rule,
            severity=common_pb2.Severity.Value(f"SEVERITY_{finding.severity.name}"),
            message=finding.message,
            remedy=finding.remedy,
            page=finding.page,
            box=common_pb2.Box(x0=x0, y0=y0, x1=x1, y1=y1),
        )
    return message  # type: ignore[no-any-return]


def _profile(name: str) -> tuple[Profile, Finding | None]:
    """The venue's profile; with one that is missing or bad, the generic one and a finding that holds."""
    try:
        return profiles.load(name or "generic"), None
    except profiles.BadProfile:
        return profiles.load("generic"), Finding(
            "CFG-001",
            Severity.ERROR,
            f"The venue's profile “{name}” cannot be used; nothing was checked.",
            "The organisers choose another profile, or mend this one.",
        )
