# ruff: noqa: E501
"""Nasty PDFs, built by code: each is small on disk and large in some other way, or lies."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
BUILDERS: dict[str, Callable[[], bytes]] = {}


def bomb(build: Callable[[], bytes]) -> Callable[[], bytes]:
    """Put a builder on the list under its name."""
    BUILDERS[build.__name__] = build
    return build


def assemble(objects: list[bytes], root: int = 1) -> bytes:
    """A file with a classic cross-reference table; ``objects`` are numbered from 1."""
    out = bytearray(HEAD)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, at)
    return bytes(out)


def stream(data: bytes, extra: bytes = b"") -> bytes:
    """A stream object's body."""
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), extra, data)


def one_page(
    content: bytes, extra: bytes = b"", page: bytes = b"/MediaBox[0 0 612 792]", resources: bytes = b""
) -> bytes:
    """A file of one page with this content stream."""
    return assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R%s/Contents 4 0 R/Resources<<%s>>>>" % (page, resources),
            stream(content, extra),
        ]
    )


@bomb
def page_tree_of_a_million_references() -> bytes:
    kids = b"3 0 R " * 1_000_000
    return assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count 1000000>>" % kids,
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>",
        ]
    )


@bomb
def page_tree_in_doubling_levels() -> bytes:
    levels = 40
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    for level in range(levels):
        child = level + 3
        objects.append(
            b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count %d>>" % (child, child, 2 ** (levels - level))
        )
    objects.append(b"<</Type/Page/MediaBox[0 0 612 792]>>")
    return assemble(objects)


@bomb
def page_tree_that_holds_itself() -> bytes:
    return assemble(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>"]
    )


@bomb
def flate_in_flate() -> bytes:
    data = zlib.compress(zlib.compress(b"0 0 m 1 1 l S " * 40_000_000, 1), 9)
    return one_page(data, b"/Filter[/FlateDecode/FlateDecode]")


@bomb
def flate_of_a_gigabyte_of_blanks() -> bytes:
    packer = zlib.compressobj(9)
    data = b"".join([packer.compress(b" " * (1 << 20)) for _ in range(1024)] + [packer.flush()])
    return one_page(data, b"/Filter/FlateDecode")


@bomb
def object_stream_of_a_million_objects() -> bytes:
    count = 400_000
    index, body, at = bytearray(), bytearray(), 0
    for number in range(count):
        index += b"%d %d " % (number + 10, at)
        body += b"[]"
        at += 2
    data = zlib.compress(bytes(index) + bytes(body), 9)
    out = bytearray(HEAD)
    places = {}
    for number, text in (
        (1, b"<</Type/Catalog/Pages 2 0 R>>"),
        (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        (3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"),
        (4, stream(data, b"/Type/ObjStm/Filter/FlateDecode/N %d/First %d" % (count, len(index)))),
    ):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    rows = bytearray(b"\x00\x00\x00\x00\x00\xff\xff")
    for number in range(1, 5):
        rows += b"\x01" + places[number].to_bytes(4, "big") + b"\x00\x00"
    for _ in range(5, 9):
        rows += b"\x00\x00\x00\x00\x00\x00\x00"
    start = len(out)
    rows += b"\x01" + start.to_bytes(4, "big") + b"\x00\x00"
    for number in range(count):
        rows += b"\x02" + (4).to_bytes(4, "big") + (number % 65536).to_bytes(2, "big")
    table = zlib.compress(bytes(rows), 9)
    extra = b"/Type/XRef/W[1 4 2]/Size %d/Root 1 0 R/Filter/FlateDecode" % (count + 10)
    out += b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream(table, extra), start)
    return bytes(out)


@bomb
def arrays_nested_deeply() -> bytes:
    deep = b"[" * 200_000 + b"]" * 200_000
    return assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R/Deep %s>>" % deep,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>",
        ]
    )


@bomb
def forms_that_draw_themselves() -> bytes:
    return assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
            stream(b"/F Do"),
            stream(
                b"/F Do /F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>"
            ),
        ]
    )


@bomb
def forms_in_doubling_levels() -> bytes:
    levels = 30
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
        stream(b"/F Do"),
    ]
    for level in range(levels):
        inner = b"/Resources<</XObject<</F %d 0 R>>>>" % (level + 6) if level < levels - 1 else b""
        objects.append(
            stream(b"/F Do /F Do 0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]" + inner)
        )
    return assemble(objects)


@bomb
def a_million_operators() -> bytes:
    return one_page(zlib.compress(b"0 0 m 9 9 l S\n" * 1_000_000, 6), b"/Filter/FlateDecode")


