"""Who serves."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import Field

from colophon.gateway.http import Backends
from colophon.gateway.models.base import Answer

router = APIRouter(tags=["health"])


class Health(Answer):
    """The gateway and the services behind it."""

    status: Literal["ok", "failing"] = Field(description="ok: all serve")
    services: dict[str, Literal["serving", "not serving", "unreachable"]]
    failing: list[str] = Field(description="Who does not serve")


@router.get(
    "/healthz",
    response_model=Health,
    operation_id="health",
    responses={503: {"model": Health, "description": "A service does not serve; it is named"}},
)
async def healthz(to: Backends, response: Response) -> Health:
    """Whether all services serve."""
    services = await to.health()
    failing = sorted(name for name, state in services.items() if state != "serving")
    response.status_code = 503 if failing else 200
    response.headers["Cache-Control"] = "no-store"
    return Health.model_validate(
        {"status": "failing" if failing else "ok", "services": services, "failing": failing}
    )
