"""Assembly's events and commands: one function each, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from colophon.api.assembly.v1 import assembly_pb2 as pb
from colophon.api.common.v1 import common_pb2
from colophon.api.events.v1 import events_pb2
from colophon.api.intake.v1 import decisions_pb2, intake_pb2
from colophon.assembly import store
from colophon.assembly.domain.inputs import pending
from colophon.assembly.steps import steps_of
from colophon.common import context, profiles
from colophon.common.convert import from_proto, word
from colophon.common.domain import names
from colophon.common.domain.dispositions import Disposition, meaning
from colophon.common.domain.problems import Problem, Reason
from colophon.common.domain.venue import Venue
from colophon.common.outbox import Outbox

ENDED = (pb.BUILD_STATE_DONE, pb.BUILD_STATE_FAILED, pb.BUILD_STATE_CANCELLED)


def venue_changed(session: Session, event: events_pb2.VenueChanged) -> None:
    """Keep the copy."""
    store.put_venue(session, event.venue)


def paper_changed(session: Session, event: events_pb2.PaperChanged) -> None:
    """Keep the copy."""
    store.put_paper(session, event.status)


def check_done(session: Session, event: events_pb2.CheckDone) -> None:
    """Keep why a paper is on hold, and what its artifact description says."""
    store.put_check(session, event.check)


def behind(session: Session, request: pb.StartBuildRequest) -> list[str]:
    """Names of what the editor saw and has not arrived here yet."""
    venue_id = names.parts(request.venue)[1]
    venue = store.venue(session, venue_id)
    late = [request.venue] if venue is None or venue.version < request.venue_version else []
    statuses = store.statuses(session, venue_id)
    have = {status.paper.name: status.status_version for status in statuses}
    late += [seen.name for seen in request.papers if have.get(seen.name, 0) < seen.status_version]
    # What a paper's artifact description says comes with its check.
    checked = {status.counts.name: status.check for status in statuses if status.check}
    return late + [checked[name] for name in sorted(checked.keys() - store.checked(session, list(checked)))]


def start_build(
    session: Session, request: pb.StartBuildRequest, ask: Callable[[Session, str], None]
) -> pb.Build:
    """A new build, queued, with its inputs pinned. Raises Problem: not found, on hold, pending, clash."""
    venue_id = names.parts(request.venue)[1]
    venue = store.venue(session, venue_id, lock=True)
    if venue is None:
        raise Problem(
            Reason.NOT_FOUND,
            f"there is no venue {venue_id!r}",
            "Look at the list of venues for the right id.",
        )
    statuses = store.statuses(session, venue_id)
    left_out = [each for status in statuses if (each := _left_out(session, status)) is not None]
    if request.kind == pb.BUILD_KIND_FINAL:
        _as_seen(request, venue, statuses)
        _ready(venue, [each for each in left_out if not each.disposition])
    missing = {item.paper for item in left_out}
    going = [status for status in statuses if status.paper.name not in missing]
    if not going:
        raise Problem(
            Reason.NOT_READY,
            "No paper can be printed yet" + _listed(left_out),
            "Get at least one paper through its checks first.",
        )
    number = store.next_number(session, venue_id)
    build = pb.Build(
        name=names.build(request.venue, number),
        number=number,
        kind=request.kind,
        state=pb.BUILD_STATE_QUEUED,
        steps=[
            pb.Step(id=step, title=title, state=pb.STEP_STATE_WAITING)
            for step, title in steps_of(prove=request.kind == pb.BUILD_KIND_FINAL)
        ],
        left_out=left_out,
        artifacts=[found for status in going if (found := _artifacts(session, status)) is not None],
        actor=context.actor(),
        version=1,
    )
    store.insert_build(session, build, venue.SerializeToString(), going)
    ask(session, build.name)
    return build


def build_named(session: Session, name: str, *, lock: bool = False) -> Any:
    """The row of a build's name; raises Problem NOT_FOUND."""
    parts = names.parts(name)
    if len(parts) != 4 or parts[2] != "builds":
        raise names.BadName(f"{name!r} is not a build's name such as venues/tpc26/builds/12")
    row = None
    if parts[3].isdecimal() and len(parts[3]) < 9:
        row = store.build_row(session, parts[1], int(parts[3]), lock=lock)
    if row is None:
        raise Problem(Reason.NOT_FOUND, f"there is no {name}", "Look at the venue's list of builds.")
    return row


def cancel_build(session: Session, outbox: Outbox, name: str) -> pb.Build:
    """End a build that waits, or tell one that runs to end. Raises Problem NOT_READY when it has ended."""
    row = build_named(session, name, lock=True)
    build = store.build_of(row)
    if build.state in ENDED:
        raise Problem(Reason.NOT_READY, f"{name} has ended", "Start a new build where you need one.")
    store.cancel(session, row.venue, row.number)
    if build.state == pb.BUILD_STATE_QUEUED:
        end(session, outbox, build, row, pb.BUILD_STATE_CANCELLED)
    return build


