"""Same item, same standard, same code (同一事项、同一标准、同一编码): a check over all bodies.

Reads what is published and names every deviation: a service whose item the list does not know or
says otherwise of, two services under one handling code, handling items nobody described, bodies
that carry out what is not theirs, promises longer than the standard, codes that fail their check.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from onedoor.kernel.codes import credit_code
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.queries import Agency, agencies
from onedoor.registers.catalogue.definition import ServiceSheet
from onedoor.registers.catalogue.queries import Service, services
from onedoor.registers.items.queries import Listed, code_at, listed
from onedoor.registers.items.rules import why_not_claim, why_not_item


@dataclass(frozen=True, order=True)
class Deviation:
    """Who deviates from the standard, of which item, and how."""

    service: str
    agency: str
    says: str

    def __str__(self) -> str:
        where = f"{self.service} at {self.agency}" if self.agency else self.service
        return f"{where}: {self.says}"


def deviations() -> list[Deviation]:
    """Every deviation over all items, services and bodies; none: the standard holds everywhere."""
    items, found, bodies = listed(), services(), agencies()
    everything = [
        *(_of_item(each) for each in items.values()),
        *(_of_service(each, items) for each in found),
        *(_at_bodies(each, items, bodies) for each in found),
        _one_code_one_service(found),
    ]
    return sorted({one for some in everything for one in some})


def _of_item(each: Listed) -> Iterator[Deviation]:
    if refusal := why_not_item(each.item):
        yield Deviation(each.code, "", refusal.sentence)


def _of_service(service: Service, items: dict[str, Listed]) -> Iterator[Deviation]:
    sheet = service.parsed.sheet
    item = items.get(sheet.catalogue_code)
    if item is None:
        says = f"the list has no item {sheet.catalogue_code}"
        yield Deviation(service.code, "", says)
        return
    if sheet.kind != item.item.kind:
        says = f"its kind is {sheet.kind}, the list says {item.item.kind}"
        yield Deviation(service.code, "", says)
    strange = set(sheet.applicants) - set(item.item.applicants)
    if strange:
        yield Deviation(service.code, "", f"the list knows no applicants {sorted(strange)}")
    handling = {each.code for each in item.item.handling}
    if handling and sheet.handling_code not in handling:
        says = f"the handling code {sheet.handling_code} is not in the list"
        yield Deviation(service.code, "", says)
    laws = {each.law for each in item.item.basis}
    if not laws & {each.law for each in sheet.basis}:
        yield Deviation(service.code, "", f"none of its bases is one of the list: {sorted(laws)}")


def _at_bodies(
    service: Service, items: dict[str, Listed], bodies: dict[str, Agency]
) -> Iterator[Deviation]:
    sheet = service.parsed.sheet
    item = items.get(sheet.catalogue_code)
    for offering in sheet.offerings:
        body = bodies.get(offering.agency)
        if body is None or item is None:
            continue
        level = body.division.level
        if refusal := why_not_claim(item.item, function=body.function, level=level):
            yield Deviation(service.code, body.code, refusal.sentence)
        if offering.promised is not None and offering.promised > sheet.within.promised:
            says = f"it promises {offering.promised} days, the standard {sheet.within.promised}"
            yield Deviation(service.code, body.code, says)
        yield from _codes(service.code, sheet, body)


def _codes(code: str, sheet: ServiceSheet, body: Agency) -> Iterator[Deviation]:
    try:
        credit_code(body.credit_code)
        code_at(sheet.catalogue_code, body, body.division.level)
    except Refusal as refusal:
        yield Deviation(code, body.code, refusal.sentence)


def _one_code_one_service(found: list[Service]) -> Iterator[Deviation]:
    by_code: dict[str, list[str]] = defaultdict(list)
    for service in found:
        if service.parsed.sheet.handling_code:
            by_code[service.parsed.sheet.handling_code].append(service.code)
    for handling, codes in by_code.items():
        for code in codes[1:]:
            yield Deviation(code, "", f"{handling} is the handling code of {codes[0]} already")
