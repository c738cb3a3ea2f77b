"""``python -m deploy.local up|down|status|clean|demo``; keep, supervise and hold are its own processes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from deploy.local import control, report, testing
from deploy.local.demo import demo
from deploy.local.program import StackError
from deploy.local.state import SERVICES
from deploy.local.supervisor import keep, supervise

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ["up", "down", "status", "clean", "demo", "is-up", "env", "keep", "supervise", "hold"]


def main() -> int:
    """Do what the command line says; 0 when it is done."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument(
        "--folder", type=Path, default=ROOT / "var" / "stack", help="where the stack keeps its data"
    )
    parser.add_argument(
        "--services", default=None, help="which services, comma between; none: only the servers"
    )
    parser.add_argument("--keep", action="store_true", help="demo: leave the stack up")
    parser.add_argument(
        "--while", type=int, default=0, dest="owner", help="hold, supervise: end when this process does"
    )
    given = parser.parse_args()
    stack = control.Stack(ROOT, given.folder.resolve())
    names = list(SERVICES) if given.services is None else [n for n in given.services.split(",") if n]
    try:
        if given.command == "up":
            report.entrance(stack, control.up(stack, names))
        elif given.command == "down":
            print(f"stopped, {control.down(stack)} processes ended; data stays until make clean")
        elif given.command == "clean":
            control.clean(stack)
            print("stopped, data deleted")
        elif given.command == "status":
            return report.status(stack)
        elif given.command == "demo":
            return demo(stack, names, given.keep, ROOT / "var" / "demo")
        elif given.command == "is-up":
            return 0 if control.is_up(stack) else 1
        elif given.command == "env":
            return report.env(stack)
        elif given.command == "hold":
            testing.hold(stack.folder, given.owner)
        elif given.command == "keep":
            keep(ROOT, stack.folder)
        else:
            supervise(ROOT, stack.folder, given.owner)
    except StackError as error:
        print(f"failed: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
