"""Whether an edit is typography or other words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from colophon.common.domain.venue import Paper, Person

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss", "ŋ": "n"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_LIGHT = re.compile(
    r"[\s\u00ad\u200b-\u200d\u2060\ufeff\-‐-―−_~'‘’‚‛`´ʼ\"“”„‟«»‹›(){}\[\]:;!?¡¿/|*†‡§·•…]"
    r"|(?<!\d)[.,]|[.,](?!\d)"
)
"""Marks that may come, go or change without another word: not + # % & = < >, nor a point between digits."""


def same_words(before: str, after: str) -> bool:
    """Whether two texts differ at most in typography: case, accents, white space, hyphens, quotes, points.

    ``Fault Tolerant`` is ``Fault-Tolerant``, ``Muller`` and ``Mueller`` are ``Müller``; ``C`` is not ``C++``,
    ``10`` is not ``1 0``.
    """
    if before == after:
        return True
    plain, spelled = _folded(before), _spelled_out(before)
    if not plain:
        return False
    return plain == _folded(after) or plain == _spelled_out(after) or spelled == _folded(after)


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    return _without_marks(text)


def _spelled_out(text: str) -> str:
    text = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS).translate(_LETTERS)
    return _without_marks(text)


def _without_marks(text: str) -> str:
    """Accents off Latin letters only: in other scripts they are letters."""
    out: list[str] = []
    latin = False
    for char in unicodedata.normalize("NFKD", text):
        if not unicodedata.combining(char):
            latin = char.isascii()
        elif latin:
            continue
        out.append(char)
    # Two numbers stay two: a break between digits is kept.
    text = re.sub(r"(?<=\d)\s+(?=\d)", "\ue000", "".join(out))
    return _LIGHT.sub("", text)


def grounds(before: Paper, after: Paper) -> list[str]:
    """Why a change is more than typography, in words; empty: it may be applied at once."""
    found = []
    if not same_words(before.title, after.title):
        found.append("the title has other words")
    found += _authors(before.authors, after.authors)
    return found


def _authors(before: Sequence[Person], after: Sequence[Person]) -> list[str]:
    if len(before) == len(after) and all(
        same_words(a.name, b.name) for a, b in zip(before, after, strict=True)
    ):
        return [each for a, b in zip(before, after, strict=True) for each in _person(a, b)]
    left = list(before)
    added: list[str] = []
    order: list[int] = []
    for person in after:
        known = next((each for each in left if same_words(each.name, person.name)), None)
        if known is None:
            added.append(person.name)
        else:
            left.remove(known)
            order.append(next(n for n, each in enumerate(before) if each is known))
    found = []
    if added:
        found.append(f"authors added: {'; '.join(added)}")
    if left:
        found.append(f"authors removed: {'; '.join(person.name for person in left)}")
    if order != sorted(order):
        found.append("authors in another order")
    return found or ["the list of authors is another"]


def _person(before: Person, after: Person) -> list[str]:
    """What makes somebody another person, the printed name being the same."""
    found = []
    if before.email.casefold() != after.email.casefold():
        found.append(f"another e-mail address for {after.name}")
    if before.orcid and before.orcid != after.orcid:
        found.append(f"another ORCID for {after.name}")
    for part in ("given", "family"):
        was, is_now = getattr(before, part), getattr(after, part)
        if was and not same_words(was, is_now):
            found.append(f"another {part} name for {after.name}")
    return found


def others(before: Sequence[Person], after: Sequence[Person]) -> list[int]:
    """Places, from 1, of ``before`` where now somebody else stands, or nobody: their links end."""
    places = []
    for place, person in enumerate(before, 1):
        now = after[place - 1] if place <= len(after) else None
        if now is None or not (
            same_words(person.name, now.name) or (person.email and person.email == now.email)
        ):
            places.append(place)
    return places
