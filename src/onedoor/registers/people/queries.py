"""Who somebody is."""

from django.db.models import Q

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.readings import trace
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.time import now
from onedoor.registers.people.actions import digest_of
from onedoor.registers.people.models import Account, Party, Token


def party_for(ref: str, *, seen_by: Actor, why: str = "") -> Party:
    """The party, for itself, for the system, or for a clerk who says why (which leaves a trace).

    Raises NotAllowed to anybody else, and Party.DoesNotExist.
    """
    party = Party.objects.get(pk=ref)
    if seen_by.party == party.ref or seen_by == SYSTEM:
        return party
    if not (seen_by.is_staff and why):
        raise NotAllowed()
    trace(by=seen_by, subject=f"party:{party.ref}", what="主体信息", why=why, party=party.ref)
    return party


def account_called(login: str, *, seen_by: Actor = SYSTEM) -> Account | None:
    """The account of this login, with its party, or None. For sign-in and the command line."""
    return Account.objects.select_related("party").filter(login=login).first()


def token_of(key: str, *, seen_by: Actor = SYSTEM) -> Token | None:
    """The token of a program's key, with its account and party; None when it opens nothing.

    It opens nothing when it is unknown, expired or revoked, or when its account is closed.
    """
    return (
        Token.objects.select_related("account__party")
        .filter(
            Q(until=None) | Q(until__gt=now()),
            digest=digest_of(key),
            revoked_at=None,
            account__is_active=True,
        )
        .first()
    )


def account_of_token(key: str, *, seen_by: Actor = SYSTEM) -> Account | None:
    """The account a program's key acts for; None as in `token_of`."""
    token = token_of(key, seen_by=seen_by)
    return token.account if token else None
