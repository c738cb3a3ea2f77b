"""Archives that must not be unpacked are refused with why; sound ones are counted."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from colophon.common import child
from colophon.common.domain.problems import Problem, Reason
from colophon.intake.archives import PRELOAD, Contents, survey
from colophon.intake.domain.archives import Bounds, wrong_names
from colophon.intake.domain.opening import FileKind

SMALL = Bounds(entries=50, unpacked=4 << 20, ratio=100, ratio_from=1 << 20, depth=2)
PLAIN = {"readme.txt": b"hello", "data/a.csv": b"1,2\n" * 10, "data/b.csv": b""}


@pytest.fixture(autouse=True, scope="module")
def _forkserver() -> None:
    child.start(PRELOAD)


def zipped(files: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name) if name.endswith("/") else name, data)
    return made.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w:gz", link: str = "") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        if link:
            info = tarfile.TarInfo("shortcut")
            info.type, info.linkname = tarfile.SYMTYPE, link
            archive.addfile(info)
    return made.getvalue()


def linked() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo("shortcut")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return made.getvalue()


def encrypted() -> bytes:
    data = bytearray(zipped({"a": b"secret"}, method=zipfile.ZIP_STORED))
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def overlapping() -> bytes:
    """Two entries of the directory that name one file's bytes: how small bombs are made."""
    data = bytearray(zipped({"a": bytes(5000), "b": bytes(5000)}, method=zipfile.ZIP_STORED))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = (0).to_bytes(4, "little")
    return bytes(data)


def looked(tmp_path: Path, data: bytes, kind: FileKind = FileKind.AUXILIARY) -> Contents:
    file = tmp_path / "upload"
    file.write_bytes(data)
    return survey(file, kind, SMALL)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (zipped(PLAIN), FileKind.AUXILIARY),
        (zipped(PLAIN), FileKind.SOURCE),
        *((tarred(PLAIN, mode), FileKind.SOURCE) for mode in ("w", "w:gz", "w:bz2", "w:xz")),
    ],
)
def test_a_sound_archive_is_counted(tmp_path: Path, data: bytes, kind: FileKind) -> None:
    contents = looked(tmp_path, data, kind)
    assert (contents.entries, contents.unpacked) == (3, 45)
    assert contents.remarks == (
        () if kind is FileKind.AUXILIARY else ("There is no source of the paper in it (.tex, .docx, …).",)
    )


def test_archives_within_it_are_counted_too(tmp_path: Path) -> None:
    inner = zipped({"x": bytes(1000)})
    contents = looked(tmp_path, zipped({"readme.txt": b"", "inner.zip": inner}))
    assert (contents.entries, contents.unpacked) == (3, len(inner) + 1000)
    tarball = tarred({"paper.tex": b"t", "inner.zip": inner})
    assert looked(tmp_path, tarball, FileKind.SOURCE).unpacked == 1 + len(inner) + 1000


def test_what_only_looks_like_an_archive_is_a_file(tmp_path: Path) -> None:
    contents = looked(
        tmp_path, zipped({"readme.txt": b"", "a.bin": b"PK\x03\x04 no zip", "b": b"\x1f\x8bno"})
    )
    assert contents.entries == 3


BAD = {
    "out of its folder": (zipped({"../evil": b""}), "leads out"),
    "absolute": (zipped({"/etc/passwd": b""}), "absolute"),
    "drive": (zipped({"C:/x": b""}), "absolute"),
    "backslash": (zipped({"..\\evil": b""}), "backslash"),
    "control": (zipped({"a\nb": b""}), "control"),
    "device": (zipped({"data/NUL.txt": b""}), "Windows"),
    "twice": (zipped({"A.txt": b"", "a.TXT": b""}), "twice"),
    "long": (zipped({"x" * 300: b""}), "255 bytes"),
    "link": (linked(), "is a link"),
    "encrypted": (encrypted(), "encrypted"),
    "many": (zipped({f"{n}": b"" for n in range(51)}), "more than 50 files"),
    "large": (zipped({f"{n}": bytes(1 << 20) for n in range(5)}, method=zipfile.ZIP_STORED), "4 MB"),
    "ratio": (zipped({"zeros": bytes(3 << 20)}), "100 times"),
    "inner ratio": (zipped({"a.zip": zipped({"zeros": bytes(3 << 20)})}), "100 times"),
    "overlap": (overlapping(), "overlap"),
    "before": (b"%!PS junk" + zipped(PLAIN), "no zip"),
    "hidden before": (b"PK\x03\x04" + bytes(40) + zipped(PLAIN), "before its first file"),
    "after": (zipped(PLAIN) + b"<script>", "after its end"),
    "cut": (zipped({"a": bytes(range(256)) * 400})[:-300], "damaged"),
    "empty": (zipped({}), "empty"),
}


@pytest.mark.parametrize("case", BAD)
def test_an_unsafe_archive_is_refused_with_why(tmp_path: Path, case: str) -> None:
    data, why = BAD[case]
    with pytest.raises(Problem) as caught:
        looked(tmp_path, data)
    if case == "before":
        assert caught.value.reason is Reason.NOT_AN_ARCHIVE
    else:
        assert caught.value.reason is Reason.UNSAFE_ARCHIVE
        assert why in caught.value.message
    assert caught.value.remedy


def test_archives_packed_too_deep_are_refused(tmp_path: Path) -> None:
    data = zipped({"x": b"x"})
    for _ in range(2):
        data = zipped({"inner.zip": data})
    assert looked(tmp_path, data).entries == 3
    with pytest.raises(Problem, match="more than 2 deep"):
        looked(tmp_path, zipped({"inner.zip": data}))


def test_links_and_bombs_in_a_tar_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="is a link"):
        looked(tmp_path, tarred({}, link="/etc"), FileKind.SOURCE)
    with pytest.raises(Problem, match="100 times"):
        looked(tmp_path, tarred({"zeros": bytes(3 << 20)}), FileKind.SOURCE)


def test_a_tar_is_no_auxiliary_zip(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        looked(tmp_path, tarred(PLAIN))
    assert caught.value.reason is Reason.NOT_AN_ARCHIVE


def test_ordinary_names_pass() -> None:
    names = ["a/", "a/b.txt", "a/.hidden", "Ünï cödé.txt", "a b (1).txt", "con-fig/aux_1.py", "a/"]
    assert wrong_names(names) == []
