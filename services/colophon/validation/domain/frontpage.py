"""The first page's parts: title, the block of authors, abstract, keywords."""

from __future__ import annotations

import re
from dataclasses import dataclass

from colophon.common.domain.findings import Box
from colophon.validation.domain.facts import Facts
from colophon.validation.domain.layout import Layout, Placed
from colophon.validation.domain.words import join_lines, squash

_ABSTRACT = re.compile(r"^\s*A\s?bstract\s*($|[—–:.\-]|\s)|^\s*A\s?BSTRACT\b|^\s*Summary\s*$")
_KEYWORDS = re.compile(
    r"^\s*(?:index\s*terms|key\s?-?\s?words?(?:\s*and\s*phrases)?|author keywords"
    r"|additional key\s?words.*)\s*($|[—–:.\-]|\s)",
    re.IGNORECASE,
)
_CCS = re.compile(r"^\s*ccs\s*concepts\b", re.IGNORECASE)
_FIRST_SECTION = re.compile(r"^\s*(?:(?:1|I)[.:)]?\s*)?I\s?NTRODUCTION\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What was found on the first page; empty or None where it was not."""

    title: str = ""
    title_box: Box | None = None
    title_size: float = 0.0
    authors: tuple[Placed, ...] = ()
    """Lines between title and abstract."""
    abstract: str = ""
    abstract_box: Box | None = None
    has_abstract: bool = False
    keywords: str = ""
    has_keywords: bool = False
    has_ccs: bool = False
    low: float = 0.0
    """Where the block of authors ends and the columns begin: points from the sheet's foot."""


def read(facts: Facts, layout: Layout) -> FrontPage:
    """Find the parts by size and words; nothing on an unusual page is an empty part, not an error."""
    lines = layout.page(1)
    if not lines:
        return FrontPage()
    page = facts.pages[0]
    height = page.height / page.user_unit
    top = [p for p in lines if p.line.baseline > 0.45 * height and len(squash(p.text)) > 1]
    title = _title(top, layout)
    abstract_at = next((i for i, p in enumerate(lines) if _ABSTRACT.match(p.text)), None)
    keywords_at = next((i for i, p in enumerate(lines) if _KEYWORDS.match(p.text)), None)
    intro_at = next((i for i, p in enumerate(lines) if _FIRST_SECTION.match(p.text)), None)
    ends = [i for i in (abstract_at, keywords_at, intro_at) if i is not None]
    low_title = min((p.line.baseline for p in title), default=height)
    stop = min((lines[i].line.box[3] for i in ends), default=0.55 * height)
    # Over both columns: authors stand side by side above where the text begins.
    authors = tuple(p for p in lines if p not in title and stop - 2 < p.line.baseline < low_title)
    abstract = _text(lines, abstract_at, [i for i in (keywords_at, intro_at) if i is not None], _ABSTRACT)
    keywords = _text(lines, keywords_at, [i for i in (abstract_at, intro_at) if i is not None], _KEYWORDS)
    return FrontPage(
        title=join_lines([p.text for p in title]),
        title_box=_around(title),
        title_size=title[0].line.size if title else 0.0,
        authors=authors,
        abstract=abstract,
        abstract_box=lines[abstract_at].line.box if abstract_at is not None else None,
        has_abstract=abstract_at is not None,
        keywords=keywords,
        has_keywords=keywords_at is not None,
        low=stop,
        has_ccs=any(_CCS.match(p.text) for p in lines),
    )


def _title(top: list[Placed], layout: Layout) -> list[Placed]:
    """The largest type in the upper half, over as many lines as keep its size and stay together."""
    if not top:
        return []
    largest = max(p.line.size for p in top)
    if largest < layout.body_size + 1.0:
        return []
    found = sorted((p for p in top if p.line.size > largest - 0.8), key=lambda p: -p.line.baseline)
    out = found[:1]
    for one in found[1:]:
        if out[-1].line.baseline - one.line.baseline < 2.0 * largest:
            out.append(one)
    return out


def _text(lines: list[Placed], start: int | None, stops: list[int], label: re.Pattern[str]) -> str:
    """From a label to the next part or heading, the label removed; at most 60 lines."""
    if start is None:
        return ""
    end = min((s for s in stops if s > start), default=start + 60)
    own = lines[start : min(end, start + 60)]
    kept = [own[0]]
    for one in own[1:]:
        if one.gap_above > 2.2 and len(kept) > 1 and one.gap_above < 9:
            break
        if re.match(r"^\s*(ACM Reference Format|CCS Concepts|Permission to make)", one.text):
            break
        kept.append(one)
    text = join_lines([p.text for p in kept])
    return label.sub("", text, count=1).lstrip(" —–:.-")


def _around(lines: list[Placed]) -> Box | None:
    if not lines:
        return None
    boxes = [p.line.box for p in lines]
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
