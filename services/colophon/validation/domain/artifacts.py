"""The artifact description and evaluation (AD/AE) appendix as data.

Its structure is that of the SC24–SC26 templates. Text extraction mangles headings, so they are
matched on letters and digits alone, after any numbering, and must end where a heading ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from colophon.common.domain.findings import Box
from colophon.validation.domain.durations import minutes
from colophon.validation.domain.layout import LEFT, WIDE, Layout, Placed, wrapped
from colophon.validation.domain.sections import Kind, Sections
from colophon.validation.domain.words import fold, join_lines, squash

PARTS = {
    "relation": ("Relation To Contributions", ("relationtocontributions", "relationtothecontributions")),
    "results": ("Expected Results", ("expectedresults", "expectedresult")),
    "time": ("Expected Reproduction Time (in Minutes)", ("expectedreproductiontime",)),
    "setup": ("Artifact Setup (incl. Inputs)", ("artifactsetup",)),
    "execution": ("Artifact Execution", ("artifactexecution",)),
    "analysis": ("Artifact Analysis (incl. Outputs)", ("artifactanalysis",)),
}
SETUP = {
    "hardware": ("Hardware", ("hardware",)),
    "software": ("Software", ("software",)),
    "datasets": ("Datasets / Inputs", ("datasetsinputs", "datasetinputs", "datasetsandinputs", "datasets")),
    "installation": ("Installation and Deployment", ("installationanddeployment", "installationdeployment")),
}
AE_PARTS = ("setup", "execution", "analysis")
_TAILS = ("inminutes", "inclinputs", "includinginputs", "incloutputs", "includingoutputs")
_TOP = {
    "overview": ("overviewofcontributionsandartifacts",),
    "contributions": ("papersmaincontributions", "papermaincontributions", "maincontributions"),
    "artifacts": ("computationalartifacts",),
    "identification": ("artifactidentification",),
}
_NUMBERING = re.compile(
    r"^\s*(?:\(?[a-z]{1,2}\)|\(?\d{1,2}\)|[A-Z]\.|[IVX]+\.|[A-Z]?\d*(?:\.\d+)+\.?|\d+\.?|[A-Z]\s)\s*"
)
_LABEL = re.compile(
    r"^\s*[•·▪–*-]?\s*[\[(]?(?P<kind>[CA])\s*[_{]*\s*(?P<number>\d{1,2})[})\]]?(?![\w.]*\d)", re.IGNORECASE
)
_URL = re.compile(r"(?:https?://|www\.|\bdoi\.org/|\bdoi:\s*10\.)\S+", re.IGNORECASE)
_BLOCK = re.compile(r"(?:[a-z]|\d{1,2}|[ivx]{1,4})?computationalartifacta(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an artifact's block."""

    name: str
    text: str
    page: int
    box: Box

    @property
    def empty(self) -> bool:
        """Fewer than three words, unless it says that it does not apply."""
        flat = squash(self.text)
        return len(self.text.split()) < 3 and flat not in ("na", "none", "notapplicable", "nainputs")


@dataclass(frozen=True, slots=True)
class Block:
    """What is said of one artifact."""

    artifact: int
    page: int
    box: Box
    parts: dict[str, Part]
    setup: dict[str, Part]
    order: tuple[str, ...]

    @property
    def minutes(self) -> float | None:
        """To reproduce it; None where that is not said in numbers."""
        return minutes(self.parts["time"].text) if "time" in self.parts else None


