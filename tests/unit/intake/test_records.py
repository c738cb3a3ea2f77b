"""What is wrong with a record is told at once, paper by paper."""

import pytest

from colophon.common.domain.names import BadName
from colophon.common.domain.problems import Problem
from colophon.common.domain.venue import Paper, Person, Session, Venue
from colophon.intake.domain.records import sound_papers, sound_venue, tidy

VENUE = Venue("tpc26", "Workshop", "Proceedings", sessions=(Session("s1", "One"),))
ADA = (Person("Ada Lovelace"),)


def test_everything_wrong_is_told_at_once() -> None:
    papers = [Paper("p1", "", ADA), Paper("P1", "T", ()), Paper("p 2", "T", ADA, session="s9")]
    with pytest.raises(Problem) as caught:
        sound_papers(papers, VENUE)
    for part in ("'p1' is there 2 times", "paper p1: the title", "P1: there are no authors", "'p 2'", "'s9'"):
        assert part in caught.value.message


def test_sound_papers_pass() -> None:
    sound_papers([Paper("ws_p3hpc104", "T", ADA, session="s1"), Paper("7", "T", ADA)], VENUE)


def test_titles_and_names_lose_the_spreadsheet_s_line_breaks() -> None:
    paper = tidy(Paper("p1", " A\n title ", (Person("Ada\u00a0 Lovelace "),), keywords=("a", " ")))
    assert (paper.title, paper.authors[0].name, paper.keywords) == ("A title", "Ada Lovelace", ("a",))


def test_a_venue_s_id_is_checked() -> None:
    with pytest.raises(BadName):
        sound_venue(Venue("TPC 26", "T", "V"), ["generic"])
    with pytest.raises(Problem, match="session id 's1' is there 2 times"):
        sound_venue(Venue("t", "T", "V", sessions=(Session("s1", "a"), Session("s1", "b"))), ["generic"])
    with pytest.raises(Problem, match="profile 'acm' is none of generic, ieee-sc26"):
        sound_venue(Venue("t", "T", "V", profile="acm"), ["generic", "ieee-sc26"])
