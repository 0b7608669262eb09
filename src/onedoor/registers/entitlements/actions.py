"""What can be done: ask to be told, end it, decline one rule, look."""

from uuid import UUID

from django.db import transaction

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.secrecy import blind_index
from onedoor.kernel.time import now, today
from onedoor.registers.catalogue.entitling import Holds, holds_of
from onedoor.registers.entitlements import events
from onedoor.registers.entitlements import refusals as no
from onedoor.registers.entitlements.looking import next_look, read_of, rules_for
from onedoor.registers.entitlements.models import Asked, Declined, Entitlement
from onedoor.registers.people.queries import party_for

# So many are looked at before the clock is asked again who else is due.
SLICE = 200


@transaction.atomic
def ask(*, by: Actor) -> None:
    """Agree to be looked at, and be told from now on; saying it again changes nothing.

    NotAllowed, OnlyByOneself, ForPersonsOnly.
    """
    _only_oneself(by)
    if party_for(by.party, seen_by=by).kind != "person":
        raise no.ForPersonsOnly()
    _asked, is_new = Asked.objects.get_or_create(
        party=by.party, defaults={"since": now(), "look_on": today()}
    )
    if is_new:
        record(events.EntitlementsAsked(subject=_subject(by.party)), by=by)
        look(by.party)


@transaction.atomic
def end(*, by: Actor) -> bool:
    """Be looked at no more, and have all that was found forgotten; whether it was on.

    NotAllowed, OnlyByOneself.
    """
    _only_oneself(by)
    return _end(by.party, how="oneself", by=by)


@transaction.atomic
def decline(rule: str, *, by: Actor) -> None:
    """Hear no more of one rule: what it reads alone is read no more. NotAsked and as for `end`."""
    _only_oneself(by)
    if not Asked.objects.filter(party=by.party).exists():
        raise no.NotAsked()
    _decline(by.party, rule, how="oneself", by=by)


@transaction.atomic
def take_up_again(rule: str, *, by: Actor) -> None:
    """Hear of a declined rule again. As `decline`."""
    _only_oneself(by)
    if not Asked.objects.filter(party=by.party).exists():
        raise no.NotAsked()
    if Declined.objects.filter(party=by.party, rule=rule).delete()[0]:
        record(events.EntitlementTakenUp(subject=_subject(by.party)), by=by)
        look(by.party)


@transaction.atomic
def decline_by_link(id: UUID, *, by: Actor) -> bool:
    """Hear no more of the rule of this entitlement, by the link in a message; again is nothing."""
    found = Entitlement.objects.filter(pk=id).first()
    if found is None:
        return False
    _decline(found.party, found.rule, how="link", by=by)
    return True


@transaction.atomic
def forget_entitlements_of(party: str) -> None:
    """A party that is gone is looked at no more."""
    _end(party, how="account", by=SYSTEM)


@transaction.atomic
def follow_the_account(before: str, party: str) -> None:
    """Who asked as a self-declared party has asked as the party it turned out to be."""
    asked = Asked.objects.filter(party=before).first()
    if asked is None:
        return
    declined = list(Declined.objects.filter(party=before).values_list("rule", flat=True))
    _end(before, how="account", by=SYSTEM)
    Asked.objects.get_or_create(party=party, defaults={"since": asked.since, "look_on": today()})
    rows = [Declined(party=party, rule=each) for each in declined]
    Declined.objects.bulk_create(rows, ignore_conflicts=True)
    look(party)


@transaction.atomic
def look(party: str) -> int:
    """Look at one person who asked; how much was found that was not there before.

    What holds no more is taken away without a word; nothing is ever said of what does not hold.
    """
    asked = Asked.objects.select_for_update().filter(party=party).first()
    if asked is None:
        return 0
    declined = list(Declined.objects.filter(party=party).values_list("rule", flat=True))
    rules = rules_for(declined)
    known = read_of(party, rules)
    held = {rule.code: (rule.service, holds_of(rule, known, on=today())) for rule in rules}
    found = {code: (service, it) for code, (service, it) in held.items() if it is not None}
    Entitlement.objects.filter(party=party).exclude(rule__in=found).delete()
    new = [_keep(party, code, service, it) for code, (service, it) in sorted(found.items())]
    told = [events.EntitlementFound(subject=f"entitlement:{each}") for each in new if each]
    if told:
        record(*told, by=SYSTEM)
    Asked.objects.filter(party=party).update(look_on=next_look(known, today()))
    return len(told)


def look_where_it_is_due() -> int:
    """Look at everybody for whom something can have changed by itself, each by itself; how many."""
    count = 0
    while due := list(
        Asked.objects.filter(look_on__lte=today()).values_list("party", flat=True)[:SLICE]
    ):
        for party in due:
            look(party)
        count += len(due)
    return count


def _keep(party: str, rule: str, service: str, holds: Holds) -> UUID | None:
    """The row; its id where it is new."""
    said = {name: words for name, words in holds.because.model_dump().items() if words}
    row, is_new = Entitlement.objects.update_or_create(
        party=party,
        rule=rule,
        defaults={"service": service, "because": said, "answers": holds.answers},
        create_defaults={
            "service": service, "because": said, "answers": holds.answers, "since": now()
        },
    )  # fmt: skip
    return row.pk if is_new else None


def _decline(party: str, rule: str, *, how: str, by: Actor) -> None:
    _row, is_new = Declined.objects.get_or_create(party=party, rule=rule)
    Entitlement.objects.filter(party=party, rule=rule).delete()
    if is_new:
        record(events.EntitlementDeclined(subject=_subject(party), how=how), by=by)


def _end(party: str, *, how: str, by: Actor) -> bool:
    was_on = Asked.objects.filter(party=party).delete()[0] > 0
    Entitlement.objects.filter(party=party).delete()
    Declined.objects.filter(party=party).delete()
    if was_on:
        record(events.EntitlementsEnded(subject=_subject(party), how=how), by=by)
    return was_on


def _only_oneself(by: Actor) -> None:
    if by.kind != "person" or not by.party:
        raise NotAllowed()
    if by.scope is not None:
        raise no.OnlyByOneself()


def _subject(party: str) -> str:
    """A chain of its own for whoever asked, which does not say who."""
    return f"entitlements:{blind_index(party, purpose='entitlements')[:32]}"
