"""What can be done about mandates: offer, agree, decline, change, end, stop by code."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from onedoor.kernel.actors import ANYONE, SYSTEM, Actor, Scope
from onedoor.kernel.codes import BadCode, new_query_code, query_code
from onedoor.kernel.codes.numbers import CROCKFORD
from onedoor.kernel.events import record
from onedoor.kernel.secrecy import blind_index
from onedoor.kernel.time import now, today
from onedoor.registers.mandates import events, rules
from onedoor.registers.mandates import refusals as no
from onedoor.registers.mandates.kinds import REPRESENTATIVE, Kind, kinds
from onedoor.registers.mandates.models import Agreement, Mandate
from onedoor.registers.people.queries import Party, party_for


def speaking(by: Actor, party: Party) -> Actor | None:
    """The actor as one who speaks for this side: oneself, or the legal representative of a firm.

    Whoever one acts for at the moment does not matter here: under an agent's mandate nobody
    gives away what is the giver's. None when `by` does not speak for the party.
    """
    if by.kind != "person":
        return None
    if by.own_party == party.ref:
        return replace(by, party=party.ref, scope=None)
    if party.kind == "organisation" and str(party.represented_by_id or "") == by.own_party != "":
        scope = Scope(mandate=REPRESENTATIVE, kind=REPRESENTATIVE)
        return replace(by, party=party.ref, person=by.own_party, scope=scope)
    return None


@transaction.atomic
def offer_mandate(
    kind: str,
    *,
    giver: str,
    receiver: str,
    acts: Sequence[str],
    services: Sequence[str] = (),
    since: date | None = None,
    until: date,
    basis: str = "",
    paper: tuple[str, str] = ("", ""),
    by: Actor,
) -> Mandate:
    """Propose that `receiver` act for `giver`. Nobody may act before the sides asked have agreed.

    `paper` is the name and digest of a document it rests on, inspected and in the store.
    Acting for somebody includes seeing what one does. An open offer of the kind between the same
    two is replaced. Raises UnknownKind, NotYoursToOffer, NotSureEnough, what `why_not_offer` says.
    """
    known = _kind(kind)
    one, other = (party_for(each, seen_by=SYSTEM) for each in (giver, receiver))
    speaker = _offering(known, {"giver": one, "receiver": other}, by)
    first = since or today()
    wanted = _with_sight(known, acts)
    if refusal := rules.why_not_sure(known, by=by) or rules.why_not_offer(
        known, giver=one, receiver=other, acts=wanted, services=services,
        since=first, until=until, on=today(),
    ):  # fmt: skip
        raise refusal
    _replace_open_offer(known, one, other, by=speaker)
    code = new_query_code()
    mandate = Mandate.objects.create(
        id="".join(secrets.choice(CROCKFORD) for _ in range(16)),
        kind=known.kind,
        giver=one,
        receiver=other,
        acts=wanted,
        services=sorted(set(services)),
        since=first,
        until=until,
        basis=basis.strip()[:200],
        basis_name=paper[0][:200],
        basis_digest=paper[1],
        offered_at=now(),
        offered_by=by.ref,
        offered_by_name=by.name,
        stop_code=code,
        stop_index=_index(code),
    )
    told = events.MandateOffered(
        **_news(mandate), acts=tuple(mandate.acts), services=tuple(mandate.services),
        since=first, until=until,
    )  # fmt: skip
    record(told, by=speaker)
    return mandate


@transaction.atomic
def confirm_mandate(id: str, *, side: str = "", basis: str = "", by: Actor) -> Mandate:
    """Agree for a side: oneself, the legal representative, or a clerk at a window with a basis.

    In force once every side that is asked has agreed. Raises ConfirmedAlready, EndedAlready,
    OfferLapsed, ForTheRepresentative, OnlyAtTheWindow, BasisNeeded, NotSureEnough.
    """
    mandate = _held(id)
    kind = kinds()[mandate.kind]
    agreed = set(mandate.agreements.values_list("side", flat=True))
    side, way, speaker = _agreeing(mandate, kind, agreed, side=side, by=by)
    if refusal := rules.why_not_agree(mandate, agreed=agreed, side=side, on=today()):
        raise refusal
    if refusal := rules.why_not_sure(kind, by=by):
        raise refusal
    if way == "window" and (refusal := rules.why_not_at_a_window(by=by, basis=basis)):
        raise refusal
    Agreement.objects.create(
        mandate=mandate, side=side, way=way, by_ref=by.ref, by_name=by.name,
        by_agency=by.agency, basis=basis.strip()[:200], at=now(),
    )  # fmt: skip
    in_force = {each.side for each in kind.agreed} <= agreed | {side}
    if in_force:
        mandate.confirmed_at = now()
        mandate.save(update_fields=["confirmed_at"])
    record(
        events.MandateAgreed(**_news(mandate), side=side, way=way, in_force=in_force), by=speaker
    )
    return mandate


@transaction.atomic
def change_acts(id: str, *, acts: Sequence[str], by: Actor) -> Mandate:
    """Let the mandate reach these acts. Less: the giver's side may. More: as agreeing anew.

    Raises EndedAlready, NotYoursToChange, NoActs, UnknownAct.
    """
    mandate = _held(id)
    kind = kinds()[mandate.kind]
    if mandate.ended_at:
        raise no.EndedAlready()
    speaker = speaking(by, mandate.giver)
    more = set(acts) - set(mandate.acts)
    may_widen = (
        "self" in kind.ways_of("giver")
        and len(kind.agreed) == 1
        and _is_human(mandate.giver, speaker)
    )
    if speaker is None or (more and not may_widen):
        raise no.NotYoursToChange()
    if refusal := rules.why_not_sure(kind, by=by) or rules.why_not_these(
        kind, acts=acts, services=mandate.services
    ):
        raise refusal
    wanted = _with_sight(kind, acts)
    if wanted == mandate.acts:
        return mandate
    mandate.acts = wanted
    mandate.save(update_fields=["acts"])
    record(events.MandateChanged(**_news(mandate), acts=tuple(wanted)), by=speaker)
    return mandate


@transaction.atomic
def end_mandate(id: str, *, reason: str = "", by: Actor) -> Mandate:
    """End it now: either side, at any moment, without a reason; or a clerk at a window, with one.

    An offer that was not agreed to is declined. Raises NotYoursToEnd, EndedAlready, ReasonNeeded.
    """
    mandate = _held(id)
    how, speaker = _ending(mandate, reason=reason, by=by)
    return _end(mandate, how=how, reason=reason, by=speaker)


@transaction.atomic
def stop_by_code(code: str, *, by: Actor = ANYONE) -> Mandate:
    """End the mandate on whose slip this code stands: the helped person needs no account.

    NoSuchStopCode, EndedAlready.
    """
    index = code_index(code)
    mandate = Mandate.objects.select_for_update(of=("self",)).filter(stop_index=index).first()
    if mandate is None:
        raise no.NoSuchStopCode(where="code")
    return _end(mandate, how="code", reason="", by=by)


@transaction.atomic
def end_what_it_gave(account: str, *, giver: str, by: Actor) -> int:
    """End what this account gave in the name of a person whose it was not, or of their firms."""
    ref, person = f"account:{account}", UUID(giver)
    standing = Mandate.objects.select_for_update(of=("self",)).filter(
        Q(giver_id=person) | Q(giver__represented_by_id=person), ended_at=None
    )
    given = [
        each
        for each in standing
        if each.agreements.filter(side="giver", by_ref=ref).exists()
        or (each.offered_by == ref and each.confirmed_at is None)
    ]
    for each in given:
        _end(each, how="window" if each.confirmed_at else "declined", reason="", by=by)
    return len(given)


@transaction.atomic
def end_mandates_of(party: str, *, reason: str) -> None:
    """End whatever this party gave or received, offers too: it is there no more."""
    sides = Q(giver_id=party) | Q(receiver_id=party)
    live = Mandate.objects.select_for_update(of=("self",)).filter(sides, ended_at=None)
    for mandate in live.order_by("id"):
        _end(mandate, how="closed", reason=reason, by=SYSTEM)


def code_index(code: str) -> str:
    """What finds the mandate of a stop code, however it was typed; "" for what can be none."""
    try:
        return _index(query_code(code))
    except BadCode:
        return ""


def _index(code: str) -> str:
    return blind_index(code, purpose="mandate.stop_code")


def _kind(kind: str) -> Kind:
    known = kinds().get(kind)
    if known is None:
        raise no.UnknownKind(where="kind")
    return known


def _held(id: str) -> Mandate:
    found = (
        Mandate.objects.select_for_update(of=("self",))
        .select_related("giver", "receiver")
        .filter(pk=id)
        .first()
    )
    if found is None:
        raise no.NoSuchMandate()
    return found


def _with_sight(kind: Kind, acts: Sequence[str]) -> list[str]:
    """The acts in their order; whoever does anything also sees how it stands."""
    wanted = set(acts) | ({"see"} if acts else set())
    strange = sorted(wanted - set(kind.acts))
    return [act for act in kind.acts if act in wanted] + strange


def _offering(kind: Kind, sides: dict[str, Party], by: Actor) -> Actor:
    for side in kind.offered_by:
        if speaker := speaking(by, sides[side]):
            return speaker
    if (
        "giver" in kind.offered_by
        and by.is_staff
        and any(post.endswith("/window") for post in by.posts)
    ):
        return by
    words = {"giver": "授权人", "receiver": "代办人"}
    who = "或".join(words[side] for side in kind.offered_by)
    raise no.NotYoursToOffer(kind=kind.word["zh"], who=who)


def _replace_open_offer(kind: Kind, giver: Party, receiver: Party, *, by: Actor) -> None:
    open_offer = Mandate.objects.select_for_update().filter(
        kind=kind.kind, giver=giver, receiver=receiver, confirmed_at=None, ended_at=None
    )
    for mandate in open_offer:
        _end(mandate, how="replaced", reason="", by=by)


def _agreeing(
    mandate: Mandate, kind: Kind, agreed: set[str], *, side: str, by: Actor
) -> tuple[str, str, Actor]:
    """Which side agrees, by which way, and as whom."""
    asked = [each for each in kind.agreed if not side or each.side == side]
    open_first = sorted(asked, key=lambda each: each.side in agreed)
    if by.is_staff or by.kind == "system":
        way = "window" if by.is_staff else "register"
        for each in open_first:
            if way in each.ways:
                return each.side, way, by
        raise no.NotYoursToConfirm()
    for each in open_first:
        party = mandate.giver if each.side == "giver" else mandate.receiver
        speaker = speaking(by, party)
        if speaker is None:
            continue
        if "self" not in each.ways:
            raise no.OnlyAtTheWindow()
        if not _is_human(party, speaker):
            raise no.ForTheRepresentative(who=party.representative)
        return each.side, "self", speaker
    raise no.NotYoursToConfirm()


def _is_human(party: Party, speaker: Actor | None) -> bool:
    """Whether a natural person speaks: an organisation's own sign-in is nobody in particular."""
    return speaker is not None and (party.kind == "person" or speaker.scope is not None)


