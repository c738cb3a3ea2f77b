"""Uploads and verdicts: first versions, corrections, one after the deadline."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from colophon.cli.demo.record import Failed, Upload, must

if TYPE_CHECKING:
    from colophon.cli.demo.journey import Trip

AUTHORS_AT_ONCE = 4
VERDICT_SECONDS = 120.0


def first_uploads(trip: Trip) -> None:
    """Every author's first file; the faulty ones must be held by the right rule, the others pass."""
    with trip.record.step(f"{len(trip.papers)} authors upload; the checks answer") as step:
        uploads = []
        for row in trip.script.rows:
            fault = trip.script.faults.get(row.paper.id)
            assert row.file is not None
            uploads.append(_plan(trip, row.paper.id, row.file, fault.rules if fault else ()))
        files = {row.paper.id: row.file for row in trip.script.rows if row.file}
        send_and_judge(trip, uploads, files)
        must(all(one.receipt["on_time"] for one in uploads), "an upload before the deadline is marked late")
        held = [one for one in uploads if one.verdict == "hold"]
        settle(trip, {one.paper for one in held})
        again = uploads[0]
        status, told = trip.api.upload(
            trip.papers[again.paper], files[again.paper], trip.links[again.paper], trip.key("same-bytes")
        )
        must(status == 200, f"the same bytes again answered {status}, not 200")
        must(told["receipt"]["revision"] == again.revision, "the same bytes again made a revision")
        step.facts.append(f"{len(uploads) - len(held)} pass, {len(held)} on hold, as they should")


def corrections(trip: Trip) -> None:
    """Mended files for all but the late one; the wrong title is corrected in the record by the editor."""
    with trip.record.step("Corrected versions, and a title corrected in the record") as step:
        uploads, files = [], {}
        for fault in trip.script.faults.values():
            if fault.corrected and not fault.late:
                files[fault.paper] = fault.corrected
                uploads.append(_plan(trip, fault.paper, fault.corrected, ()))
        for fault in trip.script.faults.values():
            if fault.title:
                _correct_title(trip, fault.paper, fault.title)
        send_and_judge(trip, uploads, files)
        settle(trip, {fault.paper for fault in trip.script.faults.values() if fault.late})
        step.facts.append(f"{len(uploads)} corrected versions pass")


def _correct_title(trip: Trip, paper: str, title: str) -> None:
    """The editor's correction; the same file is judged anew against it and passes."""
    path = f"/v1/{trip.papers[paper]}"
    before = trip.api.get(path)
    must(before["state"] == "held", f"{paper} is {before['state']} before its title is corrected")
    body = {"title": title}
    patched = trip.api.request("PATCH", path, body=body, version=before["version"], key=trip.key("title"))
    version = patched.json()["version"]
    must(version > before["version"], "a corrected title did not make a new version")
    revision = f"{trip.papers[paper]}/revisions/{before['newest']}"

    def judged() -> dict[str, Any] | None:
        checks = trip.api.listed(f"/v1/{revision}/checks", "checks")
        return next((one for one in checks if one["paper_version"] >= version), None)

    check = wait(judged, f"a new check of {revision}")
    must(check["verdict"] == "pass", f"{paper} is still held: {_brief(check['findings'])}")
    trip.record.screen.line("✓", f"{paper}: title corrected to “{title}”, judged anew: pass", "green", 4)


def after_the_deadline(trip: Trip) -> None:
    """The deadline moves into the past; the upload after it is taken and marked late."""
    from colophon.cli.demo.journey import server_time

    with trip.record.step("The deadline passes; one author is late") as step:
        past = (server_time(trip.api) - timedelta(hours=1)).replace(microsecond=0).isoformat()
        body = {"soft_deadline": past}
        patched = trip.api.request(
            "PATCH", trip.base, body=body, version=trip.venue["version"], key=trip.key("deadline")
        )
        trip.venue = patched.json()
        late = [fault for fault in trip.script.faults.values() if fault.late and fault.corrected]
        uploads = [_plan(trip, fault.paper, fault.corrected, ()) for fault in late if fault.corrected]
        send_and_judge(trip, uploads, {fault.paper: fault.corrected for fault in late if fault.corrected})
        for one in uploads:
            must(not one.receipt["on_time"], f"{one.paper} came after the deadline and is not marked late")
        step.facts.append(f"{', '.join(one.paper for one in uploads)}: taken, marked late, passes")
        settle(trip, set())


