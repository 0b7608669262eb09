"""The powers list of a body (权责清单), drawn from the list, its claims and its services.

For each power: kind, name, sub-item, basis, level, and the duties step by step (acceptance, review,
decision, delivery, supervision afterwards), each with its basis; when somebody is held to account;
where to complain. The duties follow from the routes that are published; a body may say more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from onedoor.registers.agencies.queries import Agency
from onedoor.registers.catalogue.definition import Basis, ServiceDefinition, say
from onedoor.registers.catalogue.queries import Service, services
from onedoor.registers.items.codelists import code_of
from onedoor.registers.items.models import Claim
from onedoor.registers.items.queries import Listed, claims_of, listed

# 行政许可法 as it binds every body at each stage.
_ACCEPT = Basis(law="行政许可法", article="第三十二条")
_DECIDE = Basis(law="行政许可法", article="第三十七条、第三十八条")
_DELIVER = Basis(law="行政许可法", article="第四十四条")
_AFTER = Basis(law="行政许可法", article="第六十一条")
_ACCOUNT = Basis(law="行政许可法", article="第七十二条至第七十七条")


def powers_of(agency: Agency) -> list[dict[str, Any]]:
    """The rows of the body's powers list, by code, as plain values ready to be published."""
    return powers_of_all([agency]).get(agency.code, [])


def powers_of_all(bodies: Iterable[Agency]) -> dict[str, list[dict[str, Any]]]:
    """The powers lists of several bodies, by agency, with a handful of queries for all of them."""
    known, items = {each.code: each for each in bodies}, listed()
    by_item: dict[str, list[Service]] = defaultdict(list)
    for service in services():
        by_item[service.catalogue_code].append(service)
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for claim in claims_of(known):
        item = items.get(claim.item_id)
        if item is not None and item.state != "cancelled":
            row = _row(claim, item, by_item[claim.item_id], known[claim.agency_id])
            rows[claim.agency_id].append(row)
    return rows


def _row(claim: Claim, listed_item: Listed, found: list[Service], agency: Agency) -> dict[str, Any]:
    item = listed_item.item
    offered = [each for each in found if _offers(each.parsed, claim.agency_id)]
    return {
        "code": claim.code,
        "item": item.code,
        "kind": item.kind,
        "kind_code": code_of("kind", item.kind, interface="gb39046"),
        "name": say(item.name),
        "parent": item.parent or "",
        "state": listed_item.state,
        "basis": [_basis(each) for each in item.basis],
        "level": agency.division.level,
        "services": [
            {
                "code": each.code,
                "title": each.official,
                "handling": f"{claim.code}{(each.parsed.sheet.handling_code or '')[12:]}",
            }
            for each in offered
        ],
        "duties": claim.own.get("duties") or _duties(offered),
        "accountability": claim.own.get("accountability") or str(_ACCOUNT),
        "power_source": claim.own.get("power_source", "own-level"),
        "entrusted_by": claim.own.get("entrusted_by", ""),
        "complaints": agency.office["complaint_phone"],
        "phone": agency.office["phone"],
    }


def _offers(definition: ServiceDefinition, agency: str) -> bool:
    return any(each.agency == agency for each in definition.sheet.offerings)


def _duties(found: list[Service]) -> list[dict[str, str]]:
    """The duties of each stage, once, however many services share them."""
    lines: dict[tuple[str, str], dict[str, str]] = {}
    for service in found:
        for line in _duties_of(service.parsed):
            lines.setdefault((line["stage"], line["duty"]), line)
    return list(lines.values())


def _duties_of(definition: ServiceDefinition) -> Iterator[dict[str, str]]:
    route = definition.route
    yield _line("accept", say(route.accept.plain), _ACCEPT)
    for step in route.steps:
        basis = step.basis or definition.sheet.basis[0]
        yield _line("review", f"{say(step.title)}：{say(step.plain)}", basis)
    yield _line("decide", say(route.decide.plain), _DECIDE)
    yield _line("deliver", say(route.deliver.plain), _DELIVER)
    yield _line("afterwards", "办完以后，检查拿到结果的人是不是照规定做。", _AFTER)


def _line(stage: str, duty: str, basis: Basis) -> dict[str, str]:
    return {"stage": stage, "duty": duty, "basis": str(basis)}


def _basis(basis: Basis) -> dict[str, str]:
    return {"law": basis.law, "article": basis.article, "text": basis.text}
