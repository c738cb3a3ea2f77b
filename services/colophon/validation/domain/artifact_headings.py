"""Headings of the AD/AE appendix: of its sections, of an artifact's block and of its parts.

Text extraction mangles headings, so they are matched on letters and digits alone, after any numbering,
and must end where a heading ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from colophon.validation.domain.artifacts import PARTS, SETUP
from colophon.validation.domain.layout import Placed, wrapped
from colophon.validation.domain.words import squash

_TAILS = ("inminutes", "inclinputs", "includinginputs", "incloutputs", "includingoutputs")
SECTIONS = {
    "overview": ("overviewofcontributionsandartifacts",),
    "contributions": ("papersmaincontributions", "papermaincontributions", "maincontributions"),
    "artifacts": ("computationalartifacts",),
    "identification": ("artifactidentification",),
}
_NUMBERING = re.compile(
    r"^\s*(?:\(?[a-z]{1,2}\)|\(?\d{1,2}\)|[A-Z]\.|[IVX]+\.|[A-Z]?\d*(?:\.\d+)+\.?|\d+\.?|[A-Z]\s)\s*"
)
_BLOCK = re.compile(r"(?:[a-z]|\d{1,2}|[ivx]{1,4})?computationalartifacta(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading found at ``place``, with what stands behind it on its line."""

    key: str
    place: int
    rest: str = ""
    count: int = 1
    """Lines that the heading takes."""


def headings(lines: list[Placed]) -> list[Mark]:
    """All headings in order; one line may hold a part's heading and its first subpart's."""
    out: list[Mark] = []
    after = 0
    for place, placed in enumerate(lines):
        if place < after:
            continue
        text = placed.text
        flat = squash(text)
        block = _BLOCK.fullmatch(flat)
        if block:
            out.append(Mark(f"block{int(block.group(1))}", place))
            continue
        found, count = _top(lines, place)
        if found:
            out.append(Mark(found, place, "", count))
            after = place + count
            continue
        rest = text
        for _ in range(3):
            key, behind = _part(rest, placed)
            if key is None:
                break
            out.append(Mark(key, place, behind))
            rest = behind
    return out


def _top(lines: list[Placed], place: int) -> tuple[str | None, int]:
    """The section that a line, or a heading wrapped into two or three, begins; and its lines."""
    for count in (1, 2, 3):
        text = wrapped(lines, place, count)
        flats = (squash(text), squash(_NUMBERING.sub("", text, count=1)))
        found = next((key for key, heads in SECTIONS.items() if any(flat in heads for flat in flats)), None)
        if found or len(text) > 60:
            return found, count
    return None, 1


def _part(text: str, placed: Placed) -> tuple[str | None, str]:
    """The part a line begins with and the text behind its heading."""
    for candidate in (text, _NUMBERING.sub("", text, count=1)):
        for table in (PARTS, SETUP):
            for key, (_, heads) in table.items():
                for head in heads:
                    end = _prefix(candidate, head)
                    if end is None:
                        continue
                    rest, tail = candidate[end:], _tail(candidate[end:])
                    if tail is not None:
                        return key, rest[tail:].lstrip(" :.—–-")
                    stripped = rest.lstrip()
                    if not stripped or stripped[0] in ":.—–-" or _new_font(placed, candidate, end):
                        return key, stripped.lstrip(":.—–- ")
    return None, text


def _prefix(text: str, head: str) -> int | None:
    """Where in ``text`` the letters of ``head`` end, if it begins with them."""
    want = 0
    for index, char in enumerate(text):
        flat = squash(char)
        for letter in flat:
            if want < len(head) and letter == head[want]:
                want += 1
            else:
                return None
        if want == len(head):
            # The word must end here.
            following = text[index + 1 : index + 2]
            return None if following.isalnum() else index + 1
    return None


def _tail(rest: str) -> int | None:
    """Length of “(in Minutes)”, “(incl. Inputs)” and the like; also when the line ends inside it."""
    stripped = rest.lstrip()
    if not stripped.startswith("("):
        return None
    end = rest.find(")")
    if end < 0:
        return len(rest)
    return end + 1 if squash(rest[:end]) in _TAILS or end < 25 else None


def _new_font(placed: Placed, candidate: str, end: int) -> bool:
    """Whether type changes where the heading ends: a heading run into its paragraph."""
    at = placed.text.find(candidate) + end
    first = placed.line.spans[0].font if placed.line.spans else None
    return any(abs(span.start - at) <= 2 and span.font != first for span in placed.line.spans[1:])
