"""The REST API in front of real services: who may what, versions, replays, uploads, restarts."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from tests.site import SERVICES, Site, running

pytestmark = pytest.mark.xdist_group("gateway")

PDF = (Path(__file__).parents[1] / "corpus" / "acm-ok-3.pdf").read_bytes()


@pytest.fixture(scope="module")
def site(module_stack_env: dict[str, str], module_start_service: Any) -> Iterator[Site]:
    with running(module_stack_env, module_start_service) as made:
        yield made


def problem(answer: httpx.Response, status: int, reason: str) -> dict[str, Any]:
    """The answer must be this problem."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["reason"] == reason
    assert told["status"] == status
    return told


def test_health_names_every_service(site: Site) -> None:
    answer = site.ask("GET", "/healthz", token="")
    assert answer.json() == {"status": "ok", "services": dict.fromkeys(SERVICES, "serving"), "failing": []}


def test_a_venue_changes_only_from_the_version_seen(site: Site) -> None:
    path = site.venue("changes", soft_deadline="2030-08-28T23:59:00-12:00")
    found = site.ask("GET", path)
    assert (found.headers["etag"], found.json()["version"]) == ('"1"', 1)
    assert found.json()["soft_deadline"] == "2030-08-29T11:59:00Z"
    problem(site.ask("PATCH", path, json={"isbn": "x"}), 428, "VERSION_NEEDED")
    change = {"location": "Chicago", "soft_deadline": None, "sessions": [{"id": "s1", "title": "One"}]}
    done = site.ask("PATCH", path, json=change, headers={"If-Match": '"1"'})
    assert done.status_code == 200, done.text
    assert done.headers["etag"] == '"2"'
    assert (done.json()["location"], done.json()["soft_deadline"]) == ("Chicago", None)
    assert done.json()["title"] == "W"
    told = problem(
        site.ask("PATCH", path, json={"location": "x"}, headers={"If-Match": '"1"'}), 412, "VERSION_CLASH"
    )
    assert (told["present"], told["seen"]) == ("2", "1")
    assert site.ask("PATCH", path, json={"acronym": "W"}, headers={"If-Match": "*"}).json()["version"] == 3
    twice = site.ask("POST", "/v1/venues", json={"id": "changes", "title": "x", "volume_title": "y"})
    problem(twice, 409, "ALREADY_EXISTS")


def test_a_replay_gives_the_first_answer_and_other_content_is_a_conflict(site: Site) -> None:
    body = {"id": "replays", "title": "x", "volume_title": "y"}
    key = {"Idempotency-Key": "one"}
    first, again = (site.ask("POST", "/v1/venues", json=body, headers=key) for _ in range(2))
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    problem(site.ask("POST", "/v1/venues", json=body | {"title": "z"}, headers=key), 409, "REQUEST_ID_REUSED")


def test_an_import_says_what_it_did_and_lists_come_in_parts(site: Site) -> None:
    path = site.venue("imports", papers=5)
    rows = [
        {"id": "p1", "title": "Paper 1", "authors": [{"name": "Ada Łoś"}, {"name": "Bo"}]},
        {"id": "p2", "title": "Another title", "authors": [{"name": "Ada"}], "order": 1},
        {"id": "new", "title": "New", "authors": [{"name": "Ada"}], "order": 9},
    ]
    done = site.ask("POST", f"{path}/papers:import", json={"papers": rows}).json()["papers"]
    assert [(each["id"], each["action"]) for each in done] == [
        ("p1", "unchanged"), ("p2", "updated"), ("new", "created"),
    ]  # fmt: skip
    seen, token = [], ""
    while True:
        page = site.ask("GET", f"{path}/papers", params={"page_size": 2, "page_token": token}).json()
        seen += [each["id"] for each in page["papers"]]
        token = page["next_page_token"]
        if token is None:
            break
    assert seen == ["p1", "p2", "p3", "p4", "p5", "new"]
    assert page["papers"][0]["state"] == "expected"
    problem(site.ask("GET", f"{path}/papers", params={"page_token": "junk"}), 400, "BAD_PAGE_TOKEN")


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"id": "UPPER", "title": "x", "volume_title": "y"}, "id"),
        ({"id": "ok", "title": "x"}, "volume_title"),
        ({"id": "ok", "title": "x", "volume_title": "y", "colour": "red"}, "colour"),
        ({"id": "ok", "title": "x", "volume_title": "y", "soft_deadline": "2026-08-28"}, "soft_deadline"),
        ({"id": "ok", "title": "x", "volume_title": "y", "editors": [{"name": ""}]}, "editors.0.name"),
        ([], "body"),
    ],
)  # fmt: skip
def test_what_is_not_valid_is_named(site: Site, body: Any, named: str) -> None:
    told = problem(site.ask("POST", "/v1/venues", json=body), 400, "INVALID_ARGUMENT")
    assert named in told["detail"]
    assert told["remedy"]


