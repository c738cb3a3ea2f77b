"""Where words may be divided, in the language of the volume."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

import pyphen

_language: ContextVar[str] = ContextVar("language", default="en")


@contextmanager
def language(tag: str) -> Iterator[None]:
    """Words are divided as this language does (``en``, ``de-CH``); not at all where none is known."""
    token = _language.set(tag)
    try:
        yield
    finally:
        _language.reset(token)


def pairs(word: str) -> list[tuple[str, str]]:
    """(head, tail) for each place at which a word may be divided. Names stay whole."""
    if not word.islower():
        return []
    dictionary = _dictionary(_language.get())
    return list(dictionary.iterate(word)) if dictionary else []


@lru_cache(maxsize=8)
def _dictionary(tag: str) -> pyphen.Pyphen | None:
    known = pyphen.language_fallback(tag.replace("-", "_"))
    return pyphen.Pyphen(lang=known, left=3, right=4) if known else None
