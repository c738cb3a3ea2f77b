"""Times in words, as numbers: “Artifact Setup takes 15 min, Artifact Execution 2 h”."""

from __future__ import annotations

import re

_UNIT = r"(?:min(?:ute)?s?|m(?=\b)|h(?:ours?|rs?)?|hr|sec(?:ond)?s?|s(?=\b)|days?|weeks?)"
NAMED = re.compile(rf"(\d+(?:[.,]\d+)?)\s*(?:[-–−~]\s*(\d+(?:[.,]\d+)?)\s*)?[-\s]?({_UNIT})\b", re.IGNORECASE)
"""A number with its unit; of a range both."""
WORDED = re.compile(
    rf"\b(?:one|two|three|four|five|six|ten|twenty|thirty|an|half an|a few|several)\s+{_UNIT}\b",
    re.IGNORECASE,
)
_FACTOR = {"m": 1.0, "h": 60.0, "s": 1 / 60, "d": 1440.0, "w": 10080.0}
_TOTAL = re.compile(r"\b(?:total(?:s|ling)?|overall|altogether|in sum)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+")
_BARE = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)?(?![\w.]*\d)")


def minutes(text: str) -> float | None:
    """The time that a text names, in minutes; of a range its end. None where it names none in numbers.

    Several times are added up, unless a sentence names the total. A number alone is minutes, for that is
    what the heading asks for.
    """
    for sentence in _SENTENCE.split(text):
        if _TOTAL.search(sentence) and (times := _times(sentence)):
            return max(times)
    if times := _times(text):
        return sum(times)
    bare = _BARE.findall(text)
    if len(bare) == 1 and len(text.split()) <= 12 and not WORDED.search(text):
        return float(bare[0].replace(",", "."))
    return None


def _times(text: str) -> list[float]:
    """Each time named; “1 h 30 min” is one."""
    out: list[float] = []
    end, last = -1, ""
    for found in NAMED.finditer(text):
        low, high, unit = found.groups()
        first = unit[0].lower()
        value = float((high or low).replace(",", ".")) * _FACTOR[first]
        goes_on = out and text[end : found.start()].strip(" ,") in ("", "and")
        if goes_on and (last, first) in (("h", "m"), ("m", "s"), ("d", "h")):
            out[-1] += value
        else:
            out.append(value)
        end, last = found.end(), first
    return out
