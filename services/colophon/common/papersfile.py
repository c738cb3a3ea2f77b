"""``papers.csv`` → accepted papers: no cell is lost, no encoding guessed.

It may come from a spreadsheet: UTF-8 with or without a mark or UTF-16; commas, semicolons or tabs between
the cells; columns in any order. ``id``, ``title`` and ``authors`` must be there. Columns it does not know
are kept in ``Paper.extra`` under their own heading.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from colophon.common.domain import names
from colophon.common.domain.venue import DECLARED, Paper, Person
from colophon.common.mistakes import Mistake, closest

COLUMNS = (
    "id", "title", "authors", "affiliations", "countries", "emails", "orcids",
    "session", "category", "keywords", "abstract", "doi", "file",
)  # fmt: skip
REQUIRED = ("id", "title", "authors")
ALIASES = {
    **dict.fromkeys(("#", "paper", "paper id", "paper #", "paperid", "pid", "number", "submission id"), "id"),
    "paper title": "title",
    **dict.fromkeys(("author", "author names", "author list"), "authors"),
    **dict.fromkeys(("affiliation", "author affiliations", "institution", "institutions"), "affiliations"),
    "country": "countries",
    **dict.fromkeys(("email", "e-mail", "e-mails", "email addresses", "author emails"), "emails"),
    "orcid": "orcids",
    "keyword": "keywords",
    **dict.fromkeys(("paper category", "paper type"), "category"),
    "artifacts": "artifact",
    "badge": "badges",
    "ai use": "ai_use",
}
"""Headings of other systems' exports, in lower case."""
_SAVE_AS = "save it again as UTF-8; in Excel: Save As, 'CSV UTF-8 (Comma delimited)'"
_MOJIBAKE = re.compile(r"Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf˜™œ“”¢]")
"""UTF-8 once read as Windows-1252: ``Å‚``-like pairs that no name has."""
_EMAIL = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[^@\s;,]+")
_BREAKS = re.compile(r"\s+")
_CATEGORY = 63
"""Letters that a category may have."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row of ``papers.csv``."""

    paper: Paper
    file: Path | None
    """The PDF below ``papers/``, or beside ``papers.csv``; None where the row names none. Whether it is
    there is for the caller to see."""
    line: int
    """Where the row starts in ``papers.csv``, from 1."""


def read_papers(path: Path, pdfs: Path, sessions: set[str] | None, mistakes: list[Mistake]) -> list[PaperRow]:
    """The rows in their order; what is wrong is added to ``mistakes``. ``sessions`` None: not judged."""
    text = _decode(path, mistakes)
    return [] if text is None else read_text(text, path, pdfs, sessions, mistakes)


def read_text(
    text: str, path: Path, pdfs: Path | None, sessions: set[str] | None, mistakes: list[Mistake]
) -> list[PaperRow]:
    """As read_papers, of a text at hand; ``pdfs`` None: the column ``file`` is passed over."""
    table = list(_records(path, text, mistakes))
    if not table:
        mistakes.append(
            Mistake(path, None, "is empty", f"the first line names the columns: {','.join(COLUMNS)}")
        )
        return []
    (first_line, header), *body = table
    columns = _columns(path, first_line, header, mistakes)
    if columns is None:
        return []
    reader = _Rows(path, pdfs, sessions, columns, mistakes)
    return [row for line, cells in body if (row := reader.row(line, cells)) is not None]


