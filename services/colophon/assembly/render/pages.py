"""Each part of the front and back matter as a story: title page, copyright, contents, index, …"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer

from colophon.assembly.domain.authors import IndexEntry, IndexGroup
from colophon.assembly.domain.contents import ContentsSession
from colophon.assembly.domain.inputs import LeftOut
from colophon.assembly.render import fonts, markdown, styles
from colophon.assembly.render.flowables import (
    LINK,
    ContentsLine,
    Reserved,
    Rule,
    Spaced,
    Stack,
    balanced,
    paragraph,
    two_columns,
)
from colophon.common.domain.venue import Person, Venue

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def dates(starts: date | None, ends: date | None) -> str:
    """``15–20 November 2026``; as much of it as differs."""
    if starts is None:
        return ""
    last = ends or starts
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if starts == last:
        return end
    if starts.year != last.year:
        return f"{starts.day} {MONTHS[starts.month - 1]} {starts.year} – {end}"
    if starts.month != last.month:
        return f"{starts.day} {MONTHS[starts.month - 1]} – {end}"
    return f"{starts.day}–{end}"


def half_title(venue: Venue) -> list[Flowable]:
    """The volume's short name, alone on its page."""
    return [Spacer(0, 150), Spaced(venue.acronym or venue.title, size=16, leading=22, spacing=2.4)]


def title_page(venue: Venue, sheet: styles.Sheet) -> list[Flowable]:
    """Series, title, place and dates, editors, publisher: always one page, set smaller where it must be."""
    foot: list[Flowable] = []
    if venue.publisher:
        foot.append(Spaced(venue.publisher, size=12, leading=16))
    if venue.year:
        foot.append(paragraph(str(venue.year), styles.CENTRED))
    below = Stack(foot, at_foot=True)
    room = sheet.depth - sum(piece.wrap(sheet.measure, sheet.depth)[1] for piece in foot) - 24
    for scale, places in ((1.0, True), (0.85, True), (0.7, True), (0.85, False), (0.6, False)):
        above = Stack(_title_block(venue, sheet.measure, scale, places))
        if above.wrap(sheet.measure, sheet.depth)[1] <= room:
            break
    return [above, below] if foot else [above]


def _title_block(venue: Venue, measure: float, scale: float, places: bool) -> list[Flowable]:
    """All but the foot. ``places``: editors with their affiliations."""
    story: list[Flowable] = [Spacer(0, 30 * scale)]
    if venue.series:
        story += [Spaced(venue.series, size=12, leading=18), Spacer(0, 22 * scale)]
    story += [Rule(72, 0.7), Spacer(0, 22 * scale)]
    size = 30.0 if len(venue.volume_title) < 60 else 26.0 if len(venue.volume_title) < 130 else 21.0
    size *= max(scale, 0.7)
    title = styles.CHAPTER.clone("title", fontSize=size, leading=size * 1.22, spaceAfter=0)
    story += [balanced(venue.volume_title, title, measure), Spacer(0, 18 * scale)]
    if venue.title and venue.title.casefold() not in venue.volume_title.casefold():
        workshop = styles.CENTRED_ITALIC.clone("workshop", fontSize=15, leading=20)
        story += [balanced(venue.title, workshop, measure), Spacer(0, 18 * scale)]
    story += [Rule(72, 0.7), Spacer(0, 20 * scale)]
    for line in (dates(venue.starts, venue.ends), venue.location):
        if line:
            story.append(paragraph(line, styles.CENTRED.clone("place", fontSize=13, leading=18)))
    if venue.editors:
        story += [Spacer(0, 26 * scale), paragraph("Edited by", styles.CENTRED_ITALIC), Spacer(0, 5 * scale)]
        if not places and len(venue.editors) > 8:
            names = " · ".join(person.name.replace(" ", "\u00a0") for person in venue.editors)
            story.append(balanced(names, styles.CENTRED_CAPS, measure))
            return story
        for person in venue.editors:
            story.append(paragraph(person.name, styles.CENTRED_CAPS.clone("editor", spaceBefore=4 * scale)))
            if places and person.affiliation:
                small = styles.CENTRED_ITALIC.clone("affiliation", fontSize=10.5, leading=13)
                story.append(paragraph(_place(person), small))
    return story


