"""The finished volume read again and compared with its plan. Runs in a child with limits."""

from __future__ import annotations

import json
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


def verify(job: dict[str, Any]) -> bytes:
    """JSON ``problems``: in words, empty when the volume is what its plan says.

    ``job``: ``path``, ``pages``, ``front``, ``first``, ``leaves`` (pages of the body), ``contents`` ([(paper
    id, printed page), …] in the order of the links of the contents), ``contents_pages`` (of the matter),
    ``syntax`` (read every stream again as well; slow).
    """
    problems: list[str] = []
    with pikepdf.open(job["path"]) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        if len(pages) != job["pages"]:
            problems.append(f"{len(pages)} pages instead of {job['pages']}")
        for index, label in ((0, "i"), (job["front"], str(job["first"]))):
            if pdf.pages[index].label != label:
                problems.append(f"page {index + 1} is labelled {pdf.pages[index].label}, not {label}")
        links = []
        for number in range(*job["contents_pages"]):
            for annotation in pdf.pages[number].obj.get(Name.Annots, Array()):
                leaf = pages.get(annotation.Dest[0].objgen, -1) if Name.Dest in annotation else -1
                if job["front"] <= leaf < job["front"] + job["leaves"]:
                    links.append(leaf - job["front"] + job["first"])
        if links != [page for _, page in job["contents"]]:
            problems.append("links of the contents do not lead to the pages they name")
        if job.get("syntax"):
            problems += [line for line in pdf.check_pdf_syntax() if not line.startswith("WARNING")]
        problems += _fonts(pdf, job["front"])
    return json.dumps({"problems": problems}).encode()


def _fonts(pdf: pikepdf.Pdf, front: int) -> list[str]:
    """Our own fonts that are not embedded."""
    out = []
    for page in list(pdf.pages)[:front]:
        for font in page.obj.Resources.get(Name.Font, {}).values():
            below = font.DescendantFonts[0] if Name.DescendantFonts in font else font
            descriptor: Any = below.get(Name.FontDescriptor, Dictionary())
            if not any(key in descriptor for key in (Name.FontFile, Name.FontFile2, Name.FontFile3)):
                out.append(f"font {font.BaseFont} is not embedded")
    return sorted(set(out))
