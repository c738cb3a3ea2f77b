"""Records survive the wire."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from colophon.api.common.v1 import common_pb2
from colophon.common.convert import from_proto, to_proto
from colophon.common.domain.findings import Finding, Severity
from colophon.common.domain.venue import InvitedTalk, Paper, Person, Session, Venue

text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]))
moments = st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))
people = st.builds(Person, name=text, affiliation=text, email=text, orcid=text)
papers = st.builds(
    Paper,
    id=text,
    title=text,
    authors=st.lists(people).map(tuple),
    keywords=st.lists(text).map(tuple),
    order=st.integers(0, 2**31 - 1),
    version=st.integers(0, 2**62),
    category=text,
    extra=st.dictionaries(text, text, max_size=3),
)
venues = st.builds(
    Venue,
    id=text,
    title=text,
    volume_title=text,
    starts=st.none() | st.dates(min_value=date(1970, 1, 1)),
    editors=st.lists(people).map(tuple),
    topics=st.lists(text).map(tuple),
    sessions=st.lists(
        st.builds(
            Session, id=text, title=text, invited=st.lists(st.builds(InvitedTalk, text, text)).map(tuple)
        )
    ).map(tuple),
    soft_deadline=st.none() | moments,
    page_limit=st.none() | st.integers(1, 1000),
)


@given(papers)
def test_a_paper_comes_back_the_same(paper: Paper) -> None:
    assert from_proto(to_proto(paper, common_pb2.Paper), Paper) == paper


@given(venues)
def test_a_venue_comes_back_the_same(venue: Venue) -> None:
    assert from_proto(to_proto(venue, common_pb2.Venue), Venue) == venue


def test_a_finding_keeps_its_severity_and_says_when_it_has_no_page() -> None:
    message = to_proto(Finding("PDF-001", Severity.WARNING, "m", "r"), common_pb2.Finding)
    assert message.severity == common_pb2.SEVERITY_WARNING
    assert not message.HasField("page")
