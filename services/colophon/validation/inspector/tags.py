"""The structure tree of a tagged file."""

from __future__ import annotations

from typing import Any

import pikepdf

from colophon.validation.inspector.objects import dictionary, key_of
from colophon.validation.inspector.structure import MAX_LIST, Structure


def tags(tree: Any, out: Structure) -> None:
    """Figures and headings of a tagged file; a budget of nodes of its own ends long trees."""
    roles = dictionary(tree.get("/RoleMap"))
    stack, seen, budget = [tree.get("/K")], set(), 20_000
    while stack and budget:
        one = stack.pop()
        budget -= 1
        if isinstance(one, pikepdf.Array):
            stack += list(reversed(list(one)))[:MAX_LIST]
            continue
        one = dictionary(one)
        if one is None or (key_of(one) in seen and key_of(one) is not None):
            continue
        seen.add(key_of(one))
        kind = str(one.get("/S", ""))
        if roles is not None and kind in roles:
            kind = str(roles[kind])
        if kind == "/Figure":
            out.figures += 1
            out.figures_with_alt += "/Alt" in one or "/ActualText" in one
        if len(kind) == 3 and kind.startswith("/H") and kind[2].isdigit() and len(out.heading_levels) < 500:
            out.heading_levels.append(int(kind[2]))
        if "/K" in one:
            stack.append(one.get("/K"))
