"""MinIO's server on 127.0.0.1."""

from __future__ import annotations

import os
import signal
import urllib.request
from pathlib import Path

from deploy.local.ports import HOST
from deploy.local.program import Program
from deploy.real.fetch import minio_server


def minio(
    folder: Path, data: Path, log: Path, port: int, console: int, access_key: str, secret_key: str
) -> Program:
    """The server with its data in ``data``."""
    address = f"{HOST}:{port}"
    where = ["--address", address, "--console-address", f"{HOST}:{console}"]

    def probe() -> str | None:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"http://{address}/minio/health/cluster", timeout=2):
                return None
        except OSError as error:
            return str(getattr(error, "reason", error))

    return Program(
        name="s3",
        argv=[str(minio_server()), "server", "--quiet", *where, str(data)],
        folder=folder,
        cwd=data,
        log=log,
        address=address,
        probe=probe,
        env={
            "PATH": os.defpath,
            "HOME": str(data.parent),
            "MINIO_ROOT_USER": access_key,
            "MINIO_ROOT_PASSWORD": secret_key,
            "MINIO_BROWSER": "off",
            "MINIO_UPDATE": "off",
        },
        prepare=lambda: data.mkdir(parents=True, exist_ok=True),
        stop_signals=((signal.SIGTERM, 2.0),),
    )
