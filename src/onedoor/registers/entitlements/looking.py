"""One look at what is kept of a person, for the rules they did not decline: read, and written down.

Only what a rule names is read, and only of a person who asked.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.utils.translation import gettext_noop

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.readings import Look, trace_all
from onedoor.registers.catalogue.definition import EntitlementRule
from onedoor.registers.catalogue.entitling import HeldLicence, Known, next_birthday
from onedoor.registers.catalogue.queries import entitlement_rules
from onedoor.registers.entitlements.reader import READER
from onedoor.registers.licences.ages import born
from onedoor.registers.licences.queries import Licence, licences_of
from onedoor.registers.people.queries import party_for

WHY = "您开了免申即享提示：看您可能可以办什么（{basis}）"
# Rules change too: nobody waits longer than this for a newer one.
LONGEST = 30


def rules_for(declined: Sequence[str]) -> list[EntitlementRule]:
    """The rules as the packs have them, without those declined."""
    return [each for each in entitlement_rules(settings.ONEDOOR_PACKS) if each.code not in declined]


def read_of(party: str, rules: Sequence[EntitlementRule]) -> Known:
    """What these rules may read of this person; each piece leaves a row with its ground."""
    reads = [each for rule in rules for each in rule.reads]
    wanted = {each.licence for each in reads if each.licence}
    wanted |= {each for rule in rules for each in rule.unless}
    held = [
        each
        for each in licences_of(party, seen_by=SYSTEM)
        if each.kind in wanted and each.state == "valid"
    ]
    ages = [each for each in reads if each.source == "age"]
    birth = born([party_for(party, seen_by=SYSTEM).number]) if ages else None
    grounds = sorted({str(each.basis) for each in reads})
    looks = [Look(party, each.ground, f"{each.kind_name} {each.number}") for each in held]
    if ages:
        looks.append(Look(party, f"party:{party}", gettext_noop("公民身份号码，只算年龄")))
    trace_all(looks, by=READER, why=WHY.format(basis="、".join(grounds)))
    return Known(birth, [_held(each) for each in held])


def next_look(known: Known, on: date) -> date:
    """The next day on which a rule can come to hold: a birthday, or after a licence has ended."""
    days = [on + timedelta(days=LONGEST)]
    if known.born:
        days.append(next_birthday(known.born, on))
    ends = [each.until for each in known.held if each.until and each.until >= on]
    days += [each + timedelta(days=1) for each in ends]
    return min(days)


def _held(licence: Licence) -> HeldLicence:
    lines = {each["label"]: each["value"] for each in licence.facts}
    return HeldLicence(licence.kind, licence.kind_name, licence.valid_until, lines)
