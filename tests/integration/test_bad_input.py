"""Bad input: one error of the catalogue each, and nothing stored half. Both ways in, where there are two."""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from tests.site import Site, running

from colophon.intake.domain import links

pytestmark = pytest.mark.xdist_group("bad-input")

PDF = b"%PDF-1.7\n% sample\n" + bytes(5000)
BYTES = "application/offset+octet-stream"


@pytest.fixture(scope="module")
def settings(module_stack_env: dict[str, str]) -> dict[str, str]:
    return module_stack_env


@pytest.fixture(scope="module")
def site(settings: dict[str, str], module_start_service: Any) -> Iterator[Site]:
    with running(settings, module_start_service) as made:
        yield made


@pytest.fixture
def paper(site: Site, request: pytest.FixtureRequest) -> str:
    """The path of a paper in a venue of the test's own; two papers are there."""
    return site.venue(f"v{hashlib.sha256(request.node.name.encode()).hexdigest()[:12]}") + "/papers/p1"


def reason(answer: httpx.Response) -> tuple[int, str]:
    """Status and reason; every problem says what to do."""
    told = answer.json()
    assert told["remedy"], told
    assert told["detail"], told
    assert told["status"] == answer.status_code
    return answer.status_code, str(told["reason"])


def one_go(
    site: Site, paper: str, token: str | None = None, data: bytes = PDF, **headers: str
) -> httpx.Response:
    return site.ask("POST", f"{paper}/revisions", token=token, content=data, headers=headers)


def resumable(
    site: Site, paper: str, token: str | None = None, data: bytes = PDF, **headers: str
) -> httpx.Response:
    """Opened with all its bytes."""
    told = {"Tus-Resumable": "1.0.0", "Upload-Length": str(len(data)), "Content-Type": BYTES, **headers}
    return site.ask("POST", f"{paper}/uploads", token=token, content=data, headers=told)


def nothing_stored(site: Site, paper: str) -> None:
    status = site.ask("GET", paper).json()
    assert (status["revisions"], status["attachments"], status["state"]) == (0, [], "expected")


WAYS = pytest.mark.parametrize("send", [one_go, resumable])


@WAYS
def test_a_wrong_paper_id(site: Site, paper: str, send: Any) -> None:
    assert reason(send(site, f"{paper}x")) == (404, "NOT_FOUND")
    assert reason(send(site, paper.replace("/p1", "/-p"))) == (400, "BAD_NAME")


@WAYS
def test_an_unknown_venue(site: Site, send: Any) -> None:
    assert reason(send(site, "/v1/venues/nowhere/papers/p1")) == (404, "NOT_FOUND")


@WAYS
def test_a_revoked_link(site: Site, paper: str, send: Any) -> None:
    token = site.link(paper)
    assert site.ask("DELETE", f"{paper}/links/1").status_code == 200
    assert reason(send(site, paper, token)) == (401, "LINK_REVOKED")
    nothing_stored(site, paper)


@WAYS
def test_an_expired_link(site: Site, paper: str, settings: dict[str, str], send: Any) -> None:
    old = links.Link(paper.removeprefix("/v1/"), 1, 0, datetime.now(UTC) - timedelta(seconds=1))
    token = links.sign(old, settings["COLOPHON_LINK_SECRET"].encode())
    assert reason(send(site, paper, token)) == (401, "LINK_EXPIRED")
    nothing_stored(site, paper)


@WAYS
def test_a_link_of_another_paper(site: Site, paper: str, send: Any) -> None:
    token = site.link(paper.replace("/p1", "/p2"))
    assert reason(send(site, paper, token)) == (403, "FORBIDDEN")
    nothing_stored(site, paper)


@WAYS
@pytest.mark.parametrize("change", ["signature", "payload", "nonsense", "none"])
def test_a_forged_token(site: Site, paper: str, send: Any, change: str) -> None:
    payload, _, mac = site.link(paper).partition(".")
    other, _, _ = site.link(paper.replace("/p1", "/p2")).partition(".")
    forged = {
        "signature": f"{payload}.{'A' * len(mac)}",
        "payload": f"{other}.{mac}",
        "nonsense": "cl_.",
        "none": "",
    }[change]
    assert reason(send(site, paper, forged)) == (401, "UNAUTHENTICATED")
    nothing_stored(site, paper)


def _raw(site: Site, request: bytes) -> tuple[int, dict[str, Any], bytes]:
    """Status, headers in lower case and body of what is answered to these bytes."""
    address = urlsplit(site.url)
    with socket.create_connection((str(address.hostname), int(address.port or 80)), timeout=20) as line:
        line.sendall(request)
        answer = b""
        while chunk := line.recv(65536):
            answer += chunk
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *rest = head.decode().split("\r\n")
    return int(first.split()[1]), {k.lower(): v for k, _, v in (each.partition(": ") for each in rest)}, body


