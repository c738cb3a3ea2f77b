"""The catalogue of rules as callers see it: with what each profile makes of each rule."""

from __future__ import annotations

from collections.abc import Iterator

from colophon.api.common.v1 import common_pb2
from colophon.api.validation.v1 import validation_pb2 as pb
from colophon.common import profiles
from colophon.common.domain.profile import Profile
from colophon.validation.domain.rules.catalogue import HOOKS, RULES, RULES_VERSION, level_of
from colophon.validation.domain.troubles import TROUBLES


def listing() -> pb.ListRulesResponse:
    """All rules in the order of their ids, all profiles that can be used."""
    usable = list(_usable())
    rules = {rule.id: rule for rule in _rules(usable)}
    return pb.ListRulesResponse(
        rules=[rules[rule] for rule in sorted(rules)],
        profiles=[
            pb.ProfileSummary(
                name=each.name,
                title=each.title,
                publisher=each.publisher,
                content_pages=each.limits.content_pages,
                max_bytes=each.limits.max_bytes,
            )
            for each in usable
        ],
        version=RULES_VERSION,
    )


def _usable() -> Iterator[Profile]:
    for name in profiles.names():
        try:
            yield profiles.load(name)
        except profiles.BadProfile:
            continue


def _rules(usable: list[Profile]) -> Iterator[pb.Rule]:
    for one in RULES.values():
        made = pb.Rule(id=one.id, title=one.title, source=one.source, remedy=one.remedy, since=one.since)
        made.levels.extend(_level(each, one.id, level_of(one, each)) for each in usable)
        yield made
    for rule, needs in HOOKS.items():
        what, _, why = needs.partition(": ")
        made = pb.Rule(id=rule, title=what[:1].upper() + what[1:], needs=why or needs, since=1)
        made.levels.extend(_level(each, rule, "off") for each in usable)
        yield made
    for rule, trouble in TROUBLES.items():
        made = pb.Rule(id=rule, title=trouble.title, source="Colophon itself", remedy=trouble.remedy, since=1)
        made.levels.extend(_level(each, rule, "error") for each in usable)
        yield made


def _level(profile: Profile, rule: str, level: str) -> pb.RuleLevel:
    who = common_pb2.WaivableBy.Value(f"WAIVABLE_BY_{profile.waivable_by(rule).upper()}")
    return pb.RuleLevel(profile=profile.name, level=level, waivable_by=who)
