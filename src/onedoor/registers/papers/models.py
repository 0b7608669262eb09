"""Papers as they were issued, and the counters their numbers come from."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onedoor.kernel.secrecy import SealedJSON


class Standing(models.TextChoices):
    """Whether a paper still holds; said to everyone who checks it."""

    IN_FORCE = "in-force", _("有效")
    SUSPENDED = "suspended", _("暂停使用")
    WITHDRAWN = "withdrawn", _("已失效")
    SUPERSEDED = "superseded", _("已被新证取代")


class Series(models.Model):
    """One run of numbers ("阿市受字〔2026〕第#号") and the last one given out."""

    name = models.CharField(max_length=160, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "paper_series"


class Reserved(models.Model):
    """A number and a check code bound to one act before its paper exists, for any retry."""

    key = models.CharField(max_length=200, primary_key=True)
    series = models.ForeignKey(Series, models.PROTECT, related_name="reserved")
    seq = models.PositiveIntegerField()
    number = models.CharField(max_length=160, unique=True)
    check_code = models.CharField(max_length=16, unique=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "paper_number"
        constraints = [
            models.UniqueConstraint(
                fields=["series", "seq"], name="a_serial_is_given_once_in_its_series"
            )
        ]


class Paper(models.Model):
    """One sealed document. What it says never changes; only its standing may."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    number = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=40)
    layout_version = models.PositiveIntegerField()
    subject = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    agency = models.CharField(max_length=60)
    agency_name = models.CharField(max_length=200)
    holder = models.CharField(max_length=40, blank=True)
    holder_name = models.CharField(max_length=200, blank=True)
    # The service of the matter: what a mandate is measured by.
    service = models.CharField(max_length=60, blank=True, default="")
    facts = SealedJSON()
    # What it said in other languages when it was issued, for readers; None where nobody kept it.
    translated = SealedJSON(null=True)
    digest = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    # The same as an OFD file, of licences; or the sentence that says why there is none.
    ofd_digest = models.CharField(max_length=64, blank=True, default="", db_default="")
    ofd_size = models.PositiveIntegerField(default=0, db_default=0)
    ofd_lack = models.TextField(blank=True, default="", db_default="")
    check_code = models.CharField(max_length=16, unique=True)
    issued_at = models.DateTimeField()
    valid_until = models.DateField(null=True)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.IN_FORCE)
    standing_since = models.DateTimeField(null=True)
    standing_why = models.TextField(blank=True)

    class Meta:
        db_table = "paper"
        indexes = [
            models.Index(fields=["subject", "issued_at"], name="papers_of_a_subject"),
            models.Index(fields=["holder", "-issued_at"], name="papers_of_a_holder"),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_paper_no_longer_in_force_says_why_and_since_when",
                condition=Q(standing=Standing.IN_FORCE)
                | (~Q(standing_why="") & Q(standing_since__gte=F("issued_at"))),
            ),
            models.CheckConstraint(name="a_paper_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="an_ofd_is_not_empty_and_lacks_nothing",
                condition=Q(ofd_digest="", ofd_size=0)
                | (~Q(ofd_digest="") & Q(ofd_size__gt=0, ofd_lack="")),
            ),
            models.UniqueConstraint(
                name="an_ofd_is_of_one_paper", fields=["ofd_digest"], condition=~Q(ofd_digest="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    def said_in(self, language: str) -> dict[str, Any] | None:
        """Title and facts as they were translated when it was issued; None where they were not."""
        return (self.translated or {}).get(language)
