"""What steps made, kept under the hash of everything they read: made once, found again by the next build.

An entry is an answer (JSON) and perhaps a file. It is put in place by a rename, so that a build killed at
any moment leaves whole entries or none; a file that is not what its entry says is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import threading
from pathlib import Path
from typing import Any

LIMIT = 4 << 30
"""Bytes a cache may hold before ``prune`` drops what was longest unused."""


def key(*parts: Any) -> str:
    """sha256 of the parts as JSON."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def sha256_of(path: Path) -> str:
    """Of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class Cache:
    """Entries below ``folder``; without one nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder.resolve() if folder else None

    def get(self, key: str, file: Path | None = None) -> Any | None:
        """The answer kept under ``key``, its file put at ``file``; None when it is not there, or damaged."""
        if self._folder is None:
            return None
        entry = self._place(key)
        try:
            kept = json.loads(entry.read_bytes())
            if file is not None:
                whole = entry.with_suffix(".file")
                if sha256_of(whole) != kept["sha256"]:
                    return None
                _place_file(whole, file)
            os.utime(entry)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return kept["answer"]

    def put(self, key: str, answer: Any, file: Path | None = None) -> None:
        """Keep an answer, and a file beside it. A full disk costs the entry, never the build."""
        if self._folder is None:
            return
        entry = self._place(key)
        with contextlib.suppress(OSError):
            if not entry.parent.is_dir():
                entry.parent.mkdir(parents=True, exist_ok=True)
            kept: dict[str, Any] = {"answer": answer}
            if file is not None:
                kept["sha256"] = sha256_of(file)
                _place_file(file, entry.with_suffix(".file"))
            handle, name = tempfile.mkstemp(dir=entry.parent, prefix=".new-")
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(kept, stream)
            Path(name).replace(entry)

    def prune(self, limit: int = LIMIT) -> None:
        """Drop the entries that were longest unused until the rest takes no more than ``limit`` bytes."""
        if self._folder is None:
            return
        rows = []
        for entry in self._folder.glob("??/*.json"):
            with contextlib.suppress(OSError):
                size = entry.stat().st_size
                with contextlib.suppress(FileNotFoundError):
                    size += entry.with_suffix(".file").stat().st_size
                rows.append((entry.stat().st_mtime, size, entry))
        total = sum(size for _, size, _ in rows)
        for _, size, entry in sorted(rows):
            if total <= limit:
                return
            entry.unlink(missing_ok=True)
            entry.with_suffix(".file").unlink(missing_ok=True)
            total -= size

    def _place(self, key: str) -> Path:
        assert self._folder is not None
        return self._folder / key[:2] / f"{key}.json"


def _place_file(source: Path, target: Path) -> None:
    """The same bytes at another place, whole or not at all; as a link where the file system can."""
    new = target.with_name(f".{target.name}.{os.getpid()}.{threading.get_ident()}")
    new.unlink(missing_ok=True)
    try:
        os.link(source, new)
    except OSError:
        shutil.copyfile(source, new)
    new.replace(target)
