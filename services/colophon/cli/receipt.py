"""``colophon receipt verify``: what was uploaded when, proved by anyone with the published key."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console

from colophon.intake.receipts import NotGenuine, verified

app = typer.Typer(help="Signed receipts.", no_args_is_help=True)
WELL_KNOWN = "/.well-known/jwks.json"
FACTS = (
    "paper",
    "revision",
    "attachment",
    "kind",
    "filename",
    "size",
    "sha256",
    "opened",
    "received",
    "judged",
)


@app.callback()
def _receipts() -> None:
    """A command of its own name, with room for more."""


@app.command("verify")
def verify(
    receipt: Annotated[
        Path, typer.Argument(help="The signed receipt (.jws), or an answer of the API that holds one")
    ],
    keys: Annotated[
        str, typer.Option(help="https://… of the installation, or a file with its published keys (JWKS)")
    ],
    file: Annotated[Path | None, typer.Option(help="The file that is said to be the one uploaded")] = None,
) -> None:
    """Prove a receipt, and that a file is the one it speaks of. Exit code 0: genuine; 1: not; 2: unclear."""
    out = Console(highlight=False)
    try:
        signed = _signed(receipt.read_text())
        known = _keys(keys)
    except (OSError, ValueError, httpx.HTTPError) as error:
        out.print(f"Cannot say: {error}", style="yellow", markup=False)
        raise typer.Exit(2) from error
    try:
        facts = verified(signed, known)
    except NotGenuine as error:
        out.print(f"Not genuine: {error}.", style="red", markup=False)
        raise typer.Exit(1) from error
    out.print("Genuine: signed by this installation, and not changed since.", style="green")
    for name in FACTS:
        if facts.get(name):
            out.print(f"  {name:<10} {facts[name]}", markup=False)
    out.print(f"  {'on time' if facts.get('on_time') else 'after the deadline'}")
    if file is None:
        return
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    if digest != facts.get("sha256"):
        out.print(f"{file} is another file: its sha256 is {digest}.", style="red", markup=False)
        raise typer.Exit(1)
    out.print(f"{file} is the file that was uploaded.", style="green", markup=False)


def _signed(text: str) -> str:
    """The signature in a receipt, in an answer around one, or by itself."""
    if not text.lstrip().startswith("{"):
        return text.strip()
    told: dict[str, Any] = json.loads(text)
    told = told.get("receipt") or told
    if not told.get("signed"):
        raise ValueError("this receipt is not signed")
    return str(told["signed"])


def _keys(where: str) -> list[str]:
    """Public keys of a key set, fetched or read."""
    if where.startswith(("https://", "http://")):
        address = where if where.endswith(".json") else where.rstrip("/") + WELL_KNOWN
        text = httpx.get(address, timeout=20).raise_for_status().text
    else:
        text = Path(where).read_text()
    found = [str(key["x"]) for key in json.loads(text).get("keys", []) if key.get("crv") == "Ed25519"]
    if not found:
        raise ValueError(f"{where} has no Ed25519 key: this installation does not sign receipts")
    return found
