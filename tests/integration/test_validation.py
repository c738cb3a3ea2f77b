"""An upload becomes one check, whatever is killed; a changed record becomes a new one."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import grpc
import psycopg
import pytest

from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1 import intake_pb2, intake_pb2_grpc
from colophon.api.validation.v1 import validation_pb2, validation_pb2_grpc

CORPUS = Path(__file__).parents[1] / "corpus"
VENUE = "venues/check26"
PASS, HOLD = common_pb2.VERDICT_PASS, common_pb2.VERDICT_HOLD


class Client:
    """Intake and validation, called as the gateway does."""

    def __init__(self, env: dict[str, str], intake: str, validation: str) -> None:
        self.metadata = (
            ("authorization", f"Bearer {env['COLOPHON_SERVICE_TOKEN']}"),
            ("x-actor", "editors/bootstrap"),
        )
        self.intake = intake_pb2_grpc.IntakeServiceStub(grpc.insecure_channel(intake))
        self.validation = validation_pb2_grpc.ValidationServiceStub(grpc.insecure_channel(validation))

    def venue(self) -> common_pb2.Venue:
        venue = common_pb2.Venue(
            id="check26",
            title="Checks",
            volume_title="Proceedings of Checks",
            profile="ieee-sc26",
            isbn="979-8-3503-9126-8",
            publication_date="2026-11-15",
        )
        request = intake_pb2.CreateVenueRequest(venue=venue)
        return self.intake.CreateVenue(request, metadata=self.metadata).venue

    def paper(self, paper_id: str, title: str, authors: list[str]) -> None:
        paper = common_pb2.Paper(
            id=paper_id, title=title, authors=[common_pb2.Person(name=a) for a in authors]
        )
        self.intake.ImportPapers(
            intake_pb2.ImportPapersRequest(venue=VENUE, papers=[paper]), metadata=self.metadata
        )

    def upload(self, paper_id: str, data: bytes) -> str:
        header = intake_pb2.UploadHeader(
            paper=f"{VENUE}/papers/{paper_id}",
            filename="paper.pdf",
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
        )

        def parts() -> Iterator[intake_pb2.UploadRevisionRequest]:
            yield intake_pb2.UploadRevisionRequest(header=header)
            for at in range(0, len(data), 1 << 18):
                yield intake_pb2.UploadRevisionRequest(chunk=common_pb2.Chunk(data=data[at : at + (1 << 18)]))

        return self.intake.UploadRevision(parts(), metadata=self.metadata).revision.name

    def checks(self, revision: str) -> list[common_pb2.Check]:
        request = validation_pb2.ListChecksRequest(revision=revision)
        return list(self.validation.ListChecks(request, metadata=self.metadata).checks)

    def status(self, paper_id: str) -> intake_pb2.PaperStatus:
        request = intake_pb2.GetPaperRequest(name=f"{VENUE}/papers/{paper_id}")
        return self.intake.GetPaper(request, metadata=self.metadata).status


def until(what: Callable[[], Any], seconds: float = 40.0) -> Any:
    """The first true answer."""
    end = time.monotonic() + seconds
    while True:
        try:
            answer = what()
        except grpc.RpcError as error:
            if error.code() is not grpc.StatusCode.UNAVAILABLE:
                raise
            answer = None
        if answer:
            return answer
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def stack(module_stack_env: dict[str, str], module_start_service: Any) -> tuple[Client, Any, dict[str, str]]:
    intake = module_start_service("intake", module_stack_env)
    validation = module_start_service("validation", module_stack_env)
    client = Client(module_stack_env, intake.address, validation.address)
    client.venue()
    return client, validation, module_stack_env


TITLE = "Fault-Tolerant Benchmarks for Sparse Ontology across Facilities"


def test_upload_is_checked_and_judged_anew_when_the_record_changes(stack: Any) -> None:
    client, _, _ = stack
    client.paper("anew", "Another Title Than Printed", ["Ana van der Berg"])
    revision = client.upload("anew", (CORPUS / "ieee-ok-5.pdf").read_bytes())
    held = until(lambda: client.checks(revision))[0]
    assert (held.number, held.verdict, held.pages) == (1, HOLD, 6)
    assert {f.rule for f in held.findings if f.severity == common_pb2.SEVERITY_ERROR} == {"TXT-002"}
    until(lambda: client.status("anew").verdict == HOLD)
    client.paper("anew", TITLE, ["Ana van der Berg"])
    checks = until(lambda: found if len(found := client.checks(revision)) == 2 else None)
    assert [c.number for c in checks] == [2, 1]
    assert checks[0].verdict == PASS
    assert checks[1] == held, "a check never changes"
    status = until(lambda: s if (s := client.status("anew")).verdict == PASS else None)
    assert status.check == checks[0].name
    # Back to the first title: the first check holds again, no third one is made.
    client.paper("anew", "Another Title Than Printed", ["Ana van der Berg"])
    until(lambda: client.status("anew").check == held.name)
    assert len(client.checks(revision)) == 2


def test_record_change_that_no_rule_reads_makes_no_new_check(stack: Any) -> None:
    client, _, _ = stack
    client.paper("same", TITLE, ["Ana van der Berg"])
    revision = client.upload("same", (CORPUS / "ieee-ok-5.pdf").read_bytes())
    until(lambda: client.status("same").verdict == PASS)
    paper = common_pb2.Paper(
        id="same", title=TITLE, authors=[common_pb2.Person(name="Ana van der Berg")], abstract="New words."
    )
    client.intake.ImportPapers(
        intake_pb2.ImportPapersRequest(venue=VENUE, papers=[paper]), metadata=client.metadata
    )
    until(lambda: (s := client.status("same")).paper.abstract and s.verdict == PASS)
    until(lambda: client.checks(revision)[0].paper_version == 2)
    assert len(client.checks(revision)) == 1


def test_page_picture_with_boxes(stack: Any) -> None:
    client, _, _ = stack
    client.paper("picture", "Some Other Title", ["Ana van der Berg"])
    revision = client.upload("picture", (CORPUS / "ieee-ok-5.pdf").read_bytes())
    check = until(lambda: client.checks(revision))[0]
    assert any(f.HasField("box") and f.page == 1 for f in check.findings)
    request = validation_pb2.RenderPageRequest(revision=revision, page=1)
    png = client.validation.RenderPage(request, metadata=client.metadata).png
    assert png.startswith(b"\x89PNG")
    plain = client.validation.RenderPage(
        validation_pb2.RenderPageRequest(revision=revision, page=2), metadata=client.metadata
    ).png
    assert plain != png
    with pytest.raises(grpc.RpcError) as refused:
        client.validation.RenderPage(
            validation_pb2.RenderPageRequest(revision=revision, page=99), metadata=client.metadata
        )
    assert refused.value.code() is grpc.StatusCode.NOT_FOUND


def test_killed_in_mid_work_gives_each_revision_one_check(stack: Any) -> None:
    client, validation, env = stack
    files = ["ieee-over-7", "ieee-type3", "ieee-heavy", "ieee-truncated", "ieee-a4", "ieee-userpw"]
    revisions = []
    for number, stem in enumerate(files):
        client.paper(f"kill{number}", f"Killed {number}", ["Nobody Known"])
        revisions.append(client.upload(f"kill{number}", (CORPUS / f"{stem}.pdf").read_bytes()))
    for _ in range(2):
        time.sleep(0.3)
        validation.kill()
        validation.start()
        validation.wait_ready()
    until(lambda: all(client.checks(revision) for revision in revisions), 90)
    until(lambda: all(client.status(f"kill{n}").verdict == HOLD for n in range(len(files))))
    assert [len(client.checks(revision)) for revision in revisions] == [1] * len(files)
    with psycopg.connect(env["COLOPHON_DATABASE_URL"].replace("+psycopg", "")) as connection:
        doubles = connection.execute(
            "select revision, inputs_digest from validation.checks group by 1, 2 having count(*) > 1"
        ).fetchall()
    assert doubles == []


def test_missing_object_is_a_finding_and_nothing_waits_behind_it(stack: Any) -> None:
    client, _, env = stack
    from minio import Minio

    client.paper("gone", TITLE, ["Ana van der Berg"])
    store = Minio(
        env["COLOPHON_S3_ENDPOINT"],
        access_key=env["COLOPHON_S3_ACCESS_KEY"],
        secret_key=env["COLOPHON_S3_SECRET_KEY"],
        secure=False,
    )
    data = (CORPUS / "ieee-ok-3.pdf").read_bytes() + b"% another file\n"
    bucket = f"{env['COLOPHON_BUCKET_PREFIX']}intake"
    key = f"{VENUE}/blobs/sha256/{hashlib.sha256(data).hexdigest()[:2]}/{hashlib.sha256(data).hexdigest()}"
    # Bytes under the right key that are not the right bytes: a damaged store.
    revision_data = data
    from io import BytesIO

    wrong = bytes(len(revision_data))
    store.put_object(bucket, key, BytesIO(wrong), len(wrong))
    revision = client.upload("gone", data)
    check = until(lambda: client.checks(revision), 60)[0]
    assert check.verdict == HOLD
    assert {f.rule for f in check.findings if f.severity == common_pb2.SEVERITY_ERROR} == {"SRV-002"}
