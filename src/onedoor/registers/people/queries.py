"""Who somebody is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, Q, QuerySet

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.codes import BadCode, name_as_written
from onedoor.kernel.readings import Look, start_of_today, trace, trace_all
from onedoor.kernel.refusals import NotAllowed, NotFound
from onedoor.kernel.time import now
from onedoor.registers.people.actions import digest_of, phone_index, standing_ways
from onedoor.registers.people.identifying import checks_left_of
from onedoor.registers.people.levels import level_from
from onedoor.registers.people.models import Account, Check, Link, Party, Proof, Token
from onedoor.registers.people.numbers import KINDS, index_of, read_number

__all__ = [
    "Account",
    "KeyHolder",
    "Party",
    "Proof",
    "Token",
    "account_called",
    "account_for",
    "account_names",
    "account_reached_by",
    "assurance_of",
    "checks_left",
    "checks_of",
    "holder_of_key",
    "language_of",
    "links_of",
    "party_for",
    "party_matching",
    "party_numbered",
    "proofs_of",
    "refs_numbered",
    "represented_by",
    "staff_account",
    "staff_accounts",
    "tokens_of",
    "ways_in_of",
    "ways_of",
]

# Looks of one helper at one person's data within this time are one look.
_ONE_LOOK = timedelta(minutes=10)


Row = TypeVar("Row", bound=Model)


def party_for(ref: str, *, seen_by: Actor, why: str = "") -> Party:
    """The party, for itself, for the system, or for a clerk who says why (which leaves a trace).

    Raises NotAllowed to anybody else, and Party.DoesNotExist.
    """
    # Asked by every application: a plain statement costs a third of a query set.
    found = list(Party.objects.raw("SELECT * FROM people_party WHERE id = %s", [ref]))
    if not found:
        raise Party.DoesNotExist
    party = found[0]
    own = party.ref in (seen_by.party, seen_by.own_party)
    if not own and seen_by != SYSTEM and not (seen_by.is_staff and why):
        raise NotAllowed()
    if party.ref != seen_by.own_party or seen_by.kind == "machine":
        why = why or ("账号持有人的密钥" if seen_by.kind == "machine" else "授权")
        trace(by=seen_by, subject=f"party:{party.ref}", what="主体信息", why=why, party=party.ref,
              within=None if seen_by.is_staff else _ONE_LOOK)  # fmt: skip
    return party


# A program or an agent asking again within this time goes on with the same look.
_ONE_LOOK = timedelta(minutes=10)


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


def represented_by(person: str, *, seen_by: Actor) -> list[Party]:
    """The organisations this person represents by law, for that person; closed ones left out."""
    if seen_by != SYSTEM and person != seen_by.own_party:
        raise NotAllowed()
    found = list(
        Party.objects.filter(
            represented_by_id=UUID(person), kind="organisation", closed_at=None
        ).order_by("name")
    )
    _names_seen(found, by=seen_by, why="法定代表人")
    return found


def _names_seen(parties: Iterable[Party], *, by: Actor, why: str) -> None:
    """Each party that is not the reader learns of it, once a day."""
    own = by.own_party if by.kind == "person" else ""
    looks = [Look(each.ref, f"party:{each.ref}", "主体信息") for each in parties if each.ref != own]
    trace_all(looks, by=by, why=why, since=start_of_today())


def party_matching(*, name: str, number: str, seen_by: Actor) -> str:
    """The ref of the party of just this name and number, or telephone of its account; "" for none.

    A number without the name that belongs to it says nothing, not even that it is known. An
    organisation's name is public, so its code alone will do. Administrators find nobody.
    """
    if seen_by.kind == "administrator":
        return ""
    refs = set(refs_numbered(number, seen_by=seen_by)) if number.strip() else set()
    digits = "".join(each for each in number if each.isdigit())[-11:]
    # Telephones are indexed as E.164.
    by_phone = Account.objects.filter(phone_index=phone_index(f"+86{digits}"))
    if len(digits) == 11:
        refs |= set(by_phone.filter(is_active=True).values_list("party_id", flat=True))
    wanted = _plain(name)
    for party in Party.objects.filter(pk__in=[each for each in refs if each], closed_at=None):
        if _plain(party.name) == wanted or (party.kind == "organisation" and not wanted):
            return party.ref
    return ""


def _plain(name: str) -> str:
    """A name for comparing: look-alike dots and blanks do not count."""
    return "".join(each for each in name_as_written(name) if each not in " ·.").casefold()


def account_names(refs: Collection[str], *, seen_by: Actor) -> dict[str, str]:
    """Names behind account refs as the record keeps them ("account:<id>"): for those shown it.

    Whether somebody may see who acted is for the room to say that shows it; administrators never.
    """
    if seen_by.kind == "administrator":
        return {}
    ids = [ref.partition(":")[2] for ref in refs if ref.startswith("account:")]
    found = list(Account.objects.select_related("party").filter(pk__in=ids))
    _names_seen([each.party for each in found if each.party], by=seen_by, why="核对是谁办的")
    return {f"account:{each.pk}": each.name for each in found}


def account_called(login: str, *, seen_by: Actor = SYSTEM) -> Account | None:
    """The account of this login, with its party, or None. For sign-in and the command line."""
    return Account.objects.select_related("party").filter(login=login).first()


def account_reached_by(
    *, phone: str = "", email: str = "", seen_by: Actor = SYSTEM
) -> Account | None:
    """The account this telephone (E.164) or mailbox leads to, with its party. For sign-in."""
    if not (phone or email):
        return None
    asked = {"phone_index": phone_index(phone)} if phone else {"email": email.lower()}
    return Account.objects.select_related("party").filter(**asked).first()


def party_numbered(
    number_kind: str, number: str, *, country: str = "", seen_by: Actor, why: str
) -> Party | None:
    """The party of the document before a clerk's eyes; the look leaves a trace."""
    index = index_of(number_kind, read_number(number_kind, number), country)
    if not (seen_by.is_staff and why):
        raise NotAllowed()
    found = Party.objects.filter(number_kind=number_kind, number_index=index).first()
    return found and party_for(found.ref, seen_by=seen_by, why=why)


