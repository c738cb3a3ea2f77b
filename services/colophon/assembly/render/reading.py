"""What assembly needs to know of an author's PDF. Runs in a child with limits."""

from __future__ import annotations

import json
import re
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Name

from colophon.assembly.render.stamping import view

_STRINGS = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|(-[2-9]\d\d|-\d{4,}|\]\s*TJ|\bT[dDm*]\b)", re.DOTALL)
_ESCAPES = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_MARKS = frozenset((b"q", b"Q", b"BT", b"ET"))
_OPERATORS = frozenset(
    b"b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M "
    b"MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y "
    b"' \"".split()
)
"""ISO 32000-2, Annex A."""


def read(job: dict[str, Any]) -> bytes:
    """JSON: ``pages`` (width, height, unclosed), ``version``, ``rights``, ``text``; or ``error``, in words.

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
            rights = bool(job["rights"]) and _has_rights(_shown(pdf.pages[0]), job["rights"])
        if job.get("text") or (job["rights"] and not rights):
            text = _text(job["path"])
            rights = rights or _has_rights(text, job["rights"])
    except pikepdf.PasswordError:
        return _error("it is encrypted")
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, KeyError, AttributeError):
        return _error("it cannot be read as a PDF")
    answer = {"pages": pages, "version": version, "rights": rights, "text": text if job.get("text") else ""}
    return json.dumps(answer).encode()


def _page(page: pikepdf.Page) -> list[float]:
    seen = view(page)
    return [round(seen.width, 3), round(seen.height, 3), _unclosed(page)]


def _unclosed(page: pikepdf.Page) -> int:
    raw = _code(page)
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


def _code(page: pikepdf.Page) -> bytes:
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


def _has_rights(text: str, patterns: list[str]) -> bool:
    return any(re.search(pattern, text) for pattern in patterns)


def _shown(page: pikepdf.Page) -> str:
    """The strings of a page's own streams with blanks where the type is set apart: enough to find a line
    that is there in plain letters, at a tenth of what a renderer's text costs."""
    raw = _code(page)
    pieces = [_string(m.group(1)) if m.group(1) is not None else " " for m in _STRINGS.finditer(raw)]
    return " ".join("".join(pieces).split())


def _string(raw: bytes) -> str:
    return _ESCAPES.sub(_unescaped, raw).decode("latin-1")


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
