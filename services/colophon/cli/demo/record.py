"""What happened, for ``report.json``: each step with its seconds, each upload with receipt and findings."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from colophon.cli.demo.screen import Screen


class Failed(Exception):
    """A step did not do what it should."""


def must(condition: object, message: str) -> None:
    """Raise Failed unless the condition holds."""
    if not condition:
        raise Failed(message)


@dataclass
class Step:
    """One step of the journey."""

    title: str
    seconds: float = 0.0
    ok: bool = False
    facts: list[str] = field(default_factory=list)


@dataclass
class Upload:
    """One upload: what was sent, the receipt, what was found, and what should have been."""

    paper: str
    file: str
    expected: str
    expected_rules: list[str]
    status: int = 0
    receipt: dict[str, Any] = field(default_factory=dict)
    verdict: str = ""
    findings: list[dict[str, Any]] = field(default_factory=list)
    check: str = ""
    seconds_to_receipt: float = 0.0
    seconds_to_verdict: float = 0.0
    as_expected: bool = False

    @property
    def revision(self) -> str:
        """The revision's name, from the receipt."""
        return str(self.receipt.get("revision", ""))


class Record:
    """Keeps all of it, shows each step, writes the report."""

    def __init__(self, screen: Screen, url: str) -> None:
        self.screen = screen
        self.began = time.monotonic()
        self.steps: list[Step] = []
        self.uploads: list[Upload] = []
        self.facts: dict[str, Any] = {"url": url}

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """A step: its title, what happens in it, then its time. What fails in it is told and raised."""
        one = Step(title)
        self.steps.append(one)
        self.screen.title(f"{len(self.steps)}. {title}")
        start = time.monotonic()
        try:
            with self.screen.working(title):
                yield one
            one.ok = True
        finally:
            one.seconds = round(time.monotonic() - start, 3)
            facts = "; ".join(one.facts)
            mark, style = ("✓", "green") if one.ok else ("✗", "red")
            ended = facts if one.ok and facts else "done" if one.ok else "not as it should be"
            self.screen.line(mark, f"{ended}  ({one.seconds:.1f} s)", style)

    def write(self, path: Path, ok: bool, error: str = "") -> None:
        """``report.json``."""
        told = {
            "ok": ok,
            "error": error,
            "seconds": round(time.monotonic() - self.began, 3),
            **self.facts,
            "steps": [asdict(one) for one in self.steps],
            "uploads": [asdict(one) for one in self.uploads],
        }
        path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
