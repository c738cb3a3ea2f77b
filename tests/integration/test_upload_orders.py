"""Whatever the order of pieces, repeats, cuts and restarts: one file arrives whole, or nothing does."""

from __future__ import annotations

import hashlib
from typing import Any

import grpc
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.integration.intake_client import PDF, IntakeClient, reason
from tests.integration.test_uploads import Uploads

from colophon.api.intake.v1 import uploads_pb2 as pb

SIZE = 4000
DATA = PDF + hashlib.shake_256(b"paper").digest(SIZE - len(PDF))


@pytest.fixture(scope="module")
def uploads(module_stack_env: dict[str, str], module_start_service: Any) -> Uploads:
    env = {**module_stack_env, "COLOPHON_UPLOADS_OPEN": "1000"}
    return Uploads(IntakeClient(module_start_service("intake", env).address, env), env)


@pytest.fixture(scope="module")
def paper(uploads: Uploads) -> str:
    [made] = uploads.intake.venue_with_papers()
    return made


WHERE = st.sampled_from(["there", "before", "again", "beyond"])
# Where a sender believes the upload to stand, how much it sends, whether its bytes are damaged on the way.
STEP = st.tuples(WHERE, st.integers(1, 1800), st.booleans())


def _answer(uploads: Uploads, name: str, start: int, data: bytes, sha256: str) -> int | str:
    """The offset after a piece, or why it was refused."""
    request = pb.AppendUploadRequest(name=name, offset=start, data=data, sha256=sha256)
    try:
        return int(uploads.call("AppendUpload", request).upload.offset)
    except grpc.RpcError as error:
        return reason(error)


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEP, max_size=12))
def test_any_order_of_pieces_gives_the_file_or_nothing(
    uploads: Uploads, paper: str, steps: list[tuple[str, int, bool]]
) -> None:
    before = uploads.revisions(paper)
    upload = uploads.open(paper, SIZE, sha256=hashlib.sha256(DATA).hexdigest())
    offset, last = 0, (0, 0)
    for where, count, damaged in steps:
        start, end = {
            "there": (offset, offset + count),
            "before": (max(0, offset - count), max(0, offset - count) + count),
            "again": last,
            "beyond": (offset + count, offset + 2 * count),
        }[where]
        piece = DATA[start : min(end, SIZE)]
        if not piece:
            continue
        sha = hashlib.sha256(piece).hexdigest()
        sent = bytes([piece[0] ^ 1]) + piece[1:] if damaged else piece
        repeated = (start, start + len(piece)) == last
        answer = _answer(uploads, upload.name, start, sent, sha)
        if damaged:
            assert answer == "CHECKSUM_MISMATCH"
        elif start != offset and not repeated:
            assert answer == "OFFSET_MISMATCH"
        else:
            offset, last = max(offset, start + len(piece)), (start, start + len(piece))
            assert answer == offset
    found = uploads.get(upload.name)
    assert (found.offset, found.state == pb.UPLOAD_STATE_DONE) == (offset, offset == SIZE)
    while offset < SIZE:
        offset = uploads.append(upload.name, offset, DATA[offset : offset + 1500]).offset
    done = uploads.get(upload.name)
    assert done.receipt.sha256 == hashlib.sha256(DATA).hexdigest()
    # The same bytes as the newest revision are that revision.
    assert uploads.revisions(paper) == max(before, 1)


def test_two_senders_at_once_make_one_file(uploads: Uploads, paper: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    data = PDF + bytes(20_000)
    upload = uploads.open(paper, len(data))
    refused: list[str] = []

    def send(step: int) -> None:
        offset = 0
        while offset < len(data):
            try:
                offset = uploads.append(upload.name, offset, data[offset : offset + step]).offset
            except grpc.RpcError as error:
                refused.append(reason(error))
                offset = uploads.get(upload.name).offset

    with ThreadPoolExecutor() as pool:
        for sender in [pool.submit(send, step) for step in (3000, 4100, 5300)]:
            sender.result()
    assert set(refused) <= {"OFFSET_MISMATCH"}
    done = uploads.get(upload.name)
    assert done.receipt.sha256 == hashlib.sha256(data).hexdigest()
    assert done.result == f"{paper}/revisions/{uploads.revisions(paper)}"
