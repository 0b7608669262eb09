"""Actions that show who one is: by the register, at a window, by signing in elsewhere.

A name and a number that match are no secret: whoever knows another's must not come into what that
other has here. So the register alone never opens a party that has an account or was verified.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils.crypto import constant_time_compare, get_random_string

from onedoor.kernel.actors import Actor
from onedoor.kernel.codes import person_name
from onedoor.kernel.events import record
from onedoor.kernel.ports import Assertion, port
from onedoor.kernel.refusals import BadInput, NotAllowed, Refusal
from onedoor.kernel.secrecy import blind_index
from onedoor.kernel.time import now
from onedoor.registers.people import events
from onedoor.registers.people.actions import (
    LastWayIn,
    keep_party,
    open_account,
    prove,
    standing_ways,
)
from onedoor.registers.people.models import Account, Check, Link, Party, Proof
from onedoor.registers.people.numbers import KINDS, NONE, index_of, read_number
from onedoor.registers.people.oneself import at_a_window

__all__ = [
    "CHECKS_A_DAY",
    "VERIFIED",
    "AccountClosed",
    "AskedTooOften",
    "Entry",
    "Link",
    "NotSureEnough",
    "NumberIsTaken",
    "OtherName",
    "OtherNumber",
    "begin_check",
    "bind_account",
    "confirm_at_window",
    "enter_by_upstream",
    "identify_oneself",
    "is_verified",
    "join_upstream",
    "leave_upstream",
    "prove_by_licence",
    "subject_index",
]

# A register that answers as often as one likes would tell whose number is whose.
CHECKS_A_DAY = 5
# Ways in which somebody looked at the person, and not only at what the person knows.
VERIFIED = frozenset({"window", "licence", "upstream"})
VERIFIED_LEVEL = 3


class NotMatching(BadInput):
    """姓名和号码没有对上。请照证件逐字核对；今天还能再核对 {left} 次。也可以带证件到窗口核实。"""


class LicenceProvesNothing(BadInput):
    """这张证照没有核对成：查验码或号码不对，证照已失效，或者持证人还没到窗口核实过。请核对再试，或到窗口办。"""


class RegisterSilent(Refusal):
    """登记机关现在连不上，没有核对成。过一会儿再试，填的不用重来；急用就带证件到窗口核实。"""

    status = 503


class AskedTooOften(Refusal):
    """今天已经核对了 {limit} 次，明天再来。着急就带证件到窗口，当场就能核实。"""

    status = 429


class NumberIsTaken(Refusal):
    """这个证件号码已经有人在这里核实过。是您本人，请用原来的账号登录；用不了就带证件到窗口。"""


class AnotherNumber(Refusal):
    """您的账号已经核对过另一个证件号码。换证件了，请带新旧证件到窗口改。"""


class OtherNumber(Refusal):
    """这个账号的人已经登记了另一个证件号。请核对证件；号码确实变了，请走更正。"""


class OtherName(Refusal):
    """这个证件号登记的姓名和您填的不一样。核对证件：号码有没有看错，姓名是不是改过。"""


class WrongHolder(BadInput):
    """这里核对的是个人证件。单位的名称和信用代码人人能查到，要由法定代表人本人登录，或者到窗口办。"""


class NotSureEnough(NotAllowed):
    """“{provider}”没有说明已核实您的身份，所以不能用它登录。请先在那边完成实名，或者换别的办法登录。"""


class AnotherPerson(NotAllowed):
    """“{provider}”这次给的身份和您原来的不一样，没有登录。请换别的办法登录，并告诉我们：12345。"""


class AccountClosed(NotAllowed):
    """这个账号已经注销或停用，不能登录。需要恢复，请带证件到窗口。"""


def identify_oneself(
    account: Account, *, kind: str, number: str, name: str, country: str = "", by: Actor
) -> Party:
    """The party that the register says this account's holder is; proven by it from now on.

    Asks the register with no transaction open (RuntimeError within one), a few times a day.
    BadCode, WrongHolder, AnotherNumber, AskedTooOften, NotMatching, RegisterSilent, NumberIsTaken.
    """
    if connection.in_atomic_block:
        raise RuntimeError("a register is not asked inside a transaction")
    party = _party_of(account)
    number, name = read_number(kind, number), _name_read(kind, name)
    # A firm's name and code are public: that they match says nothing of who types them.
    if party.kind != "person":
        raise WrongHolder(where="kind")
    if refusal := _why_not_ask(party, kind, number, country):
        raise refusal
    check = begin_check(account, kind)
    answer = port("register").check(kind, number, name, country)
    _settle(check, answer.verdict, answer.receipt, by=by)
    if answer.verdict == "match":
        return _take_the_number(account, kind, number, name, country, answer.receipt, by=by)
    if answer.verdict == "unavailable":
        raise RegisterSilent()
    # The same words for a wrong name and an unknown number: the register is nobody's directory.
    raise NotMatching(left=checks_left_of(account), where="number")


def _party_of(account: Account) -> Party:
    if account.party is None:
        raise NotAllowed()
    return account.party


def _name_read(kind: str, name: str) -> str:
    known = KINDS.get(kind)
    if known is None or known.holder == "person":
        return person_name(name)
    name = " ".join(name.split())
    if not 1 <= len(name) <= 200:
        raise BadInput(problem="请照营业执照上的名称填写。", where="name")
    return name


def _why_not_ask(party: Party, kind: str, number: str, country: str) -> Refusal | None:
    if kind == NONE or KINDS[kind].holder != party.kind:
        return WrongHolder(where="kind")
    own = (party.number_kind, party.number_index)
    if party.number_kind != NONE and own != (kind, index_of(kind, number, country)):
        return AnotherNumber(where="number")
    return None


@transaction.atomic
def begin_check(account: Account, kind: str) -> Check:
    """A place among today's questions about who one is; AskedTooOften when there is none left."""
    # Held, so that ten pressed at once are counted as ten.
    Account.objects.select_for_update().get(pk=account.pk)
    if not checks_left_of(account):
        raise AskedTooOften(limit=CHECKS_A_DAY)
    return Check.objects.create(account=account, at=now(), kind=kind)


