"""Rulings: who may make, withdraw and answer them, checked against what the revision was found to be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from colophon.api.common.v1 import common_pb2
from colophon.api.validation.v1 import validation_pb2 as pb
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.common.domain.profile import Profile
from colophon.common.jobs import Jobs
from colophon.validation import handlers, ruling, store
from colophon.validation.domain.rulings import RulingKind, is_author, is_editor, may_waive

_LOOK = "Look at the newest check of the version that counts."


def create(jobs: Jobs, session: Session, request: pb.CreateRulingRequest, actor: str) -> pb.Ruling:
    """A ruling about a revision's newest check; its paper is judged again. Raises Problem."""
    kind = RulingKind(pb.RulingKind.Name(request.kind).removeprefix("RULING_KIND_").lower())
    inputs = store.inputs(session, request.revision)
    if inputs is None:
        raise Problem(
            Reason.NOT_FOUND, f"there is no {request.revision}", "Look at the paper's list of revisions."
        )
    paper = inputs.revision.paper
    _, venue_id, _, paper_id = names.parts(paper)
    _allowed(kind, actor, paper)
    standing = store.standing(session, venue_id, paper_id)
    if standing.newest and inputs.revision.number not in (standing.counts, standing.newest):
        raise Problem(
            Reason.REVISION_SUPERSEDED,
            f"version {inputs.revision.number} no longer counts: version {standing.counts} does",
            _LOOK,
            counts=str(standing.counts),
        )
    row = store.check_row(session, request.revision, 0)
    if row is None:
        raise Problem(
            Reason.NOT_READY, "This version is still being checked", "Wait a second and look again."
        )
    check = store.check_proto(row)
    values = _VALUES[kind](session, request, check, _profile(inputs), actor)
    made = ruling.put(
        session,
        venue_id,
        paper_id,
        kind=kind.value,
        revision=inputs.revision.number,
        sha256=inputs.revision.sha256,
        reason=_said(request.reason, "reason"),
        evidence=request.evidence.strip(),
        actor=actor,
        **values,
    )
    if kind is not RulingKind.DISPUTE:
        handlers.ask_all(jobs, session, venue_id, paper_id)
    return ruling.proto(made)


def withdraw(jobs: Jobs, session: Session, request: pb.WithdrawRulingRequest, actor: str) -> pb.Ruling:
    """By who may make such a ruling. Raises Problem."""
    row = _row(session, request.name)
    kind = RulingKind(row.kind)
    paper = names.paper(names.venue(row.venue), row.paper)
    _allowed(kind, actor, paper)
    if row.withdrawn is not None:
        raise Problem(Reason.CONFLICT, f"{request.name} was withdrawn already", "Nothing more is to be done.")
    if row.answered is not None:
        raise Problem(Reason.CONFLICT, f"{request.name} was answered already", "The answer stays on record.")
    if kind is RulingKind.WAIVER:
        inputs = store.inputs(session, names.revision(paper, row.revision))
        if inputs is not None and _profile(inputs).waivable_by(row.rule) == "chair":
            may_waive(row.rule, _profile(inputs), actor)
    done = ruling.change(
        session,
        row,
        withdrawn=datetime.now(UTC),
        withdrawn_by=actor,
        withdrawn_reason=_said(request.reason, "reason"),
    )
    if kind is not RulingKind.DISPUTE:
        handlers.ask_all(jobs, session, row.venue, row.paper)
    return ruling.proto(done)


def answer(jobs: Jobs, session: Session, request: pb.AnswerDisputeRequest, actor: str) -> pb.Ruling:
    """An editor's answer; "accepted" marks the finding mistaken. Raises Problem."""
    row = _row(session, request.name)
    if not is_editor(actor):
        raise _forbidden("Only an editor answers a dispute")
    if row.kind != RulingKind.DISPUTE:
        raise Problem(Reason.INVALID_ARGUMENT, f"{request.name} is no dispute", "Withdraw it instead.")
    if row.withdrawn is not None or row.answered is not None:
        raise Problem(Reason.CONFLICT, f"{request.name} is closed", "Look at the paper's rulings.")
    said = _said(request.answer, "answer")
    done = ruling.change(
        session,
        row,
        state="accepted" if request.accepted else "declined",
        answered=datetime.now(UTC),
        answered_by=actor,
        answer=said,
    )
    if request.accepted:
        ruling.put(
            session,
            row.venue,
            row.paper,
            kind=RulingKind.MISTAKEN.value,
            revision=row.revision,
            sha256=row.sha256,
            rule=row.rule,
            finding=row.finding,
            message=row.message,
            reason=said,
            evidence=row.reason,
            actor=actor,
        )
        handlers.ask_all(jobs, session, row.venue, row.paper)
    return ruling.proto(done)


def _row(session: Session, name: str) -> Any:
    parts = names.parts(name)
    if len(parts) != 6 or parts[2] != "papers" or parts[4] != "rulings":
        raise names.BadName(f"{name!r} is not a ruling's name such as venues/tpc26/papers/p007/rulings/2")
    store.standing(session, parts[1], parts[3])
    row = None
    if parts[5].isdecimal() and len(parts[5]) < 9:
        row = ruling.row(session, parts[1], parts[3], int(parts[5]))
    if row is None:
        raise Problem(Reason.NOT_FOUND, f"there is no {name}", "Look at the paper's list of rulings.")
    return row


