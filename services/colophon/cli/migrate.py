"""``colophon migrate``: the database brought to this version before its services start."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import colophon
from colophon.common import database


def migrate_command(
    database_url: Annotated[
        str,
        typer.Option(
            envvar="COLOPHON_DATABASE_URL",
            help="postgresql+psycopg://user:password@host:port/database",
            show_default=False,
            show_envvar=True,
        ),
    ],
) -> None:
    """Make or bring up to date each service's schema. Services do the same at their start; both may run."""
    engine = database.connect(database_url)
    for scripts in sorted(Path(colophon.__path__[0]).glob("*/migrations")):
        service = scripts.parent.name
        database.migrate(engine, service, scripts)
        typer.echo(f"{service} is up to date")
    engine.dispose()
