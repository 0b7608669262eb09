"""What the door of identity ends: sessions, and what they opened."""

from uuid import UUID

from allauth.usersessions.models import UserSession

from onedoor.kernel.actors import SYSTEM
from onedoor.registers.systems.actions import end_sign_ins


def end_session(account: UUID, session: int) -> bool:
    """End one session of this account, wherever it is; False when there is none such."""
    found = UserSession.objects.filter(user_id=account, pk=session).first()
    if found is None:
        return False
    _end(found)
    return True


def end_sessions(account: UUID, *, but: str = "") -> int:
    """End every session of this account but the one with this key; how many those were."""
    others = [
        each for each in UserSession.objects.filter(user_id=account) if each.session_key != but
    ]
    for each in others:
        _end(each)
    return len(others)


def _end(session: UserSession) -> None:
    """The session, and with it whatever systems it opened: they are told now, not by the timer."""
    end_sign_ins(session_key=session.session_key, reason="session-ended", by=SYSTEM)
    session.end()