def test_who_may_what(site: Site) -> None:
    path = site.venue("doors")
    author = site.link(f"{path}/papers/p1")
    key = site.ask("POST", f"{path}/keys", json={"label": "P"}).json()
    other = site.venue("doors-other")
    for token, allowed, forbidden in (
        (author, [f"{path}/papers/p1", f"{path}/papers/p1/revisions"],
         [path, f"{path}/papers", f"{path}/papers/p2", f"{path}/builds", f"{path}/releases", "/v1/venues"]),
        (key["secret"], [f"{path}/releases"],
         [path, f"{path}/papers/p1", f"{path}/builds", f"{path}/keys", f"{other}/releases"]),
    ):  # fmt: skip
        for each in allowed:
            assert site.ask("GET", each, token=token).status_code == 200, each
        for each in forbidden:
            problem(site.ask("GET", each, token=token), 403, "FORBIDDEN")
        problem(site.ask("POST", f"{path}/builds", token=token, json={"kind": "draft"}), 403, "FORBIDDEN")
    problem(site.ask("GET", path, token=""), 401, "UNAUTHENTICATED")
    for token in ("nobody", "ck_nobody", "cl_x.y", author[:-2] + "xx", "é", "x" * 5000):
        told = site.http.get(site.url + path, headers=[(b"Authorization", f"Bearer {token}".encode())])
        problem(told, 401, "UNAUTHENTICATED")
    assert site.ask("GET", f"{path}/papers/p1?token={author}", token="").status_code == 200
    assert site.ask("DELETE", f"/v1/{key['name']}").json()["revoked"] is True
    assert site.ask("DELETE", f"{path}/papers/p1/links/1").status_code == 200
    until = time.monotonic() + 10
    while time.monotonic() < until:
        shut = [
            site.ask("GET", f"{path}/papers/p1", token=author),
            site.ask("GET", f"{path}/releases", token=key["secret"]),
        ]
        if all(each.status_code == 401 for each in shut):
            break
        time.sleep(0.2)
    assert [each.status_code for each in shut] == [401, 401]
    assert shut[0].json()["reason"] == "LINK_REVOKED"


def test_an_upload_its_receipt_its_check_and_its_bytes(site: Site) -> None:
    path = site.venue("uploads")
    paper = f"{path}/papers/p1"
    author = site.link(paper)
    sha = hashlib.sha256(PDF)
    headers = {
        "X-Filename": "na%C3%AFve%0D%0A%22.pdf",
        "Content-Digest": f"sha-256=:{base64.b64encode(sha.digest()).decode()}:",
    }
    done = site.ask("POST", f"{paper}/revisions", token=author, content=PDF, headers=headers)
    assert done.status_code == 201, done.text
    assert done.headers["location"] == f"{paper}/revisions/1"
    revision, receipt = done.json()["revision"], done.json()["receipt"]
    assert (receipt["sha256"], receipt["size"]) == (sha.hexdigest(), len(PDF))
    assert revision["filename"] == 'naïve\r\n".pdf'
    assert revision["actor"] == "venues/uploads/papers/p1/people/1"
    assert "bucket" not in revision
    again = site.ask("POST", f"{paper}/revisions", token=author, content=PDF)
    assert (again.status_code, again.json()["receipt"]) == (200, receipt)
    found = site.ask("GET", f"{paper}/revisions/1", token=author).json()
    assert (found["revision"], found["receipt"]) == (revision, receipt)
    listed = site.ask("GET", f"{paper}/revisions", token=author).json()
    assert [each["number"] for each in listed["revisions"]] == [1]
    check = wait_for_check(site, f"{paper}/revisions/1", author)
    assert site.ask("GET", f"/v1/{check['name']}", token=author).json() == check
    status = site.ask("GET", paper, token=author).json()
    assert (status["counts"], status["newest"], status["revisions"], status["late"]) == (1, 1, 1, False)
    pdf = site.ask("GET", f"{paper}/revisions/1/pdf", token=author)
    assert pdf.content == PDF
    assert pdf.headers["content-disposition"].startswith("attachment")
    tag = {"If-None-Match": pdf.headers["etag"]}
    assert site.ask("GET", f"{paper}/revisions/1/pdf", token=author, headers=tag).status_code == 304
    picture = site.ask("GET", f"{paper}/revisions/1/pages/1.png?check=1", token=author)
    assert picture.content.startswith(b"\x89PNG")
    problem(site.ask("GET", f"{paper}/revisions/1/pages/99.png", token=author), 404, "NOT_FOUND")
    problem(site.ask("GET", f"{paper}/revisions/9", token=author), 404, "NOT_FOUND")


