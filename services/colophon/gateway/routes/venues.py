"""Venues."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1 import intake_pb2 as pb
from colophon.common.domain import names
from colophon.gateway.auth import Editor
from colophon.gateway.http import (
    Backends,
    PageSize,
    PageToken,
    RequestId,
    SeenVersion,
    VenueId,
    errors,
    tag,
)
from colophon.gateway.models import venues as models
from colophon.gateway.protojson import from_json, mask, to_json

router = APIRouter(prefix="/v1/venues", tags=["venues"])


@router.post(
    "", status_code=201, response_model=models.Venue, operation_id="createVenue", responses=errors(409)
)
async def create(
    venue: models.NewVenue, who: Editor, to: Backends, request_id: RequestId, response: Response
) -> Any:
    """Make a venue: one workshop's volume."""
    message = from_json(venue.model_dump(exclude_unset=True), common_pb2.Venue)
    made = await to.call(
        to.intake.CreateVenue, pb.CreateVenueRequest(venue=message, request_id=request_id), who.who
    )
    tag(response, made.venue.version)
    response.headers["Location"] = f"/v1/{made.venue.name}"
    return to_json(made.venue)


@router.get("", response_model=models.Venues, operation_id="listVenues", responses=errors())
async def list_venues(who: Editor, to: Backends, page_size: PageSize = 0, page_token: PageToken = "") -> Any:
    """All venues of this installation."""
    found = await to.call(
        to.intake.ListVenues, pb.ListVenuesRequest(page_size=page_size, page_token=page_token), who.who
    )
    return {
        "venues": [to_json(venue) for venue in found.venues],
        "next_page_token": found.next_page_token or None,
    }


@router.get("/{venue}", response_model=models.Venue, operation_id="getVenue", responses=errors(404))
async def get(venue: VenueId, who: Editor, to: Backends, response: Response) -> Any:
    """One venue."""
    found = await to.call(to.intake.GetVenue, pb.GetVenueRequest(name=names.venue(venue)), who.who)
    tag(response, found.venue.version)
    return to_json(found.venue)


@router.patch(
    "/{venue}", response_model=models.Venue, operation_id="updateVenue", responses=errors(404, 409, 412, 428)
)
async def update(
    venue: VenueId,
    patch: models.VenuePatch,
    who: Editor,
    to: Backends,
    request_id: RequestId,
    seen: SeenVersion,
    response: Response,
) -> Any:
    """Change the fields sent (merge patch); every paper is then judged anew."""
    message = from_json(patch.model_dump(exclude_unset=True), common_pb2.Venue)
    message.name, message.version = names.venue(venue), seen
    done = await to.call(
        to.intake.UpdateVenue,
        pb.UpdateVenueRequest(venue=message, update_mask=mask(patch.model_fields_set), request_id=request_id),
        who.who,
    )
    tag(response, done.venue.version)
    return to_json(done.venue)
