"""What the door of identity remembers."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession


def sessions_of(account: UUID) -> list[UserSession]:
    """The sessions of this account that still live, the latest first."""
    kept = UserSession.objects.filter(user_id=account).order_by("-created_at")
    return [each for each in kept if each.exists()]


def keys_of(account: UUID, *kinds: str) -> list[Authenticator]:
    """The keys and second factors of this account, of these kinds or of any."""
    kept = Authenticator.objects.filter(user_id=account).order_by("created_at")
    return list(kept.filter(type__in=kinds) if kinds else kept)