def _ending(mandate: Mandate, *, reason: str, by: Actor) -> tuple[str, Actor]:
    unagreed = mandate.confirmed_at is None
    for side, party in (("giver", mandate.giver), ("receiver", mandate.receiver)):
        if speaker := speaking(by, party):
            return "declined" if unagreed else side, speaker
    if by.is_staff and any(post.endswith("/window") for post in by.posts):
        if not reason.strip():
            raise no.ReasonNeeded(where="reason")
        return "declined" if unagreed else "window", by
    if by.is_staff or by.kind == "anyone":
        raise no.NotYoursToEnd()
    # Nobody learns which mandates there are between others.
    raise no.NoSuchMandate()


def _end(mandate: Mandate, *, how: str, reason: str, by: Actor) -> Mandate:
    if mandate.ended_at:
        raise no.EndedAlready()
    mandate.ended_at, mandate.ended_how = now(), how
    mandate.ended_by, mandate.ended_by_name = by.ref, by.name
    mandate.end_reason = reason.strip()[:200]
    mandate.save(update_fields=["ended_at", "ended_how", "ended_by", "ended_by_name", "end_reason"])
    told: events.MandateNews
    if how == "declined":
        told = events.MandateDeclined(**_news(mandate))
    else:
        told = events.MandateEnded(**_news(mandate), how=how)
    record(told, by=by)
    return mandate


def _news(mandate: Mandate) -> dict[str, Any]:
    return {
        "subject": mandate.subject,
        "kind": mandate.kind,
        "giver": str(mandate.giver_id),
        "receiver": str(mandate.receiver_id),
    }
