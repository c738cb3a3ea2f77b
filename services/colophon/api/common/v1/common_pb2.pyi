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

class Timing(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TIMING_UNSPECIFIED: _ClassVar[Timing]
    TIMING_ON_TIME: _ClassVar[Timing]
    TIMING_REPAIR: _ClassVar[Timing]
    TIMING_LATE: _ClassVar[Timing]

class FileKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FILE_KIND_UNSPECIFIED: _ClassVar[FileKind]
    FILE_KIND_PAPER: _ClassVar[FileKind]
    FILE_KIND_SOURCE: _ClassVar[FileKind]
    FILE_KIND_AUXILIARY: _ClassVar[FileKind]
    FILE_KIND_APPENDIX: _ClassVar[FileKind]

class Severity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SEVERITY_UNSPECIFIED: _ClassVar[Severity]
    SEVERITY_ERROR: _ClassVar[Severity]
    SEVERITY_WARNING: _ClassVar[Severity]
    SEVERITY_INFO: _ClassVar[Severity]

class Verdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    VERDICT_UNSPECIFIED: _ClassVar[Verdict]
    VERDICT_PASS: _ClassVar[Verdict]
    VERDICT_HOLD: _ClassVar[Verdict]

class Standing(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STANDING_UNSPECIFIED: _ClassVar[Standing]
    STANDING_COUNTS: _ClassVar[Standing]
    STANDING_WAIVED: _ClassVar[Standing]
    STANDING_MISTAKEN: _ClassVar[Standing]

class WaivableBy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    WAIVABLE_BY_UNSPECIFIED: _ClassVar[WaivableBy]
    WAIVABLE_BY_NOBODY: _ClassVar[WaivableBy]
    WAIVABLE_BY_CHAIR: _ClassVar[WaivableBy]
    WAIVABLE_BY_EDITOR: _ClassVar[WaivableBy]

class CountsAs(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COUNTS_AS_UNSPECIFIED: _ClassVar[CountsAs]
    COUNTS_AS_BODY: _ClassVar[CountsAs]
    COUNTS_AS_REFERENCES: _ClassVar[CountsAs]
    COUNTS_AS_APPENDIX: _ClassVar[CountsAs]
    COUNTS_AS_AD: _ClassVar[CountsAs]
    COUNTS_AS_AE: _ClassVar[CountsAs]
    COUNTS_AS_BLANK: _ClassVar[CountsAs]
TIMING_UNSPECIFIED: Timing
TIMING_ON_TIME: Timing
TIMING_REPAIR: Timing
TIMING_LATE: Timing
FILE_KIND_UNSPECIFIED: FileKind
FILE_KIND_PAPER: FileKind
FILE_KIND_SOURCE: FileKind
FILE_KIND_AUXILIARY: FileKind
FILE_KIND_APPENDIX: FileKind
SEVERITY_UNSPECIFIED: Severity
SEVERITY_ERROR: Severity
SEVERITY_WARNING: Severity
SEVERITY_INFO: Severity
VERDICT_UNSPECIFIED: Verdict
VERDICT_PASS: Verdict
VERDICT_HOLD: Verdict
STANDING_UNSPECIFIED: Standing
STANDING_COUNTS: Standing
STANDING_WAIVED: Standing
STANDING_MISTAKEN: Standing
WAIVABLE_BY_UNSPECIFIED: WaivableBy
WAIVABLE_BY_NOBODY: WaivableBy
WAIVABLE_BY_CHAIR: WaivableBy
WAIVABLE_BY_EDITOR: WaivableBy
COUNTS_AS_UNSPECIFIED: CountsAs
COUNTS_AS_BODY: CountsAs
COUNTS_AS_REFERENCES: CountsAs
COUNTS_AS_APPENDIX: CountsAs
COUNTS_AS_AD: CountsAs
COUNTS_AS_AE: CountsAs
COUNTS_AS_BLANK: CountsAs

class Person(_message.Message):
    __slots__ = ("name", "affiliation", "country", "email", "orcid", "given", "family", "role")
    NAME_FIELD_NUMBER: _ClassVar[int]
    AFFILIATION_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    ORCID_FIELD_NUMBER: _ClassVar[int]
    GIVEN_FIELD_NUMBER: _ClassVar[int]
    FAMILY_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    name: str
    affiliation: str
    country: str
    email: str
    orcid: str
    given: str
    family: str
    role: str
    def __init__(self, name: _Optional[str] = ..., affiliation: _Optional[str] = ..., country: _Optional[str] = ..., email: _Optional[str] = ..., orcid: _Optional[str] = ..., given: _Optional[str] = ..., family: _Optional[str] = ..., role: _Optional[str] = ...) -> None: ...

class InvitedTalk(_message.Message):
    __slots__ = ("title", "speaker", "affiliation", "abstract", "biography")
    TITLE_FIELD_NUMBER: _ClassVar[int]
    SPEAKER_FIELD_NUMBER: _ClassVar[int]
    AFFILIATION_FIELD_NUMBER: _ClassVar[int]
    ABSTRACT_FIELD_NUMBER: _ClassVar[int]
    BIOGRAPHY_FIELD_NUMBER: _ClassVar[int]
    title: str
    speaker: str
    affiliation: str
    abstract: str
    biography: str
    def __init__(self, title: _Optional[str] = ..., speaker: _Optional[str] = ..., affiliation: _Optional[str] = ..., abstract: _Optional[str] = ..., biography: _Optional[str] = ...) -> None: ...

class Session(_message.Message):
    __slots__ = ("id", "title", "chair", "invited", "time", "room")
    ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    CHAIR_FIELD_NUMBER: _ClassVar[int]
    INVITED_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    ROOM_FIELD_NUMBER: _ClassVar[int]
    id: str
    title: str
    chair: str
    invited: _containers.RepeatedCompositeFieldContainer[InvitedTalk]
    time: str
    room: str
    def __init__(self, id: _Optional[str] = ..., title: _Optional[str] = ..., chair: _Optional[str] = ..., invited: _Optional[_Iterable[_Union[InvitedTalk, _Mapping]]] = ..., time: _Optional[str] = ..., room: _Optional[str] = ...) -> None: ...

class Letter(_message.Message):
    __slots__ = ("title", "text")
    TITLE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    title: str
    text: str
    def __init__(self, title: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class IndexNote(_message.Message):
    __slots__ = ("name", "same", "see_also")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SAME_FIELD_NUMBER: _ClassVar[int]
    SEE_ALSO_FIELD_NUMBER: _ClassVar[int]
    name: str
    same: _containers.RepeatedScalarFieldContainer[str]
    see_also: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., same: _Optional[_Iterable[str]] = ..., see_also: _Optional[_Iterable[str]] = ...) -> None: ...

class Venue(_message.Message):
    __slots__ = ("name", "id", "title", "volume_title", "acronym", "series", "publisher", "location", "starts", "ends", "publication_date", "isbn", "doi_prefix", "rights", "url", "profile", "language", "editors", "committee", "sponsors", "topics", "sessions", "preface", "soft_deadline", "page_limit", "first_page", "version", "opens", "hard_deadline", "grace_minutes", "repair_until", "freeze", "letters", "index", "recto", "print_order", "print_by_hand")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    VOLUME_TITLE_FIELD_NUMBER: _ClassVar[int]
    ACRONYM_FIELD_NUMBER: _ClassVar[int]
    SERIES_FIELD_NUMBER: _ClassVar[int]
    PUBLISHER_FIELD_NUMBER: _ClassVar[int]
    LOCATION_FIELD_NUMBER: _ClassVar[int]
    STARTS_FIELD_NUMBER: _ClassVar[int]
    ENDS_FIELD_NUMBER: _ClassVar[int]
    PUBLICATION_DATE_FIELD_NUMBER: _ClassVar[int]
    ISBN_FIELD_NUMBER: _ClassVar[int]
    DOI_PREFIX_FIELD_NUMBER: _ClassVar[int]
    RIGHTS_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    PROFILE_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    EDITORS_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_FIELD_NUMBER: _ClassVar[int]
    SPONSORS_FIELD_NUMBER: _ClassVar[int]
    TOPICS_FIELD_NUMBER: _ClassVar[int]
    SESSIONS_FIELD_NUMBER: _ClassVar[int]
    PREFACE_FIELD_NUMBER: _ClassVar[int]
    SOFT_DEADLINE_FIELD_NUMBER: _ClassVar[int]
    PAGE_LIMIT_FIELD_NUMBER: _ClassVar[int]
    FIRST_PAGE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    OPENS_FIELD_NUMBER: _ClassVar[int]
    HARD_DEADLINE_FIELD_NUMBER: _ClassVar[int]
    GRACE_MINUTES_FIELD_NUMBER: _ClassVar[int]
    REPAIR_UNTIL_FIELD_NUMBER: _ClassVar[int]
    FREEZE_FIELD_NUMBER: _ClassVar[int]
    LETTERS_FIELD_NUMBER: _ClassVar[int]
    INDEX_FIELD_NUMBER: _ClassVar[int]
    RECTO_FIELD_NUMBER: _ClassVar[int]
    PRINT_ORDER_FIELD_NUMBER: _ClassVar[int]
    PRINT_BY_HAND_FIELD_NUMBER: _ClassVar[int]
    name: str
    id: str
    title: str
    volume_title: str
    acronym: str
    series: str
    publisher: str
    location: str
    starts: str
    ends: str
    publication_date: str
    isbn: str
    doi_prefix: str
    rights: str
    url: str
    profile: str
    language: str
    editors: _containers.RepeatedCompositeFieldContainer[Person]
    committee: _containers.RepeatedCompositeFieldContainer[Person]
    sponsors: _containers.RepeatedScalarFieldContainer[str]
    topics: _containers.RepeatedScalarFieldContainer[str]
    sessions: _containers.RepeatedCompositeFieldContainer[Session]
    preface: str
    soft_deadline: _timestamp_pb2.Timestamp
    page_limit: int
    first_page: int
    version: int
    opens: _timestamp_pb2.Timestamp
    hard_deadline: _timestamp_pb2.Timestamp
    grace_minutes: int
    repair_until: _timestamp_pb2.Timestamp
    freeze: _timestamp_pb2.Timestamp
    letters: _containers.RepeatedCompositeFieldContainer[Letter]
    index: _containers.RepeatedCompositeFieldContainer[IndexNote]
    recto: bool
    print_order: str
    print_by_hand: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., id: _Optional[str] = ..., title: _Optional[str] = ..., volume_title: _Optional[str] = ..., acronym: _Optional[str] = ..., series: _Optional[str] = ..., publisher: _Optional[str] = ..., location: _Optional[str] = ..., starts: _Optional[str] = ..., ends: _Optional[str] = ..., publication_date: _Optional[str] = ..., isbn: _Optional[str] = ..., doi_prefix: _Optional[str] = ..., rights: _Optional[str] = ..., url: _Optional[str] = ..., profile: _Optional[str] = ..., language: _Optional[str] = ..., editors: _Optional[_Iterable[_Union[Person, _Mapping]]] = ..., committee: _Optional[_Iterable[_Union[Person, _Mapping]]] = ..., sponsors: _Optional[_Iterable[str]] = ..., topics: _Optional[_Iterable[str]] = ..., sessions: _Optional[_Iterable[_Union[Session, _Mapping]]] = ..., preface: _Optional[str] = ..., soft_deadline: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., page_limit: _Optional[int] = ..., first_page: _Optional[int] = ..., version: _Optional[int] = ..., opens: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., hard_deadline: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., grace_minutes: _Optional[int] = ..., repair_until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., freeze: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., letters: _Optional[_Iterable[_Union[Letter, _Mapping]]] = ..., index: _Optional[_Iterable[_Union[IndexNote, _Mapping]]] = ..., recto: _Optional[bool] = ..., print_order: _Optional[str] = ..., print_by_hand: _Optional[_Iterable[str]] = ...) -> None: ...

class Paper(_message.Message):
    __slots__ = ("name", "id", "title", "authors", "session", "abstract", "keywords", "doi", "order", "version", "category", "extra")
    class ExtraEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    NAME_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    AUTHORS_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    ABSTRACT_FIELD_NUMBER: _ClassVar[int]
    KEYWORDS_FIELD_NUMBER: _ClassVar[int]
    DOI_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    EXTRA_FIELD_NUMBER: _ClassVar[int]
    name: str
    id: str
    title: str
    authors: _containers.RepeatedCompositeFieldContainer[Person]
    session: str
    abstract: str
    keywords: _containers.RepeatedScalarFieldContainer[str]
    doi: str
    order: int
    version: int
    category: str
    extra: _containers.ScalarMap[str, str]
    def __init__(self, name: _Optional[str] = ..., id: _Optional[str] = ..., title: _Optional[str] = ..., authors: _Optional[_Iterable[_Union[Person, _Mapping]]] = ..., session: _Optional[str] = ..., abstract: _Optional[str] = ..., keywords: _Optional[_Iterable[str]] = ..., doi: _Optional[str] = ..., order: _Optional[int] = ..., version: _Optional[int] = ..., category: _Optional[str] = ..., extra: _Optional[_Mapping[str, str]] = ...) -> None: ...

class Attachment(_message.Message):
    __slots__ = ("name", "paper", "number", "kind", "sha256", "size", "filename", "received", "on_time", "actor", "bucket", "object", "entries", "unpacked", "remarks")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PAPER_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_FIELD_NUMBER: _ClassVar[int]
    ON_TIME_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    BUCKET_FIELD_NUMBER: _ClassVar[int]
    OBJECT_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    UNPACKED_FIELD_NUMBER: _ClassVar[int]
    REMARKS_FIELD_NUMBER: _ClassVar[int]
    name: str
    paper: str
    number: int
    kind: FileKind
    sha256: str
    size: int
    filename: str
    received: _timestamp_pb2.Timestamp
    on_time: bool
    actor: str
    bucket: str
    object: str
    entries: int
    unpacked: int
    remarks: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., paper: _Optional[str] = ..., number: _Optional[int] = ..., kind: _Optional[_Union[FileKind, str]] = ..., sha256: _Optional[str] = ..., size: _Optional[int] = ..., filename: _Optional[str] = ..., received: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., on_time: _Optional[bool] = ..., actor: _Optional[str] = ..., bucket: _Optional[str] = ..., object: _Optional[str] = ..., entries: _Optional[int] = ..., unpacked: _Optional[int] = ..., remarks: _Optional[_Iterable[str]] = ...) -> None: ...

class Revision(_message.Message):
    __slots__ = ("name", "paper", "number", "sha256", "size", "filename", "received", "on_time", "actor", "bucket", "object", "opened", "timing", "actor_name", "based_on")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PAPER_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_FIELD_NUMBER: _ClassVar[int]
    ON_TIME_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    BUCKET_FIELD_NUMBER: _ClassVar[int]
    OBJECT_FIELD_NUMBER: _ClassVar[int]
    OPENED_FIELD_NUMBER: _ClassVar[int]
    TIMING_FIELD_NUMBER: _ClassVar[int]
    ACTOR_NAME_FIELD_NUMBER: _ClassVar[int]
    BASED_ON_FIELD_NUMBER: _ClassVar[int]
    name: str
    paper: str
    number: int
    sha256: str
    size: int
    filename: str
    received: _timestamp_pb2.Timestamp
    on_time: bool
    actor: str
    bucket: str
    object: str
    opened: _timestamp_pb2.Timestamp
    timing: Timing
    actor_name: str
    based_on: int
    def __init__(self, name: _Optional[str] = ..., paper: _Optional[str] = ..., number: _Optional[int] = ..., sha256: _Optional[str] = ..., size: _Optional[int] = ..., filename: _Optional[str] = ..., received: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., on_time: _Optional[bool] = ..., actor: _Optional[str] = ..., bucket: _Optional[str] = ..., object: _Optional[str] = ..., opened: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., timing: _Optional[_Union[Timing, str]] = ..., actor_name: _Optional[str] = ..., based_on: _Optional[int] = ...) -> None: ...

class Box(_message.Message):
    __slots__ = ("x0", "y0", "x1", "y1")
    X0_FIELD_NUMBER: _ClassVar[int]
    Y0_FIELD_NUMBER: _ClassVar[int]
    X1_FIELD_NUMBER: _ClassVar[int]
    Y1_FIELD_NUMBER: _ClassVar[int]
    x0: float
    y0: float
    x1: float
    y1: float
    def __init__(self, x0: _Optional[float] = ..., y0: _Optional[float] = ..., x1: _Optional[float] = ..., y1: _Optional[float] = ...) -> None: ...

class Finding(_message.Message):
    __slots__ = ("rule", "severity", "message", "remedy", "page", "box", "id", "standing", "ruling", "waivable_by")
    RULE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    BOX_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    STANDING_FIELD_NUMBER: _ClassVar[int]
    RULING_FIELD_NUMBER: _ClassVar[int]
    WAIVABLE_BY_FIELD_NUMBER: _ClassVar[int]
    rule: str
    severity: Severity
    message: str
    remedy: str
    page: int
    box: Box
    id: str
    standing: Standing
    ruling: str
    waivable_by: WaivableBy
    def __init__(self, rule: _Optional[str] = ..., severity: _Optional[_Union[Severity, str]] = ..., message: _Optional[str] = ..., remedy: _Optional[str] = ..., page: _Optional[int] = ..., box: _Optional[_Union[Box, _Mapping]] = ..., id: _Optional[str] = ..., standing: _Optional[_Union[Standing, str]] = ..., ruling: _Optional[str] = ..., waivable_by: _Optional[_Union[WaivableBy, str]] = ...) -> None: ...

class CheckedPage(_message.Message):
    __slots__ = ("page", "counts_as", "width", "height", "rotate", "corrected")
    PAGE_FIELD_NUMBER: _ClassVar[int]
    COUNTS_AS_FIELD_NUMBER: _ClassVar[int]
    WIDTH_FIELD_NUMBER: _ClassVar[int]
    HEIGHT_FIELD_NUMBER: _ClassVar[int]
    ROTATE_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_FIELD_NUMBER: _ClassVar[int]
    page: int
    counts_as: CountsAs
    width: float
    height: float
    rotate: int
    corrected: bool
    def __init__(self, page: _Optional[int] = ..., counts_as: _Optional[_Union[CountsAs, str]] = ..., width: _Optional[float] = ..., height: _Optional[float] = ..., rotate: _Optional[int] = ..., corrected: _Optional[bool] = ...) -> None: ...

class ArtifactContribution(_message.Message):
    __slots__ = ("id", "text")
    ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    id: str
    text: str
    def __init__(self, id: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class Artifact(_message.Message):
    __slots__ = ("id", "urls")
    ID_FIELD_NUMBER: _ClassVar[int]
    URLS_FIELD_NUMBER: _ClassVar[int]
    id: str
    urls: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, id: _Optional[str] = ..., urls: _Optional[_Iterable[str]] = ...) -> None: ...

class ArtifactCoverage(_message.Message):
    __slots__ = ("artifact", "contributions", "elements")
    ARTIFACT_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTIONS_FIELD_NUMBER: _ClassVar[int]
    ELEMENTS_FIELD_NUMBER: _ClassVar[int]
    artifact: str
    contributions: _containers.RepeatedScalarFieldContainer[str]
    elements: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, artifact: _Optional[str] = ..., contributions: _Optional[_Iterable[str]] = ..., elements: _Optional[_Iterable[str]] = ...) -> None: ...

class ArtifactPart(_message.Message):
    __slots__ = ("name", "text")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    name: str
    text: str
    def __init__(self, name: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class ArtifactBlock(_message.Message):
    __slots__ = ("artifact", "page", "parts", "setup", "minutes")
    ARTIFACT_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    SETUP_FIELD_NUMBER: _ClassVar[int]
    MINUTES_FIELD_NUMBER: _ClassVar[int]
    artifact: str
    page: int
    parts: _containers.RepeatedCompositeFieldContainer[ArtifactPart]
    setup: _containers.RepeatedCompositeFieldContainer[ArtifactPart]
    minutes: float
    def __init__(self, artifact: _Optional[str] = ..., page: _Optional[int] = ..., parts: _Optional[_Iterable[_Union[ArtifactPart, _Mapping]]] = ..., setup: _Optional[_Iterable[_Union[ArtifactPart, _Mapping]]] = ..., minutes: _Optional[float] = ...) -> None: ...

class ArtifactAppendix(_message.Message):
    __slots__ = ("page", "contributions", "artifacts", "table", "blocks", "evaluated", "evaluation")
    PAGE_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTIONS_FIELD_NUMBER: _ClassVar[int]
    ARTIFACTS_FIELD_NUMBER: _ClassVar[int]
    TABLE_FIELD_NUMBER: _ClassVar[int]
    BLOCKS_FIELD_NUMBER: _ClassVar[int]
    EVALUATED_FIELD_NUMBER: _ClassVar[int]
    EVALUATION_FIELD_NUMBER: _ClassVar[int]
    page: int
    contributions: _containers.RepeatedCompositeFieldContainer[ArtifactContribution]
    artifacts: _containers.RepeatedCompositeFieldContainer[Artifact]
    table: _containers.RepeatedCompositeFieldContainer[ArtifactCoverage]
    blocks: _containers.RepeatedCompositeFieldContainer[ArtifactBlock]
    evaluated: bool
    evaluation: _containers.RepeatedCompositeFieldContainer[ArtifactBlock]
    def __init__(self, page: _Optional[int] = ..., contributions: _Optional[_Iterable[_Union[ArtifactContribution, _Mapping]]] = ..., artifacts: _Optional[_Iterable[_Union[Artifact, _Mapping]]] = ..., table: _Optional[_Iterable[_Union[ArtifactCoverage, _Mapping]]] = ..., blocks: _Optional[_Iterable[_Union[ArtifactBlock, _Mapping]]] = ..., evaluated: _Optional[bool] = ..., evaluation: _Optional[_Iterable[_Union[ArtifactBlock, _Mapping]]] = ...) -> None: ...

class ListedArtifact(_message.Message):
    __slots__ = ("id", "urls", "minutes", "contributions", "elements")
    ID_FIELD_NUMBER: _ClassVar[int]
    URLS_FIELD_NUMBER: _ClassVar[int]
    MINUTES_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTIONS_FIELD_NUMBER: _ClassVar[int]
    ELEMENTS_FIELD_NUMBER: _ClassVar[int]
    id: str
    urls: _containers.RepeatedScalarFieldContainer[str]
    minutes: float
    contributions: _containers.RepeatedScalarFieldContainer[str]
    elements: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, id: _Optional[str] = ..., urls: _Optional[_Iterable[str]] = ..., minutes: _Optional[float] = ..., contributions: _Optional[_Iterable[str]] = ..., elements: _Optional[_Iterable[str]] = ...) -> None: ...

