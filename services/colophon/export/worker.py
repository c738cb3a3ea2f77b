"""Packaging a release: fetch the build's files, describe them, bag and zip them, keep the result."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from colophon.api.assembly.v1 import assembly_pb2
from colophon.api.common.v1 import common_pb2
from colophon.api.events.v1 import events_pb2
from colophon.api.export.v1 import export_pb2 as pb
from colophon.common import profiles
from colophon.common.convert import from_proto, word
from colophon.common.domain import names
from colophon.common.domain.artifacts import Artifact, artifacts_of, badges_of
from colophon.common.domain.profile import Profile
from colophon.common.domain.venue import Paper, Venue
from colophon.common.jobs import Job
from colophon.common.objects import Missing
from colophon.common.service import Service
from colophon.common.transient import Away
from colophon.export import handlers, store
from colophon.export.domain.released import Beside, Released, metadata, packing_list
from colophon.export.packager import Packed, as_json, pack

SCHEMA = Path(__file__).parent / "metadata.schema.json"


def package(service: Service, job: Job) -> None:
    """Repeatable: killed in mid-work it begins anew, to the same bytes, and ends once."""
    with service.sessions.begin() as session:
        release = handlers.release_named(session, job.subject)
        done = store.build_named(session, release.build)
    if release.state != pb.RELEASE_STATE_PACKAGING or done is None:
        return
    with tempfile.TemporaryDirectory(prefix="package-") as scratch:
        folder = Path(scratch) / "bag"
        folder.mkdir()
        venue = from_proto(done.venue, Venue)
        profile = profiles.load(venue.profile)
        for output in done.build.outputs:
            _fetch(service, output, folder / output.path)
        beside: dict[str, list[Beside]] = {}
        for attachment, path in _attachments(done, venue, profile, release.number):
            _fetch(service, attachment, folder / path)
            kind = word(common_pb2.FileKind.DESCRIPTOR, attachment.kind)
            one = Beside(kind, f"data/{path}", attachment.sha256, attachment.size)
            beside.setdefault(attachment.paper, []).append(one)
        _describe(folder, done, venue, profile, release.number, beside)
        day = venue.publication_date or venue.starts or date(1980, 1, 1)
        top = f"{venue.id}-release-{release.number}"
        files, archive = pack(folder, Path(scratch) / "package.zip", _info(venue, release), day, top)
        venue_name = names.venue_of(release.name)
        for item in (*files, archive):
            service.objects.put(venue_name, item.file, item.sha256, item.media_type)
        _end(service, job.subject, pb.RELEASE_STATE_READY, [_file(item) for item in files], _file(archive))


def give_up(service: Service, job: Job, error: BaseException) -> None:
    """It failed again and again for a reason that does not pass."""
    _end(service, job.subject, pb.RELEASE_STATE_FAILED, [], None, f"{type(error).__name__}: {error}")


def _end(
    service: Service,
    name: str,
    state: pb.ReleaseState,
    files: list[pb.ReleaseFile],
    archive: pb.ReleaseFile | None,
    problem: str = "",
) -> None:
    """Store a release's end and announce it, once."""
    with service.sessions.begin() as session:
        release = handlers.release_named(session, name, lock=True)
        if release.state != pb.RELEASE_STATE_PACKAGING:
            return
        release.state = state
        release.files.extend(files)
        if archive is not None:
            release.package.CopyFrom(archive)
        if problem:
            release.problems.append(problem)
        release.version += 1
        release.finished.GetCurrentTime()
        store.put_release(session, names.venue_of(name), release)
        if state == pb.RELEASE_STATE_READY:
            done = store.build_named(session, release.build)
            papers = [placed.paper for placed in done.build.papers] if done else []
            event = events_pb2.ReleaseMade(release=release, papers=papers)
            service.outbox.put(session, event, key=name, subject=name)
    service.committed()


