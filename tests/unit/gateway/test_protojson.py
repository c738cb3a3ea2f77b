"""Proto ↔ JSON: names as in the proto, short words, RFC 3339, numbers, null for what is absent."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colophon.api.assembly.v1 import assembly_pb2
from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1 import intake_pb2
from colophon.gateway.protojson import from_json, mask, prefix, to_json


def test_every_field_is_there_and_absent_ones_are_null() -> None:
    told = to_json(common_pb2.Venue(id="x", first_page=1))
    assert told["id"] == "x"
    assert told["isbn"] == ""
    assert told["sessions"] == []
    assert told["soft_deadline"] is None
    assert told["page_limit"] is None
    assert set(told) == {field.name for field in common_pb2.Venue.DESCRIPTOR.fields}


def test_int64_is_a_number() -> None:
    assert to_json(common_pb2.Revision(size=2**53 - 1))["size"] == 2**53 - 1


@pytest.mark.parametrize(
    ("message", "field", "word"),
    [
        (common_pb2.Check(verdict=common_pb2.VERDICT_HOLD), "verdict", "hold"),
        (common_pb2.Finding(severity=common_pb2.SEVERITY_WARNING), "severity", "warning"),
        (intake_pb2.PaperStatus(state=intake_pb2.PAPER_STATE_EXPECTED), "state", "expected"),
        (assembly_pb2.Build(kind=assembly_pb2.BUILD_KIND_DRAFT), "kind", "draft"),
        (assembly_pb2.Build(), "kind", None),
    ],
)
def test_enums_are_short_lower_case_words(message: object, field: str, word: str | None) -> None:
    assert to_json(message)[field] == word  # type: ignore[arg-type]


def test_enum_prefixes_follow_the_style_of_the_protos() -> None:
    for module in (common_pb2, intake_pb2, assembly_pb2):
        for enum in module.DESCRIPTOR.enum_types_by_name.values():
            assert all(value.name.startswith(prefix(enum)) for value in enum.values)


def test_moments_are_utc_with_z() -> None:
    revision = common_pb2.Revision()
    revision.received.FromDatetime(datetime(2026, 8, 29, 11, 59, 59, 123456))
    assert to_json(revision)["received"] == "2026-08-29T11:59:59.123456Z"


def test_there_and_back() -> None:
    values = {
        "id": "tpc26",
        "title": "T",
        "soft_deadline": datetime.fromisoformat("2026-08-28T23:59:00-12:00"),
        "page_limit": 5,
        "sessions": [{"id": "s1", "title": "One", "invited": [{"title": "t", "speaker": "s"}]}],
        "topics": ["a", "b"],
    }
    made = from_json(values, common_pb2.Venue)
    assert made.sessions[0].invited[0].speaker == "s"
    told = to_json(made)
    assert told["soft_deadline"] == "2026-08-29T11:59:00Z"
    assert to_json(from_json(told, common_pb2.Venue)) == told


def test_null_leaves_a_field_empty_but_the_mask_names_it() -> None:
    made = from_json({"soft_deadline": None, "page_limit": None}, common_pb2.Venue)
    assert not made.HasField("soft_deadline")
    assert not made.HasField("page_limit")
    assert list(mask({"page_limit", "isbn"}).paths) == ["isbn", "page_limit"]


@given(
    st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(9999, 1, 1), timezones=st.just(UTC)),
    st.text(max_size=50),
)
def test_any_moment_and_text_survives(at: datetime, text: str) -> None:
    values = {"filename": text.encode("utf-8", "ignore").decode(), "received": at}
    told = to_json(from_json(values, common_pb2.Revision))
    assert told["filename"] == values["filename"]
    assert datetime.fromisoformat(told["received"]) == at


@pytest.mark.parametrize("extra", [{}, {"badges": "available", "ai_use": "none"}])
def test_a_map_is_an_object(extra: dict[str, str]) -> None:
    paper = common_pb2.Paper(id="p1", extra=extra)
    assert to_json(paper)["extra"] == extra
    assert from_json({"extra": extra}, common_pb2.Paper).extra == extra
