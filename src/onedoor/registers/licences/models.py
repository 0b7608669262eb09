"""Licences as they stand."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onedoor.kernel.secrecy import SealedJSON


class State(models.TextChoices):
    """What an authority has done to a licence. That it has run out is arithmetic, not a state."""

    VALID = "valid", _("有效")
    SUSPENDED = "suspended", _("暂扣")
    REVOKED = "revoked", _("撤销")
    CANCELLED = "cancelled", _("注销")
    SUPERSEDED = "superseded", _("已被新证取代")


class Act(models.TextChoices):
    """What the grant did that a licence was made by."""

    ISSUE = "issue", _("新发")
    RENEW = "renew", _("延续")
    CHANGE = "change", _("变更")
    REPLACE = "replace", _("补换")


class DutyKind(models.TextChoices):
    """What is to be done about a licence by a day."""

    RENEW = "renew", _("延续")
    CHECK = "check", _("年检")


class Licence(models.Model):
    """One licence in one holder's hands. `facts` is a list of {"label", "value"} as printed."""

    number = models.CharField(max_length=160, primary_key=True)
    kind = models.CharField(max_length=60)
    kind_name = models.CharField(max_length=200)
    # The type in the directory of licences, and the licence's own identifier (GB/T 36904); both
    # empty for what was issued before its type had a code.
    type_code = models.CharField(max_length=21, blank=True, default="", db_default="")
    identifier = models.CharField(max_length=110, blank=True, default="", db_default="")
    holder = models.CharField(max_length=40)
    holder_name = models.CharField(max_length=200)
    # What made it; empty for what was issued before that was kept.
    act = models.CharField(max_length=7, choices=Act.choices, blank=True, default="", db_default="")
    # The service of the matter it came from: what a mandate is measured by.
    service = models.CharField(max_length=60, blank=True, default="")
    ground = models.CharField(max_length=80, unique=True)
    agency = models.CharField(max_length=60)
    agency_name = models.CharField(max_length=200)
    facts = SealedJSON()
    issued_on = models.DateField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.VALID)
    state_since = models.DateTimeField(null=True)
    state_why = models.TextField(blank=True)
    # The article of law the act rests on, where whoever acted named one.
    state_basis = models.CharField(max_length=200, blank=True, default="", db_default="")
    layout = models.CharField(max_length=40)
    paper = models.ForeignKey("papers.Paper", models.PROTECT, related_name="+")
    # The licence whose place it took, and how many it makes with those before it.
    former = models.OneToOneField("self", models.PROTECT, null=True, related_name="follower")
    version = models.PositiveIntegerField(default=1)
    # The ground of the licence that will take its place, once that has been granted.
    passes_to = models.CharField(max_length=80, blank=True, default="", db_default="")

    class Meta:
        db_table = "licence"
        indexes = [
            models.Index(fields=["holder", "-issued_on"], name="licences_of_a_holder"),
            models.Index(fields=["holder_name"], name="licences_by_name_of_holder"),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_licence_does_not_run_out_before_it_begins",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="a_licence_taken_away_says_why",
                condition=Q(state=State.VALID) | ~Q(state_why=""),
            ),
            models.CheckConstraint(
                name="a_licence_that_follows_another_counts_on",
                condition=Q(former=None, version=1) | Q(former__isnull=False, version__gt=1),
            ),
            models.UniqueConstraint(
                name="an_identifier_is_of_one_licence",
                fields=["identifier"],
                condition=~Q(identifier=""),
            ),
            models.UniqueConstraint(
                name="a_ground_takes_the_place_of_one_licence",
                fields=["passes_to"],
                condition=~Q(passes_to=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_name} {self.number}"


class Duty(models.Model):
    """What a licence calls for by a day: to be renewed before it ends, or to be checked again.

    It is open until done, or until the licence is gone. `every` is the months from one check to
    the next, 0 for a renewal; `words` is what the law calls it (年度核验).
    """

    licence = models.ForeignKey(Licence, models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=6, choices=DutyKind.choices)
    words = models.CharField(max_length=60)
    every = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField()
    remind_from = models.DateField()
    reminded_at = models.DateTimeField(null=True)
    # When its holder wished to hear no more of it; what it calls for stays as it is.
    quiet_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "licence_duty"
        constraints = [
            models.UniqueConstraint(
                name="a_licence_has_one_open_duty_of_a_kind",
                fields=["licence", "kind"],
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="whoever_must_do_something_is_reminded_before",
                condition=Q(remind_from__lte=F("due_on")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["remind_from"],
                name="duties_to_remind_of",
                condition=Q(ended_at=None, reminded_at=None, quiet_at=None),
            ),
            models.Index(
                fields=["due_on"],
                name="duties_to_be_missed",
                condition=Q(ended_at=None, missed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} {self.licence_id} {self.due_on}"
