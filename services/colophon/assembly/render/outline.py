"""The volume's outline: front matter, sessions, papers, and below each paper its own outline."""

from __future__ import annotations

from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, String


@dataclass(slots=True)
class Item:
    """An entry; ``page`` is its page's object (None for a heading without a page)."""

    title: str
    page: Object | None
    children: list[Item] = field(default_factory=list)
    own: list[Object] = field(default_factory=list)
    """The paper's own sections, already in this document."""
    open: bool = False


def take(pdf: Pdf) -> list[Object]:
    """Remove the document's outline and return its top entries."""
    root = pdf.Root.get(Name.Outlines)
    if root is None:
        return []
    out: list[Object] = []
    entry = root.get(Name.First)
    while entry is not None and len(out) < 10_000:
        out.append(entry)
        entry = entry.get(Name.Next)
    del pdf.Root[Name.Outlines]
    return out


def made(pdf: Pdf, sections: list[tuple[str, int, float, float]], begin: int) -> list[Object]:
    """Entries of a paper that came with none: title, page of the paper, left, top.
    ``begin``: where its pages begin."""
    return [
        pdf.make_indirect(
            Dictionary(
                Title=String(title), Dest=Array([pdf.pages[begin + page].obj, Name.XYZ, left, top, None])
            )
        )
        for title, page, left, top in sections
    ]


def put(pdf: Pdf, items: list[Item]) -> None:
    """Write the outline."""
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    shown = _chain(root, [_entry(pdf, item) for item in items])
    root[Name.Count] = shown
    pdf.Root.Outlines = root


def _entry(pdf: Pdf, item: Item) -> Object:
    entry = pdf.make_indirect(Dictionary(Title=String(item.title)))
    if item.page is not None:
        entry[Name.Dest] = Array([item.page, Name.XYZ, None, None, None])
    below = [_entry(pdf, child) for child in item.children] + item.own
    if below:
        shown = _chain(entry, below)
        entry[Name.Count] = shown if item.open else -shown
    return entry


def _chain(parent: Object, entries: list[Object]) -> int:
    """Link entries below their parent; how many lines show when the parent is open."""
    shown = 0
    for number, entry in enumerate(entries):
        entry[Name.Parent] = parent
        for key, index in ((Name.Prev, number - 1), (Name.Next, number + 1)):
            if 0 <= index < len(entries):
                entry[key] = entries[index]
            elif key in entry:
                del entry[key]
        shown += 1 + max(0, int(entry.get(Name.Count, 0)))
    if entries:
        parent[Name.First], parent[Name.Last] = entries[0], entries[-1]
    return shown
