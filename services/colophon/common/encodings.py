"""Text of a file in whatever encoding: said by a mark or the sender, else UTF-8, else guessed and told."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LATIN = ("cp1252", "cp1250", "iso8859_15", "iso8859_2", "mac_roman")
"""What spreadsheets write where it is not UTF-8, likelier ones first; a tie goes to the likelier."""
_ODD = 0.2
"""Share of odd letters above which a text is not Latin."""


class Undecodable(ValueError):
    """Bytes that are not text in the encoding named; ``line`` is where that shows."""

    def __init__(self, charset: str, line: int, near: str) -> None:
        super().__init__(f"not {charset} near {near!r}")
        self.charset, self.line = charset, line


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text."""

    text: str
    charset: str
    guessed: bool
    """Nobody said so: names are to be looked at."""


def decode(raw: bytes, charset: str = "") -> Decoded:
    """The text of a file; ``charset`` where the sender knows it. Raises Undecodable."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return Decoded(_strictly(raw, name), name, guessed=False)
    if charset:
        try:
            name = codecs.lookup(charset).name
        except LookupError:
            raise Undecodable(charset, 1, "an encoding of this name is not known") from None
        return Decoded(_strictly(raw, name), name, guessed=False)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(raw)
    if "\x00" in text:
        return _guessed(raw)
    return Decoded(text, "utf-8", guessed=False)


def _strictly(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset)
    except UnicodeDecodeError as error:
        near = raw[max(0, error.start - 12) : error.start + 13].decode("latin-1")
        raise Undecodable(charset, raw.count(b"\n", 0, error.start) + 1, near) from None


def _guessed(raw: bytes) -> Decoded:
    if b"\x00" in raw:
        wide = "utf-16-be" if raw[:200:2].count(0) > raw[1:200:2].count(0) else "utf-16-le"
        text = _strictly(raw, wide)
        if "\x00" in text:
            raise Undecodable("text", text.count("\n", 0, text.index("\x00")) + 1, "zero bytes")
        return Decoded(text, wide, guessed=True)
    best: tuple[int, str, str] | None = None
    for name in _LATIN:
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        odd = _odd(text)
        if best is None or odd < best[0]:
            best = (odd, name, text)
    foreign = sum(byte > 127 for byte in raw)
    if best is not None and best[0] <= _ODD * foreign:
        return Decoded(best[2], best[1], guessed=True)
    found = from_bytes(raw).best()
    if found is None:
        raise Undecodable("text", 1, "no encoding fits")
    return Decoded(str(found), found.encoding, guessed=True)


_WORD = re.compile(r"[^\s,;\"'().:!?/-]+")
_PUNCTUATION = set("–—‘’“”„«»…§°·•€")


def _odd(text: str) -> int:
    """How many letters stand where no language puts them: a wrong reading has many, the right one none."""
    odd = 0
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        if len(word) > 2 and not any(char.isascii() and char.isalpha() for char in word):
            odd += len(word)  # Every Latin language has plain letters in a word.
        for before, char in zip(" " + word, word, strict=False):
            if char.isascii():
                continue
            symbol = not char.isalpha() and char not in _PUNCTUATION
            inside = before.isalpha() and (char in _PUNCTUATION and char not in "’–—")
            raised = before.islower() and char.isupper()
            odd += symbol or inside or raised
    return odd