def _allowed(kind: RulingKind, actor: str, paper: str) -> None:
    if kind is RulingKind.DISPUTE:
        if not is_author(actor, paper):
            raise _forbidden("Only the paper's authors dispute a finding; an editor waives or corrects it")
    elif not is_editor(actor):
        raise _forbidden("Only an editor waives or corrects; an author may dispute a finding")


def _forbidden(what: str) -> Problem:
    return Problem(Reason.FORBIDDEN, what, "Ask the organisers of the venue if you need this.")


def _said(text: str, field: str) -> str:
    text = text.strip()
    if not text:
        raise Problem(Reason.INVALID_ARGUMENT, f"{field}: say why", "It stays on record, with your name.")
    return text


def _profile(inputs: store.Inputs) -> Profile:
    return handlers.profile_of(inputs.venue)[0].for_category(inputs.paper.category)


def _waiver(
    session: Session, request: pb.CreateRulingRequest, check: common_pb2.Check, profile: Profile, actor: str
) -> dict[str, Any]:
    rule, message = request.rule, ""
    if request.finding:
        found = _finding(check, request.finding)
        rule, message = found.rule, found.message
    elif not any(each.rule == rule for each in check.findings):
        raise Problem(
            Reason.NOT_FOUND, f"this version has no finding of rule {rule or '(none named)'}", _LOOK
        )
    may_waive(rule, profile, actor)
    _printable(check)
    _new(session, check, kind=RulingKind.WAIVER, rule=rule, finding=request.finding)
    return {"rule": rule, "finding": request.finding, "message": message}


def _page(_: Session, request: pb.CreateRulingRequest, check: common_pb2.Check, *__: Any) -> dict[str, Any]:
    sheet = next((each for each in check.page_list if each.page == request.page), None)
    if sheet is None:
        raise Problem(
            Reason.NOT_FOUND,
            f"this version has no page {request.page}",
            f"Name a page from 1 to {len(check.page_list)}.",
        )
    if not request.counts_as:
        raise Problem(
            Reason.INVALID_ARGUMENT,
            "counts_as: say what the page counts as",
            "Use body, references, appendix, ad, ae or blank.",
        )
    if sheet.counts_as == request.counts_as:
        raise Problem(Reason.ALREADY_EXISTS, f"page {request.page} counts as that already", _LOOK)
    word = common_pb2.CountsAs.Name(request.counts_as).removeprefix("COUNTS_AS_").lower()
    return {"page": request.page, "counts_as": word}


def _mistaken(
    session: Session, request: pb.CreateRulingRequest, check: common_pb2.Check, *_: Any
) -> dict[str, Any]:
    found = _finding(check, request.finding)
    _printable(check)
    _said(request.evidence, "evidence")
    _new(session, check, kind=RulingKind.MISTAKEN, rule=found.rule, finding=found.id)
    return {"rule": found.rule, "finding": found.id, "message": found.message}


def _dispute(
    session: Session, request: pb.CreateRulingRequest, check: common_pb2.Check, *_: Any
) -> dict[str, Any]:
    found = _finding(check, request.finding)
    if found.standing not in (common_pb2.STANDING_COUNTS, common_pb2.STANDING_UNSPECIFIED):
        raise Problem(
            Reason.CONFLICT, "This finding no longer weighs on your paper", "Nothing is to be done."
        )
    _new(session, check, kind=RulingKind.DISPUTE, rule=found.rule, finding=found.id, state="")
    return {"rule": found.rule, "finding": found.id, "message": found.message}


_VALUES: dict[RulingKind, Callable[..., dict[str, Any]]] = {
    RulingKind.WAIVER: _waiver,
    RulingKind.PAGE: _page,
    RulingKind.MISTAKEN: _mistaken,
    RulingKind.DISPUTE: _dispute,
}


def _printable(check: common_pb2.Check) -> None:
    """Raises Problem NOT_WAIVABLE."""
    if not check.page_list:
        raise Problem(
            Reason.NOT_WAIVABLE,
            "No page of this file could be read: nothing of it could go to print",
            "Ask the author for another file.",
        )


def _finding(check: common_pb2.Check, finding: str) -> common_pb2.Finding:
    found = next((each for each in check.findings if each.id == finding), None) if finding else None
    if found is None:
        raise Problem(Reason.NOT_FOUND, f"this version has no finding {finding or '(none named)'}", _LOOK)
    return found


def _new(session: Session, check: common_pb2.Check, **wanted: Any) -> None:
    """Raises Problem ALREADY_EXISTS when such a ruling stands."""
    parts = names.parts(check.revision)
    for row in ruling.standing(session, parts[1], parts[3]):
        same_file = row.sha256 == check.sha256 or wanted["kind"] is RulingKind.WAIVER
        if same_file and all(getattr(row, name) == value for name, value in wanted.items()):
            raise Problem(
                Reason.ALREADY_EXISTS,
                f"this was said already: ruling {row.number}",
                "Withdraw that one first where you mean another thing.",
                ruling=str(row.number),
            )
