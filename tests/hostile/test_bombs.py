"""Each bomb gets a verdict within 15 s, the parent does not grow, and the next paper is answered at once."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import sys
import time
from pathlib import Path
from types import ModuleType

import psutil
import pytest

from colophon.common import child, profiles
from colophon.common.domain.findings import Verdict
from colophon.common.domain.venue import Paper, Venue
from colophon.validation.judge import PRELOAD, Report, judge_file

CORPUS = Path(__file__).parents[1] / "corpus"
VENUE = Venue("v", "v", "v")
SOUND = CORPUS / "ieee-ok-3.pdf"


def _bombs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bombs", Path(__file__).parent / "bombs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["bombs"] = module
    spec.loader.exec_module(module)
    return module


bombs = _bombs()


def _judge(path: Path) -> Report:
    return judge_file(path, Paper("p", "", ()), VENUE, profiles.load("ieee-sc26"), filename=path.name)


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    child.start(PRELOAD)
    _judge(SOUND)


@pytest.mark.parametrize("name", bombs.BUILDERS)
def test_bomb(name: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(bombs.BUILDERS[name]())
    process = psutil.Process(os.getpid())
    before = process.memory_info().rss
    begun = time.monotonic()
    report = _judge(path)
    assert time.monotonic() - begun < 15
    assert process.memory_info().rss - before < 50 << 20
    assert report.verdict is Verdict.HOLD
    assert report.findings
    text = json.dumps([f.message for f in report.findings], ensure_ascii=False)
    assert all(c.isprintable() for c in text), "control characters of the file reached a message"
    # A tenth of a second on a quiet machine; a child that lingers would take the bomb's limits, 9 s or more.
    begun = time.monotonic()
    assert _judge(SOUND).facts.page_count == 4
    assert time.monotonic() - begun < 5


def test_password_is_said_and_never_shown(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(bombs.encrypted("open sesame"))
    report = _judge(path)
    assert [f.rule for f in report.findings if f.severity == "error"] == ["PDF-005"]
    assert "sesame" not in repr(report)


@pytest.mark.parametrize("seed", range(24))
def test_flipped_bytes_of_a_sound_paper(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    data = bytearray((CORPUS / ("acm-ok-3.pdf" if seed % 2 else "ieee-ok-3.pdf")).read_bytes())
    for _ in range(1 << (seed % 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if seed % 5 == 0:
        at = chance.randrange(len(data))
        del data[at : at + chance.randrange(5000)]
    path = tmp_path / "flipped.pdf"
    path.write_bytes(bytes(data))
    begun = time.monotonic()
    report = _judge(path)
    assert time.monotonic() - begun < 15
    assert report.verdict in (Verdict.PASS, Verdict.HOLD)
    assert report.sha256


@pytest.mark.parametrize("share", [0.0, 0.001, 0.02, 0.3, 0.9, 0.97, 0.999])
@pytest.mark.parametrize("stem", ["ieee-ok-3", "acm-ok-3"])
def test_cut_off_anywhere_is_held(stem: str, share: float, tmp_path: Path) -> None:
    data = (CORPUS / f"{stem}.pdf").read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(data[: int(share * len(data))])
    report = _judge(path)
    assert report.verdict is Verdict.HOLD
    assert {f.rule for f in report.findings if f.severity == "error"} <= {
        "PDF-001",
        "PDF-002",
        "PDF-003",
        "PDF-022",
    }
