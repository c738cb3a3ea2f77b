"""Lists of references, with or without a heading above them."""

from __future__ import annotations

import re

from colophon.validation.domain.layout import Layout

_ENTRY = re.compile(r"^\s*(?:\[(\d{1,3}|[A-Za-z][\w+]{1,8})\]|(\d{1,3})\.)\s*\S")
_FIRST_ENTRY = re.compile(r"^\s*(?:\[1\]|1\.|\(1\)|\[[A-Z][A-Za-z+]{1,7}\d{2}[a-z]?\])\s*\S")
_FIRST_ENTRY = re.compile(r"^\s*(?:\[1\]|1\.|\(1\)|\[[A-Z][A-Za-z+]{1,7}\d{2}[a-z]?\])\s*\S")
_YEAR = re.compile(r"\b(?:19|20)\d\d[a-z]?\b")


def entries_follow(layout: Layout, place: int) -> int:
    """4 when a numbered list begins next, 2 when dated entries do, 0 when running text goes on."""
    after = layout.lines[place + 1 : place + 9]
    if not after:
        return 0
    if any(_FIRST_ENTRY.match(one.text) for one in after[:3]):
        return 4
    if any(_ENTRY.match(one.text) for one in after[:3]):
        return 3
    years = sum(1 for one in after if _YEAR.search(one.text))
    small = sum(1 for one in after if one.line.size < layout.body_size - 0.4)
    if years >= 2 or (years and small >= len(after) - 1):
        return 2
    return -3


def has_entries(layout: Layout) -> bool:
    """At least five lines that begin with growing entry numbers and tell years."""
    number, found = 0, 0
    for place, one in enumerate(layout.lines):
        match = _ENTRY.match(one.text)
        if match and (match.group(1) or match.group(2) or "").isdigit():
            value = int(match.group(1) or match.group(2))
            near = layout.lines[place : place + 5]
            if value == number + 1 and any(_YEAR.search(n.text) for n in near):
                number, found = value, found + 1
            elif value == 1:
                number, found = 1, 1
            if found >= 5:
                return True
    return False


def first_entry_page(layout: Layout) -> int:
    """The page on which a list without a heading begins."""
    return next((p.page for p in layout.lines if _FIRST_ENTRY.match(p.text)), len(layout.lines) or 1)
