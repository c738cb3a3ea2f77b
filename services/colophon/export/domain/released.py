"""What is released: the papers of one build with all that a publisher's records need of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from colophon.common.domain.artifacts import Artifact
from colophon.common.domain.profile import Column
from colophon.common.domain.venue import Paper, Person, Venue

COLUMNS = tuple(
    Column(name, name)
    for name in [
        "sequence",
        "paper_id",
        "filename",
        "title",
        "authors",
        "affiliations",
        "first_page",
        "last_page",
        "pages",
        "abstract",
        "keywords",
        "doi",
        "sha256",
        "session",
    ]
)
"""Of the packing list, where a profile names none (rules: the exact IEEE heading names are not public)."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A file beside a paper."""

    kind: str
    """``auxiliary``: a zip with artifact, data, code; ``appendix``: the artifact description as a PDF."""
    path: str
    """In the package."""
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Released:
    """One paper as it is in the volume."""

    paper: Paper
    sequence: int
    """From 1, in print order."""
    path: str
    """Of the stamped PDF in the package."""
    sha256: str
    """Of the stamped PDF."""
    size: int
    revision: str
    """Which upload went to print: ``venues/tpc26/papers/p007/revisions/3``."""
    revision_sha256: str
    first_page: int
    last_page: int
    citation_key: str = ""
    artifacts: tuple[Artifact, ...] = ()
    """As the volume lists them."""
    badges: tuple[str, ...] = ()
    attachments: tuple[Beside, ...] = ()


def packing_list(papers: Sequence[Released], venue: Venue, columns: Sequence[Column]) -> str:
    """CSV (RFC 4180) with a row a paper, in print order; a value that a spreadsheet would take for a
    formula is preceded by an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    chosen = columns or COLUMNS
    writer.writerow([column.heading for column in chosen])
    for item in papers:
        values = _values(item, venue)
        writer.writerow([_harmless(values.get(column.value, "")) for column in chosen])
    return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _values(item: Released, venue: Venue) -> dict[str, str]:
    paper = item.paper
    return {
        "sequence": str(item.sequence),
        "paper_id": paper.id,
        "filename": item.path.rpartition("/")[2],
        "title": paper.title,
        "authors": "; ".join(author.name for author in paper.authors),
        "affiliations": "; ".join(author.affiliation for author in paper.authors),
        "first_page": str(item.first_page),
        "last_page": str(item.last_page),
        "pages": str(item.last_page - item.first_page + 1),
        "abstract": paper.abstract,
        "keywords": "; ".join(paper.keywords),
        "doi": paper.doi,
        "isbn": venue.isbn,
        "rights": venue.rights,
        "sha256": item.sha256,
        "session": next((s.title for s in venue.sessions if s.id == paper.session), paper.session),
        "presenter": "",
    }


def metadata(papers: Sequence[Released], venue: Venue, release: int, inputs_digest: str) -> dict[str, Any]:
    """The release as JSON; its form is ``metadata.schema.json``. No clock, so the same bytes each time."""
    return {
        "schema": "colophon.release/1",
        "release": release,
        "inputs_digest": inputs_digest,
        "venue": {
            "id": venue.id,
            "title": venue.title,
            "volume_title": venue.volume_title,
            "acronym": venue.acronym,
            "series": venue.series,
            "publisher": venue.publisher,
            "location": venue.location,
            "starts": venue.starts.isoformat() if venue.starts else None,
            "ends": venue.ends.isoformat() if venue.ends else None,
            "publication_date": venue.publication_date.isoformat() if venue.publication_date else None,
            "isbn": venue.isbn or None,
            "doi_prefix": venue.doi_prefix or None,
            "url": venue.url or None,
            "language": venue.language,
            "profile": venue.profile,
            "editors": [_person(editor) for editor in venue.editors],
            "sessions": [{"id": session.id, "title": session.title} for session in venue.sessions],
        },
        "papers": [_paper(item) for item in papers],
    }


def _paper(item: Released) -> dict[str, Any]:
    paper = item.paper
    return {
        "sequence": item.sequence,
        "id": paper.id,
        "title": paper.title,
        "authors": [_person(author) for author in paper.authors],
        "session": paper.session or None,
        "abstract": paper.abstract or None,
        "keywords": list(paper.keywords),
        "doi": paper.doi or None,
        "first_page": item.first_page,
        "last_page": item.last_page,
        "citation_key": item.citation_key,
        "file": {"path": item.path, "size": item.size, "sha256": item.sha256},
        "revision": {"name": item.revision, "sha256": item.revision_sha256},
        "artifacts": [
            {
                "id": one.id or None,
                "dois": list(one.dois),
                "urls": list(one.urls),
                "reproduction_minutes": one.minutes,
                "contributions": list(one.contributions),
                "elements": list(one.elements),
            }
            for one in item.artifacts
        ],
        "badges": list(item.badges),
        "attachments": [
            {"kind": one.kind, "path": one.path, "size": one.size, "sha256": one.sha256}
            for one in item.attachments
        ],
    }


def _person(person: Person) -> dict[str, Any]:
    """Without e-mail addresses: a package travels further than their owners agreed to."""
    return {
        "name": person.name,
        "affiliation": person.affiliation or None,
        "country": person.country or None,
        "orcid": person.orcid or None,
    }
