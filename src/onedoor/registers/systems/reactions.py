"""The end of an account ends its sign-ins; the end of a sign-in is told to its system.

Telling follows OpenID Connect Back-Channel Logout 1.0.
"""

import uuid
from datetime import timedelta

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import on
from onedoor.kernel.ports import port
from onedoor.kernel.time import now
from onedoor.registers.people.events import (
    AccountClosed,
    AccountReleased,
    StaffAccountClosed,
    StaffAccountLocked,
    StaffSignInReset,
)
from onedoor.registers.systems.actions.consenting import forget_consents
from onedoor.registers.systems.actions.ending import end_sign_ins
from onedoor.registers.systems.actions.keying import signed
from onedoor.registers.systems.events import SignInEnded
from onedoor.registers.systems.models import SignedIn
from onedoor.registers.systems.signing import issuer

LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
_TOKEN_LIVES = timedelta(minutes=2)
# After that the session over there has run out by itself.
_WORTH_TELLING = timedelta(days=2)


@on(AccountClosed)
def end_what_the_account_opened(event: AccountClosed) -> None:
    """Somebody closed their account: no system keeps them signed in, or holds their consent."""
    forget_consents(event.subject.removeprefix("account:"))


@on(AccountReleased)
def end_what_a_strange_account_opened(event: AccountReleased) -> None:
    """An account parted from a person is signed in at no system any more."""
    _end_all(event.account, reason="released")


@on(StaffAccountClosed)
def end_what_the_clerk_opened(event: StaffAccountClosed) -> None:
    """A clerk has left for good."""
    _end_all(event.account, reason="account-closed")


@on(StaffAccountLocked)
def end_what_the_locked_opened(event: StaffAccountLocked) -> None:
    """A clerk is kept out, and by the systems too; letting in again opens nothing by itself."""
    if event.locked:
        _end_all(event.account, reason="account-locked")


@on(StaffSignInReset)
def end_what_the_old_key_opened(event: StaffSignInReset) -> None:
    """Whoever has the lost key is out of the systems as well."""
    _end_all(event.account, reason="sign-in-reset")


def _end_all(account: str, *, reason: str) -> None:
    end_sign_ins(account=account.removeprefix("account:"), reason=reason, by=SYSTEM)


@on(SignInEnded, outside=True)
def tell_the_system(event: SignInEnded) -> None:
    """Send a signed logout token to the registered address; told twice, nothing more happens."""
    sid = event.subject.removeprefix("sign-in:")
    signed_in = SignedIn.objects.select_related("system").filter(pk=sid).first()
    if signed_in is None or not signed_in.system.back_channel_uri:
        return
    if event.at and event.at < now() - _WORTH_TELLING:
        return
    system = signed_in.system
    moment = now()
    token = signed(
        {
            "iss": issuer(),
            "aud": system.pk,
            "sub": signed_in.sub,
            "sid": str(signed_in.pk),
            "iat": int(moment.timestamp()),
            "exp": int((moment + _TOKEN_LIVES).timestamp()),
            "jti": uuid.uuid4().hex,
            "events": {LOGOUT: {}},
        },
        kind="logout+jwt",
    )
    port("back_channel").tell(system.back_channel_uri, token)
