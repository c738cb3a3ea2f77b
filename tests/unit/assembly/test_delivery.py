"""The profile says which file of a paper is delivered."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from colophon.assembly.build import BuildOutputs, assemble
from colophon.assembly.domain.inputs import BuildInputs
from colophon.common.domain.profile import Limits


def made(inputs: BuildInputs, folder: Path, **more: object) -> BuildOutputs:
    return assemble(dataclasses.replace(inputs, profile=dataclasses.replace(inputs.profile, **more)), folder)


@pytest.mark.parametrize("mode", ["stamped", "certified", "both"])
def test_the_file_that_is_delivered(inputs: BuildInputs, tmp_path: Path, mode: str) -> None:
    built = made(inputs, tmp_path / "out", delivery=mode)
    own = {item.paper.id: item.path.read_bytes() for item in inputs.papers}
    for paper, data in own.items():
        assert ((built.folder / f"papers/{paper}.pdf").read_bytes() == data) == (mode == "certified")
        certified = built.folder / f"certified/{paper}.pdf"
        assert certified.exists() == (mode == "both")
        assert not certified.exists() or certified.read_bytes() == data
    assert all((built.folder / file.path).stat().st_size == file.size for file in built.files)
    assert [item.path.read_bytes() for item in inputs.papers] == list(own.values())


def test_a_paper_that_stamps_make_too_large_is_told(inputs: BuildInputs, tmp_path: Path) -> None:
    built = made(inputs, tmp_path / "out", limits=Limits(max_bytes=500))
    assert {warned.paper for warned in built.warnings} == {"p1", "p2", "p3"}
    assert made(inputs, tmp_path / "more", limits=Limits(max_bytes=5_000_000)).warnings == ()
