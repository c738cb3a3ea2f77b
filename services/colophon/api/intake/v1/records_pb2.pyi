import datetime

from colophon.api.buf.validate import validate_pb2 as _validate_pb2
from colophon.api.common.v1 import common_pb2 as _common_pb2
from colophon.api.intake.v1 import decisions_pb2 as _decisions_pb2
from colophon.api.intake.v1 import intake_pb2 as _intake_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListFormat(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LIST_FORMAT_UNSPECIFIED: _ClassVar[ListFormat]
    LIST_FORMAT_CSV: _ClassVar[ListFormat]
    LIST_FORMAT_HOTCRP: _ClassVar[ListFormat]
LIST_FORMAT_UNSPECIFIED: ListFormat
LIST_FORMAT_CSV: ListFormat
LIST_FORMAT_HOTCRP: ListFormat

class DecideRequest(_message.Message):
    __slots__ = ("paper", "decided", "revision", "until", "reason", "seen", "request_id")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    DECIDED_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SEEN_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    paper: str
    decided: _decisions_pb2.Decided
    revision: int
    until: _timestamp_pb2.Timestamp
    reason: str
    seen: int
    request_id: str
    def __init__(self, paper: _Optional[str] = ..., decided: _Optional[_Union[_decisions_pb2.Decided, str]] = ..., revision: _Optional[int] = ..., until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reason: _Optional[str] = ..., seen: _Optional[int] = ..., request_id: _Optional[str] = ...) -> None: ...

class DecideResponse(_message.Message):
    __slots__ = ("decision", "status")
    DECISION_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    decision: _decisions_pb2.Decision
    status: _intake_pb2.PaperStatus
    def __init__(self, decision: _Optional[_Union[_decisions_pb2.Decision, _Mapping]] = ..., status: _Optional[_Union[_intake_pb2.PaperStatus, _Mapping]] = ...) -> None: ...

class LiftDecisionRequest(_message.Message):
    __slots__ = ("name", "reason", "seen", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SEEN_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    reason: str
    seen: int
    request_id: str
    def __init__(self, name: _Optional[str] = ..., reason: _Optional[str] = ..., seen: _Optional[int] = ..., request_id: _Optional[str] = ...) -> None: ...

class LiftDecisionResponse(_message.Message):
    __slots__ = ("decision", "status")
    DECISION_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    decision: _decisions_pb2.Decision
    status: _intake_pb2.PaperStatus
    def __init__(self, decision: _Optional[_Union[_decisions_pb2.Decision, _Mapping]] = ..., status: _Optional[_Union[_intake_pb2.PaperStatus, _Mapping]] = ...) -> None: ...

class ListDecisionsRequest(_message.Message):
    __slots__ = ("paper", "page_size", "page_token")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    paper: str
    page_size: int
    page_token: str
    def __init__(self, paper: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListDecisionsResponse(_message.Message):
    __slots__ = ("decisions", "next_page_token", "decisions_version")
    DECISIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    DECISIONS_VERSION_FIELD_NUMBER: _ClassVar[int]
    decisions: _containers.RepeatedCompositeFieldContainer[_decisions_pb2.Decision]
    next_page_token: str
    decisions_version: int
    def __init__(self, decisions: _Optional[_Iterable[_Union[_decisions_pb2.Decision, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., decisions_version: _Optional[int] = ...) -> None: ...

class ProposeChangeRequest(_message.Message):
    __slots__ = ("paper", "update_mask", "reason", "request_id")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    paper: _common_pb2.Paper
    update_mask: _field_mask_pb2.FieldMask
    reason: str
    request_id: str
    def __init__(self, paper: _Optional[_Union[_common_pb2.Paper, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., reason: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class ProposeChangeResponse(_message.Message):
    __slots__ = ("change", "status")
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    change: _decisions_pb2.Change
    status: _intake_pb2.PaperStatus
    def __init__(self, change: _Optional[_Union[_decisions_pb2.Change, _Mapping]] = ..., status: _Optional[_Union[_intake_pb2.PaperStatus, _Mapping]] = ...) -> None: ...

class DecideChangeRequest(_message.Message):
    __slots__ = ("name", "approve", "reason", "seen", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    APPROVE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SEEN_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    approve: bool
    reason: str
    seen: int
    request_id: str
    def __init__(self, name: _Optional[str] = ..., approve: _Optional[bool] = ..., reason: _Optional[str] = ..., seen: _Optional[int] = ..., request_id: _Optional[str] = ...) -> None: ...

class DecideChangeResponse(_message.Message):
    __slots__ = ("change", "status")
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    change: _decisions_pb2.Change
    status: _intake_pb2.PaperStatus
    def __init__(self, change: _Optional[_Union[_decisions_pb2.Change, _Mapping]] = ..., status: _Optional[_Union[_intake_pb2.PaperStatus, _Mapping]] = ...) -> None: ...

class ListChangesRequest(_message.Message):
    __slots__ = ("paper", "page_size", "page_token")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    paper: str
    page_size: int
    page_token: str
    def __init__(self, paper: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListChangesResponse(_message.Message):
    __slots__ = ("changes", "next_page_token")
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    changes: _containers.RepeatedCompositeFieldContainer[_decisions_pb2.Change]
    next_page_token: str
    def __init__(self, changes: _Optional[_Iterable[_Union[_decisions_pb2.Change, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetBaselineRequest(_message.Message):
    __slots__ = ("paper",)
    PAPER_FIELD_NUMBER: _ClassVar[int]
    paper: str
    def __init__(self, paper: _Optional[str] = ...) -> None: ...

class GetBaselineResponse(_message.Message):
    __slots__ = ("baseline", "changes")
    BASELINE_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    baseline: _common_pb2.Paper
    changes: _containers.RepeatedCompositeFieldContainer[_decisions_pb2.FieldChange]
    def __init__(self, baseline: _Optional[_Union[_common_pb2.Paper, _Mapping]] = ..., changes: _Optional[_Iterable[_Union[_decisions_pb2.FieldChange, _Mapping]]] = ...) -> None: ...

class ImportListRequest(_message.Message):
    __slots__ = ("venue", "content", "format", "charset", "dry_run", "request_id")
    VENUE_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    CHARSET_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    venue: str
    content: bytes
    format: ListFormat
    charset: str
    dry_run: bool
    request_id: str
    def __init__(self, venue: _Optional[str] = ..., content: _Optional[bytes] = ..., format: _Optional[_Union[ListFormat, str]] = ..., charset: _Optional[str] = ..., dry_run: _Optional[bool] = ..., request_id: _Optional[str] = ...) -> None: ...

class ListedPaper(_message.Message):
    __slots__ = ("line", "id", "action", "changes", "kept")
    LINE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    KEPT_FIELD_NUMBER: _ClassVar[int]
    line: int
    id: str
    action: _intake_pb2.ImportAction
    changes: _containers.RepeatedCompositeFieldContainer[_decisions_pb2.FieldChange]
    kept: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, line: _Optional[int] = ..., id: _Optional[str] = ..., action: _Optional[_Union[_intake_pb2.ImportAction, str]] = ..., changes: _Optional[_Iterable[_Union[_decisions_pb2.FieldChange, _Mapping]]] = ..., kept: _Optional[_Iterable[str]] = ...) -> None: ...

class ListMistake(_message.Message):
    __slots__ = ("line", "message", "remedy")
    LINE_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    line: int
    message: str
    remedy: str
    def __init__(self, line: _Optional[int] = ..., message: _Optional[str] = ..., remedy: _Optional[str] = ...) -> None: ...

class ImportListResponse(_message.Message):
    __slots__ = ("papers", "mistakes", "not_listed", "charset", "remarks", "stored")
    PAPERS_FIELD_NUMBER: _ClassVar[int]
    MISTAKES_FIELD_NUMBER: _ClassVar[int]
    NOT_LISTED_FIELD_NUMBER: _ClassVar[int]
    CHARSET_FIELD_NUMBER: _ClassVar[int]
    REMARKS_FIELD_NUMBER: _ClassVar[int]
    STORED_FIELD_NUMBER: _ClassVar[int]
    papers: _containers.RepeatedCompositeFieldContainer[ListedPaper]
    mistakes: _containers.RepeatedCompositeFieldContainer[ListMistake]
    not_listed: _containers.RepeatedScalarFieldContainer[str]
    charset: str
    remarks: _containers.RepeatedScalarFieldContainer[str]
    stored: bool
    def __init__(self, papers: _Optional[_Iterable[_Union[ListedPaper, _Mapping]]] = ..., mistakes: _Optional[_Iterable[_Union[ListMistake, _Mapping]]] = ..., not_listed: _Optional[_Iterable[str]] = ..., charset: _Optional[str] = ..., remarks: _Optional[_Iterable[str]] = ..., stored: _Optional[bool] = ...) -> None: ...

class CompareRevisionsRequest(_message.Message):
    __slots__ = ("base",)
    BASE_FIELD_NUMBER: _ClassVar[int]
    base: str
    def __init__(self, base: _Optional[str] = ...) -> None: ...

class CompareRevisionsResponse(_message.Message):
    __slots__ = ("differences",)
    DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    differences: _containers.RepeatedCompositeFieldContainer[_intake_pb2.RevisionDifference]
    def __init__(self, differences: _Optional[_Iterable[_Union[_intake_pb2.RevisionDifference, _Mapping]]] = ...) -> None: ...
