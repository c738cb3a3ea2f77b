"""Findings about the service, not the paper: nothing could be judged, and nobody can waive that."""

from __future__ import annotations

from typing import NamedTuple

from colophon.common.domain.findings import Finding, Severity
from colophon.validation.domain.rulings import identify


class _Trouble(NamedTuple):
    title: str
    message: str
    remedy: str


_OPERATOR = "Upload the file again, or tell those who run this installation."

TROUBLES = {
    "CFG-001": _Trouble(
        "The venue's profile can be used",
        "The venue's profile “{name}” is not there or not right; nothing was checked.",
        "The organisers choose another profile, or mend this one.",
    ),
    "SRV-001": _Trouble("The stored file is there", "The stored file is missing from the store.", _OPERATOR),
    "SRV-002": _Trouble(
        "The stored file is what was uploaded",
        "The stored file's SHA-256 is not that of the upload: the store has damaged it.",
        _OPERATOR,
    ),
    "SRV-003": _Trouble(
        "The check ended",
        "The check could not be finished: something failed that should not have.",
        "Tell those who run this installation; the file itself may be sound.",
    ),
}


def finding(rule: str, **values: str) -> Finding:
    """One of them."""
    trouble = TROUBLES[rule]
    made = identify([Finding(rule, Severity.ERROR, trouble.message.format(**values), trouble.remedy)])
    return made[0]
