"""Accounts of clerks: opened and closed by the system administrator, locked and let in again by
the security administrator. Neither can do the other's act, so neither can be a clerk alone.
"""

import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal
from onedoor.kernel.time import now
from onedoor.registers.people import events
from onedoor.registers.people.models import Account


class NotYourOffice(NotAllowed):
    """这件事归另一种管理员办，您不能代替。"""


class LoginTaken(Refusal):
    """这个登录名已经有人用了。请换一个。"""

    status = 422


class LoginNeeded(BadInput):
    """登录名用 3 到 40 个小写字母、数字、下划线或短横线。"""


class StaffNameNeeded(BadInput):
    """请写姓名。"""


class OwnAccount(Refusal):
    """不能停用或重置自己的账号。请另一名管理员来做。"""


@transaction.atomic
def open_staff_account(login: str, name: str, *, by: Actor) -> Account:
    """The account of a clerk, which nobody can sign in to yet.

    The security administrator gives out the first password, so that whoever opens an account
    cannot act under its name.
    """
    _refuse(by, "system")
    login = login.strip()
    bare = login.replace("_", "").replace("-", "")
    if not (3 <= len(login) <= 40 and bare.isascii() and bare.isalnum() and login.islower()):
        raise LoginNeeded(where="login")
    if not name.strip():
        raise StaffNameNeeded(where="name")
    if Account.objects.filter(login=login).exists():
        raise LoginTaken(where="login")
    account = Account(login=login, staff_name=name.strip()[:100], opened_at=now())
    account.password = make_password(None)
    account.save()
    record(events.StaffAccountOpened(**_about(account)), by=by)
    return account


@transaction.atomic
def close_staff_account(account_id: Any, *, by: Actor) -> None:
    """Close a clerk's account for good: nobody signs in to it again. It stays on record."""
    _refuse(by, "system")
    account = _clerk(account_id, by=by)
    account.is_active, account.closed_at = False, now()
    account.save(update_fields=["is_active", "closed_at"])
    end_sessions_of(account.pk)
    record(events.StaffAccountClosed(**_about(account)), by=by)


@transaction.atomic
def lock_staff_account(account_id: Any, *, reason: str, by: Actor) -> None:
    """Keep a clerk out from this moment: sessions end, nobody signs in until it is unlocked."""
    _refuse(by, "security")
    if not reason.strip():
        raise BadInput(where="reason", problem=_REASON)
    account = _clerk(account_id, by=by)
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_sessions_of(account.pk)
    record(events.StaffAccountLocked(**_about(account), locked=True), by=by)


@transaction.atomic
def unlock_staff_account(account_id: Any, *, by: Actor) -> None:
    """Let a clerk who was locked out sign in again; a closed account stays closed."""
    _refuse(by, "security")
    account = _clerk(account_id, by=by)
    if account.closed_at:
        raise NotFound(where=str(account_id))
    account.is_active = True
    account.save(update_fields=["is_active"])
    record(events.StaffAccountLocked(**_about(account), locked=False), by=by)


@transaction.atomic
def reset_staff_sign_in(account_id: Any, *, by: Actor) -> str:
    """A new first password, shown once, and no second factor any more: for a lost key.

    Every session ends. The clerk enrols a new second factor before the desk opens again.
    """
    _refuse(by, "security")
    account = _clerk(account_id, by=by)
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    account.password = make_password(password)
    account.save(update_fields=["password"])
    Authenticator.objects.filter(user=account).delete()
    end_sessions_of(account.pk)
    record(events.StaffSignInReset(**_about(account)), by=by)
    return password


def end_sessions_of(account_id: Any) -> int:
    """End every session of the account, wherever it is open; returns how many there were.

    Sessions do not say whose they are but inside, so all that stand are opened: a rare act.
    """
    ended = 0
    for session in Session.objects.filter(expire_date__gt=now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(account_id):
            session.delete()
            ended += 1
    return ended


_REASON = "请写明理由，审计时要看。"


def _refuse(by: Actor, office: str) -> None:
    if by.kind == "system" or (by.kind == "administrator" and by.office == office):
        return
    raise NotYourOffice()


def _clerk(account_id: Any, *, by: Actor) -> Account:
    account = Account.objects.select_for_update().filter(pk=account_id, party=None).first()
    if account is None:
        raise NotFound(where=str(account_id))
    if by.ref == f"account:{account.pk}":
        raise OwnAccount()
    return account


def _about(account: Account) -> dict[str, Any]:
    return {"subject": f"account:{account.pk}", "account": str(account.pk)}
