"""A client of Colophon's REST API: bearer tokens, Idempotency-Keys, patience with restarts."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import stamina
from stamina.instrumentation import RetryDetails, set_on_retry_hooks

AWAY = frozenset({502, 503, 504})
"""Somebody behind the door is away; the same request may be sent again."""
BUSY = frozenset({"REQUEST_IN_PROGRESS"})
PATIENCE_SECONDS = 90.0
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Refused(Exception):
    """The API said no: problem+json as it came."""

    def __init__(self, status: int, problem: dict[str, Any], what: str) -> None:
        self.status = status
        self.problem = problem
        self.reason: str = problem.get("reason", "")
        remedy = problem.get("remedy") or ""
        detail = problem.get("detail") or problem.get("title") or "no detail"
        super().__init__(f"{what}: {status} {self.reason} {detail}" + (f" → {remedy}" if remedy else ""))


class Away(Exception):
    """An answer that asks to try again."""


class Api:
    """One installation, as seen by whoever holds a token. Safe to use from several threads."""

    def __init__(self, url: str, token: str, on_retry: Callable[[str], None] = lambda _: None) -> None:
        self.url = url.rstrip("/")
        self.token = token
        self.retries = 0
        """How often a request had to be sent again."""
        self._on_retry = on_retry
        self._lock = threading.Lock()
        # A proxy that the environment names would be asked for this machine's own servers too.
        self._http = httpx.Client(
            base_url=self.url,
            timeout=httpx.Timeout(60.0, connect=5.0),
            trust_env=urlsplit(self.url).hostname not in _LOOPBACK,
        )
        set_on_retry_hooks([self._noted])

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _noted(self, details: RetryDetails) -> None:
        with self._lock:
            self.retries += 1
        self._on_retry(_cause(details.caused_by))

    def request(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        content: bytes | None = None,
        key: str = "",
        version: int | None = None,
        token: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """One request, sent again under the same key while servers are away. Raises Refused for 4xx, 5xx."""
        send = dict(headers or {})
        send["Authorization"] = f"Bearer {self.token if token is None else token}"
        if body is not None:
            content = json.dumps(body, ensure_ascii=False).encode()
            send["Content-Type"] = "application/merge-patch+json" if method == "PATCH" else "application/json"
        if key:
            send["Idempotency-Key"] = key
        if version is not None:
            send["If-Match"] = f'"{version}"'
        what = f"{method} {path}"
        for attempt in stamina.retry_context(
            on=(httpx.TransportError, Away),
            attempts=None,
            timeout=PATIENCE_SECONDS,
            wait_initial=0.2,
            wait_max=2.0,
            wait_jitter=0.2,
        ):
            with attempt:
                answer = self._http.request(method, path, content=content, headers=send)
                problem = _problem(answer)
                if answer.status_code in AWAY or problem.get("reason") in BUSY:
                    raise Away(f"{what}: {answer.status_code} {problem.get('detail', '')}")
        if answer.status_code >= 400:
            raise Refused(answer.status_code, problem, what)
        return answer

    def get(self, path: str, **more: Any) -> Any:
        """JSON of a GET."""
        return self.request("GET", path, **more).json()

    def listed(self, path: str, field: str) -> list[dict[str, Any]]:
        """Every item of a paged list."""
        items: list[dict[str, Any]] = []
        token = ""
        while True:
            page = self.get(f"{path}?page_size=200" + (f"&page_token={quote(token)}" if token else ""))
            items += page[field]
            token = page.get("next_page_token") or ""
            if not token:
                return items

    def upload(self, paper: str, file: Path, link_token: str, key: str) -> tuple[int, dict[str, Any]]:
        """Upload a PDF with an author's link; (status, {revision, receipt})."""
        data = file.read_bytes()
        digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
        answer = self.request(
            "POST",
            f"/v1/{paper}/revisions",
            content=data,
            key=key,
            token=link_token,
            headers={
                "Content-Type": "application/pdf",
                "X-Filename": quote(file.name),
                "Content-Digest": f"sha-256=:{digest}:",
            },
        )
        return answer.status_code, answer.json()

    def watch(self, build: str, seconds: float) -> Iterator[dict[str, Any]]:
        """A build's states as they come, until it ends; a broken stream is opened again."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                headers = {"Authorization": f"Bearer {self.token}", "Accept": "text/event-stream"}
                patience = httpx.Timeout(30.0, connect=5.0)
                path = f"/v1/{build}/events"
                with self._http.stream("GET", path, headers=headers, timeout=patience) as answer:
                    if answer.status_code >= 400:
                        answer.read()
                        if answer.status_code not in AWAY:
                            raise Refused(answer.status_code, _problem(answer), f"GET {path}")
                    for line in answer.iter_lines():
                        if line.startswith("data:"):
                            state = json.loads(line[5:])
                            yield state
                            if state["state"] in ("done", "failed", "cancelled"):
                                return
            except httpx.TransportError as error:
                with self._lock:
                    self.retries += 1
                self._on_retry(_cause(error))
            time.sleep(0.5)
        raise TimeoutError(f"{build} did not end within {seconds:.0f} s")


def _problem(answer: httpx.Response) -> dict[str, Any]:
    if answer.status_code < 400:
        return {}
    try:
        told = answer.json()
    except ValueError:
        return {"detail": answer.text[:300]}
    return told if isinstance(told, dict) else {"detail": str(told)}


def _cause(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:200]