def checks_left_of(account: Account) -> int:
    """How often the register may still be asked; what it did not answer does not count."""
    since = now() - timedelta(days=1)
    asked = Check.objects.filter(account=account, at__gt=since).exclude(verdict="unavailable")
    return max(CHECKS_A_DAY - asked.count(), 0)


@transaction.atomic
def _settle(check: Check, verdict: str, receipt: str, *, by: Actor) -> None:
    check.verdict, check.receipt = verdict, receipt
    check.save(update_fields=["verdict", "receipt"])
    news = events.IdentityChecked(
        subject=f"account:{check.account_id}", kind=check.kind, verdict=verdict, receipt=receipt
    )
    record(news, by=by)


@transaction.atomic
def _take_the_number(
    account: Account, kind: str, number: str, name: str, country: str, receipt: str, *, by: Actor
) -> Party:
    """The party of this number, to which the account belongs afterwards; NumberIsTaken."""
    index = index_of(kind, number, country)
    known = Party.objects.select_for_update().filter(number_kind=kind, number_index=index).first()
    if known is None:
        known = _give_number(_held(account), kind, number, name, country, by=by)
    elif known.pk != account.party_id:
        if _is_somebodys(known):
            raise NumberIsTaken(where="number")
        bind_account(account, known, by=by)
    prove(known, "register", account=account, basis=receipt, by=by)
    return known


def _held(account: Account) -> Party:
    return Party.objects.select_for_update().get(pk=_party_of(account).pk)


def _give_number(
    party: Party, kind: str, number: str, name: str, country: str, *, by: Actor
) -> Party:
    party.number_kind, party.number, party.name = kind, number, name
    party.number_index = index_of(kind, number, country)
    party.country = country if KINDS[kind].by_country else ""
    party.save(update_fields=["number_kind", "number", "number_index", "name", "country"])
    record(events.PartyIdentified(subject=f"party:{party.ref}", number_kind=kind), by=by)
    return party


def _is_somebodys(party: Party) -> bool:
    """Whether somebody may come in as this party, or has been verified as it."""
    return party.accounts.exists() or bool(standing_ways(party.ref))


@transaction.atomic
def bind_account(account: Account, party: Party, *, by: Actor) -> None:
    """Let the account belong to `party`, which was known before; what it brought follows as news.

    Whoever calls has seen to it that the holder is this party. Bound already: nothing happens.
    """
    before = _party_of(account)
    if before.pk == party.pk:
        return
    if before.number_kind != NONE or before.kind != party.kind:
        raise AnotherNumber(where="number")
    account.party = party
    account.save(update_fields=["party"])
    Proof.objects.filter(account=account).update(party=party)
    if not before.accounts.exists():
        before.closed_at = now()
        before.save(update_fields=["closed_at"])
    news = events.AccountBound(
        subject=f"party:{party.ref}",
        account=str(account.pk),
        party=party.ref,
        before=before.ref,
    )
    record(news, by=by)


