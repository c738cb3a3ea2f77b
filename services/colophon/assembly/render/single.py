"""One stamped paper as a file of its own. Runs in a child with limits."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Name

from colophon.assembly.render import description, wire
from colophon.assembly.render.kerning import SPELT
from colophon.assembly.render.stamping import Stamper


def stamp_paper(job: dict[str, Any]) -> bytes:
    """Stamp ``source`` into ``target`` with ``fonts``; JSON ``version``, ``seconds``, or ``error``.

    The author's document information stays as it is (a publisher's certificate stands there); what ``info``
    says (see ``description``) is added where it is missing. ``first``: the printed number of the first page.
    The target appears whole: the merge may be waiting for it. ``seconds``: what the stamping took,
    without reading and writing.
    """
    try:
        with pikepdf.open(job["fonts"]) as letters, pikepdf.open(job["source"]) as pdf:
            begin = time.perf_counter()
            ours = pdf_fonts(letters)
            if not all(Name.FontFile2 in font.FontDescriptor for font in ours.values()):
                raise ValueError("a font of the stamps is not embedded")
            fonts = pdf.copy_foreign(ours)
            stamper = Stamper(pdf, fonts, tuple(job["sheet"]))
            for page, rows, unclosed in zip(pdf.pages, job["pages"], job["unclosed"], strict=True):
                stamper.stamp(page, wire.unpack(rows), unclosed)
            seconds = time.perf_counter() - begin
            described = Name.Metadata in pdf.Root
            description.label(pdf, 0, job["first"])
            description.open_with(pdf, job["info"]["language"], outline=False)
            description.add(pdf, job["info"])
            version = pdf.pdf_version
            new = Path(f"{job['target']}.new")
            pdf.save(
                new, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate,
                fix_metadata_version=described,
            )  # fmt: skip
            new.replace(job["target"])
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError) as error:
        return json.dumps({"error": f"{type(error).__name__}: it cannot be stamped"}).encode()
    return json.dumps({"version": version, "seconds": seconds}).encode()


def pdf_fonts(letters: pikepdf.Pdf) -> pikepdf.Object:
    """The font resources of our own document, as an indirect object; ligatures read as their letters."""
    fonts = letters.pages[0].obj.Resources.Font
    for font in fonts.values():
        if Name.ToUnicode in font:
            table = font.ToUnicode.read_bytes()
            for code, letters_ in SPELT.items():
                table = table.replace(
                    b"<%04X>" % code, b"<" + letters_.encode("utf-16-be").hex().encode() + b">"
                )
            font.ToUnicode.write(table)
    return fonts if fonts.is_indirect else letters.make_indirect(fonts)
