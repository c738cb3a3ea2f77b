"""Profiles from their folder: ``profiles/<name>/profile.toml``, each maybe extending another.

``COLOPHON_PROFILES`` names another folder. A table of a child replaces its parent's key by key;
a list replaces the parent's whole list. What differs for a category of papers lies over it in the
same way: ``[categories.short.limits]``.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import tomllib
import types
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from colophon.common.domain.profile import Profile

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
RULE = re.compile(r"default|[A-Z0-9]{3,4}-\d{3}")


OF_CATEGORIES = ("limits", "page", "type", "policy", "severity", "waivers")
"""Tables that may differ for a category of papers."""
BY_LOADER = ("digest", "category", "own_page_limit", "picture")
"""Fields that no file sets."""


class BadProfile(ValueError):
    """A profile that is not there or not right; says the file, and the key or the line."""


def folder() -> Path:
    """Where the profiles are."""
    named = os.environ.get("COLOPHON_PROFILES")
    return Path(named) if named else Path(__file__).resolve().parents[3] / "profiles"


def names() -> list[str]:
    """The profiles there are, sorted."""
    return sorted(path.parent.name for path in folder().glob("*/profile.toml"))


class _Wrong(ValueError):
    """Something at a key, wherever in the chain of files that is written."""

    def __init__(self, key: str, says: str) -> None:
        super().__init__(f"{key}: {says}")
        self.key = key


def load(name: str, within: Path | None = None, rules: Collection[str] | None = None) -> Profile:
    """Read profile ``name`` with all it extends; raises BadProfile.

    With ``rules``, a severity or waiver of a rule that is none of them is refused too.
    """
    root = within or folder()
    merged = _merged(root, name, ())
    merged.pop("extends", None)
    content = json.dumps(merged, sort_keys=True, ensure_ascii=False, default=str)
    pictures = _pictures(root, name, merged.get("stamps", ()))
    content += "".join(hashlib.sha256(picture).hexdigest() for picture in pictures.values())
    try:
        for key in BY_LOADER:
            if key in merged:
                raise _Wrong(key, "is not for a file to set")
        categories = merged.pop("categories", {})
        merged |= {"name": name, "digest": hashlib.sha256(content.encode()).hexdigest()}
        profile: Profile = _build(Profile, merged, "")
        _check(profile, "", rules)
        kinds = _categories(merged, categories, rules)
    except _Wrong as wrong:
        raise BadProfile(f"{_origin(root, name, wrong.key)}: {wrong}") from wrong
    stamps = tuple(
        dataclasses.replace(stamp, picture=pictures.get(stamp.image, b"")) for stamp in profile.stamps
    )
    return dataclasses.replace(profile, categories=kinds, stamps=stamps)


def _categories(base: Mapping[str, Any], tables: Any, rules: Collection[str] | None) -> dict[str, Profile]:
    """The profile once for each category of papers."""
    if not isinstance(tables, dict):
        raise _Wrong("categories", "must be a table")
    out = {}
    for name, table in tables.items():
        key = f"categories.{name}"
        if not isinstance(table, dict):
            raise _Wrong(key, "must be a table")
        for part in table:
            if part not in OF_CATEGORIES:
                raise _Wrong(f"{key}.{part}", f"cannot differ; these can: {', '.join(OF_CATEGORIES)}")
        own = "content_pages" in table.get("limits", {})
        made: Profile = _build(Profile, _over(base, table) | {"category": name, "own_page_limit": own}, key)
        _check(made, f"{key}.", rules)
        out[name] = made
    return out


def _origin(root: Path, name: str, key: str) -> Path:
    """The file of the chain in which a key is written; the profile's own where none has it."""
    own = _place(root, name)
    wanted = re.split(r"[.\[]", key)
    while True:
        path = _place(root, name)
        table: Any = tomllib.loads(path.read_text(encoding="utf-8"))
        parent = table.get("extends")
        for step in wanted:
            if not isinstance(table, dict) or step not in table:
                break
            table = table[step]
        else:
            return path
        if not isinstance(table, dict):
            return path
        if not isinstance(parent, str):
            return own
        name = parent


def _pictures(root: Path, name: str, stamps: Any) -> dict[str, bytes]:
    """The stamps' pictures, from the profile's folder or the nearest that it extends."""
    out: dict[str, bytes] = {}
    wanted = [str(one.get("image", "")) for one in stamps if isinstance(one, dict)]
    for image in sorted({one for one in wanted if one}):
        holder: Any = name
        while isinstance(holder, str) and not (_place(root, holder).parent / image).is_file():
            holder = tomllib.loads(_place(root, holder).read_text(encoding="utf-8")).get("extends")
        if not re.fullmatch(r"[\w.-]+\.pdf", image) or not isinstance(holder, str):
            path = _place(root, name)
            remedy = "put a PDF of one page beside the profile"
            raise BadProfile(f"{path}: stamps: no picture {image!r}: {remedy}")
        out[image] = (_place(root, holder).parent / image).read_bytes()
    return out


def _place(root: Path, name: str) -> Path:
    """A profile's file: in its folder, else among those that ship, which any may extend."""
    path = root / name / "profile.toml"
    return path if path.is_file() else folder() / name / "profile.toml"


