import datetime

from colophon.api.buf.validate import validate_pb2 as _validate_pb2
from colophon.api.common.v1 import common_pb2 as _common_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RulingKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RULING_KIND_UNSPECIFIED: _ClassVar[RulingKind]
    RULING_KIND_WAIVER: _ClassVar[RulingKind]
    RULING_KIND_PAGE: _ClassVar[RulingKind]
    RULING_KIND_MISTAKEN: _ClassVar[RulingKind]
    RULING_KIND_DISPUTE: _ClassVar[RulingKind]

class DisputeState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DISPUTE_STATE_UNSPECIFIED: _ClassVar[DisputeState]
    DISPUTE_STATE_OPEN: _ClassVar[DisputeState]
    DISPUTE_STATE_ACCEPTED: _ClassVar[DisputeState]
    DISPUTE_STATE_DECLINED: _ClassVar[DisputeState]
RULING_KIND_UNSPECIFIED: RulingKind
RULING_KIND_WAIVER: RulingKind
RULING_KIND_PAGE: RulingKind
RULING_KIND_MISTAKEN: RulingKind
RULING_KIND_DISPUTE: RulingKind
DISPUTE_STATE_UNSPECIFIED: DisputeState
DISPUTE_STATE_OPEN: DisputeState
DISPUTE_STATE_ACCEPTED: DisputeState
DISPUTE_STATE_DECLINED: DisputeState

class GetCheckRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class GetCheckResponse(_message.Message):
    __slots__ = ("check",)
    CHECK_FIELD_NUMBER: _ClassVar[int]
    check: _common_pb2.Check
    def __init__(self, check: _Optional[_Union[_common_pb2.Check, _Mapping]] = ...) -> None: ...

