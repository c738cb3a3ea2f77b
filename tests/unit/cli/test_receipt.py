"""``colophon receipt verify`` tells the genuine from the changed, and one file from another."""

from __future__ import annotations

import hashlib
import json
import secrets
from pathlib import Path

import pytest
from typer.testing import CliRunner

from colophon.api.intake.v1.intake_pb2 import Receipt
from colophon.cli.main import app
from colophon.intake.receipts import Signer, jwks

SIGNER = Signer(secrets.token_urlsafe(32))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A paper, its signed receipt and the published keys."""
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7")
    sha = hashlib.sha256(b"%PDF-1.7").hexdigest()
    receipt = SIGNER.signed(Receipt(paper="venues/x/papers/p1", sha256=sha, size=8, on_time=True))
    (tmp_path / "p1.receipt.jws").write_text(receipt.signed)
    (tmp_path / "answer.json").write_text(json.dumps({"receipt": {"signed": receipt.signed}}))
    (tmp_path / "keys.json").write_text(json.dumps(jwks(SIGNER.keys)))
    return tmp_path


def verify(folder: Path, *more: str, receipt: str = "p1.receipt.jws") -> tuple[int, str]:
    words = ["receipt", "verify", str(folder / receipt), "--keys", str(folder / "keys.json"), *more]
    done = CliRunner().invoke(app, words, env={"COLUMNS": "200"})
    return done.exit_code, done.output


@pytest.mark.parametrize("receipt", ["p1.receipt.jws", "answer.json"])
def test_a_genuine_receipt_and_its_file(folder: Path, receipt: str) -> None:
    code, told = verify(folder, "--file", str(folder / "paper.pdf"), receipt=receipt)
    assert code == 0, told
    assert "venues/x/papers/p1" in told
    assert "is the file that was uploaded" in told


def test_another_file_is_told(folder: Path) -> None:
    (folder / "other.pdf").write_bytes(b"%PDF-1.8")
    code, told = verify(folder, "--file", str(folder / "other.pdf"))
    assert (code, "is another file" in told) == (1, True)


def test_a_changed_receipt_is_told(folder: Path) -> None:
    file = folder / "p1.receipt.jws"
    head, body, signature = file.read_text().split(".")
    file.write_text(f"{head}.{body[:-4]}AAAA.{signature}")
    code, told = verify(folder)
    assert (code, "Not genuine" in told) == (1, True)


def test_what_cannot_be_read_is_no_verdict(folder: Path) -> None:
    (folder / "keys.json").write_text("{}")
    assert verify(folder)[0] == 2
    assert verify(folder, receipt="missing")[0] == 2
