"""HotCRP's JSON of papers → accepted papers. Search, select, Download, "JSON"."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from colophon.common.domain.venue import Paper, Person
from colophon.common.mistakes import Mistake
from colophon.common.papersfile import PaperRow

_NOT_ACCEPTED = re.compile(r"reject|declin|withdraw|desk|draft|undecided|unspecified", re.IGNORECASE)
_PID = re.compile(r'"pid"\s*:')


def read_hotcrp(text: str, path: Path, mistakes: list[Mistake], remarks: list[str]) -> list[PaperRow]:
    """The papers in the list's order; what is wrong is added to ``mistakes``, what to look at to ``remarks``.

    Papers whose decision is no acceptance, or that were withdrawn, are passed over and told.
    """
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        remedy = "download it from HotCRP again: search, select the papers, Download, JSON"
        mistakes.append(Mistake(path, error.lineno, f"not JSON: {error.msg}", remedy))
        return []
    papers = found.get("papers") if isinstance(found, dict) and "papers" in found else found
    papers = [papers] if isinstance(papers, dict) else papers
    if not isinstance(papers, list) or not all(isinstance(each, dict) for each in papers):
        mistakes.append(Mistake(path, 1, "not a list of papers", "HotCRP's JSON is [{…}, {…}]"))
        return []
    lines = _lines(text, len(papers))
    rows: list[PaperRow] = []
    seen: dict[str, int] = {}
    passed_over = []
    for line, item in zip(lines, papers, strict=True):
        decision = str(item.get("decision") or item.get("status") or "")
        if item.get("withdrawn") or _NOT_ACCEPTED.search(decision):
            passed_over.append(f"{item.get('pid', '?')} ({decision or 'withdrawn'})")
            continue
        before = len(mistakes)
        paper = _paper(path, line, item, len(rows), mistakes)
        first = seen.setdefault(paper.id.casefold(), line)
        if first != line:
            told = f"pid {paper.id} is on line {first} too"
            mistakes.append(Mistake(path, line, told, "give each paper its own id"))
        if len(mistakes) == before:
            rows.append(PaperRow(paper, None, line))
    if passed_over:
        remarks.append(f"passed over, not accepted: {', '.join(passed_over)}")
    return rows


def _lines(text: str, count: int) -> list[int]:
    """The line of each paper's pid; 1 where they cannot be told apart."""
    found = [text.count("\n", 0, match.start()) + 1 for match in _PID.finditer(text)]
    return found if len(found) == count else [1] * count


def _paper(path: Path, line: int, item: dict[str, Any], order: int, mistakes: list[Mistake]) -> Paper:
    pid = item.get("pid", item.get("id", ""))
    if pid in ("", None):
        mistakes.append(Mistake(path, line, "a paper without a pid", "HotCRP gives one to every paper"))
    if not str(item.get("title") or "").strip():
        mistakes.append(Mistake(path, line, f"paper {pid}: no title", "give the accepted title"))
    authors = tuple(_person(each) for each in item.get("authors") or () if isinstance(each, dict))
    if not authors:
        remedy = "download it as somebody who sees the authors"
        mistakes.append(Mistake(path, line, f"paper {pid}: no authors", remedy))
    for place, author in enumerate(authors, 1):
        if not author.name:
            told = f"paper {pid}: author {place} has no name"
            mistakes.append(Mistake(path, line, told, "HotCRP has only an e-mail address: give the name"))
    return Paper(
        str(pid),
        _one_line(item.get("title")),
        authors,
        abstract=_one_line(item.get("abstract")),
        keywords=_words(item.get("keywords")),
        order=order,
    )


def _person(item: dict[str, Any]) -> Person:
    given = _one_line(item.get("given_name", item.get("first")))
    family = _one_line(item.get("family_name", item.get("last")))
    name = f"{given} {family}".strip() or _one_line(item.get("name"))
    return Person(
        name,
        affiliation=_one_line(item.get("affiliation")),
        country=_one_line(item.get("country")),
        email=_one_line(item.get("email")),
        orcid=_one_line(item.get("orcid")),
        given=given,
        family=family,
    )


def _words(value: Any) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else re.split(r"[;,]", str(value or ""))
    return tuple(word for each in parts if (word := _one_line(each)))


def _one_line(value: Any) -> str:
    return " ".join(str(value or "").split())
