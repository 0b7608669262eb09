"""Which systems there are, what each may be told, and who is signed in where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from secrets import compare_digest
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.readings import trace
from onedoor.kernel.time import now, today
from onedoor.registers.agencies.queries import posts_held
from onedoor.registers.people.actions import digest_of
from onedoor.registers.people.numbers import KINDS
from onedoor.registers.people.queries import Account, party_for
from onedoor.registers.systems import refusals, rules
from onedoor.registers.systems.facts import FACTS, Fact, asked_for
from onedoor.registers.systems.models import (
    Code,
    Consent,
    Pseudonym,
    SignedIn,
    SigningKey,
    State,
    System,
    Ticket,
)
from onedoor.registers.systems.signing import issuer, keys_in_force, published, read_hint

__all__ = [
    "Code",
    "Given",
    "SignedIn",
    "System",
    "Ticket",
    "account_behind",
    "agreed_facts",
    "connections_of",
    "facts_about",
    "issuer",
    "lives",
    "machine",
    "open_system",
    "open_ticket",
    "published",
    "read_hint",
    "session_stands",
    "sign_in_of",
    "signing_keys",
    "sub_of",
    "system_for",
    "system_that_shows",
    "systems",
    "systems_given",
    "whom",
]


def open_system(client: str) -> System | None:
    """The system of this id, if it is in use."""
    return System.objects.filter(pk=client, state=State.APPROVED).first()


def system_that_shows(client: str, secret: str) -> System | None:
    """The approved system of this id, if the secret is its own."""
    system = System.objects.filter(pk=client, state=State.APPROVED).first()
    if system is None or not compare_digest(system.secret_digest, digest_of(secret)):
        return None
    return system


def systems_given(fact: str) -> list[System]:
    """The systems in use that were approved for this fact, by name: for whoever chooses one."""
    known = System.objects.filter(state=State.APPROVED, facts__contains=[fact])
    return list(known.order_by("name"))


def systems(*, seen_by: Actor) -> list[System]:
    """All systems, newest first, for the administrators."""
    _only_administrators(seen_by)
    return list(System.objects.order_by("-proposed_at"))


def system_for(system_id: str, *, seen_by: Actor) -> System:
    """One system, for the administrators; NoSuchSystem."""
    _only_administrators(seen_by)
    found = System.objects.filter(pk=system_id).first()
    if found is None:
        raise refusals.NoSuchSystem()
    return found


def signing_keys(*, seen_by: Actor) -> list[SigningKey]:
    """The keys in force, newest first; what signs is never shown."""
    _only_administrators(seen_by)
    return list(keys_in_force())


def _only_administrators(seen_by: Actor) -> None:
    if refusal := rules.why_not_keep_systems(seen_by, "system", "security", "audit"):
        raise refusal


def machine(system: System) -> Actor:
    """The system as whoever acts: for the record, and for the trace of what it was told."""
    return Actor(kind="machine", ref=f"system:{system.pk}", name=system.name, agency=system.agency)


# --- who somebody is to a system ---


def whom(account: Account) -> str:
    """Whose pseudonym: a party has one, however many accounts; a clerk's account has its own."""
    return f"party:{account.party_id}" if account.party_id else f"account:{account.pk}"


def sub_of(system: System, account: Account) -> str:
    """Under which name the agency of the system knows this person; "" before the first time."""
    known = Pseudonym.objects.filter(agency=system.agency, whom=whom(account))
    return known.values_list("sub", flat=True).first() or ""


def account_behind(agency: str, sub: str, *, seen_by: Actor) -> str:
    """Whom an agency means by a name it knows: "party:…" or "account:…"; "" when nobody.

    For the security and audit administrators alone: it undoes the pseudonym.
    """
    if refusal := rules.why_not_keep_systems(seen_by, "security", "audit"):
        raise refusal
    known = Pseudonym.objects.filter(agency=agency, sub=sub)
    found: str = known.values_list("whom", flat=True).first() or ""
    if found.startswith("party:"):
        trace(by=seen_by, subject=found, what="系统里的代号是谁", why="查对代号",
              party=found.removeprefix("party:"))  # fmt: skip
    return found


