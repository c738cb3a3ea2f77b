"""Async gRPC to the four services: token, actor, request id on each call; restarts are waited out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Any

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from colophon.api.assembly.v1.assembly_pb2_grpc import AssemblyServiceStub
from colophon.api.export.v1.export_pb2_grpc import ExportServiceStub
from colophon.api.intake.v1.intake_pb2_grpc import IntakeServiceStub
from colophon.api.intake.v1.records_pb2_grpc import RecordServiceStub
from colophon.api.intake.v1.uploads_pb2_grpc import UploadServiceStub
from colophon.api.validation.v1.validation_pb2_grpc import ValidationServiceStub
from colophon.gateway import problems
from colophon.gateway.settings import Settings

OPTIONS = [
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 1000),
    ("grpc.max_reconnect_backoff_ms", 1000),
    # A container that was made anew has another address; gRPC would ask for it again after 30 s only.
    ("grpc.dns_min_time_between_resolutions_ms", 1000),
    ("grpc.keepalive_time_ms", 10_000),
    ("grpc.keepalive_timeout_ms", 5_000),
    ("grpc.max_receive_message_length", 64 * 1024 * 1024),
    ("grpc.max_send_message_length", 16 * 1024 * 1024),
    ("grpc.enable_http_proxy", 0),
]
PAUSE = 0.2
"""Seconds before a call is tried again."""

Metadata = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Who:
    """For whom a call is made."""

    actor: str
    request: str


class Clients:
    """Channels and stubs; make it inside the running event loop."""

    def __init__(self, settings: Settings) -> None:
        self._token = settings.service_token.get_secret_value()
        self.seconds = settings.call_seconds
        self._channels = {
            name: grpc.aio.insecure_channel(getattr(settings, name), options=OPTIONS)
            for name in ("intake", "validation", "assembly", "export")
        }
        # The generated stubs have no types.
        stubs: Any = (IntakeServiceStub, ValidationServiceStub, AssemblyServiceStub, ExportServiceStub)
        self.intake, self.validation, self.assembly, self.export = (
            stub(channel) for stub, channel in zip(stubs, self._channels.values(), strict=True)
        )
        records: Any = RecordServiceStub
        self.records = records(self._channels["intake"])
        uploads: Any = UploadServiceStub
        self.uploads = uploads(self._channels["intake"])

    def metadata(self, who: Who) -> Metadata:
        """What every call carries."""
        return (
            ("authorization", f"Bearer {self._token}"),
            ("x-actor", who.actor),
            ("x-request-id", who.request),
        )

    async def call(self, method: Any, request: Any, who: Who, seconds: float | None = None) -> Any:
        """One answer within a deadline. A backend that is away or dies meanwhile is asked again.

        Safe because every mutation carries a request id or may be repeated. Raises Problem.
        """
        ends = time.monotonic() + (seconds or self.seconds)
        while True:
            left = ends - time.monotonic()
            try:
                return await method(
                    request, metadata=self.metadata(who), timeout=max(left, 0.01), wait_for_ready=True
                )
            except grpc.aio.AioRpcError as error:
                if not gone(error) or left < PAUSE * 2:
                    raise problems.of_grpc(error) from error
            await asyncio.sleep(PAUSE)

    async def stream(
        self, open_at: Callable[[int], tuple[Any, Any]], count: Callable[[Any], int], who: Who
    ) -> AsyncGenerator[Any]:
        """Messages of a server's stream; taken up again where it broke when the backend dies meanwhile.

        ``open_at(n)`` gives method and request for what follows the first n (bytes, say), ``count(message)``
        how many of them a message brings. Raises Problem.
        """
        done, broken = 0, 0.0
        while True:
            method, request = open_at(done)
            call = method(request, metadata=self.metadata(who), wait_for_ready=False)
            try:
                async for message in call:
                    done, broken = done + count(message), 0.0
                    yield message
                return
            except grpc.aio.AioRpcError as error:
                broken = broken or time.monotonic()
                if not gone(error) or time.monotonic() - broken > self.seconds:
                    raise problems.of_grpc(error) from error
            finally:
                call.cancel()
            await asyncio.sleep(PAUSE)

    async def health(self) -> dict[str, str]:
        """Each service's state: ``serving``, ``not serving`` or ``unreachable``."""
        return dict(await asyncio.gather(*(self._health(name) for name in self._channels)))

    async def _health(self, name: str) -> tuple[str, str]:
        stub: Any = health_pb2_grpc.HealthStub(self._channels[name])
        try:
            answer = await stub.Check(health_pb2.HealthCheckRequest(), timeout=2)
        except grpc.aio.AioRpcError:
            return name, "unreachable"
        serving = answer.status == health_pb2.HealthCheckResponse.SERVING
        return name, "serving" if serving else "not serving"

    async def close(self) -> None:
        """End all calls."""
        for channel in self._channels.values():
            await channel.close(grace=2)


def gone(error: grpc.aio.AioRpcError) -> bool:
    """The backend itself was away: it did not say so as a service of colophon would."""
    return error.code() is grpc.StatusCode.UNAVAILABLE and problems.error_info(error) is None
