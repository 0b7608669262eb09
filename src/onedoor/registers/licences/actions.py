"""What can be done with licences: make, keep, follow, suspend, restore, revoke, cancel, check."""

from django.db import transaction
from django.utils.translation import gettext as _

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import local, now
from onedoor.registers.licences import events, rules
from onedoor.registers.licences.duties import (
    check_licence,
    held,
    keep_quiet,
    let_go,
    news_of,
    note_what_is_over,
    remind_of_what_is_due,
    take_on,
)
from onedoor.registers.licences.making import Inscription, MadeLicence, WhatToIssue, make_licence
from onedoor.registers.licences.models import Licence, State
from onedoor.registers.licences.queries import licence_printed, standing_of
from onedoor.registers.licences.rules import Listing
from onedoor.registers.papers.actions import Standing, keep_paper, mark_paper
from onedoor.registers.people.identifying import begin_check, prove_by_licence
from onedoor.registers.people.queries import Account, Party

__all__ = [
    "Inscription",
    "Listing",
    "MadeLicence",
    "WhatToIssue",
    "cancel_licence",
    "check_licence",
    "follow_the_holder",
    "keep_licence",
    "keep_quiet",
    "make_licence",
    "note_what_is_over",
    "pass_on_licence",
    "remind_of_what_is_due",
    "restore_licence",
    "revoke_licence",
    "show_licence",
    "suspend_licence",
]

# What becomes of the certificate when its licence changes, and the news of it.
_ACTS: dict[State, tuple[Standing, type[events.LicenceNews]]] = {
    State.SUSPENDED: (Standing.SUSPENDED, events.LicenceSuspended),
    State.VALID: (Standing.IN_FORCE, events.LicenceRestored),
    State.REVOKED: (Standing.WITHDRAWN, events.LicenceRevoked),
    State.CANCELLED: (Standing.WITHDRAWN, events.LicenceCancelled),
    State.SUPERSEDED: (Standing.SUPERSEDED, events.LicenceSuperseded),
}


@transaction.atomic
def keep_licence(made: MadeLicence, *, by: Actor) -> tuple[Licence, bool]:
    """The licence with its paper, duties and events, and whether it is new.

    Of two that come at once, the first is the licence. The one that was passed on to this ground is
    superseded in the same transaction; the new one names it and counts the versions on, as the
    standards of licences ask of every change and renewal. What became of the former on the way
    becomes of its follower too (see `_give_way`).
    """
    licence, paper = made.licence, keep_paper(made.paper, by=by)
    licence.paper_id, licence.issued_on = paper.id, local(paper.issued_at).date()
    former = Licence.objects.select_for_update().filter(passes_to=licence.ground).first()
    if former is not None:
        licence.former, licence.version = former, former.version + 1
    kept, is_new = Licence.objects.get_or_create(
        ground=licence.ground,
        defaults={
            field.attname: getattr(licence, field.attname)
            for field in Licence._meta.concrete_fields
            if field.attname != "ground"
        },
    )
    if is_new:
        take_on(kept, made.listing)
        record(
            news_of(
                kept,
                events.LicenceIssued,
                paper=str(kept.paper_id),
                valid_from=kept.valid_from,
                valid_until=kept.valid_until,
                former=kept.former_id or "",
                version=kept.version,
            ),
            by=by,
        )
        if former is not None:
            _give_way(former, kept, because=made.because, by=by)
    return kept, is_new


@transaction.atomic
def pass_on_licence(number: str, *, to: str, by: Actor) -> Licence:
    """A licence of the ground `to` will take its place; until that is issued, this one holds.

    Called in the transaction of the grant, so that no second grant counts on the same licence.
    Saying it again changes nothing. NotFound, LicenceStandsOtherwise, PassedOnAlready.
    """
    licence = held(number)
    if refusal := rules.why_not_pass_on(licence, to=to):
        raise refusal
    if licence.passes_to != to:
        licence.passes_to = to
        licence.save(update_fields=["passes_to"])
        record(news_of(licence, events.LicencePassedOn, to=to), by=by)
    return licence


