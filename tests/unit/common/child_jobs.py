"""What test children do: importable, because a child finds its function by name."""

import os
import signal
import sys
import time


def upper(text: str) -> bytes:
    return text.upper().encode()


def sleep(seconds: float) -> bytes:
    time.sleep(seconds)
    return b"late"


def spin(_: object) -> bytes:
    while True:
        pass


def fill(size: int) -> bytes:
    return bytes(size)


def hoard(size: int) -> bytes:
    kept = bytearray(size)
    return str(len(kept)).encode()


def die(_: object) -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def leave(_: object) -> bytes:
    os._exit(0)


def fail(text: str) -> bytes:
    raise ValueError(text)


def recurse(_: object) -> bytes:
    sys.setrecursionlimit(1000)
    return recurse(_)


def secrets(_: object) -> bytes:
    print("noise")
    return repr(dict(os.environ)).encode()
