"""Resumable uploads, what lies beside a paper, the keys of receipts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from colophon.gateway.models.base import Answer, Moment, Page
from colophon.gateway.models.revisions import FileKind, Receipt


class Attachment(Answer):
    """A file beside a paper. Immutable; the newest of each kind counts."""

    name: str = Field(examples=["venues/tpc26/papers/p007/attachments/2"])
    paper: str
    number: int = Field(description="Of the paper's attachments of all kinds, from 1")
    kind: FileKind | None
    sha256: str = Field(description="Hexadecimal")
    size: int = Field(description="Bytes")
    filename: str = Field(description="The author's own name of the file")
    received: Moment
    on_time: bool = Field(description="Before the deadline's end, judged by when the upload was opened")
    actor: str = Field(description="Who uploaded")
    entries: int = Field(description="Of an archive: the files in it, those of archives within it too")
    unpacked: int = Field(description="Of an archive: the bytes of these files")
    remarks: list[str] = Field(description="What readers may stumble over; no reason to refuse it")


class Attached(Answer):
    """A file beside a paper and its receipt."""

    attachment: Attachment
    receipt: Receipt


class Attachments(Page):
    """A part of a paper's attachments, oldest first."""

    attachments: list[Attachment]


class Upload(Answer):
    """A resumable upload: opened with its size, done when its last byte is there."""

    name: str = Field(examples=["venues/tpc26/papers/p007/uploads/01KAQ0M5ZV3W9Y6K2C8T4R7XNB"])
    paper: str
    kind: FileKind | None
    filename: str
    size: int = Field(description="Declared when it was opened")
    offset: int = Field(description="Bytes that are here")
    sha256: str = Field(description="Declared when it was opened; may be empty")
    opened: Moment = Field(description="By the server's clock; what deadlines are judged by")
    expires: Moment = Field(description="Forgotten after this, unless more arrives")
    actor: str
    state: Literal["open", "done", "refused"] | None
    result: str = Field(description="When done: the revision's or the attachment's name")
    receipt: Receipt | None
    reason: str = Field(description="When refused: the problem's reason")
    message: str = Field(description="When refused: what was wrong")
    remedy: str = Field(description="When refused: what to do")
    metadata: str = Field(description="Upload-Metadata as it was sent")
