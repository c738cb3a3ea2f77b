"""Validation's events and its one kind of work: a revision judged against the present record."""

from __future__ import annotations

import tempfile
import threading
import time
import zlib
from datetime import UTC, datetime
from pathlib import Path

import structlog
from sqlalchemy.orm import Session

from colophon.api.events.v1 import events_pb2
from colophon.common import profiles
from colophon.common.child import Limits
from colophon.common.convert import from_proto, stamp
from colophon.common.domain import names
from colophon.common.domain.findings import Finding, Severity, Standing, Verdict
from colophon.common.domain.profile import Profile
from colophon.common.domain.venue import Paper, Venue
from colophon.common.jobs import Job, Jobs
from colophon.common.objects import Damaged, Missing
from colophon.common.service import Service
from colophon.common.transient import is_transient
from colophon.validation import store
from colophon.validation.domain import codec, troubles
from colophon.validation.domain.facts import INSPECTOR_VERSION, Facts
from colophon.validation.domain.judge import Judgement, inputs_digest, judge
from colophon.validation.domain.rules.catalogue import HOOKS, RULES, RULES_VERSION
from colophon.validation.judge import facts_of_file
from colophon.validation.wire import check_proto

log = structlog.get_logger(__name__)

CHECK = "check"
KNOWN = {*RULES, *HOOKS, *troubles.TROUBLES}
"""Rules that a profile may name."""


def venue_changed(jobs: Jobs, session: Session, event: events_pb2.VenueChanged) -> None:
    """Keep the venue; judge all its revisions anew."""
    venue = from_proto(event.venue, Venue)
    if store.put_venue(session, venue):
        ask_all(jobs, session, venue.id)


def paper_changed(jobs: Jobs, session: Session, event: events_pb2.PaperChanged) -> None:
    """Keep the record; judge the paper's revisions anew when the record itself changed."""
    status = event.status
    parts = names.parts(status.paper.name)
    paper = from_proto(status.paper, Paper)
    if store.put_paper(session, parts[1], paper):
        ask_all(jobs, session, parts[1], paper.id)
    store.put_standing(
        session, parts[1], paper.id, status.status_version, status.counts.number, status.newest.number
    )


def ask_all(jobs: Jobs, session: Session, venue: str, paper: str = "") -> None:
    """Judge a venue's or a paper's revisions anew."""
    for name in store.revision_names(session, venue, paper):
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
        profile, trouble = profile_of(inputs.venue)
        if trouble is not None:
            self._record(
                inputs, profile, _unread(inputs, trouble.message), _held(trouble), begun, trouble.message
            )
            return
        facts = self._facts(inputs)
        judgement = self._judge(inputs, facts, profile, inputs.rules_version)
        shadow = None
        if inputs.rules_version != RULES_VERSION:
            shadow = self._judge(inputs, facts, profile, RULES_VERSION)
        self._record(inputs, profile, facts, judgement, begun, shadow=shadow)

    @staticmethod
    def _judge(inputs: store.Inputs, facts: Facts, profile: Profile, version: int) -> Judgement:
        return judge(facts, inputs.paper, inputs.venue, profile, rulings=inputs.rulings, version=version)

    def give_up(self, job: Job, error: BaseException) -> None:
        """What cannot be had after several tries is a finding: the paper is held, visibly."""
        with self._service.sessions.begin() as session:
            inputs = store.inputs(session, job.subject)
        if inputs is None:
            return
        rule = "SRV-003"
        if isinstance(error, (Missing, Damaged)):
            rule = "SRV-001" if isinstance(error, Missing) else "SRV-002"
        profile, _ = profile_of(inputs.venue)
        found = troubles.finding(rule)
        self._record(inputs, profile, _unread(inputs, found.message), _held(found), time.monotonic(), rule)

    def _facts(self, inputs: store.Inputs) -> Facts:
        """Of this inspector, kept by digest: the same bytes are read once."""
        sha256 = inputs.revision.sha256
        with self._service.sessions.begin() as session:
            kept = store.facts(session, sha256, INSPECTOR_VERSION)
        if kept is not None:
            try:
                return codec.loads(Facts, zlib.decompress(kept))
            except (zlib.error, ValueError, TypeError, KeyError):
                log.warning("kept facts are not understood, the file is read again", sha256=sha256)
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
        facts: Facts,
        judgement: Judgement,
        begun: float,
        problem: str = "",
        shadow: Judgement | None = None,
    ) -> None:
        """The check, unless the same inputs have one: then that one holds (again, or for newer versions)."""
        digest = inputs_digest(
            inputs.revision.sha256,
            inputs.paper,
            inputs.venue,
            profile,
            problem=problem,
            rulings=inputs.rulings,
            version=inputs.rules_version,
        )
        name = inputs.revision.name
        with self._service.sessions.begin() as session:
            store.lock_revision(session, inputs)
            present = store.inputs(session, name)
            if present is None or present.state != inputs.state:
                return  # What changed meanwhile has asked again.
            holding = store.check_row(session, name, 0)
            known = store.check_by_digest(session, inputs, digest)
            if known is not None:
                check = store.check_proto(known)
                if not store.advance(check, inputs) and holding.number == known.number:
                    return
                check.sequence = store.next_sequence(session)
                store.update_check(session, inputs, check)
            else:
                paper = inputs.revision.paper
                check = check_proto(facts, judgement, profile, inputs.rules_version, paper)
                check.revision = name
                check.number = store.next_number(session, inputs)
                check.name = names.check(name, check.number)
                check.inputs_digest = digest
                check.paper_version = inputs.paper.version
                check.venue_version = inputs.venue.version
                check.finished.CopyFrom(stamp(datetime.now(UTC)))
                check.seconds = round(time.monotonic() - begun, 3)
                check.sequence = store.next_sequence(session)
                store.insert_check(session, inputs, check)
            if shadow is not None:
                store.put_shadow(
                    session, check, RULES_VERSION, shadow.verdict.value, _difference(judgement, shadow)
                )
            self._service.outbox.put(
                session, events_pb2.CheckDone(check=check), key=inputs.revision.paper, subject=check.name
            )
        self._service.committed()
        log.info(
            "checked", check=check.name, verdict=judgement.verdict.value, findings=len(judgement.findings)
        )


