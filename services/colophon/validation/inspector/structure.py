"""The file's objects through pikepdf: fonts, actions, annotations, attachments, forms, metadata."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from colophon.common.contentstream import unclosed
from colophon.common.domain.findings import Box
from colophon.validation.domain.facts import Action, Annotation, Font
from colophon.validation.inspector.text import plain

MAX_PAGES = 100
MAX_OBJECTS = 50_000
MAX_NODES = 300_000
MAX_LIST = 2_000
MAX_DEPTH = 12

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


MAX_CODE = 1 << 18
"""Bytes of a page's code, compressed, that are looked through."""


class TooMuch(Exception):
    """A limit on the file's structure was reached."""


@dataclass(slots=True)
class Structure:
    """What the walk collects."""

    fonts: list[Font] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    portfolio: bool = False
    form_fields: int = 0
    xfa: bool = False
    signatures: int = 0
    outlines: int = 0
    hidden_layers: int = 0
    external_streams: int = 0
    external_images: int = 0
    postscript: int = 0
    filters: set[str] = field(default_factory=set)
    spot_colours: int = 0
    transparency: bool = False
    language: str = ""
    tagged: bool = False
    display_title: bool = False
    figures: int = 0
    figures_with_alt: int = 0
    heading_levels: list[int] = field(default_factory=list)
    tabs: list[str] = field(default_factory=list)
    user_units: list[float] = field(default_factory=list)
    unclosed_pages: list[int] = field(default_factory=list)


def read(pdf: pikepdf.Pdf) -> Structure:
    """Walk the open document. Damaged parts are passed over; TooMuch past the limits."""
    return _Walker(pdf).run()


