"""Other systems look at a licence: under its holder's authorisation, or under a law they name."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import record
from onedoor.kernel.readings import trace
from onedoor.kernel.record import is_ground
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.kernel.time import now, today
from onedoor.registers.licences.queries import Licence, licence_for, licences_of
from onedoor.registers.people.queries import refs_numbered
from onedoor.registers.showing import events, refusals, rules
from onedoor.registers.showing.models import Authorisation, Use
from onedoor.registers.showing.purposes import BY_LAW, PURPOSES
from onedoor.registers.showing.queries import chain_of, lines_of
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


def use_licence(system: System, number: str, *, asking: Asking) -> Seen:
    """The licence of this number, as far as it may be seen; the look is a row for its holder.

    LicencesNotApproved, ReasonMissing, NoSuchPurpose, NotThisLaw, NotByLaw; NotAuthorised, also
    where there is no such licence, so that guessing tells nothing; NotForThisPurpose,
    NotTheseFacts, NoSuchFact.
    Basis: 个人信息保护法 13, 23, 34; 国务院关于在线政务服务的若干规定 10.
    """
    may_ask(system, asking)
    try:
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
    for field, what, most in (
        ("item", "事项", rules.NAME), ("case", "办件号", rules.NAME),
        ("operator", "操作人", rules.NAME), ("reason", "理由", rules.REASON),
    ):  # fmt: skip
        said = getattr(asking, field).strip()
        if not said or len(said) > most:
            raise refusals.ReasonMissing(where=field, what=what, most=most)
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
    use = Use.objects.create(
        at=now(), licence=licence, holder=licence.holder, authorisation=granted, law=asking.law,
        system=system.pk, system_name=system.name, agency=system.agency, facts=labels,
        purpose=asking.purpose, item=asking.item, case=asking.case, operator=asking.operator,
        reason=asking.reason,
    )  # fmt: skip
    told = events.LicenceUsed(
        subject=chain_of(licence), system=system.pk, law=asking.law, purpose=asking.purpose,
        authorisation=str(granted.pk) if granted else "", agency=system.agency,
        case_known=is_ground(asking.case.strip()),
    )  # fmt: skip
    record(told, by=machine(system))
    trace(
        by=machine(system), subject=licence.ground, party=licence.holder,
        what=f"{licence.kind_name} {licence.number}（{'、'.join(labels)}）",
        why=f"{asking.reason}（{asking.item}，办件 {asking.case}，操作人 {asking.operator}）",
    )  # fmt: skip
    return Seen(licence=licence, use=use, facts=lines_of(licence, labels))


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