class ListChecksRequest(_message.Message):
    __slots__ = ("revision", "page_size", "page_token")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    revision: str
    page_size: int
    page_token: str
    def __init__(self, revision: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListChecksResponse(_message.Message):
    __slots__ = ("checks", "next_page_token")
    CHECKS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    checks: _containers.RepeatedCompositeFieldContainer[_common_pb2.Check]
    next_page_token: str
    def __init__(self, checks: _Optional[_Iterable[_Union[_common_pb2.Check, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RenderPageRequest(_message.Message):
    __slots__ = ("revision", "page", "dpi", "check", "plain")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    DPI_FIELD_NUMBER: _ClassVar[int]
    CHECK_FIELD_NUMBER: _ClassVar[int]
    PLAIN_FIELD_NUMBER: _ClassVar[int]
    revision: str
    page: int
    dpi: int
    check: int
    plain: bool
    def __init__(self, revision: _Optional[str] = ..., page: _Optional[int] = ..., dpi: _Optional[int] = ..., check: _Optional[int] = ..., plain: _Optional[bool] = ...) -> None: ...

class RenderPageResponse(_message.Message):
    __slots__ = ("png",)
    PNG_FIELD_NUMBER: _ClassVar[int]
    png: bytes
    def __init__(self, png: _Optional[bytes] = ...) -> None: ...

class Ruling(_message.Message):
    __slots__ = ("name", "kind", "revision", "rule", "finding", "page", "counts_as", "reason", "evidence", "actor", "made", "withdrawn", "withdrawn_by", "withdrawn_reason", "state", "answered", "answered_by", "answer", "message")
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    FINDING_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    COUNTS_AS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    MADE_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWN_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWN_BY_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWN_REASON_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ANSWERED_FIELD_NUMBER: _ClassVar[int]
    ANSWERED_BY_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    name: str
    kind: RulingKind
    revision: str
    rule: str
    finding: str
    page: int
    counts_as: _common_pb2.CountsAs
    reason: str
    evidence: str
    actor: str
    made: _timestamp_pb2.Timestamp
    withdrawn: _timestamp_pb2.Timestamp
    withdrawn_by: str
    withdrawn_reason: str
    state: DisputeState
    answered: _timestamp_pb2.Timestamp
    answered_by: str
    answer: str
    message: str
    def __init__(self, name: _Optional[str] = ..., kind: _Optional[_Union[RulingKind, str]] = ..., revision: _Optional[str] = ..., rule: _Optional[str] = ..., finding: _Optional[str] = ..., page: _Optional[int] = ..., counts_as: _Optional[_Union[_common_pb2.CountsAs, str]] = ..., reason: _Optional[str] = ..., evidence: _Optional[str] = ..., actor: _Optional[str] = ..., made: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., withdrawn: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., withdrawn_by: _Optional[str] = ..., withdrawn_reason: _Optional[str] = ..., state: _Optional[_Union[DisputeState, str]] = ..., answered: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., answered_by: _Optional[str] = ..., answer: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...

class CreateRulingRequest(_message.Message):
    __slots__ = ("revision", "kind", "rule", "finding", "page", "counts_as", "reason", "evidence", "request_id")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    FINDING_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    COUNTS_AS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    revision: str
    kind: RulingKind
    rule: str
    finding: str
    page: int
    counts_as: _common_pb2.CountsAs
    reason: str
    evidence: str
    request_id: str
    def __init__(self, revision: _Optional[str] = ..., kind: _Optional[_Union[RulingKind, str]] = ..., rule: _Optional[str] = ..., finding: _Optional[str] = ..., page: _Optional[int] = ..., counts_as: _Optional[_Union[_common_pb2.CountsAs, str]] = ..., reason: _Optional[str] = ..., evidence: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateRulingResponse(_message.Message):
    __slots__ = ("ruling",)
    RULING_FIELD_NUMBER: _ClassVar[int]
    ruling: Ruling
    def __init__(self, ruling: _Optional[_Union[Ruling, _Mapping]] = ...) -> None: ...

class ListRulingsRequest(_message.Message):
    __slots__ = ("paper", "page_size", "page_token")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    paper: str
    page_size: int
    page_token: str
    def __init__(self, paper: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListRulingsResponse(_message.Message):
    __slots__ = ("rulings", "next_page_token")
    RULINGS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    rulings: _containers.RepeatedCompositeFieldContainer[Ruling]
    next_page_token: str
    def __init__(self, rulings: _Optional[_Iterable[_Union[Ruling, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class WithdrawRulingRequest(_message.Message):
    __slots__ = ("name", "reason", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    reason: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., reason: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class WithdrawRulingResponse(_message.Message):
    __slots__ = ("ruling",)
    RULING_FIELD_NUMBER: _ClassVar[int]
    ruling: Ruling
    def __init__(self, ruling: _Optional[_Union[Ruling, _Mapping]] = ...) -> None: ...

class AnswerDisputeRequest(_message.Message):
    __slots__ = ("name", "accepted", "answer", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    accepted: bool
    answer: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., accepted: _Optional[bool] = ..., answer: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class AnswerDisputeResponse(_message.Message):
    __slots__ = ("ruling",)
    RULING_FIELD_NUMBER: _ClassVar[int]
    ruling: Ruling
    def __init__(self, ruling: _Optional[_Union[Ruling, _Mapping]] = ...) -> None: ...

class ListRulesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class RuleLevel(_message.Message):
    __slots__ = ("profile", "level", "waivable_by")
    PROFILE_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    WAIVABLE_BY_FIELD_NUMBER: _ClassVar[int]
    profile: str
    level: str
    waivable_by: _common_pb2.WaivableBy
    def __init__(self, profile: _Optional[str] = ..., level: _Optional[str] = ..., waivable_by: _Optional[_Union[_common_pb2.WaivableBy, str]] = ...) -> None: ...

class Rule(_message.Message):
    __slots__ = ("id", "title", "source", "remedy", "since", "needs", "levels")
    ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    NEEDS_FIELD_NUMBER: _ClassVar[int]
    LEVELS_FIELD_NUMBER: _ClassVar[int]
    id: str
    title: str
    source: str
    remedy: str
    since: int
    needs: str
    levels: _containers.RepeatedCompositeFieldContainer[RuleLevel]
    def __init__(self, id: _Optional[str] = ..., title: _Optional[str] = ..., source: _Optional[str] = ..., remedy: _Optional[str] = ..., since: _Optional[int] = ..., needs: _Optional[str] = ..., levels: _Optional[_Iterable[_Union[RuleLevel, _Mapping]]] = ...) -> None: ...

class ProfileSummary(_message.Message):
    __slots__ = ("name", "title", "publisher", "content_pages", "max_bytes")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    PUBLISHER_FIELD_NUMBER: _ClassVar[int]
    CONTENT_PAGES_FIELD_NUMBER: _ClassVar[int]
    MAX_BYTES_FIELD_NUMBER: _ClassVar[int]
    name: str
    title: str
    publisher: str
    content_pages: int
    max_bytes: int
    def __init__(self, name: _Optional[str] = ..., title: _Optional[str] = ..., publisher: _Optional[str] = ..., content_pages: _Optional[int] = ..., max_bytes: _Optional[int] = ...) -> None: ...

class ListRulesResponse(_message.Message):
    __slots__ = ("rules", "profiles", "version")
    RULES_FIELD_NUMBER: _ClassVar[int]
    PROFILES_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    rules: _containers.RepeatedCompositeFieldContainer[Rule]
    profiles: _containers.RepeatedCompositeFieldContainer[ProfileSummary]
    version: int
    def __init__(self, rules: _Optional[_Iterable[_Union[Rule, _Mapping]]] = ..., profiles: _Optional[_Iterable[_Union[ProfileSummary, _Mapping]]] = ..., version: _Optional[int] = ...) -> None: ...

class GetVenueRulesRequest(_message.Message):
    __slots__ = ("venue",)
    VENUE_FIELD_NUMBER: _ClassVar[int]
    venue: str
    def __init__(self, venue: _Optional[str] = ...) -> None: ...

class VerdictChange(_message.Message):
    __slots__ = ("revision", "now", "then", "rules")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    NOW_FIELD_NUMBER: _ClassVar[int]
    THEN_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    revision: str
    now: _common_pb2.Verdict
    then: _common_pb2.Verdict
    rules: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, revision: _Optional[str] = ..., now: _Optional[_Union[_common_pb2.Verdict, str]] = ..., then: _Optional[_Union[_common_pb2.Verdict, str]] = ..., rules: _Optional[_Iterable[str]] = ...) -> None: ...

class VenueRules(_message.Message):
    __slots__ = ("venue", "version", "since", "actor", "newest", "changes", "pending")
    VENUE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    NEWEST_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    PENDING_FIELD_NUMBER: _ClassVar[int]
    venue: str
    version: int
    since: _timestamp_pb2.Timestamp
    actor: str
    newest: int
    changes: _containers.RepeatedCompositeFieldContainer[VerdictChange]
    pending: int
    def __init__(self, venue: _Optional[str] = ..., version: _Optional[int] = ..., since: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor: _Optional[str] = ..., newest: _Optional[int] = ..., changes: _Optional[_Iterable[_Union[VerdictChange, _Mapping]]] = ..., pending: _Optional[int] = ...) -> None: ...

class GetVenueRulesResponse(_message.Message):
    __slots__ = ("rules",)
    RULES_FIELD_NUMBER: _ClassVar[int]
    rules: VenueRules
    def __init__(self, rules: _Optional[_Union[VenueRules, _Mapping]] = ...) -> None: ...

class AdoptRulesRequest(_message.Message):
    __slots__ = ("venue", "version", "request_id")
    VENUE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    venue: str
    version: int
    request_id: str
    def __init__(self, venue: _Optional[str] = ..., version: _Optional[int] = ..., request_id: _Optional[str] = ...) -> None: ...

class AdoptRulesResponse(_message.Message):
    __slots__ = ("rules",)
    RULES_FIELD_NUMBER: _ClassVar[int]
    rules: VenueRules
    def __init__(self, rules: _Optional[_Union[VenueRules, _Mapping]] = ...) -> None: ...
