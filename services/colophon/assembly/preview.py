"""What if, for a venue as it stands: from the copies of papers and checks, without opening a file."""

from __future__ import annotations

from sqlalchemy.orm import Session

from colophon.api.assembly.v1 import assembly_pb2 as pb
from colophon.assembly import store
from colophon.assembly.collation import collator
from colophon.assembly.domain.outlook import Change, Counted, Outlook, changes, outlook
from colophon.assembly.domain.whatif import NoSuchChange, Replacement, WhatIf, applied
from colophon.assembly.render.pages import dates
from colophon.common import profiles
from colophon.common.convert import from_proto
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.common.domain.venue import Paper, Venue


def preview(session: Session, request: pb.PreviewPlanRequest) -> pb.PreviewPlanResponse:
    """The plan with the changes asked for. Raises Problem: no such venue, no such change."""
    venue_id = names.parts(request.venue)[1]
    record = store.venue(session, venue_id)
    if record is None:
        raise Problem(
            Reason.NOT_FOUND,
            f"there is no venue {venue_id!r}",
            "Look at the list of venues for the right id.",
        )
    venue = from_proto(record, Venue)
    counted: list[Counted] = []
    left_out: list[pb.LeftOut] = []
    for status in store.statuses(session, venue_id):
        check = store.check(session, status.counts.name) if status.HasField("counts") else None
        if check is not None and check.pages > 0:
            counted.append(Counted(from_proto(status.paper, Paper), check.pages, status.counts.sha256))
            continue
        reason = "its pages are not counted yet" if status.HasField("counts") else "nothing was uploaded"
        left_out.append(pb.LeftOut(paper=status.paper.name, title=status.paper.title, reason=reason))
    try:
        after_venue, after = applied(_what(request), venue, counted)
    except NoSuchChange as error:
        raise Problem(
            Reason.INVALID_ARGUMENT, str(error), "Name papers of the volume by their ids."
        ) from error
    then = _look(after_venue, after)
    return pb.PreviewPlanResponse(
        papers=[
            pb.PlannedPaper(
                paper=names.paper(request.venue, p.paper), title=p.title, first_page=p.first, last_page=p.last
            )
            for p in then.papers
        ],
        changes=[plan_change(change) for change in changes(_look(venue, counted), then)],
        left_out=left_out,
    )


def plan_change(change: Change) -> pb.PlanChange:
    """As a message."""
    kind = pb.ChangeKind.Value(f"CHANGE_KIND_{change.kind.upper()}")
    return pb.PlanChange(
        kind=kind, name=change.name, before=change.before, after=change.after, about=change.about
    )


def _look(venue: Venue, papers: list[Counted] | tuple[Counted, ...]) -> Outlook:
    profile = profiles.load(venue.profile)
    when = dates(venue.starts, venue.ends)
    return outlook(venue, profile, papers, collator(venue.language), dates=when)


def _what(request: pb.PreviewPlanRequest) -> WhatIf:
    return WhatIf(
        without=tuple(request.without),
        swap=tuple((pair.one, pair.other) for pair in request.swap),
        replace={each.paper: Replacement(each.pages, "another file") for each in request.replace},
        isbn=request.isbn if request.HasField("isbn") else None,
        start_page=request.start_page if request.HasField("start_page") else None,
        recto=request.recto if request.HasField("recto") else None,
        order=request.order if request.HasField("order") else None,
        by_hand=tuple(request.by_hand),
    )
