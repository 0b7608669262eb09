"""Parties, what is proven about them, and the accounts they sign in with."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from onedoor.kernel.secrecy import SealedText


class Party(models.Model):
    """A natural person or an organisation, as the state knows them. Numbers are kept sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    number_kind = models.CharField(max_length=20)
    number = SealedText(blank=True, default="")
    number_index = models.CharField(max_length=64, blank=True, default="")
    # Who issued a passport (ISO 3166-1 alpha-3); numbers repeat from country to country.
    country = models.CharField(max_length=3, blank=True, default="")
    phone = SealedText(blank=True, default="")
    address = SealedText(blank=True, default="")
    representative = models.CharField(max_length=200, blank=True)
    # The legal representative of an organisation, once known as a person.
    represented_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="represents")
    known_since = models.DateTimeField()
    # A party whose account was closed keeps only what its cases need.
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number_kind", "number_index"],
                condition=~Q(number_index=""),
                name="one_party_for_one_number",
            ),
            models.CheckConstraint(
                name="a_party_is_a_person_or_an_organisation",
                condition=Q(kind__in=["person", "organisation"]),
            ),
            models.CheckConstraint(
                name="a_number_has_its_index",
                condition=Q(number_kind="none", number_index="")
                | (~Q(number_kind="none") & ~Q(number_index="")),
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
    email = models.EmailField(blank=True, default="")
    phone = SealedText(blank=True, default="")
    phone_index = models.CharField(max_length=64, blank=True, default="")
    phone_verified_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=12, blank=True, default="")
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_account_is_a_partys_or_a_clerks",
                condition=Q(party=None, staff_name__gt="") | Q(party__isnull=False, staff_name=""),
            ),
            models.UniqueConstraint(
                fields=["phone_index"],
                condition=~Q(phone_index=""),
                name="one_account_for_one_telephone",
            ),
            # Only a mailbox that answered is kept, in small letters.
            models.UniqueConstraint(
                fields=["email"], condition=~Q(email=""), name="one_account_for_one_mailbox"
            ),
        ]

    @property
    def is_staff(self) -> bool:
        return self.party_id is None

    @property
    def name(self) -> str:
        return self.staff_name or (self.party.name if self.party else "")


class Proof(models.Model):
    """Something that shows who somebody is: a check by a register, at a window, by a licence.

    A proof of a party holds for all its accounts; one with an account only for that one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    party = models.ForeignKey(Party, models.PROTECT, related_name="proofs")
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="proofs")
    way = models.CharField(max_length=20)
    at = models.DateTimeField()
    # Who checked: a clerk by name at a window, otherwise the system.
    by_ref = models.CharField(max_length=80)
    by_name = models.CharField(max_length=100, blank=True)
    by_agency = models.CharField(max_length=60, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["party"], name="proofs_that_stand", condition=Q(ended_at=None))
        ]


class Token(models.Model):
    """A key with which a program acts for an account. Only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class Check(models.Model):
    """One question to the register: who asked, what kind of number, what came of it. No number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, models.CASCADE, related_name="checks")
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    # Empty while the register is being asked.
    verdict = models.CharField(max_length=12, blank=True, default="")
    receipt = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["account", "-at"], name="checks_of_an_account")]


class Link(models.Model):
    """An account may be entered by signing in at this provider as this subject."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, models.CASCADE, related_name="links")
    provider = models.CharField(max_length=40)
    # The blind index of what the provider calls the person: some call them by their number.
    subject_index = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "subject_index"], name="one_account_for_one_subject"
            ),
            models.UniqueConstraint(
                fields=["account", "provider"], name="one_subject_of_a_provider_for_one_account"
            ),
        ]
