"""Files under the wrong paper: the same bytes or words twice, or another paper's title on the first page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from colophon.assembly.domain.inputs import LeftOut, PaperInput

_WORDS = 200
"""Letters a first page must have before two that agree count as the same text."""
_TITLE = 20
"""Letters a title must have before it is looked for on other papers."""
_HEAD = 1200
"""Letters of the first page among which a title stands."""
OWN = "Upload each paper's own file."


def same_file(papers: Iterable[PaperInput]) -> tuple[LeftOut, ...]:
    """Papers that hold the bytes of another one before them."""
    seen: dict[str, PaperInput] = {}
    out = []
    for item in papers:
        first = seen.setdefault(item.sha256, item)
        if first is not item:
            reason = f"the same file as {first.paper.id} “{first.paper.title}”"
            out.append(LeftOut(item.paper.id, item.paper.title, reason, OWN))
    return tuple(out)


def mixed_up(papers: Iterable[PaperInput], texts: Mapping[str, str]) -> tuple[LeftOut, ...]:
    """Papers with another's words or title. ``texts``: paper id → text of its first page.

    The first page alone is compared, letters and digits only: a file saved again, or set with other
    hyphens, still says the same.
    """
    items = [item for item in papers if item.paper.id in texts]
    pages = {item.paper.id: _letters(texts[item.paper.id]) for item in items}
    titles = {item.paper.id: _letters(item.paper.title) for item in items}
    seen: dict[str, PaperInput] = {}
    out = []
    for item in items:
        pid, page = item.paper.id, pages[item.paper.id]
        first = seen.setdefault(page, item) if len(page) >= _WORDS else item
        if first is not item and first.sha256 != item.sha256:
            reason = f"the same text as {first.paper.id} “{first.paper.title}”"
            out.append(LeftOut(pid, item.paper.title, reason, OWN))
        if titles[pid] in page[:_HEAD]:
            continue
        for other in items:
            title = titles[other.paper.id]
            if other is not item and len(title) >= _TITLE and title in page[:_HEAD]:
                reason = f"its first page bears the title of {other.paper.id} “{other.paper.title}”"
                remedy = "Upload the paper's own file, or correct the registered title."
                out.append(LeftOut(pid, item.paper.title, reason, remedy))
                break
    return tuple(out)


def _letters(text: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFKD", text).casefold() if ch.isalnum())
