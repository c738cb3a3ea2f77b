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
        (
            'title = "x"\n[categories.short.limits]\ncontent_page = 2\n',
            "categories.short.limits.content_page",
        ),
        ('title = "x"\n[categories.short.stamps]\na = 1\n', "categories.short.stamps: cannot differ"),
        ('title = "x"\n[limits]\ncontent_pages = 0\n', "limits.content_pages: must be 1 or more"),
        ('title = "x"\ndigest = "y"\n', "digest: is not for a file to set"),
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


def test_categories_lie_over_the_profile(tmp_path: Path) -> None:
    _write(
        tmp_path,
        "base",
        'title = "Base"\n[limits]\ncontent_pages = 5\nmax_bytes = 9\n'
        '[waivers]\ndefault = "editor"\n'
        "[categories.short.limits]\ncontent_pages = 2\n"
        '[categories.demo]\nwaivers = {default = "nobody"}\nseverity = {GEO-001 = "off"}\n',
    )
    base = profiles.load("base", tmp_path)
    short, demo = base.for_category("short"), base.for_category("demo")
    assert (short.limits.content_pages, short.limits.max_bytes) == (2, 9)
    assert short.with_page_limit(8).limits.content_pages == 2, "a category's own limit goes first"
    assert demo.with_page_limit(8).limits.content_pages == 8
    assert (demo.waivable_by("FNT-001"), demo.severity["GEO-001"]) == ("nobody", "off")
    assert base.for_category("unknown") is base


def test_the_file_of_the_chain_that_is_wrong_is_named(tmp_path: Path) -> None:
    _write(tmp_path, "base", 'title = "Base"\n[limits]\nmax_bytes = "big"\n')
    _write(tmp_path, "child", 'extends = "base"\ntitle = "Child"\n')
    with pytest.raises(profiles.BadProfile, match=r"base/profile\.toml: limits\.max_bytes: must be int"):
        profiles.load("child", tmp_path)


def test_rules_that_are_none_are_refused_where_rules_are_known(tmp_path: Path) -> None:
    _write(tmp_path, "base", 'title = "Base"\n[severity]\nXYZ-001 = "error"\n')
    profiles.load("base", tmp_path)
    with pytest.raises(profiles.BadProfile, match=r"severity\.XYZ-001: there is no such rule"):
        profiles.load("base", tmp_path, rules={"PDF-001"})
