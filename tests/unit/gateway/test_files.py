"""Ranges and conditional requests as RFC 9110 has them; names that stay in their place."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from colophon.common.domain.problems import Problem
from colophon.gateway.files import matches, parse_range, send
from colophon.gateway.http import disposition, seen_version
from colophon.gateway.uploads import digest

DATA = bytes(range(256)) * 4
SHA = "ab" * 32


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("bytes=0-0", (0, 1)),
        ("bytes=0-", (0, 1000)),
        ("bytes=10-19", (10, 10)),
        ("bytes=990-5000", (990, 10)),
        ("bytes=-10", (990, 10)),
        ("bytes=-5000", (0, 1000)),
        ("BYTES=1-2", (1, 2)),
        ("bytes=0-1,4-5", None),
        ("bytes=20-10", None),
        ("bytes=-", None),
        ("lines=1-2", None),
        ("bytes=one-two", None),
        ("bytes=0-99999999999999999999999", None),
    ],
)
def test_ranges(header: str | None, expected: tuple[int, int] | None) -> None:
    assert parse_range(header, 1000) == expected


@pytest.mark.parametrize(("header", "size"), [("bytes=1000-", 1000), ("bytes=-0", 1000), ("bytes=0-0", 0)])
def test_ranges_outside(header: str, size: int) -> None:
    with pytest.raises(Problem) as told:
        parse_range(header, size)
    assert told.value.reason.http == 416
    assert told.value.details["size"] == str(size)


@given(st.text(max_size=40), st.integers(0, 10**12))
def test_any_range_header_stays_within_the_file(header: str, size: int) -> None:
    for text in (header, f"bytes={header}"):
        try:
            part = parse_range(text, size)
        except Problem:
            continue
        if part is not None:
            assert 0 <= part[0] < size
            assert 0 < part[1] <= size - part[0]


@given(st.integers(0, 1023), st.integers(0, 2000))
def test_a_range_gives_exactly_its_bytes(first: int, last: int) -> None:
    answer, body = asyncio.run(_get({"range": f"bytes={first}-{last}"}))
    if last < first:
        assert (answer.status_code, body) == (200, DATA)
        return
    assert answer.status_code == 206
    assert body == DATA[first : last + 1]
    assert answer.headers["content-range"] == f"bytes {first}-{min(last, 1023)}/1024"
    assert answer.headers["content-length"] == str(len(body))


async def _opener(offset: int, length: int) -> AsyncIterator[bytes]:
    data = DATA[offset : offset + length] if length else DATA[offset:]
    for start in range(0, len(data), 100):
        yield data[start : start + 100]


async def _get(headers: dict[str, str], method: str = "GET") -> tuple[Response, bytes]:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    request = Request({"type": "http", "method": method, "headers": raw, "path": "/", "query_string": b""})
    answer = await send(
        request,
        filename="volume.pdf",
        size=len(DATA),
        sha256=SHA,
        media_type="application/pdf",
        opener=_opener,
    )
    if isinstance(answer, StreamingResponse):
        return answer, b"".join([bytes(chunk) async for chunk in answer.body_iterator])  # type: ignore[arg-type]
    return answer, bytes(answer.body)


@pytest.mark.parametrize(
    ("headers", "method", "status", "body"),
    [
        ({}, "GET", 200, DATA),
        ({}, "HEAD", 200, b""),
        ({"if-none-match": f'"{SHA}"'}, "GET", 304, b""),
        ({"if-none-match": f'"x", W/"{SHA}"'}, "GET", 304, b""),
        ({"if-none-match": '"x"'}, "GET", 200, DATA),
        ({"range": "bytes=0-9", "if-range": f'"{SHA}"'}, "GET", 206, DATA[:10]),
        ({"range": "bytes=0-9", "if-range": '"older"'}, "GET", 200, DATA),
        ({"range": "bytes=0-9"}, "HEAD", 206, b""),
    ],
)
def test_conditional_requests(headers: dict[str, str], method: str, status: int, body: bytes) -> None:
    answer, told = asyncio.run(_get(headers, method))
    assert (answer.status_code, told) == (status, body)
    assert answer.headers["etag"] == f'"{SHA}"'


def test_what_a_file_is_served_with() -> None:
    answer, _ = asyncio.run(_get({}))
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["accept-ranges"] == "bytes"


def test_star_matches_anything() -> None:
    assert matches("*", '"x"')
    assert not matches(None, '"x"')


@given(st.text(max_size=300))
def test_no_name_leaves_its_place_in_the_header(name: str) -> None:
    made = disposition(name)
    assert "\r" not in made
    assert "\n" not in made
    assert made.isascii()
    message = Message()
    message["content-disposition"] = made
    told = message.get_filename()
    assert told
    assert "/" not in told
    assert "\\" not in told
    assert made.count('"') == 2


@pytest.mark.parametrize(("header", "version"), [("*", 0), ('"3"', 3), ("3", 3), ('W/"12"', 12)])
def test_if_match(header: str | None, version: int) -> None:
    assert seen_version(header) == version


@pytest.mark.parametrize("header", [None, "", '"0"', '"a"', '"1", "2"', "-1"])
def test_if_match_that_is_no_version_is_refused(header: str | None) -> None:
    with pytest.raises(Problem):
        seen_version(header)


def test_content_digest() -> None:
    assert digest("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:").startswith("e3b0c442")
    assert digest("md5=:AAAA:, sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:").startswith("e3b0")
    assert digest(None) == ""
    assert digest("sha-512=:AAAA:") == ""
    with pytest.raises(Problem):
        digest("sha-256=:AAAA:")
