"""What is registered of each file to check: from a JSON file or from options. Mistakes name file and key."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from colophon.common import profiles
from colophon.common.domain.profile import Profile
from colophon.common.domain.venue import Paper, Person, Venue
from colophon.validation.handlers import KNOWN
from colophon.validation.judge import Task

DEFAULT = "ieee-sc26"

_KINDS: dict[str, tuple[type, ...]] = {
    "profile": (str,), "title": (str,), "authors": (list, str), "isbn": (str,), "year": (int,), "doi": (str,),
    "category": (str,), "page_limit": (int,), "language": (str,), "filename": (str,),
}  # fmt: skip
_WORDS = {str: "text", int: "a number", list: "a list"}


class BadMetadata(ValueError):
    """The metadata file is not right; says where."""


@dataclass
class Registered:
    """Options for all files, and the file's own entry before them."""

    profile: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    _profiles: dict[str, Profile] = field(default_factory=dict)

    def task(self, path: Path, profile: Profile | None = None) -> Task:
        """What is known of one file, under a profile of its own or the one given. Raises BadProfile."""
        known = self.options | {
            k: v for k, v in self.entries.get(path.stem, {}).items() if v not in ("", None)
        }
        name = str(known.get("profile") or self.profile or DEFAULT)
        authors = known.get("authors", ())
        if isinstance(authors, str):
            authors = [each for each in (one.strip() for one in authors.split(";")) if each]
        paper = Paper(
            path.stem,
            str(known.get("title", "")),
            tuple(_person(each) for each in authors),
            doi=str(known.get("doi", "")),
            category=str(known.get("category", "")),
        )
        year = int(known.get("year") or 0)
        venue = Venue(
            "offline",
            "offline",
            "offline",
            isbn=str(known.get("isbn", "")),
            publication_date=date(year, 1, 1) if year else None,
            language=str(known.get("language") or "en"),
            page_limit=known.get("page_limit"),
        )
        return Task(path, paper, venue, profile or self.load(name), path.name)

    def load(self, name: str) -> Profile:
        """A profile, read once."""
        if name not in self._profiles:
            self._profiles[name] = profiles.load(name, rules=KNOWN)
        return self._profiles[name]


def read(path: Path) -> dict[str, dict[str, Any]]:
    """File stem → what is registered. Raises BadMetadata with the place of the first mistake."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadMetadata(f"{path}: not UTF-8: save it again as UTF-8") from error
    except ValueError as error:
        raise BadMetadata(f"{path}: not JSON: {error}") from error
    if not isinstance(found, dict):
        raise BadMetadata(f"{path}: must be an object: file name without .pdf → what is registered")
    for stem, entry in found.items():
        if not isinstance(entry, dict):
            raise BadMetadata(f'{path}: {stem}: must be an object such as {{"title": …, "authors": […]}}')
        for key, value in entry.items():
            kinds = _KINDS.get(key)
            if kinds and value is not None and (not isinstance(value, kinds) or isinstance(value, bool)):
                wanted = " or ".join(
                    {"str": "text", "int": "a number", "list": "a list"}[k.__name__] for k in kinds
                )
                raise BadMetadata(f"{path}: {stem}.{key}: must be {wanted}, is {json.dumps(value)[:60]}")
        if not 0 <= (entry.get("year") or 1) <= 9999:
            raise BadMetadata(f"{path}: {stem}.year: {entry['year']} is no year")
        for place, author in enumerate(entry.get("authors") or []):
            if not isinstance(author, str) and not (isinstance(author, dict) and author.get("name")):
                raise BadMetadata(
                    f"{path}: {stem}.authors[{place}]: must be a name, or an object with a name"
                )
    return found


def files(given: Sequence[Path]) -> Iterator[Path]:
    """Files as given, and all PDFs below folders. Raises FileNotFoundError."""
    for path in given:
        if path.is_dir():
            found = [p for p in sorted(path.rglob("*")) if p.suffix.lower() == ".pdf" and p.is_file()]
            if not found:
                raise FileNotFoundError(f"there is no PDF in {path}")
            yield from found
        elif path.exists():
            yield path
        else:
            raise FileNotFoundError(f"there is no file {path}")


def _person(author: Any) -> Person:
    if isinstance(author, dict):
        return Person(str(author["name"]), str(author.get("affiliation") or ""))
    return Person(str(author))
