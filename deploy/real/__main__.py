"""``python -m deploy.real fetch|have``: get the servers; whether this machine has the tools for it."""

from __future__ import annotations

import argparse
import sys

from deploy.local.program import StackError
from deploy.real import fetch


def main() -> int:
    """0 when it is done, or when the tools are here."""
    parser = argparse.ArgumentParser(prog="python -m deploy.real", description=__doc__)
    parser.add_argument("command", choices=["fetch", "have"])
    if parser.parse_args().command == "have":
        missing = fetch.missing_tools()
        if missing:
            print(f"not here: {', '.join(missing)}")
        return 1 if missing else 0
    try:
        print(f"Apache Kafka {fetch.KAFKA_VERSION} in {fetch.kafka_libraries()}", flush=True)
        print(f"MinIO {fetch.MINIO_VERSION} in {fetch.minio_server()}", flush=True)
    except StackError as error:
        print(f"failed: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
