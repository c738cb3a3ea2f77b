"""A release's folder → bag → zip: the same inputs give the same bytes."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from colophon.export import bag

CHUNK = 1 << 20
ZIP_BEGINS = date(1980, 1, 1)
"""The earliest date a zip archive can hold."""


@dataclass(frozen=True, slots=True)
class Packed:
    """One file of the finished bag, or the zip of all."""

    path: str
    """Inside the bag: ``data/volume.pdf``."""
    file: Path
    size: int
    sha256: str
    media_type: str


def as_json(value: object) -> str:
    """JSON as people can read it, the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def pack(
    folder: Path, archive: Path, info: Mapping[str, str], day: date, top: str
) -> tuple[list[Packed], Packed]:
    """Bag what lies in ``folder``, verify it, zip it under the folder name ``top``.

    ``day`` dates bag and archive. Raises BadBag.
    """
    bag.make(folder, {**info, "Bagging-Date": day.isoformat()})
    bag.verify(folder)
    files = [
        _packed(path, path.relative_to(folder).as_posix())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    stamp = max(day, ZIP_BEGINS)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as out:
        for item in files:
            # Stored: compressed bytes would depend on the zlib that made them; PDFs are compressed already.
            entry = zipfile.ZipInfo(f"{top}/{item.path}", (stamp.year, stamp.month, stamp.day, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            with item.file.open("rb") as source, out.open(entry, "w") as target:
                while chunk := source.read(CHUNK):
                    target.write(chunk)
    return files, _packed(archive, "package.zip")


def _packed(file: Path, path: str) -> Packed:
    with file.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    return Packed(path, file, file.stat().st_size, digest, _media_type(path))


def _media_type(path: str) -> str:
    return {
        "pdf": "application/pdf",
        "bib": "application/x-bibtex",
        "json": "application/json",
        "csv": "text/csv; charset=utf-8",
        "txt": "text/plain; charset=utf-8",
        "zip": "application/zip",
    }.get(path.rpartition(".")[2], "application/octet-stream")
