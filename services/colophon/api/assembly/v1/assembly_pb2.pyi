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

class BuildKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BUILD_KIND_UNSPECIFIED: _ClassVar[BuildKind]
    BUILD_KIND_DRAFT: _ClassVar[BuildKind]
    BUILD_KIND_FINAL: _ClassVar[BuildKind]

class BuildState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BUILD_STATE_UNSPECIFIED: _ClassVar[BuildState]
    BUILD_STATE_QUEUED: _ClassVar[BuildState]
    BUILD_STATE_RUNNING: _ClassVar[BuildState]
    BUILD_STATE_DONE: _ClassVar[BuildState]
    BUILD_STATE_FAILED: _ClassVar[BuildState]
    BUILD_STATE_CANCELLED: _ClassVar[BuildState]

class StepState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STEP_STATE_UNSPECIFIED: _ClassVar[StepState]
    STEP_STATE_WAITING: _ClassVar[StepState]
    STEP_STATE_RUNNING: _ClassVar[StepState]
    STEP_STATE_DONE: _ClassVar[StepState]
    STEP_STATE_FAILED: _ClassVar[StepState]

class ChangeKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CHANGE_KIND_UNSPECIFIED: _ClassVar[ChangeKind]
    CHANGE_KIND_PAPER: _ClassVar[ChangeKind]
    CHANGE_KIND_INDEX: _ClassVar[ChangeKind]
    CHANGE_KIND_CITATION: _ClassVar[ChangeKind]
    CHANGE_KIND_FILE: _ClassVar[ChangeKind]
BUILD_KIND_UNSPECIFIED: BuildKind
BUILD_KIND_DRAFT: BuildKind
BUILD_KIND_FINAL: BuildKind
BUILD_STATE_UNSPECIFIED: BuildState
BUILD_STATE_QUEUED: BuildState
BUILD_STATE_RUNNING: BuildState
BUILD_STATE_DONE: BuildState
BUILD_STATE_FAILED: BuildState
BUILD_STATE_CANCELLED: BuildState
STEP_STATE_UNSPECIFIED: StepState
STEP_STATE_WAITING: StepState
STEP_STATE_RUNNING: StepState
STEP_STATE_DONE: StepState
STEP_STATE_FAILED: StepState
CHANGE_KIND_UNSPECIFIED: ChangeKind
CHANGE_KIND_PAPER: ChangeKind
CHANGE_KIND_INDEX: ChangeKind
CHANGE_KIND_CITATION: ChangeKind
CHANGE_KIND_FILE: ChangeKind

class Step(_message.Message):
    __slots__ = ("id", "title", "state", "done", "total", "seconds", "cached")
    ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    SECONDS_FIELD_NUMBER: _ClassVar[int]
    CACHED_FIELD_NUMBER: _ClassVar[int]
    id: str
    title: str
    state: StepState
    done: int
    total: int
    seconds: float
    cached: int
    def __init__(self, id: _Optional[str] = ..., title: _Optional[str] = ..., state: _Optional[_Union[StepState, str]] = ..., done: _Optional[int] = ..., total: _Optional[int] = ..., seconds: _Optional[float] = ..., cached: _Optional[int] = ...) -> None: ...

class BuildWarning(_message.Message):
    __slots__ = ("paper", "message", "remedy")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    paper: str
    message: str
    remedy: str
    def __init__(self, paper: _Optional[str] = ..., message: _Optional[str] = ..., remedy: _Optional[str] = ...) -> None: ...

class PlanChange(_message.Message):
    __slots__ = ("kind", "name", "before", "after", "about")
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    ABOUT_FIELD_NUMBER: _ClassVar[int]
    kind: ChangeKind
    name: str
    before: str
    after: str
    about: str
    def __init__(self, kind: _Optional[_Union[ChangeKind, str]] = ..., name: _Optional[str] = ..., before: _Optional[str] = ..., after: _Optional[str] = ..., about: _Optional[str] = ...) -> None: ...