def _decode(path: Path, mistakes: list[Mistake]) -> str | None:
    """The text; a file in an old encoding is refused with the line, since its letters would be a guess."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        mistakes.append(Mistake(path, None, f"cannot be read: {error.strerror}"))
        return None
    utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = raw.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        piece = raw[max(0, error.start - 12) : error.start + 13].decode("cp1252", "replace")
        told = f"not UTF-8 near {_BREAKS.sub(' ', piece)!r}"
        mistakes.append(Mistake(path, line, told, _SAVE_AS))
        return None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        mistakes.append(Mistake(path, line, "holds zero bytes: not a text file", _SAVE_AS))
        return None
    return text


def _records(path: Path, text: str, mistakes: list[Mistake]) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line where each starts; blank rows are passed over."""
    heading = text.lstrip("\r\n").splitlines()[0] if text.strip() else ""
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    csv.field_size_limit(1_000_000)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            remedy = 'a cell with a quote or a line break stands in "…", quotes inside it doubled'
            mistakes.append(Mistake(path, start, f"the row cannot be read: {error}", remedy))
            return
        if any(cell.strip() for cell in cells):
            yield start, cells
        start = reader.line_num + 1


def _columns(path: Path, line: int, header: list[str], mistakes: list[Mistake]) -> list[str] | None:
    """The columns' names, known ones in lower case; None where the table cannot be read by them."""
    out: list[str] = []
    before = len(mistakes)
    for number, cell in enumerate(header, 1):
        name = _BREAKS.sub(" ", cell).strip()
        folded = name.casefold()
        known = ALIASES.get(folded, folded if folded in (*COLUMNS, *DECLARED) else name)
        guess = None if known in (*COLUMNS, *DECLARED) else closest(name, COLUMNS)
        if guess and guess not in (one.strip().casefold() for one in header):
            mistakes.append(Mistake(path, line, f"unknown column {name!r}", f"did you mean {guess!r}?"))
        if known and known in out:
            mistakes.append(Mistake(path, line, f"column {name!r} is there twice", "rename or remove one"))
        out.append(known or f"column {number}")
    for name in REQUIRED:
        if name not in out and not any(closest(one, [name]) for one in out):
            have = ", ".join(out)
            mistakes.append(Mistake(path, line, f"no column {name!r}", f"add it; there are: {have}"))
    return out if len(mistakes) == before else None


