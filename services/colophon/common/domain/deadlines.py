"""How an upload stands to the deadlines: judged when it opens, by the server's clock.

docs/deadlines.md is the same as a table, which the tests read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from colophon.common.domain.times import aoe, end
from colophon.common.domain.times import on_time as within
from colophon.common.domain.venue import Venue


class Timing(StrEnum):
    """What an upload is; the first three are taken, the last two refused."""

    ON_TIME = "on_time"
    REPAIR = "repair"
    """On time because the paper was, and its findings are being mended."""
    LATE = "late"
    NOT_YET_OPEN = "not_yet_open"
    CLOSED = "closed"

    @property
    def on_time(self) -> bool:
        """Whether it counts as on time."""
        return self in (Timing.ON_TIME, Timing.REPAIR)


@dataclass(frozen=True, slots=True)
class Calendar:
    """One paper's deadlines; None: there is none of that kind. Each lasts to the end of its minute."""

    opens: datetime | None = None
    soft: datetime | None = None
    hard: datetime | None = None
    repair_until: datetime | None = None
    grace: timedelta = timedelta(0)

    def extended(self, until: datetime) -> Calendar:
        """Neither deadline is before ``until``; an earlier ``until`` changes nothing."""
        return replace(
            self,
            soft=max(self.soft, until, key=end) if self.soft else None,
            hard=max(self.hard, until, key=end) if self.hard else None,
        )

    @property
    def due(self) -> datetime | None:
        """Until when an upload is on time: without a soft deadline the hard one."""
        return self.soft or self.hard

    def closed(self, moment: datetime) -> bool:
        """Whether authors' time is over."""
        return not within(moment, self.hard)


@dataclass(frozen=True, slots=True)
class Opening:
    """One upload's times by the server's clock."""

    opened: datetime
    declared: bool
    """Whether its size was said when it opened."""
    complete: datetime
    """When its last byte came; at the opening itself: ``opened``."""


def calendar(venue: Venue, extended_until: datetime | None = None) -> Calendar:
    """A venue's calendar for one paper."""
    plain = Calendar(
        venue.opens,
        venue.soft_deadline,
        venue.hard_deadline,
        venue.repair_until,
        timedelta(minutes=venue.grace_minutes),
    )
    return plain.extended(extended_until) if extended_until else plain


def judge(upload: Opening, by: Calendar, mending: bool) -> Timing:
    """How an upload stands. ``mending``: the paper has an on-time revision and none that is fit for print."""
    if by.opens is not None and upload.opened < by.opens:
        return Timing.NOT_YET_OPEN
    if _meets(upload, by.due, by.grace):
        return Timing.ON_TIME
    if mending and by.repair_until is not None and _meets(upload, by.repair_until, by.grace):
        return Timing.REPAIR
    return Timing.LATE if _meets(upload, by.hard, by.grace) else Timing.CLOSED


def _meets(upload: Opening, deadline: datetime | None, grace: timedelta) -> bool:
    """Opened before the deadline's end, and complete by then; with its size declared, by the grace's end."""
    return within(upload.opened, deadline) and within(
        upload.complete - grace if upload.declared else upload.complete, deadline
    )


def judged_by(timing: Timing, by: Calendar) -> datetime | None:
    """The deadline that a receipt names."""
    return by.repair_until if timing is Timing.REPAIR else by.due


def words(timing: Timing, opened: datetime, deadline: datetime | None) -> str:
    """What a receipt says: ``opened 2026-08-28 21:00:00 AoE, before the deadline …: on time``."""
    told = f"opened {aoe(opened)}"
    if deadline is None:
        return f"{told}; no deadline was set"
    match timing:
        case Timing.ON_TIME:
            return f"{told}, before the deadline {aoe(deadline)}: on time"
        case Timing.REPAIR:
            mended = f"while findings of an on-time paper may be mended until {aoe(deadline)}"
            return f"{told}, {mended}: stays on time"
    return f"{told}, not before the deadline {aoe(deadline)} or not complete within its grace: late"


def wrong_order(venue: Venue) -> list[str]:
    """What is wrong with a venue's calendar, each with what to do."""
    found = []
    order = [
        ("opens", venue.opens),
        ("soft_deadline", venue.soft_deadline),
        ("hard_deadline", venue.hard_deadline),
    ]
    known = [(name, moment) for name, moment in order if moment is not None]
    for (first, before), (second, after) in pairwise(known):
        if after < before:
            found.append(f"{second} is before {first}: give them in the order opens, soft, hard")
    due = venue.soft_deadline or venue.hard_deadline
    if venue.repair_until is not None and due is None:
        found.append("repair_until needs a soft_deadline or a hard_deadline before it")
    elif venue.repair_until is not None and due is not None and venue.repair_until < due:
        found.append("repair_until is before the deadline: it is the time after it for mending findings")
    if venue.grace_minutes < 0:
        found.append("grace_minutes is below 0: use 0 for none")
    return found
