"""The volume: front and back matter set, everything merged, the result verified."""

from __future__ import annotations

import dataclasses
from typing import Any

from colophon.assembly import children
from colophon.assembly.cache import key, sha256_of
from colophon.assembly.digest import described, program
from colophon.assembly.domain import listed
from colophon.assembly.domain.inputs import LeftOut, Refused, pending
from colophon.assembly.render import matter, verify, volume
from colophon.assembly.state import BuildFailed, State
from colophon.assembly.steps import Counter
from colophon.common import child

_MERGE = child.Limits(cpu=900, wall=1200.0, memory=3 << 30, file_size=4 << 30)


def set_matter(build: State, counter: Counter) -> None:
    """Front and back matter, as one document."""
    venue = build.inputs.venue
    said = {pid: item.artifacts for pid, item in build.items.items()}
    what = matter.Matter(
        venue, build.contents,
        build.index,
        build.plan.first_page,
        build.plan.next_page, build.draft, pending(venue, build.inputs.profile), build.left_out, build.sheet,
        listed.programme(venue, build.papers, build.plan),
        listed.artifacts(build.papers, build.plan, said),
        listed.keyword_index(build.papers, build.plan),
    )  # fmt: skip
    path = build.work / "matter.pdf"
    plain = {**dataclasses.asdict(what), "venue": described(venue)}
    build.matter_key = key("matter", program(), plain, build.repertoire)
    kept = build.cache.get(build.matter_key, path)
    if kept is not None:
        build.rendered = matter.Rendered.of(path, kept)
        counter.add(cached=True)
        return
    build.rendered = matter.render(what, path, build.repertoire)
    build.cache.put(build.matter_key, build.rendered.plain(), path)


def bind(build: State, counter: Counter) -> None:
    """Merge matter and stamped papers, as these come."""
    info = build.info()
    blanks = [build.plan.of(p.id).blank_before for p in build.papers]
    row = _outline(build)
    target = build.made / "volume.pdf"
    stamped = [build.paper_key(p) for p in build.papers]
    kept_as = key(
        "volume",
        program(),
        build.matter_key,
        stamped,
        build.digest,
        info,
        row,
        blanks,
        build.inputs.profile.linearized,
    )
    answer = build.cache.get(kept_as, target)
    if answer is not None:
        counter.add(cached=True)
        return
    job = {
        "matter": str(build.rendered.path),
        "front": build.rendered.front,
        "target": str(target),
        "first": build.plan.first_page,
        "sheet": (build.sheet.width, build.sheet.height),
        "outline": row,
        "papers": [
            {
                "id": p.id,
                "path": str(build.made / build.path(p.id)),
                "blank": blank,
                "sections": build.facts[p.id]["sections"],
            }
            for p, blank in zip(build.papers, blanks, strict=True)
        ],
        "info": info,
        "digest": build.printed_digest(),
        "stop": str(build.stop_file()),
        "linearize": build.inputs.profile.linearized,
    }
    limits = dataclasses.replace(_MERGE, open_files=64 + len(build.papers))
    answer = children.one(volume.merge, job, limits)
    build.steps.check()
    if "error" in answer:
        paper = build.items.get(answer.get("paper", ""))
        if paper:
            broken = LeftOut(paper.paper.id, paper.paper.title, answer["error"])
            raise Refused("A paper cannot be merged:", [broken], "Upload a sound PDF of it.")
        raise BuildFailed(f"the volume could not be merged: {answer['error']}")
    build.cache.put(kept_as, answer, target)


def check(build: State, counter: Counter) -> None:
    """The volume is what its plan says; raises BuildFailed."""
    marks = build.rendered.bookmarks
    start = next(mark.page for mark in marks if mark.title == "Contents")
    later = [mark.page for mark in marks if mark.page > start]
    end = min([build.rendered.front, *later])
    job = {
        "path": str(build.made / "volume.pdf"),
        "pages": build.rendered.front + build.plan.leaves + build.rendered.back,
        "front": build.rendered.front,
        "first": build.plan.first_page,
        "leaves": build.plan.leaves,
        "contents_pages": (start, end),
        "contents": [(p.paper, p.page) for block in build.contents for p in block.papers],
        "syntax": not build.draft and build.proving,
    }
    kept_as = key("verify", program(), sha256_of(build.made / "volume.pdf"), {**job, "path": ""})
    if build.cache.get(kept_as) is not None:
        counter.add(cached=True)
        return
    problems = children.one(verify.verify, job, _MERGE).get("problems", ["it could not be verified"])
    if problems:
        raise BuildFailed("the volume is not what its plan says: " + "; ".join(problems[:5]))
    build.cache.put(kept_as, {})


def _outline(build: State) -> list[dict[str, Any]]:
    """Front matter, sessions with their papers, index."""
    marks = build.rendered.bookmarks
    rows: list[dict[str, Any]] = [
        {"title": m.title, "matter": m.page} for m in marks if m.page < build.rendered.front
    ]
    for part in build.order:
        children = [{"title": p.title, "paper": p.id} for p in part.papers]
        if part.session and children:
            rows.append({"title": part.session.title, "children": children, "open": True})
        else:
            rows += children
    rows += [{"title": m.title, "matter": m.page} for m in marks if m.page >= build.rendered.front]
    return rows
