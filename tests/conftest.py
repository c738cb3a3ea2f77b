"""Real servers for the tests that need them, and services as real processes.

``stack_env`` (``module_stack_env``) gives the COLOPHON_… settings of an installation of one's own: its own
database, buckets, topics and ports, so that tests run side by side. ``start_service`` runs services on it.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from deploy.local import testing
from deploy.local.program import Running

_FOLDER = "COLOPHON_TEST_FOLDER"
_OWNER = "COLOPHON_TEST_OWNER"
_TAIL = 200  # lines of a log shown when a test fails

# Those of this worker: a worker runs one test at a time.
_running: list[Running] = []

StartService = Callable[[str, dict[str, str]], Running]


def pytest_configure(config: pytest.Config) -> None:
    """One folder for the servers of a whole run; workers inherit it."""
    if not hasattr(config, "workerinput"):
        os.environ[_FOLDER] = str(
            Path(tempfile.gettempdir()).resolve() / f"colophon-test-{secrets.token_hex(6)}"
        )
        os.environ[_OWNER] = str(os.getpid())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the servers when the whole run is over."""
    if not hasattr(config, "workerinput") and _FOLDER in os.environ:
        folder = Path(os.environ[_FOLDER])
        testing.release(folder)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:  # noqa: ARG001
    """A failed test shows the logs of the services it ran."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.failed:
        for running in _running:
            log = running.program.log
            lines = log.read_text(errors="replace").splitlines()[-_TAIL:] if log.exists() else ["(no log)"]
            report.sections.append((f"log of {running.program.name}", "\n".join(lines)))


def _folder() -> Path:
    return Path(os.environ[_FOLDER])


def _owner() -> int:
    return int(os.environ[_OWNER])


@contextmanager
def _services() -> Iterator[StartService]:
    started: list[Running] = []

    def start(name: str, env: dict[str, str]) -> Running:
        running = testing.service(name, env, _folder())
        started.append(running)
        _running.append(running)
        running.start()
        running.wait_ready()
        return running

    try:
        yield start
    finally:
        for running in reversed(started):
            running.stop()
            _running.remove(running)


@pytest.fixture
def start_service() -> Iterator[StartService]:
    """``start_service(name, env)`` runs ``python -m colophon.<name>`` and waits for its health.

    The answer has ``address``, ``pid``, ``kill()`` (SIGKILL), ``start()`` and ``wait_ready()`` (again, at the
    same address), ``stop()``.
    """
    with _services() as start:
        yield start


@pytest.fixture(scope="module")
def module_start_service() -> Iterator[StartService]:
    """As start_service; the services live as long as the module's tests."""
    with _services() as start:
        yield start


@pytest.fixture
def own_broker() -> Iterator[Running]:
    """A broker for this test alone, to be killed and started again; stack_env points to it."""
    broker = testing.broker(_folder())
    broker.start()
    _running.append(broker)
    try:
        broker.wait_ready()
        yield broker
    finally:
        broker.stop()
        _running.remove(broker)


@pytest.fixture
def stack_env(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """COLOPHON_… settings for one test, on real servers."""
    broker = request.getfixturevalue("own_broker") if "own_broker" in request.fixturenames else None
    with testing.environment(_folder(), _owner(), broker.address if broker else "") as env:
        yield env


@pytest.fixture(scope="module")
def module_stack_env() -> Iterator[dict[str, str]]:
    """COLOPHON_… settings for a module's tests, on real servers."""
    with testing.environment(_folder(), _owner()) as env:
        yield env
