"""pikepdf's objects, asked for without trusting the file: the wrong type is none at all."""

from __future__ import annotations

from typing import Any

import pikepdf

from colophon.common.domain.findings import Box
from colophon.validation.inspector.structure import MAX_DEPTH, MAX_OBJECTS, TooMuch


def inherited(page: Any, name: str) -> Any:
    for _ in range(MAX_DEPTH * 4):
        if page is None:
            return None
        if name in page:
            return page[name]
        page = dictionary(page.get("/Parent"))
    return None


def rectangle(value: Any, origin: tuple[float, float]) -> Box | None:
    numbers = array(value)
    if len(numbers) != 4 or not all(is_number(n) for n in numbers):
        return None
    x0, y0, x1, y1 = (float(n) for n in numbers)
    dx, dy = origin
    return (min(x0, x1) - dx, min(y0, y1) - dy, max(x0, x1) - dx, max(y0, y1) - dy)


def name_of(spec: Any) -> Any:
    """The name in a file specification."""
    one = dictionary(spec)
    if one is None:
        return spec if isinstance(spec, pikepdf.String) else ""
    return one.get("/UF", one.get("/F", ""))


def key_of(one: Any) -> Any:
    """An indirect object's number; None for a direct one."""
    number = one.objgen
    return number if number[0] else None


def dictionary(one: Any) -> Any:
    return one if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)) else None


def array(one: Any) -> list[Any]:
    if not isinstance(one, pikepdf.Array):
        return []
    if len(one) > MAX_OBJECTS:
        raise TooMuch("an array of more than 50,000 entries")
    return list(one)


def values_of(one: Any) -> list[Any]:
    found = dictionary(one)
    return [] if found is None else list(found.values())


def is_number(one: Any) -> bool:
    return isinstance(one, (int, float)) or type(one).__name__ == "Decimal"


def is_true(one: Any) -> bool:
    return one is True or str(one) == "True"
