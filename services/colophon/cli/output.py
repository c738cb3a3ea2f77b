"""What the commands share: JSON on standard output, processors to use."""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def print_json(document: Any) -> None:
    """UTF-8 whatever the terminal's encoding, and whatever bytes a file's name is made of."""
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def processors() -> int:
    """Those this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