class _Walker:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.root = pdf.Root
        self.out = Structure()
        self.nodes = 0
        self.seen_actions: set[Any] = set()
        self.seen_resources: set[Any] = set()
        self.fonts: dict[Any, tuple[Font, set[int]]] = {}

    def run(self) -> Structure:
        root, out = self.root, self.out
        out.language = plain(root.get("/Lang"))[:40]
        mark = _dict(root.get("/MarkInfo"))
        out.tagged = (
            mark is not None and _true(mark.get("/Marked")) and _dict(root.get("/StructTreeRoot")) is not None
        )
        preferences = _dict(root.get("/ViewerPreferences"))
        out.display_title = preferences is not None and _true(preferences.get("/DisplayDocTitle"))
        out.portfolio = _dict(root.get("/Collection")) is not None
        self._catalogue()
        self._layers()
        self._form()
        for number, page in enumerate(_pages(root, self), 1):
            if number > MAX_PAGES:
                break
            self._page(page, number)
        out.attachments = list(dict.fromkeys(out.attachments))
        out.fonts = [_with_pages(font, pages) for font, pages in self.fonts.values()]
        if out.tagged:
            self._structure_tree()
        return out

    def tick(self) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise TooMuch("too many objects")

    # -- actions ------------------------------------------------------------------------------

    def _catalogue(self) -> None:
        root = self.root
        opening = _dict(root.get("/OpenAction"))
        if opening is not None:
            kind = str(opening.get("/S", ""))
            self._found("OpenAction" if kind not in ("/GoTo", "") else "OpenActionGoTo", "catalogue")
            self._actions(opening, "catalogue", None, None)
        if _dict(root.get("/AA")) is not None and len(root.AA.keys()):
            self._found("AdditionalActions", "catalogue")
            self._actions(root.AA, "catalogue", None, None)
        if _dict(root.get("/URI")) is not None:
            self._actions(root.URI, "catalogue", None, None)
        self.out.attachments += [plain(_name_of(f)) for f in _list(root.get("/AF"))][:MAX_LIST]
        names = _dict(root.get("/Names"))
        if names is not None:
            for key, value in self._tree(names.get("/JavaScript")):
                self._found("JavaScript", "names", target=key)
                self._actions(value, "names", None, None)
            for key, value in self._tree(names.get("/EmbeddedFiles")):
                self.out.attachments.append(plain(_name_of(value)) or key)
            for tree in ("/Renditions", "/AlternatePresentations"):
                for key, _ in self._tree(names.get(tree)):
                    self._found("Rendition", "names", target=key)
        outlines = _dict(root.get("/Outlines"))
        if outlines is not None:
            self._outline(outlines)

    def _outline(self, outlines: Any) -> None:
        stack, seen = [outlines.get("/First")], set()
        while stack:
            item = _dict(stack.pop())
            if item is None or _key(item) in seen:
                continue
            seen.add(_key(item))
            self.tick()
            self.out.outlines += 1
            for key in ("/A", "/AA"):
                if key in item:
                    self._actions(item[key], "outline", None, None)
            stack += [item.get("/Next"), item.get("/First")]

    def _actions(self, start: Any, where: str, page: int | None, box: Box | None) -> None:
        """Everything that acts below an object, /Next chains and additional actions included."""
        stack = [(start, 0)]
        while stack:
            one, depth = stack.pop()
            self.tick()
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
            key = _key(one)
            if key is not None:
                if key in self.seen_actions:
                    continue
                self.seen_actions.add(key)
            kind = ACTING.get(str(one.get("/S", ""))) if isinstance(one.get("/S"), pikepdf.Name) else None
            if kind:
                self._found(kind, where, page, box, plain(_name_of(one.get("/F"))) or plain(one.get("/URI")))
            elif "/JS" in one:
                self._found("JavaScript", where, page, box)
            for name, value in one.items():
                if name in _LEAF_KEYS:
                    continue
                if isinstance(value, (pikepdf.Dictionary, pikepdf.Array)):
                    stack.append((value, depth + 1))

    def _found(
        self, kind: str, where: str, page: int | None = None, box: Box | None = None, target: str = ""
    ) -> None:
        if len(self.out.actions) < MAX_LIST:
            self.out.actions.append(Action(kind, where, page, box, target[:200]))

    def _tree(self, node: Any) -> Iterator[tuple[str, Any]]:
        """Key and value of each entry of a name tree."""
        stack, seen = [node], set()
        while stack:
            one = _dict(stack.pop())
            if one is None or (_key(one) in seen and _key(one) is not None):
                continue
            seen.add(_key(one))
            names = _list(one.get("/Names"))
            for place in range(0, len(names) - 1, 2):
                self.tick()
                yield plain(names[place])[:100], names[place + 1]
            stack += _list(one.get("/Kids"))
            self.tick()

    # -- forms and layers ---------------------------------------------------------------------

    def _form(self) -> None:
        form = _dict(self.root.get("/AcroForm"))
        if form is None:
            return
        self.out.xfa = "/XFA" in form
        stack: list[Any] = [(field, None) for field in _list(form.get("/Fields"))]
        seen: set[Any] = set()
        while stack:
            one, kind = stack.pop()
            one = _dict(one)
            if one is None or (_key(one) in seen and _key(one) is not None):
                continue
            seen.add(_key(one))
            self.tick()
            kind = str(one.get("/FT", kind or ""))
            kids = _list(one.get("/Kids"))
            if not kids or "/T" in one:
                self.out.form_fields += 1
                if kind == "/Sig" and "/V" in one:
                    self.out.signatures += 1
            for key in ("/A", "/AA"):
                if key in one:
                    self._additional(one, key, "field", None, None)
            stack += [(kid, kind) for kid in kids]

    def _additional(self, one: Any, key: str, where: str, page: int | None, box: Box | None) -> None:
        if key == "/AA" and _dict(one[key]) is not None and len(one[key].keys()):
            self._found("AdditionalActions", where, page, box)
        self._actions(one[key], where, page, box)

    def _layers(self) -> None:
        layers = _dict(self.root.get("/OCProperties"))
        default = _dict(layers.get("/D")) if layers is not None else None
        if default is None or layers is None:
            return
        self.out.hidden_layers = len(_list(default.get("/OFF")))
        if str(default.get("/BaseState", "")) == "/OFF":
            on = len(_list(default.get("/ON")))
            self.out.hidden_layers = max(0, len(_list(layers.get("/OCGs"))) - on)

    # -- pages --------------------------------------------------------------------------------

    def _page(self, page: Any, number: int) -> None:
        self.out.tabs.append(str(page.get("/Tabs", "")).lstrip("/")[:4])
        unit = page.get("/UserUnit")
        self.out.user_units.append(float(unit) if _number(unit) else 1.0)
        if _code_size(page) <= MAX_CODE and unclosed(pikepdf.Page(page)):
            self.out.unclosed_pages.append(number)
        if "/AA" in page:
            self._additional(page, "/AA", "page", number, None)
        self.out.attachments += [plain(_name_of(f)) for f in _list(page.get("/AF"))][:MAX_LIST]
        origin = _origin(page)
        for annotation in _list(page.get("/Annots"))[:MAX_LIST]:
            one = _dict(annotation)
            if one is None:
                continue
            self.tick()
            box = _rect(one.get("/Rect"), origin)
            kind = str(one.get("/Subtype", "")).lstrip("/")[:40]
            action = _dict(one.get("/A"))
            uri = plain(action.get("/URI"))[:500] if action is not None and "/URI" in action else ""
            self.out.annotations.append(Annotation(kind, number, box, uri, "/Contents" in one))
            if kind == "FileAttachment":
                self.out.attachments.append(plain(_name_of(one.get("/FS"))) or "file")
            for key in ("/A", "/AA", "/PA"):
                if key in one:
                    self._additional(one, key, "annotation", number, box)
            appearance = _dict(one.get("/AP"))
            if appearance is not None:
                for value in appearance.values():
                    states = value.values() if type(value) is pikepdf.Dictionary else [value]
                    for state in states:
                        self._xobject(state, number, 0)
        self._resources(_inherited(page, "/Resources"), number, 0)

    # -- resources ----------------------------------------------------------------------------

    def _resources(self, resources: Any, page: int, depth: int) -> None:
        resources = _dict(resources)
        if resources is None or depth > MAX_DEPTH:
            return
        key = _key(resources)
        if key is not None:
            # A shared dictionary is walked once; its fonts are then known by the first page.
            if key in self.seen_resources:
                return
            self.seen_resources.add(key)
        self.tick()
        for font in _values(resources.get("/Font")):
            self._font(font, page, depth)
        for one in _values(resources.get("/XObject")):
            self._xobject(one, page, depth)
        for one in _values(resources.get("/Pattern")):
            pattern = _dict(one)
            if pattern is not None:
                self._resources(pattern.get("/Resources"), page, depth + 1)
        for one in _values(resources.get("/ExtGState")):
            state = _dict(one)
            if state is None:
                continue
            if any(_number(state.get(k)) and float(state[k]) < 1 for k in ("/ca", "/CA")) or (
                "/SMask" in state
                and str(state["/SMask"]) != "/None"
                and not isinstance(state["/SMask"], pikepdf.Name)
            ):
                self.out.transparency = True
            font = _list(state.get("/Font"))
            if font:
                self._font(font[0], page, depth)
        for one in _values(resources.get("/ColorSpace")):
            space = _list(one)
            if space and str(space[0]) in ("/Separation", "/DeviceN"):
                self.out.spot_colours += 1

    def _xobject(self, one: Any, page: int, depth: int) -> None:
        if not isinstance(one, pikepdf.Stream):
            return
        key = _key(one)
        if key in self.seen_resources:
            return
        self.seen_resources.add(key)
        self.tick()
        linked = "/F" in one and isinstance(one.get("/F"), (pikepdf.String, pikepdf.Dictionary))
        if linked or "/Ref" in one or "/OPI" in one:
            if str(one.get("/Subtype", "")) == "/Image" or "/OPI" in one:
                self.out.external_images += 1
            else:
                self.out.external_streams += 1
        kind = str(one.get("/Subtype", ""))
        if kind == "/PS" or str(one.get("/Subtype2", "")) == "/PS":
            self.out.postscript += 1
        if kind == "/Image":
            filters = one.get("/Filter")
            for name in filters if isinstance(filters, pikepdf.Array) else [filters]:
                if str(name) in ("/JPXDecode", "/JBIG2Decode"):
                    self.out.filters.add(str(name).lstrip("/"))
            if "/SMask" in one:
                self.out.transparency = True
            space = _list(one.get("/ColorSpace"))
            if space and str(space[0]) in ("/Separation", "/DeviceN"):
                self.out.spot_colours += 1
            return
        self._resources(one.get("/Resources"), page, depth + 1)

    def _font(self, font: Any, page: int, depth: int) -> None:
        font = _dict(font)
        if font is None:
            return
        key = _key(font) or id(font)
        if key in self.fonts:
            self.fonts[key][1].add(page)
            return
        self.tick()
        self.fonts[key] = (_describe(font), {page})
        if str(font.get("/Subtype", "")) == "/Type3":
            self._resources(font.get("/Resources"), page, depth + 1)

    # -- tags ---------------------------------------------------------------------------------

    def _structure_tree(self) -> None:
        """Figures and headings of a tagged file; a budget of nodes of its own ends long trees."""
        roles = _dict(self.root.StructTreeRoot.get("/RoleMap"))
        stack, seen, budget = [self.root.StructTreeRoot.get("/K")], set(), 20_000
        while stack and budget:
            one = stack.pop()
            budget -= 1
            if isinstance(one, pikepdf.Array):
                stack += list(reversed(list(one)))[:MAX_LIST]
                continue
            one = _dict(one)
            if one is None or (_key(one) in seen and _key(one) is not None):
                continue
            seen.add(_key(one))
            kind = str(one.get("/S", ""))
            if roles is not None and kind in roles:
                kind = str(roles[kind])
            if kind == "/Figure":
                self.out.figures += 1
                self.out.figures_with_alt += "/Alt" in one or "/ActualText" in one
            if (
                len(kind) == 3
                and kind.startswith("/H")
                and kind[2].isdigit()
                and len(self.out.heading_levels) < 500
            ):
                self.out.heading_levels.append(int(kind[2]))
            if "/K" in one:
                stack.append(one.get("/K"))


