"""What somebody had written before they signed in, kept for that way alone.

It lies sealed in the session of this browser, for as long as signing in takes, and is taken out
once, by whoever has signed in: on a computer of many, the next one finds nothing.
"""

import json
from collections.abc import Mapping

from django.contrib.sessions.backends.base import SessionBase

from onedoor.kernel.secrecy import SealBroken, seal, unseal
from onedoor.kernel.time import now

FIELDS = ("text", "agency", "about", "page", "case", "may_publish", "wrong")
_KEPT = "letter-before-sign-in"
_PLACE = "session.letter"
_GOOD_FOR = 1800
_LONGEST = 4000


def keep_letter(session: SessionBase, kind: str, given: Mapping[str, str]) -> None:
    """Keep what stands in the form of this kind."""
    said = {name: given.get(name, "")[:_LONGEST] for name in FIELDS}
    words = {"kind": kind, "said": said, "until": now().timestamp() + _GOOD_FOR}
    session[_KEPT] = seal(json.dumps(words), place=_PLACE)


def letter_kept(session: SessionBase, kind: str) -> dict[str, str] | None:
    """What was kept of this kind, once; nothing when it is too late or was none.

    It was written without a name, so it stays hidden until its writer says otherwise.
    """
    if _KEPT not in session:
        return None
    try:
        words = json.loads(unseal(session.pop(_KEPT), place=_PLACE))
    except SealBroken:
        return None
    if words["kind"] != kind or now().timestamp() > words["until"]:
        return None
    return {**words["said"], "hidden": "yes"}
