"""Personal names: taken apart, put in order, spelt in ASCII. No locale."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Protocol

from colophon.common.domain.venue import Person

PARTICLES = frozenset(
    [
        "af", "al", "am", "an", "auf", "aus", "ben", "bin", "bint", "d'", "da", "dal", "dalla", "das", "de",
        "degli", "dei", "del", "della", "dem", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "het",
        "im", "la", "las", "le", "les", "lo", "los", "'t", "te", "ten", "ter", "til", "to", "tot", "van",
        "vom", "von", "vor", "y", "zu", "zum", "zur",
    ]
)  # fmt: skip
"""Words that, written small, belong to the family name that follows."""
SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])
FOLDED = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "đ": "d",
        "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L", "ı": "i", "ħ": "h", "Ħ": "H",
        "ŧ": "t", "Ŧ": "T", "ŋ": "ng", "Ŋ": "Ng", "ə": "e", "Ə": "E", "’": "'", "ʼ": "'", "‘": "'", "‐": "-",
    }
)  # fmt: skip
"""Letters that Unicode does not take apart into a base and a mark."""


class Order(Protocol):
    """The collation of a language."""

    def letters(self, text: str) -> bytes:
        """Sort key that sees which letters there are, not their accents or case."""
        ...

    def marks(self, text: str) -> bytes:
        """Sort key that also sees accents, then case."""
        ...


@dataclass(frozen=True, slots=True)
class Name:
    """``Olu van der Berg Jr``: given ``Olu``, particle ``van der``, family ``Berg``, suffix ``Jr``."""

    given: str
    particle: str
    family: str
    suffix: str = ""

    @property
    def inverted(self) -> str:
        """As an index prints it: ``Berg, Olu van der``."""
        rest = " ".join(part for part in (self.given, self.particle, self.suffix) if part)
        return f"{self.family}, {rest}" if rest else self.family


def split(person: Person) -> Name:
    """Take a name apart: by the registered family and given names where there are any, else by words.

    Words alone say: the last word is the family name, small particles before it belong to it, a name in
    one word or in Han, kana or hangul without a blank is a family name.
    """
    printed = " ".join(person.name.split())
    if person.family:
        words = person.family.split()
        particle, rest = _leading_particles(words)
        given = " ".join(person.given.split()) or _without(printed, person.family)
        return Name(given, " ".join(particle), " ".join(rest))
    if "," in printed and not _is_suffix(printed.split(",", 1)[1].strip()):
        family, given = (part.strip() for part in printed.split(",", 1))
        particle, rest = _leading_particles(family.split())
        return Name(given, " ".join(particle), " ".join(rest))
    words = printed.replace(",", " ").split()
    suffix = words.pop() if len(words) > 2 and _is_suffix(words[-1]) else ""
    if len(words) < 2:
        return Name("", "", " ".join(words), suffix)
    start = len(words) - 1
    for index in range(1, len(words) - 1):
        if words[index] in PARTICLES and all(word in PARTICLES for word in words[index:-1]):
            start = index
            break
    return Name(" ".join(words[:start]), " ".join(words[start:-1]), words[-1], suffix)


def ascii_letters(text: str) -> str:
    """A text without accents, in ASCII letters as far as Latin goes: ``Šimůnek`` → ``Simunek``."""
    plain = unicodedata.normalize("NFKD", text.translate(FOLDED))
    return "".join(ch for ch in plain if not unicodedata.combining(ch))


def sort_key(name: Name, order: Order) -> tuple[bytes, bytes, bytes, str]:
    """Place in an index: family name, then given name, whatever their accents and case; then those."""
    return (
        order.letters(name.family),
        order.letters(" ".join((name.given, name.particle, name.suffix))),
        order.marks(name.inverted),
        name.inverted,
    )


def initial(text: str, order: Order) -> str:
    """The heading an entry stands under: its first letter, without the accents that the language sorts
    under the plain letter."""
    for ch in unicodedata.normalize("NFC", text):
        if ch.isalpha():
            plain = ascii_letters(ch)[:1]
            alike = plain.isalpha() and order.letters(plain) == order.letters(ch)
            return (plain if alike else ch).upper()[:1]
    return "#"


def _leading_particles(words: list[str]) -> tuple[list[str], list[str]]:
    count = 0
    while count < len(words) - 1 and words[count] in PARTICLES:
        count += 1
    return words[:count], words[count:]


def _is_suffix(word: str) -> bool:
    return word.lower() in SUFFIXES


def _without(printed: str, family: str) -> str:
    return printed.removesuffix(family).strip() if printed.endswith(family) else ""
