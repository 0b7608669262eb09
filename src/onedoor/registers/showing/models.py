"""Shows, authorisations, uses and use copies of licences, and the keys that sign answers."""

import uuid

from django.db import models
from django.db.models import F, Q

from onedoor.kernel.secrecy import SealedText


class Show(models.Model):
    """One showing: what is shown for what, the code that opens it now, who opened it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    # One of the two: a licence, or a transcript of paper of before.
    licence = models.ForeignKey("licences.Licence", models.PROTECT, null=True, related_name="+")
    transcript = models.ForeignKey(
        "transcripts.Transcript", models.PROTECT, null=True, related_name="+"
    )
    holder = models.CharField(max_length=40)
    # Labels of the lines that are shown, and of what is said of them as yes or no.
    facts = models.JSONField()
    purpose = models.CharField(max_length=20)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=80)
    # Blind indexes of the link in the QR code and of the eight digits; both live until `until`.
    link = models.CharField(max_length=64, unique=True)
    digits = models.CharField(max_length=64)
    until = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    # What whoever opened it said of themselves; nobody checks it.
    opener = models.CharField(max_length=60, blank=True, default="")
    opener_why = models.CharField(max_length=60, blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "showing_show"
        indexes = [models.Index(fields=["holder", "-begun_at"], name="shows_of_a_holder")]
        constraints = [
            models.UniqueConstraint(
                name="open_digits_mean_one_show",
                fields=["digits"],
                condition=Q(opened_at=None, ended_at=None),
            ),
            models.CheckConstraint(
                name="a_show_is_of_one_licence_or_transcript",
                condition=Q(licence=None, transcript__isnull=False)
                | Q(licence__isnull=False, transcript=None),
            ),
            models.CheckConstraint(
                name="who_opens_a_show_says_so_when_it_is_open",
                condition=Q(opener="", opener_why="") | Q(opened_at__isnull=False),
            ),
        ]


class Tried(models.Model):
    """How often somewhere wrong codes were shown in a span. The key tells nothing of whom."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "showing_tried"


class Authorisation(models.Model):
    """Who may see which lines of a licence, for what, until which day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    licence = models.ForeignKey("licences.Licence", models.PROTECT, related_name="+")
    holder = models.CharField(max_length=40)
    # "agency": every system of that body. "system": that one alone.
    to_kind = models.CharField(max_length=6, choices=[("agency", "agency"), ("system", "system")])
    to = models.CharField(max_length=60)
    to_name = models.CharField(max_length=200)
    facts = models.JSONField()
    purpose = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    # The last day on which it holds.
    until = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "showing_authorisation"
        indexes = [
            models.Index(fields=["holder", "-made_at"], name="authorisations_of_a_holder"),
            models.Index(fields=["to"], name="authorisations_open", condition=Q(ended_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_authorisation_for_a_purpose",
                fields=["licence", "to_kind", "to", "purpose"],
                condition=Q(ended_at=None),
            ),
        ]


class Use(models.Model):
    """One look of another system at a licence: under what, for which case, by whose hand."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    licence = models.ForeignKey("licences.Licence", models.PROTECT, related_name="+")
    holder = models.CharField(max_length=40)
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, null=True, related_name="uses")
    # The law the system named, where no authorisation is asked.
    law = models.CharField(max_length=100, blank=True, default="")
    # Empty where a clerk of the agency looked at the desk; its name then is the agency's.
    system = models.CharField(max_length=40, blank=True, default="")
    system_name = models.CharField(max_length=60)
    agency = models.CharField(max_length=60)
    facts = models.JSONField()
    purpose = models.CharField(max_length=20)
    # What the system said: its item, its case, who sat before it, and why.
    item = models.CharField(max_length=60)
    case = models.CharField(max_length=60)
    operator = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)

    class Meta:
        db_table = "showing_use"
        indexes = [
            models.Index(fields=["holder", "-at"], name="uses_of_a_holder"),
            models.Index(fields=["system", "licence"], name="uses_by_a_system"),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_use_has_an_authorisation_or_a_law",
                condition=Q(authorisation__isnull=False, law="")
                | (Q(authorisation=None) & ~Q(law="")),
            ),
        ]


class UseCopy(models.Model):
    """A copy of a licence made for somebody: what for, for whom, and the last day it may be used.

    The file is drawn each time it is asked for; this row is what it says.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    licence = models.ForeignKey("licences.Licence", models.PROTECT, related_name="+")
    holder = models.CharField(max_length=40)
    user = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    until = models.DateField()

    class Meta:
        db_table = "showing_copy"
        indexes = [models.Index(fields=["holder", "-made_at"], name="copies_of_a_holder")]
        constraints = [
            models.CheckConstraint(
                name="a_copy_says_for_whom_and_why", condition=~Q(user="") & ~Q(reason="")
            ),
        ]


class AnswerKey(models.Model):
    """A key that signs answers to systems (ES256). Published before it signs, and after."""

    kid = models.CharField(max_length=64, primary_key=True)
    pem = SealedText()
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "showing_key"
        constraints = [
            models.CheckConstraint(
                name="an_answer_key_signs_before_it_runs_out",
                condition=Q(expires_at=None) | Q(expires_at__gte=F("not_before")),
            ),
        ]
