"""One consumer thread a service: event → inbox and effect in one transaction → offset.

Two families of error. What may pass (database, broker, store away) is tried again in place,
nothing is skipped. What never passes (bytes that are no event, a handler's own error) becomes a
dead letter: first a row, then a record on ``<topic>.dlq``; past a limit the consumer stops and
health turns red.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from google.protobuf.message import DecodeError, Message
from kafka import KafkaConsumer, KafkaProducer
from kafka.cluster import ClusterMetadata
from kafka.errors import KafkaError
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from colophon.common import context
from colophon.common.broker import Broker
from colophon.common.database import Sessions
from colophon.common.transient import is_transient
from colophon.common.wiretables import WireTables

log = structlog.get_logger(__name__)

# kafka-python 3.0.12 does not hand allow_auto_create_topics on to its metadata requests, and so a client
# that asks for a topic before its service made it would make it, with the broker's own partition count.
ClusterMetadata.DEFAULT_CONFIG["allow_auto_create_topics"] = False

Handler = Callable[[Session, Any], None]
"""Changes rows in the transaction it is given; no other effect."""


class Unreadable(ValueError):
    """A record that is no event of ours."""


def _group_of(name: str, epochs: tuple[str, ...]) -> str:
    """The consumer group for the present life of its topics.

    A client that did not notice that a log began anew commits its places in the old log; under one name
    for all lives the next client would take these for places in the new log, and skip what lies before.
    """
    return f"{name}.{hashlib.sha256(' '.join(epochs).encode()).hexdigest()[:8]}"


PATIENCE = 5.0
"""Seconds that a consumer waits for the topics of services that are not there yet."""


class Consumer:
    """Hears topics and calls one handler a message type."""

    def __init__(
        self,
        *,
        broker: Broker,
        topics: list[str],
        group: str,
        sessions: Sessions,
        tables: WireTables,
        handlers: Mapping[type[Message], Handler],
        limit: int,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        """``after`` is called when a transaction with an effect was committed (wake relay and workers)."""
        self._broker = broker
        self._topics = topics
        self._group = group
        self._sessions = sessions
        self._tables = tables
        self._handlers = {kind.DESCRIPTOR.full_name: (kind, call) for kind, call in handlers.items()}
        self._limit = limit
        self._after = after
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="consumer", daemon=True)
        self.assigned = threading.Event()
        """Set once partitions were assigned for the first time."""
        self.stopped = False
        """True after too many dead letters: an operator has to look."""

    def start(self) -> None:
        """Begin in the background."""
        self._thread.start()

    def close(self) -> None:
        """Stop after the record under way."""
        self._closed.set()
        self._thread.join(15)

    def _run(self) -> None:
        while not self._closed.is_set() and not self.stopped:
            try:
                self._life()
            except Exception as error:
                known = isinstance(error, KafkaError) or is_transient(error)
                log.log(30 if known else 40, "consumer begins anew", error=repr(error), exc_info=not known)
                self._broker.look_soon()
                self._closed.wait(1)

    def _life(self) -> None:
        """One Kafka client, until its broker's life changed."""
        # A subscription may make a missing topic, with the wrong partition count: its owner is first. Who
        # does not come is not waited for: the others are heard, and all anew when it is there.
        patience = time.monotonic() + PATIENCE
        while (here := self._there()) < len(self._topics) and (not here or time.monotonic() < patience):
            if self._broker.alive:
                self.assigned.set()  # There is nothing to be assigned yet.
            if self._closed.wait(0.2):
                return
        life = self._broker.life(self._topics)
        client = KafkaConsumer(
            *(topic for topic, epoch in zip(self._topics, life[1], strict=True) if epoch),
            bootstrap_servers=self._broker.servers,
            group_id=_group_of(self._group, life[1]),
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            allow_auto_create_topics=False,
            session_timeout_ms=6000,
            heartbeat_interval_ms=1000,
            metadata_max_age_ms=5000,
            bootstrap_timeout_ms=5000,
            max_poll_records=100,
        )
        try:
            while not self._closed.is_set() and self._broker.life(self._topics) == life:
                batches = client.poll(timeout_ms=500)
                if client.assignment():
                    self.assigned.set()
                for records in batches.values():
                    for record in records:
                        self._take(record)
                        if self._closed.is_set() or self.stopped:
                            return
                if batches:
                    client.commit(timeout_ms=5000)
        finally:
            client.close(autocommit=False, timeout_ms=2000)

    def _there(self) -> int:
        """How many of the topics the broker has; none while it is away."""
        return sum(self._broker.alive and topic in self._broker.epochs for topic in self._topics)

    def _take(self, record: Any) -> None:
        """Until it is done, dead, or the service stops."""
        pause = 0.1
        while not self._closed.is_set():
            try:
                self._deliver(record)
                return
            except Exception as error:
                if is_transient(error):
                    log.warning("database is away, the event waits", error=str(error))
                    self._closed.wait(pause)
                    pause = min(pause * 2, 5)
                    continue
                log.exception(
                    "dead letter", topic=record.topic, partition=record.partition, offset=record.offset
                )
                reason = f"{type(error).__name__}: {error}"
            self._bury(record, reason)
            return

    def _deliver(self, record: Any) -> None:
        headers = {name: value.decode("utf-8", "replace") for name, value in record.headers}
        event_id, kind = headers.get("ce_id", ""), headers.get("ce_type", "")
        if not event_id or not kind:
            raise Unreadable("headers ce_id and ce_type are missing")
        known = self._handlers.get(kind)
        if known is None:
            return  # A type this service does not listen to.
        message_type, call = known
        try:
            message = message_type.FromString(record.value)
        except DecodeError as error:
            raise Unreadable(f"the bytes are no {kind}") from error
        context.enter(headers.get("ce_actor", ""), headers.get("ce_request", ""))
        with self._sessions.begin() as session:
            new = session.execute(
                insert(self._tables.inbox)
                .values(event_id=event_id, type=kind, subject=headers.get("ce_subject", ""))
                .on_conflict_do_nothing()
                .returning(self._tables.inbox.c.event_id)
            ).first()
            if new is None:
                return
            call(session, message)
        self._after()

    def _bury(self, record: Any, reason: str) -> None:
        table = self._tables.dead_letters
        headers = {name: value.decode("utf-8", "replace") for name, value in record.headers}
        while not self._closed.is_set():
            try:
                with self._sessions.begin() as session:
                    session.execute(
                        insert(table)
                        .values(
                            topic=record.topic,
                            partition=record.partition,
                            offset=record.offset,
                            event_id=headers.get("ce_id", ""),
                            key=record.key,
                            body=record.value,
                            headers=headers,
                            reason=reason,
                        )
                        .on_conflict_do_nothing()
                    )
                    recent = session.scalar(
                        select(func.count())
                        .select_from(table)
                        .where(table.c.at > datetime.now(UTC) - timedelta(hours=1))
                    )
                break
            except Exception as error:
                log.warning("the dead letter's row could not be written yet", error=str(error))
                time.sleep(1)
        else:
            return
        self._announce(record, reason)
        if (recent or 0) >= self._limit:
            log.error("too many dead letters, the consumer stops", group=self._group, recent=recent)
            self.stopped = True

    def _announce(self, record: Any, reason: str) -> None:
        """On ``<topic>.dlq``, best effort: the row is what counts."""
        try:
            producer = KafkaProducer(
                bootstrap_servers=self._broker.servers, enable_idempotence=False, max_block_ms=5000
            )
            try:
                producer.send(
                    f"{record.topic}.dlq",
                    key=record.key,
                    value=record.value,
                    headers=[*record.headers, ("x-reason", reason.encode()[:1000])],
                ).get(timeout=10)
            finally:
                producer.close(timeout=1)
        except Exception as error:
            log.warning("the dead letter is a row only", error=str(error))
