"""Deadlines, decisions, changes and the accepted list, on real servers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import grpc
import pytest
from google.protobuf.field_mask_pb2 import FieldMask
from tests.integration.intake_client import PDF, VENUE, IntakeClient, reason

from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1 import decisions_pb2 as dec
from colophon.api.intake.v1 import intake_pb2 as pb
from colophon.api.intake.v1 import records_pb2 as rec
from colophon.api.intake.v1 import records_pb2_grpc

AUTHORS = [common_pb2.Person(name="Ana Munoz", affiliation="CINECA"), common_pb2.Person(name="Bo Li")]


class Client(IntakeClient):
    """With the service of records, as whoever ``actor`` says."""

    def __init__(self, address: str, env: dict[str, str], actor: str = "editors/bootstrap") -> None:
        super().__init__(address, env, actor)
        self.records = records_pb2_grpc.RecordServiceStub(self.channel)
        self.again = (address, env)

    def of(self, actor: str) -> Client:
        return Client(*self.again, actor)

    def ask(self, method: str, request: Any) -> Any:
        return getattr(self.records, method)(request, metadata=self.metadata, timeout=20, wait_for_ready=True)

    def status(self, paper: str) -> pb.PaperStatus:
        found = self.call("GetPaper", pb.GetPaperRequest(name=paper)).status
        assert isinstance(found, pb.PaperStatus)
        return found

    def calendar(self, paper: str, **moments: timedelta) -> None:
        """Deadlines of the paper's venue, from now."""
        venue = common_pb2.Venue(name=paper.split("/papers")[0])
        for name, away in moments.items():
            getattr(venue, name).FromDatetime(datetime.now(UTC) + away)
        request = pb.UpdateVenueRequest(venue=venue, update_mask=FieldMask(paths=list(moments)))
        self.call("UpdateVenue", request)


@pytest.fixture(scope="module")
def intake(module_stack_env: dict[str, str], module_start_service: Any) -> Client:
    return Client(module_start_service("intake", module_stack_env).address, module_stack_env)


@pytest.fixture
def paper(intake: Client, request: pytest.FixtureRequest) -> str:
    """A paper of a venue of the test's own, with two authors."""
    venue = common_pb2.Venue()
    venue.CopyFrom(VENUE)
    venue.id = f"v{hashlib.sha256(request.node.name.encode()).hexdigest()[:12]}"
    intake.call("CreateVenue", pb.CreateVenueRequest(venue=venue))
    one = common_pb2.Paper(id="p1", title="Fault Tolerant Meshes", authors=AUTHORS)
    intake.call("ImportPapers", pb.ImportPapersRequest(venue=f"venues/{venue.id}", papers=[one]))
    return f"venues/{venue.id}/papers/p1"


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(grpc.RpcError) as caught:
        call()
    return reason(caught.value)


HOUR = timedelta(hours=1)


def test_uploads_before_the_opening_and_after_the_close_are_refused(intake: Client, paper: str) -> None:
    intake.calendar(paper, opens=HOUR, soft_deadline=2 * HOUR)
    assert refused(lambda: intake.upload(paper, PDF)) == "NOT_YET_OPEN"
    intake.calendar(paper, opens=-3 * HOUR, soft_deadline=-2 * HOUR, hard_deadline=HOUR)
    late = intake.upload(paper, PDF, request_id="late").receipt
    assert (late.on_time, late.timing) == (False, common_pb2.TIMING_LATE)
    assert late.judged.endswith("late")
    intake.calendar(paper, hard_deadline=-HOUR)
    assert refused(lambda: intake.upload(paper, PDF + b"2")) == "CLOSED"
    assert intake.upload(paper, PDF, request_id="late").receipt == late  # A lost answer, asked for again.
    assert intake.status(paper).revisions == 1


