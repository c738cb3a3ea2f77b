"""A whole installation for a test: every service as a process, and the gateway as its callers see it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

SERVICES = ("intake", "validation", "assembly", "export")


@dataclass
class Site:
    """An installation as its callers see it."""

    url: str
    editor: str
    services: dict[str, Any]
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=60, trust_env=False))

    def ask(self, method: str, path: str, token: str | None = None, **more: Any) -> httpx.Response:
        """As the editor where no token is given; ``token=""`` sends none."""
        given = self.editor if token is None else token
        headers = {**({"Authorization": f"Bearer {given}"} if given else {}), **more.pop("headers", {})}
        return self.http.request(method, self.url + path, headers=headers, **more)

    def venue(self, name: str, papers: int = 2, **facts: Any) -> str:
        """A venue of the test's own, with papers p1, p2, …; its path."""
        told = {"id": name, "title": "W", "volume_title": "Proceedings of W", "profile": "ieee-sc26", **facts}
        assert self.ask("POST", "/v1/venues", json=told).status_code == 201
        rows = [
            {"id": f"p{n}", "title": f"Paper {n}", "authors": [{"name": "Ada Łoś"}, {"name": "Bo"}]}
            for n in range(1, papers + 1)
        ]
        answer = self.ask("POST", f"/v1/venues/{name}/papers:import", json={"papers": rows})
        assert answer.status_code == 200, answer.text
        return f"/v1/venues/{name}"

    def link(self, paper: str) -> str:
        """A token of the paper's first author."""
        made = self.ask("POST", f"{paper}/links", json={"place": 1})
        assert made.status_code == 201
        assert made.json()["url"] == f"{self.url}/p/{made.json()['token']}"
        return str(made.json()["token"])


@contextmanager
def running(env: dict[str, str], start_service: Any) -> Iterator[Site]:
    """All services on these settings; they end with the fixture that starts them."""
    with ThreadPoolExecutor() as pool:
        started = pool.map(lambda name: start_service(name, env), SERVICES)
        services = dict(zip(SERVICES, started, strict=True))
    services["gateway"] = start_service("gateway", env)
    made = Site(f"http://{services['gateway'].address}", env["COLOPHON_EDITOR_TOKEN"], services)
    with made.http:
        yield made
