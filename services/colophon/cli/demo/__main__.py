"""``python -m colophon.cli.demo``: play the sample's journey; 0 when all went as it should."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

import httpx

from colophon.cli.demo.client import Api, Away, Refused
from colophon.cli.demo.journey import Trip, play
from colophon.cli.demo.record import Failed, Record
from colophon.cli.demo.screen import Screen
from colophon.cli.demo.script import read
from colophon.common.mistakes import BadFiles

ROOT = Path(__file__).resolve().parents[4]
STATE = ROOT / "var" / "stack" / "state.json"
MADE = ("volume.pdf", "volume.bib", "package.zip", "report.json")


def main() -> int:
    """0 only if every step did what it should."""
    parser = argparse.ArgumentParser(prog="python -m colophon.cli.demo", description=__doc__)
    parser.add_argument("--url", default="", help="where Colophon answers; else the stack of this folder")
    parser.add_argument(
        "--token", default=os.environ.get("COLOPHON_EDITOR_TOKEN", ""), help="an editor's token"
    )
    parser.add_argument("--venue", type=Path, default=ROOT / "venues" / "tpc26", help="the sample's folder")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "demo", help="where the results go")
    parser.add_argument("--keep", action="store_true", help="the stack stays: say how to get in")
    given = parser.parse_args()
    url, token = (given.url, given.token) if given.url else _stack(given.token)
    if not token:
        parser.error("an editor's token is needed: --token, or COLOPHON_EDITOR_TOKEN")
    return demo(url, token, given.venue, given.out, given.keep)


def _stack(token: str) -> tuple[str, str]:
    """Address and editor's token of the stack that ``make up`` started."""
    try:
        env = json.loads(STATE.read_text(encoding="utf-8"))["env"]
    except (OSError, ValueError, KeyError):
        raise SystemExit("No stack runs here: make up starts one, or give --url and --token") from None
    return env["COLOPHON_PUBLIC_URL"], token or env["COLOPHON_EDITOR_TOKEN"]


def demo(url: str, token: str, folder: Path, out: Path, keep: bool) -> int:
    """Play it; leave the results in ``out``."""
    screen = Screen()
    record = Record(screen, url)
    out.mkdir(parents=True, exist_ok=True)
    for name in MADE:
        (out / name).unlink(missing_ok=True)
    api = Api(url, token, screen.retry)
    error = "broken off"
    try:
        trip = Trip(api, read(folder), record, out)
        play(trip)
        error = ""
    except BadFiles as wrong:
        error = str(wrong)
    except (Failed, Refused, Away, TimeoutError) as failed:
        error = str(failed)
    except httpx.HTTPError as failed:
        error = f"{url}: {failed or type(failed).__name__}"
    finally:
        api.close()
        record.facts["requests_sent_again"] = api.retries
        record.write(out / "report.json", ok=not error, error=error)
    if error:
        screen.line("✗", error, "red", 0)
        screen.line("·", f"what happened until then: {_short(out / 'report.json')}", indent=0)
        return 1
    _farewell(screen, record, out)
    if keep:
        screen.line("·", f"editor's way in: {url}/editor/{trip.venue['id']}?token={token}", indent=0)
        screen.line("·", f"the API: {url}/docs", indent=0)
    return 0


def _farewell(screen: Screen, record: Record, out: Path) -> None:
    total = sum(one.seconds for one in record.steps)
    screen.console.print()
    screen.line(
        "✓", f"{len(record.steps)} steps, {len(record.uploads)} uploads, {total:.0f} s", "bold green", 0
    )
    for name in MADE:
        size = (out / name).stat().st_size
        screen.line("→", f"{_short(out / name):24} {size / 1000:,.0f} kB", indent=0)


def _short(path: Path) -> str:
    """The path from here where it is below."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


if __name__ == "__main__":
    sys.exit(main())
