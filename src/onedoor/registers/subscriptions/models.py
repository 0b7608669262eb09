"""What was subscribed to, what has changed, and who has been told."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

# Besides the own inbox, which always has it.
ALSO = ("", "sms", "mail")
WHATS = ("new", "changed", "corrected", "down")


class Subscription(models.Model):
    """One party wants to be told of one thing. Ended, the row is gone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    party = models.CharField(max_length=40)
    # "kind:key", as `keys` has it.
    key = models.CharField(max_length=100)
    also = models.CharField(max_length=4, blank=True, default="")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "key"], name="one_subscription_of_a_party_to_a_thing"
            ),
            models.CheckConstraint(
                name="a_subscription_tells_by_a_known_way", condition=Q(also__in=ALSO)
            ),
        ]
        indexes = [models.Index(fields=["key", "id"], name="subscriptions_to_a_thing")]


class Change(models.Model):
    """One change of one public thing, as it is told: no person is in it.

    Kept only where somebody subscribed to one of its keys.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    # The news it comes from.
    subject = models.CharField(max_length=80)
    place = models.PositiveIntegerField()
    at = models.DateTimeField()
    what = models.CharField(max_length=9)
    # What changed, as a key; its name and up to three points, in the languages of the packs.
    about = models.CharField(max_length=100)
    title = models.JSONField()
    points = models.JSONField(default=list)
    more = models.PositiveIntegerField(default=0)
    keys = ArrayField(models.CharField(max_length=100))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "place"], name="one_change_of_one_event"),
            models.CheckConstraint(name="a_change_is_of_a_known_kind", condition=Q(what__in=WHATS)),
        ]


class Told(models.Model):
    """A party was told of a change, under one subscription; it goes when that one goes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    change = models.ForeignKey(Change, models.CASCADE, related_name="told")
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="told")
    party = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["change", "party"], name="a_party_is_told_of_a_change_once"
            )
        ]
        indexes = [models.Index(fields=["party", "-at"], name="told_to_a_party")]
