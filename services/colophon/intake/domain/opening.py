"""An upload's opening: what is known before its first byte, and what deadlines are judged by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FileKind(StrEnum):
    """What an upload is to a paper; the words of addresses."""

    PAPER = "paper"
    SOURCE = "source"
    AUXILIARY = "auxiliary"
    APPENDIX = "appendix"

    @property
    def archive(self) -> bool:
        """A zip (a source also a tar); else a PDF."""
        return self in (FileKind.SOURCE, FileKind.AUXILIARY)


@dataclass(frozen=True, slots=True)
class Opened:
    """When an upload was opened, by the server's clock, and the size declared then (bytes; 0: not said)."""

    at: datetime
    size: int = 0
    complete: datetime | None = None
    """When its last byte came; None: just now."""
