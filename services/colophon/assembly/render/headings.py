"""A paper's own section headings, where its PDF has no bookmarks: read from the pages' code, no renderer.

Cautious: better no heading than a wrong one. Sections must be numbered from one on without a gap, each in a
line of its own that is set otherwise than the text; what is in an encoding other than plain letters is left.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Name

from colophon.common.contentstream import code

Section = tuple[str, int, float, float]
"""Title, page from 0, and in the page's own coordinates the left edge of its column and the heading's top."""

_OPERATORS = re.compile(rb"(?<=[\s\])])(?:T[dDmfJj*]|cm|BT|[qQ])(?=[\s\[(/<]|$)")
"""Those that say what is shown where; their operands stand between one and the next."""
_PIECES = re.compile(rb"\((?P<string>(?:[^()\\]|\\.)*)\)|(?P<kern>-?[\d.]+)", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
_NUMBERED = re.compile(r"(?:(?P<roman>[IVX]{1,6})\.|(?P<arabic>[1-9]\d?)\.?) +(?P<title>\S.{1,150})")
_PLAIN = re.compile(
    r"(references|bibliography|acknowledge?ments?|appendix|appendices|appendix [A-Z1-9]|appendix:? .{3,80}"
    r"|appendix [A-Z1-9][.:]? .{3,80}|artifact (description|evaluation).{0,60})",
    re.IGNORECASE,
)
_ANCHOR = re.compile(
    rb"(?P<operator>T[dDmf*])\s*\[?\((?:(?P<number>[IVX]{1,6}|[1-9]\d?)[.)\s\\]|(?:R[)Ee]|B[)Ii]|A[)CcPpRr]))"
)
"""The start of what may be a heading: a number or a first letter, the first that is shown after a move."""
_AFTER = 1500
"""Bytes of code in which a heading ends."""
_LONGEST = 90
"""Letters of one line of a heading."""
_MOST = 60
"""Sections of one paper."""
_GAP = 0.13
"""Of the type's size: from here on a gap is a blank between words."""
_ROMANS = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI",
)  # fmt: skip
_ROMAN = {word: number for number, word in enumerate(_ROMANS, 1)}
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class _Piece:
    font: str
    size: float
    code: bytes
    x: float


@dataclass(slots=True)
class _Line:
    """What is shown at one height, one after the other; (x, y) on the page."""

    page: int
    x: float
    y: float
    pieces: list[_Piece] = field(default_factory=list)


def sections(pdf: pikepdf.Pdf) -> list[Section]:
    """The numbered sections of a document, its references and appendices; none where it has bookmarks.
    Raises what reading a page's code may."""
    marks = pdf.Root.get(Name.Outlines)
    if marks is not None and Name.First in marks:
        return []
    body = _body(pdf)
    found: list[Section] = []
    style: frozenset[str] = frozenset()
    way, last = "", 0
    for number, page in enumerate(pdf.pages):
        raw = code(page)
        begin, block = -1, _State(_SAME)
        for anchor in _ANCHOR.finditer(raw):
            if len(found) == _MOST or not _may_follow(anchor, raw, last):
                continue
            start = raw.rfind(b"BT", 0, anchor.start())
            if start < 0:
                continue
            if _runs_on(raw, start, anchor.end("operator"), body):
                continue
            if start != begin:
                begin, block = start, _State(_placed(raw[:start]))
            line = _line_at(raw, start, anchor.end("operator"), number, block)
            if line is None or not _set_apart(line, body):
                continue
            text = _text(line, page)
            fonts = frozenset(piece.font for piece in line.pieces)
            numbered = _NUMBERED.fullmatch(text)
            if numbered:
                kind = "roman" if numbered["roman"] else "arabic"
                count = _ROMAN.get(numbered["roman"] or "", 0) or int(numbered["arabic"] or 0)
                fits = count == last + 1 and way in ("", kind) and (not style or bool(fonts & style))
                if fits and _is_title(numbered["title"]):
                    way, last, style = kind, count, style or fonts
                    found.append((text, number, *_corner(line, page)))
            elif last and _PLAIN.fullmatch(text) and fonts & style:
                found.append((text, number, *_corner(line, page)))
    return found if last > 1 else []


def _corner(line: _Line, page: pikepdf.Page) -> tuple[float, float]:
    """Where a window on a heading begins: a heading may be centred, its column begins further left."""
    left, _, right, _ = (float(value) for value in page.mediabox)
    middle = (left + right) / 2
    top = line.y + 1.3 * max(piece.size for piece in line.pieces)
    return round(middle if line.x >= middle else left, 2), round(top, 2)


