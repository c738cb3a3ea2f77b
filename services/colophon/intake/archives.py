"""Looking into an archive without unpacking it to disk, in a child process with limits.

Sizes are counted as bytes come out, never believed from headers; archives within it are looked into as well.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from colophon.common import child
from colophon.common.domain.problems import Problem, Reason
from colophon.intake.domain.archives import Bounds, Tally, Unsafe, remarks, shown, wrong_names
from colophon.intake.domain.opening import FileKind

CHUNK = 1 << 17
LIMITS = child.Limits(cpu=60, wall=90.0, memory=512 << 20, answer=1 << 20)
PRELOAD = ["colophon.intake.archives"]
"""For the forkserver."""
KEPT = 64 << 20
"""Bytes of an archive in a tar that is looked into."""
TOLD = 5
"""Wrong things named in one answer."""

Opener = Callable[[], IO[bytes]]
_COMPRESSED: dict[bytes, Callable[[IO[bytes]], IO[bytes]]] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),  # type: ignore[dict-item, return-value]
    b"BZh": lambda file: bz2.BZ2File(file),  # type: ignore[dict-item]
    b"\xfd7zXZ\0": lambda file: lzma.LZMAFile(file),  # type: ignore[dict-item]  # noqa: SIM115
}
_BAD = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
"""What the readers raise for damaged bytes."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in an archive: files, their bytes, remarks."""

    entries: int = 0
    unpacked: int = 0
    remarks: tuple[str, ...] = ()


def survey(path: Path, kind: FileKind, bounds: Bounds) -> Contents:
    """Raises Problem NOT_AN_ARCHIVE or UNSAFE_ARCHIVE with all that is wrong (the first few named)."""
    try:
        told = json.loads(child.run(_look, (str(path), kind.value, bounds), LIMITS))
    except child.ChildFailed as failed:
        raise _unsafe([f"looking into it takes {failed.reason}"]) from failed
    if told["no"]:
        raise Problem(Reason.NOT_AN_ARCHIVE, told["no"], _PACK[kind])
    if told["wrong"]:
        raise _unsafe(told["wrong"])
    return Contents(told["entries"], told["unpacked"], tuple(told["remarks"]))


_PACK = {
    FileKind.SOURCE: "Pack the paper's sources as a zip or tar.gz and upload that.",
    FileKind.AUXILIARY: "Pack the files as a zip and upload that.",
}


def _unsafe(wrong: list[str]) -> Problem:
    more = f"; and {len(wrong) - TOLD} more" if len(wrong) > TOLD else ""
    return Problem(
        Reason.UNSAFE_ARCHIVE,
        f"the archive cannot be taken: {'; '.join(wrong[:TOLD])}{more}",
        "Pack the files anew without what is named here, and upload the new archive.",
    )


def _look(task: tuple[str, str, Bounds]) -> bytes:
    """In the child."""
    path, word, bounds = task
    kind, file = FileKind(word), Path(path)
    tally = Tally(bounds, file.stat().st_size)
    names: list[str] = []
    no = ""
    opener: Opener = lambda: file.open("rb")  # noqa: E731
    try:
        form = _form(opener)
        if form != "zip" and (kind is FileKind.AUXILIARY or not form):
            no = "the file is not a zip archive" if kind is FileKind.AUXILIARY else "the file is no archive"
        else:
            if form == "zip":
                _whole_zip(file, tally)
            names = _into(form, opener, tally, 0, "")
    except Unsafe as unsafe:
        tally.wrong.append(str(unsafe))
    except (NotImplementedError, RuntimeError):
        tally.wrong.append("a file in it is encrypted or compressed by a method that few can read")
    except _BAD as error:
        tally.wrong.append(f"it is damaged ({type(error).__name__})")
    if not no and not tally.wrong and tally.entries == 0:
        tally.wrong.append("it is empty")
    answer = {
        "no": no,
        "wrong": tally.wrong[:1000],
        "entries": tally.entries,
        "unpacked": tally.unpacked,
        "remarks": remarks(names, readme=kind is FileKind.AUXILIARY, tex=kind is FileKind.SOURCE),
    }
    return json.dumps(answer).encode()


def _form(opener: Opener) -> str:
    """``zip``, ``tar``, ``packed`` (one compressed file, a tar perhaps), or empty for anything else."""
    with opener() as file:
        head = file.read(512)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head[257:262] == b"ustar":
        return "tar"
    return "packed" if any(head.startswith(magic) for magic in _COMPRESSED) else ""


