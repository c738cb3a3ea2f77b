"""``colophon``: the same checks and the same volume as the services', in a terminal, without a server."""

from __future__ import annotations

from typing import Any

import typer

from colophon.cli import receipt
from colophon.cli.assemble import assemble_command
from colophon.cli.check import check
from colophon.cli.cite import cite_command
from colophon.cli.migrate import migrate_command
from colophon.cli.plan import plan_command
from colophon.cli.rules import profile_app, rules

# 2 says that a file is unreadable; a wrong option is 3, as every other wrong call. (It has no public name.)
_UsageError: Any = typer.BadParameter.__mro__[1]
_UsageError.exit_code = 3

app = typer.Typer(
    name="colophon",
    help="Camera-ready papers in, citable proceedings out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
app.command("check")(check)
app.command("rules")(rules)
app.add_typer(profile_app, name="profile")
app.command("assemble")(assemble_command)
app.command("migrate")(migrate_command)
app.add_typer(receipt.app, name="receipt")
app.command("plan")(plan_command)
app.command("cite")(cite_command)

if __name__ == "__main__":
    app()
