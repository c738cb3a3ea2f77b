"""Frozen dataclasses to plain JSON values and back, by their type hints. Defaults are left out."""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def dumps(value: Any) -> bytes:
    """Compact JSON, the same bytes for the same value."""
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def loads(kind: type[T], data: bytes | str) -> T:
    """A ``kind`` from JSON; raises ValueError or TypeError on anything else."""
    made = _builder(kind)(json.loads(data))  # type: ignore[arg-type]
    assert isinstance(made, kind)
    return made


def plain(value: Any) -> Any:
    """Dataclasses to dictionaries, tuples to lists, floats to hundredths."""
    if isinstance(value, float):
        return round(value, 2)
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    out = {}
    for name, default in _fields(type(value)):  # type: ignore[arg-type]
        item = getattr(value, name)
        if item != default or default is dataclasses.MISSING:
            out[name] = plain(item)
    return out


@functools.cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((f.name, f.default) for f in dataclasses.fields(kind))


@functools.cache
def _builder(kind: Any) -> Any:
    """A function from a JSON value to ``kind``."""
    origin, args = get_origin(kind), get_args(kind)
    if dataclasses.is_dataclass(kind):
        hints, make = get_type_hints(kind), typing.cast(typing.Any, kind)
        parts = {f.name: _builder(hints[f.name]) for f in dataclasses.fields(kind)}

        def build(value: Any) -> Any:
            return make(**{name: parts[name](item) for name, item in value.items()})

        return build
    if origin in (Union, types.UnionType):
        inner = _builder(next(one for one in args if one is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        if args[-1] is Ellipsis:
            one = _builder(args[0])
            return lambda value: tuple([one(item) for item in value])
        many = [_builder(arg) for arg in args]
        return lambda value: tuple([make(item) for make, item in zip(many, value, strict=True)])
    if origin is dict:
        item_of = _builder(args[1])
        return lambda value: {key: item_of(item) for key, item in value.items()}
    if kind is float:
        return float
    return _checked(kind)


def _checked(kind: Any) -> Any:
    def check(value: Any) -> Any:
        if kind is not Any and not isinstance(value, kind):
            raise TypeError(f"expected {kind.__name__}")
        return value

    return check