def ways_in_of(party: str, *, seen_by: Actor) -> list[Account]:
    """The accounts of a party, for the party itself or for a clerk (which leaves a trace)."""
    if not (seen_by.is_staff or party == seen_by.own_party):
        raise NotAllowed()
    if party != seen_by.own_party or seen_by.kind == "machine":
        trace(by=seen_by, subject=f"party:{party}", what="登录账号", why="核对身份", party=party,
              within=_ONE_LOOK)  # fmt: skip
    return list(Account.objects.filter(party_id=UUID(party), is_active=True).order_by("opened_at"))


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


def language_of(party: str, *, seen_by: Actor) -> str:
    """In which language a party wishes to be told; "" when it never said. For whoever tells it."""
    if seen_by != SYSTEM and seen_by.own_party != party:
        raise NotAllowed()
    said = Account.objects.filter(party_id=party, closed_at=None).exclude(language="")
    return said.order_by("-opened_at").values_list("language", flat=True).first() or ""


def mailbox_of(party: str, *, seen_by: Actor) -> str:
    """The mailbox a party is told at, one that answered; "" for none. For the house that writes."""
    if seen_by != SYSTEM:
        raise NotAllowed()
    found = Account.objects.filter(party_id=party, closed_at=None, is_active=True)
    return (
        found.exclude(email="").order_by("opened_at").values_list("email", flat=True).first() or ""
    )


def account_for(*, seen_by: Actor) -> Account | None:
    """The account with which the reader is here; None for a program, an agent or nobody."""
    kind, _, key = seen_by.ref.partition(":")
    if kind != "account" or seen_by.scope is not None:
        return None
    return Account.objects.select_related("party").filter(pk=key).first()


def proofs_of(*, seen_by: Actor) -> list[Proof]:
    """The standing proofs of who the reader is, the newest first; to nobody else."""
    return list(_own(Proof.objects.filter(ended_at=None), seen_by).order_by("-at"))


def tokens_of(*, seen_by: Actor) -> list[Token]:
    """The keys of programs that act for the reader's accounts; to nobody else."""
    own = _own(Token.objects.filter(revoked_at=None), seen_by, "account__party")
    return list(own.select_related("account").order_by("-made_at"))


def _own(rows: QuerySet[Row], reader: Actor, party: str = "party") -> QuerySet[Row]:
    """Of these rows the reader's own: a person's who acts for nobody else."""
    if reader.kind != "person" or reader.scope is not None:
        return rows.none()
    return rows.filter(**{party: reader.party})


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


def ways_of(account: Account, *, seen_by: Actor) -> set[str]:
    """By what the holder of an account is proven to be who they are; their own to see."""
    if account.party_id is None or str(account.party_id) != seen_by.own_party:
        return set()
    return standing_ways(str(account.party_id), account=account)


def checks_of(account: Account, *, seen_by: Actor) -> list[Check]:
    """The newest questions to the register about the holder of this account; their own to see."""
    if seen_by.ref != f"account:{account.pk}":
        raise NotAllowed()
    return list(Check.objects.filter(account=account).order_by("-at")[:20])


def checks_left(account: Account, *, seen_by: Actor) -> int:
    """How often the register may still be asked today."""
    return checks_left_of(account)


def links_of(account: Account, *, seen_by: Actor) -> list[Link]:
    """The providers by which this account can be entered; its holder's to see."""
    if seen_by.ref != f"account:{account.pk}":
        raise NotAllowed()
    return list(Link.objects.filter(account=account).order_by("provider"))


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
