"""Through the file's objects with pikepdf: its catalogue, then page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from colophon.common.contentstream import unclosed
from colophon.validation.domain.facts import Annotation
from colophon.validation.inspector.actions import Actions
from colophon.validation.inspector.forms import form, layers
from colophon.validation.inspector.objects import (
    array,
    dictionary,
    inherited,
    is_number,
    is_true,
    key_of,
    name_of,
    rectangle,
)
from colophon.validation.inspector.resources import Resources
from colophon.validation.inspector.structure import MAX_LIST, MAX_PAGES, Structure, TooMuch
from colophon.validation.inspector.tags import tags
from colophon.validation.inspector.text import plain

MAX_CODE = 1 << 18
"""Bytes of a page's code, compressed, that are looked through."""


def read(pdf: pikepdf.Pdf) -> Structure:
    """Walk the open document. Damaged parts are passed over; TooMuch past the limits."""
    return _Walker(pdf).run()


class _Walker:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.root = pdf.Root
        self.out = Structure()
        self.actions = Actions(self.out)
        self.resources = Resources(self.out)

    def run(self) -> Structure:
        root, out = self.root, self.out
        out.language = plain(root.get("/Lang"))[:40]
        mark, tree = dictionary(root.get("/MarkInfo")), dictionary(root.get("/StructTreeRoot"))
        out.tagged = mark is not None and is_true(mark.get("/Marked")) and tree is not None
        preferences = dictionary(root.get("/ViewerPreferences"))
        out.display_title = preferences is not None and is_true(preferences.get("/DisplayDocTitle"))
        out.portfolio = dictionary(root.get("/Collection")) is not None
        self.actions.catalogue(root)
        layers(root, out)
        form(root, out, self.actions)
        for number, page in enumerate(_pages(root, out), 1):
            if number > MAX_PAGES:
                break
            self._page(page, number)
        out.attachments = list(dict.fromkeys(out.attachments))
        out.fonts = self.resources.fonts
        if out.tagged:
            tags(tree, out)
        return out

    def _page(self, page: Any, number: int) -> None:
        self.out.tabs.append(str(page.get("/Tabs", "")).lstrip("/")[:4])
        unit = page.get("/UserUnit")
        self.out.user_units.append(float(unit) if is_number(unit) else 1.0)
        if _code_size(page) <= MAX_CODE and unclosed(pikepdf.Page(page)):
            self.out.unclosed_pages.append(number)
        if "/AA" in page:
            self.actions.of(page, "/AA", "page", number, None)
        self.out.attachments += [plain(name_of(f)) for f in array(page.get("/AF"))][:MAX_LIST]
        origin = _origin(page)
        for annotation in array(page.get("/Annots"))[:MAX_LIST]:
            one = dictionary(annotation)
            if one is None:
                continue
            self.out.tick()
            box = rectangle(one.get("/Rect"), origin)
            kind = str(one.get("/Subtype", "")).lstrip("/")[:40]
            action = dictionary(one.get("/A"))
            uri = plain(action.get("/URI"))[:500] if action is not None and "/URI" in action else ""
            self.out.annotations.append(Annotation(kind, number, box, uri, "/Contents" in one))
            if kind == "FileAttachment":
                self.out.attachments.append(plain(name_of(one.get("/FS"))) or "file")
            for key in ("/A", "/AA", "/PA"):
                if key in one:
                    self.actions.of(one, key, "annotation", number, box)
            appearance = dictionary(one.get("/AP"))
            if appearance is not None:
                for value in appearance.values():
                    states = value.values() if type(value) is pikepdf.Dictionary else [value]
                    for state in states:
                        self.resources.xobject(state, number, 0)
        self.resources.walk(inherited(page, "/Resources"), number, 0)


def _pages(root: Any, out: Structure) -> Iterator[Any]:
    """Leaves of the page tree, lazily: ``len(pdf.pages)`` costs gigabytes on a page-tree bomb."""
    stack, seen = [root.get("/Pages")], set()
    while stack:
        node = dictionary(stack.pop())
        if node is None:
            continue
        out.tick()
        key = key_of(node)
        kids = node.get("/Kids")
        if isinstance(kids, pikepdf.Array):
            if key in seen:
                continue
            seen.add(key)
            if len(kids) > MAX_LIST * 5:
                raise TooMuch("a page tree of more than 10,000 entries")
            stack += reversed(list(kids))
        else:
            yield node


def _code_size(page: Any) -> int:
    """Bytes of a page's own streams as they lie in the file; more than allowed where one cannot be read."""
    contents = page.get("/Contents")
    streams = array(contents) if isinstance(contents, pikepdf.Array) else [contents]
    sizes = [int(one.get("/Length", 0)) for one in streams if isinstance(one, pikepdf.Stream)]
    return sum(sizes) if len(sizes) == len(streams) else MAX_CODE + 1


def _origin(page: Any) -> tuple[float, float]:
    """The lower left corner of the visible area."""
    for name in ("/CropBox", "/MediaBox"):
        box = rectangle(inherited(page, name), (0.0, 0.0))
        if box is not None:
            return box[0], box[1]
    return 0.0, 0.0
