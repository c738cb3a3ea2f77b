"""A deadline day: 25 papers, 60 people, everything that happens on it, and twice over to the same end."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.scenarios.people import ANY, Author, Site, at_once, away, until

from colophon.common.venuefile import PaperRow, load_folder

pytestmark = pytest.mark.xdist_group("deadline-day")

SERVICES = ("intake", "validation", "assembly", "export")
TESTS = Path(__file__).parents[1]
SAMPLE = TESTS.parent / "venues" / "tpc26"
# Fit for print, with remarks, and none of them is in the sample: no two papers may say the same.
FROM_HOTCRP = tuple(
    f"ieee-{each}"
    for each in (
        "ad-nodoi",
        "ad-nohardware",
        "ad-notable",
        "ad-notime",
        "ad-uncovered",
        "lmodern",
        "noabstract",
    )
)
MENDED = {
    "ws_tpc102": "TPC26-Zhang-et-al-5pages.pdf",
    "7": "ws_tpc107_camera_ready.pdf",
    "ws_tpc111": "exascale_agents_FINAL_v2.pdf",
    "ws_tpc119": "muller-et-al-AD-complete.pdf",
    "ws_tpc121": "interconnects.pdf",
    "ws_tpc125": "meshes_final_again.pdf",
}
SILENT, LATE_ONLY, EXTENDED = "ws_tpc103", "ws_tpc125", "ws_tpc130"
NEVER_MENDED, REPAIRED = "ws_tpc128", "ws_tpc119"
WITHDRAWN_EARLY, WITHDRAWN_FROZEN, WITHDRAWN_RELEASED = "ws_tpc118", "ws_tpc126", "ws_tpc115"
RACED, CHOSEN, HELD_AND_GOOD, TWICE = "ws_tpc102", "ws_tpc108", "ws_tpc112", "ws_tpc121"
OTHER_TITLE, NEW_AUTHOR, REORDERED, ACCENT = "12", "ws_tpc111", "TPC-16", "ieee-ad-notime"


@pytest.fixture(scope="module")
def site(module_stack_env: dict[str, str], module_start_service: Any) -> Iterator[Site]:
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda name: module_start_service(name, module_stack_env), SERVICES))
    gateway = module_start_service("gateway", module_stack_env)
    made = Site(f"http://{gateway.address}", module_stack_env["COLOPHON_EDITOR_TOKEN"])
    with made.http:
        yield made


@dataclass
class Day:
    """One play of it in a venue of its own."""

    site: Site
    venue: str
    order: Random
    hands: int

    def __post_init__(self) -> None:
        self.path = f"/v1/venues/{self.venue}"
        self.facts, rows = load_folder(SAMPLE)
        self.rows: list[PaperRow] = rows
        self.registered = json.loads((TESTS / "corpus" / "metadata.json").read_text())
        papers = {row.paper.id: MENDED.get(row.paper.id, str(row.file)) for row in rows}
        self.good = {paper: (SAMPLE / "papers" / file).read_bytes() for paper, file in papers.items()}
        for stem in FROM_HOTCRP:
            self.good[stem] = (TESTS / "corpus" / f"{stem}.pdf").read_bytes()
        self.people: dict[str, list[Author]] = {}

    def paper(self, paper: str) -> Any:
        return self.site.must("GET", f"{self.path}/papers/{paper}")

    def papers(self) -> dict[str, Any]:
        listed = self.site.must("GET", f"{self.path}/papers", params={"page_size": 100})["papers"]
        return {each["id"]: each for each in listed}

    def calendar(self, **moments: str | None) -> None:
        self.site.must("PATCH", self.path, json=moments, headers=ANY)

    def judged(self) -> dict[str, Any]:
        """The papers, once every check is done."""

        def settled() -> dict[str, Any] | None:
            papers = self.papers()
            return None if any(each["state"] == "checking" for each in papers.values()) else papers

        found: dict[str, Any] = until(300, settled)
        return found

    def decide(self, paper: str, reason: str, **what: Any) -> Any:
        seen = self.site.ask("GET", f"{self.path}/papers/{paper}/decisions").headers["etag"]
        body = {**what, "reason": reason}
        return self.site.must(
            "POST", f"{self.path}/papers/{paper}/decisions", json=body, headers={"If-Match": seen}
        )

    def someone(self, paper: str, place: int = 1) -> Author:
        return self.people[paper][place - 1]

    # ---- The accepted list, and a link for each of sixty people ----

    def accepted_list(self) -> bytes:
        """As a spreadsheet leaves it: columns in any order, an encoding of its own."""
        columns = [
            "id",
            "title",
            "authors",
            "affiliations",
            "emails",
            "session",
            "keywords",
            "abstract",
            "doi",
        ]
        self.order.shuffle(columns)
        with (SAMPLE / "papers.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            if row["id"] == NEW_AUTHOR:  # Forgotten when the paper was submitted; the PDF has the name.
                for column in ("authors", "affiliations"):
                    row[column] = row[column].rpartition(";")[0]
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, columns, extrasaction="ignore", delimiter=self.order.choice(",;\t"))
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue().encode(self.order.choice(["utf-16", "utf-8-sig", "utf-8"]))

    def hotcrp(self) -> bytes:
        papers = [
            {
                "object": "paper",
                "pid": stem,
                "title": self.registered[stem]["title"],
                "authors": [
                    {"given_name": "", "family_name": name} for name in self.registered[stem]["authors"]
                ],
                "decision": "Accepted",
            }
            for stem in FROM_HOTCRP
        ]
        papers.append({"object": "paper", "pid": "99", "title": "Not for us", "decision": "Rejected"})
        return json.dumps(papers, ensure_ascii=False).encode()

    def load(self, content: bytes, **query: Any) -> Any:
        return self.site.must("POST", f"{self.path}/papers:importList", content=content, params=query)

    def begin(self) -> None:
        facts = {
            "id": self.venue, "title": self.facts.title, "volume_title": self.facts.volume_title,
            "profile": self.facts.profile, "isbn": self.facts.isbn, "doi_prefix": self.facts.doi_prefix,
            "publication_date": "2026-11-15", "starts": "2026-11-15", "acronym": "TPC26", "page_limit": 5,
            "sessions": [{"id": each.id, "title": each.title} for each in self.facts.sessions],
            "opens": away(hours=1), "soft_deadline": away(hours=2), "hard_deadline": away(hours=3),
        }  # fmt: skip
        self.site.must("POST", "/v1/venues", json=facts)
        content = self.accepted_list()
        told = self.load(content, dry_run="true")
        assert (len(told["papers"]), told["mistakes"], told["stored"]) == (18, [], False)
        assert self.papers() == {}
        broken = b"id,title,authors\np1,,Ada\np 2,T,Ada\n"
        assert [each["line"] for each in self.load(broken, dry_run="true")["mistakes"]] == [2, 3]
        self.site.refused("BAD_LIST", "POST", f"{self.path}/papers:importList", content=broken)
        assert {each["action"] for each in self.load(content)["papers"]} == {"created"}
        assert "99 (Rejected)" in self.load(self.hotcrp())["remarks"][0]
        papers = self.papers()
        assert len(papers) == 25
        wanted = [(paper, place) for place in range(1, 7) for paper, each in papers.items()
                  if place <= len(each["authors"])][:60]  # fmt: skip
        assert len(wanted) == 60
        for paper, place in wanted:
            made = self.site.must("POST", f"{self.path}/papers/{paper}/links", json={"place": place})
            author = Author(self.site, f"{self.path}/papers/{paper}", place, made["token"])
            self.people.setdefault(paper, []).append(author)

    # ---- The day ----

    def too_early(self) -> None:
        early = [self.someone(paper) for paper in ("ws_tpc101", "7", "23")]
        at_once([lambda who=who: who.fails("NOT_YET_OPEN", self.good["7"]) for who in early], self.order, 3)
        assert all(each["revisions"] == 0 for each in self.papers().values())

    def on_time(self) -> None:
        self.calendar(opens=away(hours=-1))
        apart = {SILENT, LATE_ONLY, EXTENDED, NEVER_MENDED, REPAIRED, RACED, CHOSEN, HELD_AND_GOOD, TWICE}
        tasks: list[Callable[[], Any]] = [
            lambda who=people[-1], data=self.good[paper]: who.upload(data)
            for paper, people in self.people.items()
            if paper not in apart
        ]
        tasks += [
            lambda: self.someone(NEVER_MENDED).upload(held(b"never")),
            lambda: self.someone(REPAIRED).upload(held(b"repaired")),
            lambda: self.someone(RACED).upload(self.good[RACED]),
            # Two of one paper at the same time, both good; two, of which one is not.
            lambda: self.someone(CHOSEN, 1).upload(self.good[CHOSEN]),
            lambda: self.someone(CHOSEN, 2).upload(touched(self.good[CHOSEN], b"two")),
            lambda: self.someone(HELD_AND_GOOD, 1).upload(held(b"good too")),
            lambda: self.someone(HELD_AND_GOOD, 2).upload(self.good[HELD_AND_GOOD]),
            *self.mistakes(),
            lambda: self.asks_for_an_accent(),
            lambda: self.someone(OTHER_TITLE).asks(
                "as we agreed with the reviewers", title="Calibrated Datasets for Agentic Pipeline at Scale"
            ),
            lambda: self.someone(NEW_AUTHOR, 2).asks(
                "did the measurements", authors=[*self.authors(NEW_AUTHOR), self.forgotten()]
            ),
            lambda: self.someone(REORDERED).asks("we tossed a coin", authors=self.authors(REORDERED)[::-1]),
        ]
        at_once(tasks, self.order, self.hands)
        self.co_authors_meet()
        self.judged()
        self.someone(CHOSEN, 1).choose(hashlib.sha256(self.good[CHOSEN]).hexdigest())

    def authors(self, paper: str) -> list[Any]:
        found: list[Any] = self.paper(paper)["authors"]
        return found

    def forgotten(self) -> dict[str, Any]:
        """The author whom the accepted list does not have."""
        person = next(row.paper for row in self.rows if row.paper.id == NEW_AUTHOR).authors[-1]
        return {"name": person.name, "affiliation": person.affiliation}

    def asks_for_an_accent(self) -> None:
        """Typography is applied at once."""
        title = self.paper(ACCENT)["title"]
        assert self.someone(ACCENT).asks(title=title.upper())["state"] == "applied"
        assert self.someone(ACCENT).asks(title=title)["state"] == "applied"

    def co_authors_meet(self) -> None:
        """Both saw revision 1; whoever comes second is told of the other, and both stay."""
        answers: list[dict[str, Any]] = []
        good = self.good[RACED]
        tasks = [
            lambda place=place: answers.append(
                self.someone(RACED, place).upload(touched(good, b"author %d" % place), based_on=1)
            )
            for place in (2, 3)
        ]
        at_once(tasks, self.order, 2)
        told = sorted((answer["meanwhile"] for answer in answers), key=len)
        assert told[0] == []
        assert len(told[1]) == 1
        assert told[1][0]["words"].startswith("Revision 2 by ")
        self.judged()
        self.someone(RACED, 2).choose(hashlib.sha256(touched(good, b"author 2")).hexdigest())

    def mistakes(self) -> list[Callable[[], Any]]:
        """What people do wrong in between: each is told, nothing is stored."""
        who, other = self.someone("23"), self.someone("ws_tpc101")
        pdf = self.good["ieee-ad-nodoi"]
        foreign = Author(self.site, who.paper, 1, other.token)
        forged = Author(self.site, who.paper, 1, who.token[:-3] + "xxx")
        nowhere = Author(self.site, f"{self.path}/papers/none", 1, self.site.editor)
        zeros = f"sha-256=:{'A' * 43}=:"

        def twice() -> None:
            """The answer was lost, and the upload is sent again under its key; then another one under it."""
            first = self.someone(TWICE).upload(self.good[TWICE], key="mine")
            again = self.someone(TWICE).upload(self.good[TWICE], key="mine")
            assert again["receipt"] == first["receipt"]
            self.someone(TWICE).fails("REQUEST_ID_REUSED", pdf, **{"Idempotency-Key": "mine"})

        return [
            lambda: who.fails("EMPTY_FILE", b""),
            lambda: who.fails("NOT_A_PDF", b"PK\x03\x04" + bytes(2000)),
            lambda: who.fails("DIGEST_MISMATCH", pdf, **{"Content-Digest": zeros}),
            lambda: foreign.fails("FORBIDDEN", pdf),
            lambda: forged.fails("UNAUTHENTICATED", pdf),
            lambda: nowhere.fails("NOT_FOUND", pdf),
            twice,
        ]

    def chair_decides(self) -> None:
        for paper, verb in ((OTHER_TITLE, "approve"), (NEW_AUTHOR, "approve"), (REORDERED, "reject")):
            (change,) = self.paper(paper)["open_changes"]
            number = change["number"]
            path = f"{self.path}/papers/{paper}/changes/{number}:{verb}"
            self.site.must("POST", path, json={"reason": "the chair has looked"}, headers=ANY)

    def after_the_soft_deadline(self) -> None:
        self.calendar(soft_deadline=away(seconds=-5), repair_until=away(hours=1))
        tasks: list[Callable[[], Any]] = [
            lambda: self.someone(REPAIRED, 2).upload(self.good[REPAIRED], based_on=1),
            lambda: self.someone(LATE_ONLY).upload(self.good[LATE_ONLY]),
            lambda: self.someone("ws_tpc101").upload(touched(self.good["ws_tpc101"], b"too late")),
        ]
        at_once(tasks, self.order, self.hands)
        self.judged()

    def after_the_close(self) -> None:
        self.calendar(hard_deadline=away(seconds=-3), repair_until=away(seconds=-2))
        at_once(
            [
                lambda: self.someone(SILENT).fails("CLOSED", self.good[SILENT]),
                lambda: self.someone(EXTENDED).fails("CLOSED", self.good[EXTENDED]),
                lambda: self.someone("7").fails("CLOSED", touched(self.good["7"], b"x")),
            ],
            self.order,
            self.hands,
        )
        self.decide(EXTENDED, "a power cut at their site", until=away(hours=1))
        self.someone(EXTENDED).upload(self.good[EXTENDED])
        revision = self.papers()["ws_tpc101"]["newest"]
        self.decide("ws_tpc101", "the late one has the right figure", revision=revision)
        self.chair_decides()
        self.judged()

    def one_silent_author_does_not_block_the_volume(self) -> None:
        told = self.site.refused("PAPERS_ON_HOLD", "POST", f"{self.path}/builds", json={"kind": "final"})
        assert set(told["papers"].split(",")) == {SILENT, NEVER_MENDED}
        self.decide(SILENT, "three mails, no answer", disposition="excluded_no_upload")
        self.decide(NEVER_MENDED, "promised for next year", disposition="deferred")
        self.decide(WITHDRAWN_EARLY, "asked for by all authors", disposition="withdrawn")
        self.someone(WITHDRAWN_EARLY).fails("CLOSED", self.good[WITHDRAWN_EARLY])

    def built(self) -> Any:
        """A final build of what is there now, done."""
        seen = [{"name": each["name"], "status_version": each["status_version"]}
                for each in self.judged().values()]  # fmt: skip
        body = {"kind": "final", "papers": seen}
        build = self.site.must("POST", f"{self.path}/builds", json=body)
        path = f"/v1/{build['name']}"
        ended = until(
            240, lambda: (now := self.site.must("GET", path))["state"] not in ("queued", "running") and now
        )
        assert ended["state"] == "done", ended["problems"]
        return ended

    def release(self) -> dict[str, Any]:
        first = self.built()
        time.sleep(3)  # Kept steps make a build take less than a second; who is out by now is out before it.
        self.calendar(freeze=away(seconds=-1))
        self.decide(WITHDRAWN_FROZEN, "an error in the proof", disposition="withdrawn")
        told = self.site.refused("CONFLICT", "POST", f"{self.path}/releases", json={"build": first["name"]})
        assert told["papers"] == WITHDRAWN_FROZEN
        build = self.built()
        made = self.site.must("POST", f"{self.path}/releases", json={"build": build["name"]})
        path = f"/v1/{made['name']}"
        ready = until(120, lambda: (now := self.site.must("GET", path))["state"] != "packaging" and now)
        assert (ready["state"], ready["notices"]) == ("ready", [])
        published = lambda: self.paper(WITHDRAWN_RELEASED)["disposition"] == "published"  # noqa: E731
        until(30, published)
        self.decide(WITHDRAWN_RELEASED, "data were not theirs", disposition="withdrawn")
        no_show = self.decide("23", "nobody came", disposition="not_presented")
        self.site.must("POST", f"/v1/{no_show['name']}:lift", json={"reason": "gave it online"}, headers=ANY)

        def told_of() -> Any:
            """Both papers' news comes by itself: what was lifted may be told for a moment."""
            rows = self.site.must("GET", path)["notices"]
            return [each["paper"].split("/")[-1] for each in rows] == [WITHDRAWN_RELEASED] and rows

        notices = until(30, told_of)
        files = {each["path"]: each["sha256"] for each in build["outputs"]}
        return {"build": build, "volume": files["volume.pdf"], "notices": notices}

    def import_again(self) -> None:
        before = self.papers()
        rows = self.load(self.accepted_list())["papers"]
        assert {each["action"] for each in rows} == {"unchanged"}
        after = self.papers()
        assert {k: v["title"] for k, v in after.items()} == {k: v["title"] for k, v in before.items()}
        assert after[NEW_AUTHOR]["authors"][-1]["name"] == self.forgotten()["name"]
        assert (
            self.site.must("GET", f"{self.path}/papers/{OTHER_TITLE}/baseline")["changes"][0]["field"]
            == "title"
        )

    def play(self) -> dict[str, Any]:
        self.begin()
        self.too_early()
        self.on_time()
        self.after_the_soft_deadline()
        self.after_the_close()
        self.one_silent_author_does_not_block_the_volume()
        made = self.release()
        self.import_again()
        return self.end(made)

    def end(self, made: dict[str, Any]) -> dict[str, Any]:
        """What is left of the day, without what an order of arrival may number."""
        papers = self.papers()
        return {
            "papers": {paper: self.standing(paper, each) for paper, each in papers.items()},
            "left out": sorted(
                (each["paper"].split("/")[-1], each["disposition"], each["reason"])
                for each in made["build"]["left_out"]
            ),
            "in print": {each["paper"].split("/")[-1]: each["sha256"] for each in made["build"]["papers"]},
            "volume": made["volume"],
            "notices": [
                (each["paper"].split("/")[-1], each["what"], each["reason"]) for each in made["notices"]
            ],
        }

    def standing(self, paper: str, now: dict[str, Any]) -> dict[str, Any]:
        path = f"{self.path}/papers/{paper}"
        revisions = self.site.must("GET", f"{path}/revisions")["revisions"]
        counts = next((each for each in revisions if each["number"] == now["counts"]), {})
        return {
            "record": [now["title"], [each["name"] for each in now["authors"]]],
            "state": now["state"],
            "disposition": now["disposition"],
            "counts": [
                counts.get("sha256"),
                counts.get("timing"),
                counts.get("actor_name"),
                now["counts_why"],
            ],
            "revisions": sorted((each["sha256"], each["timing"], each["actor_name"]) for each in revisions),
            "decisions": [
                (each["kind"], each["decided"], each["reason"], bool(each["lifted"]))
                for each in self.site.must("GET", f"{path}/decisions")["decisions"]
            ],
            "changes": sorted(
                (each["state"], each["reason"], each["grounds"])
                for each in self.site.must("GET", f"{path}/changes")["changes"]
            ),
        }


