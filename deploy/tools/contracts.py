"""Who may import whom: writes the contracts from requirements.lock and the tree, and has them checked.

They name every locked third-party package and every room of the house, and are written anew at each check: a
new library or module cannot slip past them, and nothing is allowed by way of exception.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("intake", "validation", "assembly", "export", "gateway")


def locked(lock: str) -> list[str]:
    """Names of the distributions in a lock, those for other systems too."""
    return re.findall(r"^([A-Za-z0-9_.-]+)==", lock, flags=re.MULTILINE)


def import_names(distributions: list[str]) -> dict[str, list[str]]:
    """Distribution → the top-level names it is imported by; its own name where it is not installed here."""

    def plain(name: str) -> str:
        return re.sub(r"[-_.]+", "-", name).lower()

    found: dict[str, list[str]] = {plain(d): [] for d in distributions}
    for name, owners in packages_distributions().items():
        for owner in owners:
            if plain(owner) in found and name.isidentifier():
                found[plain(owner)].append(name)
    return {d: sorted(set(names)) or [d.replace("-", "_")] for d, names in found.items()}


def _modules(folder: Path, prefix: str) -> list[str]:
    """Dotted names of what lies directly in a package."""
    names = {p.stem for p in folder.glob("*.py")} | {p.parent.name for p in folder.glob("*/__init__.py")}
    return sorted(f"{prefix}.{n}" for n in names if not n.startswith("__"))


def contracts(third_party: list[str], package: Path) -> str:
    """The whole file, for a package's folder."""
    rooms = _modules(package, "colophon")
    text = [
        "[importlinter]",
        "root_package = colophon",
        "include_external_packages = True",
        "",
        "[importlinter:contract:services]",
        "name = Services never import each other",
        "type = independence",
        "modules =",
        *(f"    colophon.{s}" for s in SERVICES),
    ]

    def forbid(key: str, name: str, sources: list[str], forbidden: list[str]) -> None:
        text.extend(
            ["", f"[importlinter:contract:{key}]", f"name = {name}", "type = forbidden", "source_modules ="]
        )
        text.extend(f"    {s}" for s in sources)
        text.append("forbidden_modules =")
        text.extend(f"    {f}" for f in forbidden)

    forbid("cli", "No service imports the terminal", [f"colophon.{s}" for s in SERVICES], ["colophon.cli"])
    forbid(
        "common",
        "What is common knows no service",
        ["colophon.common"],
        [*(f"colophon.{s}" for s in SERVICES), "colophon.cli"],
    )
    for room in rooms:
        domain = f"{room}.domain"
        if not (package / room.split(".")[1] / "domain" / "__init__.py").exists():
            continue
        own = [m for m in _modules(package / room.split(".")[1], room) if m != domain]
        shared = [m for m in _modules(package / "common", "colophon.common") if m != "colophon.common.domain"]
        others = [r for r in rooms if r not in (room, "colophon.common")]
        forbid(
            f"domain-{room.split('.')[1]}",
            f"{domain} stands on the standard library and common.domain alone",
            [domain],
            sorted({*own, *shared, *others}) + third_party,
        )
    return "\n".join(text) + "\n"


def check(root: Path) -> int:
    """Write the contracts to var/ and check the imports by them; lint-imports' exit code."""
    lock = (root / "requirements.lock").read_text()
    names = sorted({n for names in import_names(locked(lock)).values() for n in names})
    file = root / "var" / "importlinter.ini"
    file.parent.mkdir(exist_ok=True)
    file.write_text(contracts(names, root / "services" / "colophon"))
    linter = Path(sys.executable).parent / "lint-imports"
    return subprocess.call(
        [str(linter), "--config", str(file), "--no-logo", "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "services")},
    )


if __name__ == "__main__":
    sys.exit(check(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT))
