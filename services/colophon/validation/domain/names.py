"""Registered authors against a first page: who is missing, extra, misspelt, out of order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from colophon.common.domain.profile import Level
from colophon.validation.domain.layout import Placed
from colophon.validation.domain.words import fold, squash, words

_PARTICLES = {
    "van",
    "von",
    "de",
    "der",
    "den",
    "la",
    "le",
    "del",
    "da",
    "di",
    "dos",
    "du",
    "el",
    "al",
    "bin",
    "ter",
    "y",
}
_MARKS = re.compile(r"[*∗†‡§¶‖#✉]|(?<=[a-z])\d+(?:,\d+)*|[\u2070-\u209f¹²³]|\b\d\b")


@dataclass(frozen=True, slots=True)
class Match:
    """What differs. ``near``: written otherwise than registered, but surely meant."""

    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    extra_level: Level = "warning"
    near: tuple[str, ...] = ()
    order: bool = False


def match_authors(names: Sequence[str], block: Sequence[Placed], page: Sequence[str]) -> Match:
    """``block``: lines between title and abstract; ``page``: all lines of page 1, where names may wrap."""
    texts = [p.text for p in block]
    joined = squash(" ".join(texts))
    whole = squash(" ".join(page))
    missing, near, places = [], [], []
    for name in names:
        at = _find(name, joined)
        if at is None and not block:
            at = _find(name, whole)
        if at is not None:
            places.append(at)
            continue
        close = _close(name, texts)
        if close:
            near.append(f"“{close}” for {name}")
        else:
            missing.append(name)
    extra = _extra(names, block) if block else []
    return Match(
        tuple(missing),
        tuple(extra),
        "error" if extra and not missing and len(extra) <= 3 else "warning",
        tuple(near),
        places != sorted(places) and not _side_by_side(names, block),
    )


def _find(name: str, text: str) -> int | None:
    """Where a name stands: as registered, family name first, or with initials for given names."""
    parts = words(name)
    if not parts:
        return 0
    forms = [squash(name), "".join(parts[1:] + parts[:1]), "".join(parts[-1:] + parts[:-1])]
    if len(parts) > 2:
        middle = [p for p in parts[1:-1] if p not in _PARTICLES]
        # Middle names may be dropped or cut to an initial on either side.
        forms.append(parts[0] + "".join(p for p in parts[1:-1] if p in _PARTICLES) + parts[-1])
        forms.append(parts[0] + "".join(p if p in _PARTICLES else p[0] for p in parts[1:-1]) + parts[-1])
        del middle
    for form in forms:
        at = text.find(form)
        if at >= 0 and len(form) >= 4:
            return at
    return None


def _close(name: str, texts: Sequence[str]) -> str:
    """A name of the block that is written a little otherwise: initials, a letter, a lost accent."""
    wanted = squash(name)
    parts = words(name)
    for text in texts:
        for piece in _pieces(text):
            flat = squash(piece)
            if not flat:
                continue
            got = words(piece)
            initials = (
                len(got) >= 2
                and len(parts) >= 2
                and got[-1] == parts[-1]
                and (got[0] == parts[0][0] or parts[0] == got[0][0] or got[0] == parts[0])
            )
            if initials or (
                abs(len(flat) - len(wanted)) <= 2 and SequenceMatcher(None, flat, wanted).ratio() >= 0.86
            ):
                return piece.strip()
    return ""


def _pieces(text: str) -> list[str]:
    """Single names of a line such as “A. Bee*, C. Dee, and E. Eff”."""
    bare = _MARKS.sub("", text)
    return [p.strip(" .,;") for p in re.split(r",|;|\band\b|&|·|•|\s{3,}", bare) if p.strip(" .,;")]


_NOT_A_NAME = re.compile(
    r"univ|inst|depart|dept|school|college|laborator|\blab\b|center|centre|corp|\binc\b|\bltd\b|gmbh|@|http|www|\d|research|"
    r"facult|academ|national|technolog|ministry|group|division|state|city|usa|\buk\b|orcid|author|equal|contribut|abstract|member|"
    r"agency|council|foundation|hospital|computing|science|engineering|system|company|labs\b|college|polytech|email|e-mail",
    re.IGNORECASE,
)


def _extra(names: Sequence[str], block: Sequence[Placed]) -> list[str]:
    """Lines set like a registered author's that name nobody registered."""
    known = [squash(n) for n in names]
    styles = {
        (round(p.line.size, 1), p.line.font)
        for p in block
        if any(k and k in squash(p.text) for k in known) and not _NOT_A_NAME.search(fold(p.text))
    }
    others = {
        (round(p.line.size, 1), p.line.font)
        for p in block
        if _NOT_A_NAME.search(fold(p.text)) and not any(k in squash(p.text) for k in known)
    }
    out = []
    for placed in block:
        if (round(placed.line.size, 1), placed.line.font) not in styles - others:
            continue
        for piece in _pieces(placed.text):
            got = words(piece)
            if not 2 <= len(got) <= 5 or _NOT_A_NAME.search(fold(piece)) or not piece[:1].isupper():
                continue
            if any(squash(piece) in k or k in squash(piece) for k in known) or _registered(piece, names):
                continue
            out.append(piece)
    return out


def _registered(piece: str, names: Sequence[str]) -> bool:
    return any(_find(name, squash(piece)) is not None or _close(name, [piece]) for name in names)


def _side_by_side(names: Sequence[str], block: Sequence[Placed]) -> bool:
    """Whether the order is right when the block is read row by row instead of column by column."""
    rows = sorted(block, key=lambda p: (-round(p.line.baseline / 4), p.line.box[0]))
    text = squash(" ".join(p.text for p in rows))
    places = [at for at in (_find(name, text) for name in names) if at is not None]
    return places == sorted(places)
