"""What the bare bytes say before any parser: header, end of file, digest."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

_HEADER = re.compile(rb"%PDF-([0-9]\.[0-9])")


@dataclass(frozen=True, slots=True)
class Container:
    sha256: str
    size: int
    header: str
    header_at: int
    after_eof: int | None


def look(path: Path) -> Container:
    """Header within the first 1024 bytes, the last ``%%EOF`` within the last MiB."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        head = file.read(1024)
        file.seek(0)
        while piece := file.read(1 << 20):
            digest.update(piece)
        size = file.tell()
        file.seek(max(0, size - (1 << 20)))
        tail = file.read()
    found = _HEADER.search(head)
    at = tail.rfind(b"%%EOF")
    after = len(tail[at + 5 :].strip(b"\r\n \t\x00")) if at >= 0 else None
    return Container(
        digest.hexdigest(),
        size,
        found.group(1).decode() if found else "",
        found.start() if found else 0,
        after,
    )