class Output(_message.Message):
    __slots__ = ("path", "size", "sha256", "media_type", "bucket", "object")
    PATH_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    MEDIA_TYPE_FIELD_NUMBER: _ClassVar[int]
    BUCKET_FIELD_NUMBER: _ClassVar[int]
    OBJECT_FIELD_NUMBER: _ClassVar[int]
    path: str
    size: int
    sha256: str
    media_type: str
    bucket: str
    object: str
    def __init__(self, path: _Optional[str] = ..., size: _Optional[int] = ..., sha256: _Optional[str] = ..., media_type: _Optional[str] = ..., bucket: _Optional[str] = ..., object: _Optional[str] = ...) -> None: ...

class PlacedPaper(_message.Message):
    __slots__ = ("paper", "revision", "sha256", "first_page", "last_page", "path", "citation_key")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    FIRST_PAGE_FIELD_NUMBER: _ClassVar[int]
    LAST_PAGE_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    CITATION_KEY_FIELD_NUMBER: _ClassVar[int]
    paper: str
    revision: str
    sha256: str
    first_page: int
    last_page: int
    path: str
    citation_key: str
    def __init__(self, paper: _Optional[str] = ..., revision: _Optional[str] = ..., sha256: _Optional[str] = ..., first_page: _Optional[int] = ..., last_page: _Optional[int] = ..., path: _Optional[str] = ..., citation_key: _Optional[str] = ...) -> None: ...

class LeftOut(_message.Message):
    __slots__ = ("paper", "title", "reason", "disposition")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DISPOSITION_FIELD_NUMBER: _ClassVar[int]
    paper: str
    title: str
    reason: str
    disposition: str
    def __init__(self, paper: _Optional[str] = ..., title: _Optional[str] = ..., reason: _Optional[str] = ..., disposition: _Optional[str] = ...) -> None: ...

class Build(_message.Message):
    __slots__ = ("name", "number", "kind", "state", "steps", "left_out", "outputs", "problems", "papers", "started", "finished", "actor", "inputs_digest", "version", "warnings", "changes", "compared_with", "remaining_seconds", "artifacts")
    NAME_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    OUTPUTS_FIELD_NUMBER: _ClassVar[int]
    PROBLEMS_FIELD_NUMBER: _ClassVar[int]
    PAPERS_FIELD_NUMBER: _ClassVar[int]
    STARTED_FIELD_NUMBER: _ClassVar[int]
    FINISHED_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    INPUTS_DIGEST_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    COMPARED_WITH_FIELD_NUMBER: _ClassVar[int]
    REMAINING_SECONDS_FIELD_NUMBER: _ClassVar[int]
    ARTIFACTS_FIELD_NUMBER: _ClassVar[int]
    name: str
    number: int
    kind: BuildKind
    state: BuildState
    steps: _containers.RepeatedCompositeFieldContainer[Step]
    left_out: _containers.RepeatedCompositeFieldContainer[LeftOut]
    outputs: _containers.RepeatedCompositeFieldContainer[Output]
    problems: _containers.RepeatedScalarFieldContainer[str]
    papers: _containers.RepeatedCompositeFieldContainer[PlacedPaper]
    started: _timestamp_pb2.Timestamp
    finished: _timestamp_pb2.Timestamp
    actor: str
    inputs_digest: str
    version: int
    warnings: _containers.RepeatedCompositeFieldContainer[BuildWarning]
    changes: _containers.RepeatedCompositeFieldContainer[PlanChange]
    compared_with: str
    remaining_seconds: float
    artifacts: _containers.RepeatedCompositeFieldContainer[_common_pb2.PaperArtifacts]
    def __init__(self, name: _Optional[str] = ..., number: _Optional[int] = ..., kind: _Optional[_Union[BuildKind, str]] = ..., state: _Optional[_Union[BuildState, str]] = ..., steps: _Optional[_Iterable[_Union[Step, _Mapping]]] = ..., left_out: _Optional[_Iterable[_Union[LeftOut, _Mapping]]] = ..., outputs: _Optional[_Iterable[_Union[Output, _Mapping]]] = ..., problems: _Optional[_Iterable[str]] = ..., papers: _Optional[_Iterable[_Union[PlacedPaper, _Mapping]]] = ..., started: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., finished: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor: _Optional[str] = ..., inputs_digest: _Optional[str] = ..., version: _Optional[int] = ..., warnings: _Optional[_Iterable[_Union[BuildWarning, _Mapping]]] = ..., changes: _Optional[_Iterable[_Union[PlanChange, _Mapping]]] = ..., compared_with: _Optional[str] = ..., remaining_seconds: _Optional[float] = ..., artifacts: _Optional[_Iterable[_Union[_common_pb2.PaperArtifacts, _Mapping]]] = ...) -> None: ...

