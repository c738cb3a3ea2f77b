"""Whether what came out is right, judged by other tools than those that made it."""

from __future__ import annotations

import hashlib
import itertools
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

import pikepdf
from bibtexparser.entrypoint import parse_file

from colophon.cli.demo.record import must
from colophon.common.domain.venue import Venue

MAX_BYTES = 2_000_000_000


def plain(text: str) -> str:
    """Text for comparing: NFKC, case and blanks folded."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())


def volume(path: Path, build: dict[str, Any], titles: dict[str, str], pages: dict[str, int]) -> list[str]:
    """Page plan, page labels and outline against what was uploaded. ``titles`` and ``pages`` by paper's name.

    Facts worth telling; raises Failed.
    """
    placed = {one["paper"]: one for one in build["papers"]}
    must(placed.keys() == titles.keys(), f"in the plan: {sorted(placed)}; accepted: {sorted(titles)}")
    plan = sorted(placed.values(), key=lambda one: int(one["first_page"]))
    for before, after in itertools.pairwise(plan):
        must(
            after["first_page"] > before["last_page"],
            f"{after['paper']} begins before {before['paper']} ends",
        )
    with pikepdf.open(path) as pdf:
        labels = [str(page.label) for page in pdf.pages]
        must(labels[0] == "i", f"the first page is labelled {labels[0]!r}, not i")
        numbered = {label: place for place, label in enumerate(labels)}
        for one in plan:
            count = one["last_page"] - one["first_page"] + 1
            must(
                count == pages[one["paper"]],
                f"{one['paper']} has {count} pages, {pages[one['paper']]} came in",
            )
            must(str(one["last_page"]) in numbered, f"no page is labelled {one['last_page']}")
        found: dict[str, int] = {}
        _outline(pdf, pdf.open_outline().root, found)
        for paper, title in titles.items():
            place = found.get(plain(title))
            must(place is not None, f"the outline does not name {title!r}")
            must(
                labels[place or 0] == str(placed[paper]["first_page"]),
                f"the outline leads to page {labels[place or 0]} for {title!r}",
            )
        return [f"{len(labels)} pages", f"{len(plan)} papers where the page plan puts them", "outline right"]


def _outline(pdf: pikepdf.Pdf, items: Any, found: dict[str, int]) -> None:
    """Title → page's place, for every outline entry."""
    for item in items:
        place = _page_of(pdf, item)
        if place is not None:
            found.setdefault(plain(item.title), place)
        _outline(pdf, item.children, found)


def _page_of(pdf: pikepdf.Pdf, item: Any) -> int | None:
    destination = item.destination
    if destination is None and item.action is not None:
        destination = item.action.get("/D")
    if isinstance(destination, pikepdf.String | pikepdf.Name | str):
        tree = pikepdf.NameTree(pdf.Root.Names.Dests)
        destination = tree[str(destination)]
        if isinstance(destination, pikepdf.Dictionary):
            destination = destination["/D"]
    if not isinstance(destination, pikepdf.Array) or len(destination) == 0:
        return None
    return pikepdf.Page(destination[0]).index


def bibliography(path: Path, titles: list[str], venue: Venue) -> str:
    """Every paper once, the volume itself once, invited talks nowhere."""
    library = parse_file(str(path))
    must(not library.failed_blocks, f"{len(library.failed_blocks)} entries of {path.name} do not parse")
    entries = [entry for entry in library.entries if entry.entry_type.casefold() == "inproceedings"]
    volumes = [entry for entry in library.entries if entry.entry_type.casefold() == "proceedings"]
    must(len(entries) == len(titles), f"{len(entries)} papers in {path.name}, {len(titles)} accepted")
    must(len(volumes) == 1, f"{len(volumes)} entries for the volume itself")
    text = plain(path.read_text(encoding="utf-8").replace("{", "").replace("}", ""))
    for session in venue.sessions:
        for talk in session.invited:
            must(plain(talk.title) not in text, f"the invited talk {talk.title!r} is in {path.name}")
    return f"{len(entries)} papers and the volume cite well"


def package(path: Path, release: dict[str, Any], volume_sha256: str) -> list[str]:
    """The bag complete, each checksum right, each file as the API named it, the volume the build's."""
    with tempfile.TemporaryDirectory(prefix="colophon-") as folder:
        root = _unpacked(path, Path(folder))
        judged = subprocess.run(
            [sys.executable, "-m", "colophon.cli.demo.bag_check", str(root)],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        must(judged.returncode == 0, f"bagit refuses the package: {judged.stderr.strip()[-500:]}")
        named = {}
        for line in (root / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines():
            digest, _, name = line.partition("  ")
            must(sha256(root / name) == digest, f"{name} is not what the manifest says")
            named[name] = digest
        there = {one.relative_to(root).as_posix() for one in (root / "data").rglob("*") if one.is_file()}
        must(there == named.keys(), f"in data/ and not in the manifest: {sorted(there - named.keys())}")
        for file in release["files"]:
            inner = file["path"] if file["path"] in named else f"data/{file['path']}"
            if inner in named:
                must(named[inner] == file["sha256"], f"{inner} has another digest in the release")
        must(volume_sha256 in named.values(), "the built volume is not in the package")
        return [f"{len(named)} files", "every SHA-256 right", "bagit accepts the bag"]


def _unpacked(path: Path, folder: Path) -> Path:
    """The bag's folder; a name that would leave the folder is refused."""
    with zipfile.ZipFile(path) as archive:
        must(archive.testzip() is None, "the zip is damaged")
        total = sum(one.file_size for one in archive.infolist())
        must(total < MAX_BYTES, f"the package unpacks to {total} bytes")
        for one in archive.infolist():
            inner = PurePosixPath(one.filename)
            must(not inner.is_absolute() and ".." not in inner.parts, f"a file named {one.filename!r}")
        archive.extractall(folder)
    bags = sorted(folder.rglob("bagit.txt"), key=lambda one: len(one.parts))
    must(bags, "there is no bagit.txt in the package")
    return bags[0].parent


def sha256(path: Path) -> str:
    """Hexadecimal digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
