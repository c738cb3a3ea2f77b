"""What assembly needs to know of an author's PDF. Runs in a child with limits."""

from __future__ import annotations

import json
import re
from typing import Any

import pikepdf
import pypdfium2

from colophon.assembly.render.stamping import view


def read(job: dict[str, Any]) -> bytes:
    """JSON: ``pages`` (width, height, unclosed), ``version``, ``rights``; or ``error``, in words.

    ``job``: ``path``, ``rights`` (regular expressions for the statement on the first page).
    """
    try:
        with pikepdf.open(job["path"]) as pdf:
            if pdf.is_encrypted:
                return _error("it is encrypted")
            pages = [_page(page) for page in pdf.pages]
            version = pdf.pdf_version
        rights = _has_rights(job["path"], job["rights"]) if job["rights"] else False
    except pikepdf.PasswordError:
        return _error("it is encrypted")
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, KeyError):
        return _error("it cannot be read as a PDF")
    if not pages:
        return _error("it has no pages")
    return json.dumps({"pages": pages, "version": version, "rights": rights}).encode()


def _page(page: pikepdf.Page) -> list[float]:
    seen = view(page)
    depth = 0
    for instruction in pikepdf.parse_content_stream(page, "q Q"):
        depth = max(0, depth + (1 if str(instruction.operator) == "q" else -1))
    return [round(seen.width, 3), round(seen.height, 3), depth]


def _has_rights(path: str, patterns: list[str]) -> bool:
    document = pypdfium2.PdfDocument(path)
    text = " ".join(document[0].get_textpage().get_text_range().split())
    return any(re.search(pattern, text) for pattern in patterns)


def _error(reason: str) -> bytes:
    return json.dumps({"error": reason}).encode()