@pytest.mark.parametrize(
    ("request_bytes", "status", "expected"),
    [
        (b"POST /v1/venues HTTP/1.1\r\nHost: x\r\nX-Filename: " + b"x" * 40_000, 431, "HEADER_TOO_LARGE"),
        (b"POST /v1/venues HTTP/1.1\r\nHost x\r\n\r\n", 400, "INVALID_ARGUMENT"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400, "INVALID_ARGUMENT"),
    ],
)
def test_a_huge_header_or_none_that_is_one(
    site: Site, request_bytes: bytes, status: int, expected: str
) -> None:
    answered, headers, body = _raw(site, request_bytes)
    told = json.loads(body)
    assert (answered, told["status"], told["reason"]) == (status, status, expected)
    assert headers["content-type"] == "application/problem+json"
    assert told["remedy"]


@WAYS
def test_zero_bytes(site: Site, paper: str, send: Any) -> None:
    assert reason(send(site, paper, data=b"")) == (400, "EMPTY_FILE")
    nothing_stored(site, paper)


def test_a_wrong_digest(site: Site, paper: str) -> None:
    zeros = f"sha-256=:{base64.b64encode(bytes(32)).decode()}:"
    assert reason(one_go(site, paper, **{"Content-Digest": zeros})) == (400, "DIGEST_MISMATCH")
    assert reason(resumable(site, paper, **{"Repr-Digest": zeros})) == (400, "DIGEST_MISMATCH")
    damaged = {"Upload-Checksum": f"sha1 {base64.b64encode(bytes(20)).decode()}"}
    assert reason(resumable(site, paper, **damaged)) == (460, "CHECKSUM_MISMATCH")
    nothing_stored(site, paper)


@pytest.mark.parametrize(
    ("target", "headers"),
    [
        ("revisions", ""),
        ("uploads", f"Tus-Resumable: 1.0.0\r\nUpload-Length: {len(PDF)}\r\nContent-Type: {BYTES}\r\n"),
    ],
)
def test_a_stream_cut_in_the_middle(site: Site, paper: str, target: str, headers: str) -> None:
    address = urlsplit(site.url)
    head = (
        f"POST {paper}/{target} HTTP/1.1\r\nHost: {address.netloc}\r\nAuthorization: Bearer {site.editor}\r\n"
        f"Content-Length: {len(PDF)}\r\nIdempotency-Key: cut-{target}\r\n{headers}\r\n"
    )
    with socket.create_connection((str(address.hostname), int(address.port or 80))) as line:
        line.sendall(head.encode() + PDF[: len(PDF) // 2])
        time.sleep(0.3)
    time.sleep(0.5)
    nothing_stored(site, paper)
    asked = site.ask("GET", f"{paper}/receipts/cut-{target}")
    assert reason(asked) == (404, "NOT_FOUND")
    # The same request again, whole, under the same key.
    assert one_go(site, paper, **{"Idempotency-Key": "cut-revisions"}).status_code == 201


def test_the_same_request_id_with_other_content(site: Site, paper: str) -> None:
    key = {"Idempotency-Key": "one"}
    first = one_go(site, paper, **key)
    assert reason(one_go(site, paper, data=PDF + b"2", **key)) == (409, "REQUEST_ID_REUSED")
    assert one_go(site, paper, **key).json() == first.json()
    opened = {"Tus-Resumable": "1.0.0", "Idempotency-Key": "two", "Upload-Length": "5000"}
    again = [site.ask("POST", f"{paper}/uploads", headers=opened) for _ in range(2)]
    assert again[0].headers["location"] == again[1].headers["location"]
    other = site.ask("POST", f"{paper}/uploads", headers={**opened, "Upload-Length": "5001"})
    assert reason(other) == (409, "REQUEST_ID_REUSED")
    assert site.ask("GET", paper).json()["revisions"] == 1


@WAYS
def test_before_opening_and_after_the_close(site: Site, paper: str, send: Any) -> None:
    venue = paper.partition("/papers")[0]
    now = datetime.now(UTC)
    for facts, expected in (
        ({"opens": now + timedelta(days=1)}, "NOT_YET_OPEN"),
        ({"opens": None, "hard_deadline": now - timedelta(days=1)}, "CLOSED"),
    ):
        told = {name: at and at.isoformat() for name, at in facts.items()}
        assert site.ask("PATCH", venue, json=told, headers={"If-Match": "*"}).status_code == 200
        assert reason(send(site, paper)) == (409, expected)
    nothing_stored(site, paper)
