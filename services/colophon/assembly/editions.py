"""The editions beside the volume: front matter alone, at a glance, cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from colophon.assembly import children
from colophon.assembly.cache import Cache, key
from colophon.assembly.digest import program
from colophon.assembly.render import cover, editions
from colophon.assembly.render.matter import Rendered
from colophon.assembly.render.styles import Sheet
from colophon.common import child
from colophon.common.domain.venue import Venue

FRONT_MATTER, AT_A_GLANCE, COVER = "front-matter.pdf", "at-a-glance.pdf", "cover.pdf"
_LIMITS = child.Limits(cpu=300, wall=400.0, memory=2 << 30, file_size=1 << 30)


@dataclass(frozen=True, slots=True)
class FirstPage:
    """A stamped paper, for the edition at a glance."""

    id: str
    path: Path
    title: str
    page: int
    """Printed number of its first page."""
    place: str
    """Where the whole paper is: an address, or the file's path beside this edition."""
    key: str
    """Of all that the stamped file is made from."""


class Broken(Exception):
    """An edition could not be made; says why."""


def make(
    folder: Path, venue: Venue, rendered: Rendered, sheet: Sheet, papers: Sequence[FirstPage],
    info: dict[str, Any], digest: list[Any], matter_key: str, draft: bool, cache: Cache,
) -> int:  # fmt: skip
    """Write all three into ``folder``; raises Broken. How many came from the cache."""
    job = {
        "matter": str(rendered.path),
        "front": rendered.front,
        "digest": digest,
        "sheet": (sheet.width, sheet.height),
        "info": info,
        "parts": [[mark.title, mark.page] for mark in rendered.bookmarks],
        "places": {paper.id: paper.place for paper in papers if paper.place},
    }
    told = key(program(), matter_key, info, repr(digest), [repr(p.place) for p in papers])
    firsts = [{"id": p.id, "path": str(p.path), "title": p.title, "page": p.page} for p in papers]
    found = 0
    for name, work, more, keys in (
        (FRONT_MATTER, editions.front_matter, {}, []),
        (AT_A_GLANCE, editions.glance, {"papers": firsts}, [paper.key for paper in papers]),
    ):
        kept_as = key(name, told, keys)
        if cache.get(kept_as, folder / name) is not None:
            found += 1
            continue
        answer = children.one(work, {**job, **more, "target": str(folder / name)}, _LIMITS)
        if "error" in answer:
            raise Broken(answer["error"])
        cache.put(kept_as, answer, folder / name)
    cover.cover(venue, sheet, folder / COVER, draft)
    return found
