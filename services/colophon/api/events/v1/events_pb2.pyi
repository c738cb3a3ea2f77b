from colophon.api.assembly.v1 import assembly_pb2 as _assembly_pb2
from colophon.api.common.v1 import common_pb2 as _common_pb2
from colophon.api.export.v1 import export_pb2 as _export_pb2
from colophon.api.intake.v1 import intake_pb2 as _intake_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class VenueChanged(_message.Message):
    __slots__ = ("venue",)
    VENUE_FIELD_NUMBER: _ClassVar[int]
    venue: _common_pb2.Venue
    def __init__(self, venue: _Optional[_Union[_common_pb2.Venue, _Mapping]] = ...) -> None: ...

class PaperChanged(_message.Message):
    __slots__ = ("status",)
    STATUS_FIELD_NUMBER: _ClassVar[int]
    status: _intake_pb2.PaperStatus
    def __init__(self, status: _Optional[_Union[_intake_pb2.PaperStatus, _Mapping]] = ...) -> None: ...

class RevisionUploaded(_message.Message):
    __slots__ = ("revision",)
    REVISION_FIELD_NUMBER: _ClassVar[int]
    revision: _common_pb2.Revision
    def __init__(self, revision: _Optional[_Union[_common_pb2.Revision, _Mapping]] = ...) -> None: ...

class CheckDone(_message.Message):
    __slots__ = ("check",)
    CHECK_FIELD_NUMBER: _ClassVar[int]
    check: _common_pb2.Check
    def __init__(self, check: _Optional[_Union[_common_pb2.Check, _Mapping]] = ...) -> None: ...

class BuildDone(_message.Message):
    __slots__ = ("build", "venue", "papers", "attachments")
    BUILD_FIELD_NUMBER: _ClassVar[int]
    VENUE_FIELD_NUMBER: _ClassVar[int]
    PAPERS_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENTS_FIELD_NUMBER: _ClassVar[int]
    build: _assembly_pb2.Build
    venue: _common_pb2.Venue
    papers: _containers.RepeatedCompositeFieldContainer[_common_pb2.Paper]
    attachments: _containers.RepeatedCompositeFieldContainer[_common_pb2.Attachment]
    def __init__(self, build: _Optional[_Union[_assembly_pb2.Build, _Mapping]] = ..., venue: _Optional[_Union[_common_pb2.Venue, _Mapping]] = ..., papers: _Optional[_Iterable[_Union[_common_pb2.Paper, _Mapping]]] = ..., attachments: _Optional[_Iterable[_Union[_common_pb2.Attachment, _Mapping]]] = ...) -> None: ...

class ReleaseMade(_message.Message):
    __slots__ = ("release", "papers")
    RELEASE_FIELD_NUMBER: _ClassVar[int]
    PAPERS_FIELD_NUMBER: _ClassVar[int]
    release: _export_pb2.Release
    papers: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, release: _Optional[_Union[_export_pb2.Release, _Mapping]] = ..., papers: _Optional[_Iterable[str]] = ...) -> None: ...
