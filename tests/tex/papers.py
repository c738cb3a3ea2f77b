"""Papers as LaTeX source: other words by seed, real layout, one defect at a time."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

NOUNS = [
    "agent",
    "kernel",
    "workflow",
    "lattice",
    "ledger",
    "mesh",
    "pipeline",
    "embedding",
    "corpus",
    "token",
    "gradient",
    "partition",
    "schedule",
    "facility",
    "detector",
    "catalogue",
    "benchmark",
    "surrogate",
    "ontology",
    "allocation",
    "replica",
    "trace",
]
KINDS = [
    "sparse",
    "federated",
    "calibrated",
    "scalable",
    "hierarchical",
    "open",
    "asynchronous",
    "fault-tolerant",
    "long-context",
    "physically",
    "consistent",
    "multi-modal",
    "energy-aware",
    "reproducible",
]
VERBS = [
    "bounds",
    "extends",
    "verifies",
    "schedules",
    "compresses",
    "replays",
    "reduces",
    "exposes",
    "amortises",
    "curates",
]
AUTHORS = (
    ("Grace Hopper", "Remington University", "Philadelphia, USA"),
    ("Søren Ångström", "Uppsala Universitet", "Uppsala, Sweden"),
    ("Núria García López", "Universidad de Zaragoza", "Zaragoza, Spain"),
    ("Łukasz Nowak", "AGH University", "Kraków, Poland"),
    ("Wei Zhang", "Argonne National Laboratory", "Lemont, USA"),
    ("Jean-Luc de la Tour", "CNRS", "Paris, France"),
)
ISBN = {"ieee": "979-8-3503-9126-8", "acm": "979-8-4007-1871-7"}
RIGHTS = {
    "ieee": r"979-8-3503-9126-8/26/\$31.00 \copyright 2026 IEEE",
    "usgov": r"U.S. Government work not protected by U.S. copyright",
    "crown": r"979-8-3503-9126-8/26/\$31.00 \copyright 2026 Crown",
    "eu": r"979-8-3503-9126-8/26/\$31.00 \copyright 2026 European Union",
}


@dataclass
class Draft:
    """A paper to be written. Every field is a knob a case may turn; TeX is taken as it is."""

    template: str = "ieee"
    seed: int = 1
    options: str = ""
    """Further options of the document class."""
    preamble: str = ""
    people: int = 3
    title: str = ""
    authors: str = ""
    """The block of authors, where it is not the usual one."""
    rights: str = RIGHTS["ieee"]
    abstract: bool = True
    keywords: bool = True
    paragraphs: int = 36
    """Six or seven fill a page."""
    sections: tuple[str, ...] = (
        "Introduction",
        "Background and Related Work",
        "Design",
        "Method",
        "Evaluation",
    )
    inserts: dict[int, str] = field(default_factory=dict)
    """TeX in front of a paragraph of this number."""
    floats: bool = True
    ending: str = ""
    """Behind the conclusion, in front of the references: acknowledgements, an appendix."""
    thanks: bool = False
    references: str = "list"
    """``list``, ``none``, or TeX that stands instead."""
    entries: int = 18
    after: str = ""
    """Behind the references."""

    def __post_init__(self) -> None:
        self.words = random.Random(f"{self.template}{self.seed}")
        if not self.title:
            self.title = self._title()
        self.names = [AUTHORS[(self.seed + n) % len(AUTHORS)] for n in range(self.people)]

    def _title(self) -> str:
        noun, kind = self.words.choice, self.words.choice
        return (
            f"{kind(KINDS)} {noun(NOUNS)}s for {kind(KINDS)} {noun(NOUNS)}s in Scientific Discovery"
        ).title()

    def sentence(self) -> str:
        w = self.words
        form = w.randrange(5)
        a, b, c = (w.choice(NOUNS) for _ in range(3))
        k, other = w.choice(KINDS), w.choice(KINDS)
        if form == 0:
            return f"The {k} {a} {w.choice(VERBS)} the {b} of each {other} {c}."
        if form == 1:
            return f"Across {w.randrange(2, 900)} nodes the {a} {w.choice(VERBS)} a {k} {b} by {w.randrange(2, 95)} percent."
        if form == 2:
            return f"In contrast, {k} {a}s need a {b} that {w.choice(VERBS)} the {other} {c}."
        if form == 3:
            return f"We show that a {k} {a} {w.choice(VERBS)} every {b} without a {other} {c} \\cite{{r{w.randrange(1, self.entries + 1)}}}."
        return f"Each {a} {w.choice(VERBS)} one {k} {b}, and its {c} {w.choice(VERBS)} the rest."

    def text(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def source(self) -> str:
        """The whole document."""
        return (self._ieee if self.template == "ieee" else self._acm)()

    def _ieee(self) -> str:
        authors = self.authors or "\\and ".join(
            f"\\IEEEauthorblockN{{{n}}}\\IEEEauthorblockA{{{i}\\\\{p}}}\n" for n, i, p in self.names
        )
        out = [
            f"\\documentclass[conference{',' + self.options if self.options else ''}]{{IEEEtran}}",
            "\\IEEEoverridecommandlockouts" if self.rights else "",
            "\\usepackage[T1]{fontenc}\\usepackage{cite,amsmath,amssymb,graphicx,booktabs,xcolor,url}",
            self.preamble,
            f"\\title{{{self.title}}}\\author{{{authors}}}",
            f"\\IEEEpubid{{\\makebox[\\columnwidth]{{{self.rights} \\hfill}}\\hspace{{\\columnsep}}\\makebox[\\columnwidth]{{}}}}"
            if self.rights
            else "",
            "\\begin{document}\\maketitle",
        ]
        if self.abstract:
            out.append(f"\\begin{{abstract}}{self.text(8)}\\end{{abstract}}")
        if self.keywords:
            out.append(
                f"\\begin{{IEEEkeywords}}{', '.join(self.words.sample(NOUNS, 4))}\\end{{IEEEkeywords}}"
            )
        return "\n".join([*out, *self._body(), "\\end{document}"])

    def _acm(self) -> str:
        authors = self.authors or "".join(
            f"\\author{{{n}}}\\affiliation{{\\institution{{{i}}}\\city{{{p.split(', ')[0]}}}\\country{{{p.split(', ')[1]}}}}}"
            f"\\email{{a{k}@example.org}}\n"
            for k, (n, i, p) in enumerate(self.names)
        )
        out = [
            f"\\documentclass[sigconf{',' + self.options if self.options else ''}]{{acmart}}",
            "\\setcopyright{acmlicensed}\\copyrightyear{2026}\\acmYear{2026}\\acmDOI{10.1145/3700007.3710007}",
            "\\acmISBN{979-8-4007-1871-7/2026/11}",
            "\\acmConference[SC Workshops '26]{Workshops of the Conference}{November 15--20, 2026}{Chicago, IL, USA}",
            self.preamble,
            f"\\begin{{document}}\\title{{{self.title}}}",
            authors,
        ]
        if self.abstract:
            out.append(f"\\begin{{abstract}}{self.text(8)}\\end{{abstract}}")
        if self.keywords:
            out.append(f"\\keywords{{{', '.join(self.words.sample(NOUNS, 4))}}}")
        return "\n".join([*out, "\\maketitle", *self._body(), "\\end{document}"])

    def _body(self) -> list[str]:
        out = []
        every = max(1, self.paragraphs // len(self.sections))
        for number in range(self.paragraphs):
            if number % every == 0 and number // every < len(self.sections):
                out.append(f"\\section{{{self.sections[number // every]}}}")
                if number == 0 and self.template == "ieee" and self.rights:
                    out.append("\\IEEEpubidadjcol")
            out.append(self.inserts.get(number, ""))
            if self.floats and number == 3:
                out.append(self._figure())
            if self.floats and number == 6:
                out.append(self._table())
            out.append(self.text(6) + "\n\n")
        out.append(f"\\section{{Conclusion}}\n{self.text(5)}\\label{{end:body}}\n")
        if self.thanks:
            text = "We thank the Office of Science for grant DE-AC02-06CH11357."
            out.append(
                f"\\section*{{Acknowledgment}}\n{text}"
                if self.template == "ieee"
                else f"\n\\begin{{acks}}\n{text}\n\\end{{acks}}\n"
            )
        out.append(self.ending)
        out.append(
            self._list()
            if self.references == "list"
            else ""
            if self.references == "none"
            else self.references
        )
        out.append(self.after)
        return out

    def _figure(self) -> str:
        w = self.words
        bars = "".join(f"\\put({12 * n},0){{\\rule{{3mm}}{{{w.randrange(5, 25)}mm}}}}" for n in range(12))
        describe = "\\Description{Bars.}" if self.template == "acm" else ""
        return (
            f"\\begin{{figure}}[t]\\centering\\begin{{picture}}(150,75){bars}\\end{{picture}}"
            f"\\caption{{{self.text(1)}}}{describe}\\label{{f1}}\\end{{figure}}As Figure~\\ref{{f1}} and Table~\\ref{{t1}} show, it scales. "
        )

    def _table(self) -> str:
        rows = "".join(
            f"{w}&{self.words.randrange(2, 64)}&{self.words.uniform(1, 99):.1f}\\\\" for w in NOUNS[:5]
        )
        return (
            "\\begin{table}[t]\\caption{Throughput of each part}\\label{t1}\\centering\\begin{tabular}{lrr}\\toprule "
            f"System&Nodes&Rate\\\\\\midrule {rows}\\bottomrule\\end{{tabular}}\\end{{table}}"
        )

    def _list(self) -> str:
        w = self.words
        items = "".join(
            f"\\bibitem{{r{n}}} {AUTHORS[n % 6][0]} and {AUTHORS[(n + 2) % 6][0]}, ``{self._title()},'' in \\emph{{Proc. Workshop on "
            f"{w.choice(NOUNS).title()} Systems}}. New York: ACM, {w.randrange(2008, 2026)}, pp. {n}0--{n}9.\n"
            for n in range(1, self.entries + 1)
        )
        return f"\\begin{{thebibliography}}{{{self.entries}}}\n{items}\\end{{thebibliography}}"


def artifact_appendix(
    draft: Draft, change: tuple[str, str] = ("", ""), evaluation: bool = False, count: int = 2
) -> str:
    """The official template's structure, filled in; ``change``: a piece of TeX and what stands instead."""
    claims = "".join(f"\\item[$C_{{{n}}}$] {draft.sentence()}\n" for n in range(1, count + 2))
    works = "".join(
        f"\\item[$A_{{{n}}}$] \\url{{https://doi.org/10.5281/zenodo.{1234567 + n}}}\n"
        for n in range(1, count + 1)
    )
    more = f", $C_{{{count + 1}}}$"
    rows = "".join(
        f"$A_{{{n}}}$ & $C_{{{n}}}${more if n == count else ''} & {'Figure' if n % 2 else 'Table'} 1\\\\\n"
        for n in range(1, count + 1)
    )
    out = [
        "\\clearpage\\onecolumn" if "twocolumn" not in draft.options else "\\clearpage",
        "\\begin{center}{\\Huge Appendix: Artifact Description/Artifact Evaluation}\\end{center}",
        "\\begin{center}{\\large\\bfseries Artifact Description (AD)}\\end{center}",
        "\\section{Overview of Contributions and Artifacts}",
        f"\\subsection{{Paper's Main Contributions}}\\begin{{description}}{claims}\\end{{description}}",
        f"\\subsection{{Computational Artifacts}}\\begin{{description}}{works}\\end{{description}}",
        "\\begin{center}\\footnotesize\\begin{tabular}{rll}\\toprule Artifact ID & Contributions Supported & Related Paper Elements\\\\\\midrule "
        f"{rows}\\bottomrule\\end{{tabular}}\\end{{center}}",
        "\\section{Artifact Identification}",
    ]
    for n in range(1, count + 1):
        out += [
            f"\\subsection{{Computational Artifact $A_{{{n}}}$}}",
            f"\\subsubsection*{{Relation To Contributions}}\n{draft.text(2)}",
            f"\\subsubsection*{{Expected Results}}\n{draft.text(2)}",
            "\\subsubsection*{Expected Reproduction Time (in Minutes)}\nSetup takes 10 min, execution 90 min and analysis 5 min.",
            "\\subsubsection*{Artifact Setup (incl. Inputs)}",
            f"\\paragraph{{Hardware}} {draft.sentence()}",
            "\\paragraph{Software} Python 3.12 (\\url{https://www.python.org}) and GCC 14.",
            f"\\paragraph{{Datasets / Inputs}} {draft.sentence()}",
            f"\\paragraph{{Installation and Deployment}} {draft.sentence()}",
            f"\\subsubsection*{{Artifact Execution}}\nThere are tasks $T_1 \\rightarrow T_2 \\rightarrow T_3$. {draft.sentence()}",
            f"\\subsubsection*{{Artifact Analysis (incl. Outputs)}}\n{draft.text(2)}",
        ]
    if evaluation:
        out += ["\\clearpage\\begin{center}{\\large\\bfseries Artifact Evaluation (AE)}\\end{center}"]
        for n in range(1, count + 1):
            out += [
                f"\\subsection{{Computational Artifact $A_{{{n}}}$}}",
                f"\\subsubsection*{{Artifact Setup (incl. Inputs)}}\n{draft.text(2)}",
                f"\\subsubsection*{{Artifact Execution}}\n{draft.text(3)}",
                f"\\subsubsection*{{Artifact Analysis (incl. Outputs)}}\n{draft.text(2)}",
            ]
    text = "\n".join(out)
    if change[0]:
        assert change[0] in text, change[0]
        text = text.replace(change[0], change[1], 1)
    return text
