"""The lists of the front and back matter: organisation, programme, contents, artifacts, indexes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer

from colophon.assembly.domain.authors import IndexEntry, IndexGroup
from colophon.assembly.domain.contents import ContentsSession
from colophon.assembly.domain.inputs import LeftOut
from colophon.assembly.domain.listed import ArtifactEntry, ProgrammeSession
from colophon.assembly.domain.plan import roman
from colophon.assembly.render import fonts, markdown, styles
from colophon.assembly.render.flowables import (
    LINK,
    Columns,
    ContentsLine,
    Rule,
    paragraph,
    together,
    two_columns,
)
from colophon.common.domain.venue import InvitedTalk, Person, Venue

MANY = 24
"""From this many people on a committee stands in two columns."""
HEAD = 80.0
"""Height that a part's heading takes from its first page."""


def chapter(title: str) -> list[Flowable]:
    """A part's heading."""
    return [Spacer(0, 6), paragraph(title, styles.CHAPTER), Spacer(0, 4), Rule(48, 0.6), Spacer(0, 22)]


def organisation(venue: Venue, sheet: styles.Sheet) -> list[Flowable]:
    """Organisers and committees by role, in the order in which the roles first come; then sponsors."""
    story = chapter("Organisation")
    groups: dict[str, list[Person]] = {}
    for person in (*venue.editors, *venue.committee):
        same = groups.setdefault(person.role or "Organisers", [])
        if all((other.name, other.affiliation) != (person.name, person.affiliation) for other in same):
            same.append(person)
    used = HEAD
    for role, people in groups.items():
        label = paragraph(plural(role, len(people)), styles.LABEL.clone("role", spaceAfter=5))
        rows: list[Flowable] = [_person(person, narrow=len(people) >= MANY) for person in people]
        if len(people) < MANY:
            story += [KeepTogether([label, *rows[:2]]), *rows[2:]]
            used += 34 + 19.0 * len(people)
        else:
            room = max(200.0, sheet.depth - used % sheet.depth - 40)
            columns = two_columns(rows, sheet.measure, room, sheet.depth - 1)
            story += [KeepTogether([label, columns[0]]), *columns[1:]]
            used = sheet.depth / 2
    if venue.sponsors:
        names = [paragraph(name, styles.LEFT) for name in venue.sponsors]
        label = paragraph(plural("Sponsor", len(names)), styles.LABEL.clone("role", spaceAfter=5))
        story += [KeepTogether([label, *names[:2]]), *names[2:]]
    return story


def _person(person: Person, narrow: bool) -> Paragraph:
    size = {"fontSize": 10.5, "leading": 13.4} if narrow else {}
    style = styles.LEFT.clone("person", leftIndent=14, firstLineIndent=-14, spaceBefore=3, **size)
    text = fonts.markup(person.name)
    where = place(person)
    if where:
        text += f', <font color="{styles.QUIET.hexval().replace("0x", "#")}">'
        text += f'<font name="{fonts.ITALIC}">{fonts.markup(where, fonts.ITALIC)}</font></font>'
    return Paragraph(text, style)


def programme(sessions: Sequence[ProgrammeSession]) -> list[Flowable]:
    """Sessions as they take place; invited talks with abstract and biography, papers with their pages.

    Nothing when no session has more to say than the contents do.
    """
    if not any(s.session.time or s.session.room or s.session.chair or s.session.invited for s in sessions):
        return []
    story = chapter("Programme")
    for number, part in enumerate(sessions):
        session = part.session
        label = styles.SESSION.clone("session", spaceBefore=0 if number == 0 else 22)
        head: list[Flowable] = [paragraph(session.title, label)]
        chair = f"Chair: {session.chair}" if session.chair else ""
        facts = " · ".join(fact for fact in (session.time, session.room, chair) if fact)
        if facts:
            head.append(paragraph(facts, styles.ENTRY_AUTHORS.clone("f", leftIndent=0, keepWithNext=1)))
        talks = [_talk(talk) for talk in session.invited]
        papers = [
            ContentsLine(f"paper/{p.paper}", p.title, p.authors, str(p.page), styles.PROGRAMME, 5.0)
            for p in part.papers
        ]
        body: list[Flowable] = [piece for talk in talks for piece in talk] + list(papers)
        first = len(talks[0]) if talks and len(talks[0]) <= 4 else 3 if talks else 1
        story += [KeepTogether(head + body[:first]), *body[first:]]
    return story


def _talk(talk: InvitedTalk) -> list[Flowable]:
    who = ", ".join(part for part in (talk.speaker, talk.affiliation) if part)
    out: list[Flowable] = [
        paragraph("Invited talk", styles.LABEL.clone("invited", spaceBefore=9, fontSize=10, leading=13)),
        paragraph(talk.title, styles.TALK),
        paragraph(who, styles.LEFT.clone("who", fontName=fonts.ITALIC, spaceAfter=3)),
    ]
    out += markdown.flowables(talk.abstract)
    if talk.biography:
        small = styles.BODY.clone("bio", fontSize=10, leading=13.2, textColor=styles.QUIET, spaceBefore=4)
        out += [Paragraph(" ".join(fonts.markup(talk.biography).split()), small), Spacer(0, 4)]
    return out


