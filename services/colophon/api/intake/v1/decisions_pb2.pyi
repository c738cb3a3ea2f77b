import datetime

from colophon.api.buf.validate import validate_pb2 as _validate_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Disposition(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DISPOSITION_UNSPECIFIED: _ClassVar[Disposition]
    DISPOSITION_EXPECTED: _ClassVar[Disposition]
    DISPOSITION_PUBLISHED: _ClassVar[Disposition]
    DISPOSITION_DEFERRED: _ClassVar[Disposition]
    DISPOSITION_EXCLUDED_NO_UPLOAD: _ClassVar[Disposition]
    DISPOSITION_WITHDRAWN_BEFORE_FREEZE: _ClassVar[Disposition]
    DISPOSITION_WITHDRAWN_AFTER_FREEZE: _ClassVar[Disposition]
    DISPOSITION_WITHDRAWN_AFTER_RELEASE: _ClassVar[Disposition]
    DISPOSITION_NOT_PRESENTED: _ClassVar[Disposition]

class Decided(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DECIDED_UNSPECIFIED: _ClassVar[Decided]
    DECIDED_DEFERRED: _ClassVar[Decided]
    DECIDED_EXCLUDED_NO_UPLOAD: _ClassVar[Decided]
    DECIDED_WITHDRAWN: _ClassVar[Decided]
    DECIDED_NOT_PRESENTED: _ClassVar[Decided]

class DecisionKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DECISION_KIND_UNSPECIFIED: _ClassVar[DecisionKind]
    DECISION_KIND_DISPOSITION: _ClassVar[DecisionKind]
    DECISION_KIND_COUNTS: _ClassVar[DecisionKind]
    DECISION_KIND_EXTENSION: _ClassVar[DecisionKind]
    DECISION_KIND_RECORD: _ClassVar[DecisionKind]

class CountsWhy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COUNTS_WHY_UNSPECIFIED: _ClassVar[CountsWhy]
    COUNTS_WHY_NEWEST_FIT: _ClassVar[CountsWhy]
    COUNTS_WHY_NEWEST: _ClassVar[CountsWhy]
    COUNTS_WHY_CHOSEN_BY_AUTHOR: _ClassVar[CountsWhy]
    COUNTS_WHY_CHOSEN_BY_EDITOR: _ClassVar[CountsWhy]

class ChangeState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CHANGE_STATE_UNSPECIFIED: _ClassVar[ChangeState]
    CHANGE_STATE_OPEN: _ClassVar[ChangeState]
    CHANGE_STATE_APPLIED: _ClassVar[ChangeState]
    CHANGE_STATE_APPROVED: _ClassVar[ChangeState]
    CHANGE_STATE_REJECTED: _ClassVar[ChangeState]
DISPOSITION_UNSPECIFIED: Disposition
DISPOSITION_EXPECTED: Disposition
DISPOSITION_PUBLISHED: Disposition
DISPOSITION_DEFERRED: Disposition
DISPOSITION_EXCLUDED_NO_UPLOAD: Disposition
DISPOSITION_WITHDRAWN_BEFORE_FREEZE: Disposition
DISPOSITION_WITHDRAWN_AFTER_FREEZE: Disposition
DISPOSITION_WITHDRAWN_AFTER_RELEASE: Disposition
DISPOSITION_NOT_PRESENTED: Disposition
DECIDED_UNSPECIFIED: Decided
DECIDED_DEFERRED: Decided
DECIDED_EXCLUDED_NO_UPLOAD: Decided
DECIDED_WITHDRAWN: Decided
DECIDED_NOT_PRESENTED: Decided
DECISION_KIND_UNSPECIFIED: DecisionKind
DECISION_KIND_DISPOSITION: DecisionKind
DECISION_KIND_COUNTS: DecisionKind
DECISION_KIND_EXTENSION: DecisionKind
DECISION_KIND_RECORD: DecisionKind
COUNTS_WHY_UNSPECIFIED: CountsWhy
COUNTS_WHY_NEWEST_FIT: CountsWhy
COUNTS_WHY_NEWEST: CountsWhy
COUNTS_WHY_CHOSEN_BY_AUTHOR: CountsWhy
COUNTS_WHY_CHOSEN_BY_EDITOR: CountsWhy
CHANGE_STATE_UNSPECIFIED: ChangeState
CHANGE_STATE_OPEN: ChangeState
CHANGE_STATE_APPLIED: ChangeState
CHANGE_STATE_APPROVED: ChangeState
CHANGE_STATE_REJECTED: ChangeState

class FieldChange(_message.Message):
    __slots__ = ("field", "before", "after")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    field: str
    before: str
    after: str
    def __init__(self, field: _Optional[str] = ..., before: _Optional[str] = ..., after: _Optional[str] = ...) -> None: ...

class Decision(_message.Message):
    __slots__ = ("name", "paper", "number", "kind", "decided", "revision", "until", "changes", "reason", "actor", "actor_name", "at", "lifted_by", "lifted_by_name", "lifted_reason", "lifted")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PAPER_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    DECIDED_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ACTOR_NAME_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    LIFTED_BY_FIELD_NUMBER: _ClassVar[int]
    LIFTED_BY_NAME_FIELD_NUMBER: _ClassVar[int]
    LIFTED_REASON_FIELD_NUMBER: _ClassVar[int]
    LIFTED_FIELD_NUMBER: _ClassVar[int]
    name: str
    paper: str
    number: int
    kind: DecisionKind
    decided: Decided
    revision: int
    until: _timestamp_pb2.Timestamp
    changes: _containers.RepeatedCompositeFieldContainer[FieldChange]
    reason: str
    actor: str
    actor_name: str
    at: _timestamp_pb2.Timestamp
    lifted_by: str
    lifted_by_name: str
    lifted_reason: str
    lifted: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., paper: _Optional[str] = ..., number: _Optional[int] = ..., kind: _Optional[_Union[DecisionKind, str]] = ..., decided: _Optional[_Union[Decided, str]] = ..., revision: _Optional[int] = ..., until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., changes: _Optional[_Iterable[_Union[FieldChange, _Mapping]]] = ..., reason: _Optional[str] = ..., actor: _Optional[str] = ..., actor_name: _Optional[str] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., lifted_by: _Optional[str] = ..., lifted_by_name: _Optional[str] = ..., lifted_reason: _Optional[str] = ..., lifted: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Change(_message.Message):
    __slots__ = ("name", "paper", "number", "state", "changes", "grounds", "reason", "actor", "actor_name", "at", "told", "decided_by", "decided_reason", "decided")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PAPER_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    GROUNDS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ACTOR_NAME_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    TOLD_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    DECIDED_REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_FIELD_NUMBER: _ClassVar[int]
    name: str
    paper: str
    number: int
    state: ChangeState
    changes: _containers.RepeatedCompositeFieldContainer[FieldChange]
    grounds: _containers.RepeatedScalarFieldContainer[str]
    reason: str
    actor: str
    actor_name: str
    at: _timestamp_pb2.Timestamp
    told: _containers.RepeatedScalarFieldContainer[str]
    decided_by: str
    decided_reason: str
    decided: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., paper: _Optional[str] = ..., number: _Optional[int] = ..., state: _Optional[_Union[ChangeState, str]] = ..., changes: _Optional[_Iterable[_Union[FieldChange, _Mapping]]] = ..., grounds: _Optional[_Iterable[str]] = ..., reason: _Optional[str] = ..., actor: _Optional[str] = ..., actor_name: _Optional[str] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., told: _Optional[_Iterable[str]] = ..., decided_by: _Optional[str] = ..., decided_reason: _Optional[str] = ..., decided: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Deadlines(_message.Message):
    __slots__ = ("opens", "soft", "hard", "repair_until", "grace_minutes", "extension")
    OPENS_FIELD_NUMBER: _ClassVar[int]
    SOFT_FIELD_NUMBER: _ClassVar[int]
    HARD_FIELD_NUMBER: _ClassVar[int]
    REPAIR_UNTIL_FIELD_NUMBER: _ClassVar[int]
    GRACE_MINUTES_FIELD_NUMBER: _ClassVar[int]
    EXTENSION_FIELD_NUMBER: _ClassVar[int]
    opens: _timestamp_pb2.Timestamp
    soft: _timestamp_pb2.Timestamp
    hard: _timestamp_pb2.Timestamp
    repair_until: _timestamp_pb2.Timestamp
    grace_minutes: int
    extension: str
    def __init__(self, opens: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., soft: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., hard: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., repair_until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., grace_minutes: _Optional[int] = ..., extension: _Optional[str] = ...) -> None: ...
