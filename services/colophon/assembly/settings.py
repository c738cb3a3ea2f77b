"""Assembly's settings."""

from __future__ import annotations

from pydantic import Field

from colophon.common.settings import ServiceSettings


class Settings(ServiceSettings):
    """``COLOPHON_…`` of the assembly service."""

    build_workers: int = Field(1, description="builds at the same time in this process")
    catch_up_seconds: float = Field(
        20.0, description="how long a start waits for news of what the editor saw"
    )
    build_dir: str = Field("", description="folder for builds under way; the system's own when empty")