def profile_of(venue: Venue) -> tuple[Profile, Finding | None]:
    """The venue's profile; with one that is missing or bad, the generic one and a finding that holds."""
    try:
        return profiles.load(venue.profile or "generic", rules=KNOWN), None
    except profiles.BadProfile as error:
        log.error("the venue's profile cannot be used", venue=venue.id, error=str(error))
        return profiles.load("generic"), troubles.finding("CFG-001", name=venue.profile)


def _held(finding: Finding) -> Judgement:
    return Judgement((finding,), Verdict.HOLD)


def _unread(inputs: store.Inputs, detail: str) -> Facts:
    return Facts(sha256=inputs.revision.sha256, size=inputs.revision.size, problem="missing", detail=detail)


def _difference(now: Judgement, then: Judgement) -> list[str]:
    """Rules whose errors come or go."""

    def errors(judgement: Judgement) -> set[str]:
        return {
            f.rule
            for f in judgement.findings
            if f.severity is Severity.ERROR and f.standing is Standing.COUNTS
        }

    return sorted(errors(now) ^ errors(then))


def look_for_changes(jobs: Jobs, session: Session) -> bool:
    """Ask for what was judged by another profile, inspector or catalogue than there is now; true if any."""
    asked = False
    for name in store.profiles_in_use(session):
        try:
            digest = profiles.load(name, rules=KNOWN).digest
        except profiles.BadProfile as error:
            digest = str(error)
        if store.changed(session, f"profile {name}", digest):
            asked = True
            for venue in store.venues_with(session, name):
                ask_all(jobs, session, venue)
    newer = [store.changed(session, "inspector", str(INSPECTOR_VERSION))]
    newer.append(store.changed(session, "rules", str(RULES_VERSION)))
    if any(newer):
        asked = True
        for venue in store.venues_with(session, ""):
            ask_all(jobs, session, venue)
    return asked


class Watch:
    """Looks every few seconds, from the start on, whether profiles, inspector or catalogue are others."""

    def __init__(self, service: Service, jobs: Jobs, every: float = 5.0) -> None:
        self._service = service
        self._jobs = jobs
        self._every = every

    def start(self) -> None:
        """In the background, until the process ends."""
        threading.Thread(target=self._run, name="watch", daemon=True).start()

    def _run(self) -> None:
        while True:
            try:
                with self._service.sessions.begin() as session:
                    asked = look_for_changes(self._jobs, session)
                if asked:
                    self._service.committed()
            except Exception as error:
                log.log(30 if is_transient(error) else 40, "could not look for changes", error=repr(error))
            time.sleep(self._every)