def _body(pdf: pikepdf.Pdf) -> tuple[str, float]:
    """Font and size of the text, as the first pages' code names them."""
    weights: Counter[tuple[str, float]] = Counter({("", 0.0): 1})
    for page in pdf.pages[:3]:
        parts = code(page).split(b" Tf")
        for before, after in itertools.pairwise(parts):
            name, size = before.rsplit(None, 2)[-2:]
            weights[name.rpartition(b"/")[2].decode("latin-1"), float(size)] += len(after)
    return weights.most_common(1)[0][0]


def _may_follow(anchor: re.Match[bytes], raw: bytes, last: int) -> bool:
    """Whether the next section may begin here: its number stands after a move to another height."""
    if anchor["operator"] in (b"Td", b"TD") and raw[max(0, anchor.start() - 12) : anchor.start()].split()[
        -1:
    ] == [b"0"]:
        return False
    number = anchor["number"]
    if number is None:
        return last > 0
    if number.isdigit():
        return int(number) == last + 1
    return last < len(_ROMANS) and _ROMANS[last].encode().startswith(number)


def _set_apart(line: _Line, body: tuple[str, float]) -> bool:
    """Whether a line is set otherwise than the text: in another font or size, or in capitals throughout."""
    if all((piece.font, piece.size) != body and piece.size > 0.75 * body[1] for piece in line.pieces):
        return True
    letters = b"".join(piece.code for piece in line.pieces)
    plain = re.sub(rb"\\(?:[0-7]{1,3}|.)|[^A-Za-z]", b"", letters)
    return len(plain) > 3 and plain.isupper()


def _is_title(text: str) -> bool:
    """A heading starts with a capital, has letters for the most part, and does not end as a sentence does."""
    letters = sum(c.isalpha() or c == " " for c in text)
    return (
        text[0].isupper() and letters >= 0.8 * len(text) and len(text) <= _LONGEST and text[-1] not in ".,;:"
    )


@dataclass(slots=True)
class _State:
    """What a page's code has set before a place in a text."""

    ours: Matrix
    text: Matrix = _SAME
    font: str = ""
    size: float = 0.0


def _runs_on(raw: bytes, start: int, at: int, body: tuple[str, float]) -> bool:
    """Whether small letters in the text's own font begin here: most of what begins as a heading may."""
    shown = raw[at : raw.find(b")]", at, at + _AFTER)]
    name = raw.rfind(b" Tf", start, at)
    words = raw[max(start, name - 40) : max(name, start)].rsplit(None, 2)[-2:]
    if len(words) < 2 or (words[0].rpartition(b"/")[2].decode("latin-1"), float(words[1])) != body:
        return False
    return not shown.isupper()


def _line_at(raw: bytes, start: int, at: int, page: int, block: _State) -> _Line | None:
    """The line that begins at ``at``, in the text that begins at ``start``; None where there is none, or more
    than a heading has."""
    state, after = _ahead(raw, start, at, block)
    line = _line(raw[after : at + _AFTER], at - after, page, state)
    if line is None or len(line.pieces) > 30 or sum(len(piece.code) for piece in line.pieces) > 4 * _LONGEST:
        return None
    return line


def _placed(raw: bytes) -> Matrix:
    """The page's own matrix after this code."""
    ours: Matrix = _SAME
    if b"cm" not in raw:
        return ours
    kept: list[Matrix] = []
    words = raw.split()
    for number, word in enumerate(words):
        if word == b"cm":
            matrix: Any = tuple(map(float, words[number - 6 : number]))
            ours = _times(matrix, ours)
        elif word == b"q":
            kept.append(ours)
        elif word == b"Q" and kept:
            ours = kept.pop()
    return ours


def _ahead(raw: bytes, start: int, at: int, block: _State) -> tuple[_State, int]:
    """The state before the last move ahead of ``at``, and where that move begins; where a text has other
    operators than TeX uses, its beginning."""
    code = raw[start:at]
    if any(word in code for word in (b"Tm", b"TD", b"T*")):
        return block, start
    moves = code.split(b" Td")
    x = y = 0.0
    for move in moves[:-2]:
        right, up = move.rsplit(None, 2)[-2:]
        x += float(right.rpartition(b"]")[2])
        y += float(up)
    if len(moves) < 2:
        return block, start
    after = start + len(b" Td".join(moves[:-2])) + (3 if len(moves) > 2 else 0)
    state = _State(block.ours, (1, 0, 0, 1, x, y))
    name = raw.rfind(b" Tf", start, after)
    if name >= 0:
        words = raw[start:name].rsplit(None, 2)[-2:]
        state.font, state.size = words[0].rpartition(b"/")[2].decode("latin-1"), float(words[1])
    return state, after


