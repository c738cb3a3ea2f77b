"""Resumable uploads, attachments and signed receipts at intake's own door, on real servers."""

from __future__ import annotations

import hashlib
import io
import random
import time
import zipfile
from collections.abc import Callable
from typing import Any

import grpc
import pytest
from tests.integration.intake_client import PDF, VENUE, IntakeClient, reason

from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1 import intake_pb2, uploads_pb2_grpc
from colophon.api.intake.v1 import uploads_pb2 as pb
from colophon.intake import receipts

AUTHOR = "venues/x/papers/p1/people/1"


class Uploads:
    """An author at intake's door, as the gateway speaks for them."""

    def __init__(self, intake: IntakeClient, env: dict[str, str]) -> None:
        self.intake, self.env = intake, env
        self.stub = uploads_pb2_grpc.UploadServiceStub(intake.channel)

    def call(self, method: str, request: Any, actor: str = AUTHOR) -> Any:
        metadata = [("authorization", f"Bearer {self.env['COLOPHON_SERVICE_TOKEN']}"), ("x-actor", actor)]
        return getattr(self.stub, method)(request, metadata=metadata, timeout=60, wait_for_ready=True)

    def open(self, paper: str, size: int, **more: Any) -> pb.Upload:
        upload = self.call("OpenUpload", pb.OpenUploadRequest(paper=paper, size=size, **more)).upload
        assert isinstance(upload, pb.Upload)
        return upload

    def append(self, name: str, offset: int, data: bytes) -> pb.Upload:
        request = pb.AppendUploadRequest(
            name=name, offset=offset, data=data, sha256=hashlib.sha256(data).hexdigest()
        )
        upload = self.call("AppendUpload", request).upload
        assert isinstance(upload, pb.Upload)
        return upload

    def send(self, paper: str, data: bytes, **more: Any) -> pb.Upload:
        return self.append(self.open(paper, len(data), **more).name, 0, data)

    def get(self, name: str, actor: str = AUTHOR) -> pb.Upload:
        upload = self.call("GetUpload", pb.GetUploadRequest(name=name), actor).upload
        assert isinstance(upload, pb.Upload)
        return upload

    def revisions(self, paper: str) -> int:
        found = self.intake.call("GetPaper", intake_pb2.GetPaperRequest(name=paper))
        return int(found.status.revisions)


@pytest.fixture(scope="module")
def settings(module_stack_env: dict[str, str]) -> dict[str, str]:
    return {
        **module_stack_env,
        "COLOPHON_UPLOAD_LIMIT": str(1 << 20),
        "COLOPHON_UNPACKED_LIMIT": str(8 << 20),
        "COLOPHON_UPLOADS_OPEN": "3",
        "COLOPHON_SWEEP_SECONDS": "0.5",
    }


@pytest.fixture(scope="module")
def service(settings: dict[str, str], module_start_service: Any) -> Any:
    return module_start_service("intake", settings)


@pytest.fixture
def uploads(service: Any, settings: dict[str, str]) -> Uploads:
    return Uploads(IntakeClient(service.address, settings), settings)


@pytest.fixture
def paper(uploads: Uploads, request: pytest.FixtureRequest) -> str:
    """A paper of a venue of the test's own."""
    venue = common_pb2.Venue()
    venue.CopyFrom(VENUE)
    venue.id = f"v{hashlib.sha256(request.node.name.encode()).hexdigest()[:12]}"
    uploads.intake.call("CreateVenue", intake_pb2.CreateVenueRequest(venue=venue))
    one = common_pb2.Paper(id="p1", title="T", authors=[common_pb2.Person(name="Ada Lovelace")])
    uploads.intake.call(
        "ImportPapers", intake_pb2.ImportPapersRequest(venue=f"venues/{venue.id}", papers=[one])
    )
    return f"venues/{venue.id}/papers/p1"


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(grpc.RpcError) as caught:
        call()
    return reason(caught.value)


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_pieces_become_a_revision_once_the_last_is_there(uploads: Uploads, paper: str) -> None:
    data = PDF + random.Random(1).randbytes(300_000)
    sha = hashlib.sha256(data).hexdigest()
    upload = uploads.open(paper, len(data), filename="ä.pdf", sha256=sha, metadata="filename w6Q=")
    assert (upload.state, upload.offset, upload.metadata) == (pb.UPLOAD_STATE_OPEN, 0, "filename w6Q=")
    assert uploads.append(upload.name, 0, data[:100_000]).offset == 100_000
    assert uploads.revisions(paper) == 0
    done = uploads.append(upload.name, 100_000, data[100_000:])
    assert (done.state, done.result) == (pb.UPLOAD_STATE_DONE, f"{paper}/revisions/1")
    assert (done.receipt.sha256, done.receipt.size, done.receipt.filename) == (sha, len(data), "ä.pdf")
    assert done.receipt.opened == upload.opened
    read = uploads.intake.stub.ReadRevision(
        intake_pb2.ReadRevisionRequest(name=done.result), metadata=uploads.intake.metadata
    )
    assert b"".join(part.chunk.data for part in read) == data
    assert uploads.get(upload.name) == done


