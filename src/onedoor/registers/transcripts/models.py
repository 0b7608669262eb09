"""Transcripts as they were entered and compared."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onedoor.kernel.secrecy import SealedJSON


class State(models.TextChoices):
    """How far a transcript has come."""

    ENTERED = "entered", _("等同事核对")
    COMPARED = "compared", _("核对无误")
    DECLINED = "declined", _("没有核对上")


class Transcript(models.Model):
    """One paper licence. `facts` is a list of {"label", "value"} as it stands on the paper."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency = models.CharField(max_length=60)
    agency_name = models.CharField(max_length=200)
    # The type of licence it is a paper of, where the clerk named one: only then can it be shown by
    # a code and stand in for a document.
    kind = models.CharField(max_length=60, blank=True, default="", db_default="")
    # Where that was named later: who did, when, and why this type.
    named_by = models.CharField(max_length=80, blank=True, default="", db_default="")
    named_by_name = models.CharField(max_length=100, blank=True, default="", db_default="")
    named_at = models.DateTimeField(null=True)
    named_because = models.CharField(max_length=200, blank=True, default="", db_default="")
    kind_name = models.CharField(max_length=200)
    number = models.CharField(max_length=160)
    holder = models.CharField(max_length=40)
    holder_name = models.CharField(max_length=200)
    facts = SealedJSON()
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)
    # The scan, kept by its digest.
    scan = models.CharField(max_length=64)
    scan_name = models.CharField(max_length=200)
    scan_type = models.CharField(max_length=60)
    # Bytes and pages of it; 0 for what was entered before they were counted.
    scan_size = models.PositiveIntegerField(default=0, db_default=0)
    scan_pages = models.PositiveSmallIntegerField(default=0, db_default=0)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ENTERED)
    entered_by = models.CharField(max_length=80)
    entered_by_name = models.CharField(max_length=100)
    entered_at = models.DateTimeField()
    compared_by = models.CharField(max_length=80, blank=True, default="")
    compared_by_name = models.CharField(max_length=100, blank=True, default="")
    compared_at = models.DateTimeField(null=True)
    # What was compared with what, or why it does not agree.
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "transcript"
        indexes = [models.Index(fields=["holder", "-issued_on"], name="transcripts_of_a_holder")]
        constraints = [
            models.UniqueConstraint(
                name="a_paper_licence_is_entered_once",
                fields=["agency", "number"],
                condition=~Q(state=State.DECLINED),
            ),
            models.CheckConstraint(
                name="nobody_compares_what_they_entered",
                condition=Q(compared_by="") | ~Q(compared_by=F("entered_by")),
            ),
            models.CheckConstraint(
                name="a_type_named_later_says_by_whom_and_why",
                condition=Q(named_at=None, named_by="", named_because="")
                | (
                    ~Q(kind="") & ~Q(named_by="") & ~Q(named_because="") & Q(named_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="a_transcript_compared_names_its_clerk",
                condition=Q(state=State.ENTERED) | (~Q(compared_by="") & ~Q(note="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_name} {self.number}"
