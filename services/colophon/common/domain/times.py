"""Times and deadlines: stored in UTC, said to authors in AoE (anywhere on earth, UTC−12)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

AOE = timezone(timedelta(hours=-12), "AoE")


def aoe(moment: datetime) -> str:
    """A moment as authors read it: ``2026-08-28 23:59:59 AoE``."""
    return moment.astimezone(AOE).strftime("%Y-%m-%d %H:%M:%S AoE")


def utc(moment: datetime) -> str:
    """A moment in RFC 3339, UTC, microseconds kept."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def end(deadline: datetime) -> datetime:
    """The first moment after a deadline.

    A deadline of 23:59 AoE is met up to 23:59:59.999999 (rules.md 4.12); one that names
    seconds is met up to the end of that second.
    """
    grace = (
        timedelta(minutes=1) if deadline.second == 0 and deadline.microsecond == 0 else timedelta(seconds=1)
    )
    return deadline.replace(microsecond=0) + grace


def on_time(moment: datetime, deadline: datetime | None) -> bool:
    """Whether a moment is before the deadline's end. Without a deadline everything is on time."""
    return deadline is None or moment < end(deadline)
