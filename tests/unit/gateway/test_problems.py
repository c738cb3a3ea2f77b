"""Every error is problem+json from the one catalogue."""

from __future__ import annotations

import grpc
import pytest
from fastapi.testclient import TestClient
from google.rpc import status_pb2
from grpc.aio import AioRpcError, Metadata

from colophon.common.domain.problems import Problem, Reason
from colophon.common.rpcserver import as_status
from colophon.gateway import problems


def _error(code: grpc.StatusCode, status: status_pb2.Status | None = None) -> AioRpcError:
    trailing = Metadata()
    if status is not None:
        trailing.add("grpc-status-details-bin", status.SerializeToString())
    return AioRpcError(code, Metadata(), trailing, "said")


@pytest.mark.parametrize("reason", list(Reason))
def test_what_a_service_says_arrives_whole(reason: Reason) -> None:
    said = Problem(reason, "what happened", "what to do", present="4", seen="3")
    code = grpc.StatusCode[reason.grpc]
    heard = problems.of_grpc(_error(code, as_status(said)))
    assert (heard.reason, heard.message, heard.remedy) == (reason, "what happened", "what to do")
    told = problems.body(heard)
    assert told["status"] == reason.http
    assert told["reason"] == reason.name
    assert (told["present"], told["seen"]) == ("4", "3")
    assert told["type"].startswith("urn:colophon:problem:")


def test_details_never_replace_the_standard_members() -> None:
    told = problems.body(Problem(Reason.NOT_FOUND, "m", "r", status="200", title="no"))
    assert (told["status"], told["title"]) == (404, "Not found")


@pytest.mark.parametrize("code", [grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED])
def test_a_backend_that_is_away_is_503_with_retry_after(code: grpc.StatusCode) -> None:
    answer = problems.response(problems.of_grpc(_error(code)))
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == problems.RETRY_AFTER


def test_an_unknown_failure_tells_nothing_of_the_inside() -> None:
    told = problems.body(problems.of_grpc(_error(grpc.StatusCode.UNKNOWN)))
    assert told["status"] == 500
    assert "said" not in str(told)


def test_an_unknown_reason_keeps_its_grpc_meaning() -> None:
    status = as_status(Problem(Reason.NOT_FOUND, "m", "r"))
    renamed = status_pb2.Status.FromString(status.SerializeToString().replace(b"NOT_FOUND", b"NEW_WORDS"))
    assert problems.of_grpc(_error(grpc.StatusCode.NOT_FOUND, renamed)).reason is Reason.NOT_FOUND


@pytest.mark.parametrize(
    ("method", "path", "status", "reason"),
    [
        ("GET", "/v1/nothing", 404, "NOT_FOUND"),
        ("DELETE", "/v1/venues", 405, "INVALID_ARGUMENT"),
        ("GET", "/v1/venues", 401, "UNAUTHENTICATED"),
    ],
)
def test_the_frameworks_own_refusals_too(
    client: TestClient, method: str, path: str, status: int, reason: str
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == problems.MEDIA_TYPE
    assert answer.json()["reason"] == reason
    assert answer.json()["status"] == status
    if status == 401:
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_token_cannot_be_judged_while_intake_is_away(client: TestClient) -> None:
    answer = client.get("/v1/venues", headers={"Authorization": "Bearer x"})
    assert answer.status_code == 503
    assert answer.json()["reason"] == "UNAVAILABLE"


def test_health_names_who_does_not_serve(client: TestClient) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["failing"] == ["assembly", "export", "intake", "validation"]


def test_a_person_sees_a_page(client: TestClient) -> None:
    answer = client.get("/nowhere", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
