"""A signed receipt proves what it says, with the published key alone."""

from __future__ import annotations

import base64
import json
import secrets
from datetime import UTC, datetime

import pytest

from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1.intake_pb2 import Receipt
from colophon.common.convert import stamp
from colophon.intake.receipts import NotGenuine, Signer, facts, jwks, thumbprint, verified

RECEIPT = Receipt(
    paper="venues/x/papers/p1",
    revision="venues/x/papers/p1/revisions/2",
    sha256="ab" * 32,
    size=7,
    received=stamp(datetime(2026, 8, 28, 12, tzinfo=UTC)),
    on_time=True,
    kind=common_pb2.FILE_KIND_PAPER,
    timing=common_pb2.TIMING_ON_TIME,
    filename="größe.pdf",
)


def signed(signer: Signer) -> str:
    made = Receipt()
    made.CopyFrom(RECEIPT)
    return signer.signed(made).signed


def test_every_fact_is_signed_and_comes_back() -> None:
    signer = Signer(secrets.token_urlsafe(32))
    told = verified(signed(signer), signer.keys)
    assert told == facts(RECEIPT)
    assert set(told) == {field.name for field in Receipt.DESCRIPTOR.fields} - {"signed"}
    assert (told["received"], told["kind"], told["size"]) == ("2026-08-28T12:00:00Z", "paper", 7)
    assert (told["timing"], told["deadline"]) == ("on_time", None), "what is absent is no fact"


def test_the_same_facts_and_key_give_the_same_signature() -> None:
    seed = secrets.token_urlsafe(32)
    assert signed(Signer(seed)) == signed(Signer(seed))


def test_a_changed_receipt_proves_nothing() -> None:
    signer = Signer(secrets.token_urlsafe(32))
    head, body, signature = signed(signer).split(".")
    told = json.loads(base64.urlsafe_b64decode(body + "=="))
    late = base64.urlsafe_b64encode(json.dumps({**told, "on_time": False}).encode()).decode().rstrip("=")
    none = (
        base64.urlsafe_b64encode(
            json.dumps(
                {"alg": "none", "kid": thumbprint(signer.keys[0]), "typ": "colophon-receipt+jws"}
            ).encode()
        )
        .decode()
        .rstrip("=")
    )
    for forged in (f"{head}.{late}.{signature}", f"{none}.{late}.", f"{head}.{body}.", "nonsense", ""):
        with pytest.raises(NotGenuine):
            verified(forged, signer.keys)


def test_another_installations_key_proves_nothing() -> None:
    with pytest.raises(NotGenuine, match="none of these keys"):
        verified(signed(Signer(secrets.token_urlsafe(32))), Signer(secrets.token_urlsafe(32)).keys)


def test_a_replaced_key_goes_on_proving() -> None:
    old = Signer(secrets.token_urlsafe(32))
    new = Signer(secrets.token_urlsafe(32), old.keys)
    assert verified(signed(old), new.keys)["size"] == 7
    assert [key["kid"] for key in jwks(new.keys)["keys"]] == [thumbprint(key) for key in new.keys]
    assert new.keys[1:] == old.keys


def test_without_a_key_nothing_is_signed() -> None:
    assert signed(Signer("")) == ""


@pytest.mark.parametrize("seed", ["short", "x" * 44, "!" * 43])
def test_a_key_that_is_none_is_refused(seed: str) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Signer(seed)
