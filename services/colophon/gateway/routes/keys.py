"""The publisher's API keys."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from colophon.api.export.v1 import export_pb2 as pb
from colophon.common.domain import names
from colophon.gateway.auth import Editor
from colophon.gateway.http import Backends, Number, RequestId, VenueId, errors
from colophon.gateway.models import releases as models
from colophon.gateway.protojson import to_json

router = APIRouter(prefix="/v1/venues/{venue}/keys", tags=["keys"])


@router.post(
    "",
    status_code=201,
    response_model=models.NewKeyAnswer,
    operation_id="createKey",
    responses=errors(404, 409),
)
async def create(
    venue: VenueId, new: models.NewKey, who: Editor, to: Backends, request_id: RequestId, response: Response
) -> Any:
    """A key for a publisher: it opens this venue's releases and nothing else."""
    request = pb.CreateKeyRequest(venue=names.venue(venue), label=new.label, request_id=request_id)
    made = await to.call(to.export.CreateKey, request, who.who)
    response.headers["Cache-Control"] = "no-store"
    return {"name": made.key.name, "secret": made.secret}


@router.get("", response_model=models.Keys, operation_id="listKeys", responses=errors(404))
async def list_keys(venue: VenueId, who: Editor, to: Backends) -> Any:
    """A venue's keys, revoked ones too."""
    keys: list[pb.Key] = []
    token = ""
    while True:
        request = pb.ListKeysRequest(venue=names.venue(venue), page_size=1000, page_token=token)
        found = await to.call(to.export.ListKeys, request, who.who)
        keys += found.keys
        token = found.next_page_token
        if not token:
            return {"keys": [to_json(each) for each in keys]}


@router.delete("/{n}", response_model=models.Key, operation_id="revokeKey", responses=errors(404))
async def revoke(venue: VenueId, n: Number, who: Editor, to: Backends) -> Any:
    """The key stops working within seconds."""
    request = pb.RevokeKeyRequest(name=f"{names.venue(venue)}/keys/{n}")
    done = await to.call(to.export.RevokeKey, request, who.who)
    return to_json(done.key)
