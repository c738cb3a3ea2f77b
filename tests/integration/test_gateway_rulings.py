"""Waivers, disputes, the report and the rules through REST and pages, in front of real services."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from test_gateway_rest import Site, problem, site  # noqa: F401 - the fixture
from test_validation import until

pytestmark = pytest.mark.xdist_group("gateway-rulings")
CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.fixture(scope="module")
def held(site: Site) -> dict[str, Any]:  # noqa: F811
    """A paper on hold for a title that is another's, and for its length."""
    path = site.venue("rulings", papers=1)
    paper = f"{path}/papers/p1"
    token = site.link(paper)
    pdf = (CORPUS / "ieee-over-7.pdf").read_bytes()
    sent = site.ask("POST", f"{paper}/revisions", content=pdf, headers={"Content-Type": "application/pdf"})
    assert sent.status_code == 201, sent.text
    return {"paper": paper, "token": token, "check": until(lambda: _check(site, paper))}


def _check(site: Site, paper: str) -> dict[str, Any] | None:  # noqa: F811
    found = site.ask("GET", f"{paper}/revisions/1/checks").json()["checks"]
    return found[0] if found else None


def test_waive_dispute_withdraw(site: Site, held: dict[str, Any]) -> None:  # noqa: F811
    paper, token = held["paper"], held["token"]
    title = next(f for f in held["check"]["findings"] if f["rule"] == "TXT-002")
    new = {"revision": 1, "kind": "waiver", "finding": title["id"], "reason": "The record is wrong."}
    problem(site.ask("POST", f"{paper}/rulings", token=token, json=new), 403, "FORBIDDEN")
    made = site.ask("POST", f"{paper}/rulings", json=new, headers={"Idempotency-Key": "w1"})
    assert made.status_code == 201, made.text
    assert made.headers["location"] == f"{paper}/rulings/1"
    again = site.ask("POST", f"{paper}/rulings", json=new, headers={"Idempotency-Key": "w1"})
    assert again.json() == made.json()
    check = _check(site, paper)
    assert check
    assert next(f for f in check["findings"] if f["id"] == title["id"])["standing"] == "waived"
    told = problem(
        site.ask("POST", f"{paper}/rulings", json=new | {"finding": "", "rule": "PGS-001"}),
        403,
        "NOT_WAIVABLE",
    )
    assert told["waivable_by"] == "nobody"
    long = next(f for f in check["findings"] if f["rule"] == "PGS-001")
    dispute = {
        "revision": 1,
        "kind": "dispute",
        "finding": long["id"],
        "reason": "Pages 6 and 7 are appendix.",
    }
    said = site.ask("POST", f"{paper}/rulings", token=token, json=dispute)
    assert (said.status_code, said.json()["state"]) == (201, "open")
    answer = {"accepted": False, "answer": "They are not headed so."}
    done = site.ask("POST", f"{paper}/rulings/2:answer", json=answer)
    assert done.json()["state"] == "declined", done.text
    gone = site.ask("POST", f"{paper}/rulings/1:withdraw", json={"reason": "It was right after all."})
    assert gone.json()["withdrawn_reason"] == "It was right after all."
    assert _check(site, paper) == held["check"] | {"sequence": _check(site, paper)["sequence"]}  # type: ignore[index]
    listed = site.ask("GET", f"{paper}/rulings", token=token).json()["rulings"]
    assert [each["kind"] for each in listed] == ["dispute", "waiver"]
    assert len(site.ask("GET", "/v1/venues/rulings/rulings?page_size=1").json()["rulings"]) == 1


def test_report_and_its_page(site: Site, held: dict[str, Any]) -> None:  # noqa: F811
    paper = held["paper"]
    name = paper.removeprefix("/v1/")
    report = site.ask("GET", f"{paper}/revisions/1/checks/1/report.json").json()
    schema = site.ask("GET", "/schemas/report.json", token="").json()
    assert set(schema["$defs"]["file"]["required"]) <= set(report["files"][0])
    plain = site.ask("GET", f"{paper}/revisions/1/pages/6.png?plain=true")
    boxed = site.ask("GET", f"{paper}/revisions/1/pages/6.png?check=1")
    assert plain.content[:4] == boxed.content[:4] == b"\x89PNG"
    assert plain.content != boxed.content
    page = site.ask("GET", f"/p/{held['token']}/revisions/1", token="")
    assert page.status_code == 200
    assert "The main text takes 7 pages" in page.text
    assert "Waive…" not in page.text
    with httpx.Client(base_url=site.url, trust_env=False, follow_redirects=True, timeout=60) as editor:
        editor.cookies.set("colophon_session", site.editor)
        here = f"/editor/{name.removeprefix('venues/')}/revisions/1"
        assert "Waive…" in editor.get(here).text
        form = {
            "kind": "page",
            "page": "7",
            "counts_as": "appendix",
            "reason": "it is",
            "evidence": "its heading",
        }
        done = editor.post(f"{here}/rulings", data=form)
        assert "set by an editor" in done.text
        refused = editor.post(f"{here}/rulings", data=form)
        assert (refused.status_code, "counts as that already" in refused.text) == (409, True)
        foreign = editor.post(f"{here}/rulings", data=form, headers={"Origin": "https://elsewhere.example"})
        assert foreign.status_code == 403
        assert "page 7 counts as appendix" in editor.get("/editor/rulings/rules").text


def test_rules_by_profile(site: Site, held: dict[str, Any]) -> None:  # noqa: F811
    found = site.ask("GET", "/v1/rules", token=held["token"]).json()
    rule = next(each for each in found["rules"] if each["id"] == "PGS-001")
    assert {(each["profile"], each["level"], each["waivable_by"]) for each in rule["levels"]} >= {
        ("ieee-sc26", "error", "nobody"),
        ("generic", "error", "editor"),
    }
    page = site.ask("GET", "/rules/acm-sc25", token="")
    assert page.status_code == 200
    assert "PGS-001" in page.text
    assert site.ask("GET", "/rules/nobody", token="", headers={"Accept": "text/html"}).status_code == 404
    rules = site.ask("GET", "/v1/venues/rulings/rules").json()
    assert (rules["version"], rules["changes"]) == (rules["newest"], [])
    problem(site.ask("POST", "/v1/venues/rulings/rules:adopt", json={"version": 99}), 400, "INVALID_ARGUMENT")