def test_an_extension_opens_one_paper_and_lifting_it_shuts_it(intake: Client, paper: str) -> None:
    intake.calendar(paper, soft_deadline=-2 * HOUR, hard_deadline=-HOUR)
    until = datetime.now(UTC) + HOUR
    request = rec.DecideRequest(paper=paper, reason="power cut in Bologna")
    request.until.FromDatetime(until)
    done = intake.ask("Decide", request)
    assert done.status.deadlines.extension == done.decision.name
    assert intake.upload(paper, PDF).receipt.timing == common_pb2.TIMING_ON_TIME
    lifted = intake.ask("LiftDecision", rec.LiftDecisionRequest(name=done.decision.name, reason="a mistake"))
    assert lifted.decision.lifted_by == "editors/bootstrap"
    assert lifted.status.deadlines.extension == ""
    assert refused(lambda: intake.upload(paper, PDF + b"2")) == "CLOSED"
    again = rec.LiftDecisionRequest(name=done.decision.name, reason="x")
    assert refused(lambda: intake.ask("LiftDecision", again)) == "CONFLICT"
    request.reason = " "
    assert refused(lambda: intake.ask("Decide", request)) == "REASON_NEEDED"


def test_an_on_time_paper_is_mended_in_the_repair_window_and_no_other(intake: Client, paper: str) -> None:
    intake.calendar(paper, soft_deadline=HOUR)
    intake.upload(paper, PDF)
    intake.calendar(paper, soft_deadline=-3 * HOUR, hard_deadline=-2 * HOUR, repair_until=HOUR)
    mended = intake.upload(paper, PDF + b"2").receipt
    assert (mended.on_time, mended.timing) == (True, common_pb2.TIMING_REPAIR)
    venue = paper.split("/papers")[0]
    other = common_pb2.Paper(id="p2", title="T", authors=AUTHORS, order=1)
    intake.call("ImportPapers", pb.ImportPapersRequest(venue=venue, papers=[other]))
    assert refused(lambda: intake.upload(f"{venue}/papers/p2", PDF)) == "CLOSED"


def test_a_co_author_s_upload_meanwhile_is_told_and_kept(intake: Client, paper: str) -> None:
    ana, bo = intake.of(f"{paper}/people/1"), intake.of(f"{paper}/people/2")
    assert list(ana.upload(paper, PDF).meanwhile) == []
    bo.upload(paper, PDF + b"of Bo", based_on=1)
    answer = ana.upload(paper, PDF + b"of Ana, longer", based_on=1)
    (other,) = answer.meanwhile
    assert (other.revision.number, other.revision.actor_name) == (2, "Bo Li")
    assert other.size_change == len(b"of Bo")
    assert "Revision 2 by Bo Li" in other.words
    assert (answer.counts, answer.counts_why) == (3, dec.COUNTS_WHY_NEWEST)
    listed = intake.call("ListRevisions", pb.ListRevisionsRequest(paper=paper)).revisions
    assert [(each.number, each.based_on) for each in listed] == [(1, 0), (2, 1), (3, 1)]
    compared = bo.ask("CompareRevisions", rec.CompareRevisionsRequest(base=f"{paper}/revisions/1"))
    assert [each.revision.number for each in compared.differences] == [2, 3]


def test_a_disposition_stands_until_it_is_lifted_and_then_the_one_before(intake: Client, paper: str) -> None:
    def decide(what: dec.Decided) -> rec.DecideResponse:
        answer = intake.ask("Decide", rec.DecideRequest(paper=paper, decided=what, reason="asked by mail"))
        assert isinstance(answer, rec.DecideResponse)
        return answer

    assert intake.status(paper).disposition == dec.DISPOSITION_EXPECTED
    assert decide(dec.DECIDED_DEFERRED).status.disposition == dec.DISPOSITION_DEFERRED
    withdrawn = decide(dec.DECIDED_WITHDRAWN)
    assert withdrawn.status.disposition == dec.DISPOSITION_WITHDRAWN_BEFORE_FREEZE
    assert refused(lambda: intake.upload(paper, PDF)) == "CLOSED"
    back = rec.LiftDecisionRequest(name=withdrawn.decision.name, reason="they changed their minds")
    assert intake.ask("LiftDecision", back).status.disposition == dec.DISPOSITION_DEFERRED
    intake.calendar(paper, freeze=-HOUR)
    assert decide(dec.DECIDED_WITHDRAWN).status.disposition == dec.DISPOSITION_WITHDRAWN_AFTER_FREEZE
    listed = intake.ask("ListDecisions", rec.ListDecisionsRequest(paper=paper))
    assert [bool(each.lifted_by) for each in listed.decisions] == [False, True, False]
    stale = rec.DecideRequest(paper=paper, decided=dec.DECIDED_DEFERRED, reason="x", seen=1)
    assert refused(lambda: intake.ask("Decide", stale)) == "VERSION_CLASH"
    stale.seen = listed.decisions_version
    assert intake.ask("Decide", stale).decision.number == 4


