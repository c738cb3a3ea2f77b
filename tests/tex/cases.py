"""Cases: a draft, what is registered, and the kinds of defect that must be reported.

Kinds are those of ``tests/corpus/kinds.json``. A case without kinds is a sound paper: no error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from papers import RIGHTS, Draft, artifact_appendix

LIMIT = 5


@dataclass
class Case:
    """One paper to be set, and the truth about it."""

    draft: Draft
    expect: tuple[str, ...] = ()
    content: int | str | None = "label"
    """Pages of main text; ``label``: the page of the label behind the conclusion; None: cannot be told."""
    registered: dict[str, Any] = field(default_factory=dict)
    """What the submission system holds, where it differs."""
    after: Callable[[Any], None] | None = None
    """A change of the finished PDF (a pikepdf.Pdf)."""
    engine: str = "pdflatex"


CASES: dict[str, Case] = {}


def case(name: str, draft: Draft, *expect: str, **more: Any) -> None:
    assert name not in CASES, name
    CASES[name] = Case(draft, expect, **more)


BOTH = ("ieee", "acm")
PAGES = {"ieee": {3: 26, 5: 40, 6: 60, 7: 70}, "acm": {3: 26, 5: 40, 6: 60, 7: 70}}

# -- sound papers, other words, other lengths -------------------------------------------------------

for t in BOTH:
    for seed in range(20, 26):
        case(
            f"{t}-ok-{seed}",
            Draft(
                t, seed, people=1 + seed % 5, paragraphs=PAGES[t][5] - 3 * (seed % 5), thanks=seed % 2 == 0
            ),
        )
    for pages in (6, 7):
        case(f"{t}-over-{pages}", Draft(t, pages, paragraphs=PAGES[t][pages]), "content-pages")
    case(f"{t}-refs-newpage", Draft(t, 31, references="\\clearpage", after="", paragraphs=PAGES[t][5]))
    CASES[f"{t}-refs-newpage"].draft.references = "\\clearpage" + CASES[f"{t}-refs-newpage"].draft._list()
    case(
        f"{t}-appendix",
        Draft(t, 32, paragraphs=PAGES[t][5], after="\\appendix\\section{Proofs}\\textbf{Lemma.} "),
    )
    for n, head in enumerate(
        (
            "\\appendix\\section{Proofs}",
            "\\appendices\\section{Proofs}\\section{Data}"
            if t == "ieee"
            else "\\appendix\\section{Proofs}\\section{Data}",
            "\\section*{Appendix}",
            "\\section*{Appendix A: Proofs}",
            "\\section*{Supplementary Material}",
            "\\clearpage\\onecolumn\\section*{Appendix}",
        )
    ):
        d = Draft(t, 33 + n, paragraphs=PAGES[t][5])
        d.after = head + d.text(60).replace(". ", ".\n\n", 8)
        case(f"{t}-appendix-after-{n}", d)
    for n, head in enumerate(
        (
            "\\appendix\\section{Proofs}" if t == "acm" else "\\appendix[Proofs]",
            "\\section*{Appendix}",
            "\\section*{Appendix A: Proofs}",
        )
    ):
        d = Draft(t, 43 + n, paragraphs=PAGES[t][5])
        d.ending = "\\clearpage" + head + d.text(60).replace(". ", ".\n\n", 8)
        case(f"{t}-appendix-before-{n}", d)
        d = Draft(t, 53 + n, paragraphs=PAGES[t][3])
        d.ending = head + d.text(60).replace(". ", ".\n\n", 8)
        case(f"{t}-appendix-before-same-page-{n}", d)
    trap = {
        14: "\\subsection{References to Shared Data}\n\\textbf{References}\n\nOur agents resolve references in the Data Appendix. See Appendix A of the cited report. ",
        20: "\\subsection{Bibliography Services}\\paragraph{Appendix} The appendix of the report is long. \\textbf{Bibliography} ",
        25: "\\begin{itemize}\\item References\\item Appendix\\item Bibliography\\end{itemize}\nArtifact Description is a part. ",
    }
    case(f"{t}-trap-ok", Draft(t, 60, paragraphs=PAGES[t][5] - 3, inserts=trap))
    case(f"{t}-trap-over", Draft(t, 61, paragraphs=PAGES[t][6], inserts=trap), "content-pages")
    case(
        f"{t}-headings",
        Draft(
            t,
            62,
            paragraphs=PAGES[t][5],
            sections=(
                "Introduction",
                "Related Work",
                "Reference Architecture",
                "Data References",
                "Appendix Removal in Compilers",
                "Discussion",
            ),
        ),
    )
    case(
        f"{t}-lists-and-code",
        Draft(
            t,
            63,
            paragraphs=PAGES[t][5] - 6,
            preamble="\\usepackage{listings}\\usepackage{algorithmic}",
            inserts={
                5: "\\begin{lstlisting}[basicstyle=\\ttfamily\\footnotesize]\nint main(void) { /* body */\n  return 0 ? 1 : 2;\n}\n\\end{lstlisting}\n",
                7: "\\begin{lstlisting}[numbers=left,basicstyle=\\ttfamily\\scriptsize]\n"
                + "x = read(y)  # TODO ?? [?]\n" * 24
                + "\\end{lstlisting}\n",
                9: "\\begin{enumerate}\\item First, read. \\item Then, write. \\item Last, sleep.\\end{enumerate}\n",
                12: "\\begin{algorithmic}[1]\\STATE $x \\gets 0$\\FOR{$i=1$ to $n$}\\STATE $x \\gets x+i$\\STATE read\\STATE write\\STATE a\\STATE b\\STATE c\\STATE d\\STATE e\\ENDFOR\\RETURN $x$\\end{algorithmic}\n",
                15: "A footnote\\footnote{See \\url{https://example.org/a/very/long/path/to/some/thing} for more.} helps. ",
                18: "\\begin{equation}L(\\theta)=\\frac1N\\sum_{i=1}^N\\|f_\\theta(x_i)-y_i\\|^2\\end{equation}\n",
                21: "\\begin{figure*}[t]\\centering\\rule{12cm}{3cm}\\caption{A wide figure.}\\end{figure*}\n",
            },
        ),
    )
    case(
        f"{t}-hyperref",
        Draft(
            t,
            64,
            paragraphs=PAGES[t][5],
            preamble="\\usepackage[colorlinks,citecolor=blue]{hyperref}" if t == "ieee" else "",
        ),
    )
    case(
        f"{t}-newtx",
        Draft(
            t,
            65,
            paragraphs=PAGES[t][5] - 2,
            preamble="\\usepackage{newtxtext,newtxmath}" if t == "ieee" else "",
        ),
    )
    case(f"{t}-many-authors", Draft(t, 66, people=6, paragraphs=PAGES[t][5] - 3))
    d = Draft(
        t,
        67,
        paragraphs=PAGES[t][5] - 3,
        references="\\section*{References}\\small "
        + "\n\n".join(
            f"\\noindent\\hangindent=1em Hopper, G. and Zhang, W. ({2000 + n}). A title of a work number {n} of some length. \\emph{{Journal of Works}}, {n}(2), pp. 3--{n}7."
            for n in range(1, 16)
        ),
        preamble="\\AtBeginDocument{\\renewcommand{\\cite}[1]{(Hopper 2001)}}",
    )
    case(f"{t}-author-year", d)
    for head in ("Bibliography", "References Cited", "REFERENCES", "References and Notes", "Literature"):
        d = Draft(t, 68, paragraphs=PAGES[t][5] - 3)
        d.references = f"\\renewcommand{{\\refname}}{{{head}}}" + d._list()
        case(f"{t}-head-{head.replace(' ', '-').lower() if head != 'REFERENCES' else 'capitals'}", d)
    d = Draft(t, 69, paragraphs=PAGES[t][5] - 3)
    d.references = (
        "\\section{References}{\\small"
        + d._list().replace(
            "\\begin{thebibliography}", "\\renewcommand{\\section}[2]{}\\begin{thebibliography}"
        )
        + "}"
    )
    case(f"{t}-numbered-references", d)
    d = Draft(t, 70, paragraphs=PAGES[t][5] - 3)
    d.after = "\\begin{figure}[h!]\\centering\\rule{3cm}{2cm}\\caption{A late figure}\\end{figure}"
    case(f"{t}-late-figure", d)
    case(
        f"{t}-crowded-title",
        Draft(
            t,
            71,
            paragraphs=PAGES[t][5] - 4,
            title="On the Very Long and Winding Road of Multi-Modal Surrogates: From Sparse Tokens to Calibrated Meshes at Exascale Facilities",
        ),
    )
    case(
        f"{t}-biography",
        Draft(
            t,
            72,
            paragraphs=PAGES[t][5] - 3,
            after="\\section*{About the Authors}Grace Hopper writes compilers.",
        ),
    )

# -- AD and AE --------------------------------------------------------------------------------------

for t in BOTH:
    for evaluation in (False, True):
        d = Draft(t, 80 + evaluation, paragraphs=PAGES[t][5] - 6)
        d.after = artifact_appendix(d, evaluation=evaluation, count=2 + evaluation)
        case(f"{t}-ad{'ae' if evaluation else ''}-complete", d)
    d = Draft(t, 82, paragraphs=PAGES[t][5] - 6)
    d.after = artifact_appendix(d, count=1).replace("\\onecolumn", "")
    case(f"{t}-ad-two-columns", d)
    d = Draft(t, 83, paragraphs=PAGES[t][5] - 6)
    d.ending = artifact_appendix(d).replace("\\onecolumn", "") + "\\clearpage"
    case(f"{t}-ad-before-references", d)
    d = Draft(t, 84, paragraphs=PAGES[t][5] - 6)
    d.after = (
        artifact_appendix(d)
        .replace("\\clearpage\\onecolumn", "")
        .replace("{\\Huge Appendix: Artifact Description/Artifact Evaluation}", "")
    )
    case(f"{t}-ad-same-page", d)
    for name, old, new, kind in (
        ("no-results", "\\subsubsection*{Expected Results}", "", "ad-part"),
        ("no-relation", "\\subsubsection*{Relation To Contributions}", "", "ad-part"),
        ("no-time-part", "\\subsubsection*{Expected Reproduction Time (in Minutes)}", "", "ad-part"),
        ("no-execution", "\\subsubsection*{Artifact Execution}", "", "ad-part"),
        ("no-analysis", "\\subsubsection*{Artifact Analysis (incl. Outputs)}", "", "ad-part"),
        ("no-setup", "\\subsubsection*{Artifact Setup (incl. Inputs)}", "", "ad-part"),
        ("no-block", "\\subsection{Computational Artifact $A_{2}$}", "", "ad-block"),
        (
            "no-time",
            "Setup takes 10 min, execution 90 min and analysis 5 min.",
            "It takes a while on a large machine.",
            "ad-time",
        ),
        ("no-hardware", "\\paragraph{Hardware}", "", "ad-setup"),
        ("no-software", "\\paragraph{Software}", "", "ad-setup"),
        ("no-datasets", "\\paragraph{Datasets / Inputs}", "", "ad-setup"),
        ("no-install", "\\paragraph{Installation and Deployment}", "", "ad-setup"),
        (
            "no-doi",
            "\\url{https://doi.org/10.5281/zenodo.1234568}",
            "\\url{https://github.com/example/artifact}",
            "ad-doi",
        ),
        (
            "text",
            "\\section{Artifact Identification}",
            "\\section{Artifact Identification} Provide the following six subsections for each computational artifact $A_i$.",
            "ad-template-text",
        ),
        ("uncovered", ", $C_{3}$", "", "ad-coverage"),
    ):
        d = Draft(t, 85, paragraphs=PAGES[t][5] - 6)
        d.after = artifact_appendix(d, (old, new))
        case(f"{t}-ad-{name}", d, kind)
    d = Draft(t, 86, paragraphs=PAGES[t][5] - 6)
    d.after = artifact_appendix(
        d, ("Artifact ID & Contributions Supported & Related Paper Elements\\\\", "What & Which & Where\\\\")
    )
    case(f"{t}-ad-other-table", d, "ad-table")
    d = Draft(t, 87, paragraphs=PAGES[t][5] - 6)
    text = artifact_appendix(d)
    a, b = (
        text.index("\\begin{center}\\footnotesize\\begin{tabular}"),
        text.index("\\section{Artifact Identification}"),
    )
    d.after = text[:a] + text[b:]
    case(f"{t}-ad-no-table", d, "ad-table")
    d = Draft(t, 88, paragraphs=PAGES[t][5] - 6)
    text = artifact_appendix(d)
    a, b = (
        text.index("\\subsubsection*{Expected Results}"),
        text.index("\\subsubsection*{Expected Reproduction"),
    )
    d.after = text[:a] + "\\subsubsection*{Expected Results}" + text[b:]
    case(f"{t}-ad-empty", d, "ad-empty")
    d = Draft(t, 89, paragraphs=PAGES[t][5] - 6)
    text = artifact_appendix(d, evaluation=True)
    a = text.index("Artifact Evaluation (AE)}")
    d.after = text[:a] + text[a:].replace("\\subsubsection*{Artifact Execution}", "", 1)
    case(f"{t}-ae-missing", d, "ae-part")

# -- first page -------------------------------------------------------------------------------------

for t in BOTH:
    short = PAGES[t][3]
    case(
        f"{t}-title-other",
        Draft(t, 100, paragraphs=short),
        "title",
        registered={"title": "Sparse Kernels on Ledgers of Another Kind"},
    )
    case(
        f"{t}-title-case",
        Draft(t, 101, paragraphs=short, title="Surrogates in {\\LaTeX} for fine-grained ``Office'' flows"),
        registered={"title": "SURROGATES IN LATEX FOR FINE-GRAINED “OFFICE” FLOWS"},
    )
    d = Draft(t, 102, paragraphs=short)
    case(
        f"{t}-author-missing",
        d,
        "authors",
        registered={"authors": [n for n, _, _ in d.names] + ["Barbara Liskov"]},
    )
    d = Draft(t, 103, paragraphs=short)
    case(f"{t}-author-extra", d, "authors", registered={"authors": [n for n, _, _ in d.names][:-1]})
    d = Draft(t, 104, paragraphs=short)
    case(
        f"{t}-authors-plain",
        d,
        registered={
            "authors": [
                n.replace("ø", "o")
                .replace("Å", "A")
                .replace("ö", "o")
                .replace("ú", "u")
                .replace("í", "i")
                .replace("ó", "o")
                .replace("Ł", "L")
                for n, _, _ in d.names
            ]
        },
    )
    case(f"{t}-noabstract", Draft(t, 105, paragraphs=short, abstract=False), "abstract")
    case(f"{t}-nokeywords", Draft(t, 106, paragraphs=short, keywords=False), "keywords")
    case(f"{t}-norefs", Draft(t, 107, paragraphs=short, references="none"), "references", content=None)
    for n, text in enumerate(
        (
            "TODO: finish this.",
            "FIXME later.",
            "as shown in Section~\\ref{nowhere} here",
            "as in \\cite{unknown} before",
            "Lorem ipsum dolor sit amet.",
            "XXX is the number.",
            "see Figure ?? below",
        )
    ):
        case(
            f"{t}-placeholder-{n}",
            Draft(t, 108 + n, paragraphs=short, inserts={7: text + " "}),
            "placeholder",
        )
    case(
        f"{t}-lmodern",
        Draft(
            t,
            116,
            paragraphs=short,
            preamble="\\usepackage{lmodern}\\AtBeginDocument{\\fontfamily{lmr}\\selectfont\\renewcommand{\\rmdefault}{lmr}}",
        ),
        "main-font",
    )
    case(
        f"{t}-a4",
        Draft(
            t,
            117,
            paragraphs=short,
            options="a4paper" if t == "ieee" else "",
            preamble="" if t == "ieee" else "\\geometry{a4paper}",
        ),
        "page-size",
    )
    case(
        f"{t}-blank",
        Draft(
            t,
            118,
            paragraphs=short,
            references="\\clearpage\\thispagestyle{empty}\\null\\clearpage" + Draft(t, 118)._list(),
        ),
        "blank-page",
    )
    case(
        f"{t}-wide-table",
        Draft(
            t,
            119,
            paragraphs=short,
            inserts={
                9: "\n\n\\noindent\\begin{tabular}{lllllll}"
                + "&".join(["a long cell of text"] * 7)
                + "\\end{tabular}\n\n"
            },
        ),
        "margins",
    )
    case(
        f"{t}-wide-rule",
        Draft(t, 120, paragraphs=short, inserts={9: "\n\n\\noindent\\rule{1.5\\textwidth}{2pt}\n\n"}),
        "margins",
    )
    case(
        f"{t}-wide-figure",
        Draft(
            t,
            121,
            paragraphs=short,
            inserts={
                9: "\\begin{figure*}\\hspace*{-2cm}\\rule{1.3\\textwidth}{3cm}\\caption{Wide}\\end{figure*}"
            },
        ),
        "margins",
    )
    case(
        f"{t}-lines",
        Draft(
            t,
            122,
            paragraphs=short,
            options="" if t == "ieee" else "review",
            preamble="\\usepackage[switch]{lineno}\\linenumbers" if t == "ieee" else "",
        ),
        "line-numbers",
    )

short = PAGES["ieee"][3]
case(
    "ieee-anonymous",
    Draft(
        "ieee",
        130,
        paragraphs=short,
        authors="\\IEEEauthorblockN{Anonymous Author(s)}\\IEEEauthorblockA{Affiliation withheld}",
    ),
    "anonymous",
)
case("ieee-anonymous-2", Draft("ieee", 131, paragraphs=short, authors="Anonymous Authors"), "anonymous")
case(
    "ieee-anonymous-3",
    Draft("ieee", 132, paragraphs=short, authors="Paper \\#17, under double-blind review"),
    "anonymous",
)
case(
    "ieee-anonymous-4",
    Draft("ieee", 133, paragraphs=short, authors="Author names omitted for review"),
    "anonymous",
)
case("acm-anonymous", Draft("acm", 134, paragraphs=PAGES["acm"][3], options="anonymous"), "anonymous")
case(
    "acm-anonymous-review",
    Draft("acm", 135, paragraphs=PAGES["acm"][3], options="anonymous,review"),
    "anonymous",
    "line-numbers",
)
case("ieee-norights", Draft("ieee", 136, paragraphs=short, rights=""), "rights")
case(
    "ieee-isbn",
    Draft("ieee", 137, paragraphs=short, rights=RIGHTS["ieee"].replace("9126-8", "9127-5")),
    "rights",
)
case(
    "ieee-isbn-digit",
    Draft("ieee", 138, paragraphs=short, rights=RIGHTS["ieee"].replace("9126-8", "9126-7")),
    "rights",
)
case(
    "ieee-year",
    Draft(
        "ieee", 139, paragraphs=short, rights=RIGHTS["ieee"].replace("/26/", "/25/").replace("2026", "2025")
    ),
    "rights",
)
case(
    "ieee-year-half",
    Draft("ieee", 140, paragraphs=short, rights=RIGHTS["ieee"].replace("2026", "2025")),
    "rights",
)
case(
    "ieee-default-rights",
    Draft("ieee", 141, paragraphs=short, rights=r"978-x-xxxx-xxxx-x/26/\$31.00~\copyright~2026 IEEE"),
    "rights",
)
case(
    "ieee-acm-text",
    Draft(
        "ieee",
        142,
        paragraphs=short,
        rights="Permission to make digital or hard copies of all or part of this work is granted",
    ),
    "rights",
)
for kind in ("usgov", "crown", "eu"):
    case(f"ieee-{kind}", Draft("ieee", 143, paragraphs=short, rights=RIGHTS[kind]))
case(
    "acm-other-isbn",
    Draft("acm", 144, paragraphs=PAGES["acm"][3], preamble="\\acmISBN{979-8-4007-0636-3/26/06}"),
    "rights",
)
case("acm-cc", Draft("acm", 145, paragraphs=PAGES["acm"][3], preamble="\\setcopyright{rightsretained}"))
case(
    "acm-norights",
    Draft(
        "acm",
        146,
        paragraphs=PAGES["acm"][3],
        preamble="\\setcopyright{none}\\settopmatter{printacmref=false}\\renewcommand\\footnotetextcopyrightpermission[1]{}",
    ),
    "rights",
)
case(
    "acm-untouched",
    Draft(
        "acm",
        147,
        paragraphs=PAGES["acm"][3],
        preamble="\\acmConference[Conference acronym 'XX]{Make sure to enter the correct conference title}{June 03--05, 2018}{Woodstock, NY}\\acmDOI{XXXXXXX.XXXXXXX}",
    ),
    "placeholder",
)
case("ieee-compsoc", Draft("ieee", 148, paragraphs=PAGES["ieee"][5] - 4, options="compsoc"))
case(
    "ieee-pagenumbers",
    Draft(
        "ieee",
        149,
        paragraphs=short,
        rights="",
        preamble="\\makeatletter\\def\\ps@IEEEtitlepagestyle{\\def\\@oddfoot{\\hfil\\thepage\\hfil}}\\makeatother\\AtBeginDocument{\\pagestyle{plain}}",
    ),
    "page-numbers",
    "rights",
)
case("ieee-ninept", Draft("ieee", 150, paragraphs=short, options="9pt"), "type-size")
case("ieee-termes", Draft("ieee", 151, paragraphs=short, preamble="\\usepackage{tgtermes}"))
case("ieee-mathptmx", Draft("ieee", 152, paragraphs=short, preamble="\\usepackage{mathptmx}"))
case(
    "ieee-microtype",
    Draft(
        "ieee",
        154,
        paragraphs=PAGES["ieee"][5] - 3,
        preamble="\\usepackage{microtype}\\usepackage{balance}",
        ending="\\balance",
    ),
)
case("ieee-biblatex", Draft("ieee", 155, paragraphs=short, preamble="\\usepackage{fancyhdr}"))

for kind in ("ieee", "usgov"):
    foot = f"\\usepackage{{fancyhdr}}\\fancypagestyle{{IEEEtitlepagestyle}}{{\\fancyhf{{}}\\renewcommand{{\\headrulewidth}}{{0pt}}\\fancyfoot[L]{{\\footnotesize {RIGHTS[kind]}}}}}"
    case(f"ieee-fancyhdr-{kind}", Draft("ieee", 156, paragraphs=short, rights="", preamble=foot))
