"""Strings out of a PDF, made harmless: no control characters, no lone surrogates, a length."""

from __future__ import annotations

import unicodedata
from typing import Any

import pikepdf


def plain(value: Any, limit: int = 2000) -> str:
    """Text of a PDF string or name; empty for anything else."""
    if value is None or not isinstance(value, (pikepdf.String, pikepdf.Name, str)):
        return ""
    try:
        text = str(value)
    except (UnicodeError, ValueError):
        return ""
    return clean(text[:limit])


def clean(text: str) -> str:
    """The text without control characters and surrogates."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text).strip()