@bomb
def a_million_texts() -> bytes:
    text = b"BT /F 9 Tf " + b"1 0 0 1 72 72 Tm (abcdefghij) Tj " * 300_000 + b"ET"
    return one_page(
        zlib.compress(text, 6),
        b"/Filter/FlateDecode",
        resources=b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>",
    )


@bomb
def giant_media_box() -> bytes:
    return one_page(b"0 0 9 9 re f", page=b"/MediaBox[0 0 1e9 1e9]")


@bomb
def media_box_of_nonsense() -> bytes:
    return one_page(b"0 0 9 9 re f", page=b"/MediaBox[nan inf -1e308 (x)]/UserUnit 1e30/Rotate 17")


@bomb
def giant_image() -> bytes:
    data = zlib.compress(bytes(1 << 20), 9)
    return assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
            stream(b"600 0 0 780 0 0 cm /I Do"),
            stream(
                data,
                b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB"
                b"/Filter/FlateDecode",
            ),
        ]
    )


@bomb
def zero_pages() -> bytes:
    return assemble([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"])


@bomb
def no_page_tree() -> bytes:
    return assemble([b"<</Type/Catalog>>"])


@bomb
def catalogue_of_wrong_types() -> bytes:
    return assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R/Names 7/Outlines[1]/AcroForm(x)/OpenAction 3/AA/X/Lang 5/MarkInfo[1]"
            b"/Metadata 2 0 R/OCProperties<</D[1]>>/AF 9/ViewerPreferences true>>",
            b"<</Type/Pages/Kids[3 0 R null 5 (x) 99 0 R]/Count 9>>",
            b"<</Type/Page/Parent 5/MediaBox[0 0 612 792]/Annots[null 1 (x) 3 0 R]/Resources[1]/Contents(x)/Tabs 3>>",
        ]
    )


@bomb
def name_tree_in_a_circle() -> bytes:
    return assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 4 0 R/JavaScript 4 0 R>>/Outlines 5 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Annots[6 0 R 6 0 R]>>",
            b"<</Kids[4 0 R 4 0 R]/Names[(a) 4 0 R]>>",
            b"<</First 5 0 R/Next 5 0 R/A 7 0 R>>",
            b"<</Subtype/Link/Rect[0 0 1 1]/A 7 0 R/Parent 6 0 R/Popup 6 0 R>>",
            b"<</S/GoTo/Next[7 0 R 7 0 R]>>",
        ]
    )


@bomb
def outline_of_many_items() -> bytes:
    count = 45_000
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>",
        b"<</First 5 0 R>>",
    ]
    objects += [b"<</Title(x)/Next %d 0 R/First %d 0 R>>" % (n + 6, n + 6) for n in range(count)]
    return assemble(objects)


@bomb
def too_many_objects() -> bytes:
    return assemble([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>", *[b"[]"] * 120_000])


@bomb
def nothing_after_the_header() -> bytes:
    return HEAD


@bomb
def header_behind_a_kilobyte() -> bytes:
    return b"x" * 2000 + one_page(b"")


@bomb
def polyglot_with_zip() -> bytes:
    return b"PK\x03\x04" + bytes(26) + one_page(b"0 0 9 9 re f") + b"PK\x05\x06" + bytes(18)


@bomb
def polyglot_with_html() -> bytes:
    return b"<html><script>alert(1)</script>" + one_page(b"0 0 9 9 re f")


@bomb
def names_of_control_characters() -> bytes:
    evil = b"\x1b]0;pwned\x07\x1b[31m\r\nERROR forged line\xff\xfe"
    hexed = evil.hex().encode()
    return assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[<%s> <</UF<%s>>>]>>>>/Lang<%s>>>"
            % (hexed, hexed, hexed),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F<%s>>>>>]>>"
            % hexed,
        ]
    )


@bomb
def xref_far_away() -> bytes:
    return HEAD + b"1 0 obj\n<</Type/Catalog>>\nendobj\nstartxref\n99999999999999999999\n%%EOF\n"


@bomb
def prev_in_a_circle() -> bytes:
    body = (
        HEAD
        + b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    )
    at = len(body)
    return (
        body
        + b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 3/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
        % (at, at)
    )


@bomb
def patterns_of_patterns() -> bytes:
    return assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Pattern<</P 5 0 R>>>>>>",
            stream(b"/Pattern cs /P scn 0 0 612 792 re f"),
            stream(
                b"/Pattern cs /P scn 0 0 1 1 re f",
                b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.001/YStep 0.001/Resources<</Pattern<</P 5 0 R>>>>",
            ),
        ]
    )


def encrypted(password: str) -> bytes:
    """A sound page that needs a password."""
    out = BytesIO()
    with pikepdf.open(BytesIO(one_page(b"0 0 9 9 re f"))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=password, owner=password))
    return out.getvalue()
