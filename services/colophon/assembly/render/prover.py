"""Proof that a stamp changed nothing but its zone: both pages rendered and compared, pixel by pixel.

Pure from files to differences, so that an answer may be kept under ``key``. Runs in a child with limits.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from typing import Any

import pypdfium2
from PIL import Image, ImageChops

from colophon.assembly.render.stamping import place
from colophon.common.domain.findings import Box

VERSION = 1
"""Part of every key: raised when the same files may be judged otherwise."""
SCALE = 1.0
"""Pixels per point. Text is grey at 72 dpi, and a hair's shift changes the grey."""
PIXELS = 6_000_000
"""Of one rendered page; larger sheets are rendered smaller."""
WHITE = 250
"""From this grey on a pixel counts as paper."""


def zones(boxes: Sequence[Box], sheet: tuple[float, float], page: tuple[float, float]) -> list[list[float]]:
    """Stamps' boxes on a page of this size (upright, points) as fractions of it: left, top, right, bottom."""
    out = []
    for box in boxes:
        x, y = place(box, sheet, page)
        right, top = x + box[2] - box[0], y + box[3] - box[1]
        out.append([x / page[0], 1 - top / page[1], right / page[0], 1 - y / page[1]])
    return out


def key(source: str, stamped: str, pages: Sequence[Sequence[Sequence[float]]], first: int = 0) -> str:
    """sha256 of all that an answer depends on. ``source`` and ``stamped``: the files' own sha256."""
    versions = [VERSION, SCALE, str(pypdfium2.PDFIUM_INFO), Image.__version__]
    text = json.dumps([versions, source, stamped, first, [list(map(list, page)) for page in pages]])
    return hashlib.sha256(text.encode()).hexdigest()


def prove(job: dict[str, Any]) -> bytes:
    """JSON ``pages`` (compared), ``problems`` and ``inked``.

    ``job``: ``source``, ``stamped`` (paths), ``first`` (the source's first page in ``stamped``, from 0),
    ``pages`` (for each page of the source its ``zones``).

    ``problems``: ``{"page", "kind", "box"}`` with the page of the source from 1 and fractions of the page;
    kind ``changed`` (outside the zones), ``size`` (other dimensions) or ``unstamped`` (nothing was printed
    in a zone that was blank). ``inked``: ``{"page", "box"}`` of zones in which the author's page has ink.
    """
    problems: list[dict[str, Any]] = []
    inked: list[dict[str, Any]] = []
    source = pypdfium2.PdfDocument(job["source"])
    stamped = pypdfium2.PdfDocument(job["stamped"])
    first = job.get("first", 0)
    for index, here in enumerate(job["pages"]):
        if index >= len(source) or first + index >= len(stamped):
            problems.append({"page": index + 1, "kind": "size", "box": [0, 0, 1, 1]})
            continue
        before, after = _picture(source, index), _picture(stamped, first + index)
        if before.size != after.size:
            problems.append({"page": index + 1, "kind": "size", "box": [0, 0, 1, 1]})
            continue
        for zone in here:
            box = _pixels(zone, before.size)
            if _ink(before, box):
                inked.append({"page": index + 1, "box": zone})
            elif not _ink(after, box):
                problems.append({"page": index + 1, "kind": "unstamped", "box": zone})
        for zone in here:
            box = _pixels(zone, before.size)
            before.paste(255, box)
            after.paste(255, box)
        same = before.tobytes() == after.tobytes()
        found = None if same else ImageChops.difference(before, after).getbbox()
        if found:
            width, height = before.size
            sides = (found[0] / width, found[1] / height, found[2] / width, found[3] / height)
            problems.append({"page": index + 1, "kind": "changed", "box": [round(v, 4) for v in sides]})
    return json.dumps({"pages": len(job["pages"]), "problems": problems, "inked": inked}).encode()


def _picture(document: pypdfium2.PdfDocument, index: int) -> Image.Image:
    """A page in grey, as a viewer shows it."""
    page = document[index]
    width, height = page.get_size()
    scale = min(SCALE, math.sqrt(PIXELS / max(1.0, width * height)))
    bitmap = page.render(scale=scale, grayscale=True)
    picture = bitmap.to_pil().copy()
    bitmap.close()
    page.close()
    return picture


def _pixels(zone: Sequence[float], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The zone's pixels and one more all round: a clip's edge is drawn softly."""
    width, height = size
    return (
        max(0, math.floor(zone[0] * width) - 1),
        max(0, math.floor(zone[1] * height) - 1),
        min(width, math.ceil(zone[2] * width) + 1),
        min(height, math.ceil(zone[3] * height) + 1),
    )


def _ink(picture: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether anything stands in the box."""
    if box[0] >= box[2] or box[1] >= box[3]:
        return False
    return min(picture.crop(box).tobytes()) < WHITE
