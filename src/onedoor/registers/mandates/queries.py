"""Who stands in for whom at this moment; what both sides see; what was done under a mandate."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from onedoor.kernel.actors import ANYONE, Actor, Scope
from onedoor.kernel.models import Entry
from onedoor.kernel.readings import Look, start_of_today, trace, trace_all
from onedoor.kernel.record import entries_under
from onedoor.kernel.time import today
from onedoor.registers.mandates import refusals as no
from onedoor.registers.mandates import rules
from onedoor.registers.mandates.actions import code_index, speaking
from onedoor.registers.mandates.kinds import REPRESENTATIVE, kinds
from onedoor.registers.mandates.models import Mandate
from onedoor.registers.people.queries import Party, account_names, represented_by

__all__ = [
    "Behind",
    "Deed",
    "Mandate",
    "Slip",
    "Standing",
    "acting_for",
    "choices_of",
    "deeds_under",
    "mandate_by_code",
    "mandate_for",
    "mandates_of",
    "people_of",
    "standing",
    "state_of",
    "stop_code_of",
    "to_confirm",
    "who_acted",
]

# Between the mandate of a person and the entrustment of their firm, when both are needed.
_AND = "+"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """That somebody stands in for `giver` today: how, how far, and until when."""

    # What a session keeps: mandate ids, or "representative:<party>"; looked up again each time.
    acting: str
    giver: Party
    scope: Scope
    until: date | None = None
    # The firm between, for an entrustment.
    via: str = ""

    @property
    def kind_word(self) -> dict[str, str]:
        return word_of(self.scope.kind)


def word_of(kind: str) -> dict[str, str]:
    """What a kind of standing is called."""
    if kind == REPRESENTATIVE:
        return {"zh": "法定代表人", "en": "Legal representative", "ug": "قانۇنىي ۋەكىل"}
    known = kinds().get(kind)
    return known.word if known else {"zh": "代办人", "en": "Agent", "ug": "ۋاكالەتچى"}


def standing(acting: str, *, seen_by: Actor) -> Standing | None:
    """Whether what `acting` names stands now for this very person; None when it does not.

    Asked at every request of somebody who acts for another. An entrustment reaches an agent of
    the entrusted firm only where both mandates do.
    """
    first, _, second = acting.partition(_AND)
    own = _first(first, seen_by)
    if own is None or not second:
        return own
    if own.giver.kind != "organisation":
        return None
    mandate = _standing_mandate(second, receiver=own.giver.ref)
    if mandate is None or mandate.kind != "entrustment":
        return None
    _traced([mandate], seen_by)
    return _through(own, mandate)


def _first(acting: str, reader: Actor) -> Standing | None:
    person = reader.own_party
    if not person:
        return None
    if acting.startswith(f"{REPRESENTATIVE}:"):
        wanted = acting.partition(":")[2]
        found = [each for each in represented_by(person, seen_by=reader) if each.ref == wanted]
        return _as_representative(found[0]) if found else None
    mandate = _standing_mandate(acting, receiver=person)
    if mandate is None:
        return None
    _traced([mandate], reader)
    return _under(mandate)


def _traced(mandates: Iterable[Mandate], reader: Actor) -> None:
    """Each side that is not the reader learns that the other looked, once a day."""
    own = reader.own_party if reader.kind == "person" else ""
    looks = [
        Look(str(party), each.subject, "授权")
        for each in mandates
        for party in (each.giver_id, each.receiver_id)
        if str(party) != own
    ]
    trace_all(looks, by=reader, why="授权的另一方", since=start_of_today())


def _standing_mandate(id: str, *, receiver: str) -> Mandate | None:
    if not id.isalnum() or len(id) != 16:
        return None
    # What is over comes out for nobody: not even a name of whom one acted for.
    in_force = _in_force().filter(pk=id, receiver_id=UUID(receiver), until__gte=today())
    mandate = in_force.first()
    return mandate if mandate and rules.stands(mandate, on=today()) else None


def _in_force() -> QuerySet[Mandate]:
    sides = Mandate.objects.select_related("giver", "receiver")
    return sides.filter(ended_at=None, confirmed_at__isnull=False)


def _as_representative(firm: Party) -> Standing:
    return Standing(
        acting=f"{REPRESENTATIVE}:{firm.ref}",
        giver=firm,
        scope=Scope(mandate=REPRESENTATIVE, kind=REPRESENTATIVE),
    )


def _under(mandate: Mandate) -> Standing:
    scope = Scope(
        mandate=mandate.id,
        kind=mandate.kind,
        acts=frozenset(mandate.acts),
        services=frozenset(mandate.services),
    )
    return Standing(acting=mandate.id, giver=mandate.giver, scope=scope, until=mandate.until)


def _through(own: Standing, entrusted: Mandate) -> Standing | None:
    """Only what both reach; None where that is nothing, for an empty scope means everything."""
    theirs = _under(entrusted)
    acts = _both(own.scope.acts, theirs.scope.acts)
    services = _both(own.scope.services, theirs.scope.services)
    if acts is None or services is None:
        return None
    scope = replace(
        theirs.scope, mandate=f"{own.scope.mandate}{_AND}{entrusted.id}", acts=acts,
        services=services,
    )  # fmt: skip
    ends = [each for each in (own.until, theirs.until) if each]
    return Standing(
        acting=f"{own.acting}{_AND}{entrusted.id}",
        giver=entrusted.giver,
        scope=scope,
        until=min(ends),
        via=own.giver.name,
    )


def _both(one: frozenset[str], other: frozenset[str]) -> frozenset[str] | None:
    if not one or not other:
        return one | other
    return (one & other) or None


def acting_for(actor: Actor, stands: Standing) -> Actor:
    """The actor as one who acts for the giver of what stands."""
    return replace(actor, party=stands.giver.ref, person=actor.own_party, scope=stands.scope)


def choices_of(*, seen_by: Actor) -> list[Standing]:
    """For whom this person can act now: firms they represent, mandates, entrustments of firms."""
    person = seen_by.own_party
    if not person or seen_by.kind != "person":
        return []
    own = [_as_representative(firm) for firm in represented_by(person, seen_by=seen_by)]
    received = _live(Q(receiver_id=person))
    own += [_under(each) for each in received]
    firms = {each.giver.ref: each for each in own if each.giver.kind == "organisation"}
    entrusted = _live(Q(receiver_id__in=list(firms), kind="entrustment")) if firms else []
    _traced([*received, *entrusted], seen_by)
    through = [_through(firms[str(each.receiver_id)], each) for each in entrusted]
    return own + [each for each in through if each is not None]


def _live(which: Q) -> list[Mandate]:
    found = _in_force().filter(which, until__gte=today()).order_by("offered_at")
    return [each for each in found if rules.stands(each, on=today())]


def state_of(mandate: Mandate) -> str:
    """`proposed`, `lapsed`, `coming`, `standing`, `expired`, `declined` or `ended`, today."""
    return rules.state(mandate, on=today())


@dataclass(frozen=True)
class Both:
    """The mandates of a party, newest first: those it gave, and those it received."""

    given: list[Mandate]
    received: list[Mandate]


def mandates_of(party: str, *, seen_by: Actor) -> Both:
    """Given and received, ended ones too: for the party itself, or its legal representative."""
    representative = seen_by.scope is not None and seen_by.scope.kind == REPRESENTATIVE
    own = seen_by.own_party == party
    if not (own or (seen_by.party == party and (seen_by.scope is None or representative))):
        raise no.NoSuchMandate()
    found = (
        Mandate.objects.filter(Q(giver_id=party) | Q(receiver_id=party))
        .select_related("giver", "receiver")
        .prefetch_related("agreements")
        .order_by("-offered_at")
    )
    _traced(found, seen_by)
    given = [each for each in found if str(each.giver_id) == party]
    return Both(given, [each for each in found if str(each.receiver_id) == party])


def to_confirm(*, seen_by: Actor) -> list[Mandate]:
    """Offers that wait for this person's word: their own, and those of firms they represent."""
    person = seen_by.own_party
    if not person or seen_by.kind != "person":
        return []
    sides = Q(giver_id=person) | Q(receiver_id=person)
    for side in ("giver", "receiver"):
        sides |= Q(**{f"{side}__represented_by_id": person, f"{side}__closed_at": None})
    found = (
        Mandate.objects.filter(
            sides,
            confirmed_at=None, ended_at=None, until__gte=today(),
        )
        .select_related("giver", "receiver")
        .prefetch_related("agreements")
        .order_by("offered_at")
    )  # fmt: skip
    _traced(found, seen_by)
    return [each for each in found if may_confirm(each, by=seen_by)]