def copyright_page(
    venue: Venue, pending: Sequence[str], digest: Reserved, sheet: styles.Sheet
) -> list[Flowable]:
    """At the page's foot: rights, identifiers, how the volume was made. Pending facts are shown as such.

    ``digest``: the line in which the inputs' digest is printed later.
    """
    lines: list[Flowable] = [paragraph(venue.volume_title, styles.SMALL.clone("t", fontName=fonts.ITALIC))]
    if venue.title and venue.title.casefold() not in venue.volume_title.casefold():
        lines.append(paragraph(venue.title, styles.SMALL))
    place = ", ".join(part for part in (venue.location, dates(venue.starts, venue.ends)) if part)
    if place:
        lines.append(paragraph(place, styles.SMALL))
    lines.append(Spacer(0, 11))
    for block in venue.rights.strip().split("\n\n"):
        if block.strip():
            lines += [paragraph(" ".join(block.split()), styles.SMALL), Spacer(0, 6)]
    if venue.publisher:
        published = f"Published by {venue.publisher}"
        if venue.publication_date:
            day = venue.publication_date
            published += f", {day.day} {MONTHS[day.month - 1]} {day.year}"
        lines += [Spacer(0, 5), paragraph(published + ".", styles.SMALL)]
    facts = [("ISBN", venue.isbn), ("DOI prefix", venue.doi_prefix)]
    for name, value in facts:
        if value:
            lines.append(paragraph(f"{name} {value}", styles.SMALL))
        elif name in pending:
            lines.append(paragraph(f"{name} pending", styles.SMALL.clone("p", textColor=styles.ACCENT)))
    if "publication date" in pending:
        lines.append(paragraph("Publication date pending", styles.SMALL.clone("p", textColor=styles.ACCENT)))
    if venue.url:
        lines.append(paragraph(venue.url, styles.SMALL))
    lines += [Spacer(0, 11), Rule(sheet.measure, 0.4, styles.QUIET), Spacer(0, 7)]
    made = (
        "The papers are printed as their authors sent them; page numbers and running lines were added. "
        "Front matter and index are set in EB Garamond. The volume is a function of its inputs, "
        "whose digest is:"
    )
    lines.append(
        paragraph(made, styles.SMALL.clone("colophon", fontSize=8.5, leading=11.5, textColor=styles.QUIET))
    )
    lines.append(digest)
    return [Stack(lines, at_foot=True)]


def chapter(title: str) -> list[Flowable]:
    """A part's heading."""
    return [Spacer(0, 6), paragraph(title, styles.CHAPTER), Spacer(0, 4), Rule(48, 0.6), Spacer(0, 22)]


def preface(venue: Venue) -> list[Flowable]:
    """The organisers' message from Markdown."""
    return chapter("Message from the Organisers") + markdown.flowables(venue.preface)


def organisation(venue: Venue) -> list[Flowable]:
    """Organisers and committees by role, in the order in which the roles first come."""
    story = chapter("Organisation")
    groups: dict[str, list[Person]] = {}
    for person in (*venue.editors, *venue.committee):
        same = groups.setdefault(person.role or "Organisers", [])
        if all(other.name != person.name for other in same):
            same.append(person)
    for role, people in groups.items():
        story.append(paragraph(_plural(role, len(people)), styles.LABEL.clone("role", spaceAfter=5)))
        for person in people:
            style = styles.LEFT.clone("person", leftIndent=14, firstLineIndent=-14, spaceBefore=3)
            place = _place(person)
            text = fonts.markup(person.name)
            if place:
                italic = fonts.markup(place, fonts.ITALIC)
                text += f', <font name="{fonts.ITALIC}" color="#5c5c61">{italic}</font>'
            story.append(Paragraph(text, style))
    if venue.sponsors:
        story.append(paragraph("Sponsors", styles.LABEL))
        story += [paragraph(name, styles.LEFT) for name in venue.sponsors]
    return story


