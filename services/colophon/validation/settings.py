"""Validation's settings."""

from __future__ import annotations

from pydantic import Field

from colophon.common.settings import ServiceSettings


class Settings(ServiceSettings):
    """``COLOPHON_…`` of the validation service."""

    check_workers: int = Field(2, ge=1, le=64, description="PDFs looked at side by side: one processor each")
    check_seconds: int = Field(9, ge=1, le=600, description="processor seconds one PDF may take")
    check_memory: int = Field(900 * 1024 * 1024, description="bytes of memory one PDF may take")
