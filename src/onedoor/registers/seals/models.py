"""Seals, and what each was used for."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a seal is for: everything of the agency, or its electronic licences alone."""

    AGENCY = "agency", _("机关印章")
    LICENCE = "licence", _("电子证照专用章")


class State(models.TextChoices):
    """How far a seal has come; that it has run out is arithmetic on its days."""

    ASKED = "asked", _("等批准")
    IN_FORCE = "in-force", _("在用")
    DECLINED = "declined", _("没有批准")
    STOPPED = "stopped", _("已停用")


class Seal(models.Model):
    """One seal of one agency. What stands on it never changes; another name is another seal."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.AGENCY)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    # Who answers for it day by day: a post of the agency, whoever holds it.
    keeper = models.CharField(max_length=130)
    valid_from = models.DateField()
    valid_until = models.DateField()
    basis = models.CharField(max_length=300)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="followers")
    asker = models.CharField(max_length=80)
    asked_by_name = models.CharField(max_length=100)
    asked_at = models.DateTimeField()
    settled_by = models.CharField(max_length=80, blank=True, default="")
    settled_by_name = models.CharField(max_length=100, blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    settled_why = models.CharField(max_length=300, blank=True, default="")
    stopped_by = models.CharField(max_length=80, blank=True, default="")
    stopped_by_name = models.CharField(max_length=100, blank=True, default="")
    stopped_at = models.DateTimeField(null=True)
    stopped_why = models.CharField(max_length=300, blank=True, default="")
    # What its maker made of it: by whom, and how others recognise it (SHA-256, hex).
    made_at = models.DateTimeField(null=True)
    maker = models.CharField(max_length=200, blank=True, default="")
    es_id = models.CharField(max_length=64, blank=True, default="")
    picture = models.CharField(max_length=64, blank=True, default="")
    pdf_certificate = models.CharField(max_length=64, blank=True, default="")
    sm2_certificate = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        db_table = "seal"
        constraints = [
            models.UniqueConstraint(
                name="one_seal_of_a_kind_in_force",
                fields=["agency", "kind"],
                condition=Q(state=State.IN_FORCE),
            ),
            models.UniqueConstraint(
                name="one_seal_of_a_kind_asked_for",
                fields=["agency", "kind"],
                condition=Q(state=State.ASKED),
            ),
            models.CheckConstraint(
                name="nobody_approves_a_seal_they_asked_for",
                condition=Q(settled_by="") | Q(state=State.DECLINED) | ~Q(settled_by=F("asker")),
            ),
            models.CheckConstraint(
                name="a_seal_in_force_was_approved",
                condition=~Q(state__in=[State.IN_FORCE, State.STOPPED])
                | (~Q(settled_by="") & Q(settled_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_stopped_seal_says_why_and_since_when",
                condition=~Q(state=State.STOPPED)
                | (~Q(stopped_why="") & Q(stopped_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_seal_ends_after_it_began", condition=Q(valid_until__gte=F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SealUse(models.Model):
    """One sealing: what of which matter, when, and in whose act. Never altered, never removed."""

    id = models.BigAutoField(primary_key=True)
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="uses")
    # The key of the paper, and the SHA-256 of what was sealed.
    paper = models.CharField(max_length=200, unique=True)
    digest = models.CharField(max_length=64)
    ofd_digest = models.CharField(max_length=64, blank=True, default="")
    subject = models.CharField(max_length=80)
    at = models.DateTimeField()
    by_ref = models.CharField(max_length=80)

    class Meta:
        db_table = "seal_use"
        indexes = [models.Index(fields=["seal", "-id"], name="uses_of_a_seal")]
        constraints = [
            models.CheckConstraint(
                name="a_seal_is_used_for_something_known",
                condition=~Q(subject="") & ~Q(digest=""),
            )
        ]
