"""``venue.toml`` → Venue: every key known, every value of its kind, lines named where they can be."""

from __future__ import annotations

import base64
import re
import tomllib
import types
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from colophon.common.domain import names
from colophon.common.domain.deadlines import wrong_order
from colophon.common.domain.venue import Venue
from colophon.common.mistakes import Mistake, closest

_NOT_IN_FILES = {"version"}
"""Fields that the system gives, and no file sets."""

PICTURE_BYTES = 120_000
"""Of a picture in a letter: the venue travels in messages, pictures and all."""
_PICTURES = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
PRINT_ORDERS = ("session", "programme", "hand")
_KINDS = {str: "text in quotes", int: "a whole number", bool: "true or false"}


def read_venue(path: Path, mistakes: list[Mistake]) -> Venue | None:
    """The venue, or None where ``mistakes`` grew."""
    text = _text(path, mistakes)
    if text is None:
        return None
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        remedy = 'text stands in "quotes", dates as 2026-11-15'
        mistakes.append(Mistake(path, int(line[1]) if line else None, f"not TOML: {error}", remedy))
        return None
    reader = _Reader(path, text, mistakes)
    before = len(mistakes)
    values = reader.table(Venue, raw, "")
    values["preface"] = _markdown(path, values.get("preface", ""), mistakes)
    values["letters"] = tuple(
        replace(letter, text=_markdown(path, letter.text, mistakes))
        for letter in values.get("letters", ())
        if letter is not None
    )
    _sense(reader, values)
    if len(mistakes) > before:
        return None
    venue = Venue(**values)
    for told in wrong_order(venue):
        key, _, message = told.partition(" ")
        reader.wrong(key, message)
    return venue if len(mistakes) == before else None


def _markdown(venue: Path, value: str, mistakes: list[Mistake]) -> str:
    """The text itself, or that of the Markdown file it names; pictures beside the file go into the text."""
    if not isinstance(value, str) or not re.fullmatch(r"[\w.-]+\.md", value):
        return value
    path = venue.parent / value
    text = _text(path, mistakes) or ""

    def picture(found: re.Match[str]) -> str:
        name = found[2]
        if re.match(r"[a-z][a-z0-9+.-]*:", name):
            return found[0]
        kind = _PICTURES.get(Path(name).suffix.lower())
        line = text.count("\n", 0, found.start()) + 1
        try:
            inside = (path.parent / name).resolve().is_relative_to(path.parent.resolve())
            raw = (path.parent / name).read_bytes() if inside and kind else b""
        except OSError:
            raw = b""
        if not raw or len(raw) > PICTURE_BYTES:
            told = f"picture {name!r}: {'larger than 120 kB' if raw else 'cannot be read'}"
            mistakes.append(Mistake(path, line, told, "put a PNG or JPEG of at most 120 kB beside the text"))
            return found[0]
        return f"{found[1]}data:image/{kind};base64,{base64.b64encode(raw).decode()}{found[3]}"

    return re.sub(r"(!\[[^\]\n]*\]\()([^)\s]+)(\)|\s)", picture, text)


