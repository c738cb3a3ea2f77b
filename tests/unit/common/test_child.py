"""The wall around untrusted files: every way a child can go wrong ends in ChildFailed."""

import importlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from colophon.common.child import ChildFailed, Limits, run

SMALL = Limits(cpu=1, wall=2.0, memory=200 << 20, answer=1000)
PATIENT = replace(SMALL, wall=60.0)
"""Where the processor's time is to run out first, also on a machine that has little of it to give."""


@pytest.fixture(scope="module")
def jobs() -> Any:
    # Children find their function by module name: make the folder importable for them too.
    sys.path.insert(0, str(Path(__file__).parent))
    yield importlib.import_module("child_jobs")
    sys.path.remove(str(Path(__file__).parent))


def test_answers(jobs: Any) -> None:
    assert run(jobs.upper, "abc", SMALL) == b"ABC"


@pytest.mark.parametrize(
    ("job", "argument", "kind"),
    [
        ("sleep", 30, "wall"),
        ("spin", None, "cpu"),
        ("fill", 2000, "answer"),
        ("hoard", 1 << 30, "memory"),
        ("die", None, "died"),
        ("leave", None, "died"),
        ("fail", "secret", "error"),
        ("recurse", None, "error"),
    ],
)
def test_every_failure_has_its_kind(jobs: Any, job: str, argument: Any, kind: str) -> None:
    with pytest.raises(ChildFailed) as failed:
        run(getattr(jobs, job), argument, PATIENT if kind == "cpu" else SMALL)
    assert failed.value.kind == kind
    assert "secret" not in failed.value.reason
    assert run(jobs.upper, "next", SMALL) == b"NEXT"


def test_no_secrets_of_the_environment(jobs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLOPHON_S3_SECRET_KEY", "hush")
    assert run(jobs.secrets, None, SMALL) == b"{}"