def _describe(font: Any) -> Font:
    """A font dictionary's facts; of a composite font, its descendant's."""
    kind = str(font.get("/Subtype", "?")).lstrip("/")
    name = plain(font.get("/BaseFont")).lstrip("/") or plain(font.get("/Name")).lstrip("/") or "?"
    real = font
    collection = ""
    if kind == "Type0":
        descendants = _list(font.get("/DescendantFonts"))
        inner = _dict(descendants[0]) if descendants else None
        if inner is not None:
            real, kind = inner, str(inner.get("/Subtype", "?")).lstrip("/")
            system = _dict(inner.get("/CIDSystemInfo"))
            if system is not None:
                collection = f"{plain(system.get('/Registry'))}-{plain(system.get('/Ordering'))}"[:60]
    descriptor = _dict(real.get("/FontDescriptor"))
    embedded = kind == "Type3" or (
        descriptor is not None and any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    )
    subset = len(name) > 7 and name[6] == "+" and name[:6].isalpha() and name[:6].isupper()
    return Font(
        name[:120],
        kind[:20],
        embedded,
        subset or kind == "Type3",
        "/ToUnicode" in font,
        (),
        collection,
        _licence(descriptor),
    )


MAX_FONT_FILE = 1 << 20


def _licence(descriptor: Any) -> int | None:
    """``fsType`` of an embedded TrueType font: bits 0 to 3 say what its licence lets be embedded."""
    stream = descriptor.get("/FontFile2") if descriptor is not None else None
    if not isinstance(stream, pikepdf.Stream) or str(stream.get("/Filter", "")) != "/FlateDecode":
        return None
    try:
        # Never more than that is unpacked, whatever the stream says of its length.
        data = zlib.decompressobj().decompress(stream.read_raw_bytes(), MAX_FONT_FILE)
        tables = struct.unpack_from(">H", data, 4)[0]
        for number in range(min(tables, 64)):
            tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * number)
            if tag == b"OS/2" and length >= 10:
                return int(struct.unpack_from(">H", data, offset + 8)[0])
    except (zlib.error, struct.error, pikepdf.PdfError):
        return None
    return None