def test_only_a_paper_without_an_upload_is_excluded_for_it(intake: Client, paper: str) -> None:
    out = rec.DecideRequest(paper=paper, decided=dec.DECIDED_EXCLUDED_NO_UPLOAD, reason="silent")
    author = intake.of(f"{paper}/people/1")
    assert refused(lambda: author.ask("Decide", out)) == "FORBIDDEN"
    done = intake.ask("Decide", out)
    assert done.status.disposition == dec.DISPOSITION_EXCLUDED_NO_UPLOAD
    intake.ask("LiftDecision", rec.LiftDecisionRequest(name=done.decision.name, reason="wrote at last"))
    intake.upload(paper, PDF)
    assert refused(lambda: intake.ask("Decide", out)) == "CONFLICT"


def test_an_author_chooses_before_the_close_an_editor_after(intake: Client, paper: str) -> None:
    author = intake.of(f"{paper}/people/2")
    for more in (b"1", b"2"):
        intake.upload(paper, PDF + more)
    choose = rec.DecideRequest(paper=paper, revision=1)
    done = author.ask("Decide", choose)
    assert (done.decision.actor_name, done.decision.revision) == ("Bo Li", 1)
    # It gives way until it passes; nothing has been checked here.
    assert (done.status.counts.number, done.status.counts_why) == (2, dec.COUNTS_WHY_NEWEST)
    assert refused(lambda: author.ask("Decide", rec.DecideRequest(paper=paper, revision=9))) == "NOT_FOUND"
    intake.calendar(paper, hard_deadline=-HOUR)
    assert refused(lambda: author.ask("Decide", choose)) == "CLOSED"
    choose.reason = "the second is a draft"
    chosen = intake.ask("Decide", choose).status
    assert (chosen.counts.number, chosen.counts_why) == (1, dec.COUNTS_WHY_CHOSEN_BY_EDITOR)


def propose(client: Client, paper: str, why: str = "", **fields: Any) -> rec.ProposeChangeResponse:
    message = common_pb2.Paper(name=paper, **fields)
    request = rec.ProposeChangeRequest(paper=message, update_mask=FieldMask(paths=list(fields)), reason=why)
    answer = client.ask("ProposeChange", request)
    assert isinstance(answer, rec.ProposeChangeResponse)
    return answer


def test_typography_is_applied_and_an_added_author_waits_for_the_chair(intake: Client, paper: str) -> None:
    ana = intake.of(f"{paper}/people/1")
    accents = [common_pb2.Person(name="Ana Muñoz", affiliation="CINECA"), AUTHORS[1]]
    done = propose(ana, paper, title="Fault-tolerant meshes", authors=accents)
    assert (done.change.state, done.status.paper.title) == (dec.CHANGE_STATE_APPLIED, "Fault-tolerant meshes")
    more = [*accents, common_pb2.Person(name="Cy Ng")]
    assert refused(lambda: propose(ana, paper, authors=more)) == "REASON_NEEDED"
    asked = propose(ana, paper, "did the measurements", authors=more)
    assert (asked.change.state, list(asked.change.grounds)) == (
        dec.CHANGE_STATE_OPEN,
        ["authors added: Cy Ng"],
    )
    assert list(asked.change.told) == ["Ana Muñoz", "Bo Li", "Cy Ng"]
    assert len(asked.status.paper.authors) == 2
    bo = intake.of(f"{paper}/people/2")
    assert [each.name for each in bo.status(paper).open_changes] == [asked.change.name]
    approve = rec.DecideChangeRequest(name=asked.change.name, approve=True, reason="letter seen")
    decided = intake.ask("DecideChange", approve)
    assert (decided.change.state, len(decided.status.paper.authors)) == (dec.CHANGE_STATE_APPROVED, 3)
    assert list(decided.status.open_changes) == []
    assert refused(lambda: intake.ask("DecideChange", approve)) == "CONFLICT"
    found = intake.ask("GetBaseline", rec.GetBaselineRequest(paper=paper))
    assert found.baseline.title == "Fault Tolerant Meshes"
    assert [each.field for each in found.changes] == ["title", "authors"]