class SeenPaper(_message.Message):
    __slots__ = ("name", "status_version")
    NAME_FIELD_NUMBER: _ClassVar[int]
    STATUS_VERSION_FIELD_NUMBER: _ClassVar[int]
    name: str
    status_version: int
    def __init__(self, name: _Optional[str] = ..., status_version: _Optional[int] = ...) -> None: ...

class StartBuildRequest(_message.Message):
    __slots__ = ("venue", "kind", "venue_version", "papers", "request_id")
    VENUE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    VENUE_VERSION_FIELD_NUMBER: _ClassVar[int]
    PAPERS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    venue: str
    kind: BuildKind
    venue_version: int
    papers: _containers.RepeatedCompositeFieldContainer[SeenPaper]
    request_id: str
    def __init__(self, venue: _Optional[str] = ..., kind: _Optional[_Union[BuildKind, str]] = ..., venue_version: _Optional[int] = ..., papers: _Optional[_Iterable[_Union[SeenPaper, _Mapping]]] = ..., request_id: _Optional[str] = ...) -> None: ...

class StartBuildResponse(_message.Message):
    __slots__ = ("build",)
    BUILD_FIELD_NUMBER: _ClassVar[int]
    build: Build
    def __init__(self, build: _Optional[_Union[Build, _Mapping]] = ...) -> None: ...

class GetBuildRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class GetBuildResponse(_message.Message):
    __slots__ = ("build",)
    BUILD_FIELD_NUMBER: _ClassVar[int]
    build: Build
    def __init__(self, build: _Optional[_Union[Build, _Mapping]] = ...) -> None: ...

