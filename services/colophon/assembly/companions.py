"""What goes with the volume: separate stamped papers, citations, other editions."""

from __future__ import annotations

from typing import Any

from colophon.assembly import children, editions
from colophon.assembly.cache import key
from colophon.assembly.digest import described, program
from colophon.assembly.domain.inputs import LeftOut, Refused
from colophon.assembly.render import citing, lines, single, wire
from colophon.assembly.state import BuildFailed, State
from colophon.assembly.steps import Counter
from colophon.common import child

_STAMP = child.Limits(cpu=30, wall=45.0, memory=1 << 30, file_size=256 << 20)
_CITE = child.Limits(cpu=300, wall=600.0, memory=2 << 30)


def stamp(build: State, counter: Counter) -> None:
    """Each paper as a file of its own; the merge takes them from there."""
    todo = []
    for paper in build.papers:
        kept = build.cache.get(build.paper_key(paper), build.made / build.path(paper.id))
        if kept is None:
            todo.append(paper)
        else:
            counter.add(cached=True)

    def told(numbers: list[int], answers: list[dict[str, Any]]) -> None:
        for number, answer in zip(numbers, answers, strict=True):
            paper = todo[number]
            if "error" in answer:
                broken = LeftOut(paper.id, paper.title, answer["error"])
                raise Refused("A paper cannot be stamped:", [broken], "Upload a sound PDF of it.")
            build.stamping_seconds += answer["seconds"]
            build.cache.put(build.paper_key(paper), answer, build.made / build.path(paper.id))
        counter.add(len(numbers))

    jobs = [
        {
            "source": str(build.items[paper.id].path.resolve()),
            "fonts": str(build.letters),
            "target": str(build.made / build.path(paper.id)),
            "first": build.plan.of(paper.id).first,
            "sheet": (build.sheet.width, build.sheet.height),
            "info": build.paper_info(paper),
            "pages": [
                wire.pack([lines.form(stamp, build.spelling) for stamp in page])
                for page in build.stamps[paper.id]
            ],
            "unclosed": [int(page[2]) for page in build.facts[paper.id]["pages"]],
        }
        for paper in todo
    ]
    children.each(single.stamp_paper, jobs, _STAMP, told)


def make_editions(build: State, counter: Counter) -> None:
    """Front matter alone, at a glance, cover; once matter and papers are there."""
    while not build.set.wait(0.05):
        build.steps.check()
    papers = [
        editions.FirstPage(
            p.id, build.made / build.path(p.id), p.title, build.plan.of(p.id).first,
            f"https://doi.org/{p.doi}" if p.doi else build.path(p.id), build.paper_key(p),
        )
        for p in build.papers
    ]  # fmt: skip
    try:
        kept = editions.make(
            build.made, build.inputs.venue, build.rendered, build.sheet, papers, build.info(),
            build.printed_digest(), build.matter_key, build.draft, build.cache,
        )  # fmt: skip
    except editions.Broken as error:
        raise BuildFailed(f"an edition could not be made: {error}") from error
    counter.add(kept, cached=True)
    counter.add(3 - kept)


def cite(build: State, counter: Counter) -> None:
    """All files of citations."""
    venue = build.inputs.venue
    rows = [(p, build.keys[p.id], build.plan.of(p.id).first, build.plan.of(p.id).last) for p in build.papers]
    kept_as = key("citations", program(), [described(venue), repr(rows)])
    texts = build.cache.get(kept_as)
    if texts is None:
        texts = children.one(citing.cite, {"venue": venue, "rows": rows, "plan": build.plan}, _CITE)
        if "error" in texts:
            raise BuildFailed(f"the citations could not be written: {texts['error']}")
        build.cache.put(kept_as, texts)
    else:
        counter.add(cached=True)
    for folder in ("bibtex", "citations"):
        (build.made / folder).mkdir()
    for path, text in texts.items():
        with (build.made / path).open("w", encoding="utf-8", newline="") as stream:
            stream.write(text)