def may_confirm(mandate: Mandate, *, by: Actor) -> bool:
    """Whether this person's own agreement is asked for and has not been given."""
    agreed = {each.side for each in mandate.agreements.all()}
    for each in kinds()[mandate.kind].agreed:
        party = mandate.giver if each.side == "giver" else mandate.receiver
        speaker = speaking(by, party)
        if speaker is None or each.side in agreed or "self" not in each.ways:
            continue
        if party.kind == "person" or speaker.scope is not None:
            return True
    return False


def mandate_for(id: str, *, seen_by: Actor) -> Mandate:
    """The mandate, for both its sides, and for a clerk at a window (traced); else NoSuchMandate."""
    mandate = (
        Mandate.objects.select_related("giver", "receiver")
        .prefetch_related("agreements")
        .filter(pk=id)
        .first()
    )
    if mandate is None:
        raise no.NoSuchMandate()
    if any(speaking(seen_by, party) for party in (mandate.giver, mandate.receiver)):
        _traced([mandate], seen_by)
        return mandate
    if not any(post.endswith("/window") for post in seen_by.posts):
        raise no.NoSuchMandate()
    for party in (mandate.giver, mandate.receiver):
        trace(by=seen_by, subject=mandate.subject, what="授权", why="窗口核对授权", party=party.ref)
    return mandate


