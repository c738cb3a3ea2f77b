"""A build: from pinned inputs to the volume, its papers, citations and plan.

``assemble`` is a function of its inputs alone; the service and the command line call the same.
Authors' PDFs are only opened in children with limits. From the page plan on the steps run side by side, each
kept in a cache under the hash of what it read: a build that was killed goes on where it was, and the next one
does only what changed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from colophon.assembly import binding, companions, outputs, planning, proving
from colophon.assembly.cache import Cache
from colophon.assembly.domain.inputs import BuildInputs, LeftOut, refuse_pending
from colophon.assembly.outputs import BuildOutputs, Output
from colophon.assembly.render import fonts
from colophon.assembly.state import BuildFailed, State
from colophon.assembly.steps import STEPS, Counter, Progress, StepEvent, Steps
from colophon.common import child

__all__ = ["PRELOAD", "STEPS", "BuildFailed", "BuildOutputs", "Output", "StepEvent", "assemble", "start"]

PRELOAD = (
    "colophon.assembly.render.reading",
    "colophon.assembly.render.volume",
    "colophon.assembly.render.prover",
    "colophon.assembly.render.citing",
)
"""What the children's server imports."""


def start() -> None:
    """Make ready: the children's server and the fonts. Call it before threads and channels exist."""
    child.start(PRELOAD)
    fonts.register()


def assemble(
    inputs: BuildInputs,
    out_dir: Path,
    progress: Progress | None = None,
    draft: bool = False,
    left_out: Sequence[LeftOut] = (),
    facts_required: bool = True,
    *,
    cache: Path | None = None,
    prove: bool = False,
    compare_texts: bool = False,
) -> BuildOutputs:
    """Make the volume in ``out_dir`` (which gets volume.pdf, volume.bib, plan.json, papers/, bibtex/).

    ``left_out``: accepted papers that are on hold or missing. A final build with any raises Refused
    before anything is written, as it does for pending facts (unless not ``facts_required``: then they
    are shown), doubled files and papers that cannot be read; a draft leaves such papers out, says so
    on a page and carries a mark. Raises BuildFailed when a step breaks. Nothing appears under
    ``out_dir`` before the volume has been verified, and proved where ``prove`` asks for it.
    ``cache``: a folder in which steps are kept for other builds. ``compare_texts``: papers with another's
    words or title on the first page are refused too.
    """
    if not draft and facts_required:
        refuse_pending(inputs)
    build = State(inputs, out_dir, Steps(progress or (lambda _: None)), draft, tuple(left_out), Cache(cache))
    build.compare_texts, build.proving = compare_texts, prove
    build.out_dir.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".build-", dir=build.out_dir.parent) as scratch:
        build.work = Path(scratch)
        build.made = build.work / "made"
        (build.made / "papers").mkdir(parents=True)
        _run(build)
        return outputs.finish(build)


def _run(build: State) -> None:
    """All steps."""

    def step(name: str, total: int, work: Callable[[State, Counter], None]) -> None:
        build.steps.run(name, total, lambda counter: work(build, counter))

    step("read", len(build.inputs.papers), planning.read)
    step("plan", 1, planning.plan)

    def bind() -> None:
        step("matter", 1, binding.set_matter)
        build.set.set()
        step("volume", 1, binding.bind)
        step("verify", 1, binding.check)

    def stamp() -> None:
        try:
            step("papers", len(build.papers), companions.stamp)
        except BaseException:
            build.stop_file().touch()
            raise
        step("editions", 3, companions.make_editions)
        if build.proving:
            step("prove", len(build.papers), proving.prove)

    build.steps.side_by_side(bind, stamp, lambda: step("citations", 1, companions.cite))
