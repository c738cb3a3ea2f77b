"""The object store: blobs by their sha256, one bucket an owning service, others read."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import urllib3
from minio import Minio
from minio.error import MinioException, S3Error
from urllib3.exceptions import HTTPError

from colophon.common.settings import ServiceSettings
from colophon.common.transient import Away

CHUNK = 256 * 1024


class Missing(Exception):
    """No such object."""


class Damaged(Exception):
    """The stored bytes are not those that were put: their sha256 differs."""


def blob_key(venue: str, sha256: str) -> str:
    """``venues/tpc26/blobs/sha256/ab/<digest>``; ``venue`` is the resource name."""
    return f"{venue}/blobs/sha256/{sha256[:2]}/{sha256}"


class Objects:
    """Blobs in S3. Raises Away when the store cannot be reached, Missing, or Damaged."""

    def __init__(self, settings: ServiceSettings, service: str) -> None:
        self.bucket = settings.bucket(service)
        self._region = settings.s3_region
        self._client = Minio(
            settings.s3_endpoint,
            access_key=settings.s3_access_key.get_secret_value(),
            secret_key=settings.s3_secret_key.get_secret_value(),
            secure=settings.s3_secure,
            region=settings.s3_region,
            http_client=urllib3.PoolManager(
                maxsize=16,
                timeout=urllib3.Timeout(connect=3, read=30),
                retries=urllib3.Retry(total=4, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504]),
            ),
        )

    def make_bucket(self) -> None:
        """The service's own bucket; being there already is success."""
        with self._errors():
            if not self._client.bucket_exists(self.bucket):
                try:
                    self._client.make_bucket(self.bucket, location=self._region)
                except S3Error as error:
                    if error.code not in ("BucketAlreadyOwnedByYou", "BucketAlreadyExists"):
                        raise

    def put(self, venue: str, path: Path, sha256: str, media_type: str) -> str:
        """Store a file under its digest, unless it is there; returns its key."""
        key = blob_key(venue, sha256)
        with self._errors():
            try:
                if self._client.stat_object(self.bucket, key).size == path.stat().st_size:
                    return key
            except S3Error as error:
                if error.code not in ("NoSuchKey", "NoSuchObject"):
                    raise
            self._client.fput_object(self.bucket, key, str(path), content_type=media_type)
        return key

    def put_bytes(self, key: str, data: bytes) -> None:
        """Store a small object under a key of one's own: what is under way, not yet a blob."""
        with self._errors():
            self._client.put_object(self.bucket, key, io.BytesIO(data), len(data))

    def delete_below(self, prefix: str) -> None:
        """Delete the objects of this bucket whose keys begin so; none being there is success."""
        with self._errors():
            for found in self._client.list_objects(self.bucket, prefix, recursive=True):
                self._client.remove_object(self.bucket, str(found.object_name))

    def fetch(self, bucket: str, key: str, sha256: str, to: Path) -> None:
        """Write an object's bytes to a file; raises Damaged unless they have this digest."""
        digest = hashlib.sha256()
        with to.open("wb") as file:
            for chunk in self.read(bucket, key):
                digest.update(chunk)
                file.write(chunk)
        if digest.hexdigest() != sha256:
            raise Damaged(f"{bucket}/{key} has sha256 {digest.hexdigest()}, expected {sha256}")

    def read(self, bucket: str, key: str, offset: int = 0, length: int = 0) -> Iterator[bytes]:
        """An object's bytes in chunks; ``length`` 0: to the end."""
        with self._errors():
            answer = self._client.get_object(bucket, key, offset=offset, length=length)
            try:
                yield from answer.stream(CHUNK)
            finally:
                answer.close()
                answer.release_conn()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except S3Error as error:
            if error.code in ("NoSuchKey", "NoSuchObject", "NoSuchBucket"):
                raise Missing(f"{error.bucket_name}/{error.object_name}") from error
            raise Away(f"object store: {error.code} {error.message}") from error
        except (HTTPError, OSError, MinioException) as error:
            raise Away(f"object store: {error}") from error