@dataclass(frozen=True, slots=True)
class Artifact:
    """An item of the list A1, A2 …"""

    number: int
    text: str
    urls: tuple[str, ...]
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the coverage table."""

    artifact: int
    contributions: tuple[int, ...]
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """AD, and AE where there is one."""

    page: int
    box: Box
    has_overview: bool
    has_contributions: bool
    contributions: dict[int, str]
    has_list: bool
    artifacts: tuple[Artifact, ...]
    table_columns: tuple[str, ...]
    rows: tuple[Row, ...]
    has_identification: bool
    blocks: tuple[Block, ...]
    ae: bool
    ae_page: int | None
    ae_blocks: tuple[Block, ...]
    lines: tuple[Placed, ...]
    ae_lines: tuple[Placed, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """Numbers of the artifacts listed, or described where the list is missing."""
        return tuple(dict.fromkeys([a.number for a in self.artifacts] or [b.artifact for b in self.blocks]))


@dataclass(frozen=True, slots=True)
class _Mark:
    """A heading found at ``place``, with what stands behind it on its line."""

    key: str
    place: int
    rest: str = ""
    count: int = 1
    """Lines that the heading takes."""


def parse(layout: Layout, sections: Sections) -> Appendix | None:
    """The appendix of a paper; None without a heading that begins one."""
    start = next((h for h in sections.headings if h.kind in (Kind.AD, Kind.AE)), None)
    if start is None:
        return None
    ad = sections.lines(layout, Kind.AD)
    ae = sections.lines(layout, Kind.AE)
    ae_start = next((h for h in sections.headings if h.kind is Kind.AE), None)
    marks = _marks(ad)
    tops = {key: next((m for m in marks if m.key == key), None) for key in _TOP}
    two = {page for page, count in layout.columns.items() if count == 2}
    contributions = _section(ad, tops["contributions"], marks)
    listed = _section(ad, tops["artifacts"], marks)
    header, columns = _table_header(ad)
    rows = _rows(ad, header, marks, two)
    artifacts = _artifacts([p for p in listed if header is None or _above(p, ad, header, two)], two)
    return Appendix(
        page=start.page,
        box=start.box,
        has_overview=tops["overview"] is not None,
        has_contributions=tops["contributions"] is not None,
        contributions=_items(contributions, two),
        has_list=tops["artifacts"] is not None,
        artifacts=artifacts,
        table_columns=columns,
        rows=rows,
        has_identification=tops["identification"] is not None,
        blocks=_blocks(ad, marks),
        ae=ae_start is not None,
        ae_page=ae_start.page if ae_start else None,
        ae_blocks=_blocks(ae, _marks(ae)),
        lines=tuple(ad),
        ae_lines=tuple(ae),
    )


def _above(placed: Placed, lines: list[Placed], header: int, two: set[int]) -> bool:
    """Whether a line of the list stands in front of the table's header."""
    head = lines[header]
    if placed.page != head.page or (placed.page in two and placed.column != head.column):
        return lines.index(placed) < header
    return placed.line.baseline > head.line.baseline + 1


def _marks(lines: list[Placed]) -> list[_Mark]:
    """All headings in order; one line may hold a part's heading and its first subpart's."""
    out: list[_Mark] = []
    after = 0
    for place, placed in enumerate(lines):
        if place < after:
            continue
        text = placed.text
        flat = squash(text)
        block = _BLOCK.fullmatch(flat)
        if block:
            out.append(_Mark(f"block{int(block.group(1))}", place))
            continue
        found, count = _top(lines, place)
        if found:
            out.append(_Mark(found, place, "", count))
            after = place + count
            continue
        rest = text
        for _ in range(3):
            key, behind = _part(rest, placed)
            if key is None:
                break
            out.append(_Mark(key, place, behind))
            rest = behind
    return out


def _top(lines: list[Placed], place: int) -> tuple[str | None, int]:
    """The section that a line, or a heading wrapped into two or three, begins; and its lines."""
    for count in (1, 2, 3):
        text = wrapped(lines, place, count)
        flats = (squash(text), squash(_NUMBERING.sub("", text, count=1)))
        found = next((key for key, heads in _TOP.items() if any(flat in heads for flat in flats)), None)
        if found or len(text) > 60:
            return found, count
    return None, 1


def _part(text: str, placed: Placed) -> tuple[str | None, str]:
    """The part a line begins with and the text behind its heading."""
    for candidate in (text, _NUMBERING.sub("", text, count=1)):
        for table in (PARTS, SETUP):
            for key, (_, heads) in table.items():
                for head in heads:
                    end = _prefix(candidate, head)
                    if end is None:
                        continue
                    rest, tail = candidate[end:], _tail(candidate[end:])
                    if tail is not None:
                        return key, rest[tail:].lstrip(" :.—–-")
                    stripped = rest.lstrip()
                    if not stripped or stripped[0] in ":.—–-" or _new_font(placed, candidate, end):
                        return key, stripped.lstrip(":.—–- ")
    return None, text


def _prefix(text: str, head: str) -> int | None:
    """Where in ``text`` the letters of ``head`` end, if it begins with them."""
    want = 0
    for index, char in enumerate(text):
        flat = squash(char)
        for letter in flat:
            if want < len(head) and letter == head[want]:
                want += 1
            else:
                return None
        if want == len(head):
            # The word must end here.
            following = text[index + 1 : index + 2]
            return None if following.isalnum() else index + 1
    return None


