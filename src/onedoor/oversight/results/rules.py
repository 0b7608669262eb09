"""What is shown of a decision and until when; who may keep one back. No queries, no clock."""

from collections.abc import Collection, Iterable
from datetime import date

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal
from onedoor.kernel.time import months_after
from onedoor.registers.catalogue.definition.results import ResultsBook

PERSON, TRADER, ORGANISATION = "自然人", "个体工商户", "法人及非法人组织"
# Who answers for what an agency publishes.
ANSWERS = ("approver", "supervisor")
LONGEST = 500
# Why a decision is kept back: by 政府信息公开条例 14 and 15, or for a mistake to be mended.
GROUNDS = ("state-secret", "commercial-secret", "person", "error")
# After these it does not count as standing (XK_ZT).
GONE = ("revoked", "cancelled", "superseded")


class NoSuchResult(NotFound):
    """没有这条公示，或者已经过了公示的时间。可以按单位名称再查一次。"""


class NotYoursToKeepBack(NotAllowed):
    """只有作决定的机关的审批岗、监督岗能决定不公示。"""


class NoSuchGround(BadInput):
    """请选为什么不公示。"""


class SayWhy(BadInput):
    """请写清楚为什么，上级和监督岗会看。"""


class TooLongAReason(BadInput):
    """最多写 {limit} 个字，现在有 {count} 个。"""


class KeptBackAlready(Refusal):
    """这条已经不公示了。"""


class NotKeptBack(Refusal):
    """这条没有被撤下，不用恢复。"""


def party_kind(*, is_person: bool, credit_code: str) -> str:
    """相对人类别: a trader is told by the second place of the credit code (GB 32100, 表 1)."""
    if is_person:
        return PERSON
    return TRADER if credit_code.startswith("92") else ORGANISATION


def content_of(
    title: str, ends_in: str, lines: Iterable[tuple[str, str]], labels: Collection[str]
) -> str:
    """许可内容: what was granted, and of the licence only the lines that the book names."""
    told = [f"{label}：{value}" for label, value in lines if label in labels]
    return "；".join([f"{title}，{ends_in}", *told])


def last_day_shown(
    book: ResultsBook, *, decided_on: date, valid_until: date | None, gone_on: date | None
) -> date:
    """The last day on which a decision is shown: so long after its licence has ended.

    `gone_on`: the day on which it was revoked, cancelled or superseded, if it was.
    """
    ends = min((day for day in (valid_until, gone_on) if day), default=None)
    if ends is None:
        return months_after(decided_on, book.shown.without_end_months)
    return months_after(ends, book.shown.after_end_months)


def why_not_keep_back(
    *, agency: str, state: str, ground: str, why: str, by: Actor
) -> Refusal | None:
    """The body that decided, on a ground that there is, with its reasons."""
    if not answers_for(agency, by=by):
        return NotYoursToKeepBack()
    if state == "withheld":
        return KeptBackAlready()
    if ground not in GROUNDS:
        return NoSuchGround(where="ground")
    if not why.strip():
        return SayWhy(where="why")
    if len(why) > LONGEST:
        return TooLongAReason(limit=LONGEST, count=len(why), where="why")
    return None


def answers_for(agency: str, *, by: Actor) -> bool:
    """Whether the actor answers for what the agency publishes."""
    return by.is_staff and any(by.holds(f"{agency}/{post}") for post in ANSWERS)
