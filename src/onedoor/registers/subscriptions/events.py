"""What happens to subscriptions. No event says what was subscribed to: the record is for ever.

`subject` is "subscription:<id>", or "change:<id>" of a change, which is public.
"""

from dataclasses import dataclass

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SubscriptionBegun(Event, name="subscription.begun"):
    """Somebody asked to be told of something."""


@dataclass(frozen=True, kw_only=True)
class SubscriptionChanged(Event, name="subscription.changed"):
    """They want to be told by another way besides."""


@dataclass(frozen=True, kw_only=True)
class SubscriptionEnded(Event, name="subscription.ended"):
    """It is over and its row is gone; `how`: oneself, the link in a message, with an account."""

    how: str


@dataclass(frozen=True, kw_only=True)
class SubscriberTold(Event, name="subscription.told"):
    """Of a change whoever subscribed is told; `told` is the row that says which."""

    told: str


@dataclass(frozen=True, kw_only=True)
class ChangeNoted(Event, name="change.noted"):
    """Something changed that somebody subscribed to; whoever it was is told batch by batch."""

    change: str


@dataclass(frozen=True, kw_only=True)
class BatchTold(Event, name="change.batch-told"):
    """Subscribers up to `after` have been told of a change, and there are more."""

    change: str
    after: str
