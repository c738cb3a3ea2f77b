"""What tests stand on: the three servers, once for a test run, whichever worker asks first."""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from deploy.local import ports, processes
from deploy.local import state as states
from deploy.local.kafka import kafka
from deploy.local.program import Running, StackError, ended
from deploy.local.servers import servers
from deploy.local.services import service_program
from deploy.local.state import SERVICES
from deploy.real import kafka as real_kafka
from deploy.real import servers as real_servers

ROOT = Path(__file__).resolve().parents[2]
_REAL = ("DATABASE_URL", "KAFKA", "S3_ENDPOINT", "S3_ACCESS_KEY", "S3_SECRET_KEY")


def _real() -> bool:
    return os.environ.get("COLOPHON_TEST_STACK") == "real"


def hold(folder: Path, owner: int) -> None:
    """Run the three servers for as long as the process ``owner`` lives; end what it left behind, too."""
    watched = psutil.Process(owner)
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopping.append(number))
    failed = folder / "failed"
    try:
        with real_servers.servers(folder) if _real() else servers(folder):
            (folder / "ready").touch()
            while not stopping and not ended(watched):
                time.sleep(0.2)
            processes.end_all(folder, folder / "nothing")  # services that tests started; then the servers
    except StackError as error:
        failed.write_text(str(error))
        raise


def addresses(folder: Path, owner: int) -> dict[str, str]:
    """COLOPHON_… settings of the servers that tests use; starts them where nobody has.

    With COLOPHON_TEST_STACK=real they are Apache Kafka, MinIO and PostgreSQL: those that run already
    where COLOPHON_TEST_DATABASE_URL, …_KAFKA, …_S3_ENDPOINT, …_S3_ACCESS_KEY and …_S3_SECRET_KEY say, else
    new ones. Raises StackError: no server is a failure, no skip.
    """
    missing = [f"COLOPHON_TEST_{n}" for n in _REAL if not os.environ.get(f"COLOPHON_TEST_{n}")]
    if _real() and len(missing) < len(_REAL):
        if missing:
            raise StackError(f"of the real servers' addresses these are missing: {', '.join(missing)}")
        real = {f"COLOPHON_{n}": os.environ[f"COLOPHON_TEST_{n}"] for n in _REAL}
        return {**real, "COLOPHON_S3_SECURE": os.environ.get("COLOPHON_TEST_S3_SECURE", "false")}
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            _start_holder(folder, owner)
    state = states.load(folder)
    if state is None:
        raise StackError(f"the servers' state in {folder} is gone")
    return dict(state.env)


def _start_holder(folder: Path, owner: int) -> None:
    with (folder / "servers.log").open("ab") as log:
        holder = subprocess.Popen(
            [sys.executable, "-m", "deploy.local", "hold", "--folder", str(folder), "--while", str(owner)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    (folder / "holder.pid").write_text(str(holder.pid))
    while not (folder / "ready").exists():
        if holder.poll() is not None:
            failed = folder / "failed"
            why = (failed if failed.exists() else folder / "servers.log").read_text()[-2000:]
            raise StackError(f"the test servers did not start: {why}")
        time.sleep(0.05)


def release(folder: Path) -> None:
    """Stop the servers of a test run, if there are any, and all that its tests left running."""
    try:
        holder = psutil.Process(int((folder / "holder.pid").read_text()))
        holder.terminate()
    except (FileNotFoundError, ValueError, psutil.Error):
        return
    until = time.monotonic() + 30
    while not ended(holder) and time.monotonic() < until:
        time.sleep(0.05)


@contextlib.contextmanager
def environment(folder: Path, owner: int, kafka_address: str = "") -> Iterator[dict[str, str]]:
    """Settings of an installation of one's own on the common servers: database, buckets, topics, ports."""
    import psycopg
    from psycopg.sql import SQL, Identifier

    env = addresses(folder, owner)
    name = f"t{secrets.token_hex(5)}"
    url, _, _ = env["COLOPHON_DATABASE_URL"].rpartition("/")
    admin = env["COLOPHON_DATABASE_URL"].replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(SQL("create database {}").format(Identifier(name)))
    at = {n: f"{ports.HOST}:{p}" for n, p in ports.choose(SERVICES, {}, {}).items()}
    env |= {
        "COLOPHON_DATABASE_URL": f"{url}/{name}",
        "COLOPHON_BUCKET_PREFIX": f"{name}-",
        "COLOPHON_TOPIC_PREFIX": f"{name}.",
        "COLOPHON_SERVICE_TOKEN": secrets.token_urlsafe(24),
        "COLOPHON_EDITOR_TOKEN": secrets.token_urlsafe(24),
        "COLOPHON_LINK_SECRET": secrets.token_urlsafe(24),
        "COLOPHON_RECEIPT_KEY": secrets.token_urlsafe(32),
        "COLOPHON_PUBLIC_URL": f"http://{at['gateway']}",
        "COLOPHON_LISTEN": at["gateway"],
        **{f"COLOPHON_{n.upper()}": at[n] for n in SERVICES if n != "gateway"},
    }
    if kafka_address:
        env["COLOPHON_KAFKA"] = kafka_address
    try:
        yield env
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(SQL("drop database if exists {} with (force)").format(Identifier(name)))


def service(name: str, env: dict[str, str], folder: Path) -> Running:
    """``python -m colophon.<name>``, not yet started; listens where ``env`` says that others look for it."""
    listen = env["COLOPHON_LISTEN"] if name == "gateway" else env[f"COLOPHON_{name.upper()}"]
    log = folder / "log" / f"{name}-{listen.rpartition(':')[2]}.log"
    return Running(service_program(name, folder, log, env, listen, cwd=ROOT))


def broker(folder: Path) -> Running:
    """A broker of one's own, not yet started."""
    port, controller = ports.choose(["kafka", "controller"], {}, {}).values()
    name = f"kafka-{port}"
    log = folder / "log" / f"{name}.log"
    if _real():
        return Running(real_kafka.kafka(folder, folder / name, log, port, controller, name))
    return Running(kafka(folder, folder / "kafka", log, port, name))
