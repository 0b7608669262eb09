"""Ratings and what follows bad ones; enquiries with what was said in them."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q


class Rating(models.Model):
    """One person's word on one matter, or on one visit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    # The number of the matter, or the name of the visit's chain.
    case = models.CharField(max_length=50, unique=True)
    # "" of a visit that was about no service.
    service = models.CharField(max_length=60, blank=True)
    agency = models.CharField(max_length=60)
    # "" when it was given by a code, or when whoever gave it has left.
    party = models.CharField(max_length=40, blank=True)
    # By which way it came: signed in ("web"), or with the code of the matter.
    channel = models.CharField(max_length=10, default="web")
    level = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    # What was ticked of the options of its level.
    options = models.JSONField(default=list)
    # The device of a window that it was given at; the operator who wrote it down for a caller.
    window = models.UUIDField(null=True)
    entered_by = models.CharField(max_length=80, blank=True)
    given_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    # Found mistaken or malicious: kept and shown, counted apart. Cleared by a new word of theirs.
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_rating_has_one_of_five_levels", condition=Q(level__gte=1, level__lte=5)
            )
        ]
        indexes = [
            models.Index(fields=["service", "-given_at"], name="ratings_of_a_service"),
            models.Index(fields=["agency", "level", "-given_at"], name="ratings_of_an_agency"),
            # With all that is counted of a month, so that no row of it is opened.
            models.Index(
                fields=["given_at"],
                include=["agency", "level", "set_aside_at", "id"],
                name="ratings_by_time",
            ),
            models.Index(
                fields=["window", "-given_at"],
                name="ratings_at_a_window",
                condition=Q(window__isnull=False),
            ),
        ]

    @property
    def spoken_at(self) -> datetime:
        """When its words were said last."""
        return self.changed_at or self.given_at


class Visit(models.Model):
    """Somebody came to a window: rated once, by whoever holds the slip. Nobody's name is here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    # 12 characters, as a query code: whoever holds them may rate.
    number = models.CharField(max_length=20, unique=True)
    agency = models.CharField(max_length=60)
    came_for = models.CharField(max_length=10)
    service = models.CharField(max_length=60, blank=True)
    # Where: the name of the window, as it stands on its door.
    place = models.CharField(max_length=60, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    rate_by = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["agency", "-opened_at"], name="visits_of_an_agency")]

    @property
    def subject(self) -> str:
        """The name of this visit's chain in the record."""
        return f"visit:{self.pk}"


class Window(models.Model):
    """A device at a window of an agency, with what it shows now. Known by a secret of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    # In its address; no secret.
    code = models.CharField(max_length=10, unique=True)
    agency = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    # Of the secret the digest alone is kept; "" when the device was taken out of use.
    digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    # What was called up to be rated: a case number or the name of a visit's chain.
    shows = models.CharField(max_length=50, blank=True)
    service = models.CharField(max_length=60, blank=True)
    came_for = models.CharField(max_length=10, blank=True)
    shown_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="what_is_shown_has_its_moment",
                condition=Q(shows="") | Q(shown_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["agency", "name"], name="windows_of_an_agency")]

    @property
    def subject(self) -> str:
        """The name of this device's chain in the record."""
        return f"window:{self.pk}"


class Ground(models.TextChoices):
    """What an agency can hold against a rating (国办发〔2019〕51号: 误评、恶意差评)."""

    MISTAKEN = "mistaken"
    MALICIOUS = "malicious"
    NOT_OURS = "not-ours"


class Dispute(models.Model):
    """An agency's objection to one rating, decided by whoever watches the agency."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    rating = models.ForeignKey(Rating, models.CASCADE, related_name="disputes")
    agency = models.CharField(max_length=60)
    watcher = models.CharField(max_length=60)
    ground = models.CharField(max_length=10, choices=Ground.choices)
    reasons = models.TextField()
    evidence = models.TextField()
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=80)
    decide_by = models.DateField()
    upheld = models.BooleanField(null=True)
    # Why, as whoever rated reads it.
    answer = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nobody_decides_of_ratings_of_his_own",
                condition=~Q(agency=models.F("watcher")),
            ),
            models.CheckConstraint(
                name="a_dispute_has_reasons_and_evidence",
                condition=~Q(reasons="") & ~Q(evidence=""),
            ),
            models.CheckConstraint(
                name="a_decided_dispute_says_why_and_when",
                condition=Q(upheld__isnull=True) | (Q(decided_at__isnull=False) & ~Q(answer="")),
            ),
            models.UniqueConstraint(
                fields=["rating"],
                condition=Q(upheld__isnull=True),
                name="one_open_dispute_of_a_rating",
            ),
        ]
        indexes = [
            models.Index(fields=["watcher", "upheld", "decide_by"], name="disputes_of_a_watcher")
        ]

    @property
    def subject(self) -> str:
        """The name of this dispute's chain in the record."""
        return f"dispute:{self.pk}"


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
            models.Index(fields=["agency", "step", "call_by"], name="follow_ups_of_an_agency"),
            models.Index(fields=["opened_at"], name="follow_ups_by_time"),
            models.Index(
                fields=["agency"],
                name="follow_ups_not_answered",
                condition=Q(step__in=[Step.OPEN, Step.CALLED]),
            ),
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
