"""The gateway's app: routes, pages, errors, headers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from colophon.gateway import openapi, problems
from colophon.gateway.auth import Tokens
from colophon.gateway.clients import Clients
from colophon.gateway.middleware import Around
from colophon.gateway.routes import (
    attachments,
    author,
    builds,
    decisions,
    editor,
    health,
    keys,
    pages,
    papers,
    plans,
    releases,
    reports,
    revisions,
    rulings,
    uploads,
    venues,
)
from colophon.gateway.settings import Settings

HERE = Path(__file__).parent


def make(settings: Settings) -> FastAPI:
    """The app; it connects when it starts."""

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        app.state.clients = Clients(settings)
        app.state.tokens = Tokens(app.state.clients, settings.token_cache_seconds)
        yield
        await app.state.clients.close()

    app = FastAPI(title="Colophon", lifespan=living, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.settings = settings
    problems.install(app)
    openapi.install(app)
    for module in (
        venues,
        papers,
        decisions,
        revisions,
        uploads,
        attachments,
        rulings,
        builds,
        plans,
        releases,
        keys,
        health,
        pages,
        author,
        editor,
        reports,
    ):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.add_middleware(Around)
    return app
