"""Letting an agency or a system see some lines of a licence, and ending it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now, today
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.licences.queries import licence_for
from onedoor.registers.showing import events, refusals, rules
from onedoor.registers.showing.models import Authorisation
from onedoor.registers.showing.queries import chain_of
from onedoor.registers.systems.queries import open_system


@transaction.atomic
def authorise(
    number: str, *, to: str, facts: Sequence[str], purpose: str, until: date | None, by: Actor
) -> Authorisation:
    """Let `to` ("agency:…" or "system:…") see these lines for this purpose, to the end of a day.

    NotFound, OnlyTheHolder, NothingChosen, NoSuchFact, NoSuchPurpose, NobodyNamed, TooLate,
    Authorised. Basis: 个人信息保护法 14, 23 (agreed separately, for this purpose, withdrawable).
    """
    licence = licence_for(number, seen_by=by)
    refusal = (
        rules.why_not_authorise(by)
        or rules.why_not_choose(
            facts, of={each["label"] for each in licence.facts}, purpose=purpose
        )
        or rules.why_not_until(until, on=today(), most=rules.AUTHORISED_AT_MOST)
    )
    if refusal:
        raise refusal
    assert until is not None
    kind, _sep, code = to.partition(":")
    name = _name_of(kind, code)
    made = Authorisation(
        licence=licence, holder=licence.holder, to_kind=kind, to=code, to_name=name,
        facts=[each["label"] for each in licence.facts if each["label"] in set(facts)],
        purpose=purpose, made_at=now(), made_by=by.ref, until=until,
    )  # fmt: skip
    _make_room(made)
    made.save(force_insert=True)
    told = events.AuthorisationGiven(
        subject=chain_of(licence), authorisation=str(made.pk), to=to, facts=made.facts,
        purpose=purpose, until=until,
    )  # fmt: skip
    record(told, by=by)
    return made


@transaction.atomic
def end_authorisation(authorisation: UUID | str, *, by: Actor) -> Authorisation:
    """End it from this moment; done twice, nothing more happens. NoSuchAuthorisation."""
    held = Authorisation.objects.select_for_update().filter(
        pk=authorisation, holder=by.party or "-"
    )
    found = held.first()
    if found is None or rules.why_not_authorise(by):
        raise refusals.NoSuchAuthorisation()
    if found.ended_at is None:
        found.ended_at = now()
        found.save(update_fields=["ended_at"])
        told = events.AuthorisationEnded(
            subject=chain_of(found.licence), authorisation=str(found.pk)
        )
        record(told, by=by)
    return found


def _name_of(kind: str, code: str) -> str:
    if kind == "agency" and (body := agencies([code]).get(code)):
        return str(body.called())
    system = open_system(code) if kind == "system" else None
    if system is None or "licences" not in system.facts:
        raise refusals.NobodyNamed(where="to")
    return system.name


def _make_room(made: Authorisation) -> None:
    """One authorisation at a time for a purpose; one that has run out gives way."""
    same = Authorisation.objects.filter(
        licence=made.licence, to_kind=made.to_kind, to=made.to, purpose=made.purpose, ended_at=None
    )
    same.filter(until__lt=today()).update(ended_at=now())
    if same.exists():
        raise refusals.Authorised(name=made.to_name, where="to")
