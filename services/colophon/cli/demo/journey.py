"""The journey, step by step; each is asserted, and the first that fails ends it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from ulid import ULID

from colophon.cli.demo import bodies, building, papers
from colophon.cli.demo.client import Api, Refused
from colophon.cli.demo.record import Failed, Record, must
from colophon.cli.demo.script import Script

DEMO = "tpc26-demo-"


@dataclass
class Trip:
    """What the steps hand on to each other."""

    api: Api
    script: Script
    record: Record
    out: Path
    run: str = field(default_factory=lambda: str(ULID()).lower())
    """Distinguishes this run's Idempotency-Keys."""
    venue: dict[str, Any] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)
    """Name by paper's id."""
    links: dict[str, str] = field(default_factory=dict)
    """Author's token by paper's id."""
    build: dict[str, Any] = field(default_factory=dict)
    release: dict[str, Any] = field(default_factory=dict)
    publisher: str = ""
    """The publisher's secret."""

    @property
    def base(self) -> str:
        """Path of the venue."""
        return f"/v1/{self.venue['name']}"

    def key(self, what: str) -> str:
        """An Idempotency-Key: the same whenever the same step is sent again."""
        return f"demo-{self.run}-{what}"


def play(trip: Trip) -> None:
    """All steps in their order; raises Failed or Refused."""
    make_venue(trip)
    import_papers(trip)
    hand_out_links(trip)
    papers.first_uploads(trip)
    walls(trip)
    building.refused_final(trip)
    papers.corrections(trip)
    papers.after_the_deadline(trip)
    building.final(trip)
    building.release(trip)
    building.pull(trip)
    building.judge(trip)


def server_time(api: Api) -> datetime:
    """The server's clock, from its Date header; this machine's where it sends none."""
    date = api.request("GET", "/v1/venues?page_size=1").headers.get("date")
    return parsedate_to_datetime(date) if date else datetime.now(UTC)


def make_venue(trip: Trip) -> None:
    """A venue of its own, the deadline ahead of the server's clock."""
    with trip.record.step("A venue of its own, made from venues/tpc26") as step:
        now = server_time(trip.api)
        taken = {
            int(one["id"].removeprefix(DEMO))
            for one in trip.api.listed("/v1/venues", "venues")
            if one["id"].startswith(DEMO) and one["id"].removeprefix(DEMO).isdecimal()
        }
        number = max(taken, default=0) + 1
        body = bodies.venue(trip.script.venue)
        body["soft_deadline"] = (now + timedelta(days=14)).replace(microsecond=0).isoformat()
        while not trip.venue:
            body["id"] = f"{DEMO}{number}"
            try:
                made = trip.api.request("POST", "/v1/venues", body=body, key=trip.key(f"venue-{number}"))
                trip.venue = made.json()
            except Refused as refused:
                if refused.reason != "ALREADY_EXISTS":
                    raise
                number += 1
        must(made.status_code == 201, f"POST /v1/venues answered {made.status_code}, not 201")
        must(len(trip.venue["sessions"]) == len(trip.script.venue.sessions), "sessions are missing")
        trip.record.facts["venue"] = trip.venue["name"]
        step.facts.append(f"{trip.venue['name']}, deadline {trip.venue['soft_deadline']}")


def import_papers(trip: Trip) -> None:
    """papers.csv, twice: the second time nothing changes."""
    with trip.record.step("Import the accepted papers from papers.csv") as step:
        body = {"papers": [bodies.paper(row.paper) for row in trip.script.rows]}
        path = f"{trip.base}/papers:import"
        first = trip.api.request("POST", path, body=body, key=trip.key("import")).json()["papers"]
        must([one["action"] for one in first] == ["created"] * len(first), f"not all created: {first}")
        again = trip.api.request("POST", path, body=body, key=trip.key("import-again")).json()["papers"]
        must(all(one["action"] == "unchanged" for one in again), f"a second import changed papers: {again}")
        trip.papers = {one["id"]: one["name"] for one in first}
        must(list(trip.papers) == [row.paper.id for row in trip.script.rows], "other papers than sent")
        step.facts.append(f"{len(first)} papers in {len(trip.venue['sessions'])} sessions; again: unchanged")


def hand_out_links(trip: Trip) -> None:
    """A signed link for the first author of each paper."""
    with trip.record.step("A signed link for each paper's first author") as step:
        for paper, name in trip.papers.items():
            made = trip.api.request("POST", f"/v1/{name}/links", body={"place": 1, "expires_in_hours": 72})
            must(made.status_code == 201, f"links answered {made.status_code}, not 201")
            trip.links[paper] = made.json()["token"]
            trip.record.screen.now(f"{len(trip.links)} of {len(trip.papers)} links")
        must(len(set(trip.links.values())) == len(trip.papers), "two papers have the same link")
        step.facts.append(f"{len(trip.links)} links, 72 hours each")


def walls(trip: Trip) -> None:
    """Who may not, cannot."""
    with trip.record.step("Doors that stay shut") as step:
        first, second = list(trip.papers)[:2]
        row = trip.script.rows[0]
        assert row.file is not None
        refused(
            403,
            "an author's link at another paper",
            lambda: trip.api.upload(trip.papers[second], row.file, trip.links[first], trip.key("wall")),
        )
        refused(401, "nobody's token", lambda: trip.api.get(f"{trip.base}/papers", token="nobody"))
        refused(
            403,
            "an author's link as an editor",
            lambda: trip.api.get(f"{trip.base}/papers", token=trip.links[first]),
        )
        path = f"{trip.base}/keys"
        made = trip.api.request("POST", path, body={"label": "Publisher"}, key=trip.key("key"))
        must(made.status_code == 201, f"keys answered {made.status_code}, not 201")
        trip.publisher = made.json()["secret"]
        refused(
            403,
            "a publisher's key at papers",
            lambda: trip.api.get(f"{trip.base}/papers", token=trip.publisher),
        )
        refused(
            412,
            "a change to a version long gone",
            lambda: trip.api.request(
                "PATCH",
                trip.base,
                body={"location": "Elsewhere"},
                version=trip.venue["version"] + 7,
                key=trip.key("stale"),
            ),
        )
        step.facts.append("other people's papers, no token, a stale change: each refused with its reason")


def refused(status: int, what: str, call: Any) -> Refused:
    """The call must be refused with this status."""
    try:
        call()
    except Refused as problem:
        must(problem.status == status, f"{what}: {problem}; {status} was due")
        return problem
    raise Failed(f"{what} was let in")
