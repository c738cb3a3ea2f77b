"""Citations for reference managers (RIS, EndNote, CSL-JSON), and references as IEEE and ACM print them."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from colophon.assembly.domain import names
from colophon.common.domain.venue import Paper, Person, Venue

STYLES = {"ieee": "IEEE", "acm": "ACM"}
"""Style → whose it is; each is a file of the Citation Style Language."""
_FOLDER = Path(__file__).parent.parent / "citationstyles"

Row = tuple[Paper, str, int, int]
"""A paper with its citation key and its first and last printed page."""


def csl(venue: Venue, rows: Iterable[Row]) -> str:
    """CSL-JSON: an item a paper."""
    return json.dumps([_item(venue, row) for row in rows], ensure_ascii=False, indent=1) + "\n"


def _item(venue: Venue, row: Row) -> dict[str, Any]:
    paper, key, first, last = row
    day = venue.publication_date or venue.starts
    item: dict[str, Any] = {
        "type": "paper-conference",
        "id": key,
        "title": paper.title,
        "author": [_csl_name(person) for person in paper.authors],
        "editor": [_csl_name(person) for person in venue.editors],
        "container-title": venue.volume_title,
        "collection-title": venue.series,
        "event-title": venue.title,
        "event-place": venue.location,
        "publisher": venue.publisher,
        "publisher-place": venue.location,
        "page": str(first) if first == last else f"{first}-{last}",
        "DOI": paper.doi,
        "ISBN": venue.isbn,
        "URL": f"https://doi.org/{paper.doi}" if paper.doi else "",
        "abstract": paper.abstract,
        "keyword": ", ".join(paper.keywords),
        "language": venue.language,
    }
    if day:
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    return {name: value for name, value in item.items() if value}


def _csl_name(person: Person) -> dict[str, str]:
    name = names.split(person)
    if not name.given:
        return {"literal": name.inverted}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: value for part, value in parts.items() if value}


def ris(venue: Venue, rows: Iterable[Row]) -> str:
    """RIS, one record a paper (type CPAPER); lines end as the format wants them, with CR LF."""
    day = venue.publication_date or venue.starts
    out = []
    for paper, key, first, last in rows:
        fields: list[tuple[str, str]] = [("TY", "CPAPER"), ("ID", key), ("TI", paper.title)]
        fields += [("AU", _inverted(person)) for person in paper.authors]
        fields += [("ED", _inverted(person)) for person in venue.editors]
        fields += [
            ("T2", venue.volume_title), ("T3", venue.series), ("C3", venue.title),
            ("PY", str(venue.year or "")), ("DA", f"{day:%Y/%m/%d}" if day else ""), ("SP", str(first)),
            ("EP", str(last)), ("PB", venue.publisher), ("CY", venue.location), ("SN", venue.isbn),
            ("DO", paper.doi), ("UR", f"https://doi.org/{paper.doi}" if paper.doi else ""),
            ("AB", paper.abstract), *(("KW", word) for word in paper.keywords), ("LA", venue.language),
        ]  # fmt: skip
        out += [f"{tag}  - {_line(value)}" for tag, value in fields if value]
        out += ["ER  - ", ""]
    return "\r\n".join(out)


def endnote(venue: Venue, rows: Iterable[Row]) -> str:
    """EndNote's tagged format (Refer), one record a paper."""
    day = venue.publication_date or venue.starts
    out = []
    for paper, key, first, last in rows:
        fields: list[tuple[str, str]] = [("0", "Conference Paper"), ("F", key)]
        fields += [("A", _inverted(person)) for person in paper.authors]
        fields += [("T", paper.title), ("B", venue.volume_title), ("S", venue.series)]
        fields += [("E", _inverted(person)) for person in venue.editors]
        fields += [
            ("D", str(venue.year or "")), ("8", f"{day:%Y-%m-%d}" if day else ""), ("I", venue.publisher),
            ("C", venue.location), ("P", str(first) if first == last else f"{first}-{last}"),
            ("@", venue.isbn), ("R", paper.doi),
            ("U", f"https://doi.org/{paper.doi}" if paper.doi else ""),
            *(("K", word) for word in paper.keywords), ("X", paper.abstract), ("G", venue.language),
        ]  # fmt: skip
        out += [f"%{tag} {_line(value)}" for tag, value in fields if value]
        out.append("")
    return "\n".join(out)


def formatted(items: Sequence[dict[str, Any]], style: str) -> list[str]:
    """CSL-JSON items as references in a style of STYLES, in the items' order, without their numbers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Heavy, and wanted by none of a build's steps.
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
        from citeproc import formatter as formats
        from citeproc.source.json import CiteProcJSON

        sheet = CitationStylesStyle(str(_FOLDER / f"{style}.csl"), validate=False)
        out = []
        for item in items:
            # One by one: styles that sort would change the order.
            known = {name: value for name, value in item.items() if name not in ("abstract", "keyword")}
            book = CitationStylesBibliography(sheet, CiteProcJSON([known]), formats.plain)
            book.register(Citation([CitationItem(item["id"])]))
            text = " ".join(str(book.bibliography()[0]).split())
            out.append(text.removeprefix("[1]").strip().replace("..", "."))
    return out


def _inverted(person: Person) -> str:
    """``van der Berg, Olu, Jr``; a single name as it is."""
    name = names.split(person)
    family = f"{name.particle} {name.family}".strip()
    return ", ".join(part for part in (family, name.given, name.suffix) if part)


def _line(text: str) -> str:
    return " ".join(text.split())
