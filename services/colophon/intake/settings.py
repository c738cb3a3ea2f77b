"""Intake's settings."""

from __future__ import annotations

from pydantic import Field, SecretStr

from colophon.common.settings import ServiceSettings


class Settings(ServiceSettings):
    """``COLOPHON_…`` of the intake service."""

    link_secret: SecretStr = Field(min_length=16, description="signs authors' links; a new one ends them all")
    editor_token: SecretStr = Field(
        min_length=16, description="the bootstrap editor's way in; kept hashed in the database"
    )
    upload_limit: int = Field(50 * 1024 * 1024, description="bytes an uploaded PDF may have")
    spool_dir: str = Field("", description="folder for uploads under way; the system's own when empty")
