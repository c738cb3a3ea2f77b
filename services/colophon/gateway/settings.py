"""The gateway's settings."""

from __future__ import annotations

from pydantic import Field

from colophon.common.settings import Base


class Settings(Base):
    """``COLOPHON_…`` of the gateway."""

    intake: str = Field(description="host:port of the intake service")
    validation: str = Field(description="host:port of the validation service")
    assembly: str = Field(description="host:port of the assembly service")
    export: str = Field(description="host:port of the export service")
    public_url: str = Field(
        "", description="where authors reach the gateway, https://…; the request's own base when empty"
    )
    call_seconds: float = Field(15.0, description="deadline of one answer, a backend's restart included")
    upload_seconds: float = Field(1800.0, description="longest time one upload may take")
    finish_seconds: float = Field(
        120.0, description="longest time for an upload's last piece: it is looked into"
    )
    upload_limit: int = Field(50 * 1024 * 1024, description="bytes an uploaded PDF may have; as intake's")
    attachment_limit: int = Field(
        200 * 1024 * 1024, description="bytes a file beside the paper may have; as intake's"
    )
    idle_seconds: float = Field(60.0, description="longest silence within an upload")
    token_cache_seconds: float = Field(3.0, description="how long a revoked token may still be let in")
