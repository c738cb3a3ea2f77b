"""Pages of lists: a token is the last key of the page before, opaque to callers."""

from __future__ import annotations

import base64
import json
from typing import Any

from colophon.common.domain.problems import Problem, Reason

DEFAULT = 100


def size(asked: int) -> int:
    """How many a page holds: 0 asks for the default."""
    return min(asked or DEFAULT, 1000)


def token(*key: Any) -> str:
    """Opaque text for the key after which the next page begins."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def after(text: str, count: int) -> list[Any] | None:
    """The key of a token, None for the first page; raises Problem BAD_PAGE_TOKEN."""
    if not text:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, UnicodeDecodeError):
        key = None
    if not isinstance(key, list) or len(key) != count:
        raise Problem(
            Reason.BAD_PAGE_TOKEN,
            "This is no page token of this list",
            "Use next_page_token as the page before gave it, or none for the first page.",
        )
    return key
