"""Profiles from their folder: ``profiles/<name>/profile.toml``, each maybe extending another.

``COLOPHON_PROFILES`` names another folder. A table of a child replaces its parent's key by key;
a list replaces the parent's whole list.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import tomllib
import types
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from colophon.common.domain.profile import Profile

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
RULE = re.compile(r"default|[A-Z0-9]{3,4}-\d{3}")


class BadProfile(ValueError):
    """A profile that is not there or not right; says the file, and the key or the line."""


def folder() -> Path:
    """Where the profiles are."""
    named = os.environ.get("COLOPHON_PROFILES")
    return Path(named) if named else Path(__file__).resolve().parents[3] / "profiles"


def names() -> list[str]:
    """The profiles there are, sorted."""
    return sorted(path.parent.name for path in folder().glob("*/profile.toml"))


def load(name: str, within: Path | None = None) -> Profile:
    """Read profile ``name`` with all it extends; raises BadProfile."""
    root = within or folder()
    merged = _merged(root, name, ())
    merged.pop("extends", None)
    merged["name"] = name
    content = json.dumps(merged, sort_keys=True, ensure_ascii=False, default=str)
    merged["digest"] = hashlib.sha256(content.encode()).hexdigest()
    path = root / name / "profile.toml"
    profile = _build(Profile, merged, path, "")
    assert isinstance(profile, Profile)
    _check(profile, path)
    return profile


def _merged(root: Path, name: str, seen: tuple[str, ...]) -> dict[str, Any]:
    """The profile's content over its ancestors'."""
    if name in seen:
        raise BadProfile(f"profile {name!r}: 'extends' goes round in a circle: {' → '.join((*seen, name))}")
    if not NAME.fullmatch(name) or not (root / name / "profile.toml").is_file():
        have = ", ".join(sorted(path.parent.name for path in root.glob("*/profile.toml"))) or "none"
        raise BadProfile(f"no profile {name!r} in {root}; there are: {have}")
    path = root / name / "profile.toml"
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadProfile(f"{path}: not TOML: {error}") from error
    parent = own.get("extends")
    if parent is None:
        return own
    if not isinstance(parent, str):
        raise BadProfile(f"{path}: extends: must be the name of a profile")
    return _over(_merged(root, parent, (*seen, name)), own)


def _over(base: Mapping[str, Any], top: Mapping[str, Any]) -> dict[str, Any]:
    """``top`` laid over ``base``, tables key by key."""
    out = dict(base)
    for key, value in top.items():
        below = out.get(key)
        out[key] = _over(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return out


def _build(kind: Any, value: Any, path: Path, key: str) -> Any:
    """A value of type ``kind`` from TOML's; raises BadProfile with the key."""
    origin, args = get_origin(kind), get_args(kind)
    if dataclasses.is_dataclass(kind):
        if not isinstance(value, dict):
            raise BadProfile(f"{path}: {key}: must be a table")
        hints = get_type_hints(kind)
        wanted = {f.name for f in dataclasses.fields(kind)}
        for found in value:
            if found not in wanted:
                raise BadProfile(
                    f"{path}: {_join(key, found)}: no such key; there are: {', '.join(sorted(wanted))}"
                )
        missing = [
            f.name
            for f in dataclasses.fields(kind)
            if f.default is dataclasses.MISSING
            and f.default_factory is dataclasses.MISSING
            and f.name not in value
        ]
        if missing:
            raise BadProfile(f"{path}: {_join(key, missing[0])}: missing")
        made = {name: _build(hints[name], item, path, _join(key, name)) for name, item in value.items()}
        return kind(**made)  # type: ignore[operator]
    if origin in (Union, types.UnionType):
        rest = [one for one in args if one is not type(None)]
        # TOML has no null: the word "none" takes a limit away.
        return None if value == "none" and type(None) in args else _build(rest[0], value, path, key)
    if origin is Literal:
        if value not in args:
            raise BadProfile(f"{path}: {key}: {value!r} is none of {', '.join(map(str, args))}")
        return value
    if origin is tuple:
        if not isinstance(value, list):
            raise BadProfile(f"{path}: {key}: must be a list")
        if args[-1] is Ellipsis:
            return tuple(_build(args[0], item, path, f"{key}[{i}]") for i, item in enumerate(value))
        if len(value) != len(args):
            raise BadProfile(f"{path}: {key}: must have {len(args)} items")
        return tuple(_build(one, item, path, key) for one, item in zip(args, value, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, dict):
            raise BadProfile(f"{path}: {key}: must be a table")
        return {name: _build(args[1], item, path, _join(key, name)) for name, item in value.items()}
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        raise BadProfile(f"{path}: {key}: must be {kind.__name__}, is {value!r}")
    return value


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _check(profile: Profile, path: Path) -> None:
    """What types cannot say."""
    for table in ("severity", "waivers"):
        for rule in getattr(profile, table):
            if not RULE.fullmatch(rule) or (rule == "default" and table == "severity"):
                raise BadProfile(f"{path}: {table}.{rule}: not a rule id such as PDF-004")
    for one in profile.rights.classes:
        try:
            re.compile(one.pattern)
        except re.error as error:
            raise BadProfile(f"{path}: rights.classes: {one.name}: bad pattern: {error}") from error
    for pattern in profile.rights.foreign:
        try:
            re.compile(pattern)
        except re.error as error:
            raise BadProfile(f"{path}: rights.foreign: bad pattern {pattern!r}: {error}") from error
    if profile.rights.default and profile.rights.default not in {c.name for c in profile.rights.classes}:
        raise BadProfile(f"{path}: rights.default: {profile.rights.default!r} is none of its classes")
    for stamp in profile.stamps:
        x0, y0, x1, y1 = stamp.box
        if not (0 <= x0 < x1 <= profile.page.width and 0 <= y0 < y1 <= profile.page.height):
            raise BadProfile(f"{path}: stamps: {stamp.name}: the box is not on the page")
    for name in profile.package:
        if name not in {f.name for f in dataclasses.fields(profile.files)}:
            raise BadProfile(f"{path}: package: {name!r} is none of the files")
