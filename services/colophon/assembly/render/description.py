"""What a document says of itself: page labels, language, how viewers open it, document information, XMP.

No clock: the only date is the venue's publication date.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Pdf, String

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">{}</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
KEYWORDS = 60
"""Of a volume's topics and a paper's keywords, at most so many are written."""


def label(pdf: Pdf, front: int, first: int) -> None:
    """Pages from i in the front matter, from ``first`` behind it."""
    labels = [0, Dictionary(S=Name("/r"))] if front else []
    labels += [front, Dictionary(S=Name.D, St=first)]
    pdf.Root.PageLabels = Dictionary(Nums=Array(labels))


def open_with(pdf: Pdf, language: str, outline: bool) -> None:
    """Language; the title in the window's bar; the outline beside the page where there is one."""
    root = pdf.Root
    if Name.Lang not in root:
        root.Lang = String(language)
    preferences = root.get(Name.ViewerPreferences)
    if not isinstance(preferences, Dictionary):
        preferences = root.ViewerPreferences = Dictionary()
    preferences[Name.DisplayDocTitle] = True
    if outline:
        root.PageMode = Name.UseOutlines
        root.PageLayout = Name.SinglePage


def describe(pdf: Pdf, info: dict[str, Any]) -> None:
    """Document information and XMP of one of our own documents, written anew.

    ``info``: ``title``, ``subject``, ``creators``, ``keywords``, ``publisher``, ``identifier``, ``rights``,
    ``language``, ``date`` (ISO 8601), ``producer``; each may be empty.
    """
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    words = info["keywords"][:KEYWORDS]
    plain = {
        "/Title": info["title"], "/Author": ", ".join(info["creators"]), "/Subject": info["subject"],
        "/Keywords": ", ".join(words), "/Creator": "Colophon", "/Producer": info["producer"],
    }  # fmt: skip
    if info["date"]:
        stamp = f"D:{info['date'].replace('-', '')}000000Z"
        plain |= {"/CreationDate": stamp, "/ModDate": stamp}
    for key, value in plain.items():
        if value:
            pdf.docinfo[key] = String(value)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for key, value in _dublin_core(info).items():
            xmp[key] = value
        xmp["pdf:Producer"] = info["producer"]
        xmp["xmp:CreatorTool"] = "Colophon"
        if info["date"]:
            xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = f"{info['date']}T00:00:00Z"


def add(pdf: Pdf, info: dict[str, Any]) -> None:
    """Fill what an author's file does not say of itself; what it says stays (a certificate stands there)."""
    for key, value in (("/Title", info["title"]), ("/Author", ", ".join(info["creators"]))):
        if value and not str(pdf.docinfo.get(key, "")).strip():
            pdf.docinfo[key] = String(value)
    if Name.Metadata not in pdf.Root:
        packet = _packet(_dublin_core(info))
        pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
        return
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for key, value in _dublin_core(info).items():
            if not str(xmp.get(key, "") or "").strip():
                xmp[key] = value


def _packet(values: dict[str, Any]) -> bytes:
    """Dublin Core as an XMP packet: lists in order, titles and rights by language, the rest as text."""
    rows = []
    for key, value in values.items():
        if key in ("dc:title", "dc:rights"):
            inner = f'<rdf:Alt><rdf:li xml:lang="x-default">{_text(value)}</rdf:li></rdf:Alt>'
        elif isinstance(value, list):
            kind = "Bag" if key in ("dc:subject", "dc:publisher", "dc:language") else "Seq"
            inner = "".join(f"<rdf:li>{_text(one)}</rdf:li>" for one in value)
            inner = f"<rdf:{kind}>{inner}</rdf:{kind}>"
        else:
            inner = _text(value)
        rows.append(f"<{key}>{inner}</{key}>")
    return _PACKET.format("".join(rows)).encode()


def _text(value: str) -> str:
    """As XML holds it: what XML cannot hold is left out."""
    return escape("".join(ch for ch in value if ch >= " " or ch in "\t\n"))


def _dublin_core(info: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "dc:title": info["title"],
        "dc:format": "application/pdf",
        "dc:language": [info["language"]],
        "dc:creator": info["creators"],
        "dc:publisher": [info["publisher"]] if info["publisher"] else [],
        "dc:identifier": info["identifier"],
        "dc:rights": info["rights"],
        "dc:subject": info["keywords"][:KEYWORDS],
        "dc:source": info.get("source", ""),
        "dc:date": [info["date"]] if info["date"] else [],
    }
    return {key: value for key, value in values.items() if value}
