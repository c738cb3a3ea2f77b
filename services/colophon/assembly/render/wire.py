"""Forms to plain data and back: what a child is told to stamp."""

from __future__ import annotations

from typing import Any

from colophon.assembly.render.stamping import Form


def pack(forms: list[Form]) -> list[list[Any]]:
    """As lists and bytes, which pickle cheaply."""
    return [[list(form.box), form.content, form.picture, form.align] for form in forms]


def unpack(rows: list[list[Any]]) -> list[Form]:
    """The forms again."""
    return [
        Form((box[0], box[1], box[2], box[3]), content, picture, align)
        for box, content, picture, align in rows
    ]
