"""A service's parts put together and run until SIGTERM: the same order everywhere."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import stamina
import structlog
from google.protobuf.message import Message
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from colophon.common import database, logs
from colophon.common.broker import Broker
from colophon.common.consumer import Consumer, Handler
from colophon.common.jobs import Jobs
from colophon.common.objects import Objects
from colophon.common.outbox import Outbox, Relay, lives
from colophon.common.requests import once
from colophon.common.rpcserver import RpcServer
from colophon.common.settings import ServiceSettings
from colophon.common.transient import Away
from colophon.common.wiretables import WireTables

log = structlog.get_logger(__name__)
M = TypeVar("M", bound=Message)


class Service:
    """What each service stands on. Build it, add the service's own parts, ``run``."""

    def __init__(self, name: str, settings: ServiceSettings, tables: WireTables, migrations: Path) -> None:
        """Connects to nothing yet but the database, whose schema is migrated."""
        self.name = name
        self.settings = settings
        self.tables = tables
        logs.configure(name, settings.log_level)
        self.engine: Engine = database.connect(settings.database_url.get_secret_value())
        database.migrate(self.engine, name, migrations)
        self.sessions = database.sessions(self.engine)
        self.objects = Objects(settings, name)
        self.outbox = Outbox(tables, settings.topic(name))
        self.jobs: Jobs | None = None
        self._consumer: Consumer | None = None
        self._heard: list[str] = []
        self._handlers: Mapping[type[Message], Handler] = {}
        self._closing: list[Callable[[], None]] = []
        self._listeners: list[Callable[[], None]] = []
        self._regular: list[tuple[float, Callable[[], object]]] = []

    def hear(self, services: list[str], handlers: Mapping[type[Message], Handler]) -> None:
        """Listen to these services' topics."""
        self._heard = [self.settings.topic(service) for service in services]
        self._handlers = handlers

    def work(self, jobs: Jobs) -> None:
        """Run these jobs' threads."""
        self.jobs = jobs

    def mutate(self, venue: str, request: Any, answer: type[M], make: Callable[[Session], M]) -> M:
        """One mutation in one transaction, replayed by its request id."""
        with self.sessions.begin() as session:
            done = once(
                session,
                self.tables,
                venue=venue,
                request=request,
                request_id=request.request_id,
                answer=answer,
                make=lambda: make(session),
            )
        self.committed()
        return done

    def committed(self) -> None:
        """Call after a commit that may have put events or asked for jobs: they begin at once."""
        self.outbox.wake.set()
        if self.jobs is not None:
            self.jobs.wake.set()
        for call in self._listeners:
            call()

    def on_commit(self, call: Callable[[], None]) -> None:
        """``call`` after each commit (wake those who watch)."""
        self._listeners.append(call)

    def every(self, seconds: float, call: Callable[[], object]) -> None:
        """``call`` again and again while the service runs; what it raises is logged."""
        self._regular.append((seconds, call))

    def run(self, full_name: str, add: Callable[[Any], None], *more: str) -> None:
        """Serve until SIGTERM or SIGINT. ``add`` registers the servicers of these full names."""
        settings = self.settings
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        for attempt in stamina.retry_context(on=Away, attempts=60, timeout=60, wait_max=2.0):
            with attempt:
                self.objects.make_bucket()
        topic = settings.topic(self.name)
        broker = Broker(
            settings.kafka,
            owned=[topic, f"{topic}.dlq"],
            heard=self._heard,
            partitions=settings.partitions,
            every=settings.reconcile_seconds,
            lives=partial(lives, self.sessions, self.tables),
        )
        server = RpcServer(settings.listen, settings.service_token.get_secret_value(), settings.threads)
        add(server.server)
        server.start(full_name, *more)
        broker.start()
        relay = Relay(self.outbox, self.tables, self.sessions, broker, source=f"/{self.name}")
        relay.start()
        if self._heard:
            self._consumer = Consumer(
                broker=broker,
                topics=self._heard,
                group=f"{settings.topic_prefix}colophon.{self.name}",
                sessions=self.sessions,
                tables=self.tables,
                handlers=self._handlers,
                limit=settings.dead_letter_limit,
                after=self.committed,
            )
            self._consumer.start()
        if self.jobs is not None:
            self.jobs.start()
        for seconds, call in self._regular:
            threading.Thread(target=_again, args=(stop, seconds, call), daemon=True).start()
        # Ready when partitions were assigned; without a broker calls are still served.
        consumer = self._consumer
        if consumer is not None:
            consumer.assigned.wait(20)
        server.serving(True)
        log.info("ready", listen=settings.listen)
        while not stop.wait(1):
            if consumer is not None and consumer.stopped:
                server.serving(False)
        log.info("stopping")
        server.stop()
        for part in (self.jobs, consumer, relay, broker):
            if part is not None:
                part.close()
        self.engine.dispose()


def _again(stop: threading.Event, seconds: float, call: Callable[[], object]) -> None:
    while not stop.wait(seconds):
        try:
            call()
        except Exception:
            log.exception("regular work failed, will be done again", work=getattr(call, "__name__", ""))
