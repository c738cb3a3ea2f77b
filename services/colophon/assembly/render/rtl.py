"""Arabic and Hebrew set from right to left: letters joined, runs turned round. For names and titles.

Joining forms are Unicode's own (its presentation forms say what they stand for). Whole paragraphs of
Arabic would need the full bidirectional algorithm; a name or a title within Latin text does not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_LETTER = "\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufefc"
_RUN = re.compile(f"[{_LETTER}](?:[{_LETTER}\\s\u200c\u200d-]*[{_LETTER}])?")
_ALEFS = "\u0622\u0623\u0625\u0627"
_LAM = "\u0644"


def visual(text: str) -> str:
    """The text with its right-to-left runs as they are read from left to right."""
    return _RUN.sub(lambda run: _turned(_joined(run[0])), text)


def _turned(run: str) -> str:
    """Letters backwards, each mark still behind its letter; a run's brackets are left outside."""
    clusters: list[str] = []
    for ch in run:
        if unicodedata.combining(ch) and clusters:
            clusters[-1] += ch
        else:
            clusters.append(ch)
    return "".join(reversed(clusters))


def _joined(run: str) -> str:
    """Each letter in the form that its neighbours ask for; lam and alef as one."""
    letters = [i for i, ch in enumerate(run) if not unicodedata.combining(ch)]
    out = list(run)
    skip = -1
    for place, i in enumerate(letters):
        if i == skip:
            continue
        ch = run[i]
        before = run[letters[place - 1]] if place else ""
        after = run[letters[place + 1]] if place + 1 < len(letters) else ""
        if ch == _LAM and after in _ALEFS and after:
            forms = _forms().get(ch + after, {})
            out[i] = forms.get("final" if _joins_left(before) else "isolated", ch)
            out[letters[place + 1]] = ""
            skip = letters[place + 1]
            continue
        left, right = _joins_left(ch) and _joins_right(after), _joins_left(before) and _joins_right(ch)
        form = {(True, True): "medial", (True, False): "initial", (False, True): "final"}.get(
            (left, right), "isolated"
        )
        out[i] = _forms().get(ch, {}).get(form, ch)
    return "".join(out)


def _joins_left(ch: str) -> bool:
    """Whether a letter goes on into the one after it."""
    return ch in ("\u0640", "\u200d") or "initial" in _forms().get(ch, {})


def _joins_right(ch: str) -> bool:
    """Whether a letter takes a stroke from the one before it."""
    return ch in ("\u0640", "\u200d") or "final" in _forms().get(ch, {})


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Letter (or lam with alef) → form → the character that shows it."""
    out: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFDFC), *range(0xFE80, 0xFEFD)):
        form, _, rest = unicodedata.decomposition(chr(code)).partition(" ")
        letters = "".join(chr(int(one, 16)) for one in rest.split())
        lam_alef = len(letters) == 2 and letters[0] == _LAM and letters[1] in _ALEFS
        if form.startswith("<") and (len(letters) == 1 or lam_alef):
            out.setdefault(letters, {})[form.strip("<>")] = chr(code)
    return out
