"""Colophon's services as programs of the stack: each a process of its own."""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from deploy.local.program import Program


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
        probe=(lambda: healthz(listen)) if name == "gateway" else (lambda: serving(listen)),
        env={**inherited, "PYTHONUNBUFFERED": "1", **env, "COLOPHON_LISTEN": listen},
    )


def serving(address: str, timeout: float = 1.0) -> str | None:
    """grpc.health.v1: None when it serves, else why not."""
    import grpc
    from grpc_health.v1 import health_pb2, health_pb2_grpc

    with grpc.insecure_channel(address, options=[("grpc.enable_http_proxy", 0)]) as channel:
        try:
            answer = health_pb2_grpc.HealthStub(channel).Check(
                health_pb2.HealthCheckRequest(), timeout=timeout
            )
        except grpc.RpcError as error:
            return f"health: {error.code().name}"
    if answer.status == health_pb2.HealthCheckResponse.SERVING:
        return None
    return f"health: {health_pb2.HealthCheckResponse.ServingStatus.Name(answer.status)}"


def healthz(address: str, timeout: float = 2.0) -> str | None:
    """The gateway's GET /healthz: None when it answers 200, else why not."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://{address}/healthz", timeout=timeout) as answer:
            return None if answer.status == 200 else f"healthz: {answer.status}"
    except urllib.error.HTTPError as error:
        return f"healthz: {error.code}"
    except OSError as error:
        return f"healthz: {getattr(error, 'reason', error)}"
