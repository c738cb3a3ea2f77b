"""``python3 deploy/tools/make_env.py > .env``: .env.example with a secret of its own for each sample."""

from __future__ import annotations

import base64
import re
import secrets
import sys
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"


SAMPLE = re.compile(r"change-me-[\w-]+")
SAMPLE_KEY = re.compile(re.escape(base64.b64encode(b"change-me-").decode()[:12]) + r"[\w+/]+=")


def main() -> int:
    """0; the text goes to standard output."""
    text = EXAMPLE.read_text(encoding="utf-8")
    text = SAMPLE.sub(lambda _: secrets.token_hex(24), text)
    sys.stdout.write(SAMPLE_KEY.sub(lambda _: base64.b64encode(secrets.token_bytes(32)).decode(), text))
    return 0


if __name__ == "__main__":
    sys.exit(main())