def settle(trip: Trip, held: set[str]) -> None:
    """Wait until the list of papers says of each what its check said: these held, all others passed."""

    def settled() -> bool | None:
        states = {one["id"]: one["state"] for one in trip.api.listed(f"{trip.base}/papers", "papers")}
        waiting = [
            paper for paper, state in states.items() if state != ("held" if paper in held else "passed")
        ]
        trip.record.screen.now(f"waiting for the list of papers to show {', '.join(waiting)}")
        return None if waiting else True

    wait(settled, f"the list of papers to show {', '.join(sorted(held)) or 'none'} on hold")


def _plan(trip: Trip, paper: str, file: Path, rules: tuple[str, ...]) -> Upload:
    one = Upload(paper, file.name, "hold" if rules else "pass", list(rules))
    trip.record.uploads.append(one)
    return one


def send_and_judge(trip: Trip, uploads: list[Upload], files: dict[str, Path]) -> None:
    """Upload side by side, show each verdict as it comes; raises Failed after all if one is not as due."""
    waiting: dict[str, tuple[Upload, float]] = {}
    with ThreadPoolExecutor(AUTHORS_AT_ONCE) as pool:
        sending = [pool.submit(_send, trip, one, files[one.paper]) for one in uploads]
        until = time.monotonic() + VERDICT_SECONDS
        while sending or waiting:
            sending = _collect(sending, waiting)
            for paper in list(waiting):
                one, began = waiting[paper]
                checks = trip.api.listed(f"/v1/{one.revision}/checks", "checks")
                if checks:
                    del waiting[paper]
                    _judge(trip, one, checks[0], time.monotonic() - began)
            told = f"{len(sending)} on their way, {len(waiting)} being checked"
            trip.record.screen.now(told)
            if time.monotonic() > until:
                raise Failed(
                    f"no verdict within {VERDICT_SECONDS:.0f} s for {', '.join(waiting) or 'uploads'}"
                )
            time.sleep(0.1)
    wrong = [one for one in uploads if not one.as_expected]
    must(not wrong, "not judged as they should be: " + "; ".join(
        f"{one.paper} ({one.file}) {one.verdict}: {_brief(one.findings)}" for one in wrong
    ))  # fmt: skip


def _collect(
    sending: list[Future[tuple[Upload, float]]], waiting: dict[str, tuple[Upload, float]]
) -> list[Future[tuple[Upload, float]]]:
    """Moves what has arrived over to ``waiting``; what is still on its way."""
    for future in [one for one in sending if one.done()]:
        one, began = future.result()
        waiting[one.paper] = (one, began)
    return [one for one in sending if not one.done()]


def _send(trip: Trip, one: Upload, file: Path) -> tuple[Upload, float]:
    began = time.monotonic()
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    key = trip.key(f"upload-{one.paper}-{digest[:12]}")
    one.status, told = trip.api.upload(trip.papers[one.paper], file, trip.links[one.paper], key)
    one.receipt = told["receipt"]
    one.seconds_to_receipt = round(time.monotonic() - began, 3)
    must(one.status == 201, f"{one.paper}: a new file answered {one.status}, not 201")
    must(one.receipt["sha256"] == digest, f"{one.paper}: the receipt names another digest than the file's")
    must(one.receipt["size"] == file.stat().st_size, f"{one.paper}: the receipt names another size")
    return one, began


def _judge(trip: Trip, one: Upload, check: dict[str, Any], seconds: float) -> None:
    one.verdict, one.findings, one.check = check["verdict"], check["findings"], check["name"]
    one.seconds_to_verdict = round(seconds, 3)
    errors = {finding["rule"] for finding in one.findings if finding["severity"] == "error"}
    due = set(one.expected_rules)
    one.as_expected = one.verdict == one.expected and errors <= due and bool(errors) == bool(due)
    mark, style = ("✗", "red") if not one.as_expected else ("‖", "yellow") if due else ("✓", "green")
    fault = trip.script.faults.get(one.paper)
    why = f" ({fault.what})" if fault and due else ""
    screen = trip.record.screen
    screen.line(mark, f"{one.paper:10} {one.file:34} {one.verdict}{why}  {seconds:.1f} s", style, 4)
    for finding in one.findings:
        if finding["severity"] == "error":
            where = f" p. {finding['page']}" if finding["page"] else ""
            screen.note(f"           {finding['rule']}{where}: {finding['message']}")
            screen.note(f"           → {finding['remedy']}")


def _brief(findings: list[dict[str, Any]]) -> str:
    errors = [f"{one['rule']} {one['message']}" for one in findings if one["severity"] == "error"]
    return ", ".join(errors) or "no error found"


def wait(look: Callable[[], Any], what: str, seconds: float = VERDICT_SECONDS) -> Any:
    """Look again until there is something; raises Failed when it takes too long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = look()
        if found is not None:
            return found
        time.sleep(0.2)
    raise Failed(f"{what}: not within {seconds:.0f} s")