def touched(pdf: bytes, note: bytes) -> bytes:
    """Other bytes, the same pages."""
    return pdf + b"% " + note + b"\n"


def held(note: bytes) -> bytes:
    """A PDF that no paper here may be printed with."""
    return touched((TESTS / "corpus" / "ieee-type3.pdf").read_bytes(), note)


def test_a_deadline_day_played_twice_comes_to_the_same_end(site: Site) -> None:
    first = Day(site, "day-one", Random(1), hands=12).play()
    papers = first["papers"]
    assert {
        paper: each["disposition"] for paper, each in papers.items() if each["disposition"] != "published"
    } == {
        SILENT: "excluded_no_upload",
        NEVER_MENDED: "deferred",
        WITHDRAWN_EARLY: "withdrawn_before_freeze",
        WITHDRAWN_FROZEN: "withdrawn_after_freeze",
        WITHDRAWN_RELEASED: "withdrawn_after_release",
    }
    assert [row[:2] for row in first["left out"]] == [
        (paper, papers[paper]["disposition"])
        for paper in sorted([SILENT, NEVER_MENDED, WITHDRAWN_EARLY, WITHDRAWN_FROZEN])
    ]
    assert first["notices"] == [(WITHDRAWN_RELEASED, "withdrawn after release", "data were not theirs")]
    assert len(first["in print"]) == 21
    timing = {paper: each["counts"][1:] for paper, each in papers.items()}
    assert timing[REPAIRED][::2] == ["repair", "newest_fit"]
    assert timing[LATE_ONLY][::2] == ["late", "newest"]
    assert timing[EXTENDED][::2] == ["on_time", "newest_fit"]
    assert timing["ws_tpc101"][::2] == ["late", "chosen_by_editor"]
    assert timing[CHOSEN][::2] == timing[RACED][::2] == ["on_time", "chosen_by_author"]
    second = Day(site, "day-two", Random(2), hands=5).play()
    for paper, each in papers.items():
        assert second["papers"][paper] == each, paper
    assert second == first
