"""What an archive may be: names, links, numbers and sizes.

After OWASP's File Upload Cheat Sheet (target path, level of compression, estimated size after unpacking) and
ASVS 5.0, 5.2 and 5.3 (number of files, links, names, archives that unpack to more than is allowed).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

NAME_BYTES = 255
PATH_BYTES = 1000
_RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
"""Names that Windows gives to devices, whatever their ending."""
_LEFT_BEHIND = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini", ".git/", "__pycache__/")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much an archive may unpack to, archives within it included. Sizes in bytes."""

    entries: int = 20_000
    unpacked: int = 1 << 30
    ratio: int = 100
    """Unpacked to packed, counted once more than ``ratio_from`` came out."""
    ratio_from: int = 64 << 20
    depth: int = 2
    """Archives within archives: 1 is a zip in the zip."""


class Unsafe(Exception):
    """A bound was passed: looking on would do the harm itself."""


@dataclass(slots=True)
class Tally:
    """What was seen of one archive so far. Raises Unsafe when a bound is passed."""

    bounds: Bounds
    packed: int
    """Size of the archive itself."""
    entries: int = 0
    unpacked: int = 0
    wrong: list[str] = field(default_factory=list)

    def entry(self) -> None:
        """One more file."""
        self.entries += 1
        if self.entries > self.bounds.entries:
            raise Unsafe(f"there are more than {self.bounds.entries} files in it")

    def bytes(self, count: int) -> None:
        """So many more bytes came out."""
        self.unpacked += count
        if self.unpacked > self.bounds.unpacked:
            raise Unsafe(f"it unpacks to more than {self.bounds.unpacked >> 20} MB")
        if self.unpacked > max(self.bounds.ratio_from, self.packed * self.bounds.ratio):
            raise Unsafe(f"it unpacks to more than {self.bounds.ratio} times its size")


def wrong_name(path: str) -> str:
    """Why a path within an archive must not be unpacked; empty where it may. Folders end with ``/``."""
    if not path.strip("/"):
        return "has no name"
    if path.startswith(("/", "\\")) or (len(path) > 1 and path[1] == ":" and path[0].isalpha()):
        return "is an absolute path"
    if "\\" in path:
        return "has a backslash in its name"
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in path):
        return "has control characters in its name"
    if len(path.encode("utf-8", "surrogatepass")) > PATH_BYTES:
        return f"has a path of more than {PATH_BYTES} bytes"
    for part in path.removesuffix("/").split("/"):
        if part == "..":
            return "leads out of the archive's own folder"
        if part in ("", "."):
            return "has an empty part in its path"
        if len(part.encode("utf-8", "surrogatepass")) > NAME_BYTES:
            return f"has a name of more than {NAME_BYTES} bytes"
        if part != part.rstrip(". ") or part.split(".")[0].casefold() in _RESERVED or ":" in part:
            return "has a name that Windows cannot keep"
    return ""


def wrong_names(paths: Iterable[str]) -> list[str]:
    """Of the members of one archive: each wrong name with why, and names that would overwrite each other."""
    wrong: list[str] = []
    seen: dict[str, str] = {}
    for path in paths:
        why = wrong_name(path)
        if why:
            wrong.append(f"{shown(path)} {why}")
            continue
        folded = unicodedata.normalize("NFC", path).casefold().removesuffix("/")
        if folded in seen and not (path.endswith("/") and seen[folded].endswith("/")):
            wrong.append(f"{shown(path)} is there twice (upper and lower case are the same on many systems)")
        seen.setdefault(folded, path)
    return wrong


def remarks(paths: Iterable[str], *, readme: bool, tex: bool) -> list[str]:
    """What readers may stumble over. ``readme``: a readme is expected; ``tex``: sources are."""
    known = [path.casefold() for path in paths if not path.endswith("/")]
    told = []
    tops = {path.split("/")[0] for path in known if "/" in path}
    top = f"{tops.pop()}/" if len(tops) == 1 and all("/" in path for path in known) else ""
    if readme and not any(path.removeprefix(top) in ("readme.txt", "readme.md", "readme") for path in known):
        told.append("There is no readme.txt at its top: say there what the files are.")
    if tex and not any(path.endswith((".tex", ".ltx", ".docx", ".odt", ".typ", ".md")) for path in known):
        told.append("There is no source of the paper in it (.tex, .docx, …).")
    left = {mark for mark in _LEFT_BEHIND if any(f"/{path}".find(f"/{mark}") >= 0 for path in known)}
    if left:
        told.append(
            f"Left over from somebody's machine: {', '.join(sorted(each.strip('/') for each in left))}."
        )
    return told


def shown(path: str) -> str:
    """A path as it may be printed."""
    plain = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in path)
    return repr(plain if len(plain) <= 80 else f"{plain[:77]}…")
