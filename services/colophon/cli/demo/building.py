"""Builds, the release and what the publisher pulls."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pikepdf

from colophon.cli.demo import verify
from colophon.cli.demo.client import Refused
from colophon.cli.demo.papers import wait
from colophon.cli.demo.record import Failed, must

if TYPE_CHECKING:
    from colophon.cli.demo.journey import Trip

BUILD_SECONDS = 180.0


def refused_final(trip: Trip) -> None:
    """A final build while papers are on hold: refused, each named."""
    with trip.record.step("A final build while papers are on hold") as step:
        try:
            trip.api.request("POST", f"{trip.base}/builds", body={"kind": "final"}, key=trip.key("too-early"))
        except Refused as problem:
            must(problem.status == 409, f"{problem}; 409 was due")
            named = str(problem.problem.get("papers", "")).split(",")
            due = sorted(trip.script.faults)
            must(sorted(named) == due, f"the refusal names {named}; on hold are {due}")
            trip.record.screen.note(str(problem.problem.get("detail", "")))
            step.facts.append(f"refused; {', '.join(named)} are named")
            return
        raise Failed("a final build was started while papers are on hold")


def final(trip: Trip) -> None:
    """The build that is printed, watched step by step; its files fetched."""
    with trip.record.step("The volume is built") as step:
        started = trip.api.request(
            "POST", f"{trip.base}/builds", body={"kind": "final"}, key=trip.key("build")
        )
        must(started.status_code == 202, f"builds answered {started.status_code}, not 202")
        told: set[str] = set()
        for state in trip.api.watch(started.json()["name"], BUILD_SECONDS):
            trip.build = state
            _show(trip, state, told)
        must(trip.build["state"] == "done", f"the build {trip.build['state']}: {trip.build['problems']}")
        must(not trip.build["left_out"], f"papers are left out: {trip.build['left_out']}")
        names = {one["path"]: one for one in trip.build["outputs"]}
        for wanted in ("volume.pdf", "volume.bib"):
            must(wanted in names, f"the build made no {wanted}: {', '.join(sorted(names))}")
            path = f"/v1/{trip.build['name']}/files/{quote(wanted)}"
            _fetch(trip, path, trip.out / wanted, names[wanted], trip.api.token)
        trip.record.facts["build"] = trip.build
        step.facts.append(f"{trip.build['name']}, {len(names)} files")


def _show(trip: Trip, state: dict[str, Any], told: set[str]) -> None:
    """A line for each step that is done, once; on a terminal what runs now."""
    for one in state["steps"]:
        if one["state"] == "done" and one["id"] not in told:
            told.add(one["id"])
            count = f" {one['done']}/{one['total']}" if one["total"] > 1 else ""
            trip.record.screen.line("✓", f"{one['title']}{count}  {one['seconds']:.1f} s", "green", 4)
        elif one["state"] == "running":
            trip.record.screen.now(f"{one['title']} {one['done']}/{one['total']}")


def release(trip: Trip) -> None:
    """The build becomes a release; export packs it."""
    with trip.record.step("The build is released and packed") as step:
        body = {"build": trip.build["name"]}

        def started() -> Any:
            try:
                path = f"{trip.base}/releases"
                return trip.api.request("POST", path, body=body, key=trip.key("release"))
            except Refused as problem:
                # The news of the finished build may still be on its way to export.
                if problem.reason not in ("NOT_READY", "NOT_FOUND", "COPIES_BEHIND"):
                    raise
                return None

        made = wait(started, "export to know the build", 60)
        must(made.status_code == 202, f"releases answered {made.status_code}, not 202")
        name = made.json()["name"]

        def ended() -> dict[str, Any] | None:
            state: dict[str, Any] = trip.api.get(f"/v1/{name}")
            return state if state["state"] in ("ready", "failed") else None

        trip.release = wait(ended, f"{name} to be ready")
        must(trip.release["state"] == "ready", f"{name} failed: {trip.release['problems']}")
        trip.record.facts["release"] = trip.release
        step.facts.append(
            f"{name}, {len(trip.release['files'])} files, {_size(trip.release['package']['size'])}"
        )


def pull(trip: Trip) -> None:
    """The publisher, with a key of its own: the list, the package, a part of it, nothing twice."""
    with trip.record.step("The publisher pulls the package with its own key") as step:
        listed = trip.api.get(f"{trip.base}/releases", token=trip.publisher)["releases"]
        must([one["name"] for one in listed] == [trip.release["name"]], f"the publisher sees {listed}")
        path = f"/v1/{trip.release['name']}/package.zip"
        target = trip.out / "package.zip"
        etag = _fetch(trip, path, target, trip.release["package"], trip.publisher)
        part = trip.api.request("GET", path, token=trip.publisher, headers={"Range": "bytes=100-299"})
        with target.open("rb") as file:
            file.seek(100)
            must(part.status_code == 206 and part.content == file.read(200), "a range is not that part of it")
        known = trip.api.request("GET", path, token=trip.publisher, headers={"If-None-Match": etag})
        must(
            known.status_code == 304 and not known.content,
            f"known bytes answered {known.status_code}, not 304",
        )
        step.facts.append(f"{_size(target.stat().st_size)}; ranges and ETags kept")


def judge(trip: Trip) -> None:
    """Volume, bibliography and package, judged by tools other than those that made them."""
    with trip.record.step("What came out is judged") as step:
        listed = trip.api.listed(f"{trip.base}/papers", "papers")
        titles = {one["name"]: one["title"] for one in listed}
        pages = {}
        for row in trip.script.rows:
            fault = trip.script.faults.get(row.paper.id)
            path = fault.corrected if fault and fault.corrected else row.file
            assert path is not None
            with pikepdf.open(path) as pdf:
                pages[trip.papers[row.paper.id]] = len(pdf.pages)
        volume = trip.out / "volume.pdf"
        facts = [
            ("volume.pdf", verify.volume(volume, trip.build, titles, pages)),
            ("volume.bib", [verify.bibliography(trip.out / "volume.bib", list(titles), trip.script.venue)]),
            ("package.zip", verify.package(trip.out / "package.zip", trip.release, verify.sha256(volume))),
        ]  # fmt: skip
        for name, told in facts:
            trip.record.screen.line("✓", f"{name}: {', '.join(told)}", "green", 4)
        step.facts.append("all three right")


def _fetch(trip: Trip, path: str, target: Path, due: dict[str, Any], token: str) -> str:
    """Fetch a file, compare size and digest with what was said of it; its ETag."""
    answer = trip.api.request("GET", path, token=token)
    target.write_bytes(answer.content)
    must(len(answer.content) == due["size"], f"{path}: {len(answer.content)} bytes, {due['size']} were said")
    must(verify.sha256(target) == due["sha256"], f"{path}: another digest than was said")
    return str(answer.headers.get("etag", ""))


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"