def _merged(root: Path, name: str, seen: tuple[str, ...]) -> dict[str, Any]:
    """The profile's content over its ancestors'."""
    if name in seen:
        raise BadProfile(f"profile {name!r}: 'extends' goes round in a circle: {' → '.join((*seen, name))}")
    if not NAME.fullmatch(name) or not _place(root, name).is_file():
        places = [*root.glob("*/profile.toml"), *folder().glob("*/profile.toml")]
        have = ", ".join(sorted({path.parent.name for path in places})) or "none"
        raise BadProfile(f"no profile {name!r} in {root}; there are: {have}")
    path = _place(root, name)
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


def _build(kind: Any, value: Any, key: str) -> Any:
    """A value of type ``kind`` from TOML's; raises _Wrong with the key."""
    origin, args = get_origin(kind), get_args(kind)
    if dataclasses.is_dataclass(kind):
        if not isinstance(value, dict):
            raise _Wrong(key, "must be a table")
        hints = get_type_hints(kind)
        wanted = {f.name for f in dataclasses.fields(kind)}
        for found in value:
            if found not in wanted:
                there = ", ".join(sorted(wanted - {*BY_LOADER, "name"}))
                raise _Wrong(_join(key, found), f"no such key; there are: {there}")
        missing = [
            f.name
            for f in dataclasses.fields(kind)
            if f.default is dataclasses.MISSING
            and f.default_factory is dataclasses.MISSING
            and f.name not in value
        ]
        if missing:
            raise _Wrong(_join(key, missing[0]), "missing")
        made = {name: _build(hints[name], item, _join(key, name)) for name, item in value.items()}
        return kind(**made)  # type: ignore[operator]
    if origin in (Union, types.UnionType):
        rest = [one for one in args if one is not type(None)]
        # TOML has no null: the word "none" takes a limit away.
        return None if value == "none" and type(None) in args else _build(rest[0], value, key)
    if origin is Literal:
        if value not in args:
            raise _Wrong(key, f"{value!r} is none of {', '.join(map(str, args))}")
        return value
    if origin is tuple:
        if not isinstance(value, list):
            raise _Wrong(key, "must be a list")
        if args[-1] is Ellipsis:
            return tuple(_build(args[0], item, f"{key}[{i}]") for i, item in enumerate(value))
        if len(value) != len(args):
            raise _Wrong(key, f"must have {len(args)} items")
        return tuple(_build(one, item, key) for one, item in zip(args, value, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, dict):
            raise _Wrong(key, "must be a table")
        return {name: _build(args[1], item, _join(key, name)) for name, item in value.items()}
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        raise _Wrong(key, f"must be {kind.__name__}, is {value!r}")
    return value


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _check(profile: Profile, at: str, rules: Collection[str] | None) -> None:
    """What types cannot say; ``at`` goes before each key."""
    for table in ("severity", "waivers"):
        for rule in getattr(profile, table):
            if not RULE.fullmatch(rule) or (rule == "default" and table == "severity"):
                raise _Wrong(f"{at}{table}.{rule}", "not a rule id such as PDF-004")
            if rules is not None and rule != "default" and rule not in rules:
                raise _Wrong(f"{at}{table}.{rule}", "there is no such rule; see colophon rules")
    limits = profile.limits
    for name in ("content_pages", "min_pages", "total_pages", "max_bytes"):
        value = getattr(limits, name)
        if value is not None and value < 1:
            raise _Wrong(f"{at}limits.{name}", f'must be 1 or more, or "none"; is {value}')
    for one in profile.rights.classes:
        try:
            re.compile(one.pattern)
        except re.error as error:
            raise _Wrong(f"{at}rights.classes", f"{one.name}: bad pattern: {error}") from error
    for pattern in profile.rights.foreign:
        try:
            re.compile(pattern)
        except re.error as error:
            raise _Wrong(f"{at}rights.foreign", f"bad pattern {pattern!r}: {error}") from error
    if profile.rights.default and profile.rights.default not in {c.name for c in profile.rights.classes}:
        raise _Wrong(f"{at}rights.default", f"{profile.rights.default!r} is none of its classes")
    for stamp in profile.stamps:
        x0, y0, x1, y1 = stamp.box
        if not (0 <= x0 < x1 <= profile.page.width and 0 <= y0 < y1 <= profile.page.height):
            raise _Wrong(f"{at}stamps", f"{stamp.name}: the box is not on the page")
    for name in ("auxiliary", "appendix"):
        template = getattr(profile.files, name)
        try:
            path = template.format(venue="v", paper_id="p", sequence=1, release=1, year=2026)
        except (KeyError, ValueError, IndexError) as error:
            raise _Wrong(f"{at}files.{name}", f"bad placeholder in {template!r}") from error
        if path.startswith("/") or ".." in path.split("/") or (path and "{paper_id}" not in template):
            raise _Wrong(f"{at}files.{name}", f"{template!r} must lie in the package and name {{paper_id}}")
    for name in profile.package:
        if name not in {f.name for f in dataclasses.fields(profile.files)}:
            raise _Wrong(f"{at}package", f"{name!r} is none of the files")
