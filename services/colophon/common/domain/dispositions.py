"""What becomes of a paper, and what that means for builds and releases.

docs/dispositions.md says the same as a table, which the tests read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Decided(StrEnum):
    """What an editor says."""

    DEFERRED = "deferred"
    EXCLUDED_NO_UPLOAD = "excluded_no_upload"
    WITHDRAWN = "withdrawn"
    NOT_PRESENTED = "not_presented"


class Disposition(StrEnum):
    """What becomes of a paper."""

    EXPECTED = "expected"
    PUBLISHED = "published"
    DEFERRED = "deferred"
    EXCLUDED_NO_UPLOAD = "excluded_no_upload"
    WITHDRAWN_BEFORE_FREEZE = "withdrawn_before_freeze"
    WITHDRAWN_AFTER_FREEZE = "withdrawn_after_freeze"
    WITHDRAWN_AFTER_RELEASE = "withdrawn_after_release"
    NOT_PRESENTED = "not_presented"

    @property
    def words(self) -> str:
        """As people read it: ``withdrawn after release``."""
        return _WORDS.get(self, self.value.replace("_", " "))


_WORDS = {Disposition.EXCLUDED_NO_UPLOAD: "excluded, nothing was uploaded"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row of the table."""

    needed: bool
    """A final build is refused, by name, without a revision that passes; else it leaves the paper out."""
    releasable: bool
    """A build that holds the paper may still be released."""
    told: bool
    """A release that holds the paper already says what was decided since."""
    uploads: bool
    """Authors may upload."""


MEANINGS = {
    Disposition.EXPECTED: Meaning(needed=True, releasable=True, told=False, uploads=True),
    Disposition.PUBLISHED: Meaning(needed=True, releasable=True, told=False, uploads=True),
    Disposition.DEFERRED: Meaning(needed=False, releasable=False, told=True, uploads=True),
    Disposition.EXCLUDED_NO_UPLOAD: Meaning(needed=False, releasable=False, told=True, uploads=True),
    Disposition.WITHDRAWN_BEFORE_FREEZE: Meaning(needed=False, releasable=False, told=True, uploads=False),
    Disposition.WITHDRAWN_AFTER_FREEZE: Meaning(needed=False, releasable=False, told=True, uploads=False),
    Disposition.WITHDRAWN_AFTER_RELEASE: Meaning(needed=False, releasable=False, told=True, uploads=False),
    Disposition.NOT_PRESENTED: Meaning(needed=False, releasable=False, told=True, uploads=False),
}


def disposition(
    decided: Decided | None,
    at: datetime | None = None,
    freeze: datetime | None = None,
    released: datetime | None = None,
) -> Disposition:
    """What a decision made ``at`` means; ``released``: when the paper's first release was made, if any.

    The kind of a withdrawal follows from when it was decided, not from who asks later.
    """
    if decided is None:
        return Disposition.EXPECTED if released is None else Disposition.PUBLISHED
    if decided is not Decided.WITHDRAWN:
        return Disposition(decided.value)
    if released is not None and at is not None and released <= at:
        return Disposition.WITHDRAWN_AFTER_RELEASE
    if freeze is not None and at is not None and freeze <= at:
        return Disposition.WITHDRAWN_AFTER_FREEZE
    return Disposition.WITHDRAWN_BEFORE_FREEZE


def meaning(word: str) -> Meaning:
    """Of a disposition's word; an empty or unknown one is that of a paper nothing was decided about."""
    try:
        return MEANINGS[Disposition(word)]
    except ValueError:
        return MEANINGS[Disposition.EXPECTED]
