"""Citations written as BibTeX by bibtexparser 2, read back and compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

import bibtexparser
from bibtexparser import BibtexFormat, Library
from bibtexparser.model import Entry, Field
from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexencode import UnicodeToLatexEncoder

from colophon.assembly.domain.citations import Citation, bibtex_name

_ENCODER = UnicodeToLatexEncoder(
    replacement_latex_protection="braces-all", unknown_char_policy="keep", unknown_char_warning=False
)
_TYPED = {
    "–": "{--}", "—": "{---}", "‘": "{`}", "’": "{'}", "“": "{``}", "”": "{''}", "\u00a0": "~", "'": "'",
    "…": r"{\ldots}", "‐": "-", "‑": "-",
}  # fmt: skip
"""Punctuation as LaTeX writers type it; it need not read back as the same character."""
_PLAIN = frozenset(" .,:;()[]/+=!?*|-")
"""ASCII marks that mean themselves."""
_MARKED = re.compile(r"[\\{}$%&#~^_`'\u00a0]|--")
"""In a text without any of these nothing is spelt."""
_CAPITALS = re.compile(r"(?<![\w{\\])(\w*[A-ZÀ-ÖØ-Þ]\w*[A-ZÀ-ÖØ-Þ0-9]\w*|\w*[0-9]\w*[A-ZÀ-ÖØ-Þ]\w*)(?![\w}])")


class BrokenBibtex(Exception):
    """What was written does not read back as what was meant."""


def latex(text: str, unicode: bool = False) -> str:
    """Text as LaTeX spells it; letters LaTeX has no sure spelling for stay as they are.

    ``unicode``: only what LaTeX would take for a command is spelt.
    """
    composed = unicodedata.normalize("NFC", text)
    if unicode:
        return "".join(_spelt(ch) if ch.isascii() else ch for ch in composed)
    return "".join(_spelt(ch) for ch in composed)


@cache
def _spelt(ch: str) -> str:
    """One character; itself when its spelling would read back as another."""
    if ch.isascii() and (ch.isalnum() or ch in _PLAIN):
        return ch
    if ch in _TYPED:
        return _TYPED[ch]
    spelt = str(_ENCODER.unicode_to_latex(ch))
    return spelt if spelt == ch or _plain(spelt) == ch else ch


def write(citations: Iterable[Citation], unicode: bool = False) -> str:
    """A BibTeX file, for LaTeX alone or (``unicode``) for biber and reference managers.

    Raises BrokenBibtex when it does not read back. BibTeX wants a volume behind the papers that refer to it:
    give the citations in that order.
    """
    citations = list(citations)
    try:
        library = Library([_entry(citation, unicode) for citation in citations])
    except ValueError as error:
        raise BrokenBibtex("two entries share a key") from error
    layout = BibtexFormat()
    layout.indent = "  "
    layout.block_separator = "\n"
    text = bibtexparser.write_string(library, bibtex_format=layout, unparse_stack=[])
    check(text, citations)
    return text


def check(text: str, citations: Iterable[Citation]) -> None:
    """Read a file back and compare it with what it was made from; raises BrokenBibtex."""
    library = bibtexparser.parse_string(text)
    if library.failed_blocks:
        raise BrokenBibtex(f"{len(library.failed_blocks)} entries do not parse")
    found = {entry.key: entry for entry in library.entries}
    wanted = {citation.key: citation for citation in citations}
    if set(found) != set(wanted):
        raise BrokenBibtex(f"keys differ: {sorted(set(found) ^ set(wanted))}")
    for key, citation in wanted.items():
        fields = {name: field.value for name, field in found[key].fields_dict.items()}
        for name, value in citation.fields.items():
            got = fields.get(name, "")
            if name in citation.verbatim:
                if got != value:
                    raise BrokenBibtex(f"{key}: {name} reads back as {got!r}")
            elif (plain := _plain(got)) != _plain(latex(value)):
                raise BrokenBibtex(f"{key}: {name} reads back as {got!r}")
            elif name == "title" and _letters(plain) != _letters(value):
                raise BrokenBibtex(f"{key}: the title reads back as {plain!r}")


def _entry(citation: Citation, unicode: bool) -> Entry:
    fields = [
        Field(role, "{" + " and ".join(_name(bibtex_name(p), unicode) for p in people) + "}")
        for role, people in citation.people.items()
    ]
    for name, value in citation.fields.items():
        spelt = value if name in citation.verbatim else latex(value, unicode)
        if name in ("title", "booktitle"):
            spelt = protect(value, unicode)
        fields.append(Field(name, "{" + spelt + "}"))
    fields += [Field(name, value) for name, value in citation.macros.items()]
    return Entry(citation.kind, citation.key, fields)


def protect(title: str, unicode: bool = False) -> str:
    """A title in LaTeX with braces around words that a style must not put in small letters."""
    return " ".join(
        "{" + latex(word, unicode) + "}" if _CAPITALS.search(word) else latex(word, unicode)
        for word in title.split()
    )


def _name(name: str, unicode: bool) -> str:
    """A name in LaTeX; ``and`` inside it is put in braces, or it would be two people."""
    return re.sub(r"(?<=\s)and(?=\s)", "{and}", latex(name, unicode))


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """What LaTeX text says."""
    if not _MARKED.search(text):
        return unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", _reader().latex_to_text(text)).replace("\u00a0", " ")


@cache
def _reader() -> LatexNodes2Text:
    return LatexNodes2Text()


def _letters(text: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFC", text) if ch.isalnum())
