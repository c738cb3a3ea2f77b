"""Whether a service serves: what containers, the local stack and the tests ask.

``python -m colophon.common.probe grpc|http HOST:PORT`` exits with 0 when it does, else says why not.
"""

from __future__ import annotations

import http.client
import sys
import urllib.error
import urllib.request


def serving(address: str, timeout: float = 1.0) -> str | None:
    """grpc.health.v1: None when it serves, else why not."""
    # Not at the top: who asks by HTTP alone, every few seconds, has no need of it.
    import grpc
    from grpc_health.v1 import health_pb2, health_pb2_grpc

    with grpc.insecure_channel(address, options=[("grpc.enable_http_proxy", 0)]) as channel:
        try:
            answer = health_pb2_grpc.HealthStub(channel).Check(  # type: ignore[no-untyped-call]
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
    except (OSError, http.client.HTTPException) as error:
        return f"healthz: {getattr(error, 'reason', error)}"


def main(kind: str, address: str) -> int:
    """0 when it serves."""
    why = {"grpc": serving, "http": healthz}[kind](address, 4.0)
    if why is not None:
        print(why)
    return 0 if why is None else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
