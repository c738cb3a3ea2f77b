import datetime

from colophon.api.buf.validate import validate_pb2 as _validate_pb2
from colophon.api.common.v1 import common_pb2 as _common_pb2
from colophon.api.intake.v1 import decisions_pb2 as _decisions_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class PaperState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PAPER_STATE_UNSPECIFIED: _ClassVar[PaperState]
    PAPER_STATE_EXPECTED: _ClassVar[PaperState]
    PAPER_STATE_CHECKING: _ClassVar[PaperState]
    PAPER_STATE_PASSED: _ClassVar[PaperState]
    PAPER_STATE_HELD: _ClassVar[PaperState]

class ImportAction(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    IMPORT_ACTION_UNSPECIFIED: _ClassVar[ImportAction]
    IMPORT_ACTION_CREATED: _ClassVar[ImportAction]
    IMPORT_ACTION_UPDATED: _ClassVar[ImportAction]
    IMPORT_ACTION_UNCHANGED: _ClassVar[ImportAction]

class Role(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ROLE_UNSPECIFIED: _ClassVar[Role]
    ROLE_AUTHOR: _ClassVar[Role]
    ROLE_EDITOR: _ClassVar[Role]
PAPER_STATE_UNSPECIFIED: PaperState
PAPER_STATE_EXPECTED: PaperState
PAPER_STATE_CHECKING: PaperState
PAPER_STATE_PASSED: PaperState
PAPER_STATE_HELD: PaperState
IMPORT_ACTION_UNSPECIFIED: ImportAction
IMPORT_ACTION_CREATED: ImportAction
IMPORT_ACTION_UPDATED: ImportAction
IMPORT_ACTION_UNCHANGED: ImportAction
ROLE_UNSPECIFIED: Role
ROLE_AUTHOR: Role
ROLE_EDITOR: Role

class PaperStatus(_message.Message):
    __slots__ = ("paper", "state", "counts", "verdict", "errors", "warnings", "revisions", "status_version", "newest", "check", "disposition", "disposition_decision", "counts_why", "open_changes", "deadlines", "released_in", "decisions_version", "attachments")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    ERRORS_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    REVISIONS_FIELD_NUMBER: _ClassVar[int]
    STATUS_VERSION_FIELD_NUMBER: _ClassVar[int]
    NEWEST_FIELD_NUMBER: _ClassVar[int]
    CHECK_FIELD_NUMBER: _ClassVar[int]
    DISPOSITION_FIELD_NUMBER: _ClassVar[int]
    DISPOSITION_DECISION_FIELD_NUMBER: _ClassVar[int]
    COUNTS_WHY_FIELD_NUMBER: _ClassVar[int]
    OPEN_CHANGES_FIELD_NUMBER: _ClassVar[int]
    DEADLINES_FIELD_NUMBER: _ClassVar[int]
    RELEASED_IN_FIELD_NUMBER: _ClassVar[int]
    DECISIONS_VERSION_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENTS_FIELD_NUMBER: _ClassVar[int]
    paper: _common_pb2.Paper
    state: PaperState
    counts: _common_pb2.Revision
    verdict: _common_pb2.Verdict
    errors: int
    warnings: int
    revisions: int
    status_version: int
    newest: _common_pb2.Revision
    check: str
    disposition: _decisions_pb2.Disposition
    disposition_decision: _decisions_pb2.Decision
    counts_why: _decisions_pb2.CountsWhy
    open_changes: _containers.RepeatedCompositeFieldContainer[_decisions_pb2.Change]
    deadlines: _decisions_pb2.Deadlines
    released_in: _containers.RepeatedScalarFieldContainer[str]
    decisions_version: int
    attachments: _containers.RepeatedCompositeFieldContainer[_common_pb2.Attachment]
    def __init__(self, paper: _Optional[_Union[_common_pb2.Paper, _Mapping]] = ..., state: _Optional[_Union[PaperState, str]] = ..., counts: _Optional[_Union[_common_pb2.Revision, _Mapping]] = ..., verdict: _Optional[_Union[_common_pb2.Verdict, str]] = ..., errors: _Optional[int] = ..., warnings: _Optional[int] = ..., revisions: _Optional[int] = ..., status_version: _Optional[int] = ..., newest: _Optional[_Union[_common_pb2.Revision, _Mapping]] = ..., check: _Optional[str] = ..., disposition: _Optional[_Union[_decisions_pb2.Disposition, str]] = ..., disposition_decision: _Optional[_Union[_decisions_pb2.Decision, _Mapping]] = ..., counts_why: _Optional[_Union[_decisions_pb2.CountsWhy, str]] = ..., open_changes: _Optional[_Iterable[_Union[_decisions_pb2.Change, _Mapping]]] = ..., deadlines: _Optional[_Union[_decisions_pb2.Deadlines, _Mapping]] = ..., released_in: _Optional[_Iterable[str]] = ..., decisions_version: _Optional[int] = ..., attachments: _Optional[_Iterable[_Union[_common_pb2.Attachment, _Mapping]]] = ...) -> None: ...

class Receipt(_message.Message):
    __slots__ = ("paper", "revision", "sha256", "size", "received", "received_aoe", "on_time", "timing", "deadline", "judged", "opened", "signed", "filename", "actor", "attachment", "kind")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_AOE_FIELD_NUMBER: _ClassVar[int]
    ON_TIME_FIELD_NUMBER: _ClassVar[int]
    TIMING_FIELD_NUMBER: _ClassVar[int]
    DEADLINE_FIELD_NUMBER: _ClassVar[int]
    JUDGED_FIELD_NUMBER: _ClassVar[int]
    OPENED_FIELD_NUMBER: _ClassVar[int]
    SIGNED_FIELD_NUMBER: _ClassVar[int]
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENT_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    paper: str
    revision: str
    sha256: str
    size: int
    received: _timestamp_pb2.Timestamp
    received_aoe: str
    on_time: bool
    timing: _common_pb2.Timing
    deadline: _timestamp_pb2.Timestamp
    judged: str
    opened: _timestamp_pb2.Timestamp
    signed: str
    filename: str
    actor: str
    attachment: str
    kind: _common_pb2.FileKind
    def __init__(self, paper: _Optional[str] = ..., revision: _Optional[str] = ..., sha256: _Optional[str] = ..., size: _Optional[int] = ..., received: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., received_aoe: _Optional[str] = ..., on_time: _Optional[bool] = ..., timing: _Optional[_Union[_common_pb2.Timing, str]] = ..., deadline: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., judged: _Optional[str] = ..., opened: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., signed: _Optional[str] = ..., filename: _Optional[str] = ..., actor: _Optional[str] = ..., attachment: _Optional[str] = ..., kind: _Optional[_Union[_common_pb2.FileKind, str]] = ...) -> None: ...

class RevisionDifference(_message.Message):
    __slots__ = ("revision", "same_bytes", "size_change", "pages_before", "pages_after", "findings_gone", "findings_new", "words")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    SAME_BYTES_FIELD_NUMBER: _ClassVar[int]
    SIZE_CHANGE_FIELD_NUMBER: _ClassVar[int]
    PAGES_BEFORE_FIELD_NUMBER: _ClassVar[int]
    PAGES_AFTER_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_GONE_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_NEW_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    revision: _common_pb2.Revision
    same_bytes: bool
    size_change: int
    pages_before: int
    pages_after: int
    findings_gone: _containers.RepeatedScalarFieldContainer[str]
    findings_new: _containers.RepeatedScalarFieldContainer[str]
    words: str
    def __init__(self, revision: _Optional[_Union[_common_pb2.Revision, _Mapping]] = ..., same_bytes: _Optional[bool] = ..., size_change: _Optional[int] = ..., pages_before: _Optional[int] = ..., pages_after: _Optional[int] = ..., findings_gone: _Optional[_Iterable[str]] = ..., findings_new: _Optional[_Iterable[str]] = ..., words: _Optional[str] = ...) -> None: ...

class CreateVenueRequest(_message.Message):
    __slots__ = ("venue", "request_id")
    VENUE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    venue: _common_pb2.Venue
    request_id: str
    def __init__(self, venue: _Optional[_Union[_common_pb2.Venue, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateVenueResponse(_message.Message):
    __slots__ = ("venue",)
    VENUE_FIELD_NUMBER: _ClassVar[int]
    venue: _common_pb2.Venue
    def __init__(self, venue: _Optional[_Union[_common_pb2.Venue, _Mapping]] = ...) -> None: ...

class GetVenueRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class GetVenueResponse(_message.Message):
    __slots__ = ("venue",)
    VENUE_FIELD_NUMBER: _ClassVar[int]
    venue: _common_pb2.Venue
    def __init__(self, venue: _Optional[_Union[_common_pb2.Venue, _Mapping]] = ...) -> None: ...

class ListVenuesRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListVenuesResponse(_message.Message):
    __slots__ = ("venues", "next_page_token")
    VENUES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    venues: _containers.RepeatedCompositeFieldContainer[_common_pb2.Venue]
    next_page_token: str
    def __init__(self, venues: _Optional[_Iterable[_Union[_common_pb2.Venue, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdateVenueRequest(_message.Message):
    __slots__ = ("venue", "update_mask", "request_id")
    VENUE_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    venue: _common_pb2.Venue
    update_mask: _field_mask_pb2.FieldMask
    request_id: str
    def __init__(self, venue: _Optional[_Union[_common_pb2.Venue, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class UpdateVenueResponse(_message.Message):
    __slots__ = ("venue",)
    VENUE_FIELD_NUMBER: _ClassVar[int]
    venue: _common_pb2.Venue
    def __init__(self, venue: _Optional[_Union[_common_pb2.Venue, _Mapping]] = ...) -> None: ...

class ImportPapersRequest(_message.Message):
    __slots__ = ("venue", "papers", "request_id")
    VENUE_FIELD_NUMBER: _ClassVar[int]
    PAPERS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    venue: str
    papers: _containers.RepeatedCompositeFieldContainer[_common_pb2.Paper]
    request_id: str
    def __init__(self, venue: _Optional[str] = ..., papers: _Optional[_Iterable[_Union[_common_pb2.Paper, _Mapping]]] = ..., request_id: _Optional[str] = ...) -> None: ...

class ImportedPaper(_message.Message):
    __slots__ = ("paper", "action")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    paper: _common_pb2.Paper
    action: ImportAction
    def __init__(self, paper: _Optional[_Union[_common_pb2.Paper, _Mapping]] = ..., action: _Optional[_Union[ImportAction, str]] = ...) -> None: ...

class ImportPapersResponse(_message.Message):
    __slots__ = ("papers",)
    PAPERS_FIELD_NUMBER: _ClassVar[int]
    papers: _containers.RepeatedCompositeFieldContainer[ImportedPaper]
    def __init__(self, papers: _Optional[_Iterable[_Union[ImportedPaper, _Mapping]]] = ...) -> None: ...

class GetPaperRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class GetPaperResponse(_message.Message):
    __slots__ = ("status",)
    STATUS_FIELD_NUMBER: _ClassVar[int]
    status: PaperStatus
    def __init__(self, status: _Optional[_Union[PaperStatus, _Mapping]] = ...) -> None: ...

class ListPapersRequest(_message.Message):
    __slots__ = ("venue", "page_size", "page_token")
    VENUE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    venue: str
    page_size: int
    page_token: str
    def __init__(self, venue: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListPapersResponse(_message.Message):
    __slots__ = ("papers", "next_page_token")
    PAPERS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    papers: _containers.RepeatedCompositeFieldContainer[PaperStatus]
    next_page_token: str
    def __init__(self, papers: _Optional[_Iterable[_Union[PaperStatus, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdatePaperRequest(_message.Message):
    __slots__ = ("paper", "update_mask", "request_id")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    paper: _common_pb2.Paper
    update_mask: _field_mask_pb2.FieldMask
    request_id: str
    def __init__(self, paper: _Optional[_Union[_common_pb2.Paper, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class UpdatePaperResponse(_message.Message):
    __slots__ = ("status",)
    STATUS_FIELD_NUMBER: _ClassVar[int]
    status: PaperStatus
    def __init__(self, status: _Optional[_Union[PaperStatus, _Mapping]] = ...) -> None: ...

class UploadHeader(_message.Message):
    __slots__ = ("paper", "filename", "sha256", "size", "request_id", "based_on")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    BASED_ON_FIELD_NUMBER: _ClassVar[int]
    paper: str
    filename: str
    sha256: str
    size: int
    request_id: str
    based_on: int
    def __init__(self, paper: _Optional[str] = ..., filename: _Optional[str] = ..., sha256: _Optional[str] = ..., size: _Optional[int] = ..., request_id: _Optional[str] = ..., based_on: _Optional[int] = ...) -> None: ...

class UploadRevisionRequest(_message.Message):
    __slots__ = ("header", "chunk")
    HEADER_FIELD_NUMBER: _ClassVar[int]
    CHUNK_FIELD_NUMBER: _ClassVar[int]
    header: UploadHeader
    chunk: _common_pb2.Chunk
    def __init__(self, header: _Optional[_Union[UploadHeader, _Mapping]] = ..., chunk: _Optional[_Union[_common_pb2.Chunk, _Mapping]] = ...) -> None: ...

class UploadRevisionResponse(_message.Message):
    __slots__ = ("revision", "receipt", "created", "meanwhile", "counts", "counts_why")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    RECEIPT_FIELD_NUMBER: _ClassVar[int]
    CREATED_FIELD_NUMBER: _ClassVar[int]
    MEANWHILE_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    COUNTS_WHY_FIELD_NUMBER: _ClassVar[int]
    revision: _common_pb2.Revision
    receipt: Receipt
    created: bool
    meanwhile: _containers.RepeatedCompositeFieldContainer[RevisionDifference]
    counts: int
    counts_why: _decisions_pb2.CountsWhy
    def __init__(self, revision: _Optional[_Union[_common_pb2.Revision, _Mapping]] = ..., receipt: _Optional[_Union[Receipt, _Mapping]] = ..., created: _Optional[bool] = ..., meanwhile: _Optional[_Iterable[_Union[RevisionDifference, _Mapping]]] = ..., counts: _Optional[int] = ..., counts_why: _Optional[_Union[_decisions_pb2.CountsWhy, str]] = ...) -> None: ...

class GetRevisionRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class GetRevisionResponse(_message.Message):
    __slots__ = ("revision", "receipt")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    RECEIPT_FIELD_NUMBER: _ClassVar[int]
    revision: _common_pb2.Revision
    receipt: Receipt
    def __init__(self, revision: _Optional[_Union[_common_pb2.Revision, _Mapping]] = ..., receipt: _Optional[_Union[Receipt, _Mapping]] = ...) -> None: ...

class ListRevisionsRequest(_message.Message):
    __slots__ = ("paper", "page_size", "page_token")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    paper: str
    page_size: int
    page_token: str
    def __init__(self, paper: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListRevisionsResponse(_message.Message):
    __slots__ = ("revisions", "next_page_token")
    REVISIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    revisions: _containers.RepeatedCompositeFieldContainer[_common_pb2.Revision]
    next_page_token: str
    def __init__(self, revisions: _Optional[_Iterable[_Union[_common_pb2.Revision, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ReadRevisionRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ReadRevisionResponse(_message.Message):
    __slots__ = ("chunk",)
    CHUNK_FIELD_NUMBER: _ClassVar[int]
    chunk: _common_pb2.Chunk
    def __init__(self, chunk: _Optional[_Union[_common_pb2.Chunk, _Mapping]] = ...) -> None: ...

class CreateLinkRequest(_message.Message):
    __slots__ = ("paper", "place", "expires_in_hours")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_IN_HOURS_FIELD_NUMBER: _ClassVar[int]
    paper: str
    place: int
    expires_in_hours: int
    def __init__(self, paper: _Optional[str] = ..., place: _Optional[int] = ..., expires_in_hours: _Optional[int] = ...) -> None: ...

class CreateLinkResponse(_message.Message):
    __slots__ = ("person", "token", "expires")
    PERSON_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_FIELD_NUMBER: _ClassVar[int]
    person: str
    token: str
    expires: _timestamp_pb2.Timestamp
    def __init__(self, person: _Optional[str] = ..., token: _Optional[str] = ..., expires: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class RevokeLinksRequest(_message.Message):
    __slots__ = ("paper", "place")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    paper: str
    place: int
    def __init__(self, paper: _Optional[str] = ..., place: _Optional[int] = ...) -> None: ...

class RevokeLinksResponse(_message.Message):
    __slots__ = ("revoked",)
    REVOKED_FIELD_NUMBER: _ClassVar[int]
    revoked: int
    def __init__(self, revoked: _Optional[int] = ...) -> None: ...

class ResolveTokenRequest(_message.Message):
    __slots__ = ("token",)
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    token: str
    def __init__(self, token: _Optional[str] = ...) -> None: ...

class ResolveTokenResponse(_message.Message):
    __slots__ = ("actor", "role", "paper", "expires")
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    PAPER_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_FIELD_NUMBER: _ClassVar[int]
    actor: str
    role: Role
    paper: str
    expires: _timestamp_pb2.Timestamp
    def __init__(self, actor: _Optional[str] = ..., role: _Optional[_Union[Role, str]] = ..., paper: _Optional[str] = ..., expires: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
