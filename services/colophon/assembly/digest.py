"""What a build is a function of, as digests: of all its inputs, and of this program's own part in it."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.metadata
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf

from colophon.assembly.domain.inputs import BuildInputs, LeftOut
from colophon.assembly.render import fonts
from colophon.common.domain.venue import Venue

STEP_VERSION = 3
"""Of the steps: part of the inputs' digest and of every step's key, raised when the same inputs give other
bytes."""
_RUNNING = frozenset(
    [
        "id", "version", "profile", "page_limit", "opens", "soft_deadline", "hard_deadline", "grace_minutes",
        "repair_until", "freeze",
    ]
)  # fmt: skip
_HERE = Path(__file__).parent


def inputs_digest(inputs: BuildInputs, left_out: Iterable[LeftOut], draft: bool) -> str:
    """sha256 of everything the volume is a function of, this program and its fonts included.

    Names that only say where something lives (the venue's and revisions' names, paths, versions) are
    no part of it: two venues with the same facts get the same bytes.
    """
    rows = []
    for item in sorted(inputs.papers, key=lambda p: (p.paper.order, p.paper.id)):
        record = dataclasses.asdict(item.paper)
        for name in ("version", "order"):
            del record[name]
        rows.append([record, item.sha256, [dataclasses.asdict(one) for one in item.artifacts]])
    profile = dataclasses.asdict(inputs.profile)
    kept = {name: profile[name] for name in ("page", "stamps", "rights", "files", "delivery", "linearized")}
    everything = {
        "venue": described(inputs.venue),
        "papers": rows,
        "profile": kept,
        "recto": inputs.recto,
        "left_out": [dataclasses.asdict(item) for item in left_out],
        "draft": draft,
        "step_version": STEP_VERSION,
        "versions": versions(),
        "fonts": fonts.digests(),
    }
    text = json.dumps(everything, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def versions() -> dict[str, str]:
    """Of the libraries whose bytes are in the volume."""
    return {
        "pikepdf": pikepdf.__version__,
        "qpdf": pikepdf.__libqpdf_version__,
        "reportlab": importlib.metadata.version("reportlab"),
    }


@cache
def program() -> str:
    """sha256 of the code that sets, stamps and reads, with its libraries' versions and its fonts.

    Part of every step's key: another version of this program finds nothing of this one's.
    """
    read = importlib.metadata.version("pypdfium2")
    digest = hashlib.sha256(json.dumps([STEP_VERSION, versions(), read, fonts.digests()]).encode())
    for path in sorted([*(_HERE / "render").glob("*.py"), *(_HERE / "domain").glob("*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def described(venue: Venue) -> dict[str, Any]:
    """A venue's record without what says only where it lives and how its papers are collected."""
    record = dataclasses.asdict(venue)
    return {name: value for name, value in record.items() if name not in _RUNNING}
