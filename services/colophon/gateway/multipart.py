"""The file of a multipart form, taken from the stream as it comes: for upload pages without JavaScript."""

from __future__ import annotations

from collections.abc import AsyncIterator
from email.message import Message

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from colophon.common.domain.problems import Problem, Reason


class FormFile:
    """One file field of a form. ``open`` reads up to its first bytes; ``chunks`` gives them all."""

    def __init__(self, request: Request, field: str) -> None:
        self.filename = ""
        self._field = field
        self._body = request.stream()
        self._headers: list[tuple[bytes, bytes]] = []
        self._name = self._value = b""
        self._inside = self._found = self._ended = False
        self._chunks: list[bytes] = []
        kind, options = parse_options_header(request.headers.get("content-type", ""))
        if kind != b"multipart/form-data" or b"boundary" not in options:
            raise _not_a_form()
        self._parser = MultipartParser(
            options[b"boundary"],
            {
                "on_part_begin": self._headers.clear,
                "on_header_field": self._on_name,
                "on_header_value": self._on_value,
                "on_header_end": self._on_header,
                "on_headers_finished": self._on_headers,
                "on_part_data": self._on_data,
                "on_part_end": self._on_end,
            },
        )

    async def open(self) -> None:
        """Read until the file begins. Raises Problem: no such field, no form, nothing chosen."""
        while not self._found and await self._more():
            pass
        if not self._found:
            raise Problem(
                Reason.EMPTY_FILE, "No file was sent", "Choose the PDF of your paper and upload it again."
            )

    async def chunks(self) -> AsyncIterator[bytes]:
        """The file's bytes. Raises Problem when the form breaks off."""
        while True:
            ready, self._chunks = self._chunks, []
            for chunk in ready:
                yield chunk
            if self._ended:
                return
            if not await self._more() and not self._ended:
                raise Problem(Reason.SIZE_MISMATCH, "Not the whole file arrived", "Upload the file again.")

    async def _more(self) -> bool:
        data = await anext(self._body, b"")
        if not data:
            return False
        try:
            self._parser.write(data)
        except FormParserError as error:
            raise _not_a_form() from error
        return True

    def _on_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header(self) -> None:
        self._headers.append((self._name.lower(), self._value))
        self._name = self._value = b""

    def _on_headers(self) -> None:
        told = dict(self._headers).get(b"content-disposition", b"").decode("utf-8", "replace")
        message = Message()
        message["content-disposition"] = told
        name = message.get_param("name", header="content-disposition")
        if name == self._field and not self._found:
            self._inside = self._found = True
            self.filename = message.get_filename() or ""

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        if self._inside:
            self._chunks.append(data[start:end])

    def _on_end(self) -> None:
        if self._inside:
            self._inside, self._ended = False, True


def _not_a_form() -> Problem:
    return Problem(
        Reason.INVALID_ARGUMENT,
        "This is not a form with a file",
        "Use the page's own form, or send the PDF itself to the API.",
    )
