"""Waivers, corrections and disputes: who may, what follows, and that it can be taken back."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import grpc
import psycopg
import pytest

from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1 import records_pb2, records_pb2_grpc
from colophon.api.validation.v1 import validation_pb2 as pb
from colophon.gateway.problems import error_info

sys.path.insert(0, str(Path(__file__).parent))
from test_validation import CORPUS, HOLD, PASS, TITLE, VENUE, Client, until

pytestmark = pytest.mark.xdist_group("rulings")
COUNTS, WAIVED, MISTAKEN = (
    common_pb2.STANDING_COUNTS,
    common_pb2.STANDING_WAIVED,
    common_pb2.STANDING_MISTAKEN,
)


class Desk(Client):
    """Decides as whoever is named."""

    def __init__(self, env: dict[str, str], intake: str, validation: str) -> None:
        super().__init__(env, intake, validation)
        self.env = env
        self.intake_address = intake

    def say(self, actor: str, method: str, request: Any) -> pb.Ruling:
        metadata = (self.metadata[0], ("x-actor", actor))
        return getattr(self.validation, method)(request, metadata=metadata, timeout=20).ruling

    def decide(self, actor: str, revision: str, kind: int, **values: Any) -> pb.Ruling:
        values = {"reason": "because", **values}
        return self.say(actor, "CreateRuling", pb.CreateRulingRequest(revision=revision, kind=kind, **values))

    def withdraw(self, actor: str, ruling: pb.Ruling) -> pb.Ruling:
        return self.say(
            actor,
            "WithdrawRuling",
            pb.WithdrawRulingRequest(name=ruling.name, reason="second thoughts"),
        )

    def newest(self, revision: str) -> common_pb2.Check:
        request = pb.GetCheckRequest(name=f"{revision}/checks/{self.status_of(revision)}")
        return self.validation.GetCheck(request, metadata=self.metadata).check

    def status_of(self, revision: str) -> int:
        checks = self.checks(revision)
        return max(checks, key=lambda check: check.sequence).number

    def judged(self, name: str, file: str, title: str = TITLE) -> str:
        self.paper(name, title, ["Ana van der Berg"])
        revision = self.upload(name, (CORPUS / f"{file}.pdf").read_bytes())
        until(lambda: self.checks(revision))
        until(lambda: self.status(name).verdict)
        return revision


EDITOR = "editors/bootstrap"


@pytest.fixture(scope="module")
def desk(
    module_stack_env: dict[str, str], module_start_service: Any, tmp_path_factory: pytest.TempPathFactory
) -> Desk:
    own = tmp_path_factory.mktemp("profiles") / "profiles"
    shutil.copytree(CORPUS.parents[1] / "profiles", own)
    with (own / "ieee-sc26" / "profile.toml").open("a") as profile:
        profile.write("\n[categories.short.limits]\ncontent_pages = 2\n")
    module_stack_env["COLOPHON_PROFILES"] = str(own)
    intake = module_start_service("intake", module_stack_env)
    validation = module_start_service("validation", module_stack_env)
    made = Desk(module_stack_env, intake.address, validation.address)
    made.venue()
    return made


def refused(reason: str, call: Any) -> None:
    with pytest.raises(grpc.RpcError) as told:
        call()
    info = error_info(told.value)
    assert info is not None
    assert info[1].reason == reason, info
    assert info[1].metadata["remedy"]


def test_a_category_of_the_accepted_list_has_its_own_limit_of_pages(desk: Desk) -> None:
    records = records_pb2_grpc.RecordServiceStub(grpc.insecure_channel(desk.intake_address))

    def load(category: str) -> records_pb2.ImportListResponse:
        text = (
            f'id,title,authors,Paper Type,Badges,Score\nkind,"{TITLE}",Ana van der Berg,{category},Gold,3\n'
        )
        request = records_pb2.ImportListRequest(venue=VENUE, content=text.encode())
        return records.ImportList(request, metadata=desk.metadata, timeout=20)

    assert list(load("Short").remarks) == ["columns kept aside, of no meaning here: Score"]
    assert dict(desk.status("kind").paper.extra) == {"badges": "Gold"}
    revision = desk.upload("kind", (CORPUS / "ieee-ok-5.pdf").read_bytes())
    until(lambda: desk.status("kind").verdict == HOLD)
    check = desk.newest(revision)
    errors = [f.rule for f in check.findings if f.severity == common_pb2.SEVERITY_ERROR]
    assert (check.content_pages, check.content_limit, errors) == (5, 2, ["PGS-001"])
    (row,) = load("Keynote").papers
    assert [(each.field, each.before, each.after) for each in row.changes] == [
        ("category", "Short", "Keynote")
    ]
    assert until(lambda: c if (c := desk.newest(revision)).number == 2 else None).verdict == PASS
    until(lambda: desk.status("kind").verdict == PASS)
    assert "category 'Keynote': the profile ieee-sc26 has short" in load("Keynote").remarks[1]


def test_waiver_lets_a_true_finding_pass_and_is_withdrawn(desk: Desk) -> None:
    revision = desk.judged("waived", "ieee-ok-5", "Quite Another Title")
    first = desk.newest(revision)
    found = next(f for f in first.findings if f.severity == common_pb2.SEVERITY_ERROR)
    assert (first.verdict, found.rule, found.standing, found.ruling) == (HOLD, "TXT-002", COUNTS, "")
    made = desk.decide(EDITOR, revision, pb.RULING_KIND_WAIVER, rule="TXT-002")
    assert made.name == f"{VENUE}/papers/waived/rulings/1"
    assert (made.actor, made.reason, made.HasField("made")) == (EDITOR, "because", True)
    after = desk.newest(revision)
    same = next(f for f in after.findings if f.id == found.id)
    assert (after.number, after.verdict, same.standing, same.ruling) == (2, PASS, WAIVED, made.name)
    status = until(lambda: s if (s := desk.status("waived")).verdict == PASS else None)
    assert (status.errors, status.check) == (0, after.name)
    refused("ALREADY_EXISTS", lambda: desk.decide(EDITOR, revision, pb.RULING_KIND_WAIVER, rule="TXT-002"))
    # It holds for versions to come.
    again = desk.upload("waived", (CORPUS / "ieee-ok-5.pdf").read_bytes() + b"\n")
    assert until(lambda: desk.checks(again))[0].verdict == PASS
    until(lambda: desk.status("waived").counts.number == 2)
    desk.withdraw(EDITOR, made)
    assert desk.newest(revision).name == first.name, "the first check holds again"
    until(lambda: desk.status("waived").verdict == HOLD)
    request = pb.ListRulingsRequest(paper=f"{VENUE}/papers/waived")
    listed = desk.validation.ListRulings(request, metadata=desk.metadata).rulings
    assert [(d.reason, d.withdrawn_by, d.withdrawn_reason) for d in listed] == [
        ("because", EDITOR, "second thoughts")
    ]
    refused("CONFLICT", lambda: desk.withdraw(EDITOR, made))


def test_five_pages_are_waived_by_nobody_and_only_editors_decide(desk: Desk) -> None:
    revision = desk.judged("over", "ieee-over-7")
    author = f"{VENUE}/papers/over/people/1"
    found = next(f for f in desk.newest(revision).findings if f.rule == "PGS-001")
    assert found.waivable_by == common_pb2.WAIVABLE_BY_NOBODY
    for more in ({"rule": "PGS-001"}, {"finding": found.id}):
        refused(
            "NOT_WAIVABLE", lambda more=more: desk.decide(EDITOR, revision, pb.RULING_KIND_WAIVER, **more)
        )
    other = next(f for f in desk.newest(revision).findings if f.rule != "PGS-001")
    refused("FORBIDDEN", lambda: desk.decide(author, revision, pb.RULING_KIND_WAIVER, finding=other.id))
    refused("NOT_FOUND", lambda: desk.decide(EDITOR, revision, pb.RULING_KIND_WAIVER, rule="PDF-002"))
    refused("NOT_FOUND", lambda: desk.decide(EDITOR, f"{revision}9", pb.RULING_KIND_WAIVER, rule="PDF-002"))
    refused("INVALID_ARGUMENT", lambda: desk.decide(EDITOR, revision, pb.RULING_KIND_PAGE, page=6))
    refused("NOT_FOUND", lambda: desk.decide(EDITOR, revision, pb.RULING_KIND_PAGE, page=99, counts_as=1))
    assert len(desk.checks(revision)) == 1


def test_a_page_is_corrected_and_the_rules_are_judged_again(desk: Desk) -> None:
    revision = desk.judged("pages", "ieee-over-7")
    before = desk.newest(revision)
    assert [p.counts_as for p in before.page_list][:7] == [common_pb2.COUNTS_AS_BODY] * 7
    assert (before.content_pages, before.content_limit) == (7, 5)
    made = [
        desk.decide(
            EDITOR, revision, pb.RULING_KIND_PAGE, page=page, counts_as=common_pb2.COUNTS_AS_APPENDIX,
            evidence="it is headed Appendix",
        )
        for page in (6, 7)
    ]  # fmt: skip
    after = desk.newest(revision)
    assert after.content_pages == 5
    assert [p.corrected for p in after.page_list] == [False] * 5 + [True] * 2 + [False]
    assert "PGS-001" not in {f.rule for f in after.findings if f.severity == common_pb2.SEVERITY_ERROR}
    for ruling in made:
        desk.withdraw(EDITOR, ruling)
    assert desk.newest(revision).name == before.name


def test_a_dispute_is_answered_and_a_superseded_version_takes_no_ruling(desk: Desk) -> None:
    revision = desk.judged("dispute", "ieee-ok-5", "Quite Another Title")
    author = f"{VENUE}/papers/dispute/people/1"
    found = next(f for f in desk.newest(revision).findings if f.rule == "TXT-002")
    dispute = {"kind": pb.RULING_KIND_DISPUTE, "finding": found.id, "reason": "the title is the same"}
    for stranger in (EDITOR, f"{VENUE}/papers/other/people/1"):
        refused("FORBIDDEN", lambda stranger=stranger: desk.decide(stranger, revision, **dispute))
    said = desk.decide(author, revision, **dispute)
    assert said.state == pb.DISPUTE_STATE_OPEN
    assert desk.newest(revision).verdict == HOLD, "a dispute takes no weight"
    refused("ALREADY_EXISTS", lambda: desk.decide(author, revision, **dispute))
    request = pb.AnswerDisputeRequest(name=said.name, accepted=True, answer="so it is")
    refused("FORBIDDEN", lambda: desk.say(author, "AnswerDispute", request))
    answered = desk.say(EDITOR, "AnswerDispute", request)
    assert (answered.state, answered.answered_by) == (pb.DISPUTE_STATE_ACCEPTED, EDITOR)
    after = desk.newest(revision)
    assert after.verdict == PASS
    assert next(f for f in after.findings if f.id == found.id).standing == MISTAKEN
    # A correction is about these bytes: another file is judged by itself.
    second = desk.upload("dispute", (CORPUS / "ieee-over-7.pdf").read_bytes())
    held = until(lambda: desk.checks(second))[0]
    assert next(f for f in held.findings if f.rule == "TXT-002").standing == COUNTS
    third = desk.upload("dispute", (CORPUS / "ieee-over-7-fixed.pdf").read_bytes())
    until(lambda: desk.checks(third))
    until(lambda: desk.status("dispute").newest.number == 3 and desk.status("dispute").verdict)
    refused(
        "REVISION_SUPERSEDED",
        lambda: desk.decide(
            EDITOR, second, pb.RULING_KIND_MISTAKEN, finding=held.findings[0].id, evidence="x"
        ),
    )


def test_a_venue_stays_with_its_rules_until_an_editor_adopts_newer_ones(desk: Desk) -> None:
    revision = desk.judged("shadow", "ieee-over-7")
    request = pb.GetVenueRulesRequest(venue=VENUE)

    def rules() -> pb.VenueRules:
        return desk.validation.GetVenueRules(request, metadata=desk.metadata).rules

    now = rules()
    assert (now.version, list(now.changes)) == (now.newest, [])
    # As a venue that began before there were any rules.
    with psycopg.connect(desk.env["COLOPHON_DATABASE_URL"].replace("+psycopg", "")) as connection:
        connection.execute("update validation.venue_rules set version = 0")
        connection.execute("delete from validation.seen")
    until(lambda: desk.newest(revision).rules_version == 0)
    told = until(lambda: r if (r := rules()).changes and not r.pending else None)
    assert desk.newest(revision).verdict == PASS
    change = next(each for each in told.changes if each.revision == revision)
    assert (change.now, change.then) == (PASS, HOLD)
    assert "PGS-001" in change.rules
    until(lambda: desk.status("shadow").verdict == PASS)
    adopt = pb.AdoptRulesRequest(venue=VENUE, version=told.newest)
    adopted = desk.validation.AdoptRules(adopt, metadata=desk.metadata).rules
    assert (adopted.version, adopted.actor) == (told.newest, EDITOR)
    until(lambda: desk.status("shadow").verdict == HOLD)


def test_another_profile_is_judged_by_at_once_and_a_broken_one_holds(desk: Desk) -> None:
    revision = desk.judged("profile", "ieee-over-7")
    before = desk.newest(revision)
    assert before.verdict == HOLD
    path = Path(desk.env["COLOPHON_PROFILES"]) / "ieee-sc26" / "profile.toml"
    text = path.read_text()
    assert "content_pages = 5" in text
    path.write_text(text.replace("content_pages = 5", "content_pages = 8"))
    after = until(lambda: c if (c := desk.newest(revision)).content_limit == 8 else None)
    assert "PGS-001" not in {f.rule for f in after.findings}
    path.write_text(text.replace("content_pages = 5", "content_pages = 'five'"))
    broken = until(lambda: c if (c := desk.newest(revision)).number > after.number else None)
    assert ([f.rule for f in broken.findings], broken.verdict) == (["CFG-001"], HOLD)
    refused("NOT_WAIVABLE", lambda: desk.decide(EDITOR, revision, pb.RULING_KIND_WAIVER, rule="CFG-001"))
    path.write_text(text)
    until(lambda: desk.newest(revision).name == before.name)


def test_what_cannot_be_read_is_let_through_by_nobody(desk: Desk) -> None:
    revision = desk.judged("torn", "ieee-truncated")
    check = desk.newest(revision)
    found = check.findings[0]
    assert (check.verdict, len(check.page_list)) == (HOLD, 0)
    for kind in (pb.RULING_KIND_WAIVER, pb.RULING_KIND_MISTAKEN):
        refused(
            "NOT_WAIVABLE",
            lambda kind=kind: desk.decide(EDITOR, revision, kind, finding=found.id, evidence="x"),
        )


def test_kept_facts_that_are_not_understood_are_read_again(desk: Desk) -> None:
    revision = desk.judged("kept", "ieee-lowres")
    before = desk.newest(revision)
    with psycopg.connect(desk.env["COLOPHON_DATABASE_URL"].replace("+psycopg", "")) as connection:
        changed = connection.execute(
            "update validation.facts set body = 'x' where sha256 = %s", [before.sha256]
        ).rowcount
    assert changed == 1
    desk.decide(EDITOR, revision, pb.RULING_KIND_WAIVER, rule="IMG-001")
    after = desk.newest(revision)
    assert (after.number, [f.id for f in after.findings]) == (2, [f.id for f in before.findings])
