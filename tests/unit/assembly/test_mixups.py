"""Files under the wrong paper are named; those that only look alike are not."""

from __future__ import annotations

from pathlib import Path

from colophon.assembly.domain.inputs import PaperInput
from colophon.assembly.domain.mixups import mixed_up, same_file
from colophon.common.domain.venue import Paper

WORDS = "A study of many things that are said here at some length. " * 8


def item(pid: str, title: str, sha256: str = "") -> PaperInput:
    return PaperInput(Paper(pid, title, ()), Path("x"), sha256 or pid)


ONE, TWO = item("p1", "Scalable Training of Models"), item("p2", "Calibrated Answers from Models")


def test_the_same_bytes_are_one_file() -> None:
    found = same_file([ONE, item("p3", "X", "p1")])
    assert [(row.paper, "p1" in row.reason) for row in found] == [("p3", True)]
    assert same_file([ONE, TWO]) == ()


def test_the_same_words_are_one_text_however_they_are_set() -> None:
    texts = {"p1": f"{ONE.paper.title} {WORDS}", "p2": f"SCALABLE TRAIN-\ning of models{WORDS.upper()}"}
    assert [row.reason.split(" “")[0] for row in mixed_up([ONE, TWO], texts)] == [
        "the same text as p1",
        "its first page bears the title of p1",
    ]


def test_files_shifted_by_one_are_named_by_the_titles_they_bear() -> None:
    texts = {"p1": f"{TWO.paper.title} by Ada {WORDS}", "p2": f"{ONE.paper.title} by Bo {WORDS} more"}
    assert [(row.paper, row.reason.split("title of ")[1][:2]) for row in mixed_up([ONE, TWO], texts)] == [
        ("p1", "p2"),
        ("p2", "p1"),
    ]
    assert all(row.remedy for row in mixed_up([ONE, TWO], texts))


def test_own_titles_and_citations_of_others_are_no_mix_up() -> None:
    texts = {
        "p1": f"{ONE.paper.title} by Ada {WORDS} as {TWO.paper.title} showed",
        "p2": f"{TWO.paper.title} by Bo {WORDS} else",
    }
    assert mixed_up([ONE, TWO], texts) == ()
    assert mixed_up([ONE, TWO], {"p1": "", "p2": ""}) == ()
