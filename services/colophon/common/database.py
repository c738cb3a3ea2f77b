"""PostgreSQL: one schema a service, its migrations applied at start under a lock."""

from __future__ import annotations

import zlib
from pathlib import Path

import stamina
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

Sessions = sessionmaker[Session]


def connect(url: str) -> Engine:
    """An engine whose dead connections are noticed before use."""
    return create_engine(
        url,
        pool_pre_ping=True,
        pool_size=8,
        max_overflow=24,
        connect_args={"connect_timeout": 5, "application_name": "colophon"},
    )


def sessions(engine: Engine) -> Sessions:
    """A maker of sessions; use as ``with made.begin() as session``."""
    return sessionmaker(engine, expire_on_commit=False)


@stamina.retry(on=OperationalError, attempts=60, timeout=60.0, wait_initial=0.2, wait_max=2.0)
def migrate(engine: Engine, schema: str, scripts: Path) -> None:
    """Bring a service's schema to the newest migration of ``scripts``.

    Several processes of one service may start together: an advisory lock lets one migrate.
    """
    lock = zlib.crc32(f"colophon.migrate.{schema}".encode())
    config = Config()
    config.set_main_option("script_location", str(scripts))
    config.attributes["schema"] = schema
    with engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(:lock)"), {"lock": lock})
        try:
            connection.execute(text(f'create schema if not exists "{schema}"'))
            connection.commit()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
        finally:
            connection.rollback()
            connection.execute(text("select pg_advisory_unlock(:lock)"), {"lock": lock})
            connection.commit()


def run_migrations(config: Config) -> None:
    """The body of every service's ``migrations/env.py``: one history a schema."""
    from alembic import context

    schema = config.attributes["schema"]
    context.configure(
        connection=config.attributes["connection"],
        target_metadata=config.attributes.get("metadata"),
        include_schemas=True,
        include_name=lambda name, kind, _: kind != "schema" or name == schema,
        version_table="migrations",
        version_table_schema=schema,
    )
    with context.begin_transaction():
        context.run_migrations()


__all__ = ["Sessions", "connect", "migrate", "run_migrations", "sessions"]
