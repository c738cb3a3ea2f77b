"""Citations as other programs read them."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from pathlib import Path

import bibtexparser
import pytest

from colophon.assembly.domain.citations import citation_keys
from colophon.assembly.domain.plan import plan_pages
from colophon.assembly.render import citing, references
from colophon.common.domain.venue import Paper, Person, Venue

VENUE = Venue(
    "v", "A Workshop", "Proceedings of V & W", acronym="V26", publisher="Press", location="Chicago, USA",
    publication_date=date(2026, 11, 15), isbn="979-8-3503-9126-8",
    editors=(Person("Kyoungsook Kim"), Person("Javier Aula-Blasco")),
)  # fmt: skip
PAPERS = [
    Paper(
        "p1", "A 100% Study of GPU–Aware γ-Rays",
        (Person("Olu van der Berg"), Person("Martin King Jr."), Person("Łukasz Šimůnek")), doi="10.5555/a_b",
        keywords=("R&D", "mesh"),
    ),
    Paper("p2", "Other Things", (Person("王小明"), Person("Plato")), doi="10.5555/c"),
]  # fmt: skip


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    plan = plan_pages([("p1", 6), ("p2", 1)], 17)
    keys = citation_keys(PAPERS, 2026)
    rows = [(p, keys[p.id], plan.of(p.id).first, plan.of(p.id).last) for p in PAPERS]
    return dict(json.loads(citing.cite({"venue": VENUE, "rows": rows, "plan": plan})))


@pytest.mark.parametrize("name", ["volume.bib", "citations/volume.utf8.bib"])
def test_papers_refer_to_the_volume_that_stands_behind_them(texts: dict[str, str], name: str) -> None:
    library = bibtexparser.parse_string(texts[name])
    assert not library.failed_blocks
    kinds = [entry.entry_type for entry in library.entries]
    assert kinds == ["inproceedings", "inproceedings", "proceedings"]
    volume = library.entries[-1].key
    assert {entry["crossref"] for entry in library.entries[:-1]} == {volume}
    author = library.entries[0]["author"]
    spelt = "Šimůnek, Łukasz" if "utf8" in name else r"{\v{S}}im{\r{u}}nek, {\L}ukasz"
    assert author == f"van der Berg, Olu and King, Jr., Martin and {spelt}"


def test_ris_and_endnote_hold_every_author_and_page(texts: dict[str, str]) -> None:
    ris = texts["citations/volume.ris"].split("\r\n")
    assert ris.count("TY  - CPAPER") == ris.count("ER  - ") == 2
    assert [line[6:] for line in ris if line.startswith("AU")] == [
        "van der Berg, Olu", "King, Martin, Jr.", "Šimůnek, Łukasz", "王小明", "Plato",
    ]  # fmt: skip
    assert {"SP  - 17", "EP  - 22"} <= set(ris)
    endnote = texts["citations/volume.enw"].splitlines()
    assert endnote.count("%0 Conference Paper") == 2
    assert "%P 17-22" in endnote


def test_references_read_as_ieee_and_acm_print_them(texts: dict[str, str]) -> None:
    items = json.loads(texts["citations/volume.csl.json"])
    ieee, acm = references.formatted(items, "ieee"), references.formatted(items, "acm")
    assert ieee[0].startswith(
        "O. van der Berg, M. King Jr., and Ł. Šimůnek, “A 100% Study of GPU–Aware γ-Rays”"
    )
    assert "pp. 17–22" in ieee[0]
    assert acm[0].startswith("Olu van der Berg, Martin King Jr., and Łukasz Šimůnek. 2026. A 100% Study")
    assert acm[1].endswith("https://doi.org/10.5555/c")


@pytest.mark.tex
def test_bibtex_itself_reads_the_file_without_a_warning(texts: dict[str, str], tmp_path: Path) -> None:
    keys = re.findall(r"@\w+\{([^,]+),", texts["volume.bib"])
    (tmp_path / "volume.bib").write_text(texts["volume.bib"], encoding="utf-8")
    lines = [r"\relax", *(rf"\citation{{{key}}}" for key in keys), r"\bibstyle{plain}", r"\bibdata{volume}"]
    (tmp_path / "paper.aux").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = subprocess.run(["bibtex", "paper"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "Warning" not in done.stdout
    bbl = (tmp_path / "paper.bbl").read_text(encoding="utf-8")
    assert bbl.count(r"\bibitem") == 3
    assert "van~der Berg" in bbl
    assert "pages 17--22" in bbl
