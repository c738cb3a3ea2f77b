# ruff: noqa: E501 - a table of cases, one a line
"""Each rule fires on the defect it is for, and on nothing of a sound paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from appendices import appendix
from sheets import (
    AUTHORS,
    RIGHTS,
    TITLE,
    Sheets,
    edited,
    errors,
    found,
    judged,
    plain,
    sound,
    with_line,
)

from colophon.common import profiles
from colophon.common.domain.profile import Profile
from colophon.validation.domain.facts import (
    Action,
    Annotation,
    Facts,
    Font,
    Image,
    Mark,
    Metadata,
    Page,
    Span,
    Typeface,
)
from colophon.validation.domain.judge import Judgement
from colophon.validation.domain.rules.catalogue import HOOKS, RULES

IEEE = profiles.load("ieee-sc26")
BASE = sound().facts()
AD = appendix().facts()


def policy(**more: object) -> Profile:
    return replace(IEEE, policy=replace(IEEE.policy, **more))  # type: ignore[arg-type]


def facts(**more: object) -> Judgement:
    return judged(replace(BASE, **more))  # type: ignore[arg-type]


def page_one(**more: object) -> Judgement:
    return judged(edited(BASE, 1, **more))


def line(text: str, number: int = 2, **more: object) -> Judgement:
    return judged(with_line(BASE, number, plain(text, **more)))  # type: ignore[arg-type]


def font(**more: object) -> Judgement:
    base = Font("ABCDEF+Arial", "TrueType", True, True, True, (2,))
    return facts(fonts=(*BASE.fonts, replace(base, **more)))  # type: ignore[arg-type]


def faces(*many: Typeface) -> Judgement:
    return facts(typefaces=many)


def front(**more: object) -> Judgement:
    sheets = Sheets().front(**more)  # type: ignore[arg-type]
    return judged(sheets.heading("I. Introduction").fill_to(3).references().facts())


def ad(**more: object) -> Judgement:
    return judged(appendix(**more).facts())  # type: ignore[arg-type]


def shrunk(by: float) -> Facts:
    """Body text in smaller type on every page."""
    out = BASE
    for page in BASE.pages:
        lines = tuple(replace(x, size=round(x.size * by, 1)) for x in page.lines)
        out = edited(out, page.number, lines=lines)
    return out


def squeezed() -> Facts:
    """Lines closer together."""
    out = BASE
    for page in BASE.pages:
        lines = tuple(replace(x, baseline=738 - (738 - x.baseline) * 0.8) for x in page.lines)
        out = edited(out, page.number, lines=lines)
    return out


def one_column() -> Facts:
    wide = (49.0, 563.0)
    out = BASE
    for page in BASE.pages:
        lines = tuple(
            replace(x, box=(wide[0], x.box[1], wide[1], x.box[3]))
            for x in page.lines
            if x.box[0] < 300 or page.number == 1
        )
        out = edited(out, page.number, lines=lines)
    return out


def numbered_pages() -> Facts:
    out = BASE
    for page in BASE.pages:
        out = with_line(out, page.number, plain(str(page.number), (300, 40, 306, 48)))
    return out


def numbered_lines(pages: int = 5) -> Facts:
    out = BASE
    for page in BASE.pages[:pages]:
        lines = tuple(plain(str(n), (20, 700 - 12 * n, 30, 708 - 12 * n), 6.0) for n in range(1, 40))
        out = edited(out, page.number, lines=(*page.lines, *lines))
    return out


def running_heads() -> Facts:
    out = BASE
    for page in BASE.pages:
        out = with_line(out, page.number, plain("Journal of Things, vol. 3", (200, 762, 400, 770)))
    return out


def turned(angle: int) -> Facts:
    return edited(BASE, 2, rotate=angle)


def last_page_uneven() -> Facts:
    sheets = Sheets().body(3).references().next_page().references("", 30)
    sheets.next_column()
    for n in range(14):
        sheets.line(f"A title of a work of some length, {n}, pp. 1–9, in", 8.0)
    return sheets.facts()


def overfull() -> Facts:
    return with_line(BASE, 2, plain("A word that runs far out of its column here", (60, 90, 330, 97)))


CASES: dict[str, Callable[[], Judgement]] = {
    "PDF-001": lambda: judged(Facts(problem="not-pdf", after_eof=0)),
    "PDF-002": lambda: judged(Facts(problem="damaged", header="1.5", after_eof=0)),
    "PDF-003": lambda: facts(after_eof=5000),
    "PDF-004": lambda: facts(size=4_000_001),
    "PDF-005": lambda: facts(encrypted=True),
    "PDF-006": lambda: facts(version="1.2"),
    "PDF-007": lambda: facts(portfolio=True),
    "PDF-008": lambda: facts(actions=(Action("JavaScript", "field"),)),
    "PDF-009": lambda: facts(actions=(Action("AdditionalActions", "page", 2),)),
    "PDF-010": lambda: facts(actions=(Action("SubmitForm", "annotation", 2),)),
    "PDF-011": lambda: facts(annotations=(Annotation("Screen", 1),)),
    "PDF-012": lambda: facts(attachments=("data.csv",)),
    "PDF-013": lambda: facts(form_fields=2),
    "PDF-014": lambda: facts(signatures=1, form_fields=1),
    "PDF-015": lambda: facts(annotations=(Annotation("Highlight", 3, (1, 1, 9, 9)),)),
    "PDF-016": lambda: judged(replace(BASE, annotations=(Annotation("Link", 1),)), policy(links="warning")),
    "PDF-017": lambda: judged(replace(BASE, outlines=4), policy(bookmarks="warning")),
    "PDF-018": lambda: facts(hidden_layers=1),
    "PDF-019": lambda: judged(turned(90)),
    "PDF-020": lambda: facts(external_streams=1),
    "PDF-021": lambda: facts(postscript=1),
    "PDF-022": lambda: judged(Facts(problem="unprocessable", detail="no answer", after_eof=0)),
    "PDF-023": lambda: judged(BASE, filename="mon papier été.pdf"),
    "PDF-026": lambda: facts(metadata=Metadata(title=TITLE)),
    "PDF-027": lambda: judged(replace(BASE, pages=(*BASE.pages, Page(6, 612, 792, BASE.pages[0].media, BASE.pages[0].crop, blank=True)), page_count=6)),
    "PDF-028": lambda: facts(unclosed_pages=(2,)),
    "FNT-001": lambda: font(embedded=False),
    "FNT-002": lambda: font(subset=False),
    "FNT-003": lambda: font(kind="Type3"),
    "FNT-004": lambda: faces(Typeface("NimbusRomNo9L-Regu", 9000, 900)),
    "FNT-005": lambda: faces(Typeface("Arial", 9000), Typeface("NimbusRomNo9L-Regu", 100)),
    "FNT-006": lambda: faces(Typeface("CMR10", 9000), Typeface("CMBX10", 100)),
    "FNT-007": lambda: font(embedded=False, collection="Adobe-Japan1"),
    "FNT-008": lambda: judged(shrunk(0.85)),
    "FNT-009": lambda: judged(squeezed()),
    "FNT-010": lambda: judged(edited(BASE, 2, lines=(*BASE.pages[1].lines, *[plain("label", (350, y, 360, y + 2), 2.5) for y in (300, 310, 320)]))),
    "FNT-011": lambda: font(licence=2),
    "GEO-001": lambda: judged(replace(BASE, pages=tuple(replace(p, width=595.3, height=841.9) for p in BASE.pages))),
    "GEO-002": lambda: judged(edited(BASE, 3, width=500.0)),
    "GEO-003": lambda: judged(one_column()),
    "GEO-004": lambda: judged(edited(BASE, 2, lines=tuple(replace(x, box=(x.box[0] - 20, x.box[1], x.box[2] + 20, x.box[3])) for x in BASE.pages[1].lines))),
    "GEO-005": lambda: judged(edited(BASE, 2, marks=(Mark("path", (300, 300, 700, 302)),))),
    "GEO-006": lambda: judged(edited(BASE, 2, marks=(Mark("image", (100, 20, 200, 40)),))),
    "GEO-007": lambda: judged(numbered_pages()),
    "GEO-008": lambda: judged(numbered_lines()),
    "GEO-009": lambda: judged(last_page_uneven()),
    "GEO-010": lambda: judged(overfull()),
    "PGS-001": lambda: judged(Sheets().body(6).references().facts()),
    "PGS-002": lambda: judged(Sheets().body(3).references().next_page().heading("III. More Results").text(30).facts()),
    "PGS-003": lambda: judged(Sheets().body(3).heading("Appendix").text(30).references().facts()),
    "PGS-004": lambda: judged(
        Sheets().front().heading("I. Introduction").line("As Fig. 3 shows.").fill_to(3, 90).references(count=30)
        .line("Fig. 3. Scaling of it.", 8.0).facts()
    ),
    "PGS-005": lambda: judged(Sheets().body(4).facts()),
    "PGS-006": lambda: judged(Sheets().front().heading("I. Introduction").text(30).references(count=5).facts()),
    "PGS-007": lambda: judged(BASE, replace(IEEE, limits=replace(IEEE.limits, total_pages=3))),
    "TXT-001": lambda: judged(replace(BASE, pages=tuple(replace(p, lines=(), marks=(Mark("image", (50, 80, 560, 740)),)) for p in BASE.pages))),
    "TXT-002": lambda: judged(BASE, title="A Study of Something Else"),
    "TXT-003": lambda: judged(BASE, authors=(*AUTHORS, "Grace Hopper")),
    "TXT-004": lambda: front_with_other_affiliation(),
    "TXT-005": lambda: judged(without("Abstract—")),
    "TXT-006": lambda: front(title=TITLE.upper()),
    "TXT-007": lambda: facts(metadata=replace(BASE.metadata, title="Microsoft Word - final.docx")),
    "TXT-008": lambda: facts(metadata=replace(BASE.metadata, xmp_title="Another")),
    "TXT-009": lambda: line("as Section ?? shows in detail"),
    "TXT-010": lambda: judged(Sheets().front().heading("I. Introduction").text(20).heading("II. Design of It").text(20).heading("II. Design of It").fill_to(3).references().facts()),
    "TXT-011": lambda: declared(BASE, ai_use="yes, for the abstract"),
    "TXT-012": lambda: judged(Sheets().body(3).references().facts()),
    "TXT-013": lambda: judged(translated()),
    "TXT-014": lambda: line("Universit\u00c3\u00a9 de Gen\u00c3\u00a8ve", 1, box=(320, 500, 480, 508)),
    "RGT-001": lambda: front(rights="Some words"),
    "RGT-002": lambda: front(rights=RIGHTS.replace("9126-8", "9126-1")),
    "RGT-004": lambda: line("arXiv:2601.01234v2 [cs.DC] 3 Jan 2026", 1, box=(20, 200, 40, 600), angle=90),
    "RGT-006": lambda: judged(BASE, "acm-sc25"),
    "RGT-007": lambda: front(rights=RIGHTS + " U.S. Government work not protected by U.S. copyright"),
    "ANO-001": lambda: front(authors=("Anonymous Author(s)",)),
    "ANO-002": lambda: line("The code is at https://anonymous.4open.science/r/x"),
    "ANO-003": lambda: judged(BASE, policy(review_copy=True)),
    "IMG-001": lambda: judged(edited(BASE, 2, images=(Image((60, 300, 260, 500), 150, 150),))),
    "IMG-002": lambda: facts(external_images=1),
    "IMG-003": lambda: facts(filters=("JPXDecode",)),
    "IMG-004": lambda: facts(spot_colours=1),
    "IMG-005": lambda: facts(transparency=True),
    "A11Y-001": lambda: facts(tagged=False),
    "A11Y-002": lambda: facts(language="not a language"),
    "A11Y-003": lambda: facts(display_title=False),
    "A11Y-004": lambda: facts(figures=2, figures_with_alt=1),
    "A11Y-005": lambda: facts(annotations=(Annotation("Link", 1),)),
    "A11Y-006": lambda: facts(heading_levels=(1, 3)),
    "A11Y-007": lambda: facts(metadata=replace(BASE.metadata, claims=("PDF/A-2b",))),
    "A11Y-008": lambda: line("pale words that nobody reads", spans=(Span(0, 0, 10.0, 0xCCCCCC),)),
    "AD-001": lambda: judged(BASE, policy(ad="required")),
    "AD-002": lambda: judged(
        Sheets().body(3).next_page().line("Artifact Description (AD)", 12.0, 1, centred=True).text(20).references().facts()
    ),
    "AD-003": lambda: ad(drop="Overview"),
    "AD-004": lambda: ad(drop="Paper’s"),
    "AD-005": lambda: ad(drop="Computational Artifacts"),
    "AD-006": lambda: ad(swap=("https://doi.org/10.5281/zenodo.10000075", "https://github.com/x/y")),
    "AD-007": lambda: ad(swap=("10.5281", "10.9999")),
    "AD-008": lambda: ad(swap=("https://doi.org/10.5281/zenodo.10000075", "https://github.com/x/y")),
    "AD-009": lambda: ad(drop="Artifact ID"),
    "AD-010": lambda: ad(swap=("A1 C1, C2 Figure", "A1 C2 Figure")),
    "AD-011": lambda: ad(swap=("Figure 1", "Figure 9")),
    "AD-012": lambda: ad(drop="Artifact Identification"),
    "AD-013": lambda: ad(drop="Computational Artifact A1"),
    "AD-014": lambda: ad(drop="Relation"),
    "AD-015": lambda: ad(drop="Expected Results"),
    "AD-016": lambda: ad(drop="Expected Reproduction"),
    "AD-017": lambda: ad(drop="Artifact Setup"),
    "AD-018": lambda: ad(drop="Artifact Execution"),
    "AD-019": lambda: ad(drop="Artifact Analysis"),
    "AD-020": lambda: ad(drop="Hardware"),
    "AD-021": lambda: ad(drop="Software"),
    "AD-022": lambda: ad(drop="Datasets"),
    "AD-023": lambda: ad(drop="Installation"),
    "AD-024": lambda: ad(swap=("The kernel is faster than the baseline on all nodes.", "")),
    "AD-025": lambda: ad(swap=("Setup 15 min, Execution 120 min, Analysis 10 min.", "It depends on the machine that you have.")),
    "AD-026": lambda: ad(evaluation=True, swap=("120 min", "9 hours")),
    "AD-027": lambda: ad(swap=("Python 3.11.7 (https://www.python.org) and GCC 13.2.", "Some Python and a compiler.")),
    "AD-028": lambda: ad(swap=("T1 → T2 → T3", "one after another")),
    "AD-029": lambda: ad(extra="Provide a list of all main contributions of the paper."),
    "AD-030": lambda: judged(with_line(AD, len(AD.pages), plain("Blue words of the template", (60, 90, 300, 97), spans=(Span(0, 0, 10.0, 0x6699CC),)))),
    "AD-031": lambda: ad(swap=("Overview of", "Ada Lovelace, ada@example.org")),
    "AD-032": lambda: ad(extra="Theorem 1. The kernel is optimal."),
    "AD-033": lambda: judged(
        with_line(AD, 2, plain("as shown in Table 2 of the AD appendix", (60, 90, 290, 97)))
    ),
    "AD-034": lambda: judged(one_page_evaluation()),
    "AD-035": lambda: ad(evaluation=True, swap=("Artifact Analysis (incl. Outputs): Compare", "Then: Compare")),
    "AD-036": lambda: ad(evaluation=True, swap=("First T1 prepares, then T2 computes for a while, last T3 collects what it found.", "Run script.sh with T1.")),
    "AD-037": lambda: declared(AD, badges="available, reproduced"),
    "AD-038": lambda: ad(extra="More is at https://drive.google.com/x"),
}  # fmt: skip


def declared(case: Facts, **extra: str) -> Judgement:
    return judged(case, extra=extra)


def without(start: str) -> Facts:
    lines = tuple(x for x in BASE.pages[0].lines if not x.text.startswith(start))
    return edited(BASE, 1, lines=lines)


def front_with_other_affiliation() -> Judgement:
    lines = tuple(x for x in BASE.pages[0].lines if x.text != "Analytical University")
    return judged(edited(BASE, 1, lines=lines))


def translated() -> Facts:
    out = BASE
    for page in BASE.pages:
        lines = tuple(
            replace(
                x,
                text=x.text
                if x.size != 10.0 or len(x.text) < 40
                else "Der Kern skaliert mit den Daten seines Modells sehr gut",
            )
            for x in page.lines
        )
        out = edited(out, page.number, lines=lines)
    return out


def one_page_evaluation() -> Facts:
    sheets = appendix()
    sheets.y -= 20
    sheets.line("Artifact Evaluation (AE)", 12.0, 1, centred=True, gap=20)
    return sheets.facts()


@pytest.mark.parametrize("rule", CASES)
def test_fires(rule: str) -> None:
    assert found(CASES[rule](), rule)


@pytest.mark.parametrize("rule", CASES)
def test_says_what_and_what_to_do(rule: str) -> None:
    for finding in found(CASES[rule](), rule):
        assert finding.message.endswith((".", "”", ":")) or finding.message
        assert finding.remedy
        assert finding.message.isprintable()


def test_every_rule_is_tested() -> None:
    assert set(CASES) == set(RULES)
    assert not set(HOOKS) & set(RULES)


def test_sound_paper_is_sound() -> None:
    assert judged(BASE).findings == ()


def test_sound_appendix_is_sound() -> None:
    judgement = judged(AD)
    assert [f for f in judgement.findings if f.rule.startswith("AD") and f.severity != "info"] == []
    assert [f for f in ad(evaluation=True).findings if f.rule.startswith("AD") and f.severity != "info"] == []


@pytest.mark.parametrize("rule", ["PDF-004", "FNT-003", "TXT-002", "GEO-005"])
def test_profile_switches_a_rule(rule: str) -> None:
    off = replace(IEEE, severity={**IEEE.severity, rule: "off"})
    soft = replace(IEEE, severity={**IEEE.severity, rule: "info"})
    case = {
        "PDF-004": replace(BASE, size=9_000_000),
        "FNT-003": replace(BASE, fonts=(Font("X", "Type3", True, True),)),
        "TXT-002": BASE,
        "GEO-005": edited(BASE, 2, marks=(Mark("path", (300, 300, 700, 302)),)),
    }[rule]
    title = "Quite Another Title" if rule == "TXT-002" else TITLE
    assert rule in errors(judged(case, IEEE, title=title))
    assert not found(judged(case, off, title=title), rule)
    assert {f.severity for f in found(judged(case, soft, title=title), rule)} == {"info"}


def test_acm_takes_type3_with_a_warning() -> None:
    case = replace(BASE, fonts=(Font("X", "Type3", True, True),))
    assert {f.severity for f in found(judged(case, "acm-sc25"), "FNT-003")} == {"warning"}


def test_nothing_registered_nothing_compared() -> None:
    judgement = judged(BASE, title="", authors=(), isbn="")
    assert {f.rule for f in judgement.findings if f.severity != "info"} == set()


def test_a_numbered_listing_is_no_draft() -> None:
    judgement = judged(numbered_lines(pages=1))
    assert not found(judgement, "GEO-008")
    assert "GEO-005" not in errors(judgement)
