"""A stamp's text as a form: shrunk or cut to its zone, set on its line."""

from __future__ import annotations

from functools import lru_cache

from colophon.assembly.domain.stamps import PageStamp
from colophon.assembly.render import fonts
from colophon.assembly.render.spelling import Spelling
from colophon.assembly.render.stamping import Form, number

FONT = fonts.REGULAR
LEAST = 0.8
"""How far a text may shrink before it is cut."""
_ACCENT = b"0.48 0.1 0.12 rg"
_INK = b"0 g"


@lru_cache(maxsize=4096)
def fitted(stamp: PageStamp) -> tuple[str, float]:
    """The text and size that fit the zone: smaller down to LEAST, then cut at a word with an ellipsis."""
    room = stamp.box[2] - stamp.box[0]
    wide = fonts.width(stamp.text, FONT, stamp.size)
    if wide <= room:
        return stamp.text, stamp.size
    size = stamp.size * max(LEAST, room / wide)
    text = stamp.text
    while text and fonts.width(text + "…", FONT, size) > room and fonts.width(text, FONT, size) > room:
        cut = text.rsplit(" ", 1)[0] if " " in text else text[:-1]
        text = cut.rstrip(" ,;:–—-")
        if fonts.width(text + "…", FONT, size) <= room:
            return text + "…", size
    return text, size


def form(stamp: PageStamp, spelling: Spelling) -> Form:
    """The stamp drawn with a document's fonts, an artifact for readers of structure."""
    text, size = fitted(stamp)
    spelt = spelling[(text, FONT)]
    x0, y0, x1, y1 = stamp.box
    slack = (x1 - x0) - spelt.width * size
    x = {"left": 0.0, "center": slack / 2, "right": slack}[stamp.align]
    y = (y1 - y0 - 0.65 * size) / 2
    out = [b"/Artifact <</Type /Pagination>> BDC BT", _ACCENT if stamp.mark else _INK]
    out.append(f"{number(x)} {number(y)} Td".encode())
    for font, array in spelt.pieces:
        shown = " ".join(f"<{v.hex()}>" if isinstance(v, bytes) else number(v) for v in array)
        out.append(f"{font} {number(size)} Tf [{shown}] TJ".encode())
    out.append(b"ET EMC")
    return Form(stamp.box, b"\n".join(out))
