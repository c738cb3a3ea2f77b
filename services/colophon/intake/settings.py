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
    receipt_key: SecretStr = Field(
        SecretStr(""),
        description="signs receipts: an Ed25519 seed, 32 bytes in base64 (openssl rand -base64 32); "
        "without one they are not signed",
    )
    receipt_keys_former: str = Field(
        "",
        description="public keys that signed before: each x of /.well-known/jwks.json, comma between",
    )
    upload_limit: int = Field(50 * 1024 * 1024, description="bytes an uploaded PDF may have")
    attachment_limit: int = Field(200 * 1024 * 1024, description="bytes a file beside the paper may have")
    unpacked_limit: int = Field(
        1024 * 1024 * 1024, description="bytes an archive may unpack to, archives in it included"
    )
    uploads_open: int = Field(20, description="uploads one author may have under way for a paper")
    upload_hours: float = Field(
        48.0, description="an upload under way is forgotten after so many hours of silence"
    )
    upload_kept_days: float = Field(60.0, description="how long a finished upload answers for itself")
    sweep_seconds: float = Field(60.0, description="between two looks at stale uploads")
    spool_dir: str = Field("", description="folder for uploads under way; the system's own when empty")
