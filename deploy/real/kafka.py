"""Apache Kafka in KRaft mode: one node that is broker and controller, on 127.0.0.1."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

from deploy.local.ports import HOST
from deploy.local.program import Program, StackError
from deploy.real.fetch import kafka_libraries

_CLUSTER = "Q29sb3Bob25LYWZrYTAwMQ"


def kafka(folder: Path, cwd: Path, log: Path, port: int, controller: int, name: str = "kafka") -> Program:
    """The broker, its data in ``cwd``; it remembers them when it is killed."""
    java = shutil.which("java")
    if java is None:
        raise StackError("Apache Kafka needs Java 17 or later, and there is no java here")
    program = [java, "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    program += ["-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"]
    program += ["-cp", f"{kafka_libraries()}/*"]
    settings = {
        "process.roles": "broker,controller",
        "node.id": 1,
        "listeners": f"PLAINTEXT://{HOST}:{port},CONTROLLER://{HOST}:{controller}",
        "advertised.listeners": f"PLAINTEXT://{HOST}:{port}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "controller.listener.names": "CONTROLLER",
        "controller.quorum.voters": f"1@{HOST}:{controller}",
        "inter.broker.listener.name": "PLAINTEXT",
        "log.dirs": cwd / "data",
        "auto.create.topics.enable": "false",
        "offsets.topic.replication.factor": 1,
        "offsets.topic.num.partitions": 4,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "share.coordinator.state.topic.replication.factor": 1,
        "share.coordinator.state.topic.min.isr": 1,
        "group.initial.rebalance.delay.ms": 0,
        # One that was killed is let in again when its old session has ended.
        "broker.session.timeout.ms": 3000,
        "broker.heartbeat.interval.ms": 500,
        # Each test has a hundred partitions of its own.
        "log.index.size.max.bytes": 1 << 20,
    }
    config = cwd / "server.properties"

    def prepare() -> None:
        cwd.mkdir(parents=True, exist_ok=True)
        config.write_text("".join(f"{key}={value}\n" for key, value in settings.items()), encoding="utf-8")
        if (cwd / "data" / "meta.properties").exists():
            return
        argv = [*program, "kafka.tools.StorageTool", "format", "-t", _CLUSTER, "-c", str(config)]
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as out:
            code = subprocess.run(argv, cwd=cwd, stdout=out, stderr=out, check=False).returncode
        if code:
            raise StackError(f"{name}: its storage was not formatted ({code}); its log: {log}")

    def probe() -> str | None:
        from kafka.admin import KafkaAdminClient
        from kafka.errors import KafkaError

        try:
            client = KafkaAdminClient(
                bootstrap_servers=f"{HOST}:{port}", bootstrap_timeout_ms=2000, request_timeout_ms=2000
            )
        except (KafkaError, OSError, TimeoutError) as error:
            return type(error).__name__
        try:
            client.list_topics()
        except (KafkaError, OSError, TimeoutError) as error:
            return type(error).__name__
        finally:
            client.close()
        return None

    return Program(
        name=name,
        argv=[*program, "kafka.Kafka", str(config)],
        folder=folder,
        cwd=cwd,
        log=log,
        address=f"{HOST}:{port}",
        probe=probe,
        env={"PATH": os.environ.get("PATH", os.defpath)},
        prepare=prepare,
        stop_signals=((signal.SIGTERM, 3.0),),
    )
