"""The page plan before a volume is made, and what a change to it would move."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from colophon.api.assembly.v1 import assembly_pb2 as pb
from colophon.common.domain import names
from colophon.gateway.auth import Editor
from colophon.gateway.http import Backends, VenueId, errors
from colophon.gateway.models import plans as models
from colophon.gateway.protojson import from_json, to_json

router = APIRouter(prefix="/v1/venues/{venue}", tags=["builds"])


@router.post(
    "/plan:preview", response_model=models.Plan, operation_id="previewPlan", responses=errors(400, 404)
)
async def preview(venue: VenueId, what: models.WhatIf, who: Editor, to: Backends) -> Any:
    """On which pages every paper would stand, and what would move; nothing is made or decided."""
    asked = {name: value for name, value in what.model_dump().items() if value not in (None, [])}
    request = from_json(asked, pb.PreviewPlanRequest)
    request.venue = names.venue(venue)
    found = await to.call(to.assembly.PreviewPlan, request, who.who)
    return to_json(found)
