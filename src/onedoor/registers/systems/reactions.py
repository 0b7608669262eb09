"""Telling a system that somebody's session is over (OpenID Connect Back-Channel Logout 1.0).

And with an account goes what it had agreed to.
"""

import uuid
from datetime import timedelta

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import on
from onedoor.kernel.ports import port
from onedoor.kernel.time import now
from onedoor.registers.people.events import AccountClosed, AccountReleased
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
def forget_what_was_agreed(event: AccountClosed) -> None:
    """Whoever closed an account is signed in nowhere, and has agreed to nothing any more."""
    forget_consents(event.subject.removeprefix("account:"))


@on(AccountReleased)
def end_sign_ins_of_a_strange_account(event: AccountReleased) -> None:
    """An account parted from a person is signed in at no system any more."""
    end_sign_ins(account=event.account, reason="released", by=SYSTEM)


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
