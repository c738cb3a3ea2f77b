"""From the upload to the publisher's package: a waived paper, artifacts, files beside the papers."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from tests.integration.test_validation import until
from tests.site import Site, running

from colophon.gateway.auth import COOKIE

pytestmark = pytest.mark.xdist_group("upload-to-package")
CORPUS = Path(__file__).parents[1] / "corpus"
PAPERS = {"p1": "ieee-adae-complete", "p2": "ieee-type3", "p3": "ieee-ad-complete"}
PDF = {"Content-Type": "application/pdf"}


@pytest.fixture(scope="module")
def site(module_stack_env: dict[str, str], module_start_service: Any) -> Iterator[Site]:
    with running(module_stack_env, module_start_service) as made:
        yield made


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("readme.txt"), "How to run it.")
    return out.getvalue()


def attach(site: Site, paper: str, kind: str, data: bytes) -> None:
    told = {
        "Content-Type": "application/offset+octet-stream",
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(len(data)),
        "Upload-Metadata": f"kind {base64.b64encode(kind.encode()).decode()}",
    }
    sent = site.ask("POST", f"{paper}/uploads", content=data, headers=told)
    assert sent.status_code == 201, sent.text


def test_a_waived_paper_goes_to_print_and_what_lies_beside_papers_to_the_publisher(site: Site) -> None:
    registered = json.loads((CORPUS / "metadata.json").read_text())
    facts = {"isbn": "979-8-3503-9126-8", "publication_date": "2026-11-15", "doi_prefix": "10.1109/X"}
    path = site.venue("whole", papers=0, **facts)
    rows = [
        {
            "id": paper,
            "title": registered[stem]["title"],
            "authors": [{"name": name} for name in registered[stem]["authors"]],
            "extra": {"badges": "Artifacts Available"} if paper == "p1" else {},
        }
        for paper, stem in PAPERS.items()
    ]
    assert site.ask("POST", f"{path}/papers:import", json={"papers": rows}).status_code == 200
    for paper, stem in PAPERS.items():
        data = (CORPUS / f"{stem}.pdf").read_bytes()
        sent = site.ask("POST", f"{path}/papers/{paper}/revisions", content=data, headers=PDF)
        assert sent.status_code == 201, sent.text
    attach(site, f"{path}/papers/p1", "auxiliary", zipped())
    attach(site, f"{path}/papers/p1", "source", zipped())
    attach(site, f"{path}/papers/p3", "appendix", (CORPUS / "ieee-ok-3.pdf").read_bytes())

    def state(paper: str) -> str:
        return str(site.ask("GET", f"{path}/papers/{paper}").json()["state"])

    until(lambda: [state(paper) for paper in PAPERS] == ["passed", "held", "passed"])
    refused = site.ask("POST", f"{path}/builds", json={"kind": "final"})
    assert refused.json()["reason"] == "PAPERS_ON_HOLD", refused.text
    (check,) = site.ask("GET", f"{path}/papers/p2/revisions/1/checks").json()["checks"]
    for rule in {each["rule"] for each in check["findings"] if each["severity"] == "error"}:
        new = {"revision": 1, "kind": "waiver", "rule": rule, "reason": "The publisher takes it."}
        assert site.ask("POST", f"{path}/papers/p2/rulings", json=new).status_code == 201
    until(lambda: state("p2") == "passed")

    started = site.ask("POST", f"{path}/builds", json={"kind": "final"})
    assert started.status_code in (201, 202), started.text
    build = f"/v1/{started.json()['name']}"
    done = until(
        lambda: b if (b := site.ask("GET", build).json())["state"] in ("done", "failed") else None, 120
    )
    assert done["state"] == "done", done["problems"]
    assert [each["paper"].rpartition("/")[2] for each in done["papers"]] == list(PAPERS)
    said = {each["paper"].rpartition("/")[2]: each for each in done["artifacts"]}
    assert [(one["id"], one["minutes"]) for one in said["p1"]["artifacts"]] == [("A1", 145), ("A2", 145)]
    assert (said["p1"]["evaluated"], said["p3"]["evaluated"], "p2" in said) == (True, False, False)
    volume = pypdfium2.PdfDocument(site.ask("GET", f"{build}/files/volume.pdf").content)
    front = [volume[n].get_textpage().get_text_range() for n in range(16)]
    listed = next(" ".join(text.split()) for text in front if "min to reproduce" in text)
    assert "https://doi.org/10.5281/zenodo.10000078 (145 min to reproduce)" in listed

    # Export may not have heard of the build's end yet.
    new = {"build": done["name"]}
    until(lambda: (made := site.ask("POST", f"{path}/releases", json=new)).status_code != 503 and made)
    release = site.ask("POST", f"{path}/releases", json=new).json()
    where = f"/v1/{release['name']}"
    until(lambda: site.ask("GET", where).json()["state"] in ("ready", "failed"), 60)
    package = zipfile.ZipFile(io.BytesIO(site.ask("GET", f"{where}/package.zip").content))
    (top,) = {name.partition("/")[0] for name in package.namelist()}
    inside = {name.removeprefix(f"{top}/") for name in package.namelist()}
    assert {name for name in inside if "aux" in name} == {
        "data/auxiliary/p1aux.zip", "data/auxiliary/p3ad.pdf",
    }  # fmt: skip
    manifest = package.read(f"{top}/manifest-sha256.txt").decode()
    assert f"{hashlib.sha256(zipped()).hexdigest()}  data/auxiliary/p1aux.zip" in manifest
    metadata = json.loads(package.read(f"{top}/data/metadata.json"))
    schema = json.loads(package.read(f"{top}/data/metadata.schema.json"))
    described = schema["properties"]["papers"]["items"]["properties"]
    assert all(paper.keys() <= described.keys() for paper in metadata["papers"])
    first = metadata["papers"][0]
    assert first["artifacts"][0] == {
        "id": "A1",
        "dois": ["10.5281/zenodo.10000078"],
        "urls": ["https://doi.org/10.5281/zenodo.10000078"],
        "reproduction_minutes": 145,
        "contributions": ["C1", "C2"],
        "elements": ["Figure 1"],
    }
    assert first["badges"] == ["Artifacts Available"]
    assert first["attachments"] == [
        {
            "kind": "auxiliary",
            "path": "data/auxiliary/p1aux.zip",
            "size": len(zipped()),
            "sha256": hashlib.sha256(zipped()).hexdigest(),
        }
    ]
    signed_in = {"Cookie": f"{COOKIE}={site.editor}"}
    page = site.ask("GET", "/editor/whole/papers/p1", headers=signed_in).text
    assert "Artifacts and badges" in page
    assert "zenodo.10000078" in page
    assert "<td>145" in page.replace("\n", "").replace("  ", "")
    assert site.ask("GET", "/editor/whole/papers/p2", headers=signed_in).status_code == 200