def invited_talks(venue: Venue) -> list[Flowable]:
    """Title, speaker, abstract and biography of each invited talk; nothing when none has words."""
    talks = [(s, t) for s in venue.sessions for t in s.invited if t.abstract or t.biography]
    if not talks:
        return []
    story = chapter("Invited Talks")
    for number, (session, talk) in enumerate(talks):
        speaker = ", ".join(part for part in (talk.speaker, talk.affiliation) if part)
        head: list[Flowable] = [
            paragraph(session.title, styles.LABEL.clone("s", spaceBefore=0 if number == 0 else 22)),
            paragraph(talk.title, styles.HEADING.clone("t", spaceBefore=2, spaceAfter=1)),
            paragraph(speaker, styles.LEFT.clone("sp", fontName=fonts.ITALIC, spaceAfter=5, keepWithNext=1)),
        ]
        story += head
        story += markdown.flowables(talk.abstract)
        if talk.biography:
            story.append(Spacer(0, 5))
            small = styles.BODY.clone("bio", fontSize=10.5, leading=13.8, textColor=styles.QUIET)
            story.append(paragraph(talk.biography, small))
    return story


def contents(blocks: Sequence[ContentsSession]) -> list[Flowable]:
    """Sessions with their invited talks and papers."""
    story = chapter("Contents")
    named = any(block.title for block in blocks)
    for number, block in enumerate(blocks):
        head: list[Flowable] = []
        gap = 0 if number == 0 else 20
        if block.title:
            head.append(paragraph(block.title, styles.SESSION.clone("s", spaceBefore=gap)))
            if block.chair:
                head.append(paragraph(f"Chair: {block.chair}", styles.ENTRY_AUTHORS.clone("c", leftIndent=0)))
        elif named:
            head += [Spacer(0, 14), Rule(48, 0.4), Spacer(0, 4)]
        for talk in block.invited:
            speaker = ", ".join(part for part in (talk.speaker, talk.affiliation) if part)
            label = f'<font name="{fonts.CAPS}" color="#7a1a1f">Invited talk</font>&nbsp;&nbsp;'
            head.append(
                Paragraph(label + fonts.markup(talk.title), styles.ENTRY_TITLE.clone("i", spaceBefore=7))
            )
            head.append(paragraph(speaker, styles.ENTRY_AUTHORS))
        lines: list[Flowable] = [ContentsLine(p.paper, p.title, p.authors, str(p.page)) for p in block.papers]
        story.append(KeepTogether(head + lines[:1]))
        story += lines[1:]
    return story


def left_out_page(papers: Sequence[LeftOut]) -> list[Flowable]:
    """In a draft: what is missing, and why."""
    story = chapter("Papers not in this draft")
    for paper in papers:
        story.append(
            KeepTogether(
                [
                    paragraph(f"{paper.title}", styles.LEFT.clone("t", spaceBefore=8)),
                    paragraph(f"{paper.paper}: {paper.reason}", styles.ENTRY_AUTHORS),
                ]
            )
        )
    return story


def author_index(groups: Sequence[IndexGroup], sheet: styles.Sheet) -> list[Flowable]:
    """Two balanced columns; each page number is a link to its paper."""
    flow: list[Flowable] = []
    for group in groups:
        head = paragraph(group.initial, styles.INITIAL)
        entries = [Paragraph(_index_entry(entry), styles.INDEX) for entry in group.entries]
        flow += [head, *entries]
    head_height = 80.0
    return [
        *chapter("Author Index"),
        *two_columns(flow, sheet.measure, sheet.depth - head_height, sheet.depth - 1),
    ]


def _index_entry(entry: IndexEntry) -> str:
    if entry.see:
        return f'{fonts.markup(entry.text)}, <font name="{fonts.ITALIC}">see</font> {fonts.markup(entry.see)}'
    numbers = ", ".join(f'<a href="{LINK}{paper}">{page}</a>' for page, paper in entry.pages)
    return f"{fonts.markup(entry.text)},&nbsp;{numbers}"


def _place(person: Person) -> str:
    place = person.affiliation
    if person.country and person.country.casefold() not in place.casefold():
        place = f"{place}, {person.country}" if place else person.country
    return place


def _plural(role: str, count: int) -> str:
    return f"{role}s" if count > 1 and role in ("Organiser", "Organizer", "Chair", "Editor") else role
