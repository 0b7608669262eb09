"""The index, the words that editors add, and what found nothing."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

MISS_STATES = ("open", "answered", "ignored")


class Entry(models.Model):
    """One service or bundle as it can be found; drawn anew from what is published."""

    # "code" of a service, "bundle:code" of a bundle.
    code = models.CharField(primary_key=True, max_length=70)
    number = models.IntegerField(unique=True)
    applicants = ArrayField(models.CharField(max_length=12), default=list)
    life_events = ArrayField(models.CharField(max_length=40), default=list)
    # First six digits of the divisions where it is offered.
    places = ArrayField(models.CharField(max_length=6), default=list)
    # What it is called: see `indexing.phrase_of`.
    phrases = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.code


class Posting(models.Model):
    """A term, and the numbers of the entries that have it."""

    term = models.CharField(primary_key=True, max_length=40)
    entries = ArrayField(models.IntegerField())
    count = models.IntegerField()


class Hint(models.Model):
    """A key under which a word is found that was typed otherwise: initials, one letter missing."""

    key = models.CharField(max_length=40)
    text = models.CharField(max_length=40)
    # How many entries say it: the commoner is tried first.
    count = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "text"], name="a_hint_leads_to_a_word_once")
        ]


class Meaning(models.Model):
    """What a word stands for: words of one `sense` mean the same; "" is a word that says nothing.

    "place:<division>" is the name of a place.
    """

    word = models.CharField(primary_key=True, max_length=40)
    sense = models.CharField(max_length=40, blank=True)


class AddedWord(models.Model):
    """A word by which an editor lets a service or bundle be found."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    text = models.CharField(max_length=60)
    entry = models.CharField(max_length=70)
    added_by = models.CharField(max_length=80)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["text", "entry"],
                condition=Q(removed_at=None),
                name="a_word_is_added_to_an_entry_once",
            )
        ]


class Miss(models.Model):
    """A query that found nothing, by its keyed digest; the words only once it was asked twice.

    No account, no address, no time finer than a day.
    """

    digest = models.CharField(primary_key=True, max_length=64)
    text = models.CharField(max_length=60, blank=True)
    count = models.PositiveIntegerField(default=1)
    last_day = models.DateField()
    state = models.CharField(max_length=8, default="open")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="what_was_asked_once_is_not_kept_in_words",
                condition=Q(text="") | Q(count__gte=2),
            ),
            models.CheckConstraint(
                name="a_miss_is_open_answered_or_ignored", condition=Q(state__in=MISS_STATES)
            ),
        ]
        indexes = [
            models.Index(F("count").desc(), name="misses_by_count", condition=Q(state="open"))
        ]
