"""A gRPC server as every service runs it: token, limits, one catalogue of errors, health, reflection."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import protovalidate
import structlog
from google.protobuf import any_pb2
from google.protobuf.message import Message
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection
from grpc_status import rpc_status
from sqlalchemy.exc import DataError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from colophon.common import context
from colophon.common.domain.names import BadName
from colophon.common.domain.problems import Problem, Reason
from colophon.common.objects import Missing
from colophon.common.transient import is_transient

log = structlog.get_logger(__name__)

OPEN = ("/grpc.health.v1.", "/grpc.reflection.")
"""Methods that need no token."""


def as_problem(error: BaseException) -> Problem:
    """What the caller is told; an unknown error says no more than that it was logged."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, BadName):
        return Problem(Reason.BAD_NAME, str(error), "Use the name as an answer of this API gave it.")
    if isinstance(error, Missing):
        return Problem(Reason.NOT_FOUND, f"The stored file is missing: {error}", "Tell the operator.")
    if isinstance(error, DataError):
        return Problem(
            Reason.INVALID_ARGUMENT,
            "a field has a value that cannot be stored (a NUL character, or a number out of range)",
            "Remove it and send again.",
        )
    if is_transient(error) or isinstance(error, PoolTimeout):
        return Problem(
            Reason.UNAVAILABLE, "A server behind this is not reachable just now", "Try again shortly."
        )
    return Problem(
        Reason.INTERNAL, "Something failed that should not have", "Tell the operator when this was."
    )


def as_status(problem: Problem) -> status_pb2.Status:
    """google.rpc.Status with one ErrorInfo (reason, remedy and details)."""
    info = error_details_pb2.ErrorInfo(
        reason=problem.reason.name, domain="colophon", metadata={"remedy": problem.remedy, **problem.details}
    )
    packed = any_pb2.Any()
    packed.Pack(info)
    return status_pb2.Status(
        code=code_pb2.Code.Value(problem.reason.grpc), message=problem.message, details=[packed]
    )


def check_limits(message: Message) -> None:
    """Raises Problem INVALID_ARGUMENT naming every field outside the proto's limits."""
    found = protovalidate.collect_violations(message)
    if found:
        told = []
        for violation in found[:10]:
            path = ".".join(
                element.field_name + (f"[{element.subscript.value}]" if element.subscript else "")
                for element in (violation.proto.field.elements if violation.proto.field else [])
            )
            told.append(f"{path}: {violation.proto.message}")
        raise Problem(
            Reason.INVALID_ARGUMENT,
            "; ".join(told),
            "Correct the fields named and send again.",
            fields="; ".join(told),
        )


class _Guard(grpc.ServerInterceptor):  # type: ignore[misc]
    """Around every method: token, context, limits, errors."""

    def __init__(self, token: str) -> None:
        self._token = f"Bearer {token}"

    def intercept_service(self, continuation: Callable[..., Any], details: Any) -> Any:
        handler = continuation(details)
        method = details.method
        if handler is None or method.startswith(OPEN):
            return handler
        metadata = {name.lower(): value for name, value in details.invocation_metadata}

        def enter() -> None:
            if not hmac.compare_digest(metadata.get("authorization", "").encode(), self._token.encode()):
                raise Problem(
                    Reason.UNAUTHENTICATED,
                    "The service token is missing or wrong",
                    "Give gateway and services the same COLOPHON_SERVICE_TOKEN.",
                )
            context.enter(metadata.get("x-actor", ""), metadata.get("x-request-id", ""))

        def limited(request: Any) -> Any:
            if handler.request_streaming:
                return (limited_one(each) for each in request)
            return limited_one(request)

        def limited_one(request: Any) -> Any:
            check_limits(request)
            return request

        def one(request: Any, call: grpc.ServicerContext) -> Any:
            try:
                enter()
                behavior = handler.stream_unary if handler.request_streaming else handler.unary_unary
                return behavior(limited(request), call)
            except Exception as error:
                _abort(call, error, method)

        def many(request: Any, call: grpc.ServicerContext) -> Iterator[Any]:
            try:
                enter()
                behavior = handler.stream_stream if handler.request_streaming else handler.unary_stream
                yield from behavior(limited(request), call)
            except Exception as error:
                _abort(call, error, method)

        form = {
            (False, False): (grpc.unary_unary_rpc_method_handler, one),
            (True, False): (grpc.stream_unary_rpc_method_handler, one),
            (False, True): (grpc.unary_stream_rpc_method_handler, many),
            (True, True): (grpc.stream_stream_rpc_method_handler, many),
        }
        make, call = form[handler.request_streaming, handler.response_streaming]
        return make(call, handler.request_deserializer, handler.response_serializer)


def _abort(call: grpc.ServicerContext, error: Exception, method: str) -> None:
    if not call.is_active():
        raise error  # The caller has gone; grpc only notes it.
    problem = as_problem(error)
    if problem.reason is Reason.INTERNAL:
        log.exception("call failed", method=method, actor=context.actor())
    else:
        cause = {} if error is problem else {"cause": repr(error)[:500]}
        log.info("call refused", method=method, reason=problem.reason.name, message=problem.message, **cause)
    call.abort_with_status(rpc_status.to_status(as_status(problem)))


class RpcServer:
    """One service's gRPC server."""

    def __init__(self, listen: str, token: str, threads: int) -> None:
        self._server = grpc.server(
            ThreadPoolExecutor(threads, thread_name_prefix="rpc"),
            interceptors=[_Guard(token)],
            options=[
                ("grpc.so_reuseport", 0),
                ("grpc.max_receive_message_length", 16 * 1024 * 1024),
                ("grpc.max_send_message_length", 64 * 1024 * 1024),
                ("grpc.keepalive_permit_without_calls", 1),
                ("grpc.http2.min_ping_interval_without_data_ms", 5000),
            ],
        )
        self._health = health.HealthServicer()
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self._server)
        self.server = self._server
        self._listen = listen

    def start(self, *services: str) -> None:
        """Bind and serve; ``services`` are their full names, for reflection. Raises OSError: port taken."""
        reflection.enable_server_reflection(
            (*services, health.SERVICE_NAME, reflection.SERVICE_NAME), self._server
        )
        self.serving(False)
        if self._server.add_insecure_port(self._listen) == 0:
            raise OSError(f"cannot listen on {self._listen}")
        self._server.start()

    def serving(self, yes: bool) -> None:
        """What the health service answers."""
        status = health_pb2.HealthCheckResponse
        self._health.set("", status.SERVING if yes else status.NOT_SERVING)

    def stop(self) -> None:
        """Refuse new calls, give the ones under way five seconds."""
        self._server.stop(5).wait()
