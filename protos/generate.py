"""Write services/colophon/api from protos/: protoc's code under the package's own name, mypy stubs beside it.

protoc imports ``buf.validate`` as a top-level module; ours lives in ``colophon.api`` so that the
installed package owns one name only.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from grpc_tools import protoc

HERE = Path(__file__).resolve().parent
INCLUDES = Path(protoc.__file__).parent / "_proto"
PACKAGE = Path("colophon") / "api"


def generate(out: Path) -> None:
    """Write the tree ``out/colophon/api``, replacing what is there."""
    shutil.rmtree(out / PACKAGE, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    sources = sorted(str(path.relative_to(HERE)) for path in HERE.rglob("*.proto"))
    arguments = [
        "protoc",
        f"-I{HERE}",
        f"-I{INCLUDES}",
        *(f"--{kind}_out={out}" for kind in ("python", "pyi")),
    ]
    services = [source for source in sources if "\nservice " in (HERE / source).read_text()]
    if protoc.main([*arguments, *sources]) or protoc.main(
        ["protoc", f"-I{HERE}", f"-I{INCLUDES}", f"--grpc_python_out={out}", *services]
    ):
        raise SystemExit("protoc failed: see above")
    shutil.move(out / "buf", out / PACKAGE / "buf")
    for path in (out / PACKAGE).rglob("*.py*"):
        text = path.read_text()
        path.write_text(text.replace("from buf.validate import", "from colophon.api.buf.validate import"))
    for folder in [out / PACKAGE, *(p for p in (out / PACKAGE).rglob("*") if p.is_dir())]:
        if folder.name != "__pycache__":
            (folder / "__init__.py").touch()


if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "services")
