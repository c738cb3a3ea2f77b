"""Releases and the publisher's keys."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from colophon.gateway.models.base import Answer, Body, Moment, Page


class NewRelease(Body):
    """A release to make."""

    build: str = Field(description="A final build that is done", examples=["venues/tpc26/builds/1"])


class ReleaseFile(Answer):
    """A file of a package."""

    path: str = Field(examples=["data/volume.pdf"])
    size: int
    sha256: str = Field(description="Hexadecimal; also the file's ETag")
    media_type: str


class Notice(Answer):
    """A paper of a release that was withdrawn, or not presented, afterwards."""

    paper: str
    title: str
    what: str = Field(examples=["withdrawn after release"])
    reason: str
    actor: str
    at: Moment | None


class Release(Answer):
    """A release. Immutable once it is ready."""

    name: str = Field(examples=["venues/tpc26/releases/2"])
    number: int
    state: Literal["packaging", "ready", "failed"] | None
    build: str
    files: list[ReleaseFile]
    package: ReleaseFile | None
    created: Moment | None
    finished: Moment | None
    actor: str
    problems: list[str]
    version: int
    notices: list[Notice] = Field(description="What was decided about its papers since; its files stay")


class Releases(Page):
    """A part of a venue's releases, newest first."""

    releases: list[Release]


class NewKey(Body):
    """A key to make."""

    label: str = Field(min_length=1, max_length=200, description="Whose it is", examples=["IEEE CPS"])


class Key(Answer):
    """A publisher's key, without its secret."""

    name: str = Field(examples=["venues/tpc26/keys/1"])
    label: str
    created: Moment | None
    revoked: bool


class NewKeyAnswer(Answer):
    """A new key: its secret is shown this once."""

    name: str
    secret: str = Field(description="Authorization: Bearer …; kept hashed, never shown again")


class Keys(Page):
    """A venue's keys."""

    keys: list[Key]