def end(session: Session, outbox: Outbox, build: pb.Build, row: Any, state: pb.BuildState) -> None:
    """Store a build's end and announce it, once: the caller holds the row's lock and saw it not ended."""
    build.state = state
    build.finished.GetCurrentTime()
    store.put_build(session, build)
    statuses = intake_pb2.ListPapersResponse.FromString(row.paper_records).papers
    event = events_pb2.BuildDone(
        build=build,
        venue=common_pb2.Venue.FromString(row.venue_record),
        papers=[status.paper for status in statuses],
        attachments=[each for status in statuses for each in status.attachments],
    )
    outbox.put(session, event, key=build.name, subject=build.name)


def _left_out(session: Session, status: intake_pb2.PaperStatus) -> pb.LeftOut | None:
    """Why a paper is not in a build: a decision, or that it cannot be printed; None when it is in."""
    disposition = word(decisions_pb2.Disposition.DESCRIPTOR, status.disposition)
    message = pb.LeftOut(paper=status.paper.name, title=status.paper.title)
    if not meaning(disposition).needed:
        message.disposition = disposition
        why = status.disposition_decision.reason
        message.reason = Disposition(disposition).words + (f": {why}" if why else "")
        return message
    message.reason = _held(session, status)
    return message if message.reason else None


def _artifacts(session: Session, status: intake_pb2.PaperStatus) -> common_pb2.PaperArtifacts | None:
    """What the artifact description of the revision that counts says; None where there is none."""
    check = store.check(session, status.counts.name)
    if check is None or not check.HasField("artifacts"):
        return None
    found = check.artifacts
    blocks = {block.artifact: block for block in found.blocks}
    message = common_pb2.PaperArtifacts(paper=status.paper.name, evaluated=found.evaluated)
    urls = {one.id: one.urls for one in found.artifacts} or dict.fromkeys(blocks, ())
    for name, places in urls.items():
        one = message.artifacts.add(id=name, urls=places)
        if name in blocks and blocks[name].HasField("minutes"):
            one.minutes = blocks[name].minutes
        for row in found.table:
            if row.artifact == name:
                one.contributions.extend(row.contributions)
                one.elements.extend(row.elements)
    return message


def _held(session: Session, status: intake_pb2.PaperStatus) -> str:
    """Why a paper cannot go to print; empty when it can."""
    match status.state:
        case intake_pb2.PAPER_STATE_PASSED:
            return ""
        case intake_pb2.PAPER_STATE_HELD:
            check = store.check(session, status.counts.name)
            rules = (
                sorted({f.rule for f in check.findings if f.severity == 1 and f.standing in (0, 1)})
                if check
                else []
            )
            return f"on hold: {', '.join(rules)}" if rules else "on hold"
        case intake_pb2.PAPER_STATE_CHECKING:
            return "its check is not finished"
    return "nothing was uploaded"


def _as_seen(
    request: pb.StartBuildRequest, venue: common_pb2.Venue, statuses: Sequence[intake_pb2.PaperStatus]
) -> None:
    """Raises Problem VERSION_CLASH when something changed after the editor looked."""
    changed = [request.venue] if request.venue_version and venue.version > request.venue_version else []
    if request.papers:
        seen = {paper.name: paper.status_version for paper in request.papers}
        changed += [s.paper.name for s in statuses if s.status_version != seen.get(s.paper.name, 0)]
    if changed:
        raise Problem(
            Reason.VERSION_CLASH,
            f"changed since you looked: {', '.join(changed[:20])}",
            "Load the list of papers again, look at what changed, and start the build again.",
            changed=",".join(changed[:200]),
        )


def _ready(venue: common_pb2.Venue, left_out: Sequence[pb.LeftOut]) -> None:
    """Raises Problem PAPERS_ON_HOLD or FACTS_PENDING: what a final build must not leave out."""
    if left_out:
        raise Problem(
            Reason.PAPERS_ON_HOLD,
            f"{len(left_out)} accepted papers cannot go to print" + _listed(left_out),
            "Get corrected versions, waive the findings, or withdraw these papers; or make a draft.",
            papers=",".join(names.last(item.paper) for item in left_out),
        )
    facts = pending(from_proto(venue, Venue), profiles.load(venue.profile))
    if facts:
        raise Problem(
            Reason.FACTS_PENDING,
            f"the venue's {', '.join(facts)} {'is' if len(facts) == 1 else 'are'} pending",
            "Enter what the publisher gave, or make a draft.",
            facts=",".join(facts),
        )


def _listed(left_out: Sequence[pb.LeftOut]) -> str:
    rows = [f"{names.last(item.paper)} “{item.title}” ({item.reason})" for item in left_out]
    return f": {'; '.join(rows)}" if rows else ""
