"""Notices, and by what other ways somebody wants to be told."""

import uuid

from django.db import models


class Notice(models.Model):
    """One thing told to one party about one event."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    party = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    event = models.CharField(max_length=60)
    place = models.PositiveIntegerField()
    text = models.TextField()
    # In which language it was told: the one the party had chosen.
    language = models.CharField(max_length=12, default="zh-hans")
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "place", "party"], name="one_notice_for_one_event"
            )
        ]
        indexes = [models.Index(fields=["party", "-told_at"], name="notices_of_a_party")]


class Wish(models.Model):
    """One party wants a short message too, besides the own page, of one kind of event."""

    party = models.CharField(max_length=40)
    event = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "event"], name="one_wish_for_one_kind")
        ]
