"""Intake on real servers: uploads, receipts, replays, refusals."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import grpc
import pytest
from google.protobuf.field_mask_pb2 import FieldMask
from tests.integration.intake_client import PDF, VENUE, IntakeClient, reason

from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1 import intake_pb2 as pb


@pytest.fixture(scope="module")
def intake(module_stack_env: dict[str, str], module_start_service: Any) -> IntakeClient:
    env = {**module_stack_env, "COLOPHON_UPLOAD_LIMIT": str(1 << 20)}
    return IntakeClient(module_start_service("intake", env).address, env)


@pytest.fixture
def paper(intake: IntakeClient, request: pytest.FixtureRequest) -> str:
    """A paper of a venue of the test's own."""
    venue_id = f"v{hashlib.sha256(request.node.name.encode()).hexdigest()[:12]}"
    venue = common_pb2.Venue()
    venue.CopyFrom(VENUE)
    venue.id = venue_id
    intake.call("CreateVenue", pb.CreateVenueRequest(venue=venue))
    one = common_pb2.Paper(id="p1", title="T", authors=[common_pb2.Person(name="Ada Lovelace")])
    intake.call("ImportPapers", pb.ImportPapersRequest(venue=f"venues/{venue_id}", papers=[one]))
    return f"venues/{venue_id}/papers/p1"


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(grpc.RpcError) as caught:
        call()
    return reason(caught.value)


