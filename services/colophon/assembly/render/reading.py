"""What assembly needs to know of an author's PDF. Runs in a child with limits."""

from __future__ import annotations

import json
import re
from typing import Any

import pikepdf
import pypdfium2

from colophon.assembly.render import headings
from colophon.assembly.render.stamping import view
from colophon.common.contentstream import code, unclosed

_KERNED = re.compile(rb"(?<!\\)\)\s*(?:-?1?\d{1,2}(?:\.\d+)?\s*)?\(")
"""Between two pieces of one word."""
_STRINGS = re.compile(rb"\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_ESCAPES = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)


def read(job: dict[str, Any]) -> bytes:
    """JSON: ``pages`` (width, height, unclosed), ``version``, ``rights``, ``text``, ``sections`` (see
    ``headings``); or ``error``, in words.

    ``unclosed``: how many ``q`` a page leaves open; -1 where it closes what it did not open, or ends within
    a text or a word.

    ``job``: ``path``, ``rights`` (regular expressions for the statement on the first page), ``text`` (whether
    the first page's text is wanted).
    """
    text = ""
    try:
        with pikepdf.open(job["path"]) as pdf:
            if pdf.is_encrypted:
                return _error("it is encrypted")
            pages = [_page(page) for page in pdf.pages]
            if not pages:
                return _error("it has no pages")
            version = pdf.pdf_version
            sections = _sections(pdf)
            rights = bool(job["rights"]) and _has_rights(_shown(pdf.pages[0]), job["rights"])
        if job.get("text") or (job["rights"] and not rights):
            text = _text(job["path"])
            rights = rights or _has_rights(text, job["rights"])
    except pikepdf.PasswordError:
        return _error("it is encrypted")
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, KeyError, AttributeError):
        return _error("it cannot be read as a PDF")
    answer = {
        "pages": pages,
        "version": version,
        "rights": rights,
        "text": text if job.get("text") else "",
        "sections": sections,
    }
    return json.dumps(answer).encode()


def _page(page: pikepdf.Page) -> list[float]:
    seen = view(page)
    return [round(seen.width, 3), round(seen.height, 3), unclosed(page)]


def _sections(pdf: pikepdf.Pdf) -> list[headings.Section]:
    """None where a page's code is not what was expected: a paper goes to print without them."""
    try:
        return headings.sections(pdf)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return []


def _has_rights(text: str, patterns: list[str]) -> bool:
    return any(re.search(pattern, text) for pattern in patterns)


def _shown(page: pikepdf.Page) -> str:
    """The strings of a page's own streams with blanks where the type is set apart: enough to find a line
    that is there in plain letters, at a tenth of what a renderer's text costs."""
    raw = b" ".join(_STRINGS.findall(_KERNED.sub(b"", code(page))))
    return " ".join(_ESCAPES.sub(_unescaped, raw).decode("latin-1").split())


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match.group(1)
    return bytes([int(code, 8) & 255]) if code.isdigit() else code


def _text(path: str) -> str:
    document = pypdfium2.PdfDocument(path)
    text = " ".join(document[0].get_textpage().get_text_range().split())
    document.close()
    return text


def _error(reason: str) -> bytes:
    return json.dumps({"error": reason}).encode()
