"""Make or verify a BagIt bag (RFC 8493) in a process of its own: ``bagit`` changes the working folder.

``python -m colophon.export.bag make FOLDER`` with bag-info as JSON on standard input, or ``verify FOLDER``.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

import bagit


class BadBag(RuntimeError):
    """The bag could not be made, or is not valid."""


def make(folder: Path, info: dict[str, str]) -> None:
    """Turn a folder into a bag with sha256 manifests; ``info`` must hold Bagging-Date (no clock here)."""
    if "Bagging-Date" not in info:
        raise BadBag("Bagging-Date is missing: it is an input, not today")
    _run("make", folder, json.dumps(info))


def verify(folder: Path) -> None:
    """Every checksum and count; raises BadBag."""
    _run("verify", folder, "")


def _run(what: str, folder: Path, text: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "colophon.export.bag", what, str(folder)],
        input=text,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if done.returncode:
        raise BadBag(done.stderr.strip()[-1000:])


def main(what: str, folder: str) -> None:
    """In the child."""
    logging.disable(logging.INFO)
    if what == "make":
        bagit.make_bag(folder, json.load(sys.stdin), checksums=["sha256"], encoding="utf-8")
    else:
        bagit.Bag(folder).validate()


if __name__ == "__main__":
    main(*sys.argv[1:])
