"""The three servers of an installation on a folder, for as long as a block runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local import ports
from deploy.local import state as states
from deploy.local.postgres import postgres
from deploy.local.servers import forget, started
from deploy.local.state import State
from deploy.real.kafka import kafka
from deploy.real.minio import minio


@contextmanager
def servers(folder: Path) -> Iterator[State]:
    """PostgreSQL, MinIO and Apache Kafka on free ports, ready. Raises StackError."""
    state = states.make(folder.resolve())
    state.choose_ports(random_only=True)
    state.ports = ports.choose([*state.ports, "controller", "console"], {}, state.ports)
    state.save()
    folder, logs, secret, port = state.folder, folder / "log", state.credentials, state.ports
    access, key = secret["s3_access_key"], secret["s3_secret_key"]
    programs = [
        postgres(folder, state.place, logs / "postgres.log", port["postgres"], secret["postgres"], False),
        minio(folder, folder / "s3", logs / "s3.log", port["s3"], port["console"], access, key),
        kafka(folder, folder / "kafka", logs / "kafka.log", port["kafka"], port["controller"]),
    ]
    with started(programs):
        yield state
    forget(state)
