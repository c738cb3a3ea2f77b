"""Other editions: the front matter alone, and the volume at a glance. Both run in children with limits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from colophon.assembly.render import description, outline, wire
from colophon.assembly.render.flowables import LINK
from colophon.assembly.render.single import pdf_fonts
from colophon.assembly.render.stamping import Stamper
from colophon.assembly.render.volume import link, share_fonts, stamped_box


def front_matter(job: dict[str, Any]) -> bytes:
    """The front matter without papers: JSON ``pages``, or ``error``.

    ``job``: ``matter``, ``front``, ``digest``, ``sheet``, ``target``, ``info``, ``parts`` ([title, page], …).
    Links to papers become links to ``places`` (paper → address), or go.
    """
    try:
        with pikepdf.open(job["matter"]) as pdf:
            pages = _begin(pdf, job)
            for page in pages:
                _outward(page, job["places"])
            link(pages, {}, {title: page for title, page in job["parts"] if page < job["front"]})
            _finish(pdf, job, [outline.Item(t, pages[p]) for t, p in job["parts"] if p < job["front"]])
            _save(pdf, job["target"])
            return json.dumps({"pages": len(pdf.pages)}).encode()
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError) as error:
        return json.dumps({"error": f"{type(error).__name__} in the front matter"}).encode()


def glance(job: dict[str, Any]) -> bytes:
    """Front matter and each paper's first page, which leads to the whole paper: JSON ``pages``, or ``error``.

    ``job`` as for ``front_matter``, and ``papers`` (``id``, ``path`` of the stamped file, ``title``,
    ``page``).
    """
    try:
        with pikepdf.open(job["matter"]) as pdf:
            pages = _begin(pdf, job)
            fonts = pdf_fonts(pdf)
            labels = [0, Dictionary(S=Name("/r"))]
            starts: dict[str, Object] = {}
            for paper in job["papers"]:
                with pikepdf.open(paper["path"]) as source:
                    _keep_outward_links(source.pages[0].obj)
                    pdf.pages.append(source.pages[0])
                page = pdf.pages[-1].obj
                share_fonts([page], fonts)
                labels += [len(pdf.pages) - 1, Dictionary(S=Name.D, St=paper["page"])]
                starts[paper["id"]] = page
                where = job["places"].get(paper["id"])
                box = stamped_box(page)
                if where and box:
                    page[Name.Annots] = Array([*page.get(Name.Annots, Array()), _to(where, box)])
            fronts = {title: page for title, page in job["parts"] if page < job["front"]}
            link(pages, starts, fronts)
            items = [outline.Item(title, pages[page]) for title, page in fronts.items()]
            items += [outline.Item(paper["title"], starts[paper["id"]]) for paper in job["papers"]]
            _finish(pdf, job, items)
            pdf.Root.PageLabels = Dictionary(Nums=Array(labels))
            _save(pdf, job["target"])
            return json.dumps({"pages": len(pdf.pages)}).encode()
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError) as error:
        return json.dumps({"error": f"{type(error).__name__} at a glance"}).encode()


def _begin(pdf: Pdf, job: dict[str, Any]) -> list[Object]:
    """The front matter's pages, the digest's line printed, the back matter gone."""
    page, rows = job["digest"]
    Stamper(pdf, pdf_fonts(pdf), tuple(job["sheet"])).stamp(pdf.pages[page], wire.unpack(rows))
    del pdf.pages[job["front"] :]
    pages: list[Object] = []
    pages.extend(leaf.obj for leaf in pdf.pages)
    gone = {f"{LINK}part/{title}" for title, start in job["parts"] if start >= job["front"]}
    for leaf in pages:
        if Name.Annots in leaf:
            leaf[Name.Annots] = Array([a for a in leaf.Annots if _target(a) not in gone])
    return pages


def _finish(pdf: Pdf, job: dict[str, Any], items: list[outline.Item]) -> None:
    outline.put(pdf, items)
    description.label(pdf, len(pdf.pages), 1)
    description.open_with(pdf, job["info"]["language"], outline=True)
    description.describe(pdf, job["info"])


def _save(pdf: Pdf, target: str) -> None:
    pdf.save(Path(target), deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _target(annotation: Object) -> str:
    action = annotation.get(Name.A)
    return str(action.get(Name.URI, "")) if action is not None else ""


def _outward(page: Object, places: dict[str, str]) -> None:
    """Links to papers lead out of the document; those without a place go."""
    kept = []
    for annotation in page.get(Name.Annots, Array()):
        target = _target(annotation)
        if target.startswith(f"{LINK}paper/"):
            place = places.get(target.removeprefix(f"{LINK}paper/"))
            if not place:
                continue
            annotation.A.URI = String(place)
            annotation[Name.Border] = Array([0, 0, 0])
        kept.append(annotation)
    if Name.Annots in page:
        page[Name.Annots] = Array(kept)


def _keep_outward_links(page: Object) -> None:
    """Of an author's annotations those that lead out: the others' targets are not in this document."""
    kept = [a for a in page.get(Name.Annots, Array()) if isinstance(a, Dictionary) and _target(a)]
    if Name.Annots in page:
        page[Name.Annots] = Array(kept)


def _to(where: str, box: list[float]) -> Dictionary:
    return Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array(box), Border=Array([0, 0, 0]),
        A=Dictionary(S=Name.URI, URI=String(where)),
    )  # fmt: skip
