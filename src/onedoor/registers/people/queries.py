"""Who somebody is."""

from dataclasses import dataclass

from django.db import connection

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.readings import trace
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.time import now
from onedoor.registers.people.actions import digest_of
from onedoor.registers.people.models import Account, Party

__all__ = ["Account", "KeyHolder", "Party", "account_called", "holder_of_key", "party_for"]


def party_for(ref: str, *, seen_by: Actor, why: str = "") -> Party:
    """The party, for itself, for the system, or for a clerk who says why (which leaves a trace).

    Raises NotAllowed to anybody else, and Party.DoesNotExist.
    """
    # Asked by every application: a plain statement costs a third of a query set.
    found = list(Party.objects.raw("SELECT * FROM people_party WHERE id = %s", [ref]))
    if not found:
        raise Party.DoesNotExist
    party = found[0]
    if seen_by.party == party.ref or seen_by == SYSTEM:
        return party
    if not (seen_by.is_staff and why):
        raise NotAllowed()
    trace(by=seen_by, subject=f"party:{party.ref}", what="主体信息", why=why, party=party.ref)
    return party


def account_called(login: str, *, seen_by: Actor = SYSTEM) -> Account | None:
    """The account of this login, with its party, or None. For sign-in and the command line."""
    return Account.objects.select_related("party").filter(login=login).first()


@dataclass(frozen=True)
class KeyHolder:
    """For whom a program's key opens: the token, its account and party ("" for a clerk's)."""

    token: str
    account: str
    party: str
    name: str


def holder_of_key(key: str, *, seen_by: Actor = SYSTEM) -> KeyHolder | None:
    """Whom the program with this key acts for; None when the key opens nothing.

    It opens nothing when it is unknown, expired or revoked, or when its account is closed.
    """
    # Asked at every call of a program, so it is one plain statement.
    with connection.cursor() as cursor:
        cursor.execute(_HOLDER, [digest_of(key), now()])
        row = cursor.fetchone()
    return KeyHolder(*map(str, row)) if row else None


_HOLDER = """
SELECT token.id, account.id, coalesce(account.party_id::text, ''),
    coalesce(party.name, account.staff_name)
FROM people_token AS token
JOIN people_account AS account ON account.id = token.account_id AND account.is_active
LEFT JOIN people_party AS party ON party.id = account.party_id
WHERE token.digest = %s AND token.revoked_at IS NULL
    AND (token.until IS NULL OR token.until > %s)
"""
