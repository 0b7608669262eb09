"""Codes and tickets: each is spent once, and one shown twice takes its whole family with it."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.readings import trace
from onedoor.kernel.time import now
from onedoor.registers.people.actions import digest_of
from onedoor.registers.people.queries import Account
from onedoor.registers.systems import events
from onedoor.registers.systems.actions.ending import end_sign_ins
from onedoor.registers.systems.actions.keying import signed
from onedoor.registers.systems.facts import acr_of
from onedoor.registers.systems.models import (
    Code,
    Pseudonym,
    SignedIn,
    System,
    Ticket,
)
from onedoor.registers.systems.queries import (
    Given,
    agreed_facts,
    facts_about,
    issuer,
    lives,
    machine,
    session_stands,
    whom,
)

CODE_LIVES = timedelta(seconds=60)
ACCESS_LIVES = timedelta(minutes=10)
REFRESH_LIVES = timedelta(days=14)
ID_TOKEN_LIVES = timedelta(minutes=5)
# Asking again within this time is the same look.
_ONE_LOOK = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an authorization request asked for, as it was checked."""

    redirect_uri: str
    challenge: str
    scopes: Sequence[str]
    nonce: str
    level: int
    auth_at: datetime


def begin_sign_in(system: System, account: Account, session_key: str, *, by: Actor) -> SignedIn:
    """The sign-in of this session at this system: the one that is open, or a new one."""
    held = SignedIn.objects.filter(
        system=system, session_key=session_key, account=account, ended_at=None
    )
    return held.first() or _begin(system, account, session_key, by=by)


@transaction.atomic
def _begin(system: System, account: Account, session_key: str, *, by: Actor) -> SignedIn:
    # Somebody else in the same browser session: theirs is over.
    end_sign_ins(session_key=session_key, except_account=str(account.pk), reason="other", by=by)
    try:
        with transaction.atomic():
            begun = SignedIn.objects.create(
                system=system,
                account=account,
                session_key=session_key,
                sub=_pseudonym_of(system, account),
                began_at=now(),
            )
    except IntegrityError:
        # Two windows of one browser at once.
        return SignedIn.objects.get(
            system=system, session_key=session_key, account=account, ended_at=None
        )
    news = events.SignInBegun(
        subject=f"sign-in:{begun.pk}", system=system.pk, account=f"account:{account.pk}"
    )
    record(news, by=by, begins=True)
    return begun


def _pseudonym_of(system: System, account: Account) -> str:
    """The `sub` under which the system's agency knows this person: random, and kept."""
    known, _ = Pseudonym.objects.get_or_create(
        agency=system.agency,
        whom=whom(account),
        defaults={"sub": secrets.token_urlsafe(24)},
    )
    return known.sub


def give_code(signed_in: SignedIn, code: str, asked: Asked) -> None:
    """Keep the digest of a code with all it is bound to: system, session, address, challenge."""
    Code.objects.create(
        digest=digest_of(code),
        signed_in=signed_in,
        redirect_uri=asked.redirect_uri,
        challenge=asked.challenge,
        scopes=list(asked.scopes),
        nonce=asked.nonce,
        level=asked.level,
        auth_at=asked.auth_at,
        made_at=now(),
        until=now() + CODE_LIVES,
    )


def take_code(code: str, system: System, *, by: Actor) -> Code | None:
    """The code, held until this transaction ends; None when it opens nothing for this system.

    A code shown a second time revokes what the first gave (RFC 9700, 4.5), and the caller has to
    let this transaction commit.
    """
    held = (
        Code.objects.select_for_update(of=("self",))
        .select_related("signed_in__system", "signed_in__account")
        .annotate(session_stands=session_stands("signed_in__session_key"))
        .filter(digest=digest_of(code), signed_in__system=system)
        .first()
    )
    if held is None:
        return None
    if held.spent_at is not None:
        _end_family(held, reason="code-replayed", by=by)
        return None
    if held.until <= now() or not held.session_stands or not lives(held):
        return None
    return held


