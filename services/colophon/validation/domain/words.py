"""Comparing text as people do: without case, accents, ligatures, hyphens and blanks."""

from __future__ import annotations

import functools
import re
import unicodedata
from difflib import SequenceMatcher

_SPECIAL = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ŋ": "n", "ħ": "h", "Ħ": "H",
    }
)  # fmt: skip
_TEX = re.compile(r"\\[a-zA-Z]+\s*|[{}$\\]")
_NOT_ALNUM = re.compile(r"[^a-z0-9]+")


@functools.lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case without accents and ligatures; blanks and punctuation stay."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.translate(_SPECIAL))
    return "".join(c for c in text if not unicodedata.combining(c)).casefold()


@functools.lru_cache(maxsize=20_000)
def squash(text: str) -> str:
    """Only a–z and 0–9: what text extraction never gets wrong."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_SPECIAL)).encode("ascii", "ignore").decode()
    return _NOT_ALNUM.sub("", text.lower())


def words(text: str) -> list[str]:
    """Folded words of letters and digits."""
    return [word for word in _NOT_ALNUM.split(fold(text)) if word]


def untex(text: str) -> str:
    """A registered title without TeX's commands and braces."""
    return _TEX.sub("", text.replace("~", " ").replace("--", "-"))


def likeness(a: str, b: str) -> float:
    """0 to 1: how alike two texts are once squashed."""
    left, right = squash(untex(a)), squash(untex(b))
    if left == right:
        return 1.0
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def join_lines(lines: list[str]) -> str:
    """Lines as one text, words divided at a line's end put together."""
    out = ""
    for line in lines:
        if out.endswith("-") and line[:1].islower():
            out = out[:-1] + line
        else:
            out = f"{out} {line}" if out else line
    return out
