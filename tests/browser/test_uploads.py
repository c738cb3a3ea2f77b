"""An upload from a bad line, in a real browser: cut, and gone on where it stopped; files beside the paper."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest
from tests.browser.badline import BadLine
from tests.browser.chromium import Browser
from tests.browser.test_pages import look
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A paper of eight megabytes: a line has time to break."""
    file = tmp_path / "large paper.pdf"
    file.write_bytes((CORPUS / "ieee-ok-3.pdf").read_bytes() + b"\n%" + b"x" * 8_000_000)
    return file


def percent(browser: Browser) -> int:
    return int(browser.run("document.querySelector('#bar-paper').value"))


def test_a_cut_upload_goes_on_by_itself(site: Site, browser: Browser, large: Path) -> None:
    path = site.venue("badline", papers=1)
    with BadLine(site.url) as line:
        browser.open(f"{line.url}/p/{site.link(path + '/papers/p1')}")
        line.breaks_after(3_000_000)
        browser.choose("#pdf", large)
        assert line.wait_broken(30)
        browser.wait("document.body.innerText.includes('it goes on from there by itself')")
        assert 15 <= percent(browser) <= 50
        look(browser, "upload-cut")
        line.mend()
        browser.wait("!!document.querySelector('[data-newest=\"1\"]')", 60)
        look(browser, "upload-arrived")
        assert line.cuts == 1
    assert len(browser.complaints) > 0, "the browser saw no cut"
    browser.complaints.clear()
    done = site.ask("GET", f"{path}/papers/p1/revisions/1").json()["revision"]
    assert done["sha256"] == hashlib.sha256(large.read_bytes()).hexdigest()
    assert done["filename"] == "large paper.pdf"


def test_an_upload_goes_on_in_another_sitting(site: Site, browser: Browser, large: Path) -> None:
    path = site.venue("sittings", papers=1)
    token = site.link(f"{path}/papers/p1")
    with BadLine(site.url) as line:
        browser.open(f"{line.url}/p/{token}")
        line.breaks_after(4_000_000)
        browser.choose("#pdf", large)
        assert line.wait_broken(30)
        browser.run("void setTimeout(() => location.replace('about:blank'))")
        browser.wait("location.href === 'about:blank'")
        line.mend()
        browser.open(f"{line.url}/p/{token}")
        browser.wait("document.body.innerText.includes('was interrupted')")
        assert "large paper.pdf" in browser.text()
        look(browser, "upload-interrupted")
        browser.choose("#pdf", large)
        browser.wait("!!document.querySelector('[data-newest=\"1\"]')", 60)
        assert browser.run("Object.keys(localStorage).length") == 0
    browser.complaints.clear()  # Of the cut.


def test_files_beside_the_paper(site: Site, browser: Browser, tmp_path: Path) -> None:
    path = site.venue("besidepage", papers=1)
    browser.open(f"{site.url}/p/{site.link(path + '/papers/p1')}")
    artifact = tmp_path / "p1aux.zip"
    with zipfile.ZipFile(artifact, "w") as archive:
        archive.writestr("code/run.py", "print('hello')")
    browser.choose("#file-auxiliary", artifact)
    browser.wait("document.body.innerText.includes('There is no readme.txt at its top')", 30)
    unsafe = tmp_path / "unsafe.zip"
    with zipfile.ZipFile(unsafe, "w") as archive:
        archive.writestr("../outside.txt", "x")
    browser.choose("#file-source", unsafe)
    browser.wait("document.body.innerText.includes('leads out of the archive')", 30)
    look(browser, "upload-beside")
    browser.complaints.clear()  # Of the refusal.
    told = site.ask("GET", f"{path}/papers/p1").json()["attachments"]
    assert [each["kind"] for each in told] == ["auxiliary"]
