"""The paper's lines → its AD/AE appendix."""

from __future__ import annotations

from colophon.validation.domain.artifact_headings import SECTIONS, Mark, headings
from colophon.validation.domain.artifact_lists import artifacts, contributions, rows, table_header
from colophon.validation.domain.artifacts import PARTS, SETUP, Appendix, Block, Part
from colophon.validation.domain.layout import Layout, Placed
from colophon.validation.domain.sections import Kind, Sections
from colophon.validation.domain.words import join_lines


def parse(layout: Layout, sections: Sections) -> Appendix | None:
    """The appendix of a paper; None without a heading that begins one."""
    start = next((h for h in sections.headings if h.kind in (Kind.AD, Kind.AE)), None)
    if start is None:
        return None
    ad = sections.lines(layout, Kind.AD)
    ae = sections.lines(layout, Kind.AE)
    ae_start = next((h for h in sections.headings if h.kind is Kind.AE), None)
    marks = headings(ad)
    tops = {key: next((m for m in marks if m.key == key), None) for key in SECTIONS}
    two = {page for page, count in layout.columns.items() if count == 2}
    listed = _section(ad, tops["artifacts"], marks)
    header, columns = table_header(ad)
    return Appendix(
        page=start.page,
        box=start.box,
        has_overview=tops["overview"] is not None,
        has_contributions=tops["contributions"] is not None,
        contributions=contributions(_section(ad, tops["contributions"], marks), two),
        has_list=tops["artifacts"] is not None,
        artifacts=artifacts([p for p in listed if header is None or _above(p, ad, header, two)], two),
        table_columns=columns,
        rows=rows(ad, header, marks, two),
        has_identification=tops["identification"] is not None,
        blocks=_blocks(ad, marks),
        ae=ae_start is not None,
        ae_page=ae_start.page if ae_start else None,
        ae_blocks=_blocks(ae, headings(ae)),
        lines=tuple(ad),
        ae_lines=tuple(ae),
    )


def _above(placed: Placed, lines: list[Placed], header: int, two: set[int]) -> bool:
    """Whether a line of the list stands in front of the table's header."""
    head = lines[header]
    if placed.page != head.page or (placed.page in two and placed.column != head.column):
        return lines.index(placed) < header
    return placed.line.baseline > head.line.baseline + 1


def _section(lines: list[Placed], mark: Mark | None, marks: list[Mark]) -> list[Placed]:
    if mark is None:
        return []
    end = min((m.place for m in marks if m.place > mark.place), default=len(lines))
    return lines[mark.place + mark.count : end]


def _blocks(lines: list[Placed], marks: list[Mark]) -> tuple[Block, ...]:
    """“Computational Artifact A1” and what follows it. Without such headings there is no block."""
    starts = [i for i, m in enumerate(marks) if m.key.startswith("block")]
    out = []
    for place, start in enumerate(starts):
        stop = starts[place + 1] if place + 1 < len(starts) else len(marks)
        own = marks[start + 1 : stop]
        head = lines[marks[start].place]
        limit = marks[stop].place if stop < len(marks) else len(lines)
        parts: dict[str, Part] = {}
        setup: dict[str, Part] = {}
        order = []
        for index, mark in enumerate(own):
            if mark.key not in PARTS and mark.key not in SETUP:
                continue
            following = own[index + 1] if index + 1 < len(own) else None
            text = _between(lines, mark, following, limit)
            placed = lines[mark.place]
            part = Part(mark.key, text, placed.page, placed.line.box)
            if mark.key in PARTS:
                if mark.key not in parts:
                    parts[mark.key] = part
                    order.append(mark.key)
            elif mark.key not in setup:
                setup[mark.key] = part
        if "setup" in parts and setup:
            whole = " ".join([parts["setup"].text, *(s.text for s in setup.values())]).strip()
            old = parts["setup"]
            parts["setup"] = Part("setup", whole, old.page, old.box)
        out.append(Block(int(marks[start].key[5:]), head.page, head.line.box, parts, setup, tuple(order)))
    return tuple(out)


def _between(lines: list[Placed], mark: Mark, following: Mark | None, limit: int) -> str:
    """The text of a part: the rest of its line, then all lines up to the next heading."""
    if following is not None and following.place == mark.place:
        return ""
    end = following.place if following is not None else limit
    return join_lines([mark.rest, *(p.text for p in lines[mark.place + 1 : end])]).strip()
