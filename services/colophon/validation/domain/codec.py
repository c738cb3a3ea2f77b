"""Frozen dataclasses to plain JSON values and back, by their type hints. Defaults are left out."""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Callable
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def dumps(value: Any) -> bytes:
    """Compact JSON, the same bytes for the same value."""
    plainer = _plainer(cast(Any, type(value))) or _same
    return json.dumps(plainer(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def loads(kind: type[T], data: bytes | str) -> T:
    """A ``kind`` from JSON; raises ValueError or TypeError on anything else."""
    made = _builder(kind)(json.loads(data))  # type: ignore[arg-type]
    assert isinstance(made, kind)
    return made


def plain(value: Any) -> Any:
    """Dataclasses to dictionaries, tuples to lists, floats to hundredths."""
    return (_plainer(cast(Any, type(value))) or _same)(value)


def _same(value: Any) -> Any:
    return value


@functools.cache
def _plainer(kind: Any) -> Callable[[Any], Any] | None:
    """A function from a ``kind`` to its JSON value; None: it is its own."""
    origin, args = get_origin(kind), get_args(kind)
    if kind is float:
        return lambda value: round(value, 2)
    if origin in (Union, types.UnionType):
        inner = _plainer(next(one for one in args if one is not type(None)))
        return inner and (lambda value: None if value is None else inner(value))
    if origin is tuple:
        if set(args) == {float}:
            return lambda value: [round(one, 2) for one in value]
        one = _plainer(args[0]) if args[-1] is Ellipsis else None
        return (lambda value: [one(item) for item in value]) if one else list
    if not dataclasses.is_dataclass(kind):
        return None
    hints = get_type_hints(kind)
    fields = [(f.name, f.default, _plainer(hints[f.name])) for f in dataclasses.fields(kind)]

    def make(value: Any) -> dict[str, Any]:
        out = {}
        for name, default, inner in fields:
            item = getattr(value, name)
            if item != default or default is dataclasses.MISSING:
                out[name] = inner(item) if inner else item
        return out

    return make


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
        if set(args) == {float}:
            return functools.partial(_floats, len(args))
        many = [_builder(arg) for arg in args]
        return lambda value: tuple([make(item) for make, item in zip(many, value, strict=True)])
    if origin is dict:
        item_of = _builder(args[1])
        return lambda value: {key: item_of(item) for key, item in value.items()}
    if kind is float:
        return float
    return _checked(kind)


def _floats(count: int, value: Any) -> tuple[float, ...]:
    made = tuple(map(float, value))
    if len(made) != count:
        raise ValueError(f"expected {count} numbers")
    return made


def _checked(kind: Any) -> Any:
    def check(value: Any) -> Any:
        if kind is not Any and not isinstance(value, kind):
            raise TypeError(f"expected {kind.__name__}")
        return value

    return check
