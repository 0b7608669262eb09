"""A code by SMS or mail: sent alike to every number and mailbox, known to us or not.

Only who holds the telephone or the mailbox learns whether an account stands behind it. The code
is bound to the browser that asked, to one contact and to one purpose; its digest is kept.
"""

import secrets
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.core.internal.cryptokit import generate_user_code, normalize_user_code
from django.core.mail import send_mail
from django.http import HttpRequest
from django.utils.translation import gettext as _

from onedoor.channels.guarding import actions, queries
from onedoor.channels.guarding.limits import (
    CODE_ADDRESS,
    CODE_DAY,
    CODE_GUESS,
    CODE_HOUR,
    CODE_SOON,
)
from onedoor.channels.identity.contacts import Contact
from onedoor.channels.look.doors import client_address
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.secrecy import blind_index
from onedoor.kernel.time import local

_SESSION = "identity.code"


class TooSoon(Refusal):
    """验证码刚发过，{until} 以后才能再发。先看看短信和邮箱的垃圾箱；也可以换下面别的办法。"""

    status = 429


class TooManyCodes(Refusal):
    """这个号码或邮箱要的验证码太多了，{until} 以后才能再发。急着办，换下面别的办法。"""

    status = 429


class NotSent(Refusal):
    """验证码现在发不出去，不是您的错。请换下面别的办法，或过几分钟再试。"""

    status = 503


class Code(AbstractCodeVerificationProcess):
    """One code under way: three guesses, a quarter of an hour."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
            state=state,
        )

    @classmethod
    def begin(cls, request: HttpRequest, contact: Contact, *, purpose: str, onward: str) -> "Code":
        """Send one; a refusal says until when to wait. Nothing differs for unknown contacts."""
        _why_not_send(request, contact)
        state = cls.initial_state(user=None)
        process = cls(request, state)
        state |= {"kind": contact.kind, "value": contact.value, "purpose": purpose}
        state |= {"onward": onward, "nonce": secrets.token_hex(16), "account": _here(request)}
        process.send()
        process.persist()
        return process

    @classmethod
    def under_way(cls, request: HttpRequest, *purposes: str) -> "Code | None":
        """The code this browser has asked for, while it can still be typed in."""
        state = request.session.get(_SESSION)
        if not isinstance(state, dict) or state.get("purpose") not in purposes:
            return None
        # What one account has asked for is nothing to the next in the same browser.
        if state.get("account") != _here(request):
            return None
        found: Code | None = cls(request, state).abort_if_invalid()
        return found

    @property
    def contact(self) -> Contact:
        return Contact(self.state["kind"], self.state["value"])

    @property
    def onward(self) -> str:
        return str(self.state["onward"])

    @property
    def failed(self) -> int:
        return int(self.state["failed_attempts"])

    def fits(self, typed: str) -> bool:
        """Whether this is the code; blanks and dashes do not matter. Each call is one guess."""
        # Counted in the database: guesses sent at the same moment see the same session.
        if actions.count(CODE_GUESS, self.state["nonce"]).n > CODE_GUESS.most:
            return False
        return secrets.compare_digest(self._digest(typed), str(self.state["code"]))

    def send(self) -> None:
        code = generate_user_code(length=6, numeric=True, dashed=False)
        self.state["code"] = self._digest(code)
        words = _("【一门】验证码 %(code)s，15 分钟内有效。不要告诉任何人，工作人员也不会问您要。")
        _deliver(self.contact, words % {"code": code})

    def persist(self) -> None:
        self.request.session[_SESSION] = self.state

    def abort(self) -> None:
        self.request.session.pop(_SESSION, None)

    def _digest(self, typed: str) -> str:
        bound = f"{self.state['kind']}:{self.state['value']}:{normalize_user_code(typed)}"
        return blind_index(bound, purpose="identity.code")


def _here(request: HttpRequest) -> str:
    return str(request.user.pk) if request.user.is_authenticated else ""


def _why_not_send(request: HttpRequest, contact: Contact) -> None:
    """Raise when it is too soon, or too much for one contact or one address."""
    whom = f"{contact.kind}:{contact.value}"
    soon = queries.counted(CODE_SOON, whom)
    if soon.n >= CODE_SOON.most:
        raise TooSoon(until=f"{local(soon.until):%H:%M:%S}")
    for limit, of in (
        (CODE_HOUR, whom), (CODE_DAY, whom), (CODE_ADDRESS, client_address(request)),
    ):  # fmt: skip
        counted = actions.count(limit, of)
        if counted.n > limit.most:
            raise TooManyCodes(until=f"{local(counted.until):%m-%d %H:%M}")
    counted = actions.count(CODE_SOON, whom)
    if counted.n > CODE_SOON.most:
        raise TooSoon(until=f"{local(counted.until):%H:%M:%S}")


def _deliver(contact: Contact, words: str) -> None:
    try:
        if contact.kind == "phone":
            port("messenger").send(to=contact.value, text=words, key=secrets.token_hex(16))
        else:
            send_mail(_("一门政务服务：您的验证码"), words, None, [contact.value])
    except OSError as down:
        raise NotSent() from down
