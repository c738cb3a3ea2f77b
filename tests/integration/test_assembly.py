"""Builds by the service: refused by name, watched, killed in mid-build, ended and announced once."""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import psycopg
import pytest

from colophon.api.assembly.v1 import assembly_pb2 as pb
from colophon.api.assembly.v1 import assembly_pb2_grpc
from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1 import intake_pb2, intake_pb2_grpc

CORPUS = Path(__file__).parents[1] / "corpus"
VENUE = "venues/bound26"
GOOD = ("ieee-ok-3", "ieee-ok-5", "ieee-ok-appendix", "ieee-ad-complete")
HELD = "ieee-type3"


class Client:
    """Intake and assembly, called as the gateway does."""

    def __init__(self, env: dict[str, str], intake: str, assembly: str) -> None:
        self.metadata = (
            ("authorization", f"Bearer {env['COLOPHON_SERVICE_TOKEN']}"),
            ("x-actor", "editors/bootstrap"),
        )
        self.intake = intake_pb2_grpc.IntakeServiceStub(grpc.insecure_channel(intake))
        self.assembly = assembly_pb2_grpc.AssemblyServiceStub(grpc.insecure_channel(assembly))

    def venue(self) -> None:
        venue = common_pb2.Venue(
            id="bound26",
            title="A Workshop Bound",
            volume_title="Proceedings of a Workshop Bound",
            acronym="BOUND26",
            profile="ieee-sc26",
            isbn="979-8-3503-9126-8",
            publication_date="2026-11-15",
            sessions=[
                common_pb2.Session(id="s1", title="First Session"),
                common_pb2.Session(id="s2", title="Second Session"),
            ],
        )
        self.intake.CreateVenue(intake_pb2.CreateVenueRequest(venue=venue), metadata=self.metadata)

    def load(self, stems: tuple[str, ...]) -> None:
        registered = json.loads((CORPUS / "metadata.json").read_text())
        papers = [
            common_pb2.Paper(
                id=stem,
                title=registered[stem]["title"],
                authors=[common_pb2.Person(name=name) for name in registered[stem]["authors"]],
                session="s1" if number % 2 else "s2",
                order=number,
            )
            for number, stem in enumerate(stems)
        ]
        request = intake_pb2.ImportPapersRequest(venue=VENUE, papers=papers)
        self.intake.ImportPapers(request, metadata=self.metadata)
        for stem in stems:
            self.upload(stem)

    def upload(self, stem: str) -> None:
        data = (CORPUS / f"{stem}.pdf").read_bytes()
        header = intake_pb2.UploadHeader(paper=f"{VENUE}/papers/{stem}", filename="p.pdf", size=len(data))

        def parts() -> Iterator[intake_pb2.UploadRevisionRequest]:
            yield intake_pb2.UploadRevisionRequest(header=header)
            for at in range(0, len(data), 1 << 18):
                yield intake_pb2.UploadRevisionRequest(chunk=common_pb2.Chunk(data=data[at : at + (1 << 18)]))

        self.intake.UploadRevision(parts(), metadata=self.metadata)

    def papers(self) -> list[intake_pb2.PaperStatus]:
        request = intake_pb2.ListPapersRequest(venue=VENUE)
        return list(self.intake.ListPapers(request, metadata=self.metadata).papers)

    def start(self, kind: pb.BuildKind, request_id: str = "") -> pb.Build:
        request = pb.StartBuildRequest(
            venue=VENUE,
            kind=kind,
            venue_version=1,
            papers=[pb.SeenPaper(name=s.paper.name, status_version=s.status_version) for s in self.papers()],
            request_id=request_id,
        )
        return self.assembly.StartBuild(request, metadata=self.metadata, timeout=40).build

    def get(self, name: str) -> pb.Build:
        return self.assembly.GetBuild(pb.GetBuildRequest(name=name), metadata=self.metadata).build

    def ended(self, name: str, seconds: float = 90.0) -> pb.Build:
        until = time.monotonic() + seconds
        while True:
            with contextlib.suppress(grpc.RpcError):  # while the service is down
                build = self.get(name)
                if build.state in (pb.BUILD_STATE_DONE, pb.BUILD_STATE_FAILED, pb.BUILD_STATE_CANCELLED):
                    return build
            assert time.monotonic() < until, "the build did not end"
            time.sleep(0.1)

    def read(self, build: str, path: str, offset: int = 0, length: int = 0) -> bytes:
        request = pb.ReadBuildFileRequest(build=build, path=path, offset=offset, length=length)
        return b"".join(
            part.chunk.data for part in self.assembly.ReadBuildFile(request, metadata=self.metadata)
        )


@pytest.fixture(scope="module")
def stack(module_stack_env: dict[str, str], module_start_service: Any) -> tuple[Client, Any, dict[str, str]]:
    intake = module_start_service("intake", module_stack_env)
    module_start_service("validation", module_stack_env)
    assembly = module_start_service("assembly", {**module_stack_env, "COLOPHON_CATCH_UP_SECONDS": "5"})
    client = Client(module_stack_env, intake.address, assembly.address)
    client.venue()
    client.load((*GOOD, HELD))
    until = time.monotonic() + 60
    settled = (intake_pb2.PAPER_STATE_PASSED, intake_pb2.PAPER_STATE_HELD)
    while not all(status.state in settled for status in client.papers()):
        assert time.monotonic() < until, "the papers were not checked"
        time.sleep(0.2)
    return client, assembly, module_stack_env


