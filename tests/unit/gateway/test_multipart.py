"""The form's upload, piece by piece as the network gives it."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request

from colophon.common.domain.problems import Problem
from colophon.gateway.multipart import FormFile

BOUNDARY = "----x7"


def _form(data: bytes, field: str = "pdf", filename: str = "naïve.pdf", end: bool = True) -> bytes:
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="other"\r\n\r\nvalue\r\n'
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{filename}"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    ).encode()
    return head + data + (f"\r\n--{BOUNDARY}--\r\n".encode() if end else b"")


def _request(body: bytes, step: int, kind: str = f"multipart/form-data; boundary={BOUNDARY}") -> Request:
    pieces = [body[start : start + step] for start in range(0, len(body), step)]

    async def receive() -> dict[str, object]:
        piece = pieces.pop(0) if pieces else b""
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    return Request({"type": "http", "method": "POST", "headers": [(b"content-type", kind.encode())]}, receive)


async def _read(request: Request) -> tuple[str, bytes]:
    file = FormFile(request, "pdf")
    await file.open()
    return file.filename, b"".join([chunk async for chunk in file.chunks()])


@settings(max_examples=60)
@given(st.binary(max_size=3000), st.integers(1, 700))
def test_the_bytes_arrive_however_they_are_cut(data: bytes, step: int) -> None:
    assert asyncio.run(_read(_request(_form(data), step))) == ("naïve.pdf", data)


@pytest.mark.parametrize(
    "request_",
    [
        lambda: _request(b"{}", 10, "application/json"),
        lambda: _request(b"nonsense", 3),
        lambda: _request(_form(b"x", field="wrong"), 50),
        lambda: _request(_form(b"%PDF-cut", end=False), 50),
        lambda: _request(b"", 1),
    ],
)
def test_what_is_no_form_with_a_file_is_a_problem(request_: object) -> None:
    with pytest.raises(Problem):
        asyncio.run(_read(request_()))  # type: ignore[operator]