def contents(
    parts: Sequence[str], blocks: Sequence[ContentsSession], after: Sequence[tuple[str, int]]
) -> list[Flowable]:
    """Parts before it, sessions with their invited talks and papers, parts behind the papers.

    ``after``: (title, printed page) of the back matter.
    """
    story = chapter("Contents")
    plain = styles.ENTRY_TITLE
    story += [ContentsLine(f"part/{title}", title, "", _numbered(title), plain, 3.0) for title in parts]
    if parts:
        story.append(Spacer(0, 16))
    named = any(block.title for block in blocks)
    for number, block in enumerate(blocks):
        head: list[Flowable] = []
        if block.title:
            gap = 0 if number == 0 else 20
            head.append(paragraph(block.title, styles.SESSION.clone("s", spaceBefore=gap)))
            if block.chair:
                chair = styles.ENTRY_AUTHORS.clone("c", leftIndent=0, keepWithNext=1)
                head.append(paragraph(f"Chair: {block.chair}", chair))
        elif named:
            head += [Spacer(0, 14), Rule(48, 0.4), Spacer(0, 4)]
        for talk in block.invited:
            speaker = ", ".join(part for part in (talk.speaker, talk.affiliation) if part)
            label = f'<font name="{fonts.CAPS}" color="#7a1a1f">Invited talk</font>&nbsp;&nbsp;'
            title = styles.ENTRY_TITLE.clone("i", spaceBefore=7, keepWithNext=1)
            head.append(Paragraph(label + fonts.markup(talk.title), title))
            head.append(paragraph(speaker, styles.ENTRY_AUTHORS))
        lines: list[Flowable] = [
            ContentsLine(f"paper/{p.paper}", p.title, p.authors, str(p.page)) for p in block.papers
        ]
        story.append(KeepTogether(head + lines[:1]))
        story += lines[1:]
    if after:
        back = [
            ContentsLine(f"part/{title}", title, "", str(page), plain, 18.0 if number == 0 else 3.0)
            for number, (title, page) in enumerate(after)
        ]
        story.append(KeepTogether(back))
    return story


def _numbered(title: str) -> Any:
    """Tells the roman number of a part of the front matter."""
    return lambda doc: roman(doc.page_of(title))


def artifacts(rows: Sequence[ArtifactEntry]) -> list[Flowable]:
    """Papers with what their authors made public, and the badges they got."""
    story = chapter("Artifacts and Badges")
    for row in rows:
        entry: list[Flowable] = [ContentsLine(f"paper/{row.paper}", row.title, "", str(row.page), space=9.0)]
        if row.badges:
            badges = " · ".join(badge.replace(" ", "\u00a0") for badge in row.badges)
            accent = styles.ENTRY_AUTHORS.clone("badges", fontName=fonts.CAPS, textColor=styles.ACCENT)
            entry.append(paragraph(badges, accent))
        for place in row.places:
            target = _address(place.address)
            shown = fonts.markup(place.address)
            linked = f"<a href={quoteattr(target)}>{shown}</a>" if target else shown
            linked = f"{fonts.markup(place.label)}\u2002{linked}" if place.label else linked
            if place.minutes:
                linked += fonts.markup(f" ({place.minutes} min to reproduce)")
            entry.append(Paragraph(linked, styles.ENTRY_AUTHORS.clone("place", fontName=fonts.REGULAR)))
        story.append(KeepTogether(entry))
    return story


def _address(text: str) -> str:
    if text.startswith(markdown.SCHEMES):
        return text
    return f"https://doi.org/{text}" if text.startswith("10.") and "/" in text else ""


def left_out_page(papers: Sequence[LeftOut]) -> list[Flowable]:
    """In a draft: what is missing, and why."""
    story = chapter("Papers not in this draft")
    for paper in papers:
        story.append(
            KeepTogether(
                [
                    paragraph(paper.title, styles.LEFT.clone("t", spaceBefore=8)),
                    paragraph(f"{paper.paper}: {paper.reason}", styles.ENTRY_AUTHORS),
                ]
            )
        )
    return story


def index(title: str, groups: Sequence[IndexGroup], sheet: styles.Sheet) -> list[Flowable]:
    """Two balanced columns; each page number is a link to its paper."""
    flow: list[Flowable] = []
    for group in groups:
        entries = [Paragraph(_index_entry(entry), styles.INDEX) for entry in group.entries]
        flow += [paragraph(group.initial, styles.INITIAL), *entries]
    return [*chapter(title), *two_columns(flow, sheet.measure, sheet.depth - HEAD, sheet.depth - 1)]


def pages_of(story: Sequence[Flowable]) -> int:
    """How many pages an index takes: its pairs of columns fill one each."""
    return sum(isinstance(piece, Columns) for piece in story)


def _index_entry(entry: IndexEntry) -> str:
    if entry.see:
        return f'{fonts.markup(entry.text)}, <font name="{fonts.ITALIC}">see</font> {fonts.markup(entry.see)}'
    numbers = ", ".join(f'<a href="{LINK}paper/{paper}">{page}</a>' for page, paper in entry.pages)
    line = f"{fonts.markup(together(entry.text) if len(entry.text) < 24 else entry.text)}, {numbers}"
    if entry.see_also:
        others = fonts.markup("; ".join(entry.see_also))
        line += f'; <font name="{fonts.ITALIC}">see also</font> {others}'
    return line


def place(person: Person) -> str:
    """Affiliation and country, each once."""
    where = person.affiliation
    if person.country and person.country.casefold() not in where.casefold():
        where = f"{where}, {person.country}" if where else person.country
    return where


def plural(role: str, count: int) -> str:
    """``Organisers`` for two."""
    one = ("Organiser", "Organizer", "Chair", "Editor", "Sponsor", "Reviewer", "Program Chair")
    return f"{role}s" if count > 1 and role in one else role