def suspend_licence(number: str, *, reasons: str, by: Actor, basis: str = "") -> Licence:
    """It may not be used until restored; `basis` is the article of law the act rests on.

    NotFound, NotIssuedByYou, ReasonsNeeded, LicenceStandsOtherwise, PassedOnAlready.
    """
    return _changed(number, to=State.SUSPENDED, reasons=reasons, basis=basis, by=by)


def restore_licence(number: str, *, reasons: str, by: Actor, basis: str = "") -> Licence:
    """A suspended licence may be used again. Refusals as for `suspend_licence`."""
    return _changed(number, to=State.VALID, reasons=reasons, basis=basis, by=by)


def revoke_licence(number: str, *, reasons: str, by: Actor, basis: str = "") -> Licence:
    """Taken away for good (行政许可法 69). Refusals as for `suspend_licence`."""
    return _changed(number, to=State.REVOKED, reasons=reasons, basis=basis, by=by)


def cancel_licence(number: str, *, reasons: str, by: Actor, basis: str = "") -> Licence:
    """Struck off for good (行政许可法 70). Refusals as for `suspend_licence`."""
    return _changed(number, to=State.CANCELLED, reasons=reasons, basis=basis, by=by)


def _give_way(former: Licence, follower: Licence, *, because: str, by: Actor) -> None:
    """The newer one is there: the former, if it still stood, holds no more.

    A former that was suspended, revoked or cancelled since the grant gives no better licence than
    it was: nobody gets rid of a suspension by a renewal that was under way.
    """
    reasons = _("{why}：由 {number} 取代").format(why=because or _("换证"), number=follower.number)
    if (stood := State(former.state)) != State.VALID:
        _change(follower, to=stood, reasons=former.state_why, basis=former.state_basis, by=SYSTEM)
    if rules.why_not_change(former, to=State.SUPERSEDED, reasons=reasons, by=SYSTEM) is None:
        _change(former, to=State.SUPERSEDED, reasons=reasons, by=by, follower=follower.number)


@transaction.atomic
def _changed(number: str, *, to: State, reasons: str, basis: str, by: Actor) -> Licence:
    licence = held(number)
    if refusal := rules.why_not_change(licence, to=to, reasons=reasons, by=by):
        raise refusal
    _change(licence, to=to, reasons=reasons.strip(), basis=basis.strip(), by=by)
    return licence


def _change(
    licence: Licence, *, to: State, reasons: str, by: Actor, basis: str = "", **more: str
) -> None:
    standing, news = _ACTS[to]
    licence.state, licence.state_why, licence.state_since = to, reasons, now()
    licence.state_basis = basis[:200]
    licence.save(update_fields=["state", "state_why", "state_since", "state_basis"])
    if to not in (State.VALID, State.SUSPENDED):
        let_go(licence)
    mark_paper(licence.paper_id, standing=standing, reasons=reasons, by=by)
    record(news_of(licence, news, reasons=reasons, basis=basis, **more), by=by)


@transaction.atomic
def follow_the_holder(before: str, party: str, *, by: Actor) -> None:
    """Whoever held licences as `before` turned out to be `party`; why, says its `account.bound`."""
    Licence.objects.filter(holder=before).update(holder=party)


def show_licence(account: Account, *, code: str, number: str, by: Actor) -> Party:
    """Prove who somebody is by a licence in hand: the code printed on it and their own number.

    Only one in force counts, of a person whom a clerk has seen. AskedTooOften after some tries a
    day; LicenceProvesNothing; NumberIsTaken when the holder has an account already.
    """
    check = begin_check(account, "licence")
    found = licence_printed(code, seen_by=SYSTEM)
    if found is None or standing_of(found) != "valid":
        return prove_by_licence(account, check, holder="", number=number, basis="", by=by)
    basis = f"{found.kind_name} {found.agency_name}"[:200]
    return prove_by_licence(account, check, holder=found.holder, number=number, basis=basis, by=by)
