"""What a browser has begun at another provider, kept in its session: each good once, for minutes.

What comes back is only taken from the browser that began it. That is what keeps a stranger from
slipping their own sign-in under somebody else's hands (login CSRF), and an answer of one provider
from passing for another's (mix-up).
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from onedoor.kernel.ports import Assertion, Setting
from onedoor.kernel.secrecy import SealBroken, seal, unseal
from onedoor.kernel.time import now

_BEGUN, _SAID = "upstream-begun", "upstream-said"
_MOST = 5
_GOOD_FOR = 600
_PLACE = "session.upstream"


@dataclass(frozen=True, kw_only=True)
class Begun:
    """One sign-in under way. `join` is the account that wants to be joined to it, "" for none."""

    provider: str
    onward: str
    join: str
    at: float
    memory: Mapping[str, str] = field(default_factory=dict)


def remember(
    session: SessionBase, setting: Setting, *, provider: str, onward: str, join: str
) -> None:
    """Keep what was begun; the oldest is forgotten when there are many."""
    begun = Begun(
        provider=provider,
        onward=onward,
        join=join,
        at=now().timestamp(),
        memory=dict(setting.memory),
    )
    kept = {**session.get(_BEGUN, {}), setting.key: asdict(begun)}
    newest = sorted(kept.items(), key=lambda each: each[1]["at"])[-_MOST:]
    session[_BEGUN] = dict(newest)


def recall(session: SessionBase, key: str, *, provider: str) -> Begun | None:
    """What was begun under `key` with this provider by this browser; only once, and not late."""
    kept = dict(session.get(_BEGUN, {}))
    found = kept.pop(key, None)
    if found is None:
        return None
    session[_BEGUN] = kept
    begun = Begun(**found)
    late = now().timestamp() - begun.at > _GOOD_FOR
    return None if late or begun.provider != provider else begun


def keep_said(session: SessionBase, said: Assertion, *, onward: str) -> None:
    """Keep what a provider has proved until this browser says to which account it belongs."""
    until = now().timestamp() + _GOOD_FOR
    words = json.dumps({"said": asdict(said), "until": until, "onward": onward})
    session[_SAID] = seal(words, place=_PLACE)


def said_before(session: SessionBase) -> tuple[Assertion, str] | None:
    """What was kept and where to go on to; nothing when it is too late."""
    try:
        words: dict[str, Any] = json.loads(unseal(session.get(_SAID, ""), place=_PLACE) or "{}")
    except SealBroken:
        return None
    if not words or now().timestamp() > words["until"]:
        return None
    return Assertion(**words["said"]), words["onward"]


def forget_said(session: SessionBase) -> None:
    """It was used, or is not wanted."""
    session.pop(_SAID, None)