@transaction.atomic
def confirm_at_window(
    account: Account,
    *,
    kind: str,
    number: str,
    name: str,
    country: str = "",
    seen: str,
    by: Actor,
) -> Party:
    """A clerk, by name, has seen the document and the person who holds this account.

    `seen` says what was looked at, never a number. NotAllowed anywhere but at a window;
    OtherNumber, OtherName, WrongHolder.
    """
    if not at_a_window(by):
        raise NotAllowed()
    party = _party_of(account)
    number, name = read_number(kind, number), _name_read(kind, name)
    refusal = _why_not_ask(party, kind, number, country)
    if isinstance(refusal, AnotherNumber):
        raise OtherNumber(where="number")
    if refusal:
        raise refusal
    index = index_of(kind, number, country)
    known = Party.objects.select_for_update().filter(number_kind=kind, number_index=index).first()
    if known is None:
        known = _give_number(_held(account), kind, number, name, country, by=by)
    elif known.name != name:
        raise OtherName(where="name")
    bind_account(account, known, by=by)
    # For this account alone: another one that claims the same number has shown nothing.
    prove(known, "window", account=account, basis=seen, by=by)
    return known


def prove_by_licence(
    account: Account, check: Check, *, holder: str, number: str, basis: str, by: Actor
) -> Party:
    """The person `holder`, if the number is theirs and a clerk has once seen them; else refused.

    The licences room says whose licence was shown ("" for none that counts).
    """
    found = Party.objects.filter(pk=holder, kind="person").first() if holder else None
    shown = found is not None and _is_numbered(found, number)
    seen = found is not None and shown and is_verified(found)
    _settle(check, "match" if seen else "differs", "", by=by)
    if found is None or not seen:
        raise LicenceProvesNothing(where="code")
    with transaction.atomic():
        if found.pk != account.party_id and found.accounts.filter(closed_at=None).exists():
            raise NumberIsTaken(where="number")
        bind_account(account, found, by=by)
        prove(found, "licence", account=account, basis=basis, by=by)
    return found


def is_verified(party: Party) -> bool:
    """Whether somebody has looked at this person, by whatever account they came or by none."""
    standing = Proof.objects.filter(party=party, way__in=VERIFIED, ended_at=None)
    # What an account proved while it was another's says nothing of this person.
    own = Q(account=None) | Q(account__party=party)
    return standing.filter(own, Q(until=None) | Q(until__gt=now())).exists()


def _is_numbered(party: Party, number: str) -> bool:
    try:
        typed = read_number(party.number_kind, number)
    except Refusal:
        return False
    return bool(typed) and constant_time_compare(typed, party.number)


@dataclass(frozen=True)
class Entry:
    """Who comes in from another provider; `account` is None when they must sign in here once."""

    account: Account | None
    is_new: bool = False


@transaction.atomic
def enter_by_upstream(said: Assertion, *, names: Mapping[str, str], by: Actor) -> Entry:
    """Who the provider has proved to have signed in there: by link, then by verified number.

    Never by e-mail. An identity that is not verified makes nothing and opens nothing
    (NotSureEnough). AnotherPerson when a linked subject comes with another's number.
    """
    provider = names["zh"]
    link = Link.objects.select_related("account__party").filter(
        provider=said.provider, subject_index=subject_index(said)
    ).select_for_update(of=("self",)).first()  # fmt: skip
    if not said.sure:
        raise NotSureEnough(provider=provider)
    kind, index, number, name = _identity(said, provider)
    if link is not None:
        return _enter_by_link(link, (kind, index), said, provider=provider, by=by)
    known = Party.objects.select_for_update().filter(number_kind=kind, number_index=index).first()
    if known is None or not known.accounts.filter(closed_at=None).exists():
        known = _welcomed(known) or keep_party(
            kind=KINDS[kind].holder, name=name, number_kind=kind, number=number,
            country=said.country, by=by,
        )  # fmt: skip
        login = f"{said.provider}-{get_random_string(16)}".lower()
        account = open_account(login, get_random_string(64), party=known, by=by)
        # Nobody knows that password, and nobody is to guess at it.
        account.set_unusable_password()
        account.save(update_fields=["password"])
        _link(account, said, by=by)
        return Entry(account, is_new=True)
    existing = _only_account(known) if said.opens else None
    if existing is not None:
        _link(existing, said, by=by)
    return Entry(existing)


