"""Letters and prefaces from files beside ``venue.toml``, their pictures carried along."""

from __future__ import annotations

import base64
from pathlib import Path

from PIL import Image

from colophon.common.domain.venue import Letter, Venue
from colophon.common.mistakes import Mistake
from colophon.common.venuetoml import PICTURE_BYTES, read_venue

VENUE = 'id = "t26"\ntitle = "T"\nvolume_title = "Proceedings"\n'


def read(folder: Path, text: str) -> tuple[Venue | None, list[Mistake]]:
    (folder / "venue.toml").write_text(VENUE + text, encoding="utf-8")
    mistakes: list[Mistake] = []
    return read_venue(folder / "venue.toml", mistakes), mistakes


def test_a_letter_is_a_file_or_the_text_itself(tmp_path: Path) -> None:
    (tmp_path / "welcome.md").write_text("Dear *reader*.", encoding="utf-8")
    venue, mistakes = read(
        tmp_path,
        '[[letters]]\ntitle = "A"\ntext = "welcome.md"\n[[letters]]\ntitle = "B"\ntext = "Words."\n',
    )
    assert mistakes == []
    assert venue is not None
    assert venue.letters == (Letter("A", "Dear *reader*."), Letter("B", "Words."))


def test_pictures_beside_a_letter_go_into_its_text(tmp_path: Path) -> None:
    Image.new("RGB", (30, 20), "navy").save(tmp_path / "a.png")
    (tmp_path / "preface.md").write_text("![A field](a.png)\n\n![far](https://example.org/b.png)\n")
    venue, mistakes = read(tmp_path, 'preface = "preface.md"\n')
    assert mistakes == []
    assert venue is not None
    inside = base64.b64encode((tmp_path / "a.png").read_bytes()).decode()
    assert f"![A field](data:image/png;base64,{inside})" in venue.preface
    assert "![far](https://example.org/b.png)" in venue.preface


def test_a_picture_that_cannot_go_along_is_told_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "venue"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(b"x")
    (folder / "large.png").write_bytes(b"x" * (PICTURE_BYTES + 1))
    (folder / "preface.md").write_text(
        "One\n\n![](gone.png)\n![](../secret.png)\n![](large.png)\n![](a.svg)\n"
    )
    venue, mistakes = read(folder, 'preface = "preface.md"\n')
    assert venue is None
    assert [mistake.line for mistake in mistakes] == [3, 4, 5, 6]
    assert all("120 kB" in mistake.remedy for mistake in mistakes)