def _tail(rest: str) -> int | None:
    """Length of “(in Minutes)”, “(incl. Inputs)” and the like; also when the line ends inside it."""
    stripped = rest.lstrip()
    if not stripped.startswith("("):
        return None
    end = rest.find(")")
    if end < 0:
        return len(rest)
    return end + 1 if squash(rest[:end]) in _TAILS or end < 25 else None


def _new_font(placed: Placed, candidate: str, end: int) -> bool:
    """Whether type changes where the heading ends: a heading run into its paragraph."""
    at = placed.text.find(candidate) + end
    first = placed.line.spans[0].font if placed.line.spans else None
    return any(abs(span.start - at) <= 2 and span.font != first for span in placed.line.spans[1:])


def _section(lines: list[Placed], mark: _Mark | None, marks: list[_Mark]) -> list[Placed]:
    if mark is None:
        return []
    end = min((m.place for m in marks if m.place > mark.place), default=len(lines))
    return lines[mark.place + mark.count : end]


def _by_rows(lines: list[Placed], two: set[int]) -> list[Placed]:
    """Row by row, each from the left: lines whose baselines differ by less than half their size are a row.

    ``two``: pages of two columns, where one column comes after the other.
    """

    def column(placed: Placed) -> int:
        return placed.column if placed.page in two else LEFT

    out: list[Placed] = []
    row: list[Placed] = []
    for placed in sorted(lines, key=lambda p: (p.page, column(p), -p.line.baseline)):
        if row and (
            (placed.page, column(placed)) != (row[0].page, column(row[0]))
            or row[0].line.baseline - placed.line.baseline > 0.5 * max(placed.line.size, 5.0)
        ):
            out += sorted(row, key=lambda p: p.line.box[0])
            row = []
        row.append(placed)
    return out + sorted(row, key=lambda p: p.line.box[0])


def _items(lines: list[Placed], two: set[int]) -> dict[int, str]:
    """C1 … with their texts. Labels may stand on lines of their own."""
    out: dict[int, str] = {}
    current = None
    for placed in _by_rows(lines, two):
        match = _LABEL.match(fold(placed.text))
        if match and match["kind"].lower() == "c":
            current = int(match["number"])
            out.setdefault(current, "")
        if current is not None:
            rest = fold(placed.text)[match.end() :] if match else placed.text
            out[current] = f"{out[current]} {rest.strip(' :.')}".strip()
    return out


def _artifacts(lines: list[Placed], two: set[int]) -> tuple[Artifact, ...]:
    out: list[tuple[int, list[str], Placed]] = []
    for placed in _by_rows(lines, two):
        match = _LABEL.match(fold(placed.text))
        if match and match["kind"].lower() == "a" and not any(match["number"] == str(n) for n, _, _ in out):
            out.append((int(match["number"]), [placed.text], placed))
        elif out:
            out[-1][1].append(placed.text)
    made = []
    for number, texts, placed in out:
        text = " ".join(texts)
        # An address broken at the line's end is one address.
        joined = "".join(t if t.rstrip().endswith(("/", "-", ".")) else t + " " for t in texts)
        made.append(
            Artifact(
                number,
                text,
                tuple(u.rstrip(".,;)") for u in _URL.findall(joined)),
                placed.page,
                placed.line.box,
            )
        )
    return tuple(made)


_COLUMNS = (
    ("Artifact ID", ("artifactid",)),
    (
        "Contributions Supported",
        ("contributionssupported", "supportedcontributions", "contributionsupported"),
    ),
    ("Related Paper Elements", ("relatedpaperelements", "relatedpaperelement", "paperelements")),
)


