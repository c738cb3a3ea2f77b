"""Errors as application/problem+json (RFC 9457), from the one catalogue of reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import grpc
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from google.rpc import error_details_pb2, status_pb2
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from colophon.common.domain.names import BadName
from colophon.common.domain.problems import Problem, Reason
from colophon.gateway.views import error_page, for_people

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = "2"
"""Seconds; a backend is back within a few."""

_STATUS_DETAILS = "grpc-status-details-bin"

_BY_CODE = {
    grpc.StatusCode.INVALID_ARGUMENT: Reason.INVALID_ARGUMENT,
    grpc.StatusCode.OUT_OF_RANGE: Reason.INVALID_ARGUMENT,
    grpc.StatusCode.UNAUTHENTICATED: Reason.UNAUTHENTICATED,
    grpc.StatusCode.PERMISSION_DENIED: Reason.FORBIDDEN,
    grpc.StatusCode.NOT_FOUND: Reason.NOT_FOUND,
    grpc.StatusCode.ALREADY_EXISTS: Reason.ALREADY_EXISTS,
    grpc.StatusCode.ABORTED: Reason.CONFLICT,
    grpc.StatusCode.FAILED_PRECONDITION: Reason.NOT_READY,
    grpc.StatusCode.UNAVAILABLE: Reason.UNAVAILABLE,
    grpc.StatusCode.DEADLINE_EXCEEDED: Reason.UNAVAILABLE,
    grpc.StatusCode.RESOURCE_EXHAUSTED: Reason.UNAVAILABLE,
}
"""For errors without an ErrorInfo: grpc's own, not a service's."""


def of_grpc(error: grpc.RpcError) -> Problem:
    """The problem a backend told, or the one its absence is."""
    told = error_info(error)
    if told is not None:
        status, info = told
        details = dict(info.metadata)
        remedy = details.pop("remedy", "")
        reason = Reason.__members__.get(info.reason) or _BY_CODE.get(error.code(), Reason.INTERNAL)
        return Problem(reason, status.message, remedy, **details)
    reason = _BY_CODE.get(error.code(), Reason.INTERNAL)
    if reason is Reason.UNAVAILABLE:
        return unavailable()
    log.error("backend failed", code=str(error.code()), message=error.details())
    return Problem(reason, reason.title, "Tell the operator when this was.")


def unavailable() -> Problem:
    """A backend is away."""
    return Problem(
        Reason.UNAVAILABLE,
        "A server behind this is not reachable just now",
        f"Try again in {RETRY_AFTER} seconds, with the same Idempotency-Key if you sent one.",
    )


def error_info(error: grpc.RpcError) -> tuple[status_pb2.Status, error_details_pb2.ErrorInfo] | None:
    """The google.rpc.Status and ErrorInfo that a service of colophon sends with every error."""
    for key, value in error.trailing_metadata() or ():
        if key == _STATUS_DETAILS:
            status = status_pb2.Status.FromString(value)
            for detail in status.details:
                info = error_details_pb2.ErrorInfo()
                if detail.Unpack(info) and info.domain == "colophon":
                    return status, info
    return None


def body(problem: Problem) -> dict[str, Any]:
    """The JSON of a problem; its details stand beside the standard members."""
    reserved = {"type", "title", "status", "detail", "reason", "remedy"}
    return {
        "type": f"urn:colophon:problem:{problem.reason.name.lower().replace('_', '-')}",
        "title": problem.reason.title,
        "status": problem.reason.http,
        "detail": problem.message,
        "reason": problem.reason.name,
        "remedy": problem.remedy,
        **{key: value for key, value in problem.details.items() if key not in reserved},
    }


def headers(problem: Problem) -> dict[str, str]:
    """What goes with the status."""
    if problem.reason.http == 503:
        return {"Retry-After": RETRY_AFTER}
    if problem.reason.http == 401:
        return {"WWW-Authenticate": 'Bearer realm="colophon"'}
    if problem.reason is Reason.RANGE_NOT_SATISFIABLE and "size" in problem.details:
        return {"Content-Range": f"bytes */{problem.details['size']}"}
    return {}


def response(problem: Problem) -> Response:
    """A problem as it is answered."""
    return JSONResponse(
        body(problem),
        problem.reason.http,
        headers={"Cache-Control": "no-store", **headers(problem)},
        media_type=MEDIA_TYPE,
    )


def of_validation(errors: list[Any]) -> Problem:
    """Every field that is wrong, named as the caller wrote it."""
    told = []
    for error in errors[:10]:
        where, *path = [str(part) for part in error["loc"]]
        place = ".".join(path)
        if error["type"] == "json_invalid":
            told.append(f"body: not JSON: {error.get('ctx', {}).get('error', error['msg'])}")
        elif where == "body" and not path and error["type"] in ("model_attributes_type", "missing"):
            told.append("body: send a JSON object, with Content-Type: application/json")
        elif where == "body":
            told.append(f"{place or 'body'}: {error['msg']}")
        else:
            told.append(f"{where} {place}: {error['msg']}")
    return Problem(
        Reason.INVALID_ARGUMENT,
        "; ".join(told),
        "Correct what is named and send the request again.",
        fields="; ".join(told),
    )


_BY_STATUS = {401: Reason.UNAUTHENTICATED, 403: Reason.FORBIDDEN, 404: Reason.NOT_FOUND}


def of_status(status: int, detail: str, extra: Mapping[str, str] | None) -> Response:
    """The framework's own refusals: no such address, method not allowed, a broken multipart body."""
    reason = _BY_STATUS.get(status, Reason.INVALID_ARGUMENT if status < 500 else Reason.INTERNAL)
    remedy = "Look at /docs for the addresses and methods there are." if status in (404, 405) else ""
    told = body(Problem(reason, detail, remedy)) | {"status": status}
    if status not in _BY_STATUS and status < 500:
        told |= {"title": detail}
    return JSONResponse(told, status, headers=dict(extra or {}), media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Every error of the app as problem+json."""

    @app.exception_handler(Problem)
    async def _problem(request: Request, error: Problem) -> Response:
        return error_page(error) if for_people(request) else response(error)

    @app.exception_handler(grpc.RpcError)
    async def _grpc(_: Request, error: grpc.RpcError) -> Response:
        return response(of_grpc(error))

    @app.exception_handler(BadName)
    async def _name(request: Request, error: BadName) -> Response:
        return await _problem(
            request, Problem(Reason.BAD_NAME, str(error), "Use the name as an answer of this API gave it.")
        )

    @app.exception_handler(RequestValidationError)
    async def _validation(_: Request, error: RequestValidationError) -> Response:
        return response(of_validation(list(error.errors())))

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404 and for_people(request):
            return error_page(
                Problem(Reason.NOT_FOUND, "There is no such page", "Look whether the address is whole.")
            )
        return of_status(error.status_code, str(error.detail), error.headers)

    @app.exception_handler(Exception)
    async def _any(_: Request, error: Exception) -> Response:
        log.error("request failed", error=repr(error))
        return response(
            Problem(
                Reason.INTERNAL, "Something failed that should not have", "Tell the operator when this was."
            )
        )
