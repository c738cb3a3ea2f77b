"""Imported by the forkserver alone: what every child would do first is done once, before they are forked.

Builders of the codec, patterns, pikepdf's and pdfium's own tables: a quarter of a small paper's time.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
from pathlib import Path

import pikepdf

from colophon.validation.inspector.inspect import inspect

_TEXT = b"BT /F1 10 Tf 72 700 Td (Warm) Tj ET 0 0 9 9 re f"


def _paper() -> bytes:
    """One page with a word, a shape and document information."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(612, 792))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.obj.Contents = pdf.make_stream(_TEXT)
    pdf.docinfo["/Title"] = "Warm"
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


# Without a place to write, children start cold.
with contextlib.suppress(OSError), tempfile.TemporaryDirectory(prefix="colophon-warm-") as _folder:
    _path = Path(_folder) / "warm.pdf"
    _path.write_bytes(_paper())
    inspect(str(_path))
