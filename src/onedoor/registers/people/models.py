"""Parties and accounts."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q


class Party(models.Model):
    """A natural person or an organisation, as the state knows them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    number_kind = models.CharField(max_length=20)
    number = models.CharField(max_length=40)
    phone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=300, blank=True)
    representative = models.CharField(max_length=200, blank=True)
    known_since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number_kind", "number"], name="one_party_for_one_number"
            ),
            models.CheckConstraint(
                name="a_party_is_a_person_or_an_organisation",
                condition=Q(kind__in=["person", "organisation"]),
            ),
        ]

    @property
    def ref(self) -> str:
        return str(self.id)


class Accounts(BaseUserManager["Account"]):
    """Only what signing in needs."""


class Account(AbstractBaseUser):
    """A way in. Exactly one of: it belongs to a party, or it is a clerk's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    login = models.CharField(max_length=150, unique=True)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="accounts")
    staff_name = models.CharField(max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField()

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "login"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_account_is_a_partys_or_a_clerks",
                condition=Q(party=None, staff_name__gt="") | Q(party__isnull=False, staff_name=""),
            )
        ]

    @property
    def is_staff(self) -> bool:
        return self.party_id is None

    @property
    def name(self) -> str:
        return self.staff_name or (self.party.name if self.party else "")


class Token(models.Model):
    """A key with which a program acts for an account. Only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
