"""``colophon rules`` and ``colophon profile``: what is checked, and what another profile would change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from colophon.cli import registered
from colophon.cli.checked import Exit
from colophon.cli.output import print_json, processors
from colophon.cli.show import STYLES
from colophon.common import profiles
from colophon.common.domain.findings import Severity
from colophon.common.domain.profile import Profile
from colophon.validation.catalogue import listing
from colophon.validation.domain.judge import Judgement, judge
from colophon.validation.handlers import KNOWN
from colophon.validation.judge import Report, Task, judge_many

profile_app = typer.Typer(help="Publishers' profiles: list, check, compare.", no_args_is_help=True)


def rules(
    profile: Annotated[str, typer.Option(help="only what is on in this profile")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document on standard output")] = False,
) -> None:
    """List the rules, with what each profile makes of each."""
    found = listing()
    names = [each.name for each in found.profiles]
    if profile and profile not in names:
        _refuse("rules", f"no profile {profile!r}; there are: {', '.join(names)}")
    shown = [
        {
            "id": rule.id,
            "title": rule.title,
            "levels": {each.profile: each.level for each in rule.levels},
            "waivable_by": {
                each.profile: ("", "nobody", "chair", "editor")[each.waivable_by] for each in rule.levels
            },
            "since": rule.since,
            "source": rule.source,
            "remedy": rule.remedy,
            "needs": rule.needs,
        }
        for rule in found.rules
    ]
    shown = [rule for rule in shown if not profile or rule["levels"][profile] != "off"]  # type: ignore[index]
    if as_json:
        print_json({"version": found.version, "profiles": names, "rules": shown})
        return
    columns = [profile] if profile else names
    table = Table("rule", *columns, "what", box=None, pad_edge=False)
    for rule in shown:
        levels: Any = rule["levels"]
        cells = [
            Text(levels[name], STYLES.get(levels[name], "dim")) for name in ([profile] if profile else names)
        ]
        needs = f" (needs {rule['needs']})" if rule["needs"] else ""
        table.add_row(Text(str(rule["id"]), "cyan"), *cells, f"{rule['title']}{needs}")
    Console(highlight=False).print(table)


@profile_app.command("list")
def list_profiles() -> None:
    """The profiles there are, and whether each is right. Exit code 3 when one is not."""
    console, wrong = Console(highlight=False), False
    for name in profiles.names():
        try:
            console.print(Text(f"{name:14} {profiles.load(name, rules=KNOWN).title}"), soft_wrap=True)
        except profiles.BadProfile as error:
            wrong = True
            console.print(Text(f"{name:14} {error}", "red"), soft_wrap=True)
    raise typer.Exit(Exit.USAGE if wrong else Exit.PASS)


@profile_app.command("check")
def check_profile(
    profile: Annotated[str, typer.Argument(help="a profile's name, its folder, or its profile.toml")],
) -> None:
    """Whether a profile is right: else file and key, or line. Exit code 0: right; 3: not."""
    found = _load("check", profile)
    Console(highlight=False).print(Text(f"{found.name}: right ({found.title})"), soft_wrap=True)


@dataclass(frozen=True, slots=True)
class Difference:
    """What another profile says of one paper."""

    path: str
    now: str
    then: str
    comes: tuple[str, ...]
    """Rules whose errors come."""
    goes: tuple[str, ...]


@profile_app.command("diff")
def diff(
    now: Annotated[str, typer.Argument(metavar="A", help="a profile's name, folder or profile.toml")],
    then: Annotated[str, typer.Argument(metavar="B", help="the other")],
    files: Annotated[list[Path], typer.Argument(metavar="PAPERS…", help="PDF files, or folders of them")],
    metadata: Annotated[
        Path | None, typer.Option(help="what is registered of each, as for colophon check")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document on standard output")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="side by side; 0: each processor")] = 0,
) -> None:
    """Which verdicts of these papers change from profile A to B. Exit code 0: none; 1: some; 3: asked for
    wrongly. Each paper is read once."""
    before, after = _load("diff", now), _load("diff", then)
    try:
        known = registered.Registered(entries=registered.read(metadata) if metadata else {})
        tasks = [known.task(path, before) for path in registered.files(files)]
    except (ValueError, OSError) as error:
        _refuse("profile diff", str(error))
    workers = min(jobs or processors(), len(tasks))
    found = list(judge_many(tasks, workers, partial(compare, after)))
    changed = [each for each in found if each.now != each.then]
    if as_json:
        papers = [
            {"path": d.path, "now": d.now, "then": d.then, "comes": list(d.comes), "goes": list(d.goes)}
            for d in found
        ]
        print_json({"now": before.name, "then": after.name, "changed": len(changed), "papers": papers})
    else:
        _tell(Console(highlight=False), found, changed, before, after)
    raise typer.Exit(Exit.FINDINGS if changed else Exit.PASS)


def compare(other: Profile, task: Task, report: Report) -> Difference:
    """In the worker: the same facts judged by another profile."""
    judged = judge(report.facts, task.paper, task.venue, other, task.filename)
    now, then = _errors(report.judgement), _errors(judged)
    return Difference(
        str(task.path),
        report.verdict.value,
        judged.verdict.value,
        tuple(sorted(then - now)),
        tuple(sorted(now - then)),
    )


def _errors(judgement: Judgement) -> set[str]:
    return {f.rule for f in judgement.findings if f.severity is Severity.ERROR}


def _tell(
    console: Console, found: list[Difference], changed: list[Difference], before: Profile, after: Profile
) -> None:
    for each in found:
        if not each.comes and not each.goes:
            continue
        line = Text(f"{each.path}  ")
        line.append(each.now, "green" if each.now == "pass" else "red")
        line.append(" → ")
        line.append(each.then, "green" if each.then == "pass" else "red")
        line.append("".join(f"  +{rule}" for rule in each.comes), "red")
        line.append("".join(f"  −{rule}" for rule in each.goes), "green")
        console.print(line, soft_wrap=True)
    fail = sum(each.then == "hold" for each in changed)
    console.print(
        Text(
            f"{before.name} → {after.name}: of {len(found)} papers {fail} would now fail, "
            f"{len(changed) - fail} would now pass"
        ),
        soft_wrap=True,
    )


def _load(command: str, profile: str) -> Profile:
    """By name, or from a folder or file anywhere; what it extends is looked for beside it."""
    path = Path(profile)
    try:
        if path.name == "profile.toml" and path.is_file():
            path = path.parent
        if "/" in profile or path.name != profile:
            path = path.resolve()
            return profiles.load(path.name, path.parent, KNOWN)
        return profiles.load(profile, rules=KNOWN)
    except profiles.BadProfile as error:
        _refuse(f"profile {command}", str(error))


def _refuse(command: str, says: str) -> NoReturn:
    Console(stderr=True, highlight=False).print(Text(f"colophon {command}: {says}", "red"), soft_wrap=True)
    raise typer.Exit(Exit.USAGE)
