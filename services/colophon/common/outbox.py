"""State and event in one transaction: events are rows first, records on Kafka after.

The relay sends rows without a recorded answer, at once after a commit and again whenever the
broker was looked at. When a topic's log began anew, the newest event of each subject is sent
again **under the same event id**: events are whole snapshots, so the older ones are not missed.
"""

from __future__ import annotations

import threading
from typing import Any

import structlog
from google.protobuf.message import Message
from kafka import KafkaProducer
from kafka.errors import KafkaError
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session
from ulid import ULID

from colophon.common import context
from colophon.common.broker import Broker
from colophon.common.database import Sessions
from colophon.common.transient import is_transient
from colophon.common.wiretables import WireTables

log = structlog.get_logger(__name__)

BATCH = 200


class Outbox:
    """Where handlers put events; ``relay`` brings them to the broker."""

    def __init__(self, tables: WireTables, topic: str) -> None:
        self._table = tables.outbox
        self.topic = topic
        self.wake = threading.Event()

    def put(self, session: Session, message: Message, *, key: str, subject: str) -> str:
        """Record an event in the caller's transaction; returns its id. Call ``wake.set()`` after commit."""
        event_id = str(ULID())
        session.execute(
            insert(self._table).values(
                event_id=event_id,
                topic=self.topic,
                key=key,
                type=message.DESCRIPTOR.full_name,
                subject=subject,
                body=message.SerializeToString(deterministic=True),
                headers={"ce_actor": context.actor(), "ce_request": context.request_id()},
            )
        )
        return event_id


def lives(sessions: Sessions, tables: WireTables) -> set[str]:
    """Ids of the topics to which events were sent and answered."""
    with sessions.begin() as session:
        rows = session.scalars(select(tables.outbox.c.epoch).distinct())
        return {row for row in rows if row}


class Relay:
    """The thread that sends."""

    def __init__(
        self, outbox: Outbox, tables: WireTables, sessions: Sessions, broker: Broker, source: str
    ) -> None:
        self._outbox = outbox
        self._table = tables.outbox
        self._sessions = sessions
        self._broker = broker
        self._source = source
        self._producer: KafkaProducer | None = None
        self._life: object = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="relay", daemon=True)
        broker.on_look(outbox.wake.set)

    def start(self) -> None:
        """Send what is unsent, then whenever woken."""
        self._outbox.wake.set()
        self._thread.start()

    def close(self) -> None:
        """Stop after the batch under way."""
        self._closed = True
        self._outbox.wake.set()
        self._thread.join(15)
        self._drop_producer()

    def _run(self) -> None:
        while not self._closed:
            self._outbox.wake.wait(5)
            self._outbox.wake.clear()
            try:
                while not self._closed and self._send_batch():
                    pass
            except KafkaError as error:
                log.warning("events could not be sent, they stay in the outbox", error=str(error))
                self._drop_producer()
                self._broker.look_soon()
                threading.Event().wait(1)
            except Exception as error:
                if not is_transient(error):
                    log.exception("relay failed, goes on")
                self._drop_producer()
                threading.Event().wait(1)

    def _send_batch(self) -> bool:
        """One batch; true when there may be more."""
        epoch = self._broker.epochs.get(self._outbox.topic)
        if epoch is None or not self._broker.alive:
            return False
        table = self._table
        with self._sessions.begin() as session:
            newest = (
                select(func.max(table.c.id))
                .where(table.c.topic == self._outbox.topic)
                .group_by(table.c.type, table.c.subject)
            )
            unsent = table.c.epoch.is_(None)
            forgotten = (table.c.epoch != epoch) & table.c.id.in_(newest)
            rows = session.execute(
                select(table)
                .where(table.c.topic == self._outbox.topic, unsent | forgotten)
                .order_by(table.c.id)
                .limit(BATCH)
                .with_for_update(skip_locked=True)
            ).all()
            if not rows:
                return False
            producer = self._connected()
            futures = [
                producer.send(row.topic, key=row.key.encode(), value=row.body, headers=self._headers(row))
                for row in rows
            ]
            producer.flush(timeout=10)
            for row, future in zip(rows, futures, strict=True):
                answer = future.get(timeout=10)
                session.execute(
                    update(table)
                    .where(table.c.id == row.id)
                    .values(epoch=epoch, partition=answer.partition, offset=answer.offset, sent=func.now())
                )
        return len(rows) == BATCH

    def _headers(self, row: Any) -> list[tuple[str, bytes]]:
        headers = {
            "ce_specversion": "1.0",
            "ce_id": row.event_id,
            "ce_type": row.type,
            "ce_source": self._source,
            "ce_subject": row.subject,
            "ce_time": row.made.isoformat(),
            "content-type": "application/protobuf",
            **row.headers,
        }
        return [(name, value.encode()) for name, value in headers.items() if value]

    def _connected(self) -> KafkaProducer:
        life = self._broker.life([self._outbox.topic])
        if self._producer is not None and life != self._life:
            self._drop_producer()
        if self._producer is None:
            # Not idempotent on purpose: a broker that forgot the producer's id would be asked for
            # ever; the inbox of each consumer drops doubles, and the newest version wins.
            self._producer = KafkaProducer(
                bootstrap_servers=self._broker.servers,
                acks="all",
                enable_idempotence=False,
                allow_auto_create_topics=False,
                max_block_ms=5000,
                request_timeout_ms=5000,
                delivery_timeout_ms=9000,
                bootstrap_timeout_ms=5000,
                linger_ms=0,
            )
            self._life = life
        return self._producer

    def _drop_producer(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            try:
                producer.close(timeout=1)
            except Exception as error:
                log.debug("closing the producer failed", error=str(error))
