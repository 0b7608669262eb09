"""Ratings and what follows bad ones; enquiries with what was said in them."""

import uuid

from django.db import models
from django.db.models import Q


class Rating(models.Model):
    """One person's word on one matter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.CharField(max_length=50, unique=True)
    service = models.CharField(max_length=60)
    agency = models.CharField(max_length=60)
    # "" when it was given by a code, or when whoever gave it has left.
    party = models.CharField(max_length=40, blank=True)
    # By which way it came: signed in ("web"), or with the code of the matter.
    channel = models.CharField(max_length=10, default="web")
    level = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    given_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_rating_has_one_of_five_levels", condition=Q(level__gte=1, level__lte=5)
            )
        ]
        indexes = [models.Index(fields=["service", "-given_at"], name="ratings_of_a_service")]


class Step(models.TextChoices):
    """How far a follow-up has come."""

    OPEN = "open"
    CALLED = "called"
    ANSWERED = "answered"
    JUDGED = "judged"
    # The rating was changed for the better before the agency had answered.
    LIFTED = "lifted"


class Cause(models.TextChoices):
    """What the call found, and so what is to be done (国办发〔2019〕51号)."""

    AT_ONCE = "at-once"
    BY_A_DAY = "by-a-day"
    EXPLAINED = "explained"
    NOT_REACHED = "not-reached"


class FollowUp(models.Model):
    """What the agency does about one bad rating that has a name: call, put right, answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    rating = models.OneToOneField(Rating, models.CASCADE, related_name="follow_up")
    agency = models.CharField(max_length=60)
    step = models.CharField(max_length=10, choices=Step.choices, default=Step.OPEN)
    opened_at = models.DateTimeField()
    call_by = models.DateField()
    answer_by = models.DateField()
    called_at = models.DateTimeField(null=True)
    called_by = models.CharField(max_length=80, blank=True)
    cause = models.CharField(max_length=15, choices=Cause.choices, blank=True)
    # What was said on the telephone: for the two sides, never published.
    note = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    # What the agency did about it, as it is published.
    answer = models.TextField(blank=True)
    # How whoever rated judges what was done. The first rating stays and counts as it was given.
    judge_by = models.DateField(null=True)
    judged_level = models.PositiveSmallIntegerField(null=True)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="what_was_answered_was_called_before",
                condition=Q(answered_at__isnull=True) | Q(called_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_judgement_has_one_of_five_levels",
                condition=Q(judged_level__isnull=True)
                | Q(judged_level__gte=1, judged_level__lte=5),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "step", "call_by"], name="follow_ups_of_an_agency")
        ]

    @property
    def subject(self) -> str:
        """The name of this follow-up's chain in the record."""
        return f"follow-up:{self.pk}"


class State(models.TextChoices):
    """Where an enquiry stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class Enquiry(models.Model):
    """One question of one party about one thing, to whoever is responsible for it.

    `agency` answers; "" means the audit administrators, for what no agency can judge of itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=20)
    # What it is about: "reading:<id>"; `matter` is the case that was looked at, if any.
    about = models.CharField(max_length=80)
    matter = models.CharField(max_length=80, blank=True)
    # Whom it is about: they never answer it.
    concerns = models.CharField(max_length=80)
    asked_by = models.CharField(max_length=40)
    agency = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)
    content = models.BooleanField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by", "kind", "about"], name="one_enquiry_about_one_thing"
            ),
            models.CheckConstraint(
                name="an_answer_has_its_moment_and_its_author",
                condition=Q(state=State.OPEN) | (Q(answered_at__isnull=False) & ~Q(answered_by="")),
            ),
            models.CheckConstraint(
                name="nobody_answers_for_themselves", condition=~Q(answered_by=models.F("concerns"))
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="enquiries_of_an_agency"),
            models.Index(fields=["asked_by", "-asked_at"], name="enquiries_of_a_party"),
        ]

    @property
    def subject(self) -> str:
        """The name of this enquiry's chain in the record."""
        return f"enquiry:{self.pk}"


class Said(models.Model):
    """One thing said in an enquiry, by the asker or by whoever answers. Never in the record."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="said")
    by_asker = models.BooleanField()
    by_name = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["enquiry", "at"], name="said_in_an_enquiry")]
