"""The table of contents: sessions, invited talks without a page, papers with theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from colophon.assembly.domain.plan import PagePlan, PrintSession
from colophon.common.domain.venue import InvitedTalk


@dataclass(frozen=True, slots=True)
class ContentsPaper:
    """One paper's line."""

    paper: str
    title: str
    authors: str
    page: int


@dataclass(frozen=True, slots=True)
class ContentsSession:
    """One session's block; no title for papers that belong to none while other sessions exist."""

    title: str
    chair: str
    invited: tuple[InvitedTalk, ...]
    papers: tuple[ContentsPaper, ...]


def contents(order: Iterable[PrintSession], plan: PagePlan) -> tuple[ContentsSession, ...]:
    """The contents in print order; a session with neither papers nor invited talks is left out."""
    blocks = []
    for part in order:
        papers = tuple(
            ContentsPaper(p.id, p.title, ", ".join(a.name for a in p.authors), plan.of(p.id).first)
            for p in part.papers
        )
        session = part.session
        invited = session.invited if session else ()
        if papers or invited:
            blocks.append(
                ContentsSession(
                    session.title if session else "", session.chair if session else "", invited, papers
                )
            )
    return tuple(blocks)