def take_refresh(token: str, system: System, *, by: Actor) -> Ticket | None:
    """The refresh ticket, held until this transaction ends; None when it opens nothing.

    One that was exchanged before is in two hands: its whole family ends (RFC 9700, 4.14.2), and
    the caller has to let this transaction commit.
    """
    held = (
        Ticket.objects.select_for_update(of=("self",))
        .select_related("code__signed_in__system", "code__signed_in__account")
        .annotate(session_stands=session_stands("code__signed_in__session_key"))
        .filter(digest=digest_of(token), kind="refresh", code__signed_in__system=system)
        .first()
    )
    if held is None:
        return None
    if held.spent_at is not None:
        _end_family(held.code, reason="refresh-token-reused", by=by)
        return None
    if held.until <= now() or not held.session_stands or not lives(held.code):
        return None
    return held


def give_tickets(
    code: Code, *, access: str, refresh: str, scopes: Sequence[str], instead_of: Ticket | None
) -> None:
    """Keep a new pair, and spend what it was given for: the code, or the ticket it replaces."""
    made: dict[str, Any] = {"code": code, "scopes": list(scopes), "made_at": now()}
    Ticket.objects.bulk_create(
        [
            Ticket(digest=digest_of(access), kind="access", until=now() + ACCESS_LIVES, **made),
            Ticket(digest=digest_of(refresh), kind="refresh", until=now() + REFRESH_LIVES, **made),
        ]
    )
    if instead_of is None:
        code.spent_at = now()
        code.save(update_fields=["spent_at"])
    else:
        instead_of.spent_at = now()
        instead_of.save(update_fields=["spent_at"])


@transaction.atomic
def revoke_ticket(token: str, system: System, *, by: Actor) -> None:
    """What a system gives back is void with all its family (RFC 7009); another's is left alone."""
    found = (
        Ticket.objects.select_related("code__signed_in")
        .filter(digest=digest_of(token), code__signed_in__system=system)
        .first()
    )
    if found:
        _end_family(found.code, reason="given-back", by=by)


def _end_family(code: Code, *, reason: str, by: Actor) -> None:
    changed = Code.objects.filter(pk=code.pk, ended_at=None).update(ended_at=now())
    if changed or reason != "given-back":
        news = events.TicketsRevoked(
            subject=f"sign-in:{code.signed_in_id}", system=code.signed_in.system_id, reason=reason
        )
        record(news, by=by)


def id_token(code: Code, bound: dict[str, Any]) -> str:
    """The signed ID token of a sign-in: who (a pseudonym), when, how sure. No fact about anybody.

    `bound` is what the protocol ties it to: aud, iat, nonce, at_hash.
    """
    return signed(
        bound
        | {
            "iss": issuer(),
            "sub": code.signed_in.sub,
            "exp": bound["iat"] + int(ID_TOKEN_LIVES.total_seconds()),
            "auth_time": int(code.auth_at.timestamp()),
            "acr": acr_of(code.level),
            "sid": str(code.signed_in_id),
            "jti": uuid.uuid4().hex,
        }
    )


def tell_facts(ticket: Ticket) -> list[Given]:
    """The facts that this access ticket may fetch, with a trace of what was given to whom and why.

    Only what the system is approved for, the scopes ask for and the person agreed to.
    """
    signed_in = ticket.code.signed_in
    system, account = signed_in.system, signed_in.account
    by = machine(system)
    agreed = agreed_facts(account, system) or set()
    known = facts_about(system, account, ticket.scopes, seen_by=by)
    given = [each for each in known if each.fact.code in agreed]
    if given:
        trace(
            by=by,
            subject=whom(account),
            what="、".join(str(each.fact.word) for each in given)[:100],
            why=f"{system.purpose}（{system.basis}）"[:200],
            party=str(account.party_id or ""),
            within=_ONE_LOOK,
        )
    return given
