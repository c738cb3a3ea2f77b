"""Who runs PostgreSQL: it refuses root, which lends it to an ordinary user, in a place they can reach."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict


@dataclass(frozen=True)
class User:
    """An account of the system."""

    name: str
    uid: int
    gid: int


class Drop(TypedDict, total=False):
    """What subprocess needs to run something as another user."""

    user: int
    group: int
    extra_groups: list[int]


def drop_to(user: User | None) -> Drop:
    """Arguments of subprocess.Popen: run it as this user, in no other group."""
    return {} if user is None else {"user": user.uid, "group": user.gid, "extra_groups": []}


def ordinary_user() -> User | None:
    """The account to drop to; None when this process is not root. Nothing is added to the system."""
    if os.geteuid() != 0:
        return None
    entries = pwd.getpwall()
    nobody = [e for e in entries if e.pw_name == "nobody" and e.pw_uid != 0]
    others = [e for e in entries if e.pw_uid != 0]
    if not nobody and not others:
        raise SystemExit("PostgreSQL refuses to run as root, and this system has no other user")
    entry = (nobody or others)[0]
    return User(entry.pw_name, entry.pw_uid, entry.pw_gid)


def reaches(user: User | None, path: Path, test: str = "-x") -> bool:
    """Whether the user can get to a path: ``-x`` enter a folder or run a file, ``-r`` read."""
    if user is None:
        return True
    answer = subprocess.run(
        ["/bin/sh", "-c", f'test {test} "$1"', "sh", str(path)],
        cwd="/",
        env={},
        check=False,
        **drop_to(user),
    )
    return answer.returncode == 0