def wait_for_check(site: Site, revision: str, token: str) -> dict[str, Any]:
    """The first check of a revision."""
    until = time.monotonic() + 90
    while time.monotonic() < until:
        checks: list[dict[str, Any]] = site.ask("GET", f"{revision}/checks", token=token).json()["checks"]
        if checks:
            return checks[0]
        time.sleep(0.2)
    raise AssertionError(f"no check of {revision}")


def test_uploads_that_are_refused(site: Site) -> None:
    path = site.venue("refusals")
    target = f"{path}/papers/p1/revisions"
    wrong = {"Content-Digest": f"sha-256=:{base64.b64encode(bytes(32)).decode()}:"}
    problem(site.ask("POST", target, content=PDF, headers=wrong), 400, "DIGEST_MISMATCH")
    problem(site.ask("POST", target, content=b""), 400, "EMPTY_FILE")
    problem(site.ask("POST", target, content=b"PK" + bytes(2000)), 415, "NOT_A_PDF")
    problem(site.ask("POST", f"{path}/papers/nope/revisions", content=PDF), 404, "NOT_FOUND")
    pieces = (bytes(1 << 20) if n else b"%PDF-1.7\n" for n in range(60))  # 59 MB, no Content-Length
    problem(site.ask("POST", target, content=pieces), 413, "TOO_LARGE")
    assert site.ask("GET", target).json()["revisions"] == []


def _begin(site: Site, target: str, length: int) -> http.client.HTTPConnection:
    address = urlsplit(site.url)
    connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=20)
    connection.putrequest("POST", target)
    connection.putheader("Authorization", f"Bearer {site.editor}")
    connection.putheader("Content-Length", str(length))
    connection.endheaders()
    return connection


def test_a_refusal_is_answered_before_the_body_is_all_there(site: Site) -> None:
    target = f"{site.venue('early')}/papers/p1/revisions"
    connection = _begin(site, target, 80 * 1024 * 1024)
    connection.send(b"%PDF-1.7\n" + bytes(100_000))
    began = time.monotonic()
    answer = connection.getresponse()
    assert answer.status == 413
    assert json.loads(answer.read(int(answer.headers["content-length"])))["reason"] == "TOO_LARGE"
    assert time.monotonic() - began < 5
    connection.close()


def test_a_sender_who_goes_away_leaves_nothing(site: Site) -> None:
    target = f"{site.venue('gone')}/papers/p1/revisions"
    connection = _begin(site, target, len(PDF))
    connection.send(PDF[: len(PDF) // 2])
    time.sleep(0.3)
    connection.sock.shutdown(socket.SHUT_RDWR)
    connection.close()
    time.sleep(1)
    assert site.ask("GET", target).json()["revisions"] == []
    assert site.ask("POST", target, content=PDF).status_code == 201


def test_a_backends_death_is_waited_out(site: Site) -> None:
    path = site.venue("restarts")
    intake = site.services["intake"]
    intake.kill()
    back = threading.Timer(2.0, intake.start)
    back.start()
    with ThreadPoolExecutor() as pool:
        reads = [pool.submit(site.ask, "GET", path) for _ in range(4)]
        change = pool.submit(site.ask, "PATCH", path, json={"location": "x"}, headers={"If-Match": '"1"'})
        assert [each.result().status_code for each in reads] == [200] * 4
        assert change.result().json()["version"] == 2
    back.join()
    intake.wait_ready()
    assert site.ask("GET", path).status_code == 200


def test_a_backend_that_stays_away_is_503_and_named(site: Site) -> None:
    path = site.venue("away")
    export = site.services["export"]
    export.kill()
    try:
        answer = site.ask("GET", f"{path}/releases")
        problem(answer, 503, "UNAVAILABLE")
        assert int(answer.headers["retry-after"]) > 0
        health = site.ask("GET", "/healthz")
        assert (health.status_code, health.json()["failing"]) == (503, ["export"])
        assert site.ask("GET", path).status_code == 200
        page = site.http.get(f"{site.url}/editor/away", params={"token": site.editor}, follow_redirects=True)
        assert page.status_code == 200
        assert "export is not reachable" in page.text
    finally:
        export.start()
        export.wait_ready()
    assert site.ask("GET", f"{path}/releases").status_code == 200


def test_no_token_is_in_any_log(site: Site) -> None:
    path = site.venue("logs")
    author = site.link(f"{path}/papers/p1")
    assert site.http.get(f"{site.url}/p/{author}").status_code == 200
    assert site.ask("GET", f"{path}/papers/p1?token={author}", token="").status_code == 200
    for each in site.services.values():
        text = each.program.log.read_text(errors="replace")
        assert author not in text
        assert site.editor not in text
