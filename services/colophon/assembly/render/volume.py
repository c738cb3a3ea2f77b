"""The volume: our own pages and all stamped papers in one file. Runs in a child with limits.

The document starts as front and back matter, the stamped papers' pages are put in between with what belongs
to them: named destinations, forms, layers, outline. Their stamps are pointed to the front matter's fonts,
which hold the same letters under the same codes: each font is in the volume once.
"""

from __future__ import annotations

import contextlib
import json
import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from colophon.assembly.render import description, outline, wire
from colophon.assembly.render.flowables import LINK
from colophon.assembly.render.single import pdf_fonts
from colophon.assembly.render.stamping import Stamper

_LOOK = 0.002
"""Seconds between two looks for a paper that is being stamped."""
_DRAWN = re.compile(rb"(/ClpStamp\d+) Do")
_PLACED = re.compile(rb"q ((?:-?[\d.]+ ){5}-?[\d.]+) cm (/ClpStamp\d+) Do")


_kept: list[contextlib.ExitStack] = []


class _Stopped(Exception):
    """The build has failed elsewhere."""


def merge(job: dict[str, Any]) -> bytes:
    """Write the volume to ``target``; JSON ``pages``, or ``error`` with ``paper``.

    ``job``: ``matter`` (path), ``front`` (pages before the body), ``papers`` (id, path of the stamped file,
    blank, sections), ``outline`` (titles, pages of the matter, papers), ``info``, ``first``, ``sheet``,
    ``digest`` (page and form of the inputs' digest), ``stop`` (path). Waits for papers that are still being
    stamped, until the file ``stop`` is there.
    """
    at = ""
    try:
        with contextlib.ExitStack() as opened:
            pdf = opened.enter_context(pikepdf.open(job["matter"]))
            front = job["front"]
            matter: list[Object] = [page.obj for page in pdf.pages]
            back = matter[front:]
            fonts = pdf_fonts(pdf)
            page, rows = job["digest"]
            Stamper(pdf, fonts, tuple(job["sheet"])).stamp(pdf.pages[page], wire.unpack(rows))
            del pdf.pages[front:]
            starts: dict[str, Object] = {}
            own: dict[str, list[Object]] = {}
            version = pdf.pdf_version
            for paper in job["papers"]:
                at = paper["id"]
                source = opened.enter_context(pikepdf.open(_there(paper["path"], job["stop"])))
                version = max(version, source.pdf_version, key=_version)
                if paper["blank"]:
                    pdf.add_blank_page(page_size=tuple(job["sheet"]))
                begin = len(pdf.pages)
                pdf.add_pages_from(source)
                starts[at] = pdf.pages[begin].obj
                own[at] = outline.take(pdf) or outline.made(pdf, paper.get("sections", []), begin)
                share_fonts((pdf.pages[number].obj for number in range(begin, len(pdf.pages))), fonts)
            at = ""
            for leaf in back:
                pdf.pages.append(pikepdf.Page(leaf))
            parts = {row["title"]: row["matter"] for row in job["outline"] if "matter" in row}
            link(matter, starts, parts)
            outline.put(pdf, [_item(row, matter, starts, own) for row in job["outline"]])
            if "Contents" in parts:
                _link_back(starts, matter[parts["Contents"]])
            description.label(pdf, front, job["first"])
            description.open_with(pdf, job["info"]["language"], outline=True)
            description.describe(pdf, job["info"])
            pdf.save(
                job["target"], deterministic_id=True, min_version=version,
                object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=job.get("linearize", False),
            )  # fmt: skip
            pages = len(pdf.pages)
            # The child ends here: taking hundreds of documents apart in memory first would only cost time.
            _kept.append(opened.pop_all())
    except _Stopped:
        return json.dumps({"stopped": True}).encode()
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError) as error:
        return json.dumps({"error": f"{type(error).__name__} while merging", "paper": at}).encode()
    return json.dumps({"pages": pages}).encode()


def _there(path: str, stop: str) -> Path:
    """The path of a file once it is there; raises _Stopped."""
    wanted, end = Path(path), Path(stop)
    while not wanted.exists():
        if end.exists():
            raise _Stopped
        time.sleep(_LOOK)
    return wanted


def share_fonts(pages: Iterable[Object], fonts: Object) -> None:
    """Point a paper's stamps to these fonts: all of its stamps share one dictionary."""
    for page in pages:
        contents: Any = page.get(Name.Contents)
        if not isinstance(contents, Array) or not len(contents):
            continue
        for stream in (contents[-1], contents[0]):
            for drawn in _DRAWN.finditer(stream.read_bytes()):
                form = page.Resources.XObject[drawn.group(1).decode()]
                if Name.Font in form.Resources:
                    own = form.Resources.Font
                    for name in list(own.keys()):
                        own[name] = fonts[name]
                    return


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def _link_back(starts: dict[str, Object], contents: Object) -> None:
    """The head of each paper's first page leads to the contents."""
    for page in starts.values():
        box = stamped_box(page)
        if box is None:
            continue
        back = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array(box), Border=Array([0, 0, 0]),
            Contents=String("Contents"), Dest=Array([contents, Name.XYZ, None, None, None]),
        )  # fmt: skip
        page[Name.Annots] = Array([*page.get(Name.Annots, Array()), back])


def stamped_box(page: Object) -> list[float] | None:
    """Where a page's first stamp stands, in its own coordinates; None when it has none."""
    contents: Any = page.get(Name.Contents)
    for stream in (contents[-1], contents[0]) if isinstance(contents, Array) and len(contents) else ():
        drawn = _PLACED.search(stream.read_bytes())
        if drawn:
            a, b, c, d, e, f = (float(v) for v in drawn.group(1).split())
            box = page.Resources.XObject[drawn.group(2).decode()].BBox
            xs = [a * x + c * y + e for x in (0, float(box[2])) for y in (0, float(box[3]))]
            ys = [b * x + d * y + f for x in (0, float(box[2])) for y in (0, float(box[3]))]
            return [round(v, 3) for v in (min(xs), min(ys), max(xs), max(ys))]
    return None


def link(matter: list[Object], starts: dict[str, Object], parts: dict[str, int]) -> None:
    """Links of our own pages to papers and parts become destinations in the volume."""
    for page in matter:
        for annotation in page.get(Name.Annots, Array()):
            action = annotation.get(Name.A)
            target = str(action.get(Name.URI, "")) if action is not None else ""
            if target.startswith(LINK):
                kind, _, name = target.removeprefix(LINK).partition("/")
                where = starts[name] if kind == "paper" else matter[parts[name]]
                del annotation[Name.A]
                annotation[Name.Dest] = Array([where, Name.XYZ, None, None, None])
                annotation[Name.Border] = Array([0, 0, 0])


def _item(
    row: dict[str, Any], matter: list[Object], starts: dict[str, Object], own: dict[str, list[Object]]
) -> outline.Item:
    children = [_item(child, matter, starts, own) for child in row.get("children", [])]
    page = None
    if "matter" in row:
        page = matter[row["matter"]]
    elif "paper" in row:
        page = starts[row["paper"]]
    elif children:
        page = children[0].page
    return outline.Item(
        row["title"], page, children, own.get(row.get("paper", ""), []), row.get("open", False)
    )
