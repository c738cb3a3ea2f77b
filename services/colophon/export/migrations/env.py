"""Alembic's way in; see colophon.common.database."""

from alembic import context

from colophon.common.database import run_migrations

run_migrations(context.config)
