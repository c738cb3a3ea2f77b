"""The truths about page limits that fool checkers: limit five, columns before headings."""

from __future__ import annotations

import pytest
from sheets import Sheets, errors, found, judged, sound

AD = "Artifact Description (AD)"


def pages_of(sheets: Sheets) -> tuple[int | None, str]:
    """Content pages, and the first letter of what each page counts as."""
    judgement = judged(sheets.facts())
    return judgement.content_pages, " ".join(kind.value for _, kind in judgement.pages)


def over(sheets: Sheets) -> bool:
    return "PGS-001" in errors(judged(sheets.facts()))


def test_a_sound_paper_has_no_finding_louder_than_info() -> None:
    judgement = judged(sound().facts())
    assert [f for f in judgement.findings if f.severity != "info"] == []
    assert judgement.content_pages == 5


def test_references_on_their_own_page() -> None:
    sheets = Sheets().body(5).next_page().references()
    assert pages_of(sheets) == (5, "body body body body body references")
    assert not over(sheets)


def test_references_from_the_middle_of_page_five() -> None:
    assert pages_of(Sheets().body(5, 60).references(count=40)) == (5, "body body body body body references")


def test_six_pages_of_body() -> None:
    sheets = Sheets().body(6).next_page().references()
    assert over(sheets)
    assert pages_of(sheets)[0] == 6


def test_six_of_body_with_references_in_the_middle_of_page_six() -> None:
    sheets = Sheets().body(6, 4).references()
    assert over(sheets)
    finding = found(judged(sheets.facts()), "PGS-001")[0]
    assert (finding.page, finding.box is not None) == (6, True)


def test_references_at_the_head_of_page_six_beside_nothing() -> None:
    assert not over(Sheets().body(5, 90).next_page().references())


@pytest.mark.parametrize(
    "heading", [AD, "Appendix: Artifact Description/Artifact Evaluation", "Artifact Description"]
)
def test_artifact_description_before_references(heading: str) -> None:
    sheets = (
        Sheets().body(5).next_page().line(heading, 12.0, 1, centred=True).text(20).next_page().references()
    )
    assert pages_of(sheets) == (5, "body body body body body ad references")


def test_references_and_artifact_description_on_one_page() -> None:
    sheets = Sheets().body(5).next_page().references(count=6).line(AD, 12.0, 1, centred=True, gap=20).text(12)
    assert pages_of(sheets) == (5, "body body body body body references")
    assert not over(sheets)


def test_no_heading_above_the_list_asks_the_editor() -> None:
    judgement = judged(Sheets().body(5).references("").facts())
    assert "PGS-005" in errors(judgement)
    assert "PGS-001" not in errors(judgement)


@pytest.mark.parametrize(
    "heading",
    [
        "References",
        "REFERENCES",
        "R EFERENCES",
        "7 References",
        "VII. REFERENCES",
        "Bibliography",
        "References and Notes",
    ],
)
def test_headings_of_the_list(heading: str) -> None:
    assert pages_of(Sheets().body(5).references(heading))[0] == 5


def test_numbered_artifact_description_asks() -> None:
    sheets = (
        Sheets()
        .body(5)
        .next_page()
        .line("7 Artifact Description", 10.0, 1, centred=True)
        .text(20)
        .references()
    )
    judgement = judged(sheets.facts())
    assert judgement.content_pages is None
    assert "An editor decides" in found(judgement, "PGS-001")[0].message


def test_numbered_artifact_description_within_the_limit_asks_nobody() -> None:
    sheets = (
        Sheets()
        .body(3)
        .next_page()
        .line("7 Artifact Description", 10.0, 1, centred=True)
        .text(20)
        .references()
    )
    assert not over(sheets)


def test_words_in_the_text_are_no_headings() -> None:
    sheets = Sheets().front().heading("I. Introduction").text(20)
    sheets.line("References", font=1, indent=10).text(3).line(
        "Appendix A of the cited report tells more."
    ).text(3)
    sheets.line("References to shared data").fill_to(6, 3).references()
    assert over(sheets)


def test_acknowledgement_behind_the_conclusion_counts() -> None:
    sheets = Sheets().body(5, 109)
    while len(sheets.pages) == 5:
        sheets.text(1)
    assert over(sheets.heading("Acknowledgments").text(3).references())


def test_several_appendices_behind_the_references() -> None:
    sheets = Sheets().body(5).references()
    for letter in "ABC":
        sheets.next_page().heading(f"Appendix {letter}: Proofs").text(90)
    assert pages_of(sheets) == (5, "body body body body body appendix appendix appendix")


def test_appendix_before_the_references() -> None:
    sheets = Sheets().body(5).heading("Appendix").fill_to(7).references()
    assert pages_of(sheets) == (5, "body body body body body appendix references")


def test_figure_of_the_body_on_a_page_of_references() -> None:
    sheets = Sheets().front().heading("I. Introduction").line("As Fig. 3 shows, it scales.").fill_to(5, 90)
    sheets.references(count=30)
    assert len(sheets.pages) == 6
    sheets.line("Fig. 3. Scaling of the kernel.", 8.0)
    judgement = judged(sheets.facts())
    assert judgement.content_pages == 6
    assert found(judgement, "PGS-004")
    assert "PGS-001" in errors(judgement)


def test_body_section_behind_the_references_counts() -> None:
    sheets = Sheets().body(5).references()
    sheets.next_page().heading("III. Further Results").text(30)
    judgement = judged(sheets.facts())
    assert found(judgement, "PGS-002")
    assert "PGS-001" in errors(judgement)


def test_venue_sets_its_own_limit() -> None:
    facts = Sheets().body(6).references().facts()
    assert "PGS-001" in errors(judged(facts))
    assert "PGS-001" not in errors(judged(facts, page_limit=6))


def test_lines_in_any_order_read_the_same() -> None:
    facts = sound().facts()
    from sheets import edited

    for page in facts.pages:
        facts = edited(facts, page.number, lines=tuple(sorted(page.lines, key=lambda x: x.text)))
    assert judged(facts).content_pages == 5


def test_numbered_section_on_appendices_is_a_section() -> None:
    sheets = Sheets().front().heading("I. Introduction").fill_to(3)
    sheets.heading("II. Appendices").text(10).heading("III. Discussion").fill_to(6, 4).references()
    judgement = judged(sheets.facts())
    assert judgement.content_pages == 6
    assert "PGS-001" in errors(judgement)
    assert not found(judgement, "PGS-002")
