"""What the installed package must carry besides code."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_every_file_of_the_package_goes_into_the_wheel() -> None:
    packaging = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    package = ROOT / "services" / "colophon"
    carried = {path for pattern in packaging["package-data"]["colophon"] for path in package.glob(pattern)}
    left = [
        path.relative_to(package)
        for path in package.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc", ".pyi"} and path not in carried
    ]
    assert left == [], "add their suffix to pyproject.toml's package-data"


def test_every_folder_with_code_is_a_package() -> None:
    package = ROOT / "services" / "colophon"
    bare = {p.parent for p in package.rglob("*.py") if not (p.parent / "__init__.py").exists()}
    # Migrations are read as files, by their path.
    assert {p.relative_to(package).parts[1] for p in bare} <= {"migrations"}
