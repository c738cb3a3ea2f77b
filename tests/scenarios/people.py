"""The people of a deadline day: editors and authors at the REST API, each with their own token."""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import httpx

ANY = {"If-Match": "*"}


@dataclass
class Site:
    """An installation."""

    url: str
    editor: str
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=120, trust_env=False))

    def ask(self, method: str, path: str, token: str = "", **more: Any) -> httpx.Response:
        """As the editor where no token is given."""
        headers = {"Authorization": f"Bearer {token or self.editor}", **more.pop("headers", {})}
        return self.http.request(method, self.url + path, headers=headers, **more)

    def must(self, method: str, path: str, token: str = "", **more: Any) -> Any:
        """The JSON of an answer that has to be good."""
        answer = self.ask(method, path, token, **more)
        assert answer.status_code < 300, f"{method} {path}: {answer.text}"
        return answer.json()

    def refused(self, reason: str, method: str, path: str, token: str = "", **more: Any) -> Any:
        """The problem of an answer that has to be refused for this reason."""
        answer = self.ask(method, path, token, **more)
        assert answer.status_code >= 400, f"{method} {path} was taken: {answer.text}"
        told = answer.json()
        assert told["reason"] == reason, told
        assert told["remedy"], told
        return told


@dataclass(frozen=True)
class Author:
    """One author of one paper, with a link of their own."""

    site: Site
    paper: str
    """Path: ``/v1/venues/…/papers/…``."""
    place: int
    token: str

    def upload(self, data: bytes, based_on: int = 0, key: str = "") -> dict[str, Any]:
        """A PDF that has to be taken: revision, receipt, what came meanwhile."""
        told: dict[str, Any] = self.site.must(
            "POST",
            f"{self.paper}/revisions",
            self.token,
            content=data,
            headers=self._headers(data, based_on, key),
        )
        assert told["receipt"]["sha256"] == hashlib.sha256(data).hexdigest()
        return told

    def fails(self, reason: str, data: bytes, **headers: str) -> None:
        """A PDF that has to be refused."""
        self.site.refused(
            reason, "POST", f"{self.paper}/revisions", self.token, content=data,
            headers={**self._headers(data, 0, ""), **headers},
        )  # fmt: skip

    def _headers(self, data: bytes, based_on: int, key: str) -> dict[str, str]:
        digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
        headers = {"Content-Digest": f"sha-256=:{digest}:", "X-Filename": f"author{self.place}.pdf"}
        if based_on:
            headers["X-Based-On"] = str(based_on)
        if key:
            headers["Idempotency-Key"] = key
        return headers

    def choose(self, sha256: str) -> None:
        """The revision with these bytes is to count."""
        listed = self.site.must("GET", f"{self.paper}/revisions", self.token)["revisions"]
        number = next(each["number"] for each in listed if each["sha256"] == sha256)
        self.site.must("POST", f"{self.paper}/decisions", self.token, json={"revision": number}, headers=ANY)

    def asks(self, reason: str = "", **fields: Any) -> dict[str, Any]:
        """A change of the record."""
        body = {**fields, "reason": reason}
        told: dict[str, Any] = self.site.must(
            "POST", f"{self.paper}/changes", self.token, json=body, headers=ANY
        )
        return told


def at_once(tasks: Sequence[Callable[[], Any]], order: Random, hands: int) -> None:
    """All of them, in an order that ``order`` draws, so many at a time; the first failure is raised."""
    drawn = list(tasks)
    order.shuffle(drawn)
    with ThreadPoolExecutor(hands) as pool:
        for done in [pool.submit(task) for task in drawn]:
            done.result()


def away(**span: float) -> str:
    """A moment so far from now, as the API wants it."""
    return (datetime.now(UTC) + timedelta(**span)).isoformat()


def until(seconds: float, check: Callable[[], Any]) -> Any:
    """The first true answer of ``check``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = check()
        if answer:
            return answer
        time.sleep(0.3)
    raise AssertionError(f"not within {seconds} s")
