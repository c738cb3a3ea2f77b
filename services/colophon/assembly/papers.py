"""Authors' PDFs read: what each one is, kept by its sha256, and which cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from colophon.assembly import children
from colophon.assembly.cache import Cache, key
from colophon.assembly.digest import program
from colophon.assembly.domain.inputs import LeftOut, PaperInput
from colophon.assembly.render import reading
from colophon.common import child
from colophon.common.domain.profile import Profile

Facts = dict[str, Any]
"""Of one PDF, as ``reading.read`` gives them."""
_READ = child.Limits(cpu=20, wall=30.0, memory=1 << 30)
REMEDY = "Upload a sound PDF of it."


def read(
    items: Sequence[PaperInput],
    profile: Profile,
    cache: Cache,
    told: Callable[[int, bool], None] = lambda _count, _cached: None,
    *,
    text: bool = False,
) -> tuple[dict[str, Facts], tuple[LeftOut, ...]]:
    """Paper id → facts, and the papers whose files cannot be read. ``text``: with the first page's text."""
    patterns = [kind.pattern for kind in profile.rights.classes]
    wanted = patterns if any("{rights}" in stamp.text for stamp in profile.stamps) else []
    keys = {item.paper.id: key("read", program(), item.sha256, wanted, text) for item in items}
    found: dict[str, Facts] = {}
    todo: list[PaperInput] = []
    for item in items:
        facts = cache.get(keys[item.paper.id])
        if not item.path.is_file():
            found[item.paper.id] = {"error": "its file is missing"}
        elif facts is not None:
            found[item.paper.id] = facts
            told(1, True)
        else:
            todo.append(item)

    def batch(numbers: list[int], answers: list[Facts]) -> None:
        for number, facts in zip(numbers, answers, strict=True):
            pid = todo[number].paper.id
            found[pid] = facts
            if "error" not in facts:
                cache.put(keys[pid], facts)
        told(len(numbers), False)

    jobs = [{"path": str(item.path.resolve()), "rights": wanted, "text": text} for item in todo]
    children.each(reading.read, jobs, _READ, batch)
    broken = tuple(
        LeftOut(item.paper.id, item.paper.title, found[item.paper.id]["error"], REMEDY)
        for item in items
        if "error" in found[item.paper.id]
    )
    return {pid: facts for pid, facts in found.items() if "error" not in facts}, broken
