"""Mandates and who agreed to them."""

from django.db import models
from django.db.models import F, Q

from onedoor.kernel.secrecy import SealedText


class Mandate(models.Model):
    """One party lets another act for it. That its time is over is arithmetic, not a state."""

    # Sixteen characters: what is printed on the slip, and stands beside every act in the record.
    id = models.CharField(max_length=16, primary_key=True)
    kind = models.CharField(max_length=20)
    giver = models.ForeignKey("people.Party", models.PROTECT, related_name="mandates_given")
    receiver = models.ForeignKey("people.Party", models.PROTECT, related_name="mandates_received")
    # Which acts (never none: the rules see to it), and of which services (none named: of all).
    acts = models.JSONField()
    services = models.JSONField(default=list)
    since = models.DateField()
    until = models.DateField()
    basis = models.CharField(max_length=200, blank=True)
    basis_name = models.CharField(max_length=200, blank=True)
    basis_digest = models.CharField(max_length=64, blank=True)
    offered_at = models.DateTimeField()
    offered_by = models.CharField(max_length=80)
    offered_by_name = models.CharField(max_length=100, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # How it ended: giver, receiver, window, code, declined, replaced, closed (a side left).
    ended_how = models.CharField(max_length=10, blank=True)
    ended_by = models.CharField(max_length=80, blank=True)
    ended_by_name = models.CharField(max_length=100, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)
    # With this the giver stops it without an account.
    stop_code = SealedText()
    stop_index = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nobody_gives_a_mandate_to_themselves", condition=~Q(giver=F("receiver"))
            ),
            models.CheckConstraint(
                name="a_mandate_does_not_end_before_it_begins", condition=Q(until__gte=F("since"))
            ),
            models.CheckConstraint(name="a_mandate_names_its_acts", condition=~Q(acts=[])),
            models.CheckConstraint(
                name="a_mandate_that_ended_says_how",
                condition=Q(ended_at=None, ended_how="")
                | Q(ended_at__isnull=False) & ~Q(ended_how=""),
            ),
            models.CheckConstraint(
                name="what_was_declined_never_was_in_force",
                condition=~Q(ended_how="declined") | Q(confirmed_at=None),
            ),
            models.UniqueConstraint(
                fields=["kind", "giver", "receiver"],
                condition=Q(confirmed_at=None, ended_at=None),
                name="one_open_offer_of_a_kind_between_two",
            ),
        ]
        indexes = [
            models.Index(fields=["receiver"], name="mandates_received", condition=Q(ended_at=None)),
            models.Index(fields=["giver"], name="mandates_given", condition=Q(ended_at=None)),
        ]

    @property
    def subject(self) -> str:
        """The name of this mandate's chain in the record."""
        return f"mandate:{self.id}"


class Agreement(models.Model):
    """One side agreed: itself, or at a window before a named clerk who saw a basis."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="agreements")
    side = models.CharField(max_length=10)
    way = models.CharField(max_length=10)
    by_ref = models.CharField(max_length=80)
    by_name = models.CharField(max_length=100, blank=True)
    by_agency = models.CharField(max_length=60, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mandate", "side"], name="each_side_agrees_once"),
            models.CheckConstraint(
                name="agreement_at_a_window_names_clerk_and_basis",
                condition=~Q(way="window") | (~Q(by_name="") & ~Q(by_agency="") & ~Q(basis="")),
            ),
        ]
