"""Export's settings."""

from __future__ import annotations

from pydantic import Field

from colophon.common.settings import ServiceSettings


class Settings(ServiceSettings):
    """``COLOPHON_…`` of the export service."""

    catch_up_seconds: float = Field(
        20.0, description="how long a release waits for news of what the editor saw"
    )
