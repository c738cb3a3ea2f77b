"""The servers that tests stand on are real, private to a test, and come back after a kill."""

from __future__ import annotations

import io
import json

import psycopg
import pytest
from deploy.local.program import Running
from kafka import KafkaProducer
from minio import Minio


@pytest.mark.parametrize("name", ["a", "b"])
def test_a_test_has_a_database_and_buckets_of_its_own(stack_env: dict[str, str], name: str) -> None:
    url = stack_env["COLOPHON_DATABASE_URL"].replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        connection.execute("create table mine (id int)")
        version = connection.execute("show server_version").fetchone()
    assert version is not None
    assert version[0].startswith("18")
    store = Minio(
        stack_env["COLOPHON_S3_ENDPOINT"],
        access_key=stack_env["COLOPHON_S3_ACCESS_KEY"],
        secret_key=stack_env["COLOPHON_S3_SECRET_KEY"],
        secure=False,
    )
    bucket = f"{stack_env['COLOPHON_BUCKET_PREFIX']}mine"
    store.make_bucket(bucket)
    store.put_object(bucket, "a/b", io.BytesIO(name.encode()), 1)
    assert store.get_object(bucket, "a/b").data == name.encode()


def test_wrong_passwords_are_refused(stack_env: dict[str, str]) -> None:
    url = stack_env["COLOPHON_DATABASE_URL"].replace("+psycopg", "")
    before, _, after = url.rpartition("@")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"{before}x@{after}")
    store = Minio(stack_env["COLOPHON_S3_ENDPOINT"], access_key="x", secret_key="yyyyyyyy", secure=False)
    with pytest.raises(Exception, match="InvalidAccessKeyId"):
        store.list_buckets()


def test_a_broker_killed_and_started_again_has_its_old_address(
    own_broker: Running, stack_env: dict[str, str]
) -> None:
    assert stack_env["COLOPHON_KAFKA"] == own_broker.address
    for _ in range(2):
        producer = KafkaProducer(bootstrap_servers=own_broker.address, value_serializer=json.dumps)
        producer.close()
        own_broker.kill()
        assert not own_broker.alive
        own_broker.start()
        own_broker.wait_ready()
