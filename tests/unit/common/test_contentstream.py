"""Which pages can be closed, and which cannot."""

from __future__ import annotations

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array

from colophon.common.contentstream import unclosed


def left(*streams: bytes) -> int:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Contents = Array([pdf.make_stream(stream) for stream in streams])
        return unclosed(page)


@pytest.mark.parametrize(
    ("code", "open_"),
    [
        (b"", 0), (b"q Q", 0), (b"q q Q", 1), (b"Q", -1), (b"q Q Q q", -1), (b"BT ET", 0), (b"BT", -1),
        (b"BT (a q b) Tj ET", 0), (b"BT ( Q ) Tj ET q Q", 0), (b"0 0 9 9 re f", 0), (b"(half", -1),
        (b"[1 2", -1), (b"q 1 0 0 1 0 0 cm q", 2), (b"ET", 0),
    ],
)  # fmt: skip
def test_what_a_page_leaves_open(code: bytes, open_: int) -> None:
    assert left(code) == open_


def test_streams_of_a_page_are_one() -> None:
    assert left(b"q", b"Q") == 0
    assert left(b"q", b"q Q") == 1


@given(st.lists(st.sampled_from([b"q", b"Q", b"BT ET", b"(q Q)Tj", b"0 g"]), max_size=12))
def test_the_quick_look_and_the_parser_agree(words: list[bytes]) -> None:
    depth = low = 0
    for word in words:
        depth += {b"q": 1, b"Q": -1}.get(word, 0)
        low = min(low, depth)
    assert left(b" ".join(words)) == (-1 if low < 0 else depth)
