"""What hangs on a step that is more than a look: hearings, tests and reviews, objections."""

import uuid

from django.db import models
from django.db.models import Q

from onedoor.kernel.secrecy import SealedText


class Hearing(models.Model):
    """One hearing (行政许可法 46–48): told of, asked for, called, held, its record signed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="hearings")
    task = models.OneToOneField("cases.Task", models.PROTECT, related_name="hearing")
    matter = models.TextField()
    told_on = models.DateField()
    request_by = models.DateField()
    requested_on = models.DateField(null=True)
    # Empty: the applicant asked. Else who else has a great interest in it, as the clerk wrote it.
    requested_for = SealedText(default="")
    hold_by = models.DateField(null=True)
    called_on = models.DateField(null=True)
    held_on = models.DateField(null=True)
    begins = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=200, blank=True)
    chair = models.CharField(max_length=80, blank=True)
    chair_name = models.CharField(max_length=100, blank=True)
    protocol = SealedText(default="")
    signed_by = SealedText(default="")
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_hearing_is_called_before_it_is_held",
                condition=Q(held_on=None)
                | Q(called_on__isnull=False, called_on__lt=models.F("held_on")),
            ),
            models.CheckConstraint(
                name="a_hearing_that_is_over_was_called",
                condition=Q(closed_on=None) | Q(held_on__isnull=False),
            ),
        ]


class Proceeding(models.Model):
    """An inspection, a test or an expert review: by whom, how long, and what came of it (45)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="proceedings")
    task = models.OneToOneField("cases.Task", models.PROTECT, related_name="proceeding")
    done_by = models.CharField(max_length=200)
    planned_days = models.PositiveSmallIntegerField()
    arranged_on = models.DateField()
    report = models.CharField(max_length=80, blank=True)
    passed = models.BooleanField(null=True)
    reported_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_result_has_its_day_and_its_report",
                condition=Q(passed=None, reported_on=None)
                | (Q(passed__isnull=False, reported_on__isnull=False) & ~Q(report="")),
            )
        ]


class Objection(models.Model):
    """What somebody said against an intended outcome while it hung out, and the answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="objections")
    task = models.ForeignKey("cases.Task", models.PROTECT, related_name="objections")
    # Who objects: their party where they were signed in, and what they wrote of themselves.
    party = models.CharField(max_length=40, blank=True)
    name = SealedText()
    contact = SealedText()
    said = SealedText()
    raised_at = models.DateTimeField()
    answer = SealedText(default="")
    upheld = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_by_name = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_answer_says_whether_it_was_right",
                condition=Q(answered_at=None, upheld=None)
                | Q(answered_at__isnull=False, upheld__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["task", "raised_at"], name="objections_to_a_notice")]
