"""Bodies claim items and fill in what is their own; what the catalogue says stays locked."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import today
from onedoor.registers.agencies.queries import Agency, agencies, agency
from onedoor.registers.catalogue.queries import offered
from onedoor.registers.items import refusals as no
from onedoor.registers.items import rules
from onedoor.registers.items.events import ClaimAmended, ClaimEnded, ItemClaimed
from onedoor.registers.items.models import Claim
from onedoor.registers.items.queries import Listed, code_at, item, listed


@transaction.atomic
def keep_claims(*, by: Actor = SYSTEM) -> int:
    """Claim for each body the items of the services it offers; returns how many are new.

    Where a body may not carry an item out (wrong function or level), nothing is claimed: the check
    `onedoor items check` names it.
    """
    known = set(Claim.objects.values_list("item_id", "agency_id"))
    wanted = [each for each in offered() if each not in known]
    items, bodies = listed(), agencies([code for _, code in wanted])
    claimed = [
        (items[code], bodies[body])
        for code, body in wanted
        if code in items and body in bodies and _why_not(items[code], bodies[body]) is None
    ]
    for each, body in claimed:
        _claim(each, body, by=by)
    return len(claimed)


@transaction.atomic
def claim_item(code: str, *, by: Actor) -> Claim:
    """Claim an item for the actor's own body: its elements are inherited, and locked."""
    if refusal := rules.why_not_edit(by):
        raise refusal
    body, wanted = agency(by.agency), item(code)
    if refusal := _why_not(wanted, body):
        raise refusal
    if wanted.state != "in_use":
        raise no.WrongState(code=code, state=rules.state_word(wanted.state), where="code")
    if found := Claim.objects.filter(item=code, agency=body, ended_on=None).first():
        return found
    return _claim(wanted, body, by=by)


def _why_not(each: Listed, body: Agency) -> Any:
    return rules.why_not_claim(each.item, function=body.function, level=body.division.level)


def _claim(each: Listed, body: Agency, *, by: Actor) -> Claim:
    code = code_at(each.code, body, body.division.level)
    claim, _ = Claim.objects.update_or_create(
        code=code,
        defaults={"item_id": each.code, "agency": body, "since": today(), "ended_on": None},
    )
    record(ItemClaimed(subject=f"claim:{code}", code=code, agency=body.code), by=by)
    return claim


@transaction.atomic
def fill_in(code: str, elements: Mapping[str, Any], *, by: Actor) -> Claim:
    """Fill in elements of one's own claim: power_source, entrusted_by, duties, accountability.

    Raises ElementLocked for whatever the catalogue says for all bodies alike.
    """
    claim = _held(code, by=by)
    if refusal := rules.why_not_fill_in(elements):
        raise refusal
    changed = {name: value for name, value in elements.items() if claim.own.get(name) != value}
    if not changed:
        return claim
    claim.own = claim.own | changed
    claim.save(update_fields=["own"])
    amended = ClaimAmended(
        subject=f"claim:{code}", code=code, agency=claim.agency_id, elements=tuple(sorted(changed))
    )
    record(amended, by=by)
    return claim


@transaction.atomic
def end_claim(code: str, *, by: Actor) -> Claim:
    """The body carries the item out no more; its code is kept for what was done under it."""
    claim = _held(code, by=by)
    claim.ended_on = today()
    claim.save(update_fields=["ended_on"])
    record(ClaimEnded(subject=f"claim:{code}", code=code, agency=claim.agency_id), by=by)
    return claim


def _held(code: str, *, by: Actor) -> Claim:
    if refusal := rules.why_not_edit(by):
        raise refusal
    found = Claim.objects.select_for_update().filter(code=code, ended_on=None)
    claim = found.filter(agency=by.agency).first()
    if claim is None:
        raise no.NoSuchClaim()
    return claim
