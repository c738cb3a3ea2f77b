"""A stamp's text as a form: wrapped, shrunk or cut to its zone, set on its lines."""

from __future__ import annotations

from functools import lru_cache

from colophon.assembly.domain.stamps import PageStamp
from colophon.assembly.render import fonts
from colophon.assembly.render.spelling import Spelling
from colophon.assembly.render.stamping import Form, number

FONT = fonts.REGULAR
LEAST = 0.8
"""How far a text may shrink before it is cut."""
LEADING = 1.2
_ACCENT = b"0.48 0.1 0.12 rg"
_INK = b"0 g"


@lru_cache(maxsize=4096)
def fitted(stamp: PageStamp) -> tuple[tuple[str, ...], float]:
    """The lines and the size that fit the zone: down to LEAST, then cut with an ellipsis."""
    room, height = stamp.box[2] - stamp.box[0], stamp.box[3] - stamp.box[1]
    lines: list[str] = []
    size = stamp.size
    for scale in (1.0, 0.95, 0.9, 0.85, LEAST):
        size = stamp.size * scale
        lines = _wrapped(stamp.text, size, room)
        if len(lines) <= max(1, int(height / (size * LEADING) + 0.2)):
            return tuple(lines), size
    most = max(1, int(height / (size * LEADING) + 0.2))
    return (*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), size, room)), size


def texts(stamp: PageStamp) -> list[tuple[str, str]]:
    """(text, font) of each of its lines, to be spelt."""
    return [] if stamp.picture else [(line, FONT) for line in fitted(stamp)[0]]


def form(stamp: PageStamp, spelling: Spelling) -> Form:
    """The stamp drawn with a document's fonts, an artifact for readers of structure."""
    if stamp.picture:
        return Form(stamp.box, b"", stamp.picture, stamp.align)
    lines, size = fitted(stamp)
    x0, y0, x1, y1 = stamp.box
    out = [b"/Artifact <</Type /Pagination>> BDC BT", _ACCENT if stamp.mark else _INK]
    y = (y1 - y0 + (len(lines) - 1) * size * LEADING - 0.65 * size) / 2
    before = (0.0, 0.0)
    for line in lines:
        spelt = spelling[(line, FONT)]
        slack = (x1 - x0) - spelt.width * size
        x = {"left": 0.0, "center": slack / 2, "right": slack}[stamp.align]
        out.append(f"{number(x - before[0])} {number(y - before[1])} Td".encode())
        before = (x, y)
        for font, array in spelt.pieces:
            shown = " ".join(f"<{v.hex()}>" if isinstance(v, bytes) else number(v) for v in array)
            out.append(f"{font} {number(size)} Tf [{shown}] TJ".encode())
        y -= size * LEADING
    out.append(b"ET EMC")
    return Form(stamp.box, b"\n".join(out))


def _wrapped(text: str, size: float, room: float) -> list[str]:
    """As few lines as the words need; a word wider than the room stays on one."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and fonts.width(longer, FONT, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines if all(fonts.width(line, FONT, size) <= room for line in lines) else [*lines, *[""] * 99]


def _cut(text: str, size: float, room: float) -> str:
    """As much as there is room for, ended by an ellipsis at a word where possible."""
    text = " ".join(text.split())
    if fonts.width(text, FONT, size) <= room:
        return text
    while text and fonts.width(text + "…", FONT, size) > room:
        text = (text.rsplit(" ", 1)[0] if " " in text else text[:-1]).rstrip(" ,;:–—-")
    return text + "…"