def test_a_reordered_author_s_old_link_ends(intake: Client, paper: str) -> None:
    token = intake.call("CreateLink", pb.CreateLinkRequest(paper=paper, place=2)).token
    ana = intake.of(f"{paper}/people/1")
    asked = propose(ana, paper, "she led it", authors=list(reversed(AUTHORS))).change
    assert list(asked.grounds) == ["authors in another order"]
    assert intake.call("ResolveToken", pb.ResolveTokenRequest(token=token)).paper == paper
    intake.ask("DecideChange", rec.DecideChangeRequest(name=asked.name, approve=True))
    assert refused(lambda: intake.call("ResolveToken", pb.ResolveTokenRequest(token=token))) == "LINK_REVOKED"


def test_importing_again_never_reverts_a_decision(intake: Client, paper: str) -> None:
    venue = paper.split("/papers")[0]
    asked = propose(
        intake.of(f"{paper}/people/1"), paper, "the reviewers asked", title="Robust Meshes"
    ).change
    intake.ask("DecideChange", rec.DecideChangeRequest(name=asked.name, approve=True))
    csv = "authors;title;Paper ID;affiliations\nAna Munoz; Bo Li;Fault Tolerant Meshes, Revised;p1;ENEA\n"
    csv = csv.replace("Ana Munoz; Bo Li", '"Ana Munoz; Bo Li"')

    def load(text: str, **more: Any) -> rec.ImportListResponse:
        request = rec.ImportListRequest(venue=venue, content=text.encode(), **more)
        answer = intake.ask("ImportList", request)
        assert isinstance(answer, rec.ImportListResponse)
        return answer

    before = intake.status(paper)
    told = load(csv, dry_run=True)
    assert intake.status(paper) == before
    done = load(csv)
    assert done.stored
    assert not told.stored
    assert told.papers == done.papers
    (row,) = done.papers
    assert (row.line, row.id, row.action) == (2, "p1", pb.IMPORT_ACTION_UPDATED)
    assert [each.field for each in row.changes] == ["authors"]
    assert row.kept[0].startswith("title: stays as it is, editors/bootstrap decided it on")
    after = intake.status(paper).paper
    assert (after.title, after.authors[1].affiliation) == ("Robust Meshes", "ENEA")
    assert [each.action for each in load(csv).papers] == [pb.IMPORT_ACTION_UNCHANGED]


def test_a_list_with_mistakes_stores_nothing_and_a_dry_run_names_each_line(
    intake: Client, paper: str
) -> None:
    venue = paper.split("/papers")[0]
    text = "title,id,authors\nGood,q1,Zoë Müller\n,q2,Ann\nTwice,Q1,Bo\nBad id,q 3,Bo\n"
    request = rec.ImportListRequest(venue=venue, content=text.encode("cp1252"))
    assert refused(lambda: intake.ask("ImportList", request)) == "BAD_LIST"
    request.dry_run = True
    told = intake.ask("ImportList", request)
    assert (told.charset, [each.line for each in told.mistakes]) == ("cp1252", [3, 4, 5])
    assert all(each.remedy for each in told.mistakes)
    assert [(each.id, each.action) for each in told.papers] == [("q1", pb.IMPORT_ACTION_CREATED)]
    assert list(told.not_listed) == ["p1"]
    assert "cp1252" in told.remarks[0]
    papers = intake.call("ListPapers", pb.ListPapersRequest(venue=venue)).papers
    assert [each.paper.id for each in papers] == ["p1"]


def test_hotcrp_s_json_is_taken(intake: Client, paper: str) -> None:
    venue = paper.split("/papers")[0]
    text = """[
      {"object": "paper", "pid": 12, "title": "Meshes at Scale", "decision": "Accepted",
       "authors": [{"given_name": "Zoë", "family_name": "Müller", "email": "z@example.org",
                    "affiliation": "KTH"}], "abstract": "We show."},
      {"object": "paper", "pid": 13, "title": "No", "decision": "Rejected", "authors": []}]"""
    done = intake.ask("ImportList", rec.ImportListRequest(venue=venue, content=text.encode()))
    assert [(each.id, each.line) for each in done.papers] == [("12", 2)]
    assert done.remarks == ["passed over, not accepted: 13 (Rejected)"]
    (author,) = intake.status(f"{venue}/papers/12").paper.authors
    assert (author.name, author.family, author.affiliation) == ("Zoë Müller", "Müller", "KTH")
