"""Deadlines: any times agree with the table in docs/deadlines.md."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.common.tables import table

from colophon.common.domain.deadlines import Calendar, Opening, Timing, calendar, judge, words, wrong_order
from colophon.common.domain.venue import Venue

ZERO = datetime(2026, 8, 28, 12, tzinfo=UTC)


TABLE = table("deadlines.md", "the upload is")
seconds = st.integers(-7200, 7200)
moments = st.one_of(
    seconds.map(lambda s: ZERO + timedelta(seconds=s)),
    # The edges of minutes and seconds, where mistakes are.
    st.tuples(st.integers(-20, 20), st.sampled_from([-1, 0, 1, 59_999_999, 60_000_000])).map(
        lambda t: ZERO + timedelta(minutes=t[0], microseconds=t[1])
    ),
)
calendars = st.builds(
    Calendar,
    opens=st.none() | moments,
    soft=st.none() | moments,
    hard=st.none() | moments,
    repair_until=st.none() | moments,
    grace=st.integers(0, 3600).map(lambda s: timedelta(seconds=s)),
)
openings = st.tuples(moments, st.booleans(), st.integers(0, 5000)).map(
    lambda t: Opening(t[0], t[1], t[0] + timedelta(seconds=t[2]))
)


def ends(deadline: datetime) -> datetime:
    """The first moment after it: said again here, in other words than the code's."""
    if deadline.second or deadline.microsecond:
        return deadline.replace(microsecond=0) + timedelta(seconds=1)
    return deadline + timedelta(seconds=60)


def in_time(upload: Opening, deadline: datetime | None, grace: timedelta, without: bool = True) -> bool:
    if deadline is None:
        return without
    last = ends(deadline)
    allowed = last + grace if upload.declared else last
    return upload.opened < last and upload.complete < allowed


def by_the_table(upload: Opening, by: Calendar, mending: bool) -> str:
    facts = [
        by.opens is not None and upload.opened < by.opens,
        in_time(upload, by.soft or by.hard, by.grace),
        mending,
        in_time(upload, by.repair_until, by.grace, without=False),
        in_time(upload, by.hard, by.grace),
    ]
    for *conditions, outcome in TABLE:
        if all(c == "any" or (c == "yes") is fact for c, fact in zip(conditions, facts, strict=True)):
            return outcome
    raise AssertionError("no row of the table fits")


@given(openings, calendars, st.booleans())
def test_any_times_agree_with_the_table_in_the_docs(upload: Opening, by: Calendar, mending: bool) -> None:
    assert judge(upload, by, mending).value == by_the_table(upload, by, mending)


def test_every_row_of_the_table_is_there_for_an_outcome() -> None:
    assert [row[-1] for row in TABLE] == ["not_yet_open", "on_time", "repair", "late", "closed"]
    assert {row[-1] for row in TABLE} == {timing.value for timing in Timing}


@given(openings, calendars, st.booleans(), st.integers(1, 5000))
def test_who_opens_or_ends_later_is_never_better_off(
    upload: Opening, by: Calendar, mending: bool, more: int
) -> None:
    order = [Timing.ON_TIME, Timing.REPAIR, Timing.LATE, Timing.CLOSED]
    first = judge(upload, by, mending)
    slower = judge(
        Opening(upload.opened, upload.declared, upload.complete + timedelta(seconds=more)), by, mending
    )
    if first is not Timing.NOT_YET_OPEN and (
        by.repair_until is None or by.hard is None or by.hard >= by.repair_until
    ):
        assert order.index(slower) >= order.index(first)


@given(openings, calendars, st.booleans(), moments)
def test_an_extension_never_makes_an_upload_later(
    upload: Opening, by: Calendar, mending: bool, until: datetime
) -> None:
    order = [Timing.NOT_YET_OPEN, Timing.ON_TIME, Timing.REPAIR, Timing.LATE, Timing.CLOSED]
    before, after = judge(upload, by, mending), judge(upload, by.extended(until), mending)
    assert order.index(after) <= order.index(before)
    if upload.opened < until and upload.complete < until and before is not Timing.NOT_YET_OPEN:
        assert after is Timing.ON_TIME


@pytest.mark.parametrize(
    ("after_opening", "declared", "outcome"),
    [(0, True, "on_time"), (29, True, "on_time"), (32, True, "late"), (2, False, "late")],
)
def test_a_slow_upload_opened_in_the_last_minute_has_its_grace(
    after_opening: int, declared: bool, outcome: str
) -> None:
    opened = ZERO + timedelta(seconds=59)
    by = Calendar(soft=ZERO, hard=ZERO + timedelta(hours=2), grace=timedelta(minutes=30))
    upload = Opening(opened, declared, opened + timedelta(minutes=after_opening))
    assert judge(upload, by, mending=False).value == outcome


def test_a_receipt_says_how_it_was_judged() -> None:
    assert words(Timing.ON_TIME, ZERO, None) == "opened 2026-08-28 00:00:00 AoE; no deadline was set"
    assert words(Timing.LATE, ZERO, ZERO).endswith("late")
    assert "stays on time" in words(Timing.REPAIR, ZERO, ZERO)


def test_a_venue_s_calendar_must_be_in_order() -> None:
    day = timedelta(days=1)
    venue = Venue("t", "T", "V", opens=ZERO, soft_deadline=ZERO + day, hard_deadline=ZERO + 2 * day)
    assert wrong_order(venue) == []
    assert calendar(venue, ZERO + 3 * day).due == ZERO + 3 * day
    backwards = Venue("t", "T", "V", opens=ZERO + day, soft_deadline=ZERO, repair_until=ZERO - day)
    assert [told.split()[0] for told in wrong_order(backwards)] == ["soft_deadline", "repair_until"]
    assert "needs" in wrong_order(Venue("t", "T", "V", repair_until=ZERO))[0]