def stop_code_of(mandate: Mandate, *, seen_by: Actor) -> str:
    """The code on the slip: for the giver's side, and for whoever prints it with them."""
    mandate_for(mandate.id, seen_by=seen_by)
    return str(mandate.stop_code)


@dataclass(frozen=True)
class Slip:
    """What anybody with the stop code may know: who helps, with what, until when; no numbers."""

    kind: str
    helper: str
    acts: tuple[str, ...]
    services: tuple[str, ...]
    until: date
    ended: bool


def mandate_by_code(code: str, *, seen_by: Actor = ANYONE) -> Slip | None:
    """The slip of this stop code; None for any other code."""
    index = code_index(code)
    found = Mandate.objects.select_related("receiver").filter(stop_index=index).first()
    if not index or found is None:
        return None
    return Slip(
        kind=found.kind,
        helper=found.receiver.name,
        acts=tuple(found.acts),
        services=tuple(found.services),
        until=found.until,
        ended=found.ended_at is not None,
    )


def people_of(firm: str, *, seen_by: Actor) -> list[Mandate]:
    """The agents of a firm, in force or offered: for the firm and its legal representative."""
    live = [
        each
        for each in mandates_of(firm, seen_by=seen_by).given
        if each.kind == "agent" and each.ended_at is None
    ]
    return sorted(live, key=lambda each: each.receiver.name)


@dataclass(frozen=True)
class Deed:
    """One thing done under a mandate, as the record has it: for the giver's eyes."""

    name: str
    subject: str
    at: Any


def deeds_under(id: str, *, seen_by: Actor) -> list[Deed]:
    """What was done under this mandate, newest first, for both its sides."""
    mandate_for(id, seen_by=seen_by)
    return [Deed(each.name, each.subject, each.at) for each in entries_under(id)]


@dataclass(frozen=True)
class Behind:
    """Who did something for somebody else: in what quality, by name."""

    kind: dict[str, str]
    name: str


def who_acted(entries: Iterable[Entry], *, seen_by: Actor) -> dict[int, Behind]:
    """By entry id, the person who acted for another; entries of people acting for themselves not.

    For whoever was shown the entries: both people stand in the record, here are their words.
    """
    behind = [each for each in entries if each.mandate]
    if not behind:
        return {}
    ids = {part for each in behind for part in each.mandate.split(_AND)}
    kind_of = dict(Mandate.objects.filter(pk__in=ids).values_list("id", "kind"))
    names = account_names({each.by_ref for each in behind}, seen_by=seen_by)
    return {
        each.pk: Behind(
            word_of(kind_of.get(each.mandate.split(_AND)[-1], REPRESENTATIVE)),
            names.get(each.by_ref, ""),
        )
        for each in behind
    }
