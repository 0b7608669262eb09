"""Actions at a window, where a clerk by name sees a person with their document.

What the clerk keeps holds for the account the person uses, never for all of that party: another
account under the same number may be a stranger's who knew name and number first.
"""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.readings import trace
from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal
from onedoor.kernel.time import now
from onedoor.registers.people import events
from onedoor.registers.people.actions import keep_party, prove
from onedoor.registers.people.cards import is_card, new_card, new_secret
from onedoor.registers.people.identifying import (
    VERIFIED,
    confirm_at_window,
    is_verified,
    leave_upstream,
)
from onedoor.registers.people.models import Account, Link, Party, Proof, Token
from onedoor.registers.people.numbers import NONE
from onedoor.registers.people.oneself import at_a_window, reopen_account
from onedoor.registers.people.staff import end_sessions_of

__all__ = [
    "Card",
    "is_proven_in_person",
    "issue_card",
    "release_account",
    "reopen_with_card",
    "vouch",
]

# The name of whoever holds an account that turned out not to be the person's.
UNKNOWN = "（未核实的账号）"


class WhichAccount(BadInput):
    """先选本人用的是哪个账号。没有一个是本人的，就发一张卡。"""


class NobodyVerified(Refusal):
    """还没有核实过本人，不能断开别的账号。先当面核实，或者发一张卡。"""


class ProvenInPerson(Refusal):
    """这个账号自己核实过本人，不能这样断开。有疑问，请交监督岗查。"""


class ClosedAlready(Refusal):
    """这个人的账号注销了。请先重新开通。"""


class BasisMissing(BadInput):
    """写明看了什么证件、为什么重新开通，不写号码。"""


@dataclass(frozen=True)
class Card:
    """A card as it is printed; the secret is shown this once and kept nowhere."""

    account: Account
    number: str
    secret: str


@transaction.atomic
def vouch(party: Party, account_id: str, *, by: Actor) -> None:
    """The clerk has compared face and document, and seen the person use this account.

    Whoever has no account yet is vouched for alone ("" for the account). WhichAccount.
    """
    party = _person(party, by)
    account = _own(party, account_id)
    if account is None:
        prove(party, "window", basis=party.number_kind, by=by)
        return
    confirm_at_window(
        account, kind=party.number_kind, number=party.number, name=party.name,
        country=party.country, seen=party.number_kind, by=by,
    )  # fmt: skip


@transaction.atomic
def issue_card(party: Party, *, without_steps: bool = False, by: Actor) -> Card:
    """A card to sign in with, for somebody a named clerk has seen with their document.

    A second one voids the first secret, and with it every session it opened. `without_steps`
    takes passkeys and second steps off the card's account, for somebody who has lost them.
    """
    party = _person(party, by)
    if party.closed_at:
        raise ClosedAlready()
    kept = Account.objects.select_related("party").filter(party=party, is_active=True)
    account = next((each for each in kept if is_card(each.login)), None)
    if account is None:
        account = Account(login=new_card(), party=party, opened_at=now())
    is_new, secret = account._state.adding, new_secret()
    account.set_password(secret)
    account.save()
    if is_new:
        record(events.AccountOpened(subject=f"account:{account.pk}", clerk=False), by=by)
    elif without_steps and Authenticator.objects.filter(user=account).delete()[0]:
        record(events.SecondStepsRemoved(subject=f"account:{account.pk}"), by=by)
    _given(account, party, basis=party.number_kind, by=by)
    return Card(account, account.login, secret)


@transaction.atomic
def reopen_with_card(party: Party, *, basis: str, by: Actor) -> Card:
    """The closed account of somebody who is at the window again, opened by a new card.

    `basis` says what was seen and why, never a number. BasisMissing, AlreadyOpen, NotFound.
    """
    party = _person(party, by)
    basis = " ".join(basis.split())[:200]
    if not basis:
        raise BasisMissing(where="basis")
    secret = new_secret()
    account = reopen_account(party.ref, login=new_card(), password=secret, by=by)
    _given(account, party, basis=basis, by=by)
    return Card(account, account.login, secret)


@transaction.atomic
def release_account(party: Party, account_id: str, *, by: Actor) -> None:
    """Part an account from the person, who says at the window that it is not theirs.

    It belongs to a fresh self-declared party, proves nothing, and is signed in nowhere. What it
    began stays the person's; the record says by which account. NotFound, ProvenInPerson,
    NobodyVerified.
    """
    party = _person(party, by)
    found = Account.objects.select_for_update().filter(pk=account_id, party=party, closed_at=None)
    account = found.first()
    if account is None:
        raise NotFound(where=account_id)
    if is_proven_in_person(account):
        raise ProvenInPerson()
    if not is_verified(party):
        raise NobodyVerified()
    trace(by=by, subject=f"party:{party.ref}", what="登录账号", why="本人说不是自己的账号，断开",
          party=party.ref)  # fmt: skip
    nobody = keep_party(kind="person", name=UNKNOWN, number_kind=NONE, number="", by=by)
    _shut_out(account, by=by)
    account.party = nobody
    account.save(update_fields=["party"])
    # That the telephone and the mailbox answered is still true, and says nothing of a person.
    for way, contact in (("phone", account.phone), ("email", account.email)):
        if contact:
            prove(nobody, way, account=account, basis=way, by=by)
    news = events.AccountReleased(
        subject=f"party:{party.ref}",
        account=str(account.pk),
        party=nobody.ref,
        before=party.ref,
    )
    record(news, by=by)


def is_proven_in_person(account: Account) -> bool:
    """Whether somebody has looked at the holder of this very account."""
    return Proof.objects.filter(account=account, way__in=VERIFIED, ended_at=None).exists()


def _shut_out(account: Account, *, by: Actor) -> None:
    """Nothing that was opened or shown by this account goes on."""
    end_sessions_of(account.pk)
    Token.objects.filter(account=account, revoked_at=None).update(revoked_at=now())
    Proof.objects.filter(account=account, ended_at=None).update(ended_at=now())
    for link in Link.objects.filter(account=account):
        leave_upstream(account, link.provider, others=True, by=by)


def _given(account: Account, party: Party, *, basis: str, by: Actor) -> None:
    """A card went into the hands of somebody seen: older sessions end, and by whom is kept."""
    end_sessions_of(account.pk)
    record(events.CardIssued(subject=f"party:{party.ref}", account=str(account.pk)), by=by)
    prove(party, "window", account=account, basis=basis, by=by)


def _person(party: Party, by: Actor) -> Party:
    """The party, held; only a natural person with a number, and only for a window."""
    if not at_a_window(by):
        raise NotAllowed()
    party = Party.objects.select_for_update().get(pk=party.pk)
    if party.number_kind == NONE or party.kind != "person":
        raise NotAllowed()
    return party


def _own(party: Party, account_id: str) -> Account | None:
    """The account of the party that was chosen; None for a party that has none at all."""
    known = {str(each.pk): each for each in party.accounts.filter(is_active=True)}
    if known and account_id not in known:
        raise WhichAccount(where="account")
    return known.get(account_id)
