"""``inspect``: one PDF file → its facts as JSON bytes. Runs in a child process."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from colophon.validation.domain import codec
from colophon.validation.domain.facts import Facts, Metadata
from colophon.validation.inspector import walk
from colophon.validation.inspector.container import look
from colophon.validation.inspector.pages import Reader
from colophon.validation.inspector.structure import MAX_OBJECTS, TooMuch
from colophon.validation.inspector.text import clean, plain

MAX_XMP = 1 << 20


def inspect(path: str) -> bytes:
    """Facts of the file at ``path`` as JSON; any problem with the file is a fact, not an exception."""
    return codec.dumps(facts_of(Path(path)))


def facts_of(path: Path) -> Facts:
    """Facts of a file. Memory and processor limits are the caller's: see ``common.child``."""
    logging.disable(logging.CRITICAL)
    seen = look(path)
    facts = Facts(
        sha256=seen.sha256,
        size=seen.size,
        header=seen.header,
        header_at=seen.header_at,
        after_eof=seen.after_eof,
    )
    if not seen.header:
        return replace(facts, problem="not-pdf")
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            facts, bare = _structure(facts, pdf)
    except pikepdf.PasswordError:
        return replace(facts, problem="password", encrypted=True)
    except pikepdf.PdfError as error:
        # Locked with a certificate, or by a handler that qpdf does not know: no password of ours opens it.
        if "encrypt" in str(error).replace(str(path), ""):
            return replace(facts, problem="password", encrypted=True)
        return replace(facts, problem="damaged", detail=type(error).__name__)
    except TooMuch as error:
        return replace(facts, problem="unprocessable", detail=str(error))
    return facts if facts.problem else _pages(facts, path, bare)


Bare = list[tuple[str, float]]
"""Tab order and user unit of each page: what pdfium does not tell."""


def _structure(facts: Facts, pdf: pikepdf.Pdf) -> tuple[Facts, Bare]:
    warnings = [str(w) for w in pdf.get_warnings()]
    count = len(pdf.objects)
    if count > MAX_OBJECTS:
        raise TooMuch(f"{count} objects; {MAX_OBJECTS} are allowed")
    try:
        found = walk.read(pdf)
    except (
        RecursionError,
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
        IndexError,
        NotImplementedError,
    ) as error:
        return replace(facts, problem="damaged", detail=type(error).__name__), []
    if not found.user_units:
        return replace(facts, problem="no-pages", version=pdf.pdf_version), []
    warnings += [str(w) for w in pdf.get_warnings()]
    facts = replace(
        facts,
        version=pdf.pdf_version,
        encrypted=pdf.is_encrypted,
        repaired=any("reconstruct" in w or "xref" in w or "damaged" in w for w in warnings),
        broken=len(warnings),
        objects=count,
        fonts=tuple(found.fonts[:500]),
        actions=tuple(found.actions),
        annotations=tuple(found.annotations),
        attachments=tuple(found.attachments[:100]),
        portfolio=found.portfolio,
        form_fields=found.form_fields,
        xfa=found.xfa,
        signatures=found.signatures,
        outlines=found.outlines,
        hidden_layers=found.hidden_layers,
        external_streams=found.external_streams,
        external_images=found.external_images,
        postscript=found.postscript,
        filters=tuple(sorted(found.filters)),
        spot_colours=found.spot_colours,
        transparency=found.transparency,
        metadata=_metadata(pdf),
        language=found.language,
        tagged=found.tagged,
        display_title=found.display_title,
        figures=found.figures,
        figures_with_alt=found.figures_with_alt,
        heading_levels=tuple(found.heading_levels),
        unclosed_pages=tuple(found.unclosed_pages),
    )
    return facts, list(zip(found.tabs, found.user_units, strict=True))


def _pages(facts: Facts, path: Path, bare: Bare) -> Facts:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        if facts.encrypted:
            return replace(facts, problem="password")
        return replace(facts, problem="damaged", detail="no page can be drawn")
    try:
        total = len(document)
        if total == 0:
            return replace(facts, problem="no-pages")
        reader = Reader(document)
        pages = []
        for place, page in enumerate(reader.pages()):
            tabs, unit = bare[place] if place < len(bare) else ("", 1.0)
            if unit != 1.0:
                page = replace(page, user_unit=unit, width=page.width * unit, height=page.height * unit)
            pages.append(replace(page, tabs=tabs) if tabs else page)
        return replace(facts, pages=tuple(pages), page_count=total, typefaces=tuple(reader.typefaces))
    finally:
        document.close()


def _metadata(pdf: pikepdf.Pdf) -> Metadata:
    info: dict[str, str] = {}
    try:
        for key in ("/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer"):
            info[key[1:].lower()] = plain(pdf.docinfo.get(key))
    except (pikepdf.PdfError, TypeError, ValueError, AttributeError):
        info = {}
    return replace(_xmp(pdf), **info)  # type: ignore[arg-type]


_CLAIM = re.compile(r"pdf(a|ua)id:(part|conformance)(?:>|\s*=\s*[\"'])\s*(\w+)")


def _xmp(pdf: pikepdf.Pdf) -> Metadata:
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return Metadata()
    try:
        if len(stream.read_raw_bytes()) > MAX_XMP:
            return Metadata(xmp=True)
        raw = stream.read_bytes()[:MAX_XMP].decode("utf-8", "replace")
    except (pikepdf.PdfError, ValueError):
        return Metadata(xmp=True)
    values = {(which, what): value for which, what, value in _CLAIM.findall(raw)}
    claims = []
    if ("a", "part") in values:
        claims.append(f"PDF/A-{values['a', 'part']}{values.get(('a', 'conformance'), '').lower()}")
    if ("ua", "part") in values:
        claims.append(f"PDF/UA-{values['ua', 'part']}")
    return Metadata(
        xmp=True,
        xmp_title=next(iter(_items(raw, "title")), ""),
        xmp_authors=tuple(_items(raw, "creator")),
        claims=tuple(claims),
    )


def _items(xmp: str, name: str) -> list[str]:
    """Texts of ``dc:<name>``. A pattern, not a parser: nothing in it can grow or be fetched."""
    block = re.search(rf"<dc:{name}\b[^>]*>(.{{0,20000}}?)</dc:{name}>", xmp, re.DOTALL)
    if not block:
        return []
    items = re.findall(r"<rdf:li\b[^>]*>([^<]{0,2000})</rdf:li>", block.group(1))
    return [clean(_unescape(item)) for item in items[:200]]


def _unescape(text: str) -> str:
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text
