"""The first pages as stories: half title, title page, copyright page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportlab.platypus import Flowable, Spacer

from colophon.assembly.render import fonts, styles
from colophon.assembly.render.flowables import Reserved, Rule, Spaced, Stack, balanced, paragraph
from colophon.assembly.render.listings import place
from colophon.common.domain.venue import Venue

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
    """The volume's short name and the workshop's, alone on their page."""
    story: list[Flowable] = [Spacer(0, 150)]
    if venue.acronym:
        story += [Spaced(venue.acronym, size=16, leading=22, spacing=2.4), Spacer(0, 14)]
    size = 15.0 if len(venue.title) < 160 else 12.5
    style = styles.CENTRED_ITALIC.clone("half", fontSize=size, leading=size * 1.34)
    return [*story, balanced(venue.title, style, 330.0)]


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
                story.append(paragraph(place(person), small))
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
