"""Papers for tests, as the inspector would see them: lines flow through two columns and over pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from colophon.common import profiles
from colophon.common.domain.findings import Box, Finding
from colophon.common.domain.profile import Profile
from colophon.common.domain.venue import Paper, Person, Venue
from colophon.validation.domain.facts import Facts, Font, Line, Mark, Metadata, Page, Span, Typeface
from colophon.validation.domain.judge import Judgement, judge

TITLE = "Scaling Kernels for Open Models"
AUTHORS = ("Ada Lovelace", "Charles Babbage")
LETTER: Box = (0.0, 0.0, 612.0, 792.0)
SENTENCE = "The kernel of the model scales with data that we read in parallel now"
ISBN = "979-8-3503-9126-8"
RIGHTS = f"{ISBN}/26/$31.00 ©2026 IEEE"
COLUMNS = ((49.0, 300.0), (312.0, 563.0))
TOP, FLOOR = 738.0, 85.0
REGULAR, BOLD, ITALIC = 0, 1, 2


@dataclass
class Sheets:
    """Pages being filled. ``leading`` 12 pt, type 10 pt Times."""

    pages: list[list[Line]] = field(default_factory=lambda: [[]])
    column: int = 0
    y: float = TOP

    def put(self, text: str, box: Box, size: float = 10.0, font: int = REGULAR, **more: Any) -> Sheets:
        """A line at a place, out of the flow."""
        self.pages[-1].append(Line(text, box, size, font, box[1] + 2, **more))
        return self

    def line(
        self,
        text: str,
        size: float = 10.0,
        font: int = REGULAR,
        centred: bool = False,
        gap: float = 0.0,
        indent: float = 0.0,
    ) -> Sheets:
        """The next line of the flow."""
        self.y -= gap
        if self.y < FLOOR:
            self.next_column()
        x0, x1 = COLUMNS[self.column]
        width = min(len(text) * size * 0.42, x1 - x0)
        left = (x0 + x1 - width) / 2 if centred else x0 + indent
        self.pages[-1].append(Line(text, (left, self.y - 2, left + width, self.y + 7), size, font, self.y))
        self.y -= 12.0 if size >= 9 else 9.5
        return self

    def next_column(self) -> Sheets:
        self.column += 1
        if self.column == 2:
            return self.next_page()
        self.y = TOP if len(self.pages) > 1 else 620.0
        return self

    def next_page(self) -> Sheets:
        self.pages.append([])
        self.column, self.y = 0, TOP
        return self

    def front(self, title: str = TITLE, authors: tuple[str, ...] = AUTHORS, rights: str = RIGHTS) -> Sheets:
        self.put(title, (150, 712, 462, 732), 24.0)
        for place, name in enumerate(authors):
            x = 120.0 + 180 * place
            self.put(name, (x, 676, x + 80, 686), 11.0)
            self.put("Analytical University", (x, 664, x + 90, 674))
        self.y = 620.0
        self.line("Abstract—" + SENTENCE[:45], 9.0, BOLD)
        for _ in range(6):
            self.line(SENTENCE[:56], 9.0, BOLD)
        self.line("Index Terms—kernels, models", 9.0, BOLD)
        self.put(rights, (49, 74, 200, 81), 8.0)
        return self

    def heading(self, text: str, **more: Any) -> Sheets:
        return self.line(text, gap=10, centred=True, **more)

    def text(self, lines: int) -> Sheets:
        for number in range(lines):
            self.line(f"{SENTENCE[:58]} {number}.")
        return self

    def fill_to(self, page: int, lines: int = 20) -> Sheets:
        """Body text until ``lines`` lines stand on this page."""
        while len(self.pages) < page:
            self.text(1)
        return self.text(lines)

    def body(self, page: int, lines: int = 20) -> Sheets:
        """A front page and a body that ends on this page."""
        return self.front().heading("I. Introduction").text(30).heading("II. Design").fill_to(page, lines)

    def references(self, heading: str = "References", count: int = 12) -> Sheets:
        if heading:
            self.heading(heading)
        for number in range(1, count + 1):
            self.line(f"[{number}] A. Author, “A title of a work,” in Proc. of a", 8.0)
            self.line(f"conference, {2000 + number}, pp. 1–9.", 8.0, indent=14)
        return self

    def facts(self, **more: Any) -> Facts:
        pages = tuple(
            Page(number, 612.0, 792.0, LETTER, LETTER, lines=tuple(lines), blank=not lines)
            for number, lines in enumerate(self.pages, 1)
        )
        base = Facts(
            sha256="0" * 64,
            size=200_000,
            header="1.5",
            after_eof=0,
            version="1.5",
            page_count=len(pages),
            objects=300,
            pages=pages,
            typefaces=(
                Typeface("NimbusRomNo9L-Regu", 20_000),
                Typeface("NimbusRomNo9L-Medi", 900, bold=True),
                Typeface("NimbusRomNo9L-ReguItal", 900, italic=True),
            ),
            fonts=(Font("ABCDEF+NimbusRomNo9L-Regu", "Type1", True, True, True, (1,)),),
            metadata=Metadata(title=TITLE, creator="Certified by IEEE PDFeXpress at 08/20/2026"),
            language="en",
            tagged=True,
            display_title=True,
        )
        return replace(base, **more)


def sound() -> Sheets:
    """Five pages of body, references from the middle of page 5: nothing to complain of."""
    return Sheets().body(5).heading("Acknowledgments").text(2).references()


def edited(facts: Facts, number: int, **more: Any) -> Facts:
    """The facts with one page's fields replaced."""
    pages = tuple(replace(p, **more) if p.number == number else p for p in facts.pages)
    return replace(facts, pages=pages)


def with_line(facts: Facts, number: int, line: Line) -> Facts:
    """The facts with one more line on a page."""
    page = facts.pages[number - 1]
    return edited(facts, number, lines=(*page.lines, line))


def plain(text: str, box: Box = (100, 300, 250, 308), size: float = 10.0, **more: Any) -> Line:
    return Line(text, box, size, REGULAR, box[1] + 2, **more)


def judged(
    facts: Facts,
    profile: Profile | str = "ieee-sc26",
    title: str = TITLE,
    authors: tuple[str, ...] = AUTHORS,
    isbn: str = ISBN,
    filename: str = "paper.pdf",
    extra: dict[str, str] | None = None,
    **venue: Any,
) -> Judgement:
    """Judge against a record that fits ``sound``."""
    from datetime import date

    paper = Paper("p1", title, tuple(Person(a, "Analytical University") for a in authors), extra=extra or {})
    known = Venue("v", "V", "V", isbn=isbn, publication_date=date(2026, 11, 15), **venue)
    used = profiles.load(profile) if isinstance(profile, str) else profile
    return judge(facts, paper, known, used, filename)


def found(judgement: Judgement, rule: str) -> list[Finding]:
    return [f for f in judgement.findings if f.rule == rule]


def errors(judgement: Judgement) -> set[str]:
    return {f.rule for f in judgement.findings if f.severity == "error"}


__all__ = ["Mark", "Sheets", "Span", "edited", "errors", "found", "judged", "plain", "sound", "with_line"]
