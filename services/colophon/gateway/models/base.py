"""What all models share."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator


class Answer(BaseModel):
    """Something the API gives; fields that only services need are dropped."""

    model_config = ConfigDict(extra="ignore")


class Body(BaseModel):
    """Something the API takes; a field it does not know is refused by name."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    output_only: ClassVar[frozenset[str]] = frozenset()
    """What answers carry and nobody sets: may stay in what is sent back, and is passed over."""

    @model_validator(mode="before")
    @classmethod
    def _tidy(cls, values: Any) -> Any:
        """Null is a field's default (merge patch: null removes); what is output only is left out."""
        if not isinstance(values, dict):
            return values
        return {
            name: cls.model_fields[name].get_default() if _null(cls, name, value) else value
            for name, value in values.items()
            if name not in cls.output_only
        }


def _null(model: type[BaseModel], name: str, value: Any) -> bool:
    return value is None and name in model.model_fields and not model.model_fields[name].is_required()


Moment = Annotated[
    AwareDatetime,
    Field(description="RFC 3339, with its offset; given back in UTC", examples=["2026-08-29T11:59:00Z"]),
]

Day = Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="ISO 8601 date; empty: not known")]


class Page(Answer):
    """A part of a list."""

    next_page_token: str | None = Field(
        None, description="Give it as page_token for the next part; null: this was the last"
    )


class Problem(Answer):
    """An error (RFC 9457), from one catalogue of reasons."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "example": {
                "type": "urn:colophon:problem:version-clash",
                "title": "Somebody changed it meanwhile",
                "status": 412,
                "detail": "venues/tpc26 is at version 4, your change was made to version 3",
                "reason": "VERSION_CLASH",
                "remedy": "Load it again and repeat your change where it still applies.",
                "present": "4",
                "seen": "3",
            }
        },
    )

    type: str = Field(description="A URN of the reason")
    title: str = Field(description="Short; the same for every occurrence")
    status: int = Field(description="The HTTP status")
    detail: str = Field(description="What happened this time")
    reason: str = Field(description="For machines: NOT_FOUND, VERSION_CLASH, …")
    remedy: str = Field(description="What to do")
