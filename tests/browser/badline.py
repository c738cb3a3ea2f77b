"""A bad line: a TCP proxy that lets so much through, then breaks and stays away until it is mended."""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType
from urllib.parse import urlsplit


class BadLine:
    """Between a browser and a site. ``breaks_after`` bytes from the browser, everything is cut."""

    def __init__(self, url: str) -> None:
        self._to = (str(urlsplit(url).hostname), int(urlsplit(url).port or 80))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._open: set[socket.socket] = set()
        self._left: int | None = None
        self._broken = threading.Event()
        self.cuts = 0
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> BadLine:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()
        self._cut()

    def breaks_after(self, count: int) -> None:
        """Cut when the browser has sent so many more bytes."""
        self._left = count

    def wait_broken(self, seconds: float) -> bool:
        """Whether it broke within this time."""
        return self._broken.wait(seconds)

    def mend(self) -> None:
        """Connections are taken again."""
        self._left = None
        self._broken.clear()

    def _cut(self) -> None:
        for each in list(self._open):
            # Reset, not ended: what a lost network looks like to both sides.
            each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._open.clear()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self._broken.is_set():
                near.close()
                continue
            far = socket.create_connection(self._to)
            self._open |= {near, far}
            for source, target, counted in ((near, far, True), (far, near, False)):
                threading.Thread(target=self._pump, args=(source, target, counted), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, counted: bool) -> None:
        try:
            while data := source.recv(65536):
                if counted and self._left is not None:
                    self._left -= len(data)
                    if self._left < 0 and not self._broken.is_set():
                        self._broken.set()
                        self.cuts += 1
                        self._cut()
                        return
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            return
