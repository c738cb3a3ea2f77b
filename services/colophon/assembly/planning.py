"""The first steps: the papers read, and everything decided that follows from their lengths."""

from __future__ import annotations

from colophon.assembly import papers
from colophon.assembly.collation import collator
from colophon.assembly.digest import inputs_digest
from colophon.assembly.domain import authors, citations, contents, mixups, stamps
from colophon.assembly.domain.inputs import Refused, Warned, refuse_unready
from colophon.assembly.domain.plan import flat, plan_pages, print_order
from colophon.assembly.render import lines, pages, spelling
from colophon.assembly.state import State
from colophon.assembly.steps import Counter


def read(build: State, counter: Counter) -> None:
    """Facts of each PDF; a final build is refused for every paper that cannot go to print, at once."""
    papers_in = build.inputs.papers

    def told(count: int, cached: bool) -> None:
        counter.add(count, cached)

    build.facts, broken = papers.read(
        papers_in, build.inputs.profile, build.cache, told, text=build.compare_texts
    )
    wrong = mixups.same_file(item for item in papers_in if item.paper.id in build.facts)
    if build.compare_texts:
        wrong += mixups.mixed_up(papers_in, {pid: facts["text"] for pid, facts in build.facts.items()})
    if not build.draft:
        refuse_unready((*build.left_out, *broken, *wrong))
    build.left_out += broken
    build.warnings += [Warned(item.paper, item.reason, item.remedy) for item in wrong]
    build.items = {item.paper.id: item for item in papers_in if item.paper.id in build.facts}


def plan(build: State, _: Counter) -> None:
    """Order, page numbers, stamps, contents, index; the letters that the stamps need."""
    venue = build.inputs.venue
    build.order = print_order(venue, [i.paper for i in build.items.values()])
    build.papers = flat(build.order)
    if not build.papers:
        raise Refused("There is no paper to print.", remedy="Upload papers first.")
    lengths = [(paper.id, len(build.facts[paper.id]["pages"])) for paper in build.papers]
    build.plan = plan_pages(lengths, venue.first_page, build.inputs.recto or venue.recto)
    build.digest = inputs_digest(build.inputs, build.left_out, build.draft)
    build.keys = citations.citation_keys(build.papers, venue.year)
    build.contents = contents.contents(build.order, build.plan)
    build.index = authors.author_index(build.papers, build.plan, collator(venue.language), venue.index)
    when = pages.dates(venue.starts, venue.ends)
    build.stamps = {
        p.id: stamps.stamps(
            build.inputs.profile,
            venue,
            p,
            build.plan.of(p.id),
            when,
            build.facts[p.id]["rights"],
            build.draft,
        )
        for p in build.papers
    }
    everywhere = [stamp for pages in build.stamps.values() for page in pages for stamp in page]
    everywhere.append(build.digest_line(0, 0))
    texts = [text for stamp in everywhere for text in lines.texts(stamp)]
    build.repertoire = spelling.repertoire(texts)
    build.letters = build.work / "letters.pdf"
    build.spelling = spelling.font_file(texts, build.letters)
    for paper in build.papers:
        left = [n for n, page in enumerate(build.facts[paper.id]["pages"], 1) if page[2]]
        if left:
            build.warnings.append(
                Warned(
                    paper.id,
                    f"page {', '.join(map(str, left))}: the page's own code leaves a graphics state open",
                    "It is closed before the stamps; nothing needs to be done.",
                )
            )
