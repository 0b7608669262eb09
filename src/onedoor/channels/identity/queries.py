"""What the door of identity remembers."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from onedoor.channels.identity.limits import Count, Limit
from onedoor.channels.identity.models import Tally
from onedoor.kernel.secrecy import blind_index
from onedoor.kernel.time import now


def key_of(limit: Limit, whom: str) -> str:
    """Under what a count is kept: neither a number nor an address can be read from it."""
    return blind_index(f"{limit.what}:{whom}", purpose="identity.tally")


def counted(limit: Limit, whom: str) -> Count:
    """How often it was in the span that runs; nothing is counted by asking."""
    found = Tally.objects.filter(key=key_of(limit, whom), until__gt=now()).first()
    return Count(found.count, found.until) if found else Count(0, now())


def sessions_of(account: UUID) -> list[UserSession]:
    """The sessions of this account that still live, the latest first."""
    kept = UserSession.objects.filter(user_id=account).order_by("-created_at")
    return [each for each in kept if each.exists()]


def keys_of(account: UUID, *kinds: str) -> list[Authenticator]:
    """The keys and second factors of this account, of these kinds or of any."""
    kept = Authenticator.objects.filter(user_id=account).order_by("created_at")
    return list(kept.filter(type__in=kinds) if kinds else kept)