class _Rows:
    """Turns cells into papers, row by row."""

    def __init__(
        self,
        path: Path,
        pdfs: Path | None,
        sessions: set[str] | None,
        columns: list[str],
        mistakes: list[Mistake],
    ) -> None:
        self.path, self.pdfs, self.sessions = path, pdfs, sessions
        self.columns, self.mistakes = columns, mistakes
        self.lines: dict[str, int] = {}
        """Line by id, ignoring case."""
        self.order = 0

    def row(self, line: int, cells: list[str]) -> PaperRow | None:
        """One paper, or None where the row is wrong."""
        before = len(self.mistakes)
        wide = [cell for cell in cells[len(self.columns) :] if cell.strip()]
        if wide:
            told = f"{len(cells)} cells, but the first line names {len(self.columns)} columns"
            self._wrong(
                line,
                f"{told}: {wide[0][:40]!r} belongs to none",
                'put a cell that holds the separator in "…"',
            )
        elif len(cells) < len(self.columns):
            told = f"{len(cells)} cells, but the first line names {len(self.columns)} columns"
            self._wrong(line, told, "add the empty cells, or look for a quote that is not closed")
        if len(self.mistakes) > before:
            return None
        cell = {
            name: self._clean(line, name, value) for name, value in zip(self.columns, cells, strict=False)
        }
        paper_id = self._id(line, cell)
        if not cell["title"]:
            self._wrong(line, "no title", "give the accepted title")
        authors = self._people(line, cell)
        session = cell.get("session", "")
        if session and self.sessions is not None and session not in self.sessions:
            have = ", ".join(sorted(self.sessions)) or "none"
            self._wrong(line, f"no session {session!r} in venue.toml", f"there are: {have}")
        category = cell.get("category", "")
        if len(category) > _CATEGORY:
            self._wrong(line, f"category: {category[:40]!r}… is too long", f"at most {_CATEGORY} letters")
        file = self._file(line, cell.get("file", ""))
        if len(self.mistakes) > before:
            return None
        extra = {name: value for name, value in cell.items() if name not in COLUMNS and value}
        keywords = tuple(word for word in _split(cell.get("keywords", "")) if word)
        paper = Paper(
            paper_id, cell["title"], authors, session, cell.get("abstract", ""), keywords,
            cell.get("doi", ""), self.order, category=category, extra=extra,
        )  # fmt: skip
        self.order += 1
        return PaperRow(paper, file, line)

    def _wrong(self, line: int, message: str, remedy: str = "") -> None:
        self.mistakes.append(Mistake(self.path, line, message, remedy))

    def _clean(self, line: int, column: str, value: str) -> str:
        """One line of text; letters that an earlier wrong encoding spoiled are told, not carried on."""
        if "\ufffd" in value or (_MOJIBAKE.search(value)):
            self._wrong(
                line, f"{column}: spoiled letters in {value.strip()[:60]!r}", f"mend them, then {_SAVE_AS}"
            )
        value = _BREAKS.sub(" ", value).strip()
        if any(not (char.isprintable() or char in "\u200b\u200c\u200d\u00ad") for char in value):
            self._wrong(line, f"{column}: holds a control character: {value[:60]!r}", "type the cell anew")
        return value

    def _id(self, line: int, cell: dict[str, str]) -> str:
        paper_id = cell["id"]
        if not names.PAPER_ID.fullmatch(paper_id):
            told = f"{paper_id!r} is no paper id" if paper_id else "no id"
            self._wrong(line, told, "use A-Z, a-z, 0-9, '_' and '-', at most 63, as in ws_tpc101 or 7")
            return paper_id
        first = self.lines.setdefault(paper_id.casefold(), line)
        if first != line:
            told = f"id {paper_id!r} is on line {first} too (upper and lower case count as the same)"
            self._wrong(line, told, "give each paper its own id")
        return paper_id

    def _people(self, line: int, cell: dict[str, str]) -> tuple[Person, ...]:
        people = _split(cell["authors"])
        if not any(people):
            self._wrong(line, "no authors", "write the names with '; ' between: Ada Lovelace; Alan Turing")
            return ()
        if not all(people):
            self._wrong(
                line, f"an author without a name: {cell['authors'][:80]!r}", "one '; ' between two names"
            )
        affiliations = self._each(line, "affiliations", cell, len(people), alone="all")
        countries = self._each(line, "countries", cell, len(people), alone="all")
        emails = self._each(line, "emails", cell, len(people), alone="first")
        orcids = self._each(line, "orcids", cell, len(people), alone="first")
        for email in emails:
            if email and not _EMAIL.fullmatch(email):
                self._wrong(
                    line, f"emails: {email!r} is no e-mail address", "name@example.org, '; ' between two"
                )
        return tuple(
            Person(name, affiliation, country, email, orcid)
            for name, affiliation, country, email, orcid in zip(
                people, affiliations, countries, emails, orcids, strict=True
            )
        )

    def _each(self, line: int, column: str, cell: dict[str, str], authors: int, alone: str) -> list[str]:
        """One value an author. A lone one is everybody's (``all``) or the first author's (``first``)."""
        values = _split(cell.get(column, ""))
        if len(values) == 1:
            return values * authors if alone == "all" else [*values, *[""] * (authors - 1)]
        if len(values) != authors:
            remedy = "one for each author in their order, '; ' between (it may be empty); or just one"
            self._wrong(line, f"{column}: {len(values)} for {authors} authors", remedy)
            return [""] * authors
        return values

    def _file(self, line: int, name: str) -> Path | None:
        if not name or self.pdfs is None:
            return None
        inner = PurePosixPath(name.replace("\\", "/"))
        if inner.is_absolute() or ".." in inner.parts or ":" in name:
            self._wrong(line, f"file: {name!r} is not inside {self.pdfs.name}/", "give the file's name alone")
            return None
        here = (self.pdfs / inner, self.path.parent / inner)
        return next((path for path in here if path.is_file()), here[0])


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";")]
