"""What an artifact description says of time, in minutes."""

from __future__ import annotations

import pytest

from colophon.validation.domain.durations import minutes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The expected computational time of this artifact on GPU X is 20 min.", 20),
        ("Artifact Setup takes 15 min, Artifact Execution 120 min and Artifact Analysis 10 min.", 145),
        ("Setup: 10 minutes. Execution: 2 hours. In total 130 minutes.", 130),
        ("About 1 h 30 min.", 90),
        ("1 hour, 30 minutes and 10 minutes more", 100),
        ("20–40 minutes", 40),
        ("1.5 hours", 90),
        ("90", 90),
        ("Two or three days, on 512 nodes.", None),
        ("A few minutes.", None),
        ("N/A", None),
        ("", None),
    ],
)
def test_times_are_read_in_minutes(text: str, said: float | None) -> None:
    assert minutes(text) == said
