"""``colophon assemble``, ``plan`` and ``cite`` on a folder, without any server."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
VENUE = """id = "small26"
title = "A Small Workshop"
volume_title = "Proceedings of a Small Workshop"
[[sessions]]
id = "s"
title = "Session"
[[sessions.invited]]
title = "An Invited Talk"
speaker = "Ada Example"
"""
PAPERS = """id,title,authors,session,file
p1,No Session Here,Ana Berg,,acm-ok-3.pdf
p2,In the Session,Bo Éa; Ana Berg,s,ieee-ok-3.pdf
p3,Last of the Session,Ida Ångström,s,ieee-type3.pdf
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    venue = tmp_path / "venue"
    (venue / "papers").mkdir(parents=True)
    (venue / "venue.toml").write_text(VENUE, encoding="utf-8")
    (venue / "papers.csv").write_text(PAPERS, encoding="utf-8")
    for name in ("acm-ok-3", "ieee-ok-3", "ieee-type3"):
        shutil.copyfile(CORPUS / f"{name}.pdf", venue / "papers" / f"{name}.pdf")
    return venue


def colophon(*arguments: str | Path, code: int = 0) -> tuple[str, str]:
    """Standard output and standard error of a command that ends with ``code``."""
    command = [sys.executable, "-m", "colophon.cli.main", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout, done.stderr


def test_a_small_workshop_needs_nothing_else(folder: Path, tmp_path: Path) -> None:
    out, cache = tmp_path / "out", tmp_path / "cache"
    _, said = colophon("assemble", folder, "-o", out, "--cache", cache, "--prove")
    assert "3 papers" in said
    plan = json.loads((out / "plan.json").read_text())
    assert [row["paper"] for row in plan["papers"]] == ["p2", "p3", "p1"]
    assert {path.name for path in (out / "papers").iterdir()} == {"p1.pdf", "p2.pdf", "p3.pdf"}
    assert (out / "volume.bib").read_text().count("@inproceedings") == 3
    first = (out / "volume.pdf").read_bytes()
    assert colophon("cite", out)[0].splitlines()[2].startswith("A. Berg, “No Session Here”")

    lines = [line for line in PAPERS.splitlines() if "p2" not in line]
    (folder / "papers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _, said = colophon("assemble", folder, "-o", out, "--cache", cache)
    assert "p2 “In the Session”: pages 1–4 → (none)" in said
    assert not (out / "papers/p2.pdf").exists()
    (folder / "papers.csv").write_text(PAPERS, encoding="utf-8")
    colophon("assemble", folder, "-o", out, "--cache", cache)
    assert (out / "volume.pdf").read_bytes() == first


def test_everything_that_cannot_be_used_is_refused_by_name_at_once(folder: Path, tmp_path: Path) -> None:
    rows = [
        "p4,Twice,Ana Berg,,acm-ok-3.pdf", "p5,Not There,Ana Berg,,gone.pdf", "p6,No File,Ana Berg,,",
        "p7,Broken,Ana Berg,,broken.pdf", "p8,Locked,Ana Berg,,locked.pdf",
    ]  # fmt: skip
    (folder / "papers.csv").write_text(PAPERS + "\n".join(rows) + "\n", encoding="utf-8")
    data = (CORPUS / "ieee-ok-3.pdf").read_bytes()
    (folder / "papers/broken.pdf").write_bytes(data[: len(data) // 3])
    with pikepdf.open(CORPUS / "ieee-ok-5.pdf") as pdf:
        pdf.save(folder / "papers/locked.pdf", encryption=pikepdf.Encryption(owner="o", user=""))
    _, said = colophon("assemble", folder, "-o", tmp_path / "out", "--cache", tmp_path / "cache", code=1)
    for words in (
        "p4 “Twice”: the same file as p1", "p5 “Not There”: there is no", "p6 “No File”: papers.csv names no",
        "p7 “Broken”: it cannot be read", "p8 “Locked”: it is encrypted",
    ):  # fmt: skip
        assert words in said
    assert not (tmp_path / "out").exists()


def test_a_plan_says_every_page_and_what_a_change_would_move(folder: Path, tmp_path: Path) -> None:
    cache = ("--cache", tmp_path / "cache")
    said, _ = colophon("plan", folder, *cache)
    rows = [line.split()[:2] for line in said.splitlines()[1:]]
    assert rows == [["1–4", "p2"], ["5–10", "p3"], ["11–14", "p1"]]
    said, _ = colophon("plan", folder, "--swap", "p2", "p3", "--start-page", "11", "--json", *cache)
    answer = json.loads(said)
    assert [(p["paper"], p["first"]) for p in answer["papers"]] == [("p3", 11), ("p2", 17), ("p1", 21)]
    new = CORPUS / "ieee-ok-5.pdf"
    said, _ = colophon("plan", folder, "--replace", f"p2={new}", "--json", *cache)
    moved = {c["name"]: c["after"] for c in json.loads(said)["changes"] if c["kind"] == "paper"}
    assert moved == {"p2": "1–6", "p3": "7–12", "p1": "13–16"}
    _, said = colophon("plan", folder, "--without", "p9", *cache, code=3)
    assert "p9" in said
