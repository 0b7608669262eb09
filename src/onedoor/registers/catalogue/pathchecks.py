"""Checks of what situations do: limits only narrow, contradictions ask situations, excuses hold."""

from collections.abc import Iterator

from onedoor.registers.catalogue.faults import Fault
from onedoor.registers.catalogue.packs import Packs, ServicePack
from onedoor.registers.catalogue.paths import Survey, survey
from onedoor.registers.catalogue.reading import Place


def limits_only_narrow(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """A rule promises no more than the sheet does, and no more than the law for it allows."""
    sheet = pack.definition.sheet
    for number, each in enumerate(sheet.limits):
        where: Place = ("limits", number)
        statutory = sheet.within.statutory if each.statutory is None else each.statutory
        if each.promised > sheet.within.promised or statutory > sheet.within.statutory:
            problem = "This limit is wider than the one it narrows."
            remedy = "Let `within` hold the widest limit, and narrow it here."
            yield pack.fault("service", where, problem, remedy)
        if not 0 <= each.promised <= statutory:
            problem = f"{each.promised} promised days do not fit into {statutory} by law."
            yield pack.fault("service", where, problem, "Promise no more than the law.")


def contradictions_ask_situations(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """What cannot be true together are answers to situations, and some way is left open."""
    for number, each in enumerate(pack.definition.sheet.impossible):
        where: Place = ("impossible", number, "when")
        for fact in sorted(each.when.facts_asked()):
            if not fact.startswith("situation."):
                problem = f"A contradiction asks for `{fact}`, which is no situation."
                yield pack.fault("service", where, problem, "Ask for `situation.<id>`.")


def excuses_are_needed(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """A line of `uncovered` speaks of a part that is there and that no story meets yet."""
    for number in survey_of(pack).stale:
        each = pack.definition.sheet.uncovered[number]
        problem = f"`{each.part}` is met by a story now, or is no part of this service."
        where: Place = ("uncovered", number)
        yield pack.fault("service", where, problem, "Remove the line.")


def survey_of(pack: ServicePack) -> Survey:
    """The paths of a service of the packs, with its stories."""
    return survey(pack.definition, [(each.name, each.story) for each in pack.stories])


PATH_CHECKS = (limits_only_narrow, contradictions_ask_situations, excuses_are_needed)