def _table_header(lines: list[Placed]) -> tuple[int | None, tuple[str, ...]]:
    """Place of the table's first heading and the columns found; headings may wrap into two lines."""
    for place, placed in enumerate(lines):
        flat = squash(placed.text)
        if not any(word in flat for _, words in _COLUMNS for word in words) and flat not in (
            "artifact",
            "artifacts",
        ):
            continue
        near = [
            p
            for p in lines
            if p.page == placed.page and abs(p.line.baseline - placed.line.baseline) < 2.6 * placed.line.size
        ]
        near.sort(key=lambda p: (p.line.box[0] // 30, -p.line.baseline))
        text = squash("".join(p.text for p in near))
        found = tuple(name for name, words in _COLUMNS if any(word in text for word in words))
        if len(found) >= 2:
            return place, found
    return None, ()


_ELEMENT = re.compile(
    r"\b(Figures?|Figs?\.?|Tables?|Algorithms?|Listings?|Sections?|Sect?\.?|§)\s*~?((?:\d+|[IVX]+)(?:\.\d+)*(?:\s*(?:,|and|&|[-–−])\s*(?:\d+|[IVX]+)(?:\.\d+)*)*)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"c\s*(\d{1,2})\s*(?:[-–−]|to)\s*c?\s*(\d{1,2})")


def _rows(lines: list[Placed], header: int | None, marks: list[_Mark], two: set[int]) -> tuple[Row, ...]:
    """Rows by height on the page: cells of one row need not follow one another in the text."""
    if header is None:
        return ()
    top = lines[header]
    later = [m.place for m in marks if m.place > header and m.key.startswith(("identification", "block"))]
    end = min(later, default=len(lines))
    beside = [p for p in lines if p.page == top.page and _same_column(p, top, two)]
    floor = max((lines[m].line.baseline for m in later if lines[m] in beside), default=-1e9)
    cells = [p for p in beside if floor + 1 < p.line.baseline < top.line.baseline - 0.5 * top.line.size]
    cells += [p for i, p in enumerate(lines) if header < i < end and p not in beside]
    cells = _by_rows(cells, two)
    grouped: list[tuple[int, list[str]]] = []
    for cell in cells:
        match = re.match(r"^\s*a\s*(\d{1,2})\b", fold(cell.text))
        if match:
            grouped.append((int(match.group(1)), [cell.text[match.end() :]]))
        elif grouped:
            grouped[-1][1].append(cell.text)
    out = []
    for number, texts in grouped:
        text = " ".join(texts)
        flat = fold(text)
        numbers: set[int] = set()
        for low, high in _RANGE.findall(flat):
            numbers |= set(range(int(low), min(int(high), int(low) + 30) + 1))
        numbers |= {int(n) for n in re.findall(r"\bc\s*(\d{1,2})\b", flat)}
        elements = tuple(" ".join(m.group(0).split()) for m in _ELEMENT.finditer(text))
        out.append(Row(number, tuple(sorted(numbers)), elements))
    return tuple(out)


def _same_column(one: Placed, other: Placed, two: set[int]) -> bool:
    return one.page not in two or one.column == other.column or WIDE in (one.column, other.column)


def _blocks(lines: list[Placed], marks: list[_Mark]) -> tuple[Block, ...]:
    """“Computational Artifact A1” and what follows it. Without such headings there is no block."""
    starts = [i for i, m in enumerate(marks) if m.key.startswith("block")]
    out = []
    for place, start in enumerate(starts):
        stop = starts[place + 1] if place + 1 < len(starts) else len(marks)
        own = marks[start + 1 : stop]
        head = lines[marks[start].place]
        limit = marks[stop].place if stop < len(marks) else len(lines)
        parts: dict[str, Part] = {}
        setup: dict[str, Part] = {}
        order = []
        for index, mark in enumerate(own):
            if mark.key not in PARTS and mark.key not in SETUP:
                continue
            following = own[index + 1] if index + 1 < len(own) else None
            text = _between(lines, mark, following, limit)
            placed = lines[mark.place]
            part = Part(mark.key, text, placed.page, placed.line.box)
            if mark.key in PARTS:
                if mark.key not in parts:
                    parts[mark.key] = part
                    order.append(mark.key)
            elif mark.key not in setup:
                setup[mark.key] = part
        if "setup" in parts and setup:
            whole = " ".join([parts["setup"].text, *(s.text for s in setup.values())]).strip()
            old = parts["setup"]
            parts["setup"] = Part("setup", whole, old.page, old.box)
        out.append(Block(int(marks[start].key[5:]), head.page, head.line.box, parts, setup, tuple(order)))
    return tuple(out)


def _between(lines: list[Placed], mark: _Mark, following: _Mark | None, limit: int) -> str:
    """The text of a part: the rest of its line, then all lines up to the next heading."""
    if following is not None and following.place == mark.place:
        return ""
    end = following.place if following is not None else limit
    return join_lines([mark.rest, *(p.text for p in lines[mark.place + 1 : end])]).strip()
