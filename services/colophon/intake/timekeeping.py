"""Uploads against the deadlines of their paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from colophon.common.domain.deadlines import Calendar, Opening, Timing, judge, judged_by
from colophon.common.domain.dispositions import Disposition, meaning
from colophon.common.domain.findings import Verdict
from colophon.common.domain.problems import Problem, Reason
from colophon.common.domain.times import aoe
from colophon.common.domain.venue import Venue
from colophon.intake import announce, store
from colophon.intake.domain.opening import Opened


def judged(
    session: Session, venue: Venue, row: Any, opened: Opened, complete: datetime
) -> tuple[Timing, datetime | None]:
    """How an upload for a row of ``papers`` stands, and the deadline that says so.

    At its opening, with ``complete`` the same moment, this says what need not be read at all. Raises Problem
    NOT_YET_OPEN or CLOSED.
    """
    if not meaning(row.disposition).uploads:
        raise Problem(
            Reason.CLOSED,
            f"paper {row.id} is {Disposition(row.disposition).words}",
            "Ask the editors if that is a mistake.",
            disposition=row.disposition,
        )
    by = announce.standing_of(session, row).calendar(venue)
    upload = Opening(opened.at, opened.size > 0, max(complete, opened.at))
    timing = judge(upload, by, _mending(session, row, opened.at))
    if timing in (Timing.NOT_YET_OPEN, Timing.CLOSED):
        raise _refused(timing, by)
    return timing, judged_by(timing, by)


def _mending(session: Session, row: Any, opened: datetime) -> bool:
    """Whether an on-time revision was there at ``opened``, and none that is fit for print.

    What came while the upload was under way is not asked: an upload is judged as it opens. A verdict is good
    here until there is another: while a changed venue is judged anew, nobody's paper needs mending for that.
    """
    before = [
        each.number
        for each in store.revision_rows(session, row.venue, row.id)
        if each.on_time and each.received < opened
    ]
    fit = {each.revision for each in store.judged(session, row.venue, row.id) if each.verdict is Verdict.PASS}
    return bool(before) and not fit.intersection(before)


def _refused(timing: Timing, by: Calendar) -> Problem:
    if timing is Timing.NOT_YET_OPEN and by.opens is not None:
        return Problem(
            Reason.NOT_YET_OPEN,
            f"uploads are taken from {aoe(by.opens)}",
            "Come back then; check the paper until then with `colophon check`.",
            opens=by.opens.isoformat(),
        )
    return Problem(
        Reason.CLOSED,
        f"uploads were taken until {aoe(by.hard) if by.hard else 'the close'}",
        "Ask the editors for more time; they can give it to one paper.",
        closed=by.hard.isoformat() if by.hard else "",
    )
