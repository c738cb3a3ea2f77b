"""Export's commands and events: one function each, in the caller's transaction."""

from __future__ import annotations

import hashlib
import secrets
import zlib
from collections.abc import Callable, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from colophon.api.assembly.v1 import assembly_pb2
from colophon.api.events.v1 import events_pb2
from colophon.api.export.v1 import export_pb2 as pb
from colophon.api.intake.v1 import decisions_pb2
from colophon.common import context
from colophon.common.convert import word
from colophon.common.domain import names
from colophon.common.domain.dispositions import Disposition, Meaning, meaning
from colophon.common.domain.problems import Problem, Reason
from colophon.export import store

SECRET_PREFIX = "ck_"
"""Of a publisher's key: recognisable in a leaked log."""


def build_done(session: Session, event: events_pb2.BuildDone) -> None:
    """Keep the copy."""
    store.put_build(session, event)


def paper_changed(session: Session, event: events_pb2.PaperChanged) -> None:
    """Keep the copy."""
    store.put_paper(session, event.status)


def behind(session: Session, papers: Sequence[pb.PaperVersion]) -> list[str]:
    """Names of what the caller knows and has not arrived here yet."""
    have = {
        each.paper.name: each.status_version
        for each in store.papers_named(session, [each.name for each in papers])
    }
    return [each.name for each in papers if have.get(each.name, 0) < each.status_version]


def create_release(
    session: Session, venue: str, build: str, ask: Callable[[Session, str], None]
) -> pb.Release:
    """The release of a final build, made once: asking again gives the same. Raises Problem."""
    if names.parts(build)[:3] != [*names.parts(venue)[:2], "builds"]:
        raise Problem(
            Reason.INVALID_ARGUMENT,
            f"{build} is no build of {venue}",
            "Name a build of this venue: venues/…/builds/…",
        )
    _one_at_a_time(session, venue)
    present = store.release_of_build(session, build)
    if present is not None:
        return present
    done = store.build_named(session, build)
    if done is None:
        raise Problem(
            Reason.COPIES_BEHIND,
            f"export has not heard yet that {build} is done",
            "Look whether the build has ended, and try again in a moment.",
        )
    if done.build.state != assembly_pb2.BUILD_STATE_DONE:
        raise Problem(Reason.NOT_READY, f"{build} did not end well", "Release a build that is done.")
    if done.build.kind != assembly_pb2.BUILD_KIND_FINAL:
        raise Problem(
            Reason.NOT_READY, f"{build} is a draft", "Make a final build, look at it, and release that one."
        )
    out = _decided(session, done, lambda each: not each.releasable)
    if out:
        raise Problem(
            Reason.CONFLICT,
            "papers of this build are not to be published: "
            + "; ".join(f"{names.last(each.paper)} “{each.title}” ({each.what})" for each in out),
            "Make a new final build, which leaves them out; or lift the decision.",
            papers=",".join(names.last(each.paper) for each in out),
        )
    number = 1 + store.last_number(session, store.releases, venue)
    release = pb.Release(
        name=names.release(venue, number),
        number=number,
        state=pb.RELEASE_STATE_PACKAGING,
        build=build,
        actor=context.actor(),
        version=1,
    )
    release.created.GetCurrentTime()
    store.insert_release(session, venue, release)
    ask(session, release.name)
    return release


def release_named(session: Session, name: str, *, lock: bool = False) -> pb.Release:
    """Raises Problem NOT_FOUND."""
    parts = names.parts(name)
    release = None
    if len(parts) == 4 and parts[2] == "releases" and parts[3].isdecimal() and len(parts[3]) < 9:
        release = store.release_by_number(session, "/".join(parts[:2]), int(parts[3]), lock=lock)
    if release is None:
        raise Problem(Reason.NOT_FOUND, f"there is no {name}", "Look at the venue's list of releases.")
    return release


def with_notices(session: Session, release: pb.Release) -> pb.Release:
    """The release with what was decided about its papers since; what is stored does not change."""
    done = store.build_named(session, release.build)
    if done is not None:
        release.notices.extend(_decided(session, done, lambda each: each.told))
    return release


def _decided(
    session: Session, done: events_pb2.BuildDone, which: Callable[[Meaning], bool]
) -> list[pb.Notice]:
    """The papers of a build about which something was decided, by name."""
    found = []
    for status in store.papers_named(session, [placed.paper for placed in done.build.papers]):
        disposition = word(decisions_pb2.Disposition.DESCRIPTOR, status.disposition)
        if not which(meaning(disposition)):
            continue
        decision = status.disposition_decision
        found.append(
            pb.Notice(
                paper=status.paper.name,
                title=status.paper.title,
                what=Disposition(disposition).words,
                reason=decision.reason,
                actor=decision.actor,
                at=decision.at if decision.HasField("at") else None,
            )
        )
    return found


def file_of(release: pb.Release, path: str) -> pb.ReleaseFile:
    """A file of a release that is ready; raises Problem NOT_READY or NOT_FOUND."""
    if release.state != pb.RELEASE_STATE_READY:
        raise Problem(Reason.NOT_READY, f"{release.name} is not packaged", "Wait until its state is ready.")
    for file in (*release.files, release.package):
        if file.path == path:
            return file
    raise Problem(
        Reason.NOT_FOUND, f"{release.name} has no file {path!r}", "Use a path of its list of files."
    )


def create_key(session: Session, venue: str, label: str) -> tuple[pb.Key, str]:
    """A new key and its secret, which is shown this once."""
    names.venue(names.parts(venue)[1])
    _one_at_a_time(session, venue)
    secret = SECRET_PREFIX + secrets.token_urlsafe(32)
    number = 1 + store.last_number(session, store.keys, venue)
    row = store.insert_key(session, venue, number, label, _digest(secret))
    return key_proto(row), secret


def revoke_key(session: Session, name: str) -> pb.Key:
    """End a key; raises Problem NOT_FOUND."""
    parts = names.parts(name)
    row = None
    if len(parts) == 4 and parts[2] == "keys" and parts[3].isdecimal() and len(parts[3]) < 9:
        row = store.revoke(session, "/".join(parts[:2]), int(parts[3]))
    if row is None:
        raise Problem(Reason.NOT_FOUND, f"there is no {name}", "Look at the venue's list of keys.")
    return key_proto(row)


def resolve_key(session: Session, secret: str) -> tuple[str, str]:
    """(actor, venue) of a secret; raises Problem UNAUTHENTICATED."""
    row = store.key_by_digest(session, _digest(secret))
    if row is None:
        raise Problem(
            Reason.UNAUTHENTICATED,
            "This API key is not known or was revoked",
            "Use the key as it was given to you, or ask the editors for a new one.",
        )
    return f"{row.venue}/keys/{row.number}", row.venue


def key_proto(row: object) -> pb.Key:
    """A row of ``keys`` as a message, without its secret."""
    key = pb.Key(name=f"{row.venue}/keys/{row.number}", label=row.label, revoked=row.revoked)  # type: ignore[attr-defined]
    key.created.FromDatetime(row.created)  # type: ignore[attr-defined]
    return key


def _digest(secret: str) -> str:
    # 256 random bits need no slow hash.
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _one_at_a_time(session: Session, venue: str) -> None:
    """Numbers are given one after another in a venue."""
    session.execute(
        text("select pg_advisory_xact_lock(:a, :b)"), {"a": 7102, "b": zlib.crc32(venue.encode()) - 2**31}
    )
