"""Write a service's next migration from what its store.py says: ``… migration.py intake "add links"``.

Needs COLOPHON_DATABASE_URL of a database to compare with (its schema is migrated first). Read
what it wrote before committing it.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config

from colophon.common import database


def main(service: str, message: str) -> None:
    """Migrate the service's schema, compare, write a file below its ``migrations/versions``."""
    store = importlib.import_module(f"colophon.{service}.store")
    scripts = Path(store.__file__ or "").parent / "migrations"
    engine = database.connect(os.environ["COLOPHON_DATABASE_URL"])
    database.migrate(engine, service, scripts)
    config = Config()
    config.set_main_option("script_location", str(scripts))
    with engine.connect() as connection:
        config.attributes.update(schema=service, connection=connection, metadata=store.metadata)
        number = len(list((scripts / "versions").glob("[0-9]*.py"))) + 1
        command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")


if __name__ == "__main__":
    main(*sys.argv[1:])
