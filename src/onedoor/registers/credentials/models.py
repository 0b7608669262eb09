"""What was given out, under which keys, in which lists; offers that wait to be taken."""

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from onedoor.kernel.secrecy import SealedText
from onedoor.kernel.time import local


class IssuingKey(models.Model):
    """A key that signs credentials and lists. Published while anything it signed may be shown."""

    kid = models.CharField(max_length=64, primary_key=True)
    pem = SealedText()
    made_at = models.DateTimeField()
    # From then on another signs; this one is still published.
    retired_at = models.DateTimeField(null=True)
    # No longer trusted: not published, and nothing it signed holds.
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_withdrawn_key_does_not_sign",
                condition=Q(withdrawn_at=None) | Q(retired_at__isnull=False),
            )
        ]


class StatusList(models.Model):
    """So many places, given away at random."""

    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()


class Credential(models.Model):
    """One copy of a licence: in one wallet, or made with the licence. Whose, the licence says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    licence = models.ForeignKey("licences.Licence", models.PROTECT, related_name="credentials")
    # The media type without application/: "dc+sd-jwt" or "vc+jwt".
    format = models.CharField(max_length=20)
    key = models.ForeignKey(IssuingKey, models.PROTECT, related_name="+")
    status_list = models.ForeignKey(StatusList, models.PROTECT, related_name="credentials")
    place = models.PositiveIntegerField()
    # RFC 7638, of the wallet's key; "" for the one made with the licence, bound to no key.
    thumbprint = models.CharField(max_length=43)
    # Of the one made with the licence alone, until its holder fetches it; what a wallet has, we
    # do not keep.
    text = SealedText(blank=True, default="")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    @property
    def last_day(self) -> date:
        """The last day on which it may be shown."""
        return local(self.expires_at - timedelta(seconds=1)).date()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["status_list", "place"], name="a_place_in_a_list_is_one_credentials"
            ),
            models.CheckConstraint(
                name="a_credential_does_not_run_out_before_it_begins",
                condition=Q(expires_at__gt=F("issued_at")),
            ),
        ]


class Slip(models.Model):
    """The newest slip of a licence: as made with it, until its holder took that one, then as asked.

    `lack` says why there is none. Earlier ones that were printed stay good for their own days.
    """

    licence = models.OneToOneField(
        "licences.Licence", models.PROTECT, primary_key=True, related_name="slip"
    )
    key = models.ForeignKey(IssuingKey, models.PROTECT, related_name="+")
    text = SealedText(blank=True, default="")
    lack = models.CharField(max_length=100, blank=True, default="")
    made_at = models.DateTimeField()
    last_day = models.DateField()
    given_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_slip_that_was_given_is_there",
                condition=Q(given_at=None) | Q(lack=""),
            )
        ]


class Offer(models.Model):
    """What a wallet may fetch once with a code and six digits; only digests are kept."""

    digest = models.CharField(max_length=64, primary_key=True)
    licence = models.ForeignKey("licences.Licence", models.PROTECT, related_name="+")
    digits = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    wrong = models.PositiveSmallIntegerField(default=0)
    spent_at = models.DateTimeField(null=True)
    # The ticket the code was exchanged for, and in which formats it has been used.
    ticket = models.CharField(max_length=64, null=True, unique=True)
    ticket_until = models.DateTimeField(null=True)
    fetched = models.JSONField(default=list)
