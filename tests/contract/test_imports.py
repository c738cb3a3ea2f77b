"""The import contracts catch what they are there for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the package and the lock."""
    shutil.copytree(
        ROOT / "services" / "colophon",
        tmp_path / "services" / "colophon",
        ignore=shutil.ignore_patterns("__pycache__", "*.ttf"),
    )
    shutil.copy(ROOT / "requirements.lock", tmp_path)
    return tmp_path


def _lint(root: Path) -> subprocess.CompletedProcess[str]:
    tool = ROOT / "deploy" / "tools" / "contracts.py"
    return subprocess.run([sys.executable, tool, root], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("intake/domain/planted.py", "import grpc", "colophon.intake.domain"),
        ("export/domain/planted.py", "from lxml import etree", "colophon.export.domain"),
        (
            "validation/domain/planted.py",
            "from colophon.api.events.v1 import events_pb2",
            "validation.domain",
        ),
        ("assembly/domain/planted.py", "from colophon.common import settings", "colophon.assembly.domain"),
        ("common/domain/planted.py", "import pydantic", "colophon.common.domain"),
        ("intake/planted.py", "from colophon.export import domain", "Services never import each other"),
        ("gateway/planted.py", "import colophon.cli", "No service imports the terminal"),
        ("common/planted.py", "import colophon.intake.domain", "What is common knows no service"),
    ],
)
def test_a_forbidden_import_is_found(tree: Path, module: str, line: str, broken: str) -> None:
    (tree / "services" / "colophon" / module).write_text(f"{line}\n")
    answer = _lint(tree)
    assert answer.returncode != 0
    assert any(broken in text and "BROKEN" in text for text in answer.stdout.replace(" \n", " ").splitlines())


def test_the_tree_keeps_its_contracts() -> None:
    answer = _lint(ROOT)
    assert answer.returncode == 0, answer.stdout
