"""Validation's settings."""

from __future__ import annotations

from pydantic import Field

from colophon.common.settings import ServiceSettings


class Settings(ServiceSettings):
    """``COLOPHON_…`` of the validation service."""

    workers: int = Field(2, ge=1, le=64, description="PDFs looked at side by side, each in a child")
