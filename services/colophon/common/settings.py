"""Settings every service has, from environment variables ``COLOPHON_…``."""

from __future__ import annotations

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Base(BaseSettings):
    """What the gateway and every service need."""

    model_config = SettingsConfigDict(env_prefix="COLOPHON_", extra="ignore")

    listen: str = Field(description="host:port to listen on")
    service_token: SecretStr = Field(description="what gateway and services know each other by")
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR")


class ServiceSettings(Base):
    """What a service needs beneath it: database, broker, object store."""

    database_url: SecretStr = Field(description="postgresql+psycopg://user:password@host:port/database")
    kafka: str = Field(description="bootstrap servers, host:port, comma between")
    s3_endpoint: str = Field(description="host:port of the S3 server")
    s3_access_key: SecretStr = Field(description="S3 access key")
    s3_secret_key: SecretStr = Field(description="S3 secret key")
    s3_secure: bool = Field(False, description="TLS to the S3 server")
    s3_region: str = Field("us-east-1", description="S3 region")
    bucket_prefix: str = Field("colophon-", description="before the name of each service's bucket")
    topic_prefix: str = Field("", description="before the name of each topic and group")
    partitions: int = Field(12, description="of each topic; fixed when the topic is made")
    reconcile_seconds: float = Field(10.0, description="between two looks at unsent events")
    dead_letter_limit: int = Field(
        100, description="dead letters of one hour at which a consumer stops and health turns red"
    )
    threads: int = Field(16, description="concurrent gRPC calls")

    def topic(self, service: str) -> str:
        """The topic a service speaks on: ``colophon.intake.v1``."""
        return f"{self.topic_prefix}colophon.{service}.v1"

    def bucket(self, service: str) -> str:
        """The bucket a service owns."""
        return f"{self.bucket_prefix}{service}"
