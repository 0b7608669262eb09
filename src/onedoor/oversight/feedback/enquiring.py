"""What may be asked and answered, by whom and until when. No queries, no writes, no clock."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal

LONGEST = 1000


class NothingAsked(BadInput):
    """写一句您想问什么，例如“为什么要看我的材料”。"""


class NothingAnswered(BadInput):
    """请写明查到的情况，申请人会读到。"""


class TooMuchSaid(BadInput):
    """最多写 {limit} 个字，现在有 {count} 个。"""


class AlreadyWaiting(Refusal):
    """这件事问了 {count} 次，正在查，最晚 {due} 答复。答复以后可以接着问；着急打 12345。"""

    status = 429


class EnoughToday(Refusal):
    """今天已经问了 {count} 件，都在查。明天可以接着问；着急打 12345，有人马上听您说。"""

    status = 429


class NoSuchEnquiry(NotFound):
    """没有这个询问，或者不归您看。"""


class NotYoursToAnswer(NotAllowed):
    """这个询问不归您答复。"""


class AboutYourself(NotAllowed):
    """这个询问问的就是您，要由别人来查、来答复。"""


class NotOpen(Refusal):
    """这个询问已经答复过了。"""


class NotAnsweredYet(Refusal):
    """还没有答复，等答复以后再说满不满意。"""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of enquiry: what it is called, how soon it is answered, on what ground."""

    code: str
    about: str
    title: dict[str, str]
    working_days: int
    basis: dict[str, str]


@cache
def _known() -> dict[str, Any]:
    file = Path(__file__).with_name("enquiries.yaml")
    read: dict[str, Any] = YAML(typ="safe").load(file.read_text("utf-8"))
    return read


@cache
def kinds() -> dict[str, Kind]:
    """Everything that can be asked: a closed list."""
    return {
        code: Kind(
            code=code,
            about=each["about"],
            title=each["title"],
            working_days=each["answer_within"]["working_days"],
            basis=each["basis"],
        )
        for code, each in _known()["kinds"].items()
    }


def limit(name: str) -> int:
    """One of the limits: `words_while_waiting`, `new_in_a_day`."""
    return int(_known()["limits"][name])


def why_not_ask(text: str, *, waiting: int, due: str, today: int, is_new: bool) -> Refusal | None:
    """Something is asked, not too long, and not without end.

    `waiting` is how often this enquiry was spoken in since its last answer, `today` how many new
    ones the party has asked today.
    """
    if refusal := _why_not_say(text, NothingAsked(where="text")):
        return refusal
    if waiting >= limit("words_while_waiting"):
        return AlreadyWaiting(count=waiting, due=due)
    if is_new and today >= limit("new_in_a_day"):
        return EnoughToday(count=today)
    return None


def may_answer(agency: str, *, by: Actor) -> bool:
    """A supervisor of the responsible agency; for what audits, the audit administrator."""
    if not agency:
        return by.kind == "administrator" and by.office == "audit"
    return by.is_staff and by.holds(f"{agency}/supervisor")


def why_not_answer(
    *, agency: str, concerns: str, state: str, text: str, by: Actor
) -> Refusal | None:
    """Who is responsible answers, once, in words, and never the one it is about."""
    if not may_answer(agency, by=by):
        return NotYoursToAnswer()
    if by.ref == concerns:
        return AboutYourself()
    if state != "open":
        return NotOpen()
    return _why_not_say(text, NothingAnswered(where="text"))


def why_not_close(*, state: str) -> Refusal | None:
    """Whether one is content can be said of an answer."""
    return NotAnsweredYet(where="content") if state == "open" else None


def _why_not_say(text: str, nothing: Refusal) -> Refusal | None:
    if not text.strip():
        return nothing
    if len(text) > LONGEST:
        return TooMuchSaid(limit=LONGEST, count=len(text), where="text")
    return None
