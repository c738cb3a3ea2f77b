"""What comes back of one file, made where the file was judged: small, whatever the file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from colophon.common import report
from colophon.common.domain.findings import Verdict
from colophon.validation.domain.rules.catalogue import RULES_VERSION
from colophon.validation.judge import Report, Task
from colophon.validation.wire import check_proto


class Exit(IntEnum):
    """Exit codes: the worst of all files."""

    PASS = 0
    FINDINGS = 1
    UNREADABLE = 2
    USAGE = 3


@dataclass(frozen=True, slots=True)
class Checked:
    """One file's entry in the report's document, and its exit code."""

    entry: dict[str, Any]
    code: Exit


def checked(task: Task, found: Report) -> Checked:
    """The entry of a file."""
    message = check_proto(found.facts, found.judgement, task.profile, RULES_VERSION)
    message.seconds = found.seconds
    return Checked(report.entry(str(task.path), message), _code(found))


def _code(found: Report) -> Exit:
    if not found.facts.readable:
        return Exit.UNREADABLE
    return Exit.PASS if found.verdict is Verdict.PASS else Exit.FINDINGS
