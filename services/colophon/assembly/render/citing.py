"""All files of citations of a volume at once. Runs in a child, beside the other steps."""

from __future__ import annotations

import json
from typing import Any

from colophon.assembly.domain import citations
from colophon.assembly.render import bibtex, references


def cite(job: dict[str, Any]) -> bytes:
    """JSON: path → text. ``job``: ``venue``, ``rows`` (references.Row), ``plan``.

    The volume's entry stands last: BibTeX wants it behind those that refer to it.
    """
    venue, rows, plan = job["venue"], job["rows"], job["plan"]
    volume = citations.volume_citation(venue)
    papers = [citations.paper_citation(venue, paper, key, plan, crossref=True) for paper, key, *_ in rows]
    try:
        texts = {
            "volume.bib": bibtex.write([*papers, volume]),
            "citations/volume.utf8.bib": bibtex.write([*papers, volume], unicode=True),
            "citations/volume.csl.json": references.csl(venue, rows),
            "citations/volume.ris": references.ris(venue, rows),
            "citations/volume.enw": references.endnote(venue, rows),
        }
        for paper, key, *_ in rows:
            alone = citations.paper_citation(venue, paper, key, plan)
            texts[f"bibtex/{paper.id}.bib"] = bibtex.write([alone])
    except bibtex.BrokenBibtex as error:
        return json.dumps({"error": str(error)}).encode()
    return json.dumps(texts).encode()
