"""Export's settings: those of every service."""

from __future__ import annotations

from colophon.common.settings import ServiceSettings


class Settings(ServiceSettings):
    """``COLOPHON_…`` of the export service."""
