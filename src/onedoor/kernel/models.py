"""The record, what is still to be told of it, and who has read personal data."""

from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """One event as it was recorded. Never altered, never removed: the database refuses."""

    id = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=80)
    seq = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=16)
    by_ref = models.CharField(max_length=80)
    by_agency = models.CharField(max_length=60, blank=True)
    # Under a mandate: the party acted for, and the mandate. Who acted is `by_ref`.
    for_party = models.CharField(max_length=40, blank=True, default="", db_default="")
    mandate = models.CharField(max_length=40, blank=True, default="", db_default="")
    body = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "record"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "seq"], name="one_event_at_each_place_in_a_chain"
            )
        ]
        indexes = [
            models.Index(fields=["name", "at"], name="record_by_name"),
            models.Index(fields=["mandate"], name="done_for_others", condition=~Q(mandate="")),
        ]


class Head(models.Model):
    """The newest link of each chain; locked while a link is added."""

    subject = models.CharField(max_length=80, primary_key=True)
    seq = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "record_head"


class News(models.Model):
    """One event that one reaction has still to hear, or has heard."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="news")
    subject = models.CharField(max_length=80)
    event = models.CharField(max_length=60)
    reaction = models.CharField(max_length=100)
    # Whether the reaction reaches the outside: such news go by a lane of their own.
    outside = models.BooleanField(default=False, db_default=False)
    attempts = models.PositiveIntegerField(default=0, db_default=0)
    last_error = models.TextField(blank=True, default="", db_default="")
    next_try_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "record_news"
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "reaction"], name="each_reaction_hears_an_event_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["id"], name="news_to_tell", condition=Q(done_at=None, next_try_at=None)
            ),
            models.Index(
                fields=["outside", "id"],
                name="news_to_tell_by_lane",
                condition=Q(done_at=None, next_try_at=None),
            ),
            models.Index(
                fields=["next_try_at", "id"],
                name="news_to_tell_again",
                condition=Q(done_at=None, next_try_at__isnull=False),
            ),
            models.Index(
                fields=["subject", "reaction", "id"],
                name="news_waiting_in_order",
                condition=Q(done_at=None),
            ),
        ]


class Reading(models.Model):
    """One look at one person's data: who, when, what, and by what right. The database refuses to
    alter it, and to remove it before three years have gone by."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=16)
    by_ref = models.CharField(max_length=80)
    by_name = models.CharField(max_length=100, blank=True)
    by_agency = models.CharField(max_length=60, blank=True)
    by_post = models.CharField(max_length=130, blank=True, default="", db_default="")
    party = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=80)
    what = models.CharField(max_length=100)
    why = models.CharField(max_length=200)

    class Meta:
        db_table = "reading"
        indexes = [
            models.Index(fields=["party", "-at"], name="readings_of_a_party"),
            models.Index(fields=["subject", "-at"], name="readings_of_a_subject"),
            models.Index(fields=["-at"], name="readings_by_time"),
        ]
