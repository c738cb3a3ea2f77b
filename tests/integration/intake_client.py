"""Speaking to intake as the gateway does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import grpc
from google.rpc import error_details_pb2, status_pb2

from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1 import intake_pb2 as pb
from colophon.api.intake.v1 import intake_pb2_grpc

PDF = b"%PDF-1.7\n% sample\n"
VENUE = common_pb2.Venue(
    id="w26",
    title="Workshop",
    volume_title="Proceedings of the Workshop",
    sessions=[common_pb2.Session(id="s1", title="One")],
    profile="ieee-sc26",
)


class IntakeClient:
    """Calls with the service token and an actor."""

    def __init__(self, address: str, env: dict[str, str], actor: str = "editors/bootstrap") -> None:
        self.channel = grpc.insecure_channel(address, options=[("grpc.enable_http_proxy", 0)])
        self.stub = intake_pb2_grpc.IntakeServiceStub(self.channel)
        self.metadata = [("authorization", f"Bearer {env['COLOPHON_SERVICE_TOKEN']}"), ("x-actor", actor)]

    def call(self, method: str, request: Any) -> Any:
        return getattr(self.stub, method)(request, metadata=self.metadata, timeout=20, wait_for_ready=True)

    def venue_with_papers(self, count: int = 1) -> list[str]:
        """Make w26 with papers p1…; their names."""
        self.call("CreateVenue", pb.CreateVenueRequest(venue=VENUE))
        papers = [
            common_pb2.Paper(
                id=f"p{n}", title=f"Title {n}", authors=[common_pb2.Person(name="Ada Lovelace")], order=n
            )
            for n in range(1, count + 1)
        ]
        done = self.call("ImportPapers", pb.ImportPapersRequest(venue="venues/w26", papers=papers))
        return [each.paper.name for each in done.papers]

    def upload(self, paper: str, data: bytes, **header: Any) -> pb.UploadRevisionResponse:
        def parts() -> Iterator[pb.UploadRevisionRequest]:
            yield pb.UploadRevisionRequest(header=pb.UploadHeader(paper=paper, filename="a.pdf", **header))
            for at in range(0, len(data), 65536):
                yield pb.UploadRevisionRequest(chunk=common_pb2.Chunk(data=data[at : at + 65536]))

        answer = self.call("UploadRevision", parts())
        assert isinstance(answer, pb.UploadRevisionResponse)
        return answer


def reason(error: grpc.RpcError) -> str:
    """Of the one ErrorInfo that every error carries."""
    for key, value in error.trailing_metadata():
        if key == "grpc-status-details-bin":
            status = status_pb2.Status.FromString(value)
            info = error_details_pb2.ErrorInfo()
            status.details[0].Unpack(info)
            assert info.metadata["remedy"], "an error without a remedy"
            return info.reason
    raise AssertionError(f"no ErrorInfo in {error}")


def until(seconds: float, check: Any) -> Any:
    """The first true answer of ``check``; AssertionError when there is none in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = check()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s")