def _into(form: str, opener: Opener, tally: Tally, depth: int, where: str) -> list[str]:
    """Count what is in one archive and in those within it; the names of its own members."""
    if depth > tally.bounds.depth:
        raise Unsafe(f"{where}archives are packed into each other more than {tally.bounds.depth} deep")
    if form == "zip":
        with opener() as file, zipfile.ZipFile(file) as archive:
            return _zip(archive, tally, depth, where)
    if form == "tar":
        with opener() as file, tarfile.open(fileobj=file, mode="r|") as tar:
            return _tar(tar, tally, depth, where)

    @contextmanager
    def unpacked() -> Iterator[IO[bytes]]:
        with opener() as file:
            head = file.read(8)
        with opener() as file:
            yield next(make for magic, make in _COMPRESSED.items() if head.startswith(magic))(file)

    with unpacked() as inner:
        is_tar = inner.read(512)[257:262] == b"ustar"
    if is_tar:
        with unpacked() as inner, tarfile.open(fileobj=inner, mode="r|") as tar:
            return _tar(tar, tally, depth, where)
    tally.entry()
    with unpacked() as inner:
        _drain(inner, tally)
    return []


def _zip(archive: zipfile.ZipFile, tally: Tally, depth: int, where: str) -> list[str]:
    members = sorted(archive.infolist(), key=lambda each: each.header_offset)
    names = [each.orig_filename for each in members]
    tally.wrong += [f"{where}{wrong}" for wrong in wrong_names(names)]
    end = 0
    for each in members:
        if each.header_offset < end:
            raise Unsafe(f"{where}files in it overlap each other")
        end = each.header_offset + 30 + each.compress_size
        mode = each.external_attr >> 16
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            tally.wrong.append(f"{where}{shown(each.filename)} is a link or device, not a file")
            continue
        if each.flag_bits & 1:
            tally.wrong.append(f"{where}{shown(each.filename)} is encrypted")
            continue
        if not each.is_dir():
            _member(lambda each=each: archive.open(each), tally, depth, f"{where}{shown(each.filename)}: ")  # type: ignore[misc]
    return names


def _tar(archive: tarfile.TarFile, tally: Tally, depth: int, where: str) -> list[str]:
    names = []
    for each in archive:
        name = f"{each.name}/" if each.isdir() else each.name
        if name.removeprefix("./").strip("/") in ("", "."):
            continue  # "./", as tar itself writes it
        names.append(name.removeprefix("./"))
        if each.isdir():
            continue
        if not each.isfile():
            tally.entry()
            tally.wrong.append(f"{where}{shown(each.name)} is a link or device, not a file")
            continue
        file = archive.extractfile(each)
        if file is not None:
            _member(_kept(file), tally, depth, f"{where}{shown(each.name)}: ")
    tally.wrong += [f"{where}{wrong}" for wrong in wrong_names(names)]
    return names


def _kept(file: IO[bytes]) -> Opener:
    """A tar's stream cannot be read twice: its member's first bytes, or all of it where it is an archive."""
    head = file.read(512)
    if not _form(lambda: io.BytesIO(head)):
        return lambda: cast(IO[bytes], _Then(head, file))
    whole = head + file.read(KEPT - len(head) + 1)
    if len(whole) > KEPT:
        raise Unsafe(f"an archive in it is larger than {KEPT >> 20} MB; put its files in directly")
    return lambda: io.BytesIO(whole)


class _Then(io.RawIOBase):
    """Bytes that were read already, then the rest of the stream; the second time only the former."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int = -1) -> bytes:
        """As a file's."""
        if self._head:
            head, self._head = self._head, b""
            return head
        return self._rest.read(size)


def _member(opener: Opener, tally: Tally, depth: int, where: str) -> None:
    tally.entry()
    with opener() as file:
        _drain(file, tally)
    form = _form(opener)
    if form:
        try:
            _into(form, opener, tally, depth + 1, where)
        except _BAD:
            return  # Looks like an archive and is none; its bytes are counted.


def _drain(file: IO[bytes], tally: Tally) -> None:
    while chunk := file.read(CHUNK):
        tally.bytes(len(chunk))


def _whole_zip(path: Path, tally: Tally) -> None:
    """Nothing before its first file, nothing after its end: no second face."""
    with zipfile.ZipFile(path) as archive, path.open("rb") as file:
        tail: Any = file.seek(-22 - len(archive.comment), 2)
        if file.read(4) != b"PK\x05\x06":
            tally.wrong.append("there is something after its end")
        first = min((each.header_offset for each in archive.infolist()), default=tail)
        if first != 0:
            tally.wrong.append("there is something before its first file")
