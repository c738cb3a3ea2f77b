"""What makes a venue's or paper's record sound. Everything wrong is told at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from colophon.common.domain import names
from colophon.common.domain.deadlines import wrong_order
from colophon.common.domain.problems import Problem, Reason
from colophon.common.domain.venue import Paper, Venue


def sound_venue(venue: Venue, profiles: Sequence[str]) -> None:
    """Raises Problem INVALID_ARGUMENT, or BadName for the id; ``profiles`` are those there are."""
    names.venue(venue.id)
    wrong = []
    if not venue.title.strip():
        wrong.append("title is empty: give the workshop's title")
    if not venue.volume_title.strip():
        wrong.append("volume_title is empty: give the title of the proceedings as cited")
    for session_id, count in Counter(session.id for session in venue.sessions).items():
        if count > 1:
            wrong.append(f"session id {session_id!r} is there {count} times: make ids unique")
    if venue.profile not in profiles:
        wrong.append(f"profile {venue.profile!r} is none of {', '.join(profiles)}")
    if venue.starts and venue.ends and venue.ends < venue.starts:
        wrong.append(f"ends ({venue.ends}) is before starts ({venue.starts})")
    wrong += wrong_order(venue)
    _refuse(wrong)


def sound_papers(papers: Sequence[Paper], venue: Venue) -> None:
    """Of one import; raises Problem INVALID_ARGUMENT naming each paper that is wrong and why."""
    wrong = []
    for folded, count in Counter(paper.id.casefold() for paper in papers).items():
        if count > 1:
            wrong.append(f"paper id {folded!r} is there {count} times (upper and lower case are the same)")
    for paper in papers:
        wrong += wrong_in(paper, venue)
    _refuse(wrong)


def sound_paper(paper: Paper, venue: Venue) -> None:
    """Of one changed record; raises Problem INVALID_ARGUMENT."""
    _refuse(wrong_in(paper, venue))


def tidy(paper: Paper) -> Paper:
    """White space in title and names as one blank: what line breaks of a spreadsheet leave."""
    return replace(
        paper,
        title=_blank(paper.title),
        authors=tuple(replace(author, name=_blank(author.name)) for author in paper.authors),
        keywords=tuple(_blank(keyword) for keyword in paper.keywords if keyword.strip()),
        doi=paper.doi.strip(),
        category=_blank(paper.category),
    )


def _blank(text: str) -> str:
    return " ".join(text.split())


def wrong_in(paper: Paper, venue: Venue) -> list[str]:
    """What is wrong with one record, in words."""
    wrong = []
    try:
        names.paper(names.venue(venue.id), paper.id)
    except names.BadName as error:
        wrong.append(str(error))
    if not paper.title.strip():
        wrong.append(f"paper {paper.id}: the title is empty")
    if not paper.authors:
        wrong.append(f"paper {paper.id}: there are no authors")
    for place, author in enumerate(paper.authors, 1):
        if not author.name.strip():
            wrong.append(f"paper {paper.id}: author {place} has no name")
    known = [session.id for session in venue.sessions]
    if paper.session and paper.session not in known:
        wrong.append(
            f"paper {paper.id}: session {paper.session!r} is none of the venue's ({', '.join(known)})"
        )
    return wrong


def _refuse(wrong: list[str]) -> None:
    if wrong:
        raise Problem(
            Reason.INVALID_ARGUMENT,
            "; ".join(wrong[:20]) + (f"; and {len(wrong) - 20} more" if len(wrong) > 20 else ""),
            "Correct what is named and send again; nothing was stored.",
        )
