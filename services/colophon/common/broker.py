"""What is known of the Kafka broker: whether it answers, and which life each topic is in.

A topic's id changes when it was made anew: a broker that keeps its log in memory and was
restarted, or a topic that was deleted. What was sent in an earlier life may never have been
read, so the outbox sends it again, and consumers start again at the beginning (the inbox drops
the doubles).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import structlog
from kafka import TopicPartition
from kafka.admin import KafkaAdminClient, NewTopic, OffsetSpec
from kafka.errors import KafkaError, TopicAlreadyExistsError

log = structlog.get_logger(__name__)


class WrongPartitions(RuntimeError):
    """A topic exists with another partition count than the settings say."""


class Broker:
    """Looks at the broker every few seconds with a fresh client (an old one may never come back)."""

    def __init__(
        self,
        servers: str,
        *,
        owned: list[str],
        heard: list[str],
        partitions: int,
        every: float,
        lives: Callable[[], set[str]] = set,
    ) -> None:
        """``every``: seconds between two looks; ``lives``: topic ids under which events were sent."""
        self._lives = lives
        self.servers = servers
        self._owned = owned
        self._topics = [*owned, *heard]
        self._partitions = partitions
        self._every = every
        self._watchers: list[Callable[[], None]] = []
        self._wake = threading.Event()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="broker", daemon=True)
        self.epochs: dict[str, str] = {}
        """Topic → id of its present life; without the topics that are not there."""
        self.alive = False
        self.outages = 0
        """How often the broker was found away: clients that saw another number are rebuilt."""

    def start(self) -> None:
        """Look once now, then go on looking in the background."""
        self._look()
        self._thread.start()

    def close(self) -> None:
        """Stop looking."""
        self._closed = True
        self._wake.set()
        self._thread.join(10)

    def look_soon(self) -> None:
        """Something went wrong with a client: do not wait for the next turn."""
        self._wake.set()

    def on_look(self, call: Callable[[], None]) -> None:
        """``call`` after every look."""
        self._watchers.append(call)

    def life(self, topics: list[str]) -> tuple[int, tuple[str, ...]]:
        """Changes when clients of these topics have to be built anew."""
        return self.outages, tuple(self.epochs.get(topic, "") for topic in topics)

    def _run(self) -> None:
        while not self._closed:
            complete = self.alive and len(self.epochs) == len(self._topics)
            self._wake.wait(self._every if complete else 1)
            self._wake.clear()
            if not self._closed:
                self._look()

    def _look(self) -> None:
        try:
            self.epochs = self._read()
            if not self.alive:
                log.info("broker answers", servers=self.servers)
            self.alive = True
        except (KafkaError, OSError, TimeoutError) as error:
            if self.alive:
                self.outages += 1
                log.warning("broker is away", servers=self.servers, error=str(error))
            self.alive = False
        except Exception:
            self.alive = False
            log.exception("looking at the broker failed")
        for call in self._watchers:
            call()

    def _read(self) -> dict[str, str]:
        admin = KafkaAdminClient(
            bootstrap_servers=self.servers, bootstrap_timeout_ms=5000, request_timeout_ms=5000
        )
        try:
            found = self._described(admin)
            wrong = [name for name in self._owned if name not in found or self._unused(admin, found[name])]
            for name in wrong:
                if name in found:
                    log.warning(
                        "topic was made by a touch with another partition count, is made anew", topic=name
                    )
                    admin.delete_topics([name], timeout_ms=5000)
                # Another instance of this service may have been faster.
                with suppress(TopicAlreadyExistsError):
                    admin.create_topics([NewTopic(name, self._partitions, -1)], timeout_ms=5000)
            if wrong:
                found = self._described(admin)
            return {name: str(topic["topic_id"]) for name, topic in found.items()}
        finally:
            admin.close()

    def _described(self, admin: KafkaAdminClient) -> dict[str, Any]:
        return {t["name"]: t for t in admin.describe_topics(self._topics) if not t["error_code"]}

    def _unused(self, admin: KafkaAdminClient, topic: dict[str, Any]) -> bool:
        """True for a wrong partition count on a topic that nobody has to keep: a broker that makes
        topics on first touch was faster than us. It never held a record, or only records that the
        outbox does not know as sent and will send again. Raises WrongPartitions otherwise."""
        name, count = topic["name"], len(topic["partitions"])
        if count == self._partitions:
            return False
        lives = self._lives()
        if lives and str(topic["topic_id"]) not in lives:
            return True
        places = {TopicPartition(name, number): OffsetSpec.LATEST for number in range(count)}
        if any(end.offset for end in admin.list_partition_offsets(places).values()):
            raise WrongPartitions(
                f"topic {name} has {count} partitions, the settings say {self._partitions}: "
                f"set COLOPHON_PARTITIONS={count}, or delete the topic while nothing runs"
            )
        return True
