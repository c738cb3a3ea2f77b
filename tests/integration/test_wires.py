"""Kafka between the stages: nothing is lost and nothing doubled when brokers and services die."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from kafka import KafkaConsumer, KafkaProducer
from kafka.admin import KafkaAdminClient
from sqlalchemy import create_engine, text
from tests.integration.intake_client import PDF, IntakeClient, until

from colophon.api.events.v1 import events_pb2


def records(
    env: dict[str, str], topic: str, seconds: float, enough: Callable[[list[Any]], bool]
) -> list[Any]:
    """What is on a topic, from its beginning, until it is enough."""
    name = env.get("COLOPHON_TOPIC_PREFIX", "") + topic
    until(seconds, lambda: exists(env, name))  # A reader that comes first would make it.
    client = KafkaConsumer(
        name,
        bootstrap_servers=env["COLOPHON_KAFKA"],
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        group_id=None,
    )
    seen: list[Any] = []
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end and not enough(seen):
            for batch in client.poll(timeout_ms=500).values():
                seen += batch
    finally:
        client.close(autocommit=False)
    return seen


def exists(env: dict[str, str], topic: str) -> bool:
    admin = KafkaAdminClient(bootstrap_servers=env["COLOPHON_KAFKA"])
    try:
        return not admin.describe_topics([topic])[0]["error_code"]
    finally:
        admin.close()


def header(record: Any, name: str) -> str:
    return dict(record.headers).get(name, b"").decode()


def rows(env: dict[str, str], query: str) -> list[Any]:
    engine = create_engine(env["COLOPHON_DATABASE_URL"])
    try:
        with engine.connect() as connection:
            return list(connection.execute(text(query)))
    finally:
        engine.dispose()


def types(seen: list[Any]) -> set[str]:
    return {header(record, "ce_type").rpartition(".")[2] for record in seen}


def test_events_outlive_a_broker_that_forgets_everything(
    stack_env: dict[str, str], own_broker: Any, start_service: Any
) -> None:
    env = {**stack_env, "COLOPHON_RECONCILE_SECONDS": "1"}
    intake = IntakeClient(start_service("intake", env).address, env)
    (paper,) = intake.venue_with_papers()
    before = records(
        env, "colophon.intake.v1", 20, lambda seen: types(seen) >= {"VenueChanged", "PaperChanged"}
    )
    own_broker.kill()
    receipt = intake.upload(paper, PDF).receipt  # Taken without a broker.
    own_broker.start()
    own_broker.wait_ready()
    wanted = {"VenueChanged", "PaperChanged", "RevisionUploaded"}
    after = records(env, "colophon.intake.v1", 40, lambda seen: types(seen) >= wanted)
    assert types(after) >= wanted
    uploaded = [record for record in after if header(record, "ce_type").endswith("RevisionUploaded")]
    assert events_pb2.RevisionUploaded.FromString(uploaded[0].value).revision.name == receipt.revision
    again = {header(r, "ce_id") for r in before} & {header(r, "ce_id") for r in after}
    assert again, "what was sent before came again under another event id"
    venue = next(r for r in before if header(r, "ce_type").endswith("VenueChanged"))
    assert header(venue, "ce_id") in again


def test_an_upload_answered_just_before_sigkill_is_announced_once_restarted(
    stack_env: dict[str, str], start_service: Any
) -> None:
    env = stack_env
    service = start_service("intake", env)
    intake = IntakeClient(service.address, env)
    papers = intake.venue_with_papers(5)
    receipts = [intake.upload(paper, PDF + paper.encode()).receipt.revision for paper in papers]
    service.kill()
    service.start()
    service.wait_ready()

    def uploaded(seen: list[Any]) -> list[str]:
        return [header(r, "ce_subject") for r in seen if header(r, "ce_type").endswith("RevisionUploaded")]

    seen = records(env, "colophon.intake.v1", 30, lambda seen: set(uploaded(seen)) == set(receipts))
    assert set(uploaded(seen)) == set(receipts)
    by_subject = {
        (header(r, "ce_subject"), header(r, "ce_id")) for r in seen if "RevisionUpl" in header(r, "ce_type")
    }
    assert len(by_subject) == len(receipts), "one upload was announced under two event ids"


def test_a_record_that_is_no_event_becomes_a_dead_letter(stack_env, start_service) -> None:
    env = stack_env
    intake = IntakeClient(start_service("intake", env).address, env)
    start_service("validation", env)
    (paper,) = intake.venue_with_papers()
    topic = env.get("COLOPHON_TOPIC_PREFIX", "") + "colophon.intake.v1"
    producer = KafkaProducer(bootstrap_servers=env["COLOPHON_KAFKA"], enable_idempotence=False)
    producer.send(topic, key=b"k", value=b"\xff\xff nonsense").get(10)
    kind = [("ce_id", b"01X"), ("ce_type", b"colophon.api.events.v1.VenueChanged")]
    producer.send(topic, key=b"k", value=b"\xff\xff nonsense", headers=kind).get(10)
    producer.close()
    until(20, lambda: len(rows(env, "select 1 from validation.dead_letters")) == 2)
    intake.upload(paper, PDF)
    until(30, lambda: rows(env, "select 1 from validation.checks"))
    buried = records(env, "colophon.intake.v1.dlq", 15, lambda seen: len(seen) >= 2)
    assert [record.value for record in buried] == [b"\xff\xff nonsense"] * 2


def test_a_reader_that_slept_through_the_brokers_death_misses_nothing(
    stack_env: dict[str, str], own_broker: Any, start_service: Any
) -> None:
    """Its client still stands at places of the old log, and must not call the new one read."""
    intake = IntakeClient(
        start_service("intake", {**stack_env, "COLOPHON_RECONCILE_SECONDS": "1"}).address, stack_env
    )
    start_service("validation", {**stack_env, "COLOPHON_RECONCILE_SECONDS": "15"})
    papers = intake.venue_with_papers(40)

    def heard(table: str) -> int:
        return len(rows(stack_env, f"select 1 from validation.{table}"))

    until(30, lambda: heard("papers") == len(papers))
    own_broker.kill()
    own_broker.start()
    own_broker.wait_ready()
    for paper in papers:
        intake.upload(paper, PDF + paper.encode())
    until(60, lambda: heard("revisions") == len(papers))