def announced(env: dict[str, str], build: str) -> int:
    with psycopg.connect(env["COLOPHON_DATABASE_URL"].replace("+psycopg", "")) as connection:
        row = connection.execute(
            "select count(*) from assembly.outbox where subject = %s", (build,)
        ).fetchone()
    assert row is not None
    return int(row[0])


def test_a_final_build_refuses_the_held_paper_by_name(stack: Any) -> None:
    client, _, _ = stack
    with pytest.raises(grpc.RpcError) as refused:
        client.start(pb.BUILD_KIND_FINAL)
    assert refused.value.code() is grpc.StatusCode.FAILED_PRECONDITION
    assert HELD in refused.value.details()
    assert "FNT-" in refused.value.details()


def test_a_draft_is_watched_to_its_end_and_its_files_are_what_it_says(stack: Any) -> None:
    client, _, env = stack
    started = client.start(pb.BUILD_KIND_DRAFT, "draft-1")
    assert client.start(pb.BUILD_KIND_DRAFT, "draft-1").name == started.name
    watched = [
        answer.build
        for answer in client.assembly.WatchBuild(
            pb.WatchBuildRequest(name=started.name), metadata=client.metadata, timeout=90
        )
    ]
    build = watched[-1]
    assert build.state == pb.BUILD_STATE_DONE, build.problems
    assert [b.version for b in watched] == sorted({b.version for b in watched})
    assert all(step.state == pb.STEP_STATE_DONE for step in build.steps)
    assert [item.paper for item in build.left_out] == [f"{VENUE}/papers/{HELD}"]
    assert {p.paper for p in build.papers} == {f"{VENUE}/papers/{stem}" for stem in GOOD}
    for output in build.outputs:
        data = client.read(build.name, output.path)
        assert (len(data), hashlib.sha256(data).hexdigest()) == (output.size, output.sha256)
    assert client.read(build.name, "volume.pdf", 0, 5) == b"%PDF-"
    assert announced(env, build.name) == 1


def test_a_worker_killed_in_mid_build_is_followed_by_one_that_ends_the_build_once(stack: Any) -> None:
    client, assembly, env = stack
    before = client.ended(client.start(pb.BUILD_KIND_DRAFT).name)
    build = client.start(pb.BUILD_KIND_DRAFT)
    for step in ("volume", "papers"):
        until = time.monotonic() + 60
        while next(s for s in client.get(build.name).steps if s.id == step).state == pb.STEP_STATE_WAITING:
            assert time.monotonic() < until
            time.sleep(0.01)
        if client.get(build.name).state == pb.BUILD_STATE_RUNNING:
            assembly.kill()
            assembly.start()
            assembly.wait_ready()
    after = client.ended(build.name)
    assert after.state == pb.BUILD_STATE_DONE, after.problems
    assert [(o.path, o.sha256) for o in after.outputs] == [(o.path, o.sha256) for o in before.outputs]
    time.sleep(1.5)
    assert announced(env, build.name) == 1


def test_a_build_says_what_moved_and_a_preview_what_would(stack: Any) -> None:
    client, _, _ = stack
    build = client.ended(client.start(pb.BUILD_KIND_DRAFT).name)
    assert build.state == pb.BUILD_STATE_DONE, build.problems
    assert build.compared_with
    assert not build.changes
    first = min(build.papers, key=lambda p: p.first_page)
    gone = first.paper.rsplit("/", 1)[-1]
    request = pb.PreviewPlanRequest(venue=VENUE, without=[gone, HELD])
    answer = client.assembly.PreviewPlan(request, metadata=client.metadata)
    assert min(p.first_page for p in answer.papers) == 1
    assert {p.paper for p in answer.papers} == {p.paper for p in build.papers} - {first.paper}
    moved = {c.name: (c.before, c.after) for c in answer.changes if c.kind == pb.CHANGE_KIND_PAPER}
    assert moved[gone][1] == ""
    with pytest.raises(grpc.RpcError) as wrong:
        client.assembly.PreviewPlan(
            pb.PreviewPlanRequest(venue=VENUE, without=["nobody"]), metadata=client.metadata
        )
    assert wrong.value.code() is grpc.StatusCode.INVALID_ARGUMENT


def test_a_start_from_versions_not_arrived_says_so(stack: Any) -> None:
    client, _, _ = stack
    request = pb.StartBuildRequest(venue=VENUE, kind=pb.BUILD_KIND_DRAFT, venue_version=99)
    with pytest.raises(grpc.RpcError) as late:
        client.assembly.StartBuild(request, metadata=client.metadata, timeout=40)
    assert late.value.code() is grpc.StatusCode.UNAVAILABLE
    assert VENUE in late.value.details()


def test_a_cancelled_build_ends_cancelled(stack: Any) -> None:
    client, _, env = stack
    build = client.start(pb.BUILD_KIND_DRAFT)
    client.assembly.CancelBuild(pb.CancelBuildRequest(name=build.name), metadata=client.metadata)
    assert client.ended(build.name).state == pb.BUILD_STATE_CANCELLED
    with pytest.raises(grpc.RpcError) as over:
        client.assembly.CancelBuild(pb.CancelBuildRequest(name=build.name), metadata=client.metadata)
    assert over.value.code() is grpc.StatusCode.FAILED_PRECONDITION
    assert announced(env, build.name) == 1
