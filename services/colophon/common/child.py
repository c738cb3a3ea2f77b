"""Run a function on an untrusted file in a child process with limits.

The child is not trusted: it answers bytes, never pickles, and both sides of the wall keep the
limits. A forkserver that has already imported the heavy libraries makes a child start in
milliseconds; call ``start`` once, before threads and channels exist.

Residual risk: the child has the rights of the user who runs the service, so the network and
that user's files are shut off by the deployment (container, user), not here.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import multiprocessing.context
import multiprocessing.process
import os
import resource
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from multiprocessing import forkserver, popen_forkserver, reduction, util
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

_CHUNK = 1 << 16
_DONE, _MEMORY, _ERROR = b"R", b"M", b"E"
_reaping = threading.Lock()
"""``start`` asks after every child's end, and an end can be read only once: one thread at a time."""
_START_S = 10.0
"""What a cold forkserver may take beside the child's own wall time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use. Sizes in bytes, times in seconds."""

    cpu: int = 12
    wall: float = 14.0
    memory: int = 1 << 30
    """Address space beyond what the child starts with."""
    file_size: int = 64 << 20
    """Of any file it writes."""
    answer: int = 32 << 20
    open_files: int = 64


class ChildFailed(Exception):
    """The child gave no answer. ``kind`` is ``wall cpu memory answer died error``; ``reason`` says it."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


def start(preload: Iterable[str] = ()) -> None:
    """Start the forkserver with these modules imported. Later calls with another list change nothing."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(list(preload))
    forkserver.ensure_running()


class _Popen(popen_forkserver.Popen):
    """A child that does not import the parent's main module again: it needs none of it."""

    def _launch(self, process_obj: Any) -> None:
        prepared = {
            "log_to_stderr": False,
            "authkey": bytes(process_obj.authkey),
            "name": process_obj.name,
            "sys_path": sys.path.copy(),
            "sys_argv": [],
            "dir": "/",
        }
        buffer = io.BytesIO()
        multiprocessing.context.set_spawning_popen(self)
        try:
            reduction.dump(prepared, buffer)
            reduction.dump(process_obj, buffer)
        finally:
            multiprocessing.context.set_spawning_popen(None)
        self.sentinel, w = forkserver.connect_to_new_process(self._fds)  # type: ignore[attr-defined]
        # The duplicate keeps the pipe by which the child notices that its parent died.
        parent_w = os.dup(w)
        self.finalizer = util.Finalize(self, util.close_fds, (parent_w, self.sentinel))  # type: ignore[attr-defined]
        with os.fdopen(w, "wb") as pipe:
            pipe.write(buffer.getbuffer())
        self.pid = forkserver.read_signed(self.sentinel)


class _Process(multiprocessing.process.BaseProcess):
    _start_method = "forkserver"

    @staticmethod
    def _Popen(process_obj: Any) -> _Popen:
        return _Popen(process_obj)


def run(function: Callable[[Any], bytes], argument: Any, limits: Limits | None = None) -> bytes:
    """``function(argument)`` in a child of its own; its bytes, or ChildFailed.

    ``function`` is a module's top-level function; ``argument`` must pickle.
    """
    limits = limits or Limits()
    reader, writer = multiprocessing.Pipe(duplex=False)
    process = _Process(target=_child, args=(writer, function, argument, limits), daemon=True)
    with reader:
        try:
            with _reaping:
                process.start()
        finally:
            writer.close()
        try:
            answer = _read(reader, limits)
        except BaseException:
            process.kill()
            raise
        finally:
            with _reaping:
                process.join(1.0)
                if process.is_alive():
                    process.kill()
                    process.join()
                code = process.exitcode
                process.close()
    return _verdict(answer, code, limits)


def _read(reader: Connection, limits: Limits) -> bytes:
    """All bytes until the child closes its end; ChildFailed past the wall time or the size."""
    end = time.monotonic() + limits.wall + _START_S
    chunks = bytearray()
    begun = False
    poll = select.poll()
    poll.register(reader.fileno(), select.POLLIN | select.POLLHUP)
    while True:
        left = end - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise ChildFailed("wall", f"no answer within {limits.wall:g} s")
        piece = os.read(reader.fileno(), _CHUNK)
        if not piece:
            return bytes(chunks)
        if not begun:
            # The child's first byte says that it runs: from here the wall time counts.
            begun, end = True, time.monotonic() + limits.wall
        chunks += piece
        if len(chunks) > limits.answer + 2:
            raise ChildFailed("answer", f"the answer is larger than {limits.answer} bytes")


def _verdict(answer: bytes, code: int | None, limits: Limits) -> bytes:
    """The payload of a full answer, or the reason why there is none."""
    status, payload = answer[1:2], answer[2:]
    if status == _DONE and code == 0:
        return payload
    if status == _MEMORY:
        raise ChildFailed("memory", f"more than {limits.memory >> 20} MiB of memory")
    if status == _ERROR:
        raise ChildFailed("error", payload[:200].decode("ascii", "replace"))
    if code is not None and -code == signal.SIGXCPU:
        raise ChildFailed("cpu", f"more than {limits.cpu} s of processor time")
    if code is not None and -code == signal.SIGALRM:
        raise ChildFailed("wall", f"no answer within {limits.wall:g} s")
    if code is not None and code < 0:
        raise ChildFailed("died", f"ended by signal {-code}")
    raise ChildFailed("died", "ended without an answer")


def _child(writer: Connection, function: Callable[[Any], bytes], argument: Any, limits: Limits) -> None:
    """In the child: limits on, then the function, then its answer."""
    fd = writer.fileno()
    os.write(fd, b"!")
    _limit(limits)
    try:
        payload = _DONE + function(argument)
    except MemoryError:
        payload = _MEMORY
    except RecursionError:
        payload = _ERROR + b"RecursionError"
    except Exception as error:
        # Only the kind of error leaves the child: its text may hold the file's content.
        payload = _ERROR + type(error).__name__.encode("ascii", "replace")
    view = memoryview(payload)
    while view:
        view = view[os.write(fd, view) :]
    writer.close()
    # Destructors of half-read native objects are not worth their risk.
    os._exit(0)


def _limit(limits: Limits) -> None:
    """Everything the kernel can hold for us, in the child itself."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    os.environ.clear()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    # The child ends by itself even where its parent has died.
    signal.setitimer(signal.ITIMER_REAL, limits.wall + 0.5)
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: limits.cpu,
        resource.RLIMIT_FSIZE: limits.file_size,
        resource.RLIMIT_AS: _address_space() + limits.memory,
        resource.RLIMIT_NOFILE: limits.open_files,
    }
    for kind, soft in wanted.items():
        hard = resource.getrlimit(kind)[1]
        ceiling = soft + 2 if kind == resource.RLIMIT_CPU else soft
        if hard != resource.RLIM_INFINITY:
            soft, ceiling = min(soft, hard), min(ceiling, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, ceiling))


def _address_space() -> int:
    """Bytes of address space in use now; 1 GiB where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError):
        return 1 << 30
    return pages * resource.getpagesize()
