"""Decisions as everybody may read them. No party, no number of a person, no answer."""

from django.db import models
from django.db.models import F, Q


class State(models.TextChoices):
    """Where its publication stands."""

    DUE = "due"
    PUBLISHED = "published"
    WITHHELD = "withheld"


class Result(models.Model):
    """One decision. What is shown of it is filled in when it is published, and not before."""

    id = models.BigAutoField(primary_key=True)
    # The matter it comes from: never shown to anybody.
    case = models.CharField(max_length=50, unique=True)
    service = models.CharField(max_length=60)
    # The body that decided, and so the one that answers for its publication.
    agency = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    granted = models.BooleanField()
    decided_on = models.DateField()
    publish_by = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DUE)
    published_at = models.DateTimeField(null=True)
    # When it was last looked at whether it can be published: whoever waited longest comes first.
    looked_at = models.DateTimeField(null=True)
    # As it is shown: a firm's name, or the first sign of a person's.
    name = models.CharField(max_length=200, blank=True)
    party_kind = models.CharField(max_length=20, blank=True)
    credit_code = models.CharField(max_length=18, blank=True)
    paper_title = models.CharField(max_length=200, blank=True)
    paper_number = models.CharField(max_length=160, blank=True)
    category = models.CharField(max_length=4, blank=True)
    licence_title = models.CharField(max_length=200, blank=True)
    licence_number = models.CharField(max_length=160, blank=True)
    content = models.TextField(blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    # How the licence stands, as its register says; that it has run out is arithmetic.
    standing = models.CharField(max_length=10, default="valid")
    standing_since = models.DateField(null=True)
    # The last day on which it is shown.
    shown_until = models.DateField(null=True)
    withheld_ground = models.CharField(max_length=20, blank=True)
    # Why, in the words of whoever withheld it: for the agency alone.
    withheld_why = models.TextField(blank=True)
    withheld_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="what_is_published_has_its_moment_and_its_last_day",
                condition=~Q(state=State.PUBLISHED)
                | Q(published_at__isnull=False, shown_until__isnull=False) & ~Q(name=""),
            ),
            models.CheckConstraint(
                name="what_is_withheld_has_a_ground_and_an_author",
                condition=~Q(state=State.WITHHELD)
                | ~Q(withheld_ground="") & ~Q(withheld_why="") & ~Q(withheld_by=""),
            ),
            models.CheckConstraint(
                name="nobody_is_published_before_the_decision",
                condition=Q(publish_by__gte=F("decided_on")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-decided_on", "-id"],
                name="results_newest_first",
                condition=Q(state=State.PUBLISHED),
            ),
            models.Index(
                fields=["agency", "-decided_on", "-id"],
                name="results_of_an_agency",
                condition=Q(state=State.PUBLISHED),
            ),
            models.Index(
                fields=["service", "-decided_on", "-id"],
                name="results_of_a_service",
                condition=Q(state=State.PUBLISHED),
            ),
            models.Index(
                fields=["publish_by"], name="results_to_publish", condition=Q(state=State.DUE)
            ),
        ]

    @property
    def subject(self) -> str:
        """The name of its chain in the record."""
        return f"result:{self.pk}"

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED
