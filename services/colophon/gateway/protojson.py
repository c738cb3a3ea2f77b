"""Proto ↔ JSON as the REST API speaks it: field names as in the proto, enums as short lower-case words,

moments in RFC 3339 UTC, integers as numbers, what is absent as null.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor
from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

M = TypeVar("M", bound=Message)


def to_json(message: Message) -> dict[str, Any]:
    """Every field of the message, defaults included; absent messages and optionals are None."""
    out: dict[str, Any] = {}
    for field in message.DESCRIPTOR.fields:
        value = getattr(message, field.name)
        if _is_map(field):
            out[field.name] = {key: _out(_value_of(field), each) for key, each in sorted(value.items())}
        elif field.is_repeated:
            out[field.name] = [_out(field, each) for each in value]
        elif field.has_presence and not message.HasField(field.name):
            out[field.name] = None
        else:
            out[field.name] = _out(field, value)
    return out


def _is_map(field: FieldDescriptor) -> bool:
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def _value_of(field: FieldDescriptor) -> FieldDescriptor:
    return field.message_type.fields_by_name["value"]


def _out(field: FieldDescriptor, value: Any) -> Any:
    if field.enum_type is not None:
        return word(field.enum_type, value)
    if isinstance(value, Timestamp):
        return moment(value)
    if isinstance(value, Message):
        return to_json(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def moment(at: Timestamp) -> str:
    """RFC 3339, UTC, with ``Z``."""
    return str(at.ToDatetime(tzinfo=UTC).isoformat()).replace("+00:00", "Z")


def word(enum: EnumDescriptor, number: int) -> str | None:
    """``VERDICT_PASS`` as ``pass``; unspecified is None."""
    value = enum.values_by_number.get(number)
    if value is None or number == 0:
        return None
    return str(value.name).removeprefix(prefix(enum)).lower()


def prefix(enum: EnumDescriptor) -> str:
    """``PaperState`` → ``PAPER_STATE_``."""
    spread = "".join(f"_{letter}" if letter.isupper() else letter for letter in enum.name)
    return spread.strip("_").upper() + "_"


def from_json(values: Mapping[str, Any], kind: type[M]) -> M:
    """A message from JSON values that a model has already checked; None leaves a field's default."""
    message: M = kind()
    for name, value in values.items():
        field = message.DESCRIPTOR.fields_by_name.get(name)
        if field is None or value is None:
            continue
        if _is_map(field):
            for key, each in value.items():
                getattr(message, name)[key] = _in(_value_of(field), each)
        elif field.is_repeated:
            getattr(message, name).extend(_in(field, each) for each in value)
        elif field.message_type is not None:
            getattr(message, name).CopyFrom(_in(field, value))
        else:
            setattr(message, name, _in(field, value))
    return message


def _in(field: FieldDescriptor, value: Any) -> Any:
    if field.enum_type is not None:
        return field.enum_type.values_by_name[prefix(field.enum_type) + str(value).upper()].number
    if field.message_type is None:
        return value
    if field.message_type.full_name == Timestamp.DESCRIPTOR.full_name:
        at = datetime.fromisoformat(value) if isinstance(value, str) else value
        made = Timestamp()
        made.FromDatetime(at.astimezone(UTC))
        return made
    return from_json(value, field.message_type._concrete_class)


def mask(fields: Iterable[str]) -> FieldMask:
    """The fields a merge patch names, sorted."""
    return FieldMask(paths=sorted(fields))
