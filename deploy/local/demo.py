"""``make demo``: the journey on a stack that is started for it, unless one runs already."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from deploy.local import control, report
from deploy.local.control import Stack


def demo(stack: Stack, services: list[str], keep: bool, out: Path) -> int:
    """Start the stack, play the journey, stop what was started; the journey's exit code."""
    # A plain kill takes the same way out as Ctrl-C: through the end of this function.
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    was_up = control.is_up(stack)
    state = control.up(stack, services)
    argv = [sys.executable, "-m", "colophon.cli.demo", "--url", state.env["COLOPHON_PUBLIC_URL"]]
    argv += ["--out", str(out)] + (["--keep"] if keep else [])
    # The token goes by the environment: a command line is for everyone on the machine to read.
    env = {**os.environ, "COLOPHON_EDITOR_TOKEN": state.credentials["editor_token"]}
    journey = subprocess.Popen(argv, cwd=stack.root, env=env)
    try:
        return journey.wait()
    except KeyboardInterrupt:
        # A terminal's Ctrl-C reached the journey as well; anything else did not.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            try:
                journey.wait(3)
                break
            except (subprocess.TimeoutExpired, KeyboardInterrupt):
                journey.send_signal(number)
        return 130
    finally:
        if keep or was_up:
            report.entrance(stack, state)
        else:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the way out is not interrupted
            control.down(stack)
