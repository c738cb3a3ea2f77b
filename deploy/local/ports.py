"""Ports on 127.0.0.1 that nobody listens on."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterable

HOST = "127.0.0.1"
# Below the range that systems take outgoing connections' ports from (Linux: 32768, macOS: 49152), and so
# still free when a server starts again.
_RANGE = range(20000, 32000)
# Not the common generator: test tools seed it alike in every process, and two would choose the same port.
_chance = random.SystemRandom()


def is_free(port: int) -> bool:
    """Whether a server could listen on this port now."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        if probe.connect_ex((HOST, port)) == 0:
            return False
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError:
            return False
    return True


def choose(names: Iterable[str], usual: dict[str, int], before: dict[str, int]) -> dict[str, int]:
    """A port for each name: the one it had before, else its usual one, else any that is free."""
    chosen: dict[str, int] = {}
    for name in names:
        candidates = [before.get(name), usual.get(name), *_chance.sample(_RANGE, 200)]
        for port in candidates:
            if port and port not in chosen.values() and is_free(port):
                chosen[name] = port
                break
        else:
            raise SystemExit(f"no free port for {name} on {HOST}")
    return chosen


def listening(address: str) -> bool:
    """Whether something accepts connections at ``host:port``."""
    host, _, port = address.rpartition(":")
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, int(port))) == 0
