"""Writes what follows from the settings classes: environments for docker-compose.yml, a table for the docs.

``make settings`` writes, ``--check`` (make lint) fails where either is not current.
"""

from __future__ import annotations

import importlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from colophon.common.settings import Base

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("intake", "validation", "assembly", "export", "gateway")
COMPOSE, TABLE, EXAMPLE = "docker-compose.yml", "docs/operators.md", ".env.example"


def _needed(name: str) -> str:
    return f"${{{name}:?set it in .env}}"


DATABASE = f"postgresql+psycopg://colophon:{_needed('POSTGRES_PASSWORD')}@postgres:5432/colophon"
GIVEN = {
    "database_url": DATABASE,
    "kafka": "kafka:9092",
    "s3_endpoint": "s3:9000",
    "s3_access_key": _needed("S3_ACCESS_KEY"),
    "s3_secret_key": _needed("S3_SECRET_KEY"),
    "public_url": _needed("COLOPHON_URL"),
    **{service: f"{service}:9000" for service in SERVICES},
}
"""What the compose file itself knows; of the rest a required setting must stand in .env, others may."""


@dataclass(frozen=True)
class Setting:
    """A field of one or more services' settings classes."""

    name: str
    field: FieldInfo
    services: tuple[str, ...]

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return f"COLOPHON_{self.name.upper()}"


def settings() -> list[Setting]:
    """All of them: what all services have first, then each one's own, as the classes order them."""
    fields: dict[str, FieldInfo] = {}
    owners: dict[str, list[str]] = {}
    for service in SERVICES:
        kind: type[Base] = importlib.import_module(f"colophon.{service}.settings").Settings
        for name, field in kind.model_fields.items():
            fields.setdefault(name, field)
            owners.setdefault(name, []).append(service)
    found = [Setting(name, fields[name], tuple(owners[name])) for name in fields]
    return sorted(found, key=lambda s: (-len(s.services), SERVICES.index(s.services[0])))


def environments(found: list[Setting]) -> str:
    """The environment of each service for docker-compose.yml."""
    backs = tuple(service for service in SERVICES if service != "gateway")
    groups = {
        "each": [one for one in found if one.services == SERVICES],
        "back": [one for one in found if one.services == backs],
    }
    shared = [*groups["each"], *groups["back"]]
    lines = [
        "# Written by `make settings` from the services' settings classes. A variable without a value is",
        "# handed on from .env where it stands there.",
        "x-environments:",
        "  migrate: &migrate",
        f"    COLOPHON_DATABASE_URL: {DATABASE}",
    ]
    for group, members in groups.items():
        lines += [f"  {group}: &{group}", *(["    <<: *each"] if group == "back" else [])]
        lines += [f"    {one.variable}:{_value(one)}" for one in members if one.name != "listen"]
    for service in SERVICES:
        own = [one for one in found if service in one.services and one not in shared]
        port = 8080 if service == "gateway" else 9000
        lines += [f"  {service}: &{service}", f"    <<: *{'back' if service in backs else 'each'}"]
        lines += [f"    COLOPHON_LISTEN: 0.0.0.0:{port}"]
        lines += [f"    {one.variable}:{_value(one)}" for one in own]
    return "\n".join(lines) + "\n"


def _value(one: Setting) -> str:
    if one.name in GIVEN:
        return f" {GIVEN[one.name]}"
    return f" {_needed(one.variable)}" if one.field.is_required() else ""


def table(found: list[Setting]) -> str:
    """The table of docs/operators.md."""
    lines = ["| setting | of | default | |", "|---|---|---|---|"]
    for one in found:
        of = {5: "all", 4: "all but the gateway"}.get(len(one.services), ", ".join(one.services))
        lines.append(f"| `{one.variable}` | {of} | {_default(one.field)} | {one.field.description} |")
    return "\n".join(lines) + "\n"


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True, validated_data={})
    if value is PydanticUndefined:
        return "required"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int) and value >= 1 << 20 and value % (1 << 20) == 0:
        return f"`{value}` ({value >> 20} MiB)"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`" if str(value) else "empty"


def between(text: str, begin: str, end: str, new: str) -> str:
    """``text`` with what stands between two lines replaced."""
    before, found, rest = text.partition(begin + "\n")
    _, found_end, after = rest.partition(end + "\n")
    if not found or not found_end:
        raise SystemExit(f"the lines {begin!r} and {end!r} are missing")
    return f"{before}{begin}\n{new}{end}\n{after}"


def written(root: Path) -> dict[str, str]:
    """Each file's whole text as it should be."""
    found = settings()
    compose = (root / COMPOSE).read_text(encoding="utf-8")
    docs = (root / TABLE).read_text(encoding="utf-8")
    return {
        COMPOSE: between(compose, "# settings begin", "# settings end", environments(found)),
        TABLE: between(docs, "<!-- settings begin -->", "<!-- settings end -->", table(found)),
    }


def wanting(root: Path) -> list[str]:
    """Variables that docker-compose.yml needs and .env.example lacks, and those that no setting reads."""
    compose = (root / COMPOSE).read_text(encoding="utf-8")
    needed = set(re.findall(r"\$\{(\w+):\?", compose))
    given = set(re.findall(r"^(\w+)=", (root / EXAMPLE).read_text(encoding="utf-8"), flags=re.MULTILINE))
    read = set(re.findall(r"\$\{(\w+)|^ +(COLOPHON_\w+):$", compose, flags=re.MULTILINE))
    unread = given - {name for pair in read for name in pair}
    return [f"{n} is missing in {EXAMPLE}" for n in sorted(needed - given)] + [
        f"{n} in {EXAMPLE} is read by nothing" for n in sorted(unread)
    ]


def main(check: bool) -> int:
    """0 when all is current."""
    wrong = []
    for name, text in written(ROOT).items():
        if (ROOT / name).read_text(encoding="utf-8") == text:
            continue
        if check:
            wrong.append(f"{name} is not current: make settings")
        else:
            (ROOT / name).write_text(text, encoding="utf-8")
    wrong += wanting(ROOT)
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
