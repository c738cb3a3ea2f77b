"""Resumable uploads through the gateway: a stock tus client, cut lines, two gateways, intake killed."""

from __future__ import annotations

import base64
import hashlib
import io
import random
import socket
import threading
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from deploy.local import ports
from tusclient.client import TusClient

from colophon.intake import receipts

pytestmark = pytest.mark.xdist_group("gateway-uploads")

SERVICES = ("intake", "validation", "assembly", "export")
HEAD = b"%PDF-1.7\n% sample\n"
BYTES = "application/offset+octet-stream"


@dataclass
class Site:
    """Two gateways before one intake."""

    urls: list[str]
    editor: str
    intake: Any
    http: httpx.Client

    def ask(
        self, method: str, path: str, token: str = "", *, gateway: int = 0, **more: Any
    ) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token or self.editor}", **more.pop("headers", {})}
        return self.http.request(method, self.urls[gateway] + path, headers=headers, **more)

    def tus(self, method: str, path: str, token: str = "", **headers: str) -> httpx.Response:
        """One request of the protocol."""
        content = headers.pop("content", None)
        gateway = int(headers.pop("gateway", "0"))
        told = {
            "Tus-Resumable": "1.0.0",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return self.ask(method, path, token, gateway=gateway, headers=told, content=content)

    def paper(self, name: str) -> tuple[str, str]:
        """The path of a paper in a venue of the test's own, and a link token of its author."""
        venue = {"id": name, "title": "W", "volume_title": "Proceedings of W", "profile": "ieee-sc26"}
        assert self.ask("POST", "/v1/venues", json=venue).status_code == 201
        one = {"id": "p1", "title": "A title", "authors": [{"name": "Ada Łoś"}]}
        made = self.ask("POST", f"/v1/venues/{name}/papers:import", json={"papers": [one]})
        assert made.status_code == 200
        path = f"/v1/venues/{name}/papers/p1"
        return path, str(self.ask("POST", f"{path}/links", json={"place": 1}).json()["token"])

    def open(self, path: str, size: int, token: str, **headers: str) -> str:
        made = self.tus("POST", f"{path}/uploads", token, Upload_Length=str(size), **headers)
        assert made.status_code == 201, made.text
        return str(made.headers["location"])


@pytest.fixture(scope="module")
def site(module_stack_env: dict[str, str], module_start_service: Any) -> Iterator[Site]:
    env = module_stack_env
    with ThreadPoolExecutor() as pool:
        intake, *_ = pool.map(lambda name: module_start_service(name, env), SERVICES)
    other = {**env, "COLOPHON_LISTEN": f"{ports.HOST}:{ports.choose(['gateway'], {}, {})['gateway']}"}
    gateways = [module_start_service("gateway", each) for each in (env, other)]
    with httpx.Client(timeout=60, trust_env=False) as client:
        yield Site([f"http://{g.address}" for g in gateways], env["COLOPHON_EDITOR_TOKEN"], intake, client)


def pdf(size: int, seed: int = 0) -> bytes:
    return HEAD + random.Random(seed).randbytes(size - len(HEAD))


def problem(answer: httpx.Response, status: int, reason: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["tus-resumable"] == "1.0.0"
    told: dict[str, Any] = answer.json()
    assert (told["reason"], told["status"]) == (reason, status)
    return told


def test_a_stock_client_uploads_in_proved_chunks(site: Site) -> None:
    path, token = site.paper("stock")
    data = pdf(2_500_000)
    client = TusClient(f"{site.urls[0]}{path}/uploads", headers={"Authorization": f"Bearer {token}"})
    uploader = client.uploader(
        file_stream=io.BytesIO(data), chunk_size=700_000, metadata={"filename": "ä.pdf"}, upload_checksum=True
    )
    uploader.upload()
    done = site.ask("GET", urlsplit(uploader.url).path, token).json()
    assert (done["state"], done["offset"], done["result"]) == ("done", len(data), f"{path[4:]}/revisions/1")
    receipt = done["receipt"]
    assert (receipt["sha256"], receipt["filename"]) == (hashlib.sha256(data).hexdigest(), "ä.pdf")
    assert receipt["opened"] == done["opened"]
    assert site.ask("GET", f"{path}/revisions/1/pdf", token).content == data


def cut(site: Site, location: str, token: str, offset: int, data: bytes, length: int, **more: str) -> None:
    """Send ``data`` of a PATCH that announced ``length`` bytes, then go away."""
    address = urlsplit(site.urls[0])
    headers = {
        "Host": address.netloc,
        "Authorization": f"Bearer {token}",
        "Tus-Resumable": "1.0.0",
        "Content-Type": BYTES,
        "Content-Length": str(length),
        "Upload-Offset": str(offset),
        **more,
    }
    with socket.create_connection((str(address.hostname), int(address.port or 80))) as line:
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        line.sendall(f"PATCH {location} HTTP/1.1\r\n{head}\r\n".encode() + data)
        time.sleep(0.2)


def settled(site: Site, location: str, token: str, gateway: int = 0) -> int:
    """The offset when it no longer moves."""
    seen, until = -1, time.monotonic() + 10
    while time.monotonic() < until:
        now = int(site.tus("HEAD", location, token, gateway=str(gateway)).headers["upload-offset"])
        if now == seen:
            return now
        seen = now
        time.sleep(0.3)
    raise AssertionError("the offset does not come to rest")


def test_what_arrived_before_a_cut_is_kept_and_another_gateway_goes_on(site: Site) -> None:
    path, token = site.paper("cuts")
    data = pdf(3_000_000, 1)
    sha = base64.b64encode(hashlib.sha256(data).digest()).decode()
    location = site.open(path, len(data), token, Repr_Digest=f"sha-256=:{sha}:")
    cut(site, location, token, 0, data[:1_300_000], len(data))
    offset = settled(site, location, token, gateway=1)
    assert offset == 1_300_000
    site.intake.kill()
    back = threading.Timer(1.0, site.intake.start)
    back.start()
    done = site.tus(
        "PATCH",
        location,
        token,
        gateway="1",
        Content_Type=BYTES,
        Upload_Offset=str(offset),
        content=data[offset:],
    )
    back.join()
    site.intake.wait_ready()
    assert (done.status_code, done.headers["upload-offset"]) == (204, str(len(data)))
    assert done.headers["upload-result"] == f"{path}/revisions/1"
    assert site.ask("GET", f"{path}/revisions/1/pdf", token).content == data


def test_an_unproved_chunk_is_dropped(site: Site) -> None:
    path, token = site.paper("proofs")
    data = pdf(50_000, 2)
    location = site.open(path, len(data), token)
    wrong = f"sha1 {base64.b64encode(bytes(20)).decode()}"
    patch = {"Content_Type": BYTES, "Upload_Offset": "0"}
    told = site.tus("PATCH", location, token, **patch, Upload_Checksum=wrong, content=data[:20_000])
    problem(told, 460, "CHECKSUM_MISMATCH")
    unknown = site.tus("PATCH", location, token, **patch, Upload_Checksum="crc32 AAAA", content=data[:20_000])
    problem(unknown, 400, "INVALID_ARGUMENT")
    right = base64.b64encode(hashlib.sha256(data).digest()).decode()
    cut(site, location, token, 0, data[:30_000], len(data), **{"Upload-Checksum": f"sha256 {right}"})
    assert settled(site, location, token) == 0
    done = site.tus("PATCH", location, token, **patch, Upload_Checksum=f"sha256 {right}", content=data)
    assert done.headers["upload-result"] == f"{path}/revisions/1"


def test_the_protocol_says_what_it_is(site: Site) -> None:
    path, token = site.paper("words")
    able = site.http.request("OPTIONS", f"{site.urls[0]}{path}/uploads")
    assert able.status_code == 204
    assert able.headers["tus-version"] == "1.0.0"
    assert "creation-with-upload" in able.headers["tus-extension"]
    assert int(able.headers["tus-max-size"]) == 200 << 20
    other = site.ask(
        "POST", f"{path}/uploads", token, headers={"Tus-Resumable": "0.2.2", "Upload-Length": "9"}
    )
    problem(other, 412, "PROTOCOL_VERSION")
    assert other.headers["tus-version"] == "1.0.0"
    problem(site.tus("POST", f"{path}/uploads", token), 400, "INVALID_ARGUMENT")
    problem(site.tus("POST", f"{path}/uploads", token, Upload_Defer_Length="1"), 400, "INVALID_ARGUMENT")
    bad = site.tus("POST", f"{path}/uploads", token, Upload_Length="9", Upload_Metadata="filename !")
    problem(bad, 400, "INVALID_ARGUMENT")
    problem(site.tus("POST", f"{path}/uploads", "nobody", Upload_Length="9"), 401, "UNAUTHENTICATED")


def test_creation_with_upload_override_and_termination(site: Site) -> None:
    path, token = site.paper("forms")
    data = pdf(10_000, 3)
    made = site.tus(
        "POST", f"{path}/uploads", token, Upload_Length=str(len(data)), Content_Type=BYTES,
        content=data[:4000], Upload_Metadata="filename YS5wZGY=",
    )  # fmt: skip
    assert (made.status_code, made.headers["upload-offset"]) == (201, "4000")
    location = made.headers["location"]
    stands = site.tus("HEAD", location, token)
    assert (stands.headers["upload-length"], stands.headers["upload-metadata"]) == (
        "10000",
        "filename YS5wZGY=",
    )
    assert stands.headers["cache-control"] == "no-store"
    assert "upload-expires" in stands.headers
    problem(site.tus("POST", location, token), 400, "INVALID_ARGUMENT")
    more = site.tus(
        "POST", location, token, X_HTTP_Method_Override="PATCH", Content_Type=BYTES, Upload_Offset="4000",
        content=data[4000:5000],
    )  # fmt: skip
    assert more.headers["upload-offset"] == "5000"
    problem(
        site.tus("PATCH", location, token, Content_Type=BYTES, Upload_Offset="4000", content=b"x"),
        409, "OFFSET_MISMATCH",
    )  # fmt: skip
    plain = site.tus("PATCH", location, token, Content_Type="text/plain", Upload_Offset="5000", content=b"x")
    problem(plain, 415, "NOT_BYTES")
    assert site.tus("HEAD", location, site.editor).status_code == 410  # Not the editor's own.
    assert site.tus("DELETE", location, token).status_code == 204
    assert site.tus("HEAD", location, token).status_code == 410
    assert site.ask("GET", f"{path}/revisions", token).json()["revisions"] == []


def test_too_much_is_refused_at_the_first_byte_that_says_so(site: Site) -> None:
    path, token = site.paper("large")
    told = site.tus("POST", f"{path}/uploads", token, Upload_Length=str((50 << 20) + 1))
    problem(told, 413, "TOO_LARGE")
    location = site.open(path, 1000, token)
    began = time.monotonic()
    patch = {"Content_Type": BYTES, "Upload_Offset": "0"}
    problem(site.tus("PATCH", location, token, **patch, content=bytes(2_000_000)), 413, "TOO_LARGE")
    assert time.monotonic() - began < 10
    endless = site.http.patch(
        site.urls[0] + location,
        headers={
            "Authorization": f"Bearer {token}", "Tus-Resumable": "1.0.0", "Content-Type": BYTES,
            "Upload-Offset": "0",
        },
        content=(bytes(100_000) for _ in range(30)),
    )  # fmt: skip
    problem(endless, 413, "TOO_LARGE")
    assert settled(site, location, token) == 0


def test_a_refused_file_is_told_and_told_again(site: Site) -> None:
    path, token = site.paper("refused")
    location = site.open(path, 5000, token)
    patch = {"Content_Type": BYTES, "Upload_Offset": "0"}
    problem(site.tus("PATCH", location, token, **patch, content=b"PK" + bytes(4998)), 415, "NOT_A_PDF")
    digest = site.open(
        path, len(HEAD), token, Repr_Digest=f"sha-256=:{base64.b64encode(bytes(32)).decode()}:"
    )
    for _ in range(2):
        problem(site.tus("PATCH", digest, token, **patch, content=HEAD), 400, "DIGEST_MISMATCH")
    assert site.tus("HEAD", digest, token).status_code == 410
    assert site.ask("GET", digest, token).json()["reason"] == "DIGEST_MISMATCH"
    assert site.ask("GET", f"{path}/revisions", token).json()["revisions"] == []


def test_files_beside_a_paper_and_their_receipts(site: Site) -> None:
    path, token = site.paper("beside")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("readme.txt", "What this is.")
    data = made.getvalue()
    opened = site.tus(
        "POST", f"{path}/uploads?kind=auxiliary", token, Upload_Length=str(len(data)), Content_Type=BYTES,
        content=data,
    )  # fmt: skip
    assert opened.headers["upload-result"] == f"{path}/attachments/1"
    listed = site.ask("GET", f"{path}/attachments", token).json()["attachments"]
    assert [(each["kind"], each["entries"], each["remarks"]) for each in listed] == [("auxiliary", 1, [])]
    assert "bucket" not in listed[0]
    assert site.ask("GET", path, token).json()["attachments"] == listed
    assert site.ask("GET", f"{path}/attachments/1/file", token).content == data
    proof = site.ask("GET", f"{path}/attachments/1/receipt.jws", token)
    keys = [key["x"] for key in site.http.get(f"{site.urls[0]}/.well-known/jwks.json").json()["keys"]]
    assert receipts.verified(proof.text, keys)["attachment"] == f"{path[4:]}/attachments/1"
    bad = site.tus("POST", f"{path}/uploads", token, Upload_Length="9", Upload_Metadata="kind bm9uZQ==")
    problem(bad, 400, "INVALID_ARGUMENT")


def test_a_lost_answer_is_asked_again(site: Site) -> None:
    path, token = site.paper("lost")
    missing = site.ask("GET", f"{path}/receipts/mine", token)
    assert (missing.status_code, missing.json()["reason"]) == (404, "NOT_FOUND")
    done = site.ask("POST", f"{path}/revisions", token, content=HEAD, headers={"Idempotency-Key": "mine"})
    assert done.status_code == 201
    assert site.ask("GET", f"{path}/receipts/mine", token, gateway=1).json() == done.json()["receipt"]
    proof = site.ask("GET", f"{path}/revisions/1/receipt.jws", token)
    assert proof.headers["content-type"] == "application/jose"
    assert proof.text == done.json()["receipt"]["signed"]
