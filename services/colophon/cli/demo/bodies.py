"""Venue and paper as the REST API takes them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from colophon.common.domain.venue import DECLARED, Paper, Venue


def venue(one: Venue) -> dict[str, Any]:
    """Body of POST /v1/venues; fields without a value are left out."""
    body: dict[str, Any] = _plain(asdict(one))
    body.pop("version", None)
    return body


def paper(one: Paper) -> dict[str, Any]:
    """One of POST …/papers:import."""
    body: dict[str, Any] = _plain(asdict(one))
    body.pop("version", None)
    body["extra"] = {name: one.extra[name] for name in DECLARED if name in one.extra}
    body["order"] = one.order
    return body


def _plain(value: Any) -> Any:
    """JSON's types; moments and days in ISO 8601; what is empty left out."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items() if item not in (None, "", (), [], {})}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime) else value
