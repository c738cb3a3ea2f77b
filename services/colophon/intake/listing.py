"""The accepted list as a file: read, compared with what is there, and taken, or only told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from colophon.api.intake.v1 import intake_pb2
from colophon.api.intake.v1 import records_pb2 as pb
from colophon.common import profiles
from colophon.common.domain.problems import Problem, Reason
from colophon.common.domain.times import aoe
from colophon.common.domain.venue import DECLARED, Venue
from colophon.common.encodings import Undecodable, decode
from colophon.common.hotcrp import read_hotcrp
from colophon.common.mistakes import Mistake
from colophon.common.outbox import Outbox
from colophon.common.papersfile import PaperRow, read_text
from colophon.intake import announce, handlers, recordstore, store
from colophon.intake.domain import records
from colophon.intake.domain.merging import changes

_LIST = Path("list")


@dataclass(slots=True)
class _Read:
    """A list as it was read."""

    rows: list[PaperRow] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    charset: str = ""


def import_list(session: Session, outbox: Outbox, request: pb.ImportListRequest) -> pb.ImportListResponse:
    """All or nothing; a dry run is the same in a transaction that the caller rolls back.

    Raises Problem BAD_LIST for a list with mistakes, unless it is a dry run: that tells them.
    """
    venue = handlers.venue_named(session, request.venue, lock=True)
    read = _read(request, venue)
    answer = pb.ImportListResponse(charset=read.charset, remarks=read.remarks, stored=not request.dry_run)
    for mistake in read.mistakes:
        answer.mistakes.add(line=mistake.line or 0, message=mistake.message, remedy=mistake.remedy)
    if read.mistakes and not request.dry_run:
        raise _bad(read.mistakes)
    present = {row.id.casefold(): row.id for row in store.paper_rows(session, venue.id, (), 100_000)}
    for row in read.rows:
        done = handlers.import_paper(session, outbox, venue, row.paper)
        answer.papers.append(
            pb.ListedPaper(
                line=row.line,
                id=done.id,
                action=intake_pb2.ImportAction.Value(f"IMPORT_ACTION_{done.action}"),
                changes=[
                    announce.field_change(*each)
                    for each in (changes(done.before, done.after) if done.before else ())
                ],
                kept=[_kept(session, venue, done, name) for name in done.kept],
            )
        )
        present.pop(row.paper.id.casefold(), None)
    answer.not_listed.extend(present.values())
    return answer


def _read(request: pb.ImportListRequest, venue: Venue) -> _Read:
    read = _Read()
    try:
        decoded = decode(request.content, request.charset)
    except Undecodable as error:
        remedy = "say its charset, or save it as UTF-8; in Excel: Save As, 'CSV UTF-8'"
        read.mistakes.append(Mistake(_LIST, error.line, str(error), remedy))
        return read
    read.charset = decoded.charset
    if decoded.guessed:
        read.remarks.append(
            f"nobody said the encoding; read as {decoded.charset}: look at names with accents, and send the "
            "right charset where they are wrong"
        )
    text = decoded.text
    hotcrp = request.format == pb.LIST_FORMAT_HOTCRP or (
        request.format == pb.LIST_FORMAT_UNSPECIFIED and text.lstrip()[:1] in ("[", "{")
    )
    sessions = {each.id for each in venue.sessions}
    if hotcrp:
        read.rows = read_hotcrp(text, _LIST, read.mistakes, read.remarks)
    else:
        read.rows = read_text(text, _LIST, None, sessions, read.mistakes)
        aside = sorted({name for row in read.rows for name in row.paper.extra if name not in DECLARED})
        if aside:
            read.remarks.append(f"columns kept aside, of no meaning here: {', '.join(aside)}")
        read.remarks += _unknown_categories(read.rows, venue)
    sound = []
    for row in read.rows:
        wrong = records.wrong_in(row.paper, venue)
        read.mistakes += [
            Mistake(_LIST, row.line, each, "correct the row and send the list again") for each in wrong
        ]
        if not wrong:
            sound.append(row)
    read.rows = sound
    read.mistakes.sort(key=lambda each: each.line or 0)
    return read


def _unknown_categories(rows: Sequence[PaperRow], venue: Venue) -> list[str]:
    """Categories that the venue's profile does not name: their papers are judged like all others."""
    try:
        profile = profiles.load(venue.profile)
    except profiles.BadProfile:
        return []
    known = ", ".join(profile.categories) or "no categories"
    found = sorted({row.paper.category for row in rows if row.paper.category})
    return [
        f"category {name!r}: the profile {profile.name} has {known}; judged like any other paper"
        for name in found
        if profile.for_category(name) is profile
    ]


def _kept(session: Session, venue: Venue, done: handlers.Imported, name: str) -> str:
    """A difference that was left, and whose decision that is."""
    by = "an edit since the last import"
    top = name.partition(".")[0]
    if done.before is not None:
        for row in reversed(recordstore.change_rows(session, venue.id, done.id)):
            told = [each[0] for each in changes(store.loaded(row.before), store.loaded(row.after))]
            if row.state in ("applied", "approved") and top in told:
                by = f"{row.actor_name or row.actor} asked for it on {aoe(row.at)}"
                break
        for row in reversed(recordstore.decision_rows(session, venue.id, done.id)):
            if row.kind == "record" and any(each[0] == top for each in row.value["changes"]):
                by = f"{row.actor} decided it on {aoe(row.at)}"
                break
    return f"{name}: stays as it is, {by}"


def _bad(mistakes: list[Mistake]) -> Problem:
    told = [f"line {each.line}: {each.message}" if each.line else each.message for each in mistakes[:20]]
    more = f"; and {len(mistakes) - 20} more" if len(mistakes) > 20 else ""
    return Problem(
        Reason.BAD_LIST,
        "; ".join(told) + more,
        "Nothing was stored. Correct these lines; a dry run lists every one with what to do.",
        mistakes=str(len(mistakes)),
    )
