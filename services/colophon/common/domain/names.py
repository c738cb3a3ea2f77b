"""Resource names, the same in gRPC, REST paths, events and logs.

``venues/tpc26/papers/p007/revisions/3/checks/2`` and its shorter kin.
"""

from __future__ import annotations

import re

PAPER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}")
VENUE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


class BadName(ValueError):
    """A resource name or id that is not of its form."""


def venue(venue_id: str) -> str:
    """``venues/tpc26``; raises BadName when the id is not lower-case letters, digits and hyphens."""
    if not VENUE_ID.fullmatch(venue_id):
        raise BadName(f"venue id {venue_id!r}: use 1 to 63 of a-z, 0-9 and '-', not starting with '-'")
    return f"venues/{venue_id}"


def paper(venue_name: str, paper_id: str) -> str:
    """``venues/tpc26/papers/p007``; raises BadName when the id is not of the allowed form."""
    if not PAPER_ID.fullmatch(paper_id):
        raise BadName(
            f"paper id {paper_id!r}: use 1 to 63 of A-Z, a-z, 0-9, '_' and '-', the first a letter or digit"
        )
    return f"{venue_name}/papers/{paper_id}"


def revision(paper_name: str, number: int) -> str:
    """``venues/tpc26/papers/p007/revisions/3``."""
    return f"{paper_name}/revisions/{number}"


def upload(paper_name: str, upload_id: str) -> str:
    """``venues/tpc26/papers/p007/uploads/01KAQ…``."""
    return f"{paper_name}/uploads/{upload_id}"


def attachment(paper_name: str, number: int) -> str:
    """``venues/tpc26/papers/p007/attachments/2``."""
    return f"{paper_name}/attachments/{number}"


def check(revision_name: str, number: int) -> str:
    """``venues/tpc26/papers/p007/revisions/3/checks/2``."""
    return f"{revision_name}/checks/{number}"


def build(venue_name: str, number: int) -> str:
    """``venues/tpc26/builds/12``."""
    return f"{venue_name}/builds/{number}"


def release(venue_name: str, number: int) -> str:
    """``venues/tpc26/releases/2``."""
    return f"{venue_name}/releases/{number}"


def person(paper_name: str, place: int) -> str:
    """An author is known by paper and place in the author list, from 1: ``…/papers/p007/people/1``."""
    return f"{paper_name}/people/{place}"


def venue_of(name: str) -> str:
    """The venue's name that any resource name begins with."""
    return "/".join(parts(name)[:2])


def parts(name: str) -> list[str]:
    """Split a name into its segments; raises BadName unless it is collection/id pairs below ``venues/``."""
    segments = name.split("/")
    if len(segments) < 2 or len(segments) % 2 or segments[0] != "venues" or not all(segments):
        raise BadName(f"{name!r} is not a resource name such as venues/tpc26/papers/p007")
    return segments


def last(name: str) -> str:
    """The id at the end of a name."""
    return parts(name)[-1]
