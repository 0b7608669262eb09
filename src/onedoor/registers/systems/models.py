"""Systems, the names they know people by, consents, and what is spent at the token endpoint."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from onedoor.kernel.secrecy import SealedText


class State(models.TextChoices):
    """How far a system has come."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"
    STOPPED = "stopped"


class System(models.Model):
    """A bureau system. Its id is the OpenID Connect client id; its secret is kept as a digest."""

    id = models.CharField(max_length=40, primary_key=True)
    agency = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    # What it needs the facts for, and the law that lets it ask.
    purpose = models.CharField(max_length=100)
    basis = models.CharField(max_length=100)
    facts = models.JSONField(default=list)
    # "ask": people agree. "duty": the body acts on a statutory duty (个人信息保护法 13(3), 35).
    consent = models.CharField(max_length=4, choices=[("ask", "ask"), ("duty", "duty")])
    # The real-name level below which it lets nobody in.
    level = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    secret_digest = models.CharField(max_length=64)
    redirect_uris = models.JSONField(default=list)
    post_logout_uris = models.JSONField(default=list)
    back_channel_uri = models.CharField(max_length=500, blank=True, default="")
    proposed_by = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    reviewed_by = models.CharField(max_length=80, blank=True, default="")
    reviewed_at = models.DateTimeField(null=True)
    review_note = models.CharField(max_length=300, blank=True, default="")
    stopped_by = models.CharField(max_length=80, blank=True, default="")
    stopped_at = models.DateTimeField(null=True)
    stop_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nobody_reviews_their_own_system",
                condition=Q(reviewed_by="") | ~Q(reviewed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="an_approved_system_was_reviewed",
                condition=~Q(state="approved") | ~Q(reviewed_by=""),
            ),
        ]


class Pseudonym(models.Model):
    """Under which name (`sub`) an agency knows somebody; another agency knows another name."""

    sub = models.CharField(max_length=64, primary_key=True)
    agency = models.CharField(max_length=60)
    # "party:<ref>", or "account:<ref>" for a clerk.
    whom = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "whom"], name="one_pseudonym_for_one_person_at_an_agency"
            )
        ]


class SigningKey(models.Model):
    """A key that signs tokens. Published before it signs, and after, until its tokens are over."""

    kid = models.CharField(max_length=64, primary_key=True)
    pem = SealedText()
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)


class Consent(models.Model):
    """What somebody agreed that a system is given, or was told that it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    system = models.ForeignKey(System, models.PROTECT, related_name="consents")
    facts = models.JSONField(default=list)
    # "ask": agreed. "duty": was told.
    kind = models.CharField(max_length=4)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "system"],
                condition=Q(withdrawn_at=None),
                name="one_standing_consent_for_a_system",
            )
        ]


class SignedIn(models.Model):
    """One browser session at one system; its id is the `sid` of OpenID Connect."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    system = models.ForeignKey(System, models.PROTECT, related_name="sign_ins")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40)
    # The pseudonym as it is told to this system.
    sub = models.CharField(max_length=64)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session_key", "system"],
                condition=Q(ended_at=None),
                name="one_sign_in_of_a_session_at_a_system",
            )
        ]
        indexes = [
            models.Index(fields=["account"], name="sign_ins_open", condition=Q(ended_at=None))
        ]


class Code(models.Model):
    """An authorization code, spent once, and the family of tickets it began."""

    digest = models.CharField(max_length=64, primary_key=True)
    signed_in = models.ForeignKey(SignedIn, models.CASCADE, related_name="codes")
    redirect_uri = models.CharField(max_length=500)
    challenge = models.CharField(max_length=128)
    scopes = models.JSONField(default=list)
    nonce = models.CharField(max_length=500, blank=True, default="")
    # The real-name level and the time of signing in, as they were in the session.
    level = models.PositiveSmallIntegerField()
    auth_at = models.DateTimeField()
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    spent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)


class Ticket(models.Model):
    """An access or refresh token, kept as a digest."""

    digest = models.CharField(max_length=64, primary_key=True)
    code = models.ForeignKey(Code, models.CASCADE, related_name="tickets")
    kind = models.CharField(max_length=7, choices=[("access", "access"), ("refresh", "refresh")])
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    # A refresh token that was exchanged; shown again, it is stolen.
    spent_at = models.DateTimeField(null=True)