def test_a_piece_whose_answer_was_lost_is_sent_again_and_counts_once(uploads: Uploads, paper: str) -> None:
    data = PDF + bytes(1000)
    upload = uploads.open(paper, len(data))
    for _ in range(2):
        assert uploads.append(upload.name, 0, data[:500]).offset == 500
    first = uploads.append(upload.name, 500, data[500:])
    assert uploads.append(upload.name, 500, data[500:]) == first
    assert uploads.revisions(paper) == 1


def test_a_piece_at_another_place_is_refused_with_where_the_upload_stands(
    uploads: Uploads, paper: str
) -> None:
    upload = uploads.open(paper, 2000)
    uploads.append(upload.name, 0, PDF + bytes(500))
    assert refused(lambda: uploads.append(upload.name, 100, b"x")) == "OFFSET_MISMATCH"
    assert refused(lambda: uploads.append(upload.name, 0, b"other bytes")) == "OFFSET_MISMATCH"
    assert uploads.get(upload.name).offset == len(PDF) + 500


def test_intake_killed_between_pieces_goes_on_where_it_stopped(
    uploads: Uploads, paper: str, service: Any, settings: dict[str, str]
) -> None:
    data = PDF + random.Random(2).randbytes(200_000)
    upload = uploads.open(paper, len(data), sha256=hashlib.sha256(data).hexdigest())
    uploads.append(upload.name, 0, data[:90_000])
    service.kill()
    service.start()
    service.wait_ready()
    again = Uploads(IntakeClient(service.address, settings), settings)
    assert again.get(upload.name).offset == 90_000
    assert again.append(upload.name, 90_000, data[90_000:]).state == pb.UPLOAD_STATE_DONE


@pytest.mark.parametrize(
    ("data", "more", "expected"),
    [
        (b"PK\x03\x04" + bytes(2000), {}, "NOT_A_PDF"),
        (PDF, {"sha256": "0" * 64}, "DIGEST_MISMATCH"),
        (PDF, {"kind": common_pb2.FILE_KIND_AUXILIARY}, "NOT_AN_ARCHIVE"),
        (b"PK\x05\x06" + bytes(18), {"kind": common_pb2.FILE_KIND_AUXILIARY}, "UNSAFE_ARCHIVE"),
        (b"no archive", {"kind": common_pb2.FILE_KIND_SOURCE}, "NOT_AN_ARCHIVE"),
        (b"no pdf", {"kind": common_pb2.FILE_KIND_APPENDIX}, "NOT_A_PDF"),
    ],
)
def test_a_file_that_is_refused_leaves_nothing(
    uploads: Uploads, paper: str, data: bytes, more: dict[str, Any], expected: str
) -> None:
    assert refused(lambda: uploads.send(paper, data, **more)) == expected
    status = uploads.intake.call("GetPaper", intake_pb2.GetPaperRequest(name=paper)).status
    assert (status.revisions, len(status.attachments)) == (0, 0)


def test_what_was_wrong_with_a_whole_file_is_told_again(uploads: Uploads, paper: str) -> None:
    upload = uploads.open(paper, len(PDF), sha256="0" * 64)
    assert refused(lambda: uploads.append(upload.name, 0, PDF)) == "DIGEST_MISMATCH"
    told = uploads.get(upload.name)
    assert (told.state, told.reason) == (pb.UPLOAD_STATE_REFUSED, "DIGEST_MISMATCH")
    assert refused(lambda: uploads.append(upload.name, 0, PDF)) == "DIGEST_MISMATCH"


def test_too_much_is_refused_before_a_byte_travels(uploads: Uploads, paper: str) -> None:
    assert refused(lambda: uploads.open(paper, (1 << 20) + 1)) == "TOO_LARGE"
    assert refused(lambda: uploads.open(paper, 0)) == "EMPTY_FILE"
    upload = uploads.open(paper, 10)
    assert refused(lambda: uploads.append(upload.name, 0, PDF)) == "TOO_LARGE"
    for _ in range(2):
        uploads.open(paper, 10)
    assert refused(lambda: uploads.open(paper, 10)) == "TOO_MANY_UPLOADS"
    uploads.call("CancelUpload", pb.CancelUploadRequest(name=upload.name))
    uploads.open(paper, 10)


def test_an_upload_is_its_openers_alone(uploads: Uploads, paper: str) -> None:
    upload = uploads.open(paper, 100)
    assert refused(lambda: uploads.get(upload.name, "venues/x/papers/p1/people/2")) == "UPLOAD_GONE"
    assert refused(lambda: uploads.get(f"{paper}/uploads/none")) == "UPLOAD_GONE"
    uploads.call("CancelUpload", pb.CancelUploadRequest(name=upload.name))
    assert refused(lambda: uploads.append(upload.name, 0, PDF)) == "UPLOAD_GONE"


