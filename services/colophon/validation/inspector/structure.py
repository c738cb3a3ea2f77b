"""What is told of a file's objects, and how far a walk through them may go."""

from __future__ import annotations

from dataclasses import dataclass, field

from colophon.common.domain.findings import Box
from colophon.validation.domain.facts import Action, Annotation, Font

MAX_PAGES = 100
MAX_OBJECTS = 50_000
MAX_NODES = 300_000
MAX_LIST = 2_000
MAX_DEPTH = 12


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
    nodes: int = 0
    """Objects seen so far."""

    def tick(self) -> None:
        """One object more; TooMuch past the limit."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise TooMuch("too many objects")

    def found(
        self, kind: str, where: str, page: int | None = None, box: Box | None = None, target: str = ""
    ) -> None:
        """An action more; beyond MAX_LIST they are one like the other."""
        if len(self.actions) < MAX_LIST:
            self.actions.append(Action(kind, where, page, box, target[:200]))
