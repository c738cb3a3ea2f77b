"""Proto ↔ the shared domain words, by field name.

Names are the same on both sides, so one generic pair serves all; dates travel as ISO 8601 text,
moments as Timestamps, words of an enum as ``<ENUM>_<WORD>``.
"""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

M = TypeVar("M", bound=Message)
T = TypeVar("T")


def to_proto(value: Any, kind: type[M], **more: Any) -> M:
    """A dataclass as a message; fields the message does not have are left out, ``more`` is set after."""
    message: M = kind()
    for field in fields(value):
        descriptor = message.DESCRIPTOR.fields_by_name.get(field.name)
        item = getattr(value, field.name)
        if descriptor is None or item is None:
            continue
        if isinstance(item, dict):
            getattr(message, field.name).update(item)
        elif descriptor.is_repeated:
            getattr(message, field.name).extend(_out(descriptor, each) for each in item)
        elif descriptor.message_type is not None:
            getattr(message, field.name).CopyFrom(_out(descriptor, item))
        else:
            setattr(message, field.name, _out(descriptor, item))
    for name, item in more.items():
        if isinstance(item, Message):
            getattr(message, name).CopyFrom(item)
        else:
            setattr(message, name, item)
    return message


def _out(descriptor: FieldDescriptor, item: Any) -> Any:
    if isinstance(item, datetime):
        return stamp(item)
    if isinstance(item, date):
        return item.isoformat()
    if isinstance(item, StrEnum) and descriptor.enum_type is not None:
        return descriptor.enum_type.values_by_name[_enum_prefix(descriptor.enum_type.name) + item.name].number
    if is_dataclass(item):
        return to_proto(item, descriptor.message_type._concrete_class)
    return item


def word(enum: EnumDescriptor, number: int) -> str:
    """``DISPOSITION_NOT_PRESENTED`` as ``not_presented``; empty for unspecified or a number not known."""
    value = enum.values_by_number.get(number)
    if value is None or number == 0:
        return ""
    return str(value.name.removeprefix(_enum_prefix(enum.name)).lower())


def _enum_prefix(name: str) -> str:
    return "".join(f"_{letter}" if letter.isupper() else letter for letter in name).strip("_").upper() + "_"


def from_proto(message: Message, kind: type[T], **more: Any) -> T:
    """A message as a dataclass; raises ValueError for a date that is none."""
    values: dict[str, Any] = dict(more)
    hints = _hints(kind)  # type: ignore[arg-type]
    for field in fields(kind):  # type: ignore[arg-type]
        descriptor = message.DESCRIPTOR.fields_by_name.get(field.name)
        if descriptor is None or field.name in more:
            continue
        if descriptor.has_presence and not message.HasField(field.name):
            if field.default is MISSING and field.default_factory is MISSING:
                values[field.name] = None
            continue
        raw = getattr(message, field.name)
        values[field.name] = _in(raw, hints[field.name], descriptor)
    return kind(**values)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _in(raw: Any, hint: Any, descriptor: FieldDescriptor) -> Any:
    if get_origin(hint) in (types.UnionType, typing.Union):
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
    if get_origin(hint) is tuple and descriptor.is_repeated:
        inner = get_args(hint)[0]
        return tuple(
            from_proto(each, typing.cast(type, inner)) if is_dataclass(inner) else each for each in raw
        )
    if get_origin(hint) is dict:
        return dict(raw)
    if hint is datetime:
        return moment(raw)
    if hint is date:
        return date.fromisoformat(raw) if raw else None
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        name = descriptor.enum_type.values_by_number[raw].name
        return hint[name.removeprefix(_enum_prefix(descriptor.enum_type.name))]
    if is_dataclass(hint):
        return from_proto(raw, typing.cast(type, hint))
    return raw


def stamp(at: datetime) -> Timestamp:
    """A moment with a zone as a Timestamp."""
    out = Timestamp()
    out.FromDatetime(at.astimezone(UTC))
    return out


def moment(at: Timestamp) -> datetime:
    """A Timestamp in UTC."""
    made: datetime = at.ToDatetime(tzinfo=UTC)
    return made
