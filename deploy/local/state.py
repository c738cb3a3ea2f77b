"""What a stack remembers between two starts: credentials, ports, addresses; only its owner can read it."""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

from deploy.local import ports, postgres, s3
from deploy.local.users import ordinary_user, reaches

SERVICES = ("intake", "validation", "assembly", "export", "gateway")
_USUAL = {"postgres": 5432, "s3": 8333, "kafka": 9092, "gateway": 8080}


@dataclass
class State:
    """Where everything is and how to get in. Secrets are text of the URL-safe alphabet."""

    folder: Path
    """The stack's own folder."""
    place: Path
    """Where PostgreSQL's data is: the folder, or, where its user cannot get there, one under /var/tmp."""
    credentials: dict[str, str]
    ports: dict[str, int] = field(default_factory=dict)
    env: dict[str, str] = field(default_factory=dict)
    """The services' COLOPHON_… settings, without LISTEN."""
    services: list[str] = field(default_factory=list)
    """Which services it has."""

    def choose_ports(self, random_only: bool = False) -> None:
        """Keep those that are free, take others for the rest; then write the addresses anew."""
        names = ["postgres", "kafka", *s3.PORTS, *SERVICES]
        self.ports = ports.choose(names, {} if random_only else _USUAL, self.ports)
        at = {name: f"{ports.HOST}:{port}" for name, port in self.ports.items()}
        self.env = {
            "COLOPHON_DATABASE_URL": postgres.url(self.ports["postgres"], self.credentials["postgres"]),
            "COLOPHON_KAFKA": at["kafka"],
            "COLOPHON_S3_ENDPOINT": at["s3"],
            "COLOPHON_S3_ACCESS_KEY": self.credentials["s3_access_key"],
            "COLOPHON_S3_SECRET_KEY": self.credentials["s3_secret_key"],
            "COLOPHON_S3_SECURE": "false",
            "COLOPHON_S3_REGION": s3.REGION,
            "COLOPHON_SERVICE_TOKEN": self.credentials["service_token"],
            "COLOPHON_EDITOR_TOKEN": self.credentials["editor_token"],
            "COLOPHON_LINK_SECRET": self.credentials["link_secret"],
            "COLOPHON_RECEIPT_KEY": self.credentials["receipt_key"],
            "COLOPHON_PUBLIC_URL": f"http://{at['gateway']}",
        }
        for name in ("intake", "validation", "assembly", "export"):
            self.env[f"COLOPHON_{name.upper()}"] = at[name]

    def save(self) -> None:
        """Write it, readable by its owner alone."""
        write_json(
            state_file(self.folder),
            {k: str(v) if isinstance(v, Path) else v for k, v in asdict(self).items()},
        )


def state_file(folder: Path) -> Path:
    """The file of a stack's state."""
    return folder / "state.json"


def load(folder: Path) -> State | None:
    """The state of a stack that was made before."""
    try:
        raw = json.loads(state_file(folder).read_text())
        return State(**{**raw, "folder": folder, "place": Path(raw["place"])})
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError) as error:
        raise SystemExit(
            f"{state_file(folder)} is damaged ({error}); make clean deletes it with the data"
        ) from error


def make(folder: Path) -> State:
    """The state of a stack: the one it had, else a new one. PostgreSQL's place is made and can be reached."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)
    state = load(folder)
    if state is None:
        state = State(folder, folder, {})
    for name in (
        "postgres",
        "s3_access_key",
        "s3_secret_key",
        "service_token",
        "editor_token",
        "link_secret",
    ):
        state.credentials.setdefault(name, secrets.token_urlsafe(24).replace("-", "a").replace("_", "b"))
    # Exactly 32 bytes, and never made anew: old receipts are proved with its public half.
    state.credentials.setdefault("receipt_key", secrets.token_urlsafe(32))
    user = ordinary_user()
    mine = state.place.is_dir() and state.place.stat().st_uid == os.geteuid()
    if not mine or not reaches(user, state.place):
        state.place = folder
        if not reaches(user, folder):
            # A home that nobody else may enter. The name is random: no other user can have made it before.
            state.place = Path(tempfile.mkdtemp(prefix="colophon-", dir="/var/tmp"))
            state.place.chmod(0o711)
    state.save()
    return state


def write_json(path: Path, value: object) -> None:
    """Replace a file in one step, readable by its owner alone."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w") as file:
        json.dump(value, file, indent=1)
    Path(name).replace(path)
