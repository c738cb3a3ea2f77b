"""Work that outlives a call: rows asked for in a transaction, done by threads, safe against SIGKILL.

A job is (kind, subject) with two counters: ``asked`` grows with every wish, ``done`` becomes the
``asked`` that the work began with. A worker holds a session-level advisory lock while it works:
when its process dies, the lock is gone and another worker begins anew, so work has to be
repeatable.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import Engine, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from colophon.common import context
from colophon.common.transient import is_transient
from colophon.common.wiretables import WireTables

log = structlog.get_logger(__name__)


class TryLater(Exception):
    """Raised by work that waits for something: tried again, not counted as a failure."""


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work."""

    kind: str
    subject: str
    attempts: int


class Jobs:
    """A service's jobs and the threads that do them."""

    def __init__(
        self,
        engine: Engine,
        tables: WireTables,
        work: dict[str, Callable[[Job], None]],
        *,
        threads: int = 1,
        give_up: Callable[[Job, BaseException], None] | None = None,
        attempts: int = 5,
    ) -> None:
        """``work`` by kind. An error that is no outage is tried ``attempts`` times, then given up."""
        self._engine = engine
        self._table = tables.jobs
        self._work = work
        self._give_up = give_up
        self._attempts = attempts
        self._space = zlib.crc32(f"{tables.jobs.fullname}".encode()) - 2**31
        self._closed = threading.Event()
        self.wake = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, name=f"worker-{n}", daemon=True) for n in range(threads)
        ]

    def ask(self, session: Session, kind: str, subject: str) -> None:
        """Wish for work in the caller's transaction; call ``wake.set()`` after commit."""
        table = self._table
        session.execute(
            insert(table)
            .values(kind=kind, subject=subject)
            .on_conflict_do_update(
                index_elements=[table.c.kind, table.c.subject],
                set_={"asked": table.c.asked + 1, "attempts": 0, "not_before": func.now()},
            )
        )

    def open(self, session: Session, kind: str, prefix: str) -> bool:
        """Whether work is under way or waits for subjects that begin like this."""
        table = self._table
        return (
            session.scalar(
                select(table.c.id)
                .where(
                    table.c.kind == kind,
                    table.c.subject.startswith(prefix, autoescape=True),
                    table.c.asked > table.c.done,
                )
                .limit(1)
            )
            is not None
        )

    def start(self) -> None:
        """Begin working."""
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop after the work under way."""
        self._closed.set()
        self.wake.set()
        for thread in self._threads:
            thread.join(30)

    def _run(self) -> None:
        while not self._closed.is_set():
            try:
                busy = self._one()
            except Exception as error:
                log.log(30 if is_transient(error) else 40, "worker could not take a job", error=repr(error))
                self._closed.wait(1)
                continue
            if not busy:
                # Other processes ask too: look every second without being woken.
                self.wake.wait(1)
                self.wake.clear()

    def _one(self) -> bool:
        """Do one job; false when there is none."""
        table = self._table
        with self._engine.connect() as connection:
            connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            ready = (
                select(table.c.id)
                .where(table.c.asked > table.c.done, table.c.not_before <= func.now())
                .order_by(table.c.not_before, table.c.id)
                .limit(50)
            )
            for job_id in connection.scalars(ready).all():
                key = {"space": self._space, "id": job_id % 2**31}
                if not connection.scalar(text("select pg_try_advisory_lock(:space, :id)"), key):
                    continue
                try:
                    row = connection.execute(
                        select(table).where(
                            table.c.id == job_id,
                            table.c.asked > table.c.done,
                            table.c.not_before <= func.now(),
                        )
                    ).first()
                    if row is not None:
                        values = self._do(Job(row.kind, row.subject, row.attempts), row.asked)
                        connection.execute(update(table).where(table.c.id == job_id).values(**values))
                        return True
                finally:
                    connection.execute(text("select pg_advisory_unlock(:space, :id)"), key)
        return False

    def _do(self, job: Job, asked: int) -> dict[str, object]:
        """What the job's row says afterwards."""
        context.enter("", f"{job.kind}:{job.subject}")
        try:
            self._work[job.kind](job)
            return {"done": asked, "attempts": 0, "problem": ""}
        except TryLater as error:
            return {"not_before": datetime.now(UTC) + timedelta(seconds=1), "problem": str(error)}
        except Exception as error:
            counted = not is_transient(error)
            attempts = job.attempts + 1
            if counted and attempts >= self._attempts:
                log.exception("job given up", kind=job.kind, subject=job.subject)
                if self._give_up is not None:
                    self._give_up(job, error)
                return {"done": asked, "attempts": attempts, "problem": repr(error)[:2000]}
            log.warning(
                "job failed, will be tried again",
                kind=job.kind,
                subject=job.subject,
                error=repr(error),
                exc_info=counted,
            )
            pause = min(0.5 * 2**attempts, 30)
            return {
                "attempts": attempts,
                "not_before": datetime.now(UTC) + timedelta(seconds=pause),
                "problem": repr(error)[:2000],
            }
