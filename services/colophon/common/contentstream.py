"""Whether a page's own code closes what it opens: what is printed over it depends on that."""

from __future__ import annotations

import re
from typing import Any

import pikepdf
from pikepdf import Array, Name

_MARKS = frozenset((b"q", b"Q", b"BT", b"ET"))
_OPERATORS = frozenset(
    b"b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M "
    b"MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y "
    b"' \"".split()
)
"""ISO 32000-2, Annex A."""


def unclosed(page: pikepdf.Page) -> int:
    """How many ``q`` a page leaves open; -1 where it closes what it did not open, or ends within a text or a
    word: then nothing can be put around it."""
    try:
        raw = code(page)
    except pikepdf.PdfError:
        return -1
    if not raw.strip():
        return 0
    if not _ended(raw):
        return -1
    if _plainly_closed(raw):
        return 0
    depth = 0
    text = False
    try:
        for instruction in pikepdf.parse_content_stream(page, "q Q BT ET"):
            match str(instruction.operator):
                case "q":
                    depth += 1
                case "Q":
                    depth -= 1
                    if depth < 0:
                        return -1
                case kind:
                    text = kind == "BT"
    except pikepdf.PdfError:
        return -1
    return -1 if text else depth


def code(page: pikepdf.Page) -> bytes:
    """A page's own streams."""
    contents: Any = page.obj.get(Name.Contents, Array())
    streams = contents if isinstance(contents, Array) else [contents]
    return b"\n".join(stream.read_bytes() for stream in streams)


def _plainly_closed(raw: bytes) -> bool:
    """Whether the marks come in pairs, seen without reading the rest: true of nearly every page. Marks
    within a string may make a page look open; then it is parsed."""
    depth = 0
    text = False
    for mark in raw.split():
        if mark not in _MARKS:
            continue
        if mark == b"q":
            depth += 1
        elif mark == b"Q":
            depth -= 1
            if depth < 0:
                return False
        elif (mark == b"BT") == text:
            return False
        else:
            text = not text
    return depth == 0 and not text


def _ended(raw: bytes) -> bool:
    """Whether the last word is an operator: what follows a half word would belong to it."""
    last = raw[-64:].rstrip(b"\0\t\n\f\r ")
    return re.split(rb"[\0\t\n\f\r \]\)>}]", last[-12:])[-1] in _OPERATORS
