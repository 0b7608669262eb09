"""Notices, to people and to offices, and by what other ways somebody wants to be told."""

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


class OfficeNotice(models.Model):
    """One thing told to one office about one event of a supervision card; nobody by name.

    `side`: whether it is told as the agency that the card is about, or as its watcher.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.CharField(max_length=60)
    side = models.CharField(max_length=8, choices=[("agency", "agency"), ("watcher", "watcher")])
    subject = models.CharField(max_length=80)
    event = models.CharField(max_length=60)
    place = models.PositiveIntegerField()
    level = models.CharField(max_length=10)
    text = models.TextField()
    told_at = models.DateTimeField()
    # When somebody who speaks for the office opened it first.
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "place", "office", "side"],
                name="one_notice_to_an_office_for_one_event",
            )
        ]
        indexes = [
            models.Index(fields=["office", "side", "-told_at"], name="notices_of_an_office"),
            models.Index(
                fields=["office", "side"],
                name="notices_an_office_has_not_read",
                condition=models.Q(read_at__isnull=True),
            ),
        ]

    @property
    def card(self) -> str:
        """The number of the card."""
        return self.subject.partition(":")[2]
