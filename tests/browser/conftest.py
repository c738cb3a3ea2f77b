"""A whole installation and a browser before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.browser.chromium import Browser, program
from tests.site import Site, running


@pytest.fixture(scope="module")
def site(module_stack_env: dict[str, str], module_start_service: Any) -> Iterator[Site]:
    with running(module_stack_env, module_start_service) as made:
        yield made


@pytest.fixture
def browser() -> Iterator[Browser]:
    found = program()
    assert found, "these tests need Chromium: install it, or set COLOPHON_CHROMIUM"
    made = Browser(found)
    made.size(1280)
    try:
        yield made
        assert made.complaints == []
    finally:
        made.close()
