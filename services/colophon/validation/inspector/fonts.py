"""Font dictionaries."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import pikepdf

from colophon.validation.domain.facts import Font
from colophon.validation.inspector.objects import array, dictionary
from colophon.validation.inspector.text import plain


def describe(font: Any) -> Font:
    """A font dictionary's facts; of a composite font, its descendant's."""
    kind = str(font.get("/Subtype", "?")).lstrip("/")
    name = plain(font.get("/BaseFont")).lstrip("/") or plain(font.get("/Name")).lstrip("/") or "?"
    real = font
    collection = ""
    if kind == "Type0":
        descendants = array(font.get("/DescendantFonts"))
        inner = dictionary(descendants[0]) if descendants else None
        if inner is not None:
            real, kind = inner, str(inner.get("/Subtype", "?")).lstrip("/")
            system = dictionary(inner.get("/CIDSystemInfo"))
            if system is not None:
                collection = f"{plain(system.get('/Registry'))}-{plain(system.get('/Ordering'))}"[:60]
    descriptor = dictionary(real.get("/FontDescriptor"))
    embedded = kind == "Type3" or (
        descriptor is not None and any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    )
    subset = len(name) > 7 and name[6] == "+" and name[:6].isalpha() and name[:6].isupper()
    return Font(
        name[:120],
        kind[:20],
        embedded,
        subset or kind == "Type3",
        "/ToUnicode" in font,
        (),
        collection,
        _licence(descriptor),
    )


MAX_FONT_FILE = 1 << 20


def _licence(descriptor: Any) -> int | None:
    """``fsType`` of an embedded TrueType font: bits 0 to 3 say what its licence lets be embedded."""
    stream = descriptor.get("/FontFile2") if descriptor is not None else None
    if not isinstance(stream, pikepdf.Stream) or str(stream.get("/Filter", "")) != "/FlateDecode":
        return None
    try:
        # Never more than that is unpacked, whatever the stream says of its length.
        data = zlib.decompressobj().decompress(stream.read_raw_bytes(), MAX_FONT_FILE)
        tables = struct.unpack_from(">H", data, 4)[0]
        for number in range(min(tables, 64)):
            tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * number)
            if tag == b"OS/2" and length >= 10:
                return int(struct.unpack_from(">H", data, offset + 8)[0])
    except (zlib.error, struct.error, pikepdf.PdfError):
        return None
    return None


def with_pages(font: Font, pages: set[int]) -> Font:
    """The font with the pages that name it."""
    return Font(
        font.name,
        font.kind,
        font.embedded,
        font.subset,
        font.to_unicode,
        tuple(sorted(pages)),
        font.collection,
        font.licence,
    )
