from datetime import UTC, datetime

from colophon.common.domain import times

DEADLINE = datetime(2026, 8, 28, 23, 59, tzinfo=times.AOE)


def test_the_last_minute_counts_to_its_end():
    assert times.on_time(datetime(2026, 8, 29, 11, 59, 59, 999999, tzinfo=UTC), DEADLINE)
    assert not times.on_time(datetime(2026, 8, 29, 12, 0, 0, tzinfo=UTC), DEADLINE)


def test_without_a_deadline_everything_is_on_time():
    assert times.on_time(datetime.max.replace(tzinfo=UTC), None)


def test_aoe_is_twelve_hours_behind():
    assert times.aoe(datetime(2026, 8, 29, 11, 59, tzinfo=UTC)) == "2026-08-28 23:59:00 AoE"
