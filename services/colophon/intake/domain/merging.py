"""Importing the accepted list again: what the list changed is taken, what people decided stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from colophon.common.domain.venue import Paper, Person

FIELDS = ("title", "authors", "session", "abstract", "keywords", "doi", "order", "category", "extra")
"""Of a record, as lists give them."""
_PERSON = tuple(field.name for field in fields(Person))


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome of one import of one paper."""

    paper: Paper
    kept: tuple[str, ...]
    """Fields where the list says something new and a decision stays."""


def merged(baseline: Paper, present: Paper, listed: Paper) -> Merged:
    """``present`` with what ``listed`` says other than ``baseline``, field by field.

    A field that somebody changed since the last import keeps that change. Of authors, where the three lists
    are as long, each attribute of each is a field.
    """
    values: dict[str, Any] = {}
    kept: list[str] = []
    for name in FIELDS:
        base, ours, theirs = (getattr(each, name) for each in (baseline, present, listed))
        if name == "authors" and len(base) == len(ours) == len(theirs):
            values[name] = _authors(base, ours, theirs, kept)
            continue
        values[name] = _field(name, base, ours, theirs, kept)
    return Merged(replace(present, **values), tuple(kept))


def _field(name: str, base: Any, ours: Any, theirs: Any, kept: list[str]) -> Any:
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    kept.append(name)
    return ours


def _authors(
    base: Sequence[Person], ours: Sequence[Person], theirs: Sequence[Person], kept: list[str]
) -> tuple[Person, ...]:
    out = []
    for place, (was, present, listed) in enumerate(zip(base, ours, theirs, strict=True), 1):
        values = {
            name: _field(
                f"authors.{place}.{name}",
                getattr(was, name),
                getattr(present, name),
                getattr(listed, name),
                kept,
            )
            for name in _PERSON
        }
        out.append(Person(**values))
    return tuple(out)


def changes(before: Paper, after: Paper) -> list[tuple[str, str, str]]:
    """(field, before, after) as text, for what differs; authors one a line."""
    out = []
    for name in FIELDS:
        was, is_now = getattr(before, name), getattr(after, name)
        if was != is_now:
            out.append((name, _text(was), _text(is_now)))
    return out


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        if value and isinstance(value[0], Person):
            return "\n".join(_person(each) for each in value)
        return "; ".join(str(each) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {each}" for key, each in sorted(value.items()))
    return str(value)


def _person(person: Person) -> str:
    more = [person.affiliation, person.country, person.email, person.orcid]
    return ", ".join([person.name, *(each for each in more if each)])
