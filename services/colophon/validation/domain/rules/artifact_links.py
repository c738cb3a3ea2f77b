"""AD-006 to AD-008, AD-038: where the artifacts are kept, and what leads there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from colophon.validation.domain.case import Case
from colophon.validation.domain.rules.appendix import TEMPLATE
from colophon.validation.domain.rules.catalogue import Hit, rule
from colophon.validation.domain.words import squash

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|\bdoi:\s*)10\.\d{4,9}/\S+", re.IGNORECASE)
_ARCHIVES = (
    "10.5281",
    "10.6084",
    "10.5061",
    "10.7910",
    "10.17605",
    "10.4231",
    "10.57967",
    "10.17632",
    "10.11588",
    "10.5967",
    "10.11578",
    "10.18126",
    "10.48550",
)


@rule(
    "AD-006",
    "A DOI for each artifact",
    level="warning",
    source=TEMPLATE,
    remedy="Archive the artifact (Zenodo makes a DOI from a GitHub release) and give https://doi.org/…, or “N/A”.",
)
def dois(case: Case) -> Iterator[Hit]:
    ad = case.ad
    if ad is None:
        return
    for artifact in ad.artifacts:
        flat = squash(re.sub(r"^\W*a\s*\d+", "", artifact.text.lower()))
        if "yyyyyzenodo" in flat or flat.startswith(("na", "notapplicable", "proprietary")):
            continue
        if not _DOI.search(artifact.text) and not any("doi.org/10." in u for u in artifact.urls):
            yield Hit(f"Artifact A{artifact.number} has no DOI.", artifact.page, artifact.box)


@rule(
    "AD-007",
    "DOI of an archive",
    level="info",
    source="sysartifacts: artifacts available",
    remedy="Use an archive that keeps artifacts for good (Zenodo, figshare, OSF, Dryad, Dataverse).",
)
def archives(case: Case) -> Iterator[Hit]:
    ad = case.ad
    if ad is None:
        return
    for artifact in ad.artifacts:
        found = _DOI.search(artifact.text)
        if (
            found
            and "YYYY" not in found.group(0)
            and not any(prefix in found.group(0) for prefix in _ARCHIVES)
        ):
            yield Hit(
                f"The DOI of artifact A{artifact.number} is not of a known archive.",
                artifact.page,
                artifact.box,
            )


@rule(
    "AD-008",
    "Pinned versions",
    level="info",
    source="own",
    remedy="Link a tag or commit, and the DOI of the version.",
)
def pinned(case: Case) -> Iterator[Hit]:
    ad = case.ad
    if ad is None:
        return
    for artifact in ad.artifacts:
        for url in artifact.urls:
            if re.search(r"git(?:hub|lab)\.com/[^/]+/[^/]+/?$", url):
                yield Hit(
                    f"Artifact A{artifact.number} links a repository without a version.",
                    artifact.page,
                    artifact.box,
                )
                break


_PRIVATE = re.compile(
    r"drive\.google\.com|dropbox\.com|anonymous\.4open\.science|\bbit\.ly/|tinyurl\.com|\bgoo\.gl/|1drv\.ms|sharepoint\.com",
    re.IGNORECASE,
)


@rule("AD-038", "No private links", level="warning", source="sysartifacts", remedy="Link an archive instead.")
def private_links(case: Case) -> Iterator[Hit]:
    ad = case.ad
    if ad is None:
        return
    for placed in (*ad.lines, *ad.ae_lines):
        found = _PRIVATE.search(placed.text)
        if found:
            yield Hit(
                f"A link leads to a private or short-lived place: {found.group(0)}.",
                placed.page,
                placed.line.box,
            )
