"""What follows a bad rating with a name: who calls back, who answers, until when. Pure."""

from collections.abc import Collection
from datetime import date

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal
from onedoor.oversight.feedback.known import known
from onedoor.oversight.feedback.models import Cause, Step

LONGEST = 1000
# Who calls back and answers: whoever is met at the window learns nothing of it.
FOLLOWS = "supervisor"


class NoSuchFollowUp(NotFound):
    """没有这个差评，或者不归您看。"""


class YouHandledIt(NotAllowed):
    """这件事您经手过，要由别人来回访、来答复。"""


class NotCalledYet(Refusal):
    """还没有回访。先打电话问清楚，再写怎么改的。"""


class CalledBefore(Refusal):
    """已经回访过了。"""


class AnsweredBefore(Refusal):
    """已经答复过了。"""


class NothingToJudge(Refusal):
    """还没有答复，等改完以后再评。"""


class JudgingOver(Refusal):
    """答复以后 {days} 个工作日内可以再评，现在已经过了。有话要说，可以打 12345。"""


class NoCause(BadInput):
    """请选差评属于哪一种。"""


class NoWords(BadInput):
    """请写清楚，来评的人会读到。"""


class TooManyWords(BadInput):
    """最多写 {limit} 个字，现在有 {count} 个。"""


class NamesSomebody(BadInput):
    """答复会公开，里面有{what}。请去掉。"""


def is_bad(level: int) -> bool:
    """Whether a level is one of the two lower ones."""
    return level <= int(known()["follow_up"]["from_level"])


def may_follow_up(agency: str, *, by: Actor) -> bool:
    """A supervisor of the agency."""
    return by.is_staff and by.holds(f"{agency}/{FOLLOWS}")


def why_not_follow_up(*, hands: Collection[str], by: Actor) -> Refusal | None:
    """Nobody answers for what went through their own hands."""
    return YouHandledIt() if by.ref in hands else None


def why_not_call(*, step: str, cause: str, text: str) -> Refusal | None:
    """Called once, with what it was about and what was said."""
    if step != Step.OPEN:
        return CalledBefore()
    if cause not in Cause.values:
        return NoCause(where="cause")
    return _why_not_say(text)


def why_not_answer(*, step: str, text: str, tells: Collection[str]) -> Refusal | None:
    """Answered once, after the call; the answer is public and names nobody."""
    if step == Step.OPEN:
        return NotCalledYet()
    if step != Step.CALLED:
        return AnsweredBefore()
    if refusal := _why_not_say(text):
        return refusal
    return NamesSomebody(where="text", what="、".join(sorted(tells))) if tells else None


def why_not_judge(*, step: str, until: date | None, on: date, days: int) -> Refusal | None:
    """The fix is judged after the answer, and so long as a rating can be given."""
    if until is None or step not in (Step.ANSWERED, Step.JUDGED):
        return NothingToJudge()
    return JudgingOver(days=days) if on > until else None


def _why_not_say(text: str) -> Refusal | None:
    if not text.strip():
        return NoWords(where="text")
    if len(text) > LONGEST:
        return TooManyWords(limit=LONGEST, count=len(text), where="text")
    return None
