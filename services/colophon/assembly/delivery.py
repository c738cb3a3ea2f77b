"""Which file of a paper is delivered, and whether the publisher still takes it after stamping."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from colophon.assembly.domain.inputs import Warned
from colophon.common.domain.profile import Profile

CERTIFIED = "certified"
"""Folder of the authors' own files, where both are delivered."""


def deliver(profile: Profile, folder: Path, papers: Sequence[tuple[str, str, Path]]) -> list[Warned]:
    """Put into ``folder`` what the profile delivers; what an editor should know of it.

    ``papers``: (id, path of the stamped file below ``folder``, the authors' file). The authors' file is
    delivered byte for byte: the publisher's own checker has passed just these bytes.
    """
    warnings = []
    for paper, path, source in papers:
        stamped = folder / path
        most = profile.limits.max_bytes
        if profile.delivery == "certified":
            stamped.unlink()
            shutil.copyfile(source, stamped)
        elif most and stamped.stat().st_size > most:
            size = f"{stamped.stat().st_size / 1e6:.2f} MB"
            message = f"with its stamps it has {size}, more than the {most / 1e6:.2f} MB that are taken"
            warnings.append(
                Warned(paper, message, "Ask for a smaller file: pictures of fewer pixels help most.")
            )
        if profile.delivery == "both":
            (folder / CERTIFIED).mkdir(exist_ok=True)
            shutil.copyfile(source, folder / CERTIFIED / f"{paper}.pdf")
    return warnings