def _fetch(service: Service, file: assembly_pb2.Output | common_pb2.Attachment, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        service.objects.fetch(file.bucket, file.object, file.sha256, target)
    except Missing as error:
        raise Away(f"object store: {error} is missing") from error


def _attachments(
    done: events_pb2.BuildDone, venue: Venue, profile: Profile, number: int
) -> Iterator[tuple[common_pb2.Attachment, str]]:
    """What lies beside the build's papers and is published, with its path in the package."""
    templates = {
        common_pb2.FILE_KIND_AUXILIARY: profile.files.auxiliary,
        common_pb2.FILE_KIND_APPENDIX: profile.files.appendix,
    }
    placed = sorted(done.build.papers, key=lambda paper: paper.first_page)
    sequence = {paper.paper: at for at, paper in enumerate(placed, 1)}
    for attachment in done.attachments:
        template = templates.get(attachment.kind, "")
        if template and attachment.paper in sequence:
            yield (
                attachment,
                template.format(
                    venue=venue.id,
                    paper_id=names.last(attachment.paper),
                    sequence=sequence[attachment.paper],
                    release=number,
                    year=venue.year or "",
                ),
            )


def _describe(
    folder: Path,
    done: events_pb2.BuildDone,
    venue: Venue,
    profile: Profile,
    number: int,
    beside: Mapping[str, Sequence[Beside]],
) -> None:
    """Beside the build's own files: metadata, packing list, a letter to the publisher's staff."""
    outputs = {output.path: output for output in done.build.outputs}
    records = {paper.name: from_proto(paper, Paper) for paper in done.papers}
    described = {
        each.paper: tuple(from_proto(one, Artifact) for one in each.artifacts)
        for each in done.build.artifacts
    }
    placed = sorted(done.build.papers, key=lambda paper: paper.first_page)
    released = [
        Released(
            paper=records[paper.paper],
            sequence=sequence,
            path=f"data/{paper.path}",
            sha256=outputs[paper.path].sha256,
            size=outputs[paper.path].size,
            revision=paper.revision,
            revision_sha256=paper.sha256,
            first_page=paper.first_page,
            last_page=paper.last_page,
            citation_key=paper.citation_key,
            artifacts=artifacts_of(records[paper.paper], described.get(paper.paper, ())),
            badges=badges_of(records[paper.paper]),
            attachments=tuple(beside.get(paper.paper, ())),
        )
        for sequence, paper in enumerate(placed, 1)
    ]
    texts = {
        profile.files.metadata: as_json(metadata(released, venue, number, done.build.inputs_digest)),
        "metadata.schema.json": SCHEMA.read_text(encoding="utf-8"),
        profile.files.packing_list: packing_list(released, venue, profile.packing_list),
        "README.txt": _letter(venue, released, profile.files.metadata, profile.files.packing_list),
    }
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="")


def _letter(venue: Venue, papers: Sequence[Released], metadata_path: str, packing_path: str) -> str:
    count, more = len(papers), sum(len(paper.attachments) for paper in papers)
    beside = f"auxiliary files   {more} beside the papers, named in {metadata_path}\n" if more else ""
    return (
        f"{venue.volume_title}\n{venue.title}\n\n"
        f"volume.pdf        the whole volume\n"
        f"papers/           {count} papers, stamped with page numbers, one PDF each\n"
        f"volume.bib        BibTeX of the volume and every paper; bibtex/ one file a paper\n"
        f"{packing_path:<17} one row a paper, in print order\n"
        f"{metadata_path:<17} the same and more for machines (metadata.schema.json says its form)\n"
        f"plan.json         which pages are where\n{beside}\n"
        "This folder is a BagIt bag (RFC 8493): manifest-sha256.txt beside data/ has the checksum of every\n"
        "file; `bagit.py --validate FOLDER` or `sha256sum -c manifest-sha256.txt` verifies them.\n"
    )


def _info(venue: Venue, release: pb.Release) -> dict[str, str]:
    return {
        "Source-Organization": venue.publisher or venue.title,
        "External-Description": venue.volume_title,
        "External-Identifier": release.name,
        "Internal-Sender-Identifier": release.build,
        **({"Bag-Group-Identifier": venue.isbn} if venue.isbn else {}),
    }


def _file(item: Packed) -> pb.ReleaseFile:
    return pb.ReleaseFile(path=item.path, size=item.size, sha256=item.sha256, media_type=item.media_type)
