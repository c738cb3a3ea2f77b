"""Receipts that prove themselves: a JSON Web Signature (RFC 7515) by Ed25519 (RFC 8037) over all their facts.

Signed when it is answered: the same facts and key give the same signature, so none is stored. A key that has
been replaced stays published and goes on proving what it signed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable
from typing import Any

import jwt
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from google.protobuf.timestamp_pb2 import Timestamp

from colophon.api.intake.v1.intake_pb2 import Receipt
from colophon.common.convert import moment, word
from colophon.common.domain.times import utc
from colophon.intake.settings import Settings

log = structlog.get_logger(__name__)

TYPE = "colophon-receipt+jws"
_BYTES = 32


class NotGenuine(ValueError):
    """A receipt that proves nothing, and why."""


class Signer:
    """Signs with one key, or not at all; knows the public halves of those before it."""

    def __init__(self, seed: str, former: Iterable[str] = ()) -> None:
        """``seed`` (may be empty), ``former`` public keys: 32 bytes each in base64. Raises ValueError."""
        self._key = Ed25519PrivateKey.from_private_bytes(_unpacked(seed)) if seed else None
        self.keys = [_packed(_unpacked(each)) for each in former]
        """Public keys in base64url, the one that signs first."""
        if self._key is not None:
            own = _packed(self._key.public_key().public_bytes_raw())
            self.keys = [own, *(each for each in self.keys if each != own)]

    def signed(self, receipt: Receipt) -> Receipt:
        """The same receipt with ``signed``."""
        if self._key is not None:
            head = {"kid": thumbprint(self.keys[0]), "typ": TYPE}
            receipt.signed = jwt.encode(facts(receipt), self._key, algorithm="EdDSA", headers=head)
        return receipt


def signer(settings: Settings) -> Signer:
    """The installation's; raises ValueError for a key that is none."""
    former = filter(None, (each.strip() for each in settings.receipt_keys_former.split(",")))
    made = Signer(settings.receipt_key.get_secret_value(), former)
    if not settings.receipt_key.get_secret_value():
        log.warning("receipts are not signed: set COLOPHON_RECEIPT_KEY (openssl rand -base64 32)")
    return made


def facts(receipt: Receipt) -> dict[str, Any]:
    """Every field but the signature: moments in RFC 3339, UTC, enums as words, None for what is absent."""
    told: dict[str, Any] = {}
    for field in receipt.DESCRIPTOR.fields:
        value = getattr(receipt, field.name)
        if field.name == "signed":
            continue
        if field.has_presence and not receipt.HasField(field.name):
            value = None
        elif isinstance(value, Timestamp):
            value = utc(moment(value))
        elif field.enum_type is not None:
            value = word(field.enum_type, value) or None
        told[field.name] = value
    return told


def verified(signed: str, keys: Iterable[str]) -> dict[str, Any]:
    """The facts of a signed receipt; raises NotGenuine unless one of these public keys signed it."""
    try:
        head = jwt.get_unverified_header(signed)
        known = {thumbprint(each): each for each in keys}
        key = known.get(str(head.get("kid")))
        if head.get("typ") != TYPE:
            raise NotGenuine("this is no receipt of Colophon")
        if key is None:
            raise NotGenuine("it was signed with none of these keys")
        public = Ed25519PublicKey.from_public_bytes(_unpacked(key))
        told: dict[str, Any] = jwt.decode(signed, public, algorithms=["EdDSA"])
    except (jwt.PyJWTError, ValueError) as error:
        if isinstance(error, NotGenuine):
            raise
        raise NotGenuine("the signature does not fit: the receipt was changed or is not whole") from error
    return told


def jwks(keys: Iterable[str]) -> dict[str, Any]:
    """Public keys as a JSON Web Key Set (RFC 7517)."""
    return {
        "keys": [
            {"kty": "OKP", "crv": "Ed25519", "x": each, "kid": thumbprint(each), "alg": "EdDSA", "use": "sig"}
            for each in keys
        ]
    }


def thumbprint(key: str) -> str:
    """Of a public key in base64url: RFC 7638."""
    member = json.dumps({"crv": "Ed25519", "kty": "OKP", "x": key}, separators=(",", ":"), sort_keys=True)
    return _packed(hashlib.sha256(member.encode()).digest())


def _packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _unpacked(text: str) -> bytes:
    plain = text.strip().rstrip("=").replace("+", "-").replace("/", "_")
    try:
        data = base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
    except binascii.Error:
        data = b""
    if len(data) != _BYTES:
        raise ValueError(f"a key must be {_BYTES} bytes in base64")
    return data