def test_one_request_id_opens_one_upload(uploads: Uploads, paper: str) -> None:
    first = uploads.open(paper, len(PDF), request_id="one")
    assert uploads.open(paper, len(PDF), request_id="one") == first
    assert refused(lambda: uploads.open(paper, 5, request_id="one")) == "REQUEST_ID_REUSED"
    ask = pb.FindReceiptRequest(paper=paper, request_id="one")
    assert refused(lambda: uploads.call("FindReceipt", ask)) == "NOT_FOUND"
    done = uploads.append(first.name, 0, PDF)
    assert uploads.call("FindReceipt", ask).receipt == done.receipt
    assert refused(lambda: uploads.call("FindReceipt", ask, "venues/x/papers/p1/people/2")) == "NOT_FOUND"


def test_the_receipt_of_a_single_stream_is_found_by_its_request_id(uploads: Uploads, paper: str) -> None:
    done = uploads.intake.upload(paper, PDF, request_id="stream")
    ask = pb.FindReceiptRequest(paper=paper, request_id="stream")
    assert uploads.call("FindReceipt", ask, "editors/bootstrap").receipt == done.receipt


def test_what_lies_beside_a_paper_is_told_with_the_paper(uploads: Uploads, paper: str) -> None:
    data = zipped({"readme.txt": b"What this is", "data/a.csv": b"1,2\n" * 1000})
    done = uploads.send(paper, data, kind=common_pb2.FILE_KIND_AUXILIARY, filename="007aux.zip")
    assert done.result == f"{paper}/attachments/1"
    uploads.send(paper, PDF, kind=common_pb2.FILE_KIND_APPENDIX)
    bare = zipped({"x.txt": b"x"})  # once: an archive bears the time it was made
    newer = uploads.send(paper, bare, kind=common_pb2.FILE_KIND_AUXILIARY)
    again = uploads.send(paper, bare, kind=common_pb2.FILE_KIND_AUXILIARY)
    assert again.result == newer.result
    status = uploads.intake.call("GetPaper", intake_pb2.GetPaperRequest(name=paper)).status
    assert [(each.kind, each.number) for each in status.attachments] == [
        (common_pb2.FILE_KIND_APPENDIX, 2),
        (common_pb2.FILE_KIND_AUXILIARY, 3),
    ]
    assert status.revisions == 0
    found = uploads.call("GetAttachment", pb.GetAttachmentRequest(name=done.result))
    assert (found.attachment.entries, found.attachment.unpacked) == (2, 4012)
    assert found.attachment.remarks == []
    assert status.attachments[1].remarks == [
        "There is no readme.txt at its top: say there what the files are."
    ]
    listed = uploads.call("ListAttachments", pb.ListAttachmentsRequest(paper=paper)).attachments
    assert [each.number for each in listed] == [1, 2, 3]
    read = uploads.call("ReadAttachment", pb.ReadAttachmentRequest(name=done.result))
    assert b"".join(part.chunk.data for part in read) == data


def test_stale_uploads_are_swept_with_their_bytes(stack_env: dict[str, str], start_service: Any) -> None:
    env = {**stack_env, "COLOPHON_UPLOAD_HOURS": "0.0003", "COLOPHON_SWEEP_SECONDS": "0.2"}
    uploads = Uploads(IntakeClient(start_service("intake", env).address, env), env)
    [paper] = uploads.intake.venue_with_papers()
    upload = uploads.open(paper, 5000)
    uploads.append(upload.name, 0, PDF + bytes(2000))
    store = _objects(env)
    assert store("uploads/") == 1
    until = time.monotonic() + 20
    while store("uploads/") and time.monotonic() < until:
        time.sleep(0.2)
    assert store("uploads/") == 0
    assert refused(lambda: uploads.get(upload.name)) == "UPLOAD_GONE"


def _objects(env: dict[str, str]) -> Callable[[str], int]:
    from minio import Minio

    client = Minio(
        env["COLOPHON_S3_ENDPOINT"],
        access_key=env["COLOPHON_S3_ACCESS_KEY"],
        secret_key=env["COLOPHON_S3_SECRET_KEY"],
        secure=False,
    )
    bucket = f"{env['COLOPHON_BUCKET_PREFIX']}intake"
    return lambda part: sum(
        part in str(found.object_name) for found in client.list_objects(bucket, recursive=True)
    )


def test_a_finished_upload_leaves_one_object(stack_env: dict[str, str], start_service: Any) -> None:
    uploads = Uploads(IntakeClient(start_service("intake", stack_env).address, stack_env), stack_env)
    [paper] = uploads.intake.venue_with_papers()
    uploads.send(paper, PDF)
    assert (_objects(stack_env)("uploads/"), _objects(stack_env)("blobs/")) == (0, 1)


def test_receipts_are_signed_with_the_published_key(uploads: Uploads, paper: str) -> None:
    keys = [each.x for each in uploads.call("ListReceiptKeys", pb.ListReceiptKeysRequest()).keys]
    for receipt in (uploads.send(paper, PDF).receipt, uploads.intake.upload(paper, PDF + b"2").receipt):
        told = receipts.verified(receipt.signed, keys)
        assert told == receipts.facts(receipt)
        assert told["sha256"] == receipt.sha256
        assert told["received"].endswith("Z")
