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
    cache_dir: str = Field(
        "", description="folder that keeps steps for other builds; one below the system's own when empty"
    )
    cache_bytes: int = Field(4 << 30, description="what it may hold before the longest unused is dropped")
    build_dir: str = Field("", description="folder for builds under way; the system's own when empty")
