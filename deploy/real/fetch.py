"""Apache Kafka's jars by Maven, MinIO's server by Go, each once, in the user's cache folder."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from deploy.local.program import StackError

KAFKA_VERSION = "4.3.1"
MINIO_VERSION = "v0.0.0-20260212201848-7aac2a2c5b7c"
"""The last state of a repository that takes no more changes; Go's name for an untagged commit."""
JAVA = 17
TOOLS = ("java", "mvn", "go")
_MINUTES = 15
_POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>colophon</groupId><artifactId>broker</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>{KAFKA_VERSION}</version>
    </dependency>
    <!-- Without it the broker's log is empty. -->
    <dependency>
      <groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version>
    </dependency>
  </dependencies>
</project>
"""


def missing_tools() -> list[str]:
    """Which of java, mvn and go are not on the PATH; a java that is too old for Apache Kafka is none."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if "java" not in missing:
        said = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
        found = re.search(r'version "(\d+)', said)
        if found is None or int(found[1]) < JAVA:
            missing.append(f"java {JAVA}")
    return missing


def cache() -> Path:
    """``$XDG_CACHE_HOME/colophon``, else ``~/.cache/colophon``."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "colophon"


def kafka_libraries() -> Path:
    """The folder of Apache Kafka's jars. Raises StackError: what failed."""

    def get(folder: Path) -> None:
        (folder / "pom.xml").write_text(_POM, encoding="utf-8")
        argv = ["mvn", "--quiet", "--batch-mode", "dependency:copy-dependencies"]
        argv += ["-DincludeScope=runtime", "-DoutputDirectory=libs"]
        _run(argv, folder, "Apache Kafka could not be fetched from Maven Central", {})

    name = f"kafka-{KAFKA_VERSION}-{zlib.crc32(_POM.encode()):08x}"
    return _once(name, f"libs/kafka_2.13-{KAFKA_VERSION}.jar", get).parent


def minio_server() -> Path:
    """MinIO's server. Raises StackError: what failed."""

    def get(folder: Path) -> None:
        argv = ["go", "install", "-trimpath", "-ldflags=-s -w", f"github.com/minio/minio@{MINIO_VERSION}"]
        wrong = "MinIO could not be built from its Go module"
        _run(argv, folder, wrong, {"GOBIN": str(folder), "CGO_ENABLED": "0", "GOFLAGS": "-mod=mod"})

    return _once(f"minio-{MINIO_VERSION}", "minio", get)


def _once(name: str, product: str, get: Callable[[Path], None]) -> Path:
    """``product`` in the cache's folder ``name``; made beside it and moved into place when whole."""
    place = cache() / name
    with _alone(name):
        if not (place / product).exists():
            missing = missing_tools()
            if missing:
                raise StackError(f"the real servers need java, mvn and go; not here: {', '.join(missing)}")
            with tempfile.TemporaryDirectory(prefix=f".{name}-", dir=cache()) as folder:
                made = Path(folder) / "made"
                made.mkdir()
                get(made)
                if not (made / product).exists():
                    raise StackError(f"{product} is not in what was fetched for {name}")
                shutil.rmtree(place, ignore_errors=True)
                made.rename(place)
    return place / product


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """One fetches, others wait for it."""
    cache().mkdir(parents=True, exist_ok=True)
    with (cache() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run(argv: list[str], cwd: Path, wrong: str, env: Mapping[str, str]) -> None:
    """Twice, for a registry may be slow to answer."""
    told = ""
    for _ in range(2):
        try:
            done = subprocess.run(
                argv,
                cwd=cwd,
                env={**os.environ, **env},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                timeout=_MINUTES * 60,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise StackError(f"{wrong}: not done after {_MINUTES} minutes") from None
        if done.returncode == 0:
            return
        told = " | ".join(done.stdout.strip().splitlines()[-3:])
    raise StackError(f"{wrong}: {told or 'it says nothing'}")
