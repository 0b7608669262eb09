"""Finds what is wrong with rules of entitlements; and reads them for who asks what holds."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from onedoor.registers.catalogue.books import BadRules
from onedoor.registers.catalogue.crosschecks import suggest, twice
from onedoor.registers.catalogue.definition import EntitlementRule, say
from onedoor.registers.catalogue.entitling import named_in, story_ends_otherwise
from onedoor.registers.catalogue.faults import Fault
from onedoor.registers.catalogue.packs import Packs
from onedoor.registers.catalogue.reading import Source


def entitlement_rules(folder: Path) -> list[EntitlementRule]:
    """The rules of every pack, by code; read again when a file changed. BadRules."""
    files = sorted(folder.glob("*/entitlements.yaml"))
    return list(_rules(folder, tuple((str(each), each.stat().st_mtime_ns) for each in files)))


@lru_cache(maxsize=2)
def _rules(folder: Path, state: tuple[tuple[str, int], ...]) -> tuple[EntitlementRule, ...]:
    packs = Packs(folder)
    for path, _changed in state:
        packs.take_books(Path(path).parent, "entitlements.yaml")
    if packs.faults:
        raise BadRules("; ".join(map(str, packs.faults)))
    found = [rule for book, _source in packs.entitlements for rule in book.rules]
    return tuple(sorted(found, key=lambda rule: rule.code))


def check_entitlements(packs: Packs) -> Iterator[Fault]:
    """Every fault of the rules: no ground, nothing of the name, a story that ends otherwise."""
    every = [
        (rule, source, number)
        for book, source in packs.entitlements
        for number, rule in enumerate(book.rules)
    ]
    for code, (_rule, source, number) in twice(
        (rule.code, (rule, source, number)) for rule, source, number in every
    ):
        problem = f"Two rules are called `{code}`."
        yield source.fault(("rules", number, "code"), problem, "Rename one of the two.")
    for rule, source, number in every:
        yield from _grounds(rule, source, number)
        yield from _names(rule, source, number, packs)
        yield from _facts(rule, source, number)
        yield from _stories(rule, source, number, packs)


def _grounds(rule: EntitlementRule, source: Source, number: int) -> Iterator[Fault]:
    if not rule.basis:
        problem = f"The rule `{rule.code}` rests on no law."
        remedy = "Name the law and article that give the entitlement, or leave the rule out."
        yield source.fault(("rules", number), problem, remedy)


def _names(rule: EntitlementRule, source: Source, number: int, packs: Packs) -> Iterator[Fault]:
    services = {each.code: each for each in packs.services}
    licences = {each.type.code for each in packs.licences}
    pack = services.get(rule.service)
    if pack is None:
        problem = f"There is no service `{rule.service}`."
        remedy = suggest(rule.service, set(services))
        yield source.fault(("rules", number, "service"), problem, remedy)
    for place, kind in [
        *((("reads", n, "licence"), each.licence) for n, each in enumerate(rule.reads)),
        *((("unless", n), each) for n, each in enumerate(rule.unless)),
    ]:
        if kind and kind not in licences:
            problem = f"There is no licence `{kind}`."
            yield source.fault(("rules", number, *place), problem, suggest(kind, licences))
    fields = {each.id for each in pack.definition.form.all_fields()} if pack else set(rule.fills)
    for field in sorted(rule.fills.keys() - fields):
        problem = f"The form of `{rule.service}` has no field `{field}`."
        yield source.fault(("rules", number, "fills", field), problem, suggest(field, fields))


def _facts(rule: EntitlementRule, source: Source, number: int) -> Iterator[Fault]:
    known = {each.id for each in rule.reads}
    asked = {
        "when": rule.when.facts_asked(),
        "because": named_in(rule.because),
        "fills": set(rule.fills.values()),
    }
    for where, names in asked.items():
        for name in sorted(names - known):
            problem = f"`{name}` is read from nowhere."
            remedy = "Say under `reads` whence it comes and on what ground."
            yield source.fault(("rules", number, where), problem, remedy)
    for name in sorted(known - set().union(*asked.values())):
        problem = f"`{name}` is read, and nothing turns on it."
        yield source.fault(
            ("rules", number, "reads"), problem, "Leave it out: nothing is read without need."
        )


def _stories(rule: EntitlementRule, source: Source, number: int, packs: Packs) -> Iterator[Fault]:
    if {each.told for each in rule.stories} != {True, False}:
        problem = f"The stories of `{rule.code}` do not say both who is told and who is not."
        yield source.fault(("rules", number), problem, "Tell one of each.")
    names = {each.type.code: say(each.type.name) for each in packs.licences}
    for place, story in enumerate(rule.stories):
        if otherwise := story_ends_otherwise(rule, story, names):
            problem = f"“{say(story.who)}” ends otherwise: {otherwise}."
            remedy = "Correct the rule or the story."
            yield source.fault(("rules", number, "stories", place), problem, remedy)