def test_a_receipt_says_what_arrived_and_the_bytes_come_back(intake: IntakeClient, paper: str) -> None:
    data = PDF + b"x" * 300_000
    done = intake.upload(paper, data, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    receipt = done.receipt
    assert (receipt.paper, receipt.revision) == (paper, f"{paper}/revisions/1")
    assert (receipt.sha256, receipt.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert receipt.received_aoe.endswith(" AoE")
    assert receipt.on_time
    read = intake.stub.ReadRevision(pb.ReadRevisionRequest(name=receipt.revision), metadata=intake.metadata)
    assert b"".join(part.chunk.data for part in read) == data


def test_newest_bytes_again_are_no_op_older_ones_a_new_revision(intake: IntakeClient, paper: str) -> None:
    numbers = [
        (answer.revision.number, answer.created)
        for answer in (
            intake.upload(paper, data) for data in (PDF + b"1", PDF + b"1", PDF + b"2", PDF + b"1")
        )
    ]
    assert numbers == [(1, True), (1, False), (2, True), (3, True)]


def test_an_upload_after_the_soft_deadline_is_taken_and_late(intake: IntakeClient, paper: str) -> None:
    venue = intake.call("GetVenue", pb.GetVenueRequest(name=paper.split("/papers")[0])).venue
    venue.soft_deadline.FromJsonString("2026-08-28T11:59:00Z")
    change = pb.UpdateVenueRequest(venue=venue, update_mask=FieldMask(paths=["soft_deadline"]))
    assert intake.call("UpdateVenue", change).venue.version == venue.version + 1
    done = intake.upload(paper, PDF)
    assert done.created
    assert not done.receipt.on_time


@pytest.mark.parametrize(
    ("data", "header", "expected"),
    [
        (b"", {}, "EMPTY_FILE"),
        (b"PK\x03\x04 a zip", {}, "NOT_A_PDF"),
        (PDF + bytes(1 << 20), {}, "TOO_LARGE"),
        (PDF, {"size": 1 << 30}, "TOO_LARGE"),
        (PDF, {"sha256": "0" * 64}, "DIGEST_MISMATCH"),
        (PDF, {"size": 3}, "SIZE_MISMATCH"),
        (PDF, {"sha256": "zz"}, "INVALID_ARGUMENT"),
    ],
)
def test_a_bad_upload_is_told_why_and_leaves_nothing(
    intake: IntakeClient, paper: str, data: bytes, header: dict[str, object], expected: str
) -> None:
    assert refused(lambda: intake.upload(paper, data, **header)) == expected
    assert intake.call("GetPaper", pb.GetPaperRequest(name=paper)).status.revisions == 0


def test_a_wrong_name_is_told(intake: IntakeClient, paper: str) -> None:
    venue = paper.split("/papers")[0]
    assert refused(lambda: intake.upload(f"{venue}/papers/none", PDF)) == "NOT_FOUND"
    assert refused(lambda: intake.upload("p1", PDF)) == "BAD_NAME"
    assert refused(lambda: intake.call("GetVenue", pb.GetVenueRequest(name="venues/none"))) == "NOT_FOUND"


def test_a_request_id_gives_its_first_answer_and_no_other(intake: IntakeClient, paper: str) -> None:
    first = intake.upload(paper, PDF + b"1", request_id="one")
    intake.upload(paper, PDF + b"2", request_id="two")
    assert intake.upload(paper, PDF + b"1", request_id="one") == first
    assert refused(lambda: intake.upload(paper, PDF + b"3", request_id="one")) == "REQUEST_ID_REUSED"
    assert intake.call("GetPaper", pb.GetPaperRequest(name=paper)).status.revisions == 2


def test_a_change_to_an_older_version_is_a_clash(intake: IntakeClient, paper: str) -> None:
    def rename(title: str, seen: int) -> pb.UpdatePaperResponse:
        request = pb.UpdatePaperRequest(
            paper=common_pb2.Paper(name=paper, title=title, version=seen),
            update_mask=FieldMask(paths=["title"]),
        )
        answer = intake.call("UpdatePaper", request)
        assert isinstance(answer, pb.UpdatePaperResponse)
        return answer

    assert rename("Second", 1).status.paper.version == 2
    assert refused(lambda: rename("Third", 1)) == "VERSION_CLASH"
    assert rename("Third", 2).status.paper.title == "Third"


def test_links_open_until_they_are_revoked(intake: IntakeClient, paper: str) -> None:
    def resolve(token: str) -> pb.ResolveTokenResponse:
        answer = intake.call("ResolveToken", pb.ResolveTokenRequest(token=token))
        assert isinstance(answer, pb.ResolveTokenResponse)
        return answer

    old = intake.call("CreateLink", pb.CreateLinkRequest(paper=paper, place=1)).token
    assert (resolve(old).actor, resolve(old).role) == (f"{paper}/people/1", pb.ROLE_AUTHOR)
    intake.call("RevokeLinks", pb.RevokeLinksRequest(paper=paper))
    assert refused(lambda: resolve(old)) == "LINK_REVOKED"
    new = intake.call("CreateLink", pb.CreateLinkRequest(paper=paper, place=1)).token
    assert resolve(new).paper == paper
    assert refused(lambda: resolve(new[:-2])) == "UNAUTHENTICATED"
    assert refused(lambda: resolve("no such token")) == "UNAUTHENTICATED"
    assert (
        refused(lambda: intake.call("CreateLink", pb.CreateLinkRequest(paper=paper, place=2))) == "NOT_FOUND"
    )


def test_without_the_service_token_nothing_is_answered(intake: IntakeClient) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        intake.stub.ListVenues(pb.ListVenuesRequest(), timeout=5)
    assert reason(caught.value) == "UNAUTHENTICATED"


def test_lists_come_in_pages(intake: IntakeClient, paper: str) -> None:
    venue = paper.split("/papers")[0]
    more = [
        common_pb2.Paper(id=f"q{n}", title="T", authors=[common_pb2.Person(name="A B")], order=n)
        for n in range(5, 0, -1)
    ]
    intake.call("ImportPapers", pb.ImportPapersRequest(venue=venue, papers=more))
    seen, token = [], ""
    while True:
        page = intake.call("ListPapers", pb.ListPapersRequest(venue=venue, page_size=2, page_token=token))
        seen += [each.paper.id for each in page.papers]
        token = page.next_page_token
        if not token:
            break
    assert seen == ["p1", "q1", "q2", "q3", "q4", "q5"]
    wrong = pb.ListPapersRequest(venue=venue, page_token="nonsense")
    assert refused(lambda: intake.call("ListPapers", wrong)) == "BAD_PAGE_TOKEN"


def test_importing_again_updates_what_differs_only(intake: IntakeClient, paper: str) -> None:
    venue = paper.split("/papers")[0]

    def load(title: str) -> list[int]:
        one = common_pb2.Paper(id="P1", title=title, authors=[common_pb2.Person(name="Ada Lovelace")])
        done = intake.call("ImportPapers", pb.ImportPapersRequest(venue=venue, papers=[one]))
        return [each.action for each in done.papers]

    assert load("T") == [pb.IMPORT_ACTION_UNCHANGED]
    assert load("New title") == [pb.IMPORT_ACTION_UPDATED]
    assert intake.call("GetPaper", pb.GetPaperRequest(name=paper)).status.paper.id == "p1"
