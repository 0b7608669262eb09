"""What can be done about people: make them known, give them a way in, a key for their program."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import identify_hasher, make_password
from django.db import IntegrityError, transaction
from django.db.models import Q

from onedoor.kernel.actors import Actor
from onedoor.kernel.codes import person_name
from onedoor.kernel.events import record
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.secrecy import blind_index
from onedoor.kernel.time import now
from onedoor.registers.people import events
from onedoor.registers.people.levels import level_from
from onedoor.registers.people.models import Account, Party, Proof, Token
from onedoor.registers.people.numbers import NONE, index_of, read_number
from onedoor.registers.people.oneself import (
    close_account,
    is_last_account,
    note_export,
    reopen_account,
    speak,
)
from onedoor.registers.people.staff import (
    close_staff_account,
    end_sessions_of,
    lock_staff_account,
    open_staff_account,
    reset_staff_sign_in,
    unlock_staff_account,
)

__all__ = [
    "ContactTaken",
    "LastWayIn",
    "bind_contact",
    "close_account",
    "close_staff_account",
    "digest_of",
    "drop_contact",
    "end_proofs",
    "end_sessions_of",
    "is_hashed",
    "is_last_account",
    "join",
    "keep_party",
    "lock_staff_account",
    "make_token",
    "note_export",
    "open_account",
    "open_staff_account",
    "phone_index",
    "prove",
    "reopen_account",
    "reset_staff_sign_in",
    "set_password",
    "speak",
    "standing_ways",
    "unlock_staff_account",
]


@transaction.atomic
def keep_party(
    *,
    kind: str,
    name: str,
    number_kind: str,
    number: str,
    country: str = "",
    phone: str = "",
    address: str = "",
    representative: str = "",
    represented_by: Party | None = None,
    by: Actor,
) -> Party:
    """The party of this number, made known if it was not; its particulars brought up to date.

    The number is read by its kind (a BadCode says what is wrong) and kept sealed. Number kind
    "none" makes a new self-declared party each time: nobody can be known again without a number.
    """
    number = read_number(number_kind, number)
    index = index_of(number_kind, number, country)
    particulars = {
        "kind": kind,
        "name": name,
        "phone": phone,
        "address": address,
        "representative": representative,
        **({"represented_by": represented_by} if represented_by else {}),
    }
    first = particulars | {"number": number, "country": country, "known_since": now()}
    if not index:
        party, is_new = Party.objects.create(number_kind=number_kind, **first), True
    else:
        party, is_new = Party.objects.update_or_create(
            number_kind=number_kind,
            number_index=index,
            defaults=particulars,
            create_defaults=first,
        )
    if is_new:
        record(events.PartyKept(subject=f"party:{party.ref}", kind=kind), by=by)
    return party


@transaction.atomic
def prove(
    party: Party,
    way: str,
    *,
    account: Account | None = None,
    basis: str = "",
    until: datetime | None = None,
    by: Actor,
) -> Proof:
    """Keep that `way` has shown who the party is; a proof that stands already is renewed.

    `basis` says what was looked at (never a number). With `account` it holds for that one only.
    """
    proof, is_new = Proof.objects.update_or_create(
        party=party,
        account=account,
        way=way,
        ended_at=None,
        defaults={
            "at": now(), "by_ref": by.ref, "by_name": by.name, "by_agency": by.agency,
            "basis": basis, "until": until,
        },
    )  # fmt: skip
    if is_new:
        level = level_from(standing_ways(party.ref, account=account))
        record(events.PartyProven(subject=f"party:{party.ref}", way=way, level=level), by=by)
    return proof


@transaction.atomic
def end_proofs(
    party: Party, way: str, *, account: Account | None = None, reason: str, by: Actor
) -> None:
    """Let every standing proof of this way (and account) end now; none: nothing happens."""
    ended = Proof.objects.filter(party=party, account=account, way=way, ended_at=None)
    if ended.update(ended_at=now()):
        news = events.ProofEnded(subject=f"party:{party.ref}", way=way, reason=reason)
        record(news, by=by)


def standing_ways(party: str, *, account: Account | None = None) -> set[str]:
    """The ways by which a party, and this account of it, is proven at this moment."""
    standing = Proof.objects.filter(party_id=UUID(party), ended_at=None).filter(
        Q(until=None) | Q(until__gt=now()), Q(account=None) | Q(account=account)
    )
    return {way for way, _party in standing.values_list("way", "party_id")}


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


class ContactTaken(Refusal):
    """这个号码或邮箱已经在另一个账号上。请用它登录那个账号；要换到这里来，请先在那边解除。"""


class LastWayIn(Refusal):
    """这是您登录这个账号的最后一个办法，不能去掉。请先加一个别的办法。"""


def phone_index(phone: str) -> str:
    """What finds the account of a telephone (E.164)."""
    return blind_index(phone, purpose="account.phone")


@transaction.atomic
def join(name: str, *, phone: str = "", email: str = "", by: Actor) -> Account:
    """A self-declared person and their account, led to by what has just answered a code."""
    name = person_name(name)
    party = keep_party(kind="person", name=name, number_kind=NONE, number="", by=by)
    account = Account(login=f"p-{secrets.token_hex(8)}", party=party, opened_at=now())
    account.set_unusable_password()
    account.save()
    record(events.AccountOpened(subject=f"account:{account.pk}", clerk=False), by=by)
    bind_contact(account, phone=phone, email=email, by=by)
    return account


@transaction.atomic
def bind_contact(account: Account, *, phone: str = "", email: str = "", by: Actor) -> None:
    """Let a telephone or a mailbox that has answered a code lead to the account."""
    kind = "phone" if phone else "email"
    changed: dict[str, Any] = {"email": email.lower()}
    if phone:
        index = phone_index(phone)
        changed = {"phone": phone, "phone_index": index, "phone_verified_at": now()}
    try:
        with transaction.atomic():
            Account.objects.filter(pk=account.pk).update(**changed)
    except IntegrityError as twice:
        raise ContactTaken(where="contact") from twice
    account.refresh_from_db()
    if account.party:
        prove(account.party, kind, account=account, basis=kind, by=by)
    record(events.ContactBound(subject=f"account:{account.pk}", kind=kind), by=by)


@transaction.atomic
def drop_contact(account: Account, kind: str, *, others: bool, by: Actor) -> None:
    """Let the telephone or the mailbox lead here no more. `others`: a passkey is left to enter."""
    left = account.email if kind == "phone" else account.phone
    if not (left or others or account.has_usable_password()):
        raise LastWayIn()
    gone = {"phone": "", "phone_index": "", "phone_verified_at": None}
    Account.objects.filter(pk=account.pk).update(**(gone if kind == "phone" else {"email": ""}))
    account.refresh_from_db()
    if account.party:
        end_proofs(account.party, kind, account=account, reason="dropped", by=by)
    record(events.ContactDropped(subject=f"account:{account.pk}", kind=kind), by=by)


@transaction.atomic
def set_password(account: Account, password: str, *, by: Actor) -> None:
    """A new password; sessions opened with the old one end by themselves."""
    account.set_password(password)
    account.save(update_fields=["password"])
    record(events.PasswordSet(subject=f"account:{account.pk}"), by=by)
