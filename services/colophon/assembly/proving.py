"""The proof that stamping changed nothing but the stamps' zones."""

from __future__ import annotations

from typing import Any

from colophon.assembly import children
from colophon.assembly.cache import key, sha256_of
from colophon.assembly.domain.inputs import LeftOut, Warned
from colophon.assembly.render import prover
from colophon.assembly.state import BuildFailed, State
from colophon.assembly.steps import Counter
from colophon.common import child
from colophon.common.domain.venue import Paper

_PROVE = child.Limits(cpu=120, wall=180.0, memory=2 << 30)
_KINDS = {
    "changed": "the stamped page differs from the author's outside the stamps' zones",
    "size": "the stamped page has another size than the author's",
    "unstamped": "a stamp is missing",
    "error": "it could not be rendered and compared",
}


def prove(build: State, counter: Counter) -> None:
    """Every stamped page beside its source: nothing may differ outside the stamps' zones."""
    sheet = (build.sheet.width, build.sheet.height)
    jobs, keys, todo = [], [], []
    inked: dict[str, set[int]] = {}
    problems: list[LeftOut] = []

    def judge(paper: Paper, answer: dict[str, Any]) -> None:
        for problem in answer["problems"]:
            reason = f"page {problem['page']}: {_KINDS[problem['kind']]}"
            problems.append(LeftOut(paper.id, paper.title, reason))
        for spot in answer["inked"]:
            inked.setdefault(paper.id, set()).add(spot["page"])

    for paper in build.papers:
        sizes = [(page[0], page[1]) for page in build.facts[paper.id]["pages"]]
        zones = [
            prover.zones([stamp.box for stamp in page], sheet, size)
            for page, size in zip(build.stamps[paper.id], sizes, strict=True)
        ]
        path = build.made / build.path(paper.id)
        source = build.items[paper.id]
        kept_as = key("prove", prover.key(source.sha256, sha256_of(path), zones))
        kept = build.cache.get(kept_as)
        if kept is not None:
            judge(paper, kept)
            counter.add(cached=True)
            continue
        todo.append(paper)
        keys.append(kept_as)
        jobs.append({"source": str(source.path.resolve()), "stamped": str(path), "pages": zones})

    def told(numbers: list[int], answers: list[dict[str, Any]]) -> None:
        for number, answer in zip(numbers, answers, strict=True):
            if "error" in answer:
                answer = {"problems": [{"page": 1, "kind": "error"}], "inked": []}
            else:
                build.cache.put(keys[number], answer)
            judge(todo[number], answer)
        counter.add(len(numbers))

    children.each(prover.prove, jobs, _PROVE, told)
    for pid, found in sorted(inked.items()):
        where = f"page{'s' if len(found) > 1 else ''} {', '.join(map(str, sorted(found)))}"
        told_so = f"{where}: the author's own page has ink where a stamp goes"
        build.warnings.append(Warned(pid, told_so, "Ask for a page that keeps this zone blank."))
    if problems:
        rows = "; ".join(f"{p.paper} “{p.title}”, {p.reason}" for p in problems[:20])
        raise BuildFailed(f"stamping changed more than the stamps' zones: {rows}")