@dataclass(frozen=True, kw_only=True)
class Given:
    """One fact with the value a system is given; `shown` is how a person reads it."""

    fact: Fact
    value: Any
    shown: str


def facts_about(
    system: System, account: Account, scopes: Iterable[str], *, seen_by: Actor
) -> list[Given]:
    """The facts these scopes ask for, of those the system was approved for; what is not known is
    left out.

    Only for the account itself, or for the system to which it agreed.
    """
    own = seen_by.ref == f"account:{account.pk}"
    if not own and seen_by != machine(system):
        raise refusals.NoSuchSystem()
    values = _values(account)
    return [
        Given(fact=FACTS[code], value=values[code][0], shown=values[code][1])
        for code in asked_for(system.facts, scopes)
        if code in values
    ]


def _values(account: Account) -> dict[str, tuple[Any, str]]:
    known: dict[str, Any] = {}
    shown: dict[str, str] = {}
    if account.party_id:
        party = party_for(str(account.party_id), seen_by=SYSTEM)
        known |= {
            "name": party.name,
            "kind": party.kind,
            "phone": account.phone if account.phone_verified_at else party.phone,
        }
        shown["kind"] = gettext("个人") if party.kind == "person" else gettext("单位")
        if kind := KINDS.get(party.number_kind):
            known |= {"number_kind": kind.code, "number": party.number}
            shown["number_kind"] = str(kind.word)
            if kind.code in ("citizen", "residence_permit"):
                known["birth_date"] = _born(party.number).isoformat()
    else:
        posts = sorted(posts_held(account.pk, on=today()))
        known |= {
            "name": account.staff_name,
            "posts": posts,
            "agency": posts[0].split("/")[0] if posts else "",
        }
        shown["posts"] = "、".join(posts)
    return {code: (value, shown.get(code, str(value))) for code, value in known.items() if value}


def _born(number: str) -> date:
    """The birth date within an 18-place citizen number (GB 11643)."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


# --- consents and sign-ins ---


def agreed_facts(account: Account, system: System) -> set[str] | None:
    """What this account agreed that the system is given; None when nothing stands."""
    standing = Consent.objects.filter(account=account, system=system, withdrawn_at=None)
    found = standing.values_list("facts", flat=True).first()
    return None if found is None else set(found)


@dataclass(frozen=True, kw_only=True)
class Connection:
    """A system one is connected to: what was agreed when, and how many sessions are there."""

    system: System
    consent: Consent
    sessions: int


def connections_of(account: str, *, seen_by: Actor) -> list[Connection]:
    """The systems an account has agreed to, for itself."""
    if seen_by.ref != f"account:{account}":
        raise refusals.NoSuchSystem()
    standing = Consent.objects.select_related("system").filter(
        account_id=account, withdrawn_at=None
    )
    opened = list(
        SignedIn.objects.filter(account_id=account, ended_at=None).values_list(
            "system_id", flat=True
        )
    )
    return [
        Connection(system=each.system, consent=each, sessions=opened.count(each.system_id))
        for each in standing.order_by("-at")
    ]


def sign_in_of(sid: str, session_key: str) -> SignedIn | None:
    """The open sign-in called `sid`, if it is of this session."""
    known = SignedIn.objects.select_related("system").filter(ended_at=None)
    return known.filter(pk=sid, session_key=session_key).first() if sid else None


def open_ticket(token: str) -> Ticket | None:
    """The access ticket of this token, if it opens anything at this moment."""
    found = (
        Ticket.objects.select_related("code__signed_in__system", "code__signed_in__account")
        .filter(session_stands("code__signed_in__session_key"))
        .filter(digest=digest_of(token), kind="access", until__gt=now())
        .first()
    )
    return found if found and lives(found.code) else None


def session_stands(key: str) -> Exists:
    """The condition that the browser session named by this field has not ended."""
    return Exists(Session.objects.filter(session_key=OuterRef(key), expire_date__gt=now()))


def lives(code: Code) -> bool:
    """Whether what a code began still stands: its family, its sign-in, the account, the system."""
    signed_in = code.signed_in
    return (
        code.ended_at is None
        and signed_in.ended_at is None
        and signed_in.system.state == State.APPROVED
        and bool(signed_in.account.is_active)
    )
