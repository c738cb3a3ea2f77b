"""Pages without services: headers, nothing from elsewhere, no token in logs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.requests import Request

from colophon.common.domain.problems import Problem
from colophon.gateway import middleware, views
from colophon.gateway.auth import own_site

GATEWAY = Path(views.__file__).parent


@pytest.mark.parametrize("path", ["/", "/docs", "/editor", "/static/colophon.css", "/healthz", "/v1/venues"])
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    csp = headers["content-security-policy"]
    assert "default-src 'none'" in csp
    assert "unsafe" not in csp
    assert "http" not in csp
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-request-id"]


def test_nothing_inline_and_nothing_from_elsewhere() -> None:
    for path in [*GATEWAY.glob("templates/*.html"), *GATEWAY.glob("static/*")]:
        text = path.read_text(encoding="utf-8")
        told = text.replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://", told), path
        if path.suffix == ".html":
            assert not re.search(r"\son\w+=|<style|\sstyle=|<script(?![^>]*\ssrc=)", told), path


def test_every_template_stands_alone_by_its_words(client: TestClient) -> None:
    for path in ("/", "/docs"):
        text = client.get(path).text
        assert '<html lang="en">' in text
        assert '<main id="main">' in text


def test_docs_name_every_operation(client: TestClient, app: FastAPI) -> None:
    text = client.get("/docs").text
    for operations in app.openapi()["paths"].values():
        for operation in operations.values():
            assert f'id="{operation["operationId"]}"' in text


def test_who_is_not_signed_in_is_asked_for_a_token(client: TestClient) -> None:
    answer = client.get("/editor/tpc26")
    assert answer.status_code == 401
    assert 'name="token"' in answer.text


def test_paths_are_logged_without_tokens() -> None:
    assert middleware.without_token("/p/secret") == "/p/…"
    assert middleware.without_token("/p/secret/more") == "/p/…/more"
    assert middleware.without_token("/v1/venues/x") == "/v1/venues/x"


def _request(method: str, **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": method, "headers": raw, "path": "/", "query_string": b""})


def test_a_cookie_does_not_speak_for_another_site() -> None:
    own_site(_request("GET", sec_fetch_site="cross-site"))
    own_site(_request("POST", host="a.example", origin="https://a.example", sec_fetch_site="same-origin"))
    for headers in (
        {"sec_fetch_site": "cross-site"},
        {"host": "a.example", "origin": "https://b.example"},
        {"sec_fetch_site": "same-site"},
    ):
        with pytest.raises(Problem):
            own_site(_request("POST", **headers))


def test_what_moved_is_counted_by_kind_and_a_citation_once() -> None:
    rows = [
        {"kind": "citation", "name": "volta2026", "before": "1--4", "after": "3--6", "about": "pages"},
        {"kind": "citation", "name": "volta2026", "before": "", "after": "nov", "about": "month"},
        {"kind": "paper", "name": "p001", "before": "1–4", "after": "3–6", "about": "A"},
        {"kind": "index", "name": "Volta, A.", "before": "1", "after": "3", "about": ""},
    ]
    assert views.moved_counts(rows) == "1 paper, 1 index entry, 1 citation"
    assert [heading for _, heading, _ in views.moved_groups(rows)] == ["Papers", "Author index", "BibTeX"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "Nearly done"),
        (4.2, "About 4 seconds left"),
        (43, "About 45 seconds left"),
        (130, "About 2 minutes left"),
    ],
)
def test_the_time_left_is_told_no_more_exactly_than_it_is_known(seconds: float, words: str) -> None:
    assert views.remaining(seconds) == words
