"""A licence is looked at: under its holder's authorisation, or under a law a system names.

By another system, or by a clerk at the desk of an agency that has none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.readings import trace
from onedoor.kernel.record import entries_of, is_ground
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.kernel.time import now, today
from onedoor.registers.agencies.queries import agency
from onedoor.registers.licences.queries import (
    Licence,
    licence_for,
    licence_identified,
    licences_of,
)
from onedoor.registers.people.queries import refs_numbered
from onedoor.registers.showing import events, refusals, rules
from onedoor.registers.showing.models import Authorisation, Use
from onedoor.registers.showing.purposes import BY_LAW, PURPOSES
from onedoor.registers.showing.queries import chain_of, given_to_us, lines_of
from onedoor.registers.systems.queries import System, machine


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What a system says of each look: what for, in which matter, by whose hand, and why.

    `law` is empty where the holder's authorisation is relied on; `facts` empty asks for all lines
    that may be seen.
    """

    purpose: str
    item: str
    case: str
    operator: str
    reason: str
    law: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A licence as a system may see it, and the row that was written of it."""

    licence: Licence
    use: Use
    facts: tuple[tuple[str, str], ...]


def use_licence(system: System, number: str = "", *, identifier: str = "", asking: Asking) -> Seen:
    """The licence of this number or of this identifier (GB/T 36904), as far as it may be seen.

    The look is a row for its holder. BadCode for an identifier that cannot be;
    LicencesNotApproved, ReasonMissing, NoSuchPurpose, NotThisLaw, NotByLaw; NotAuthorised, also
    where there is no such licence, so that guessing tells nothing; NotForThisPurpose,
    NotTheseFacts, NoSuchFact.
    Basis: 个人信息保护法 13, 23, 34; 国务院关于在线政务服务的若干规定 10.
    """
    may_ask(system, asking)
    try:
        if identifier:
            licence = licence_identified(identifier, seen_by=SYSTEM)
        else:
            licence = licence_for(number, seen_by=SYSTEM)
    except NotFound:
        raise refusals.NotAuthorised() from None
    return _used(system, licence, asking)


def use_licences_of(
    system: System, holder_number: str, *, kind: str = "", asking: Asking
) -> list[Seen]:
    """The licences of whoever has this number, those alone that may be seen; none is no refusal.

    LicencesNotApproved, ReasonMissing, NoSuchPurpose, NotThisLaw, NotByLaw.
    """
    may_ask(system, asking)
    seen = []
    for party in refs_numbered(holder_number, seen_by=SYSTEM):
        for licence in licences_of(str(party), seen_by=SYSTEM):
            if kind in ("", licence.kind):
                try:
                    seen.append(_used(system, licence, asking))
                except Refusal:
                    continue
    return seen


def may_ask(system: System, asking: Asking) -> None:
    """Refuse what is wrong with the asking itself, whatever licence is meant."""
    if "licences" not in system.facts:
        raise refusals.LicencesNotApproved()
    if asking.purpose not in PURPOSES:
        raise refusals.NoSuchPurpose(where="purpose")
    said = {name: getattr(asking, name) for name in ("item", "case", "operator", "reason")}
    if refusal := rules.why_not_say(said):
        raise refusal
    if asking.law and (system.consent != "duty" or asking.law != system.basis):
        raise refusals.NotThisLaw(basis=system.basis)
    if asking.law and asking.purpose not in BY_LAW:
        raise refusals.NotByLaw(where="purpose")


@transaction.atomic
def _used(system: System, licence: Licence, asking: Asking) -> Seen:
    on_face = [each["label"] for each in licence.facts]
    if strange := next((each for each in asking.facts if each not in on_face), None):
        if asking.law:
            raise refusals.NoSuchFact(label=strange, where="facts")
        raise refusals.NotTheseFacts(labels=strange)
    granted = None if asking.law else _granted(system, licence, asking)
    allowed: Sequence[str] = granted.facts if granted else on_face
    labels = [each for each in allowed if each in asking.facts] if asking.facts else list(allowed)
    use = Use(
        licence=licence, authorisation=granted, law=asking.law, system=system.pk,
        system_name=system.name, agency=system.agency, facts=labels, purpose=asking.purpose,
        item=asking.item, case=asking.case, operator=asking.operator, reason=asking.reason,
    )  # fmt: skip
    return _written(use, by=machine(system))


@transaction.atomic
def use_at_desk(authorisation: UUID | str, *, item: str, case: str, reason: str, by: Actor) -> Seen:
    """What a holder let this clerk's agency see, looked at in a matter: a use as that of a system.

    NoSuchAuthorisation, also for what was given to others; AuthorisationOver, ReasonMissing.
    Basis: 个人信息保护法 13, 23; 国务院关于在线政务服务的若干规定 10.
    """
    granted = given_to_us(authorisation, seen_by=by)
    said = {"item": item.strip(), "case": case.strip(), "reason": reason.strip(),
            "operator": by.name.strip()[: rules.NAME]}  # fmt: skip
    if refusal := rules.why_not_say(said):
        raise refusal
    body = agency(granted.to)
    use = Use(
        licence=granted.licence, authorisation=granted, agency=granted.to, facts=granted.facts,
        system_name=str(body.called())[: rules.NAME], purpose=granted.purpose, **said,
    )  # fmt: skip
    return _written(use, by=by)


def _written(use: Use, *, by: Actor) -> Seen:
    """The use as a row, an event, and a look its holder reads."""
    licence: Licence = use.licence
    use.at, use.holder = now(), licence.holder
    use.save(force_insert=True)
    told = events.LicenceUsed(
        subject=chain_of(licence), system=use.system, law=use.law, purpose=use.purpose,
        authorisation=str(use.authorisation_id or ""), agency=use.agency, use=use.pk,
        case_known=_is_a_matter_of(use.agency, use.case.strip()),
    )  # fmt: skip
    record(told, by=by)
    trace(
        by=by, subject=licence.ground, party=licence.holder,
        what=f"{licence.kind_name} {licence.number}（{'、'.join(use.facts)}）",
        why=f"{use.reason}（{use.item}，办件 {use.case}，操作人 {use.operator}）",
    )  # fmt: skip
    return Seen(licence=licence, use=use, facts=lines_of(licence, use.facts))


def _is_a_matter_of(agency: str, case: str) -> bool:
    """Whether that is a matter on this record, and one that the agency has had in hand.

    Whose licence was looked at is not asked: a matter may need that of a spouse or a firm. Of
    matters that run together each agency may name the whole.
    """
    if not is_ground(case):
        return False
    bodies = [entry.body for entry in entries_of(case)]
    parts = {str(part) for body in bodies for part in (body.get("case"), *body.get("cases", ()))}
    parts -= {case, "None"}
    bodies += [entry.body for part in sorted(parts) for entry in entries_of(part)]
    return any(
        agency in (body.get("agency"), str(body.get("seat", "")).partition("/")[0])
        for body in bodies
    )


def _granted(system: System, licence: Licence, asking: Asking) -> Authorisation:
    """The authorisation that lets this look be; the nearest refusal where there is none."""
    whom = Q(to_kind="system", to=system.pk) | Q(to_kind="agency", to=system.agency)
    given = Authorisation.objects.filter(whom, licence=licence, ended_at=None, until__gte=today())
    nearest: Refusal = refusals.NotAuthorised()
    for each in given.order_by("made_at"):
        refusal = rules.why_not_use(each, labels=asking.facts, purpose=asking.purpose, on=today())
        if refusal is None:
            return each
        if not isinstance(nearest, refusals.NotTheseFacts):
            nearest = refusal
    raise nearest
