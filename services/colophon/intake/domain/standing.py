"""Which decisions stand: the newest of each kind that was not lifted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from colophon.common.domain.counting import Choices
from colophon.common.domain.deadlines import Calendar, calendar
from colophon.common.domain.dispositions import Decided
from colophon.common.domain.venue import Venue


class Decision(Protocol):
    """A decision as it is stored."""

    @property
    def number(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> Mapping[str, Any]: ...
    @property
    def at(self) -> datetime: ...
    @property
    def lifted(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Standings:
    """What holds of all that was decided about one paper."""

    disposition: Decision | None = None
    extension: Decision | None = None
    by_author: Decision | None = None
    """A choice of the revision that counts."""
    by_editor: Decision | None = None

    @property
    def decided(self) -> Decided | None:
        """The disposition that an editor said."""
        return Decided(self.disposition.value["decided"]) if self.disposition else None

    @property
    def choices(self) -> Choices:
        """The revisions chosen."""
        return Choices(
            self.by_author.value["revision"] if self.by_author else None,
            self.by_editor.value["revision"] if self.by_editor else None,
        )

    def calendar(self, venue: Venue) -> Calendar:
        """The deadlines of this paper."""
        until = self.extension.value["until"] if self.extension else None
        return calendar(venue, datetime.fromisoformat(until) if until else None)


def standings(decisions: Iterable[Decision]) -> Standings:
    """Of all decisions about a paper, in any order."""
    newest: dict[str, Decision] = {}
    for each in sorted(decisions, key=lambda one: one.number):
        if each.lifted is None:
            kind = f"counts_{each.value['by']}" if each.kind == "counts" else each.kind
            newest[kind] = each
    return Standings(
        newest.get("disposition"),
        newest.get("extension"),
        newest.get("counts_author"),
        newest.get("counts_editor"),
    )