def _text(path: Path, mistakes: list[Mistake]) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        mistakes.append(Mistake(path, None, "no such file", f"make it; venues/tpc26/{path.name} is a model"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        mistakes.append(Mistake(path, line, "not UTF-8", "save the file in the encoding UTF-8"))
    except OSError as error:
        mistakes.append(Mistake(path, None, f"cannot be read: {error.strerror}"))
    return None


class _Reader:
    """Builds dataclasses from TOML's tables and keeps what is wrong."""

    def __init__(self, path: Path, text: str, mistakes: list[Mistake]) -> None:
        self.path, self.lines, self.mistakes = path, text.splitlines(), mistakes

    def wrong(self, key: str, message: str, remedy: str = "") -> None:
        """Note a mistake about a key (``sessions[2].title``)."""
        self.mistakes.append(Mistake(self.path, self.line(key), f"{key}: {message}", remedy))

    def line(self, key: str) -> int | None:
        """Where a key stands: its table first (the n-th ``[[…]]`` of that name), then the key in it."""
        start, prefix = 0, ""
        *tables, last = key.split(".")
        for part in tables:
            name, _, index = part.partition("[")
            prefix = f"{prefix}.{name}" if prefix else name
            head = re.compile(rf"\s*\[\[?\s*{re.escape(prefix)}\s*\]\]?\s*(#|$)")
            found = [i for i in range(start, len(self.lines)) if head.match(self.lines[i])]
            nth = int(index.rstrip("]")) - 1 if index else 0
            if nth >= len(found):
                return start or None
            start = found[nth]
        name = last.partition("[")[0]
        for i in range(start, len(self.lines)):
            if re.match(rf"\s*(\[\[?)?\s*[\"']?{re.escape(name)}[\"']?\s*(=|\.|\])", self.lines[i]):
                return i + 1
        return start + 1 if tables else None

    def table(self, kind: type, raw: dict[str, Any], at: str) -> dict[str, Any]:
        """The values of dataclass ``kind``; what is wrong is noted and left out."""
        hints = get_type_hints(kind)
        known = {f.name: f for f in fields(kind) if f.name not in _NOT_IN_FILES}
        out: dict[str, Any] = {}
        for name, value in raw.items():
            key = f"{at}.{name}" if at else name
            if name not in known:
                guess = closest(name, known)
                remedy = f"did you mean {guess!r}?" if guess else f"known are {', '.join(known)}"
                self.wrong(key, "no such key", remedy)
                continue
            out[name] = self.value(hints[name], value, key)
        for name, field in known.items():
            needed = field.default is MISSING and field.default_factory is MISSING
            if needed and (name not in raw or raw[name] == ""):
                self.wrong(f"{at}.{name}" if at else name, "missing", f'add {name} = "…"')
                out[name] = ""
        return out

    def value(self, kind: Any, value: Any, key: str) -> Any:
        """One value of its kind."""
        if get_origin(kind) in (Union, types.UnionType):
            kind = next(one for one in get_args(kind) if one is not type(None))
        if get_origin(kind) is tuple:
            if not isinstance(value, list):
                self.wrong(key, "must be a list", f"put it in [ ], or in [[{key}]] tables")
                return ()
            item = get_args(kind)[0]
            return tuple(self.value(item, one, f"{key}[{i}]") for i, one in enumerate(value, 1))
        if isinstance(kind, type) and is_dataclass(kind):
            if not isinstance(value, dict):
                self.wrong(key, "must be a table", f"[[{key.partition('[')[0]}]] with a line for each key")
                return None
            return kind(**self.table(kind, value, key))
        if kind is datetime:
            return self._moment(value, key)
        if kind is date:
            return self._day(value, key)
        if (kind is int and isinstance(value, bool)) or not isinstance(value, kind):
            self.wrong(key, f"{value!r} is not {_KINDS.get(kind, kind.__name__)}")
            return kind()
        return value.strip() if isinstance(value, str) else value

    def _moment(self, value: Any, key: str) -> datetime | None:
        remedy = "write date, time and offset: 2026-08-28T23:59:00-12:00 (-12:00 is anywhere on earth)"
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                value = None
        if not isinstance(value, datetime):
            self.wrong(key, "not a moment", remedy)
            return None
        if value.tzinfo is None:
            self.wrong(key, "has no offset, so nobody knows when it is", remedy)
            return None
        return value

    def _day(self, value: Any, key: str) -> date | None:
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                value = None
        if not isinstance(value, date) or isinstance(value, datetime):
            self.wrong(key, "not a day", "write year-month-day without quotes: 2026-11-15")
            return None
        return value


def _sense(reader: _Reader, values: dict[str, Any]) -> None:
    """What each value for itself cannot show."""
    venue_id = values.get("id", "")
    if venue_id and not names.VENUE_ID.fullmatch(venue_id):
        reader.wrong("id", f"{venue_id!r} is no venue id", "use a-z, 0-9 and '-', as in tpc26")
    starts, ends = values.get("starts"), values.get("ends")
    if starts and ends and ends < starts:
        reader.wrong("ends", f"{ends} is before starts, {starts}", "give the days in their order")
    if (values.get("page_limit") or 1) < 1:
        reader.wrong("page_limit", "must be 1 or more", "leave it out for the profile's own limit")
    if values.get("first_page", 1) < 1:
        reader.wrong("first_page", "must be 1 or more")
    if values.get("print_order", "session") not in PRINT_ORDERS:
        told = f"{values['print_order']!r} is no order of print"
        reader.wrong("print_order", told, f"use one of {', '.join(PRINT_ORDERS)}")
    seen: dict[str, int] = {}
    for number, session in enumerate(values.get("sessions", ()), 1):
        if session is None or not session.id:
            continue
        if session.id.casefold() in seen:
            first = seen[session.id.casefold()]
            reader.wrong(
                f"sessions[{number}].id", f"{session.id!r} is session {first}'s id too", "rename one"
            )
        seen.setdefault(session.id.casefold(), number)
