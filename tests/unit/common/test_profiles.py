"""Profiles: what ships loads, and a bad one is refused by file and key."""

from pathlib import Path

import pytest

from colophon.common import profiles


def _write(root: Path, name: str, text: str) -> None:
    (root / name).mkdir(parents=True, exist_ok=True)
    (root / name / "profile.toml").write_text(text)


@pytest.mark.parametrize("name", ["acm-sc25", "generic", "ieee-sc26"])
def test_shipped(name: str) -> None:
    profile = profiles.load(name)
    assert profile.name == name
    assert profile.stamps
    assert profile.packing_list
    assert profile.digest


def test_workshop_facts() -> None:
    ieee = profiles.load("ieee-sc26")
    assert (ieee.limits.content_pages, ieee.limits.max_bytes) == (5, 4_000_000)
    assert ieee.waivable_by("PGS-001") == "nobody"
    assert ieee.waivable_by("IMG-001") == "editor"
    assert ieee.with_page_limit(8).limits.content_pages == 8
    assert ieee.with_page_limit(None) is ieee


def test_child_lies_over_parent(tmp_path: Path) -> None:
    _write(tmp_path, "base", 'title = "Base"\n[limits]\nmax_bytes = 5\ncontent_pages = 4\n')
    _write(tmp_path, "child", 'extends = "base"\ntitle = "Child"\n[limits]\ncontent_pages = "none"\n')
    child = profiles.load("child", tmp_path)
    assert (child.title, child.limits.max_bytes, child.limits.content_pages) == ("Child", 5, None)
    assert child.digest != profiles.load("base", tmp_path).digest


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('title = "x"\n[limits]\nmax_byte = 1\n', "limits.max_byte"),
        ('title = "x"\n[limits]\nmax_bytes = "big"\n', "limits.max_bytes"),
        ('title = "x"\n[severity]\nPGS-001 = "fatal"\n', "severity.PGS-001"),
        ('title = "x"\n[severity]\npages = "error"\n', "severity.pages"),
        ('title = "x"\n[limits\n', "line 2"),
        ("[limits]\nmax_bytes = 1\n", "title: missing"),
        ('title = "x"\nextends = "nowhere"\n', "no profile 'nowhere'"),
        ('title = "x"\nextends = "bad"\n', "circle"),
        ('title = "x"\n[[rights.classes]]\nname = "a"\nline = "b"\npattern = "("\n', "bad pattern"),
        ('title = "x"\n[[stamps]]\nname = "a"\ntext = "b"\nbox = [0, 0, 9999, 5]\n', "not on the page"),
    ],
)
def test_bad_is_refused_by_key(tmp_path: Path, text: str, says: str) -> None:
    _write(tmp_path, "bad", text)
    with pytest.raises(profiles.BadProfile, match="profile") as refused:
        profiles.load("bad", tmp_path)
    assert says in str(refused.value)


def test_unknown_name_lists_what_there_is() -> None:
    with pytest.raises(profiles.BadProfile, match="ieee-sc26"):
        profiles.load("../../etc")
