"""``python make_venv.py FOLDER`` makes a virtual environment with pip in it, also where pip is split off.

Debian and Ubuntu keep ``ensurepip`` in a package of its own; there pip comes from PyPI, checked by sha256.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import urllib.request
import venv
from pathlib import Path

VERSION = "25.3"
PIP = (
    "https://files.pythonhosted.org/packages/44/3c/d717024885424591d5376220b5e836c2d5293ce2011523c9de23ff7bf068"
    f"/pip-{VERSION}-py3-none-any.whl"
)
SHA256 = "9655943313a94722b7774661c21049070f6bbb0a1516bf02f7c8d5d9201514cd"


def main(folder: Path) -> int:
    """0 when there is an environment with pip."""
    try:
        import ensurepip  # noqa: F401 (is it there?)

        venv.create(folder, with_pip=True, symlinks=True)
        return 0
    except ImportError:
        venv.create(folder, with_pip=False, symlinks=True)
    with tempfile.TemporaryDirectory() as temporary:
        wheel = Path(temporary) / f"pip-{VERSION}-py3-none-any.whl"
        with urllib.request.urlopen(PIP) as answer:
            wheel.write_bytes(answer.read())
        if hashlib.sha256(wheel.read_bytes()).hexdigest() != SHA256:
            print("pip from PyPI is not what was expected", file=sys.stderr)
            return 1
        python = folder / "bin" / "python"
        return subprocess.call([str(python), f"{wheel}/pip", "install", "--quiet", "--no-index", str(wheel)])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
