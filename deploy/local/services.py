"""Colophon's services as programs of the stack: each a process of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from deploy.local.program import Program

from colophon.common import probe


def service_program(
    name: str, folder: Path, log: Path, env: Mapping[str, str], listen: str, cwd: Path | None = None
) -> Program:
    """``python -m colophon.<name>`` with COLOPHON_… settings; ``listen`` is host:port."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("COLOPHON_")}
    return Program(
        name=name,
        argv=[sys.executable, "-m", f"colophon.{name}"],
        folder=folder,
        cwd=cwd or folder,
        log=log,
        address=listen,
        probe=(lambda: probe.healthz(listen)) if name == "gateway" else (lambda: probe.serving(listen)),
        env={**inherited, "PYTHONUNBUFFERED": "1", **env, "COLOPHON_LISTEN": listen},
    )
