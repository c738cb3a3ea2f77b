"""What pages draw with: fonts, forms and images, patterns, colour spaces, transparency."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pikepdf

from colophon.validation.domain.facts import Font
from colophon.validation.inspector.fonts import describe, with_pages
from colophon.validation.inspector.objects import array, dictionary, is_number, key_of, values_of
from colophon.validation.inspector.structure import MAX_DEPTH, Structure


@dataclass(slots=True)
class Resources:
    """Walks resource dictionaries, each once."""

    out: Structure
    _seen: set[Any] = field(default_factory=set)
    _fonts: dict[Any, tuple[Font, set[int]]] = field(default_factory=dict)

    @property
    def fonts(self) -> list[Font]:
        """Those met so far, with their pages."""
        return [with_pages(font, pages) for font, pages in self._fonts.values()]

    def walk(self, resources: Any, page: int, depth: int) -> None:
        """One dictionary, and those of the forms, patterns and Type 3 fonts in it."""
        resources = dictionary(resources)
        if resources is None or depth > MAX_DEPTH:
            return
        key = key_of(resources)
        if key is not None:
            # A shared dictionary is walked once; its fonts are then known by the first page.
            if key in self._seen:
                return
            self._seen.add(key)
        self.out.tick()
        for font in values_of(resources.get("/Font")):
            self._font(font, page, depth)
        for one in values_of(resources.get("/XObject")):
            self.xobject(one, page, depth)
        for one in values_of(resources.get("/Pattern")):
            pattern = dictionary(one)
            if pattern is not None:
                self.walk(pattern.get("/Resources"), page, depth + 1)
        for one in values_of(resources.get("/ExtGState")):
            state = dictionary(one)
            if state is None:
                continue
            if any(is_number(state.get(k)) and float(state[k]) < 1 for k in ("/ca", "/CA")) or (
                "/SMask" in state
                and str(state["/SMask"]) != "/None"
                and not isinstance(state["/SMask"], pikepdf.Name)
            ):
                self.out.transparency = True
            font = array(state.get("/Font"))
            if font:
                self._font(font[0], page, depth)
        for one in values_of(resources.get("/ColorSpace")):
            space = array(one)
            if space and str(space[0]) in ("/Separation", "/DeviceN"):
                self.out.spot_colours += 1

    def xobject(self, one: Any, page: int, depth: int) -> None:
        """An image or a form, and what the form draws with."""
        if not isinstance(one, pikepdf.Stream):
            return
        key = key_of(one)
        if key in self._seen:
            return
        self._seen.add(key)
        self.out.tick()
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
            space = array(one.get("/ColorSpace"))
            if space and str(space[0]) in ("/Separation", "/DeviceN"):
                self.out.spot_colours += 1
            return
        self.walk(one.get("/Resources"), page, depth + 1)

    def _font(self, font: Any, page: int, depth: int) -> None:
        font = dictionary(font)
        if font is None:
            return
        key = key_of(font) or id(font)
        if key in self._fonts:
            self._fonts[key][1].add(page)
            return
        self.out.tick()
        self._fonts[key] = (describe(font), {page})
        if str(font.get("/Subtype", "")) == "/Type3":
            self.walk(font.get("/Resources"), page, depth + 1)
