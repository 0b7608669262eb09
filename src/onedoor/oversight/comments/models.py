"""Verdicts, comments, what is shown of them, and reports."""

import uuid

from django.db import models
from django.db.models import Q


class Verdict(models.Model):
    """Whether a guide was useful to one reader. No person, no address, no session."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.CharField(max_length=60)
    # The number of the version that was read.
    version = models.PositiveIntegerField()
    # A section of the guide, "" for all of it.
    section = models.CharField(max_length=20, blank=True)
    useful = models.BooleanField()
    reason = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="what_was_not_useful_says_why", condition=Q(useful=True) | ~Q(reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["service", "version"], name="verdicts_of_a_guide"),
            models.Index(fields=["given_at"], name="verdicts_by_age"),
        ]


class State(models.TextChoices):
    """Where a comment stands."""

    WAITING = "waiting"
    SHOWN = "shown"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Comment(models.Model):
    """How somebody did it, in their words; seen by nobody but a moderator until it is shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    # Of the matter that had ended: whose, where, and the first day of the month it ended in.
    agency = models.CharField(max_length=60)
    division = models.CharField(max_length=12)
    month = models.DateField()
    party = models.CharField(max_length=40)
    is_person = models.BooleanField()
    # Whether the writer wishes to be named.
    signed = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    sent_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "service"],
                condition=Q(state__in=["waiting", "shown"]),
                name="one_comment_of_a_party_on_a_guide",
            ),
            models.CheckConstraint(
                name="what_is_decided_names_who_decided",
                condition=Q(state__in=["waiting", "withdrawn"]) | ~Q(decided_by=""),
            ),
            models.CheckConstraint(
                name="a_comment_not_shown_says_why", condition=~Q(state="refused") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="what_is_withdrawn_has_no_words", condition=~Q(state="withdrawn") | Q(text="")
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "sent_at"], name="comments_of_an_agency"),
            models.Index(fields=["party", "-sent_at"], name="comments_of_a_party"),
        ]

    @property
    def subject(self) -> str:
        """The name of this comment's chain in the record."""
        return f"comment:{self.pk}"


class ShownComment(models.Model):
    """A comment as everybody reads it: no party; a name only where its writer wishes."""

    comment = models.OneToOneField(Comment, models.CASCADE, related_name="shown")
    service = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    agency = models.CharField(max_length=60)
    division = models.CharField(max_length=12)
    month = models.DateField()
    is_person = models.BooleanField()
    name = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    shown_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["service", "-shown_at"], name="comments_on_a_guide")]


class Report(models.Model):
    """A reader says that something is wrong with a comment. No person, no address."""

    shown = models.ForeignKey(ShownComment, models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=20)
    at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["shown", "looked_at"], name="reports_of_a_comment")]
