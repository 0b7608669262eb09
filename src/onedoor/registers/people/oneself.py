"""What one does with one's own account: take one's data along, leave, come back."""

from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import NotAllowed, NotFound, Refusal
from onedoor.kernel.time import now
from onedoor.registers.people import events
from onedoor.registers.people.models import Account, Check, Link, Party, Proof, Token
from onedoor.registers.people.staff import end_sessions_of

# What stands where the name of somebody stood of whom nothing need be kept.
GONE = "（已注销）"
# Ways in that other apps keep for an account: app and model. Whatever is installed is emptied.
_WAYS_IN = (
    ("mfa", "Authenticator"),
    ("account", "EmailAddress"),
    ("usersessions", "UserSession"),
)


class AlreadyOpen(Refusal):
    """这个人的账号没有注销，不用重新开。"""


class LoginTaken(Refusal):
    """这个账号名已经有人用了，换一个。"""


@transaction.atomic
def note_export(*, by: Actor) -> None:
    """Record that somebody took a copy of all that is kept about them (个人信息保护法 45)."""
    record(events.DataExported(subject=by.ref, party=by.party), by=by)


@transaction.atomic
def speak(language: str, *, by: Actor) -> None:
    """From now on this account is told in `language`, a code of the settings; NotAllowed to others.

    Unknown codes are nothing: the language stays as it was.
    """
    account = _own_account(by)
    if language in dict(settings.LANGUAGES):
        account.language = language
        account.save(update_fields=["language"])


@transaction.atomic
def close_account(*, keep_identity: bool, by: Actor) -> Account:
    """Close the account with which `by` is here: no way in is left, and no session.

    With the last account of a party its particulars go too; with `keep_identity` name and number
    stay, because kept matters need them. NotAllowed to whoever is not here by an account of theirs.
    """
    account = _own_account(by)
    party = Party.objects.select_for_update().get(pk=by.party)
    _shut(account)
    others = party.accounts.filter(closed_at=None).exclude(pk=account.pk).exists()
    Proof.objects.filter(account=account).delete()
    if not others:
        Proof.objects.filter(party=party).delete()
        _forget_particulars(party, keep_identity=keep_identity)
    news = events.AccountClosed(subject=by.ref, party=str(party.pk), last=not others)
    record(news, by=by)
    return account


@transaction.atomic
def reopen_account(party: str, *, login: str, password: str, by: Actor) -> Account:
    """Open a closed account again for somebody who has shown at a window who they are.

    Only at a window: NotAllowed. NotFound, AlreadyOpen, LoginTaken. What was removed stays removed.
    """
    if not at_a_window(by):
        raise NotAllowed()
    mine = Account.objects.select_for_update().filter(party_id=UUID(party))
    if mine.filter(closed_at=None).exists():
        raise AlreadyOpen()
    account = mine.order_by("-closed_at").first()
    if account is None:
        raise NotFound()
    if Account.objects.filter(login=login).exists():
        raise LoginTaken(where="login")
    account.login, account.password = login, make_password(password)
    account.is_active, account.closed_at = True, None
    account.save(update_fields=["login", "password", "is_active", "closed_at"])
    Party.objects.filter(pk=party).update(closed_at=None)
    record(events.AccountReopened(subject=f"account:{account.pk}", party=party), by=by)
    return account


def is_last_account(*, by: Actor) -> bool:
    """Whether the party has no other open account. NotAllowed as in `close_account`."""
    account = _own_account(by)
    others = Account.objects.filter(party_id=by.party, closed_at=None)
    return not others.exclude(pk=account.pk).exists()


def at_a_window(by: Actor) -> bool:
    """Whether a clerk acts who receives people in person."""
    return by.is_staff and any(post.endswith("/window") for post in by.posts)


def _own_account(by: Actor) -> Account:
    kind, _, key = by.ref.partition(":")
    if by.kind != "person" or by.scope is not None or kind != "account":
        raise NotAllowed()
    account = Account.objects.filter(pk=key, party_id=by.party, closed_at=None).first()
    if account is None:
        raise NotAllowed()
    return account


def _shut(account: Account) -> None:
    """Nothing is left with which somebody could come in, or be reached."""
    end_sessions_of(account.pk)
    for app, model in _WAYS_IN:
        if apps.is_installed(f"allauth.{app}"):
            apps.get_model(app, model)._default_manager.filter(user=account).delete()
    for kept in (Token, Link, Check):
        kept.objects.filter(account=account).delete()
    account.login = f"closed:{account.pk}"
    account.set_unusable_password()
    account.email = account.phone = account.phone_index = account.language = ""
    account.phone_verified_at = None
    account.is_active, account.closed_at = False, now()
    account.save()


def _forget_particulars(party: Party, *, keep_identity: bool) -> None:
    party.phone = party.address = ""
    party.closed_at = now()
    if not keep_identity:
        party.name, party.representative, party.represented_by = GONE, "", None
        party.number_kind, party.number, party.number_index, party.country = "none", "", "", ""
    party.save()
