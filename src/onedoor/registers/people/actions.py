"""What can be done about people: make them known, give them a way in, a key for their program."""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.hashers import identify_hasher, make_password
from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now
from onedoor.registers.people import events
from onedoor.registers.people.models import Account, Party, Token


@transaction.atomic
def keep_party(
    *,
    kind: str,
    name: str,
    number_kind: str,
    number: str,
    phone: str = "",
    address: str = "",
    representative: str = "",
    by: Actor,
) -> Party:
    """The party of this number, made known if it was not; its particulars brought up to date."""
    party, is_new = Party.objects.update_or_create(
        number_kind=number_kind,
        number=number,
        defaults={
            "kind": kind,
            "name": name,
            "phone": phone,
            "address": address,
            "representative": representative,
        },
        create_defaults={
            "kind": kind,
            "name": name,
            "phone": phone,
            "address": address,
            "representative": representative,
            "known_since": now(),
        },
    )
    if is_new:
        record(events.PartyKept(subject=f"party:{party.ref}", kind=kind), by=by)
    return party


@transaction.atomic
def open_account(
    login: str, password: str, *, party: Party | None = None, staff_name: str = "", by: Actor
) -> Account:
    """The account called `login`, with this password; one that exists keeps its password.

    `password` may already be hashed (`make_password`), for many accounts made at once.
    """
    existing = Account.objects.select_related("party").filter(login=login).first()
    if existing:
        return existing
    account = Account(login=login, party=party, staff_name=staff_name, opened_at=now())
    account.password = password if is_hashed(password) else make_password(password)
    account.save()
    record(events.AccountOpened(subject=f"account:{account.pk}", clerk=party is None), by=by)
    return account


@transaction.atomic
def make_token(account: Account, *, label: str, days: int = 365, by: Actor) -> str:
    """A new key for a program of this account. Shown once; only its digest is kept."""
    key = "od_" + secrets.token_urlsafe(32)
    token = Token.objects.create(
        account=account,
        label=label,
        digest=digest_of(key),
        made_at=now(),
        until=now() + timedelta(days=days),
    )
    record(events.TokenMade(subject=f"account:{account.pk}", token=str(token.pk)), by=by)
    return key


def is_hashed(text: str) -> bool:
    """Whether `text` is a password already hashed by one of the configured hashers."""
    try:
        identify_hasher(text)
    except ValueError:
        return False
    return True


def digest_of(key: str) -> str:
    """What is kept of a key: enough to know it again, useless to a thief (32 random bytes)."""
    return hashlib.sha256(key.encode()).hexdigest()