def _line(raw: bytes, at: int, page: int, state: _State) -> _Line | None:
    """The line that begins at ``at``; None where what is there goes on with a line."""
    ours, text, font, size = state.ours, state.text, state.font, state.size
    kept: list[Matrix] = []
    leading = 0.0
    line: _Line | None = None
    height: float | None = None
    end = 0
    for found in _OPERATORS.finditer(raw):
        kind = found.group()
        before, end = raw[end : found.start()], found.end()
        if kind in (b"TJ", b"Tj"):
            a, b, c, _, e, f = _times(text, ours)
            if found.end() <= at or b or c or a <= 0:
                height = f
                continue
            if line is None:
                if height is not None and abs(height - f) < 0.05:
                    return None
                line = _Line(page, e, f)
            elif abs(line.y - f) > 0.05:
                return line
            shown = before[max(before.find(b"[" if kind == b"TJ" else b"("), 0) :]
            line.pieces.append(_Piece(font, round(size * a, 4), shown, e))
        elif kind in (b"Td", b"TD"):
            x, y = map(float, before.split()[-2:])
            if kind == b"TD":
                leading = -y
            a, b, c, d, e, f = text
            text = (a, b, c, d, a * x + c * y + e, b * x + d * y + f)
        elif kind == b"Tf":
            name, number = before.split()[-2:]
            font, size = name.decode("latin-1").removeprefix("/"), float(number)
        elif kind in (b"cm", b"Tm"):
            matrix: Any = tuple(map(float, before.split()[-6:]))
            if kind == b"Tm":
                text = matrix
            else:
                ours = _times(matrix, ours)
        elif kind == b"BT":
            text = _SAME
        elif kind == b"T*":
            a, b, c, d, e, f = text
            text = (a, b, c, d, e - c * leading, f - d * leading)
        elif kind == b"q":
            kept.append(ours)
        elif kept:
            ours = kept.pop()
    return line


def _times(m: Matrix, n: Matrix) -> Matrix:
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + o)


def _text(line: _Line, page: pikepdf.Page) -> str:
    """A line's text with its blanks; small capitals as small letters. Empty where it is not plain letters."""
    largest = max(piece.size for piece in line.pieces)
    smaller = [piece for piece in line.pieces if piece.size < 0.9 * largest]
    out: list[str] = []
    end: float | None = None
    for piece in line.pieces:
        widths = _widths(page, piece.font)
        if widths is None:
            return ""
        words, length = _spelt(piece, *widths)
        if any(ord(c) < 32 or ord(c) > 126 for c in words):
            return ""
        if end is not None and piece.x - end > _GAP * largest:
            out.append(" ")
        elif end is not None and piece.x - end < -2 * largest:
            return ""
        out.append(words.lower() if smaller and piece in smaller else words)
        end = piece.x + length
    return " ".join("".join(out).split())


def _spelt(piece: _Piece, first: int, widths: list[float]) -> tuple[str, float]:
    """Letters, and how far they reach on the page."""
    out: list[str] = []
    units = 0.0
    for found in _PIECES.finditer(piece.code):
        if found["kern"] is not None:
            kern = float(found["kern"])
            units -= kern
            if kern < -1000 * _GAP:
                out.append(" ")
            continue
        letters = _ESCAPE.sub(_unescaped, found["string"])
        units += sum(widths[c - first] if 0 <= c - first < len(widths) else 0.0 for c in letters)
        out.append(letters.decode("latin-1"))
    return "".join(out), units * piece.size / 1000


def _unescaped(match: re.Match[bytes]) -> bytes:
    octal, plain = match.groups()
    return bytes([int(octal, 8) & 255]) if octal else plain


def _widths(page: pikepdf.Page, name: str) -> tuple[int, list[float]] | None:
    """First code and widths of a simple font; None for another kind."""
    fonts: Any = page.resources.get(Name.Font)
    font: Any = fonts.get("/" + name) if fonts is not None else None
    if font is None or Name.Widths not in font:
        return None
    widths: Iterable[Any] = font.Widths
    return int(font.get(Name.FirstChar, 0)), [float(width) for width in widths]