def _identity(said: Assertion, provider: str) -> tuple[str, str, str, str]:
    known = KINDS.get(said.kind)
    if known is None or not said.number or not said.name.strip():
        raise NotSureEnough(provider=provider)
    number = read_number(said.kind, said.number)
    return said.kind, index_of(said.kind, number, said.country), number, said.name.strip()[:200]


def _welcomed(party: Party | None) -> Party | None:
    """The party known before, open again if its account was closed."""
    if party is not None and party.closed_at:
        party.closed_at = None
        party.save(update_fields=["closed_at"])
    return party


def _only_account(party: Party) -> Account | None:
    """The one account of the party, if its holder has been verified as the party before.

    One that only the register vouches for may be a stranger's who knew name and number first:
    whoever comes in must show that it is theirs, or they would share it with the stranger.
    """
    found = list(party.accounts.filter(closed_at=None)[:2])
    if len(found) != 1 or not found[0].is_active:
        return None
    return found[0] if standing_ways(party.ref, account=found[0]) & VERIFIED else None


def _enter_by_link(
    link: Link, identity: tuple[str, str], said: Assertion, *, provider: str, by: Actor
) -> Entry:
    account = link.account
    party = _party_of(account)
    if not account.is_active:
        raise AccountClosed()
    if (party.number_kind, party.number_index) != identity:
        raise AnotherPerson(provider=provider)
    link.used_at = now()
    link.save(update_fields=["used_at"])
    _entered(account, said, by=by)
    return Entry(account)


def _link(account: Account, said: Assertion, *, by: Actor) -> None:
    Link.objects.update_or_create(
        account=account,
        provider=said.provider,
        defaults={"subject_index": subject_index(said), "made_at": now(), "used_at": now()},
    )
    news = events.UpstreamLinked(subject=f"account:{account.pk}", provider=said.provider)
    record(news, by=by)
    _entered(account, said, by=by)


def _entered(account: Account, said: Assertion, *, by: Actor) -> None:
    basis = f"{said.provider} {said.rank}".strip()[:200]
    way = "upstream" if said.level >= VERIFIED_LEVEL else "register"
    prove(_party_of(account), way, account=account, basis=basis, by=by)
    news = events.EnteredUpstream(
        subject=f"account:{account.pk}", provider=said.provider, rank=said.rank[:80]
    )
    record(news, by=by)


def subject_index(said: Assertion) -> str:
    """The blind index of what a provider calls somebody."""
    return blind_index(f"{said.provider}\0{said.subject}", purpose="upstream.subject")


@transaction.atomic
def join_upstream(
    account: Account, said: Assertion, *, names: Mapping[str, str], by: Actor
) -> Party:
    """Link the account of somebody signed in here to what the provider has just said of them.

    A self-declared party takes the verified number; one with a number must have this very one.
    NotSureEnough, WrongHolder, AnotherNumber, NumberIsTaken.
    """
    provider = names["zh"]
    if not said.sure:
        raise NotSureEnough(provider=provider)
    kind, index, number, name = _identity(said, provider)
    party = _party_of(account)
    if refusal := _why_not_ask(party, kind, number, said.country):
        raise refusal
    taken = Link.objects.filter(provider=said.provider, subject_index=subject_index(said))
    if taken.exclude(account=account).exists():
        raise NumberIsTaken(where="number")
    known = Party.objects.select_for_update().filter(number_kind=kind, number_index=index).first()
    if known is None:
        known = _give_number(_held(account), kind, number, name, said.country, by=by)
    elif known.pk != party.pk and known.accounts.filter(closed_at=None).exists():
        raise NumberIsTaken(where="number")
    bind_account(account, known, by=by)
    _link(account, said, by=by)
    return known


@transaction.atomic
def leave_upstream(account: Account, provider: str, *, others: bool, by: Actor) -> None:
    """Take the link away; signing in there opens this account no more. None: nothing happens.

    `others`: a passkey is left to enter. LastWayIn when nothing is.
    """
    links = Link.objects.select_for_update().filter(account=account)
    found = [each for each in links if each.provider == provider]
    left = account.phone or account.email or account.has_usable_password() or others
    if found and not left and len(links) == 1:
        raise LastWayIn()
    for link in found:
        link.delete()
        news = events.UpstreamUnlinked(subject=f"account:{account.pk}", provider=provider)
        record(news, by=by)
