"""Who somebody is."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.codes import BadCode
from onedoor.kernel.readings import trace
from onedoor.kernel.refusals import NotAllowed, NotFound
from onedoor.kernel.time import now
from onedoor.registers.people.actions import digest_of, standing_ways
from onedoor.registers.people.levels import level_from
from onedoor.registers.people.models import Account, Party
from onedoor.registers.people.numbers import KINDS, index_of

__all__ = [
    "Account",
    "KeyHolder",
    "Party",
    "account_called",
    "assurance_of",
    "holder_of_key",
    "party_for",
    "refs_numbered",
    "staff_account",
    "staff_accounts",
]


def party_for(ref: str, *, seen_by: Actor, why: str = "") -> Party:
    """The party, for itself, for the system, or for a clerk who says why (which leaves a trace).

    Raises NotAllowed to anybody else, and Party.DoesNotExist.
    """
    # Asked by every application: a plain statement costs a third of a query set.
    found = list(Party.objects.raw("SELECT * FROM people_party WHERE id = %s", [ref]))
    if not found:
        raise Party.DoesNotExist
    party = found[0]
    if party.ref in (seen_by.party, seen_by.own_party) or seen_by == SYSTEM:
        return party
    if not (seen_by.is_staff and why):
        raise NotAllowed()
    trace(by=seen_by, subject=f"party:{party.ref}", what="主体信息", why=why, party=party.ref)
    return party


def refs_numbered(number: str, *, seen_by: Actor) -> list[UUID]:
    """The parties known by exactly this number, of whatever kind: their keys, nothing else of them.

    What may be seen of them is for the asking room to say.
    """
    if seen_by.kind == "administrator":
        return []
    countries = list(
        Party.objects.filter(number_kind__in=_BY_COUNTRY)
        .values_list("country", flat=True)
        .distinct()
    )
    indexes = []
    for kind in KINDS.values():
        try:
            read = kind.read(number)
        except BadCode:
            continue
        places = countries if kind.by_country else [""]
        indexes += [index_of(kind.code, read, place) for place in places]
    return list(Party.objects.filter(number_index__in=indexes).values_list("pk", flat=True))


_BY_COUNTRY = [kind.code for kind in KINDS.values() if kind.by_country]


def account_called(login: str, *, seen_by: Actor = SYSTEM) -> Account | None:
    """The account of this login, with its party, or None. For sign-in and the command line."""
    return Account.objects.select_related("party").filter(login=login).first()


def staff_accounts(*, find: str = "", seen_by: Actor, limit: int = 100) -> list[Account]:
    """Accounts of clerks by name or login, for an administrator; nothing for anybody else."""
    if seen_by.kind != "administrator":
        raise NotAllowed()
    found = Account.objects.filter(party=None)
    if find:
        found = found.filter(Q(login__icontains=find) | Q(staff_name__icontains=find))
    return list(found.order_by("staff_name", "login")[:limit])


def staff_account(account_id: str, *, seen_by: Actor) -> Account:
    """One account of a clerk, for an administrator; NotFound to anybody else and for any other."""
    found = None
    if seen_by.kind == "administrator":
        found = Account.objects.filter(pk=account_id, party=None).first()
    if found is None:
        raise NotFound(where=account_id)
    return found


@dataclass(frozen=True)
class KeyHolder:
    """For whom a program's key opens: the token, its account and party ("" for a clerk's)."""

    token: str
    account: str
    party: str
    name: str
    level: int


def assurance_of(account: Account, *, used: Collection[str] = (), seen_by: Actor = SYSTEM) -> int:
    """The real-name level of whoever holds this account, in a session opened by `used`."""
    if account.party_id is None:
        return 0
    return level_from(standing_ways(str(account.party_id), account=account), used=used)


def holder_of_key(key: str, *, seen_by: Actor = SYSTEM) -> KeyHolder | None:
    """Whom the program with this key acts for; None when the key opens nothing.

    It opens nothing when it is unknown, expired or revoked, or when its account is closed.
    """
    # Asked at every call of a program, so it is one plain statement.
    with connection.cursor() as cursor:
        cursor.execute(_HOLDER, [now(), digest_of(key), now()])
        row = cursor.fetchone()
    if row is None:
        return None
    token, account, party, name, ways = row
    return KeyHolder(str(token), str(account), party, name, level_from(ways))


_HOLDER = """
SELECT token.id, account.id, coalesce(account.party_id::text, ''),
    coalesce(party.name, account.staff_name),
    array(SELECT way FROM people_proof WHERE party_id = account.party_id AND ended_at IS NULL
        AND (until IS NULL OR until > %s) AND (account_id IS NULL OR account_id = account.id))
FROM people_token AS token
JOIN people_account AS account ON account.id = token.account_id AND account.is_active
LEFT JOIN people_party AS party ON party.id = account.party_id
WHERE token.digest = %s AND token.revoked_at IS NULL
    AND (token.until IS NULL OR token.until > %s)
"""