class ListBuildsRequest(_message.Message):
    __slots__ = ("venue", "page_size", "page_token")
    VENUE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    venue: str
    page_size: int
    page_token: str
    def __init__(self, venue: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListBuildsResponse(_message.Message):
    __slots__ = ("builds", "next_page_token")
    BUILDS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    builds: _containers.RepeatedCompositeFieldContainer[Build]
    next_page_token: str
    def __init__(self, builds: _Optional[_Iterable[_Union[Build, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class WatchBuildRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class WatchBuildResponse(_message.Message):
    __slots__ = ("build",)
    BUILD_FIELD_NUMBER: _ClassVar[int]
    build: Build
    def __init__(self, build: _Optional[_Union[Build, _Mapping]] = ...) -> None: ...

class CancelBuildRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class CancelBuildResponse(_message.Message):
    __slots__ = ("build",)
    BUILD_FIELD_NUMBER: _ClassVar[int]
    build: Build
    def __init__(self, build: _Optional[_Union[Build, _Mapping]] = ...) -> None: ...

class ReadBuildFileRequest(_message.Message):
    __slots__ = ("build", "path", "offset", "length")
    BUILD_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    build: str
    path: str
    offset: int
    length: int
    def __init__(self, build: _Optional[str] = ..., path: _Optional[str] = ..., offset: _Optional[int] = ..., length: _Optional[int] = ...) -> None: ...

class ReadBuildFileResponse(_message.Message):
    __slots__ = ("output", "chunk")
    OUTPUT_FIELD_NUMBER: _ClassVar[int]
    CHUNK_FIELD_NUMBER: _ClassVar[int]
    output: Output
    chunk: _common_pb2.Chunk
    def __init__(self, output: _Optional[_Union[Output, _Mapping]] = ..., chunk: _Optional[_Union[_common_pb2.Chunk, _Mapping]] = ...) -> None: ...

class SwappedPapers(_message.Message):
    __slots__ = ("one", "other")
    ONE_FIELD_NUMBER: _ClassVar[int]
    OTHER_FIELD_NUMBER: _ClassVar[int]
    one: str
    other: str
    def __init__(self, one: _Optional[str] = ..., other: _Optional[str] = ...) -> None: ...

class ReplacedPaper(_message.Message):
    __slots__ = ("paper", "pages")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    PAGES_FIELD_NUMBER: _ClassVar[int]
    paper: str
    pages: int
    def __init__(self, paper: _Optional[str] = ..., pages: _Optional[int] = ...) -> None: ...

class PreviewPlanRequest(_message.Message):
    __slots__ = ("venue", "without", "swap", "replace", "isbn", "start_page", "recto", "order", "by_hand")
    VENUE_FIELD_NUMBER: _ClassVar[int]
    WITHOUT_FIELD_NUMBER: _ClassVar[int]
    SWAP_FIELD_NUMBER: _ClassVar[int]
    REPLACE_FIELD_NUMBER: _ClassVar[int]
    ISBN_FIELD_NUMBER: _ClassVar[int]
    START_PAGE_FIELD_NUMBER: _ClassVar[int]
    RECTO_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    BY_HAND_FIELD_NUMBER: _ClassVar[int]
    venue: str
    without: _containers.RepeatedScalarFieldContainer[str]
    swap: _containers.RepeatedCompositeFieldContainer[SwappedPapers]
    replace: _containers.RepeatedCompositeFieldContainer[ReplacedPaper]
    isbn: str
    start_page: int
    recto: bool
    order: str
    by_hand: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, venue: _Optional[str] = ..., without: _Optional[_Iterable[str]] = ..., swap: _Optional[_Iterable[_Union[SwappedPapers, _Mapping]]] = ..., replace: _Optional[_Iterable[_Union[ReplacedPaper, _Mapping]]] = ..., isbn: _Optional[str] = ..., start_page: _Optional[int] = ..., recto: _Optional[bool] = ..., order: _Optional[str] = ..., by_hand: _Optional[_Iterable[str]] = ...) -> None: ...

class PlannedPaper(_message.Message):
    __slots__ = ("paper", "title", "first_page", "last_page")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    FIRST_PAGE_FIELD_NUMBER: _ClassVar[int]
    LAST_PAGE_FIELD_NUMBER: _ClassVar[int]
    paper: str
    title: str
    first_page: int
    last_page: int
    def __init__(self, paper: _Optional[str] = ..., title: _Optional[str] = ..., first_page: _Optional[int] = ..., last_page: _Optional[int] = ...) -> None: ...

class PreviewPlanResponse(_message.Message):
    __slots__ = ("papers", "changes", "left_out")
    PAPERS_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    papers: _containers.RepeatedCompositeFieldContainer[PlannedPaper]
    changes: _containers.RepeatedCompositeFieldContainer[PlanChange]
    left_out: _containers.RepeatedCompositeFieldContainer[LeftOut]
    def __init__(self, papers: _Optional[_Iterable[_Union[PlannedPaper, _Mapping]]] = ..., changes: _Optional[_Iterable[_Union[PlanChange, _Mapping]]] = ..., left_out: _Optional[_Iterable[_Union[LeftOut, _Mapping]]] = ...) -> None: ...
