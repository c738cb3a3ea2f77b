"""What acts by itself, in every place where a file can hide it: catalogue, names, outline, annotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from colophon.common.domain.findings import Box
from colophon.validation.inspector.objects import array, dictionary, key_of, name_of
from colophon.validation.inspector.structure import MAX_DEPTH, MAX_LIST, Structure, TooMuch
from colophon.validation.inspector.text import plain

ACTING = {
    "/JavaScript": "JavaScript",
    "/Launch": "Launch",
    "/SubmitForm": "SubmitForm",
    "/ImportData": "ImportData",
    "/ResetForm": "ResetForm",
    "/GoToR": "GoToR",
    "/GoToE": "GoToE",
    "/Rendition": "Rendition",
    "/Movie": "Movie",
    "/Sound": "Sound",
    "/RichMediaExecute": "RichMediaExecute",
    "/GoTo3DView": "GoTo3DView",
}
_LEAF_KEYS = frozenset(
    {
        "/Parent",
        "/P",
        "/Resources",
        "/Contents",
        "/StructTreeRoot",
        "/Metadata",
        "/Dests",
        "/Dest",
        "/D",
        "/AP",
    }
    | {
        "/Rect",
        "/Border",
        "/C",
        "/QuadPoints",
        "/MediaBox",
        "/CropBox",
        "/Popup",
        "/Thumb",
        "/PageLabels",
        "/Limits",
    }
    | {"/Prev", "/Title", "/H", "/F", "/StructParent", "/OCProperties", "/DR", "/DA", "/MK", "/BS", "/Pg"}
)


@dataclass(slots=True)
class Actions:
    """Looks for actions below what it is given; what was looked at once is known."""

    out: Structure
    _seen: set[Any] = field(default_factory=set)

    def catalogue(self, root: Any) -> None:
        """What the catalogue, its names and the outline do; attachments by the way."""
        opening = dictionary(root.get("/OpenAction"))
        if opening is not None:
            kind = str(opening.get("/S", ""))
            self.out.found("OpenAction" if kind not in ("/GoTo", "") else "OpenActionGoTo", "catalogue")
            self.below(opening, "catalogue", None, None)
        if dictionary(root.get("/AA")) is not None and len(root.AA.keys()):
            self.out.found("AdditionalActions", "catalogue")
            self.below(root.AA, "catalogue", None, None)
        if dictionary(root.get("/URI")) is not None:
            self.below(root.URI, "catalogue", None, None)
        self.out.attachments += [plain(name_of(f)) for f in array(root.get("/AF"))][:MAX_LIST]
        names = dictionary(root.get("/Names"))
        if names is not None:
            for key, value in self._tree(names.get("/JavaScript")):
                self.out.found("JavaScript", "names", target=key)
                self.below(value, "names", None, None)
            for key, value in self._tree(names.get("/EmbeddedFiles")):
                self.out.attachments.append(plain(name_of(value)) or key)
            for tree in ("/Renditions", "/AlternatePresentations"):
                for key, _ in self._tree(names.get(tree)):
                    self.out.found("Rendition", "names", target=key)
        outlines = dictionary(root.get("/Outlines"))
        if outlines is not None:
            self._outline(outlines)

    def _outline(self, outlines: Any) -> None:
        stack, seen = [outlines.get("/First")], set()
        while stack:
            item = dictionary(stack.pop())
            if item is None or key_of(item) in seen:
                continue
            seen.add(key_of(item))
            self.out.tick()
            self.out.outlines += 1
            for key in ("/A", "/AA"):
                if key in item:
                    self.below(item[key], "outline", None, None)
            stack += [item.get("/Next"), item.get("/First")]

    def below(self, start: Any, where: str, page: int | None, box: Box | None) -> None:
        """Everything that acts below an object, /Next chains and additional actions included."""
        stack = [(start, 0)]
        while stack:
            one, depth = stack.pop()
            self.out.tick()
            if depth > MAX_DEPTH * 4:
                continue
            if isinstance(one, pikepdf.Array):
                if len(one) > MAX_LIST:
                    raise TooMuch("a very long array of actions")
                stack += [
                    (item, depth + 1) for item in one if isinstance(item, (pikepdf.Dictionary, pikepdf.Array))
                ]
                continue
            if not isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
                continue
            key = key_of(one)
            if key is not None:
                if key in self._seen:
                    continue
                self._seen.add(key)
            kind = ACTING.get(str(one.get("/S", ""))) if isinstance(one.get("/S"), pikepdf.Name) else None
            if kind:
                self.out.found(
                    kind, where, page, box, plain(name_of(one.get("/F"))) or plain(one.get("/URI"))
                )
            elif "/JS" in one:
                self.out.found("JavaScript", where, page, box)
            for name, value in one.items():
                if name in _LEAF_KEYS:
                    continue
                if isinstance(value, (pikepdf.Dictionary, pikepdf.Array)):
                    stack.append((value, depth + 1))

    def of(self, one: Any, key: str, where: str, page: int | None, box: Box | None) -> None:
        """What acts under one key of an object; /AA is told for itself."""
        if key == "/AA" and dictionary(one[key]) is not None and len(one[key].keys()):
            self.out.found("AdditionalActions", where, page, box)
        self.below(one[key], where, page, box)

    def _tree(self, node: Any) -> Iterator[tuple[str, Any]]:
        """Key and value of each entry of a name tree."""
        stack, seen = [node], set()
        while stack:
            one = dictionary(stack.pop())
            if one is None or (key_of(one) in seen and key_of(one) is not None):
                continue
            seen.add(key_of(one))
            names = array(one.get("/Names"))
            for place in range(0, len(names) - 1, 2):
                self.out.tick()
                yield plain(names[place])[:100], names[place + 1]
            stack += array(one.get("/Kids"))
            self.out.tick()
