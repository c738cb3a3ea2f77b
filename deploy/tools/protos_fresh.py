"""Fails when services/colophon/api is not what ``make protos`` writes from protos/."""

from __future__ import annotations

import filecmp
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _files(folder: Path) -> dict[str, Path]:
    return {
        str(p.relative_to(folder)): p
        for p in folder.rglob("*")
        if p.is_file() and p.suffix in (".py", ".pyi") and "__pycache__" not in p.parts
    }


def main() -> int:
    """0 when current."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, str(ROOT / "protos" / "generate.py"), folder], check=True)
        written = _files(Path(folder) / "colophon" / "api")
        present = _files(ROOT / "services" / "colophon" / "api")
        different = sorted(
            name
            for name in written.keys() | present.keys()
            if name not in written
            or name not in present
            or not filecmp.cmp(written[name], present[name], shallow=False)
        )
    if different:
        print(f"services/colophon/api is not current (make protos): {', '.join(different[:8])}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
