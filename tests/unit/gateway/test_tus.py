"""The words of the upload protocol: what senders may write, and what is told where they err."""

from __future__ import annotations

import base64
import contextlib
import hashlib
from typing import Any

import pytest
from fastapi import Request
from hypothesis import given
from hypothesis import strategies as st

from colophon.common.domain.problems import Problem, Reason
from colophon.gateway import tus


def request(**headers: str) -> Request:
    told = [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {"type": "http", "method": "PATCH", "path": "/", "headers": told}
    return Request(scope)


def written(words: dict[str, str]) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in words.items())


KEYS = st.text(
    st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=","), min_size=1, max_size=30
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)


@given(st.dictionaries(KEYS, TEXT, max_size=5))
def test_metadata_comes_back_as_it_was_written(words: dict[str, str]) -> None:
    assert tus.metadata(written(words)) == words


@given(st.text(max_size=60))
def test_any_metadata_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(Problem):
        assert tus.metadata(text) is not None


def test_a_key_may_stand_without_a_value_but_not_twice() -> None:
    assert tus.metadata("draft, filename YQ==") == {"draft": "", "filename": "a"}
    for wrong in ("a YQ==,a YQ==", "a !", "a /w==", "ä YQ=="):
        with pytest.raises(Problem):
            tus.metadata(wrong)


@pytest.mark.parametrize("name", tus.ALGORITHMS)
def test_a_checksum_of_every_algorithm_that_is_announced(name: str) -> None:
    digest = hashlib.new(name, b"bytes").digest()
    told = f"{name} {base64.b64encode(digest).decode()}"
    assert tus.checksum(request(Upload_Checksum=told)) == (name, digest)
    with pytest.raises(Problem):
        tus.checksum(request(Upload_Checksum=told[:-4]))


def test_other_checksums_are_refused_and_none_is_none() -> None:
    assert tus.checksum(request()) is None
    for wrong in ("crc32 AAAAAA==", "sha1", "", "sha256 !"):
        with pytest.raises(Problem):
            tus.checksum(request(Upload_Checksum=wrong))


@pytest.mark.parametrize("given_number", ["", "-1", "1.5", "1e3", "٣", "9" * 18, " 1"])
def test_a_number_of_bytes_is_one(given_number: str) -> None:
    with pytest.raises(Problem) as caught:
        tus.number(
            Request({"type": "http", "headers": [(b"upload-offset", given_number.encode())]}), "Upload-Offset"
        )
    assert caught.value.reason is Reason.INVALID_ARGUMENT
