"""What another profile would change, what the rules are, and the report as files."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from colophon.validation.domain.rules.catalogue import HOOKS, RULES

CORPUS = Path(__file__).parents[2] / "corpus"

pytestmark = pytest.mark.xdist_group("check")


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "colophon.cli.main", *map(str, args)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def profile(root: Path, name: str, text: str) -> Path:
    (root / name).mkdir()
    (root / name / "profile.toml").write_text(text)
    return root / name


def test_diff_names_the_papers_whose_verdict_changes(tmp_path: Path) -> None:
    mine = profile(tmp_path, "mine", 'extends = "ieee-sc26"\ntitle = "Mine"\n[limits]\ncontent_pages = 8\n')
    papers = [CORPUS / "ieee-over-7.pdf", CORPUS / "ieee-lowres.pdf"]
    done = run("profile", "diff", "ieee-sc26", mine, *papers, "--json", "-j", "1")
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)
    assert (told["now"], told["then"], told["changed"]) == ("ieee-sc26", "mine", 1)
    over, low = told["papers"]
    assert (over["now"], over["then"], over["goes"]) == ("hold", "pass", ["PGS-001"])
    assert (low["now"], low["then"], low["comes"], low["goes"]) == ("hold", "hold", [], [])
    same = run("profile", "diff", "ieee-sc26", "ieee-sc26", papers[0], "-j", "1")
    assert same.returncode == 0
    assert "of 1 papers 0 would now fail, 0 would now pass" in same.stdout


def test_a_bad_profile_is_refused_by_file_and_key_or_line(tmp_path: Path) -> None:
    key = profile(tmp_path, "key", 'extends = "ieee-sc26"\ntitle = "x"\n[severity]\nPGS-999 = "error"\n')
    line = profile(tmp_path, "line", 'extends = "ieee-sc26"\n[severity\n')
    for bad, says in ((key, "severity.PGS-999: there is no such rule"), (line, "line 2")):
        refused = run("profile", "check", bad)
        assert refused.returncode == 3
        assert f"{bad.name}/profile.toml" in refused.stderr
        assert says in refused.stderr
    assert run("profile", "check", "acm-sc25").returncode == 0


def test_rules_lists_the_whole_catalogue() -> None:
    told = json.loads(run("rules", "--json").stdout)
    listed = {rule["id"]: rule for rule in told["rules"]}
    assert set(RULES) | set(HOOKS) <= set(listed)
    five = listed["PGS-001"]
    assert (five["levels"]["ieee-sc26"], five["waivable_by"]["ieee-sc26"]) == ("error", "nobody")
    assert all(listed[hook]["needs"] and set(listed[hook]["levels"].values()) == {"off"} for hook in HOOKS)
    assert run("rules", "--profile", "nobody").returncode == 3


def test_report_as_files_leads_everywhere_it_says(tmp_path: Path) -> None:
    done = run(
        "check", CORPUS / "ieee-over-7.pdf", CORPUS / "ieee-userpw.pdf", "-q", "-j", "1", "--html", tmp_path
    )
    assert done.returncode == 2, done.stderr
    pages = sorted(tmp_path.glob("*.html"))
    assert len(pages) == 3
    for page in pages:
        text = page.read_text()
        for target in re.findall(r'(?:src|href)="([^"#]+)[^"]*"', text):
            if not target.startswith("data:"):
                assert (tmp_path / target).is_file(), (page.name, target)
        assert "The main text takes 7 pages" in text or "ieee-userpw" in text
