"""``colophon check --html``: the report page of the service as files, with pictures of the pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from colophon.cli.checked import Checked, checked
from colophon.common import child
from colophon.gateway import evidence, views
from colophon.validation import pictures
from colophon.validation.judge import PRELOAD, Report, Task

LIMITS = child.Limits(cpu=12, wall=14.0, memory=900 << 20, answer=32 << 20)


class Html:
    """A folder: one page a file, and an index of them."""

    preload = (*PRELOAD, *pictures.PRELOAD)
    """For the workers: what judges and what draws."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError when the folder cannot be made."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._rows: list[dict[str, Any]] = []
        for sheet in ("colophon.css", "report.css"):
            shutil.copyfile(views.HERE / "static" / sheet, folder / sheet)
        self.then: Callable[[Task, Report], Checked] = partial(drawn, folder)

    def add(self, entry: dict[str, Any]) -> None:
        """One file's page."""
        name = slug(entry)
        told = evidence.report(entry, lambda page, dpi: f"{name}/{page}-{dpi}.png")
        text = views.text(
            "report_file.html",
            report=told,
            acting={"editor": False, "author": False, "holds": False, "to": ""},
            links={"rules": ""},
        )
        (self._folder / f"{name}.html").write_text(text, "utf-8", "replace")
        self._rows.append({**told, "page": f"{name}.html"})

    def index(self) -> Path:
        """Write the index; its path."""
        path = self._folder / "index.html"
        path.write_text(views.text("report_index.html", rows=self._rows), "utf-8", "replace")
        return path


def slug(entry: dict[str, Any]) -> str:
    """A name for files of this paper: of its own name and digest, never a path."""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", Path(entry["path"]).stem)[:60].strip("-") or "paper"
    return f"{stem}-{entry['sha256'][:8]}"


def drawn(folder: Path, task: Task, found: Report) -> Checked:
    """In the worker: the entry, and the pages' pictures beside it. A page that cannot be drawn has none."""
    done = checked(task, found)
    if done.entry["pages"]:
        place = folder / slug(done.entry)
        place.mkdir(exist_ok=True)
        for page in done.entry["pages"]:
            for dpi in (evidence.THUMB, evidence.FULL):
                try:
                    png = pictures.picture(task.path, page["page"], dpi, (), LIMITS)
                except (child.ChildFailed, pictures.NoSuchPage, OSError):
                    continue
                (place / f"{page['page']}-{dpi}.png").write_bytes(png)
    return done
