"""``colophon migrate`` on a real database: from nothing, again, and beside a service that does the same."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import psycopg


def _migrate(env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "colophon.cli.main", "migrate"],
        env={"COLOPHON_DATABASE_URL": env["COLOPHON_DATABASE_URL"]},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_every_service_starts_on_a_migrated_database(stack_env: dict[str, str], start_service: Any) -> None:
    first = _migrate(stack_env)
    assert first.returncode == 0, first.stderr
    with psycopg.connect(stack_env["COLOPHON_DATABASE_URL"].replace("+psycopg", "")) as connection:
        schemas = {
            row[0]
            for row in connection.execute(
                "select table_schema from information_schema.tables where table_name = 'migrations'"
            )
        }
    assert schemas == {"intake", "validation", "assembly", "export"}
    start_service("export", stack_env)
    assert _migrate(stack_env).returncode == 0


def test_without_a_database_it_says_what_it_needs() -> None:
    said = _migrate({"COLOPHON_DATABASE_URL": ""})
    assert said.returncode != 0
    assert "COLOPHON_DATABASE_URL" in said.stderr