def _with_pages(font: Font, pages: set[int]) -> Font:
    return Font(
        font.name,
        font.kind,
        font.embedded,
        font.subset,
        font.to_unicode,
        tuple(sorted(pages)),
        font.collection,
        font.licence,
    )


def _pages(root: Any, walker: _Walker) -> Iterator[Any]:
    """Leaves of the page tree, lazily: ``len(pdf.pages)`` costs gigabytes on a page-tree bomb."""
    stack, seen = [root.get("/Pages")], set()
    while stack:
        node = _dict(stack.pop())
        if node is None:
            continue
        walker.tick()
        key = _key(node)
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
    streams = _list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    sizes = [int(one.get("/Length", 0)) for one in streams if isinstance(one, pikepdf.Stream)]
    return sum(sizes) if len(sizes) == len(streams) else MAX_CODE + 1


def _inherited(page: Any, name: str) -> Any:
    for _ in range(MAX_DEPTH * 4):
        if page is None:
            return None
        if name in page:
            return page[name]
        page = _dict(page.get("/Parent"))
    return None


def _origin(page: Any) -> tuple[float, float]:
    """The lower left corner of the visible area."""
    for name in ("/CropBox", "/MediaBox"):
        box = _rect(_inherited(page, name), (0.0, 0.0))
        if box is not None:
            return box[0], box[1]
    return 0.0, 0.0


def _rect(value: Any, origin: tuple[float, float]) -> Box | None:
    numbers = _list(value)
    if len(numbers) != 4 or not all(_number(n) for n in numbers):
        return None
    x0, y0, x1, y1 = (float(n) for n in numbers)
    dx, dy = origin
    return (min(x0, x1) - dx, min(y0, y1) - dy, max(x0, x1) - dx, max(y0, y1) - dy)


def _name_of(spec: Any) -> Any:
    """The name in a file specification."""
    one = _dict(spec)
    if one is None:
        return spec if isinstance(spec, pikepdf.String) else ""
    return one.get("/UF", one.get("/F", ""))


def _key(one: Any) -> Any:
    """An indirect object's number; None for a direct one."""
    number = one.objgen
    return number if number[0] else None


def _dict(one: Any) -> Any:
    return one if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)) else None


def _list(one: Any) -> list[Any]:
    if not isinstance(one, pikepdf.Array):
        return []
    if len(one) > MAX_OBJECTS:
        raise TooMuch("an array of more than 50,000 entries")
    return list(one)


def _values(one: Any) -> list[Any]:
    found = _dict(one)
    return [] if found is None else list(found.values())


def _number(one: Any) -> bool:
    return isinstance(one, (int, float)) or type(one).__name__ == "Decimal"


def _true(one: Any) -> bool:
    return one is True or str(one) == "True"
