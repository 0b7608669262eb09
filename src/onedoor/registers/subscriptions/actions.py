"""What can be done: subscribe, end, note a change, tell a batch."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import Event, record
from onedoor.kernel.time import now
from onedoor.kernel.turns import take_turn_of
from onedoor.registers.subscriptions import events, rules
from onedoor.registers.subscriptions import refusals as no
from onedoor.registers.subscriptions.keys import key_of, nearest
from onedoor.registers.subscriptions.models import Change, Subscription, Told
from onedoor.registers.subscriptions.names import name_of
from onedoor.registers.subscriptions.noting import Noted

# So many subscribers are told in one transaction.
BATCH = 200


@transaction.atomic
def subscribe(kind: str, name: str, *, also: str = "", by: Actor) -> Subscription:
    """Be told of this from now on; saying it again changes only by what ways.

    NothingToFollow, OnlyForOneself, NotAllowed, NoSuchWay, TooManySubscriptions.
    """
    if refusal := rules.why_not_own(by):
        raise refusal
    if "\0" in name:
        raise no.NothingToFollow()
    take_turn_of(f"subscriptions of {by.party}")
    key, own = key_of(kind, name), Subscription.objects.filter(party=by.party)
    found = own.filter(key=key).first()
    if refusal := rules.why_not_subscribe(by, also=also, has=0 if found else own.count()):
        raise refusal
    if found is None and name_of(key) is None:
        raise no.NothingToFollow()
    if found is not None:
        if found.also != also:
            found.also = also
            found.save(update_fields=["also"])
            record(events.SubscriptionChanged(subject=_subject(found)), by=by)
        return found
    made = Subscription.objects.create(party=by.party, key=key, also=also, since=now())
    record(events.SubscriptionBegun(subject=_subject(made)), by=by)
    return made


@transaction.atomic
def unsubscribe(id: UUID, *, by: Actor) -> bool:
    """Be told no more, and forget it; whether there was one of one's own. Again changes nothing."""
    if refusal := rules.why_not_own(by):
        raise refusal
    return _end(Subscription.objects.filter(pk=id, party=by.party).first(), how="oneself", by=by)


@transaction.atomic
def unsubscribe_by_link(id: UUID, *, by: Actor) -> bool:
    """The same by the link in a message, which whoever calls has checked; without a sign-in."""
    return _end(Subscription.objects.filter(pk=id).first(), how="link", by=by)


@transaction.atomic
def forget_subscriptions_of(party: str) -> None:
    """A party that is gone subscribes to nothing."""
    for each in Subscription.objects.filter(party=party):
        _end(each, how="account", by=SYSTEM)


@transaction.atomic
def follow_the_account(before: str, party: str) -> None:
    """What a self-declared party subscribed to belongs to the party it turned out to be."""
    has = Subscription.objects.filter(party=party).values("key")
    doubled = Subscription.objects.filter(party=before, key__in=has)
    for each in doubled:
        _end(each, how="account", by=SYSTEM)
    Subscription.objects.filter(party=before).update(party=party)
    told = Told.objects.filter(party=party).values("change")
    Told.objects.filter(party=before, change__in=told).delete()
    Told.objects.filter(party=before).update(party=party)


@transaction.atomic
def note_change(noted: Noted, *, subject: str, place: int, at: datetime) -> Change | None:
    """Keep a change somebody subscribed to, once, and have it told; None where nobody did.

    `at` is when it happened, however late it is noted: who subscribed since is not told of it.
    """
    if not Subscription.objects.filter(key__in=noted.keys, since__lte=at).exists():
        return None
    kept = noted.kept() | {"at": at}
    change, is_new = Change.objects.get_or_create(subject=subject, place=place, defaults=kept)
    if is_new:
        told = events.ChangeNoted(subject=f"change:{change.pk}", change=str(change.pk))
        record(told, by=SYSTEM)
    return change


@transaction.atomic
def tell_a_batch(change: str, *, after: str = "") -> int:
    """Tell the next subscribers after this one, at most BATCH of them; how many were told now.

    A party is told once of a change, by the nearest of its subscriptions; whoever subscribed
    after the change is not. What is left over is for the next batch, in a transaction of its own.
    """
    found = Change.objects.get(pk=change)
    waiting = Subscription.objects.filter(key__in=found.keys, since__lte=found.at)
    if after:
        waiting = waiting.filter(pk__gt=UUID(after))
    # Locked: whoever ends a subscription this moment is either told before, or not at all.
    batch = list(waiting.order_by("pk").select_for_update()[:BATCH])
    parties = {each.party for each in batch}
    done = set(Told.objects.filter(change=found, party__in=parties).values_list("party", flat=True))
    order = nearest(found.keys, found.about)
    chosen: dict[str, Subscription] = {}
    for each in sorted(batch, key=lambda each: order.index(each.key)):
        if each.party not in done:
            chosen.setdefault(each.party, each)
    rows = [
        Told(change=found, subscription=each, party=each.party, at=now())
        for each in chosen.values()
    ]
    Told.objects.bulk_create(rows)
    news: list[Event] = [
        events.SubscriberTold(subject=f"subscription:{each.subscription_id}", told=str(each.pk))
        for each in rows
    ]
    if len(batch) == BATCH:
        last = str(batch[-1].pk)
        news.append(events.BatchTold(subject=f"change:{change}", change=change, after=last))
    if news:
        record(*news, by=SYSTEM)
    return len(rows)


def _end(found: Subscription | None, *, how: str, by: Actor) -> bool:
    if found is None:
        return False
    subject = _subject(found)
    # Gone with what it was told of: nothing is left that says what it was.
    count, _tables = Subscription.objects.filter(pk=found.pk).delete()
    if not count:
        return False
    record(events.SubscriptionEnded(subject=subject, how=how), by=by)
    return True


def _subject(subscription: Subscription) -> str:
    return f"subscription:{subscription.pk}"
