"""What the demo shows: lines that read well in a log, and on a terminal what is under way below them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.text import Text


class Screen:
    """Lines on standard output; on a terminal also one moving line of what is under way."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False)
        self._status: Any = None
        self._lock = threading.Lock()
        self._told_retry = 0.0

    def line(self, mark: str, text: str, style: str = "", indent: int = 2) -> None:
        """One line: a mark (✓, ✗, ·, ‖), then the text."""
        told = Text(" " * indent)
        told.append(mark, style or "dim")
        told.append(f" {text}")
        self.console.print(told, soft_wrap=True)

    def title(self, text: str) -> None:
        """The line a step begins with."""
        self.console.print(Text(text, "bold"), soft_wrap=True)

    def note(self, text: str) -> None:
        """A fact below a step."""
        self.console.print(Text(f"    {text}", "dim"), soft_wrap=True)

    def now(self, text: str) -> None:
        """What is under way; shown on a terminal alone."""
        with self._lock:
            if self._status is not None:
                self._status.update(Text(text))

    def retry(self, cause: str) -> None:
        """A server was away; told at most once in ten seconds."""
        with self._lock:
            now = time.monotonic()
            if now - self._told_retry < 10:
                return
            self._told_retry = now
        self.line("↻", f"trying again: {cause}", "yellow", 4)

    @contextmanager
    def working(self, text: str) -> Iterator[None]:
        """While something is under way."""
        if not self.console.is_terminal:
            yield
            return
        with self.console.status(Text(text), spinner="dots") as status:
            with self._lock:
                self._status = status
            try:
                yield
            finally:
                with self._lock:
                    self._status = None
