"""The gateway's app without anything behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from colophon.gateway import app as gateway
from colophon.gateway.settings import Settings


@pytest.fixture(scope="module")
def app() -> FastAPI:
    """Its backends' addresses lead nowhere."""
    return gateway.make(
        Settings(
            listen="127.0.0.1:0",
            service_token="a-service-token",
            intake="127.0.0.1:9",
            validation="127.0.0.1:9",
            assembly="127.0.0.1:9",
            export="127.0.0.1:9",
            call_seconds=0.5,
        )
    )


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    """Asks the app directly."""
    with TestClient(app, raise_server_exceptions=False) as made:
        yield made
