"""Signatures of others on an application that is being written."""

import uuid

from django.db import models
from django.db.models import Q

from onedoor.kernel.secrecy import SealedText

# asked, signed, declined, expired; void: what was signed has been changed; revoked: asked back.
STATES = ("asked", "signed", "declined", "expired", "void", "revoked")


class Signing(models.Model):
    """One asking of one signer: a link with one purpose and a last day, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    draft = models.ForeignKey("cases.Draft", models.CASCADE, null=True, related_name="signings")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="signings")
    signer = models.CharField(max_length=40)
    name = SealedText()
    contact = SealedText()
    # The link's token is kept as a digest only; whoever reads this table cannot sign.
    token = models.CharField(max_length=64, unique=True)
    # What was laid before them: SM3 over answers, situation, promises and files.
    content = models.CharField(max_length=64)
    version = models.ForeignKey("catalogue.ServiceVersion", models.PROTECT)
    state = models.CharField(max_length=10, default="asked")
    asked_at = models.DateTimeField()
    expires_on = models.DateField()
    settled_at = models.DateTimeField(null=True)
    # The party that signed, and as whom it was known then.
    party = models.CharField(max_length=40, blank=True, default="")
    level = models.PositiveSmallIntegerField(default=0)
    reasons = SealedText(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_signing_is_in_a_known_state", condition=Q(state__in=STATES)
            ),
            models.UniqueConstraint(
                fields=["draft", "signer"],
                name="one_open_signing_for_each_signer",
                condition=Q(state__in=["asked", "signed", "declined"]),
            ),
        ]
