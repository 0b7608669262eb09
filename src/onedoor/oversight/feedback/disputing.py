"""When an agency may object to a rating, and who decides. Pure."""

from collections.abc import Collection
from datetime import date

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal
from onedoor.oversight.feedback.following_up import (
    FOLLOWS,
    LONGEST,
    NamesSomebody,
    NoWords,
    TooManyWords,
    YouHandledIt,
    is_bad,
)
from onedoor.oversight.feedback.models import Ground
from onedoor.oversight.feedback.rules import Until


class NoSuchDispute(NotFound):
    """没有这条评价或者这条异议，或者不归您看。"""


class NotABadOne(Refusal):
    """只有不满意、非常不满意能提异议。"""


class DisputedBefore(Refusal):
    """这条评价已经提过异议了，同样的话不能提第二次。"""


class TooLateToDispute(Refusal):
    """评了以后 {days} 个工作日内可以提异议，现在已经过了。"""


class NobodyDecides(Refusal):
    """这里没有监督本机关的单位，提不了异议。"""


class NoGround(BadInput):
    """请选凭什么提异议。"""


class NoVerdict(BadInput):
    """请选属实还是不属实。"""


class NotByYourself(NotAllowed):
    """自己机关的评价，自己不能复核。"""


class DecidedBefore(Refusal):
    """已经复核过了，不能再改。"""


def why_not_raise(
    *,
    level: int,
    ground: str,
    reasons: str,
    evidence: str,
    disputed: bool,
    until: Until,
    on: date,
    watcher: str,
) -> Refusal | None:
    """A bad one, once for what was said, in its days, with reasons and evidence."""
    if not is_bad(level):
        return NotABadOne()
    if disputed:
        return DisputedBefore()
    if on > until.day:
        return TooLateToDispute(days=until.working_days)
    if not watcher:
        return NobodyDecides()
    if ground not in Ground.values:
        return NoGround(where="ground")
    return _why_not_say(reasons, "reasons") or _why_not_say(evidence, "evidence")


def may_decide(watcher: str, *, by: Actor) -> bool:
    """A supervisor of the office that watches the agency."""
    return by.is_staff and by.holds(f"{watcher}/{FOLLOWS}")


def why_not_decide(
    *,
    agency: str,
    hands: Collection[str],
    decided: bool,
    text: str,
    tells: Collection[str],
    by: Actor,
) -> Refusal | None:
    """Never one's own unit nor one's own matter; once; with reasons that name nobody."""
    if by.agency == agency or any(post.partition("/")[0] == agency for post in by.posts):
        return NotByYourself()
    if by.ref in hands:
        return YouHandledIt()
    if decided:
        return DecidedBefore()
    if refusal := _why_not_say(text, "text"):
        return refusal
    return NamesSomebody(where="text", what="、".join(sorted(tells))) if tells else None


def _why_not_say(text: str, where: str) -> Refusal | None:
    if not text.strip():
        return NoWords(where=where)
    if len(text) > LONGEST:
        return TooManyWords(limit=LONGEST, count=len(text), where=where)
    return None
