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

import structlog
from kafka.admin import KafkaAdminClient, NewTopic
from kafka.errors import KafkaError, TopicAlreadyExistsError

log = structlog.get_logger(__name__)


class WrongPartitions(RuntimeError):
    """A topic exists with another partition count than the settings say."""


class Broker:
    """Looks at the broker every few seconds with a fresh client (an old one may never come back)."""

    def __init__(
        self, servers: str, owned: list[str], heard: list[str], partitions: int, every: float
    ) -> None:
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
            self._wake.wait(self._every)
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
            found = {topic["name"]: topic for topic in admin.describe_topics(self._topics)}
            missing = [name for name in self._owned if name not in found or found[name]["error_code"]]
            if missing:
                for name in missing:
                    # Another instance of this service may have been faster.
                    with suppress(TopicAlreadyExistsError):
                        admin.create_topics([NewTopic(name, self._partitions, -1)], timeout_ms=5000)
                found = {topic["name"]: topic for topic in admin.describe_topics(self._topics)}
            for name in self._owned:
                count = len(found[name]["partitions"]) if name in found else 0
                if count not in (0, self._partitions):
                    raise WrongPartitions(
                        f"topic {name} has {count} partitions, the settings say {self._partitions}: "
                        f"set COLOPHON_PARTITIONS={count}, or delete the topic while nothing runs"
                    )
            return {name: str(t["topic_id"]) for name, t in found.items() if not t["error_code"]}
        finally:
            admin.close()