class PaperArtifacts(_message.Message):
    __slots__ = ("paper", "artifacts", "evaluated")
    PAPER_FIELD_NUMBER: _ClassVar[int]
    ARTIFACTS_FIELD_NUMBER: _ClassVar[int]
    EVALUATED_FIELD_NUMBER: _ClassVar[int]
    paper: str
    artifacts: _containers.RepeatedCompositeFieldContainer[ListedArtifact]
    evaluated: bool
    def __init__(self, paper: _Optional[str] = ..., artifacts: _Optional[_Iterable[_Union[ListedArtifact, _Mapping]]] = ..., evaluated: _Optional[bool] = ...) -> None: ...

class Check(_message.Message):
    __slots__ = ("name", "revision", "number", "verdict", "findings", "inputs_digest", "paper_version", "venue_version", "profile", "inspector_version", "finished", "seconds", "pages", "page_list", "content_pages", "content_limit", "artifacts", "sha256", "rules_version", "sequence")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    INPUTS_DIGEST_FIELD_NUMBER: _ClassVar[int]
    PAPER_VERSION_FIELD_NUMBER: _ClassVar[int]
    VENUE_VERSION_FIELD_NUMBER: _ClassVar[int]
    PROFILE_FIELD_NUMBER: _ClassVar[int]
    INSPECTOR_VERSION_FIELD_NUMBER: _ClassVar[int]
    FINISHED_FIELD_NUMBER: _ClassVar[int]
    SECONDS_FIELD_NUMBER: _ClassVar[int]
    PAGES_FIELD_NUMBER: _ClassVar[int]
    PAGE_LIST_FIELD_NUMBER: _ClassVar[int]
    CONTENT_PAGES_FIELD_NUMBER: _ClassVar[int]
    CONTENT_LIMIT_FIELD_NUMBER: _ClassVar[int]
    ARTIFACTS_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    RULES_VERSION_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    name: str
    revision: str
    number: int
    verdict: Verdict
    findings: _containers.RepeatedCompositeFieldContainer[Finding]
    inputs_digest: str
    paper_version: int
    venue_version: int
    profile: str
    inspector_version: str
    finished: _timestamp_pb2.Timestamp
    seconds: float
    pages: int
    page_list: _containers.RepeatedCompositeFieldContainer[CheckedPage]
    content_pages: int
    content_limit: int
    artifacts: ArtifactAppendix
    sha256: str
    rules_version: int
    sequence: int
    def __init__(self, name: _Optional[str] = ..., revision: _Optional[str] = ..., number: _Optional[int] = ..., verdict: _Optional[_Union[Verdict, str]] = ..., findings: _Optional[_Iterable[_Union[Finding, _Mapping]]] = ..., inputs_digest: _Optional[str] = ..., paper_version: _Optional[int] = ..., venue_version: _Optional[int] = ..., profile: _Optional[str] = ..., inspector_version: _Optional[str] = ..., finished: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., seconds: _Optional[float] = ..., pages: _Optional[int] = ..., page_list: _Optional[_Iterable[_Union[CheckedPage, _Mapping]]] = ..., content_pages: _Optional[int] = ..., content_limit: _Optional[int] = ..., artifacts: _Optional[_Union[ArtifactAppendix, _Mapping]] = ..., sha256: _Optional[str] = ..., rules_version: _Optional[int] = ..., sequence: _Optional[int] = ...) -> None: ...

class Chunk(_message.Message):
    __slots__ = ("data",)
    DATA_FIELD_NUMBER: _ClassVar[int]
    data: bytes
    def __init__(self, data: _Optional[bytes] = ...) -> None: ...
