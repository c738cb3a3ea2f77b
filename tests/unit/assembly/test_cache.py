"""Steps are done once: what changed is done again, what was cut off goes on, what is damaged is made anew."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import pytest

from colophon.assembly.build import BuildOutputs, StepEvent, assemble
from colophon.assembly.cache import Cache, key
from colophon.assembly.domain.inputs import BuildInputs


def built(inputs: BuildInputs, out: Path, cache: Path) -> tuple[BuildOutputs, dict[str, tuple[int, int]]]:
    """The build and, for each step, (kept, done)."""
    steps: dict[str, tuple[int, int]] = {}

    def told(event: StepEvent) -> None:
        steps[event.step] = (event.cached, event.total)

    return assemble(inputs, out, told, cache=cache, prove=True), steps


def sums(made: BuildOutputs) -> list[tuple[str, str]]:
    return [(file.path, file.sha256) for file in made.files]


def corrected(inputs: BuildInputs, number: int) -> BuildInputs:
    """One paper with other bytes and as many pages."""
    item = inputs.papers[number]
    path = item.path.with_suffix(".new.pdf")
    path.write_bytes(item.path.read_bytes() + b"%% corrected\n")
    new = dataclasses.replace(item, path=path, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    return dataclasses.replace(inputs, papers=(*inputs.papers[:number], new, *inputs.papers[number + 1 :]))


def test_the_same_build_again_does_nothing(inputs: BuildInputs, tmp_path: Path) -> None:
    first, cold = built(inputs, tmp_path / "one", tmp_path / "cache")
    second, warm = built(inputs, tmp_path / "two", tmp_path / "cache")
    assert {kept for kept, _ in cold.values()} == {0}
    again = {step: (kept, total) for step, (kept, total) in warm.items() if kept != total}
    assert set(again) == {"plan", "editions"}
    assert again["editions"] == (2, 3)
    assert sums(first) == sums(second)


def test_one_corrected_paper_is_the_only_one_stamped(inputs: BuildInputs, tmp_path: Path) -> None:
    built(inputs, tmp_path / "one", tmp_path / "cache")
    new = corrected(inputs, 1)
    warm, steps = built(new, tmp_path / "two", tmp_path / "cache")
    assert (steps["read"], steps["papers"], steps["prove"]) == ((2, 3), (2, 3), (2, 3))
    assert (steps["matter"], steps["citations"], steps["volume"]) == ((1, 1), (1, 1), (0, 1))
    assert sums(warm) == sums(assemble(new, tmp_path / "cold"))


class Killed(BaseException):
    """As a process ends: nothing of the build's own runs after it."""


@pytest.mark.parametrize("step", ["read", "matter", "papers", "citations", "volume", "verify"])
def test_a_build_cut_off_after_any_step_goes_on_where_it_was(
    inputs: BuildInputs, tmp_path: Path, step: str
) -> None:
    def cut(event: StepEvent) -> None:
        if event.step == step and event.state == "done":
            raise Killed

    with pytest.raises(Killed):
        assemble(inputs, tmp_path / "cut", cut, cache=tmp_path / "cache", prove=True)
    assert not (tmp_path / "cut").exists()
    after, steps = built(inputs, tmp_path / "after", tmp_path / "cache")
    assert steps[step][0] == steps[step][1]
    assert sums(after) == sums(assemble(inputs, tmp_path / "whole"))


def test_damaged_entries_are_made_again(inputs: BuildInputs, tmp_path: Path) -> None:
    first, _ = built(inputs, tmp_path / "one", tmp_path / "cache")
    for entry in (tmp_path / "cache").glob("??/*"):
        data = entry.read_bytes()
        entry.unlink()
        entry.write_bytes(data[: len(data) // 2])
    again, steps = built(inputs, tmp_path / "two", tmp_path / "cache")
    assert {kept for kept, _ in steps.values()} == {0}
    assert sums(first) == sums(again)


def test_what_was_longest_unused_goes_first(tmp_path: Path) -> None:
    import os

    cache = Cache(tmp_path / "cache")
    file = tmp_path / "file"
    file.write_bytes(b"x" * 1000)
    for number in range(3):
        cache.put(key(number), {"n": number}, file)
        entry = next((tmp_path / "cache").glob(f"??/{key(number)}.json"))
        os.utime(entry, (number, number))
    assert cache.get(key(0), tmp_path / "got") == {"n": 0}
    cache.prune(2500)
    assert [cache.get(key(number)) for number in range(3)] == [{"n": 0}, None, {"n": 2}]


def test_papers_that_are_no_longer_there_leave_the_folder(inputs: BuildInputs, tmp_path: Path) -> None:
    assemble(inputs, tmp_path / "out")
    assemble(dataclasses.replace(inputs, papers=inputs.papers[:2]), tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out/papers").iterdir()) == ["p1.pdf", "p3.pdf"]
