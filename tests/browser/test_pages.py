"""The pages in a real browser: an author uploads and reads the answer, an editor builds and releases."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from tests.browser.chromium import Browser
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CORPUS = Path(__file__).parents[1] / "corpus"
# PNGs of every page that a test looked at, for a person to look at too.
PICTURES = Path(os.environ.get("COLOPHON_PICTURES", "var/pictures"))


def venue(site: Site, name: str, stems: tuple[str, ...]) -> str:
    """A venue whose accepted papers are these of the corpus."""
    path = site.venue(
        name, papers=0, acronym="W26", isbn="979-8-3503-9126-8", publication_date="2026-11-15",
        sessions=[{"id": "s1", "title": "One"}],
    )  # fmt: skip
    held = json.loads((CORPUS / "metadata.json").read_text())
    rows = [
        {
            "id": stem, "title": held[stem]["title"], "session": "s1",
            "authors": [{"name": author} for author in held[stem]["authors"]],
        }
        for stem in stems
    ]  # fmt: skip
    answer = site.ask("POST", f"{path}/papers:import", json={"papers": rows})
    assert answer.status_code == 200, answer.text
    return path


def look(browser: Browser, name: str) -> None:
    """Take pictures, wide and narrow; nothing may stand out of a narrow window."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for width, kind in ((1280, "wide"), (390, "narrow")):
        browser.size(width)
        browser.picture(PICTURES / f"{name}-{kind}.png")
        assert browser.run("document.documentElement.scrollWidth") <= width, (
            f"{name} is wider than a {kind} window"
        )
    browser.size(1280)


def test_an_author_uploads_reads_what_is_wrong_and_mends_it(site: Site, browser: Browser) -> None:
    path = venue(site, "author26", ("ieee-type3",))
    token = site.link(f"{path}/papers/ieee-type3")
    browser.open(f"{site.url}/p/{token}")
    browser.wait("document.body.innerText.includes('Nothing uploaded yet')")
    look(browser, "author-before")
    browser.choose("input[type=file]", CORPUS / "ieee-type3.pdf")
    browser.wait("!!document.querySelector('[data-state=held]')", 60)
    assert "Type 3" in browser.text()
    look(browser, "author-held")
    browser.choose("input[type=file]", CORPUS / "ieee-type3-fixed.pdf")
    browser.wait("document.body.innerText.includes('This version goes to print')", 60)
    assert browser.run("document.querySelectorAll('#history details.earlier').length") == 1
    look(browser, "author-passed")


def test_what_is_no_pdf_is_refused_before_it_travels(site: Site, browser: Browser, tmp_path: Path) -> None:
    path = venue(site, "wrongfile26", ("ieee-ok-3",))
    wrong = tmp_path / "paper.pdf"
    wrong.write_bytes(b"PK\x03\x04 a Word file by another name")
    browser.open(f"{site.url}/p/{site.link(path + '/papers/ieee-ok-3')}")
    browser.choose("input[type=file]", wrong)
    browser.wait("document.body.innerText.includes('This is not a PDF')")
    assert site.ask("GET", f"{path}/papers/ieee-ok-3").json()["state"] == "expected"


def test_an_editor_builds_and_releases_a_volume(site: Site, browser: Browser) -> None:
    stems = ("ieee-ok-3", "ieee-ok-5")
    path = venue(site, "editor26", stems)
    for stem in stems:
        answer = site.ask(
            "POST", f"{path}/papers/{stem}/revisions", token=site.link(f"{path}/papers/{stem}"),
            content=(CORPUS / f"{stem}.pdf").read_bytes(), headers={"Content-Type": "application/pdf"},
        )  # fmt: skip
        assert answer.status_code == 201, answer.text
    browser.open(f"{site.url}/editor/editor26?token={site.editor}")
    browser.wait("document.querySelectorAll('#papers .chip.passed').length === 2", 60)
    assert site.editor not in browser.run("location.href"), "the token stays in the address bar"
    browser.click("[data-build=final]")
    browser.wait("!!document.querySelector('#build-1 .chip.done')", 90)
    browser.click("[data-release]")
    browser.wait("!!document.querySelector('a[href$=\"/package.zip\"]')", 60)
    look(browser, "editor-released")
    tag = site.ask("GET", path).headers["ETag"]
    answer = site.ask("PATCH", path, json={"first_page": 21}, headers={"If-Match": tag})
    assert answer.status_code == 200, answer.text
    until = time.monotonic() + 60
    while site.ask("POST", f"{path}/builds", json={"kind": "draft"}).status_code != 202:
        assert time.monotonic() < until, "the papers are still being judged anew"
        time.sleep(0.5)
    browser.open(f"{site.url}/editor/editor26")
    browser.wait("!!document.querySelector('#build-2 .chip.done')", 90)
    said = browser.run("document.querySelector('#build-2-moved > summary').textContent")
    assert said.startswith("Moved since build 1: 2 papers, "), said
    browser.click("#build-2-moved > summary")
    browser.click("#build-2-steps > summary")
    row = browser.run("document.querySelector('#build-2-moved tbody tr').innerText")
    assert "1–4" in row, row
    assert "21–24" in row, row
    look(browser, "editor-moved")
    browser.open(f"{site.url}/editor/editor26/papers/ieee-ok-5")
    look(browser, "editor-paper")


@pytest.mark.parametrize("address", ["/", "/editor", "/docs", "/p/nonsense", "/nowhere"])
def test_every_door_has_a_page(site: Site, browser: Browser, address: str) -> None:
    browser.open(site.url + address)
    assert browser.run("document.querySelector('h1') !== null")
    look(browser, "door" + address.replace("/", "-"))
    browser.complaints.clear()  # a 404 is one
