"""What one subscribed to, for oneself; and what is to be told to whom, for the system."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotFound
from onedoor.registers.catalogue.definition import Text
from onedoor.registers.catalogue.definition.ground import texts
from onedoor.registers.subscriptions.keys import key_of, parted
from onedoor.registers.subscriptions.models import Change, Subscription, Told
from onedoor.registers.subscriptions.names import name_of
from onedoor.registers.subscriptions.noting import topics_of

__all__ = [
    "Change",
    "Followed",
    "Subscription",
    "ToTell",
    "changes_told",
    "name_of",
    "nobody_subscribes",
    "points_of",
    "subscription_for",
    "subscription_to",
    "subscriptions_of",
    "text_of",
    "to_tell",
    "topics_of",
]


@dataclass(frozen=True)
class Followed:
    """One subscription with what it is to: the kind, its name in an address, its name for people.

    Without a `title` the thing is gone.
    """

    subscription: Subscription
    kind: str
    name: str
    title: Text | None


@dataclass(frozen=True)
class ToTell:
    """A change that a party is told of: by which subscription, besides the inbox by what way."""

    subscription: UUID
    party: str
    also: str
    title: Text | None
    change: Change


def subscriptions_of(*, seen_by: Actor) -> list[Followed]:
    """What the reader subscribed to, the newest first; nothing to anybody else, for nobody else."""
    found = Subscription.objects.filter(party=_own(seen_by)).order_by("-since", "pk")
    return [_followed(each) for each in found]


def subscription_to(kind: str, name: str, *, seen_by: Actor) -> Subscription | None:
    """The reader's own subscription to this, if there is one."""
    return Subscription.objects.filter(party=_own(seen_by), key=key_of(kind, name)).first()


def subscription_for(id: UUID, *, seen_by: Actor) -> Followed:
    """One of the reader's own; NotFound."""
    found = Subscription.objects.filter(party=_own(seen_by), pk=id).first()
    if found is None:
        raise NotFound()
    return _followed(found)


def changes_told(id: UUID, *, seen_by: Actor, limit: int = 20) -> list[Change]:
    """Of what changes the reader was told under this subscription, the newest first."""
    told = Told.objects.filter(subscription=id, party=_own(seen_by)).select_related("change")
    return [each.change for each in told.order_by("-at")[:limit]]


def to_tell(told: str, *, seen_by: Actor) -> ToTell | None:
    """Whom to tell of what: for the system alone. None once the subscription is gone."""
    if seen_by.kind != "system":
        return None
    found = Told.objects.filter(pk=told).select_related("change", "subscription").first()
    if found is None:
        return None
    subscription = found.subscription
    return ToTell(
        subscription.pk, found.party, subscription.also, name_of(subscription.key), found.change
    )


def nobody_subscribes() -> bool:
    """Whether there is nobody at all to tell of anything."""
    return not Subscription.objects.exists()


def text_of(kept: dict[str, str]) -> Text:
    """A text as a change keeps it."""
    return texts(**kept)


def points_of(change: Change) -> Sequence[Text]:
    """The points of a change."""
    return [texts(**each) for each in change.points]


def _followed(subscription: Subscription) -> Followed:
    kind, name = parted(subscription.key)
    return Followed(subscription, kind, name, name_of(subscription.key))


def _own(reader: Actor) -> str:
    if reader.kind != "person" or reader.scope is not None:
        return "-"
    return reader.party or "-"
