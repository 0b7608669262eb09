"""What may be done to a licence, and how it stands on a day. No queries, no writes, no clock."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import months_after


class BadValidity(Refusal):
    """有效期的截止日不能早于起始日。"""

    status = 422


class NothingPrinted(Refusal):
    """证照照面没有任何内容，不能签发。"""

    status = 422


class UnknownLayout(Refusal):
    """没有“{layout}”这种证照版式；可以用 landscape（横版）或 portrait（竖版）。"""

    status = 422


class NotIssuedByYou(Refusal):
    """这张证照不是您所在的机关签发的，不能由您处理。"""

    status = 403


class NotTheApprover(Refusal):
    """暂扣、恢复、撤销、注销要由本机关的审批岗来做；您可以请审批岗的同事处理。"""

    status = 403


class ReasonsNeeded(Refusal):
    """请写明理由；理由会告知持证人，并在公开查验时显示。"""

    status = 422


class LicenceStandsOtherwise(Refusal):
    """这张证照现在的状态是“{state}”，不能这样处理。"""


class PassedOnAlready(Refusal):
    """这张证照已经由办件 {to} 批准换新证，不能再换一次。"""


class NoCheckToDo(Refusal):
    """这张证照现在没有要做的年检。"""


LAYOUTS = {"landscape": "licence-landscape", "portrait": "licence-portrait"}

# Which acts are possible from which state; what is revoked or cancelled stays so.
_FROM = {
    "suspended": {"valid"},
    "valid": {"suspended"},
    "revoked": {"valid", "suspended"},
    "cancelled": {"valid", "suspended"},
    "superseded": {"valid", "suspended"},
}


_BRACKETS = str.maketrans("〔【[〕】]", "((()))")


class Standing(Protocol):
    """As much of a licence as the rules need."""

    agency: str
    state: str
    valid_until: date | None
    passes_to: str

    def get_state_display(self) -> str:
        """The state in words."""


def why_not_issue(
    *,
    layout: str,
    facts: Sequence[tuple[str, str]],
    valid_from: date,
    valid_until: date | None,
) -> Refusal | None:
    """A licence states something, for a time that runs forwards, in a layout we have."""
    if layout not in LAYOUTS:
        return UnknownLayout(layout=layout)
    if not facts:
        return NothingPrinted()
    if valid_until is not None and valid_until < valid_from:
        return BadValidity()
    return None


def why_not_change(licence: Standing, *, to: str, reasons: str, by: Actor) -> Refusal | None:
    """Only the approver of the agency that issued it, with reasons, and never twice."""
    if by.kind != "system" and by.agency != licence.agency:
        return NotIssuedByYou()
    if by.kind != "system" and not by.holds(f"{licence.agency}/approver"):
        return NotTheApprover()
    if not reasons.strip():
        return ReasonsNeeded()
    if licence.state not in _FROM[to]:
        return LicenceStandsOtherwise(state=licence.get_state_display())
    if to == "cancelled" and licence.passes_to:
        # Its follower is on its way: that one is to be cancelled.
        return PassedOnAlready(to=licence.passes_to)
    return None


def why_not_pass_on(licence: Standing, *, to: str) -> Refusal | None:
    """Only what is in force gives way to a newer one, and to one alone; saying so again is fine."""
    if licence.passes_to == to:
        return None
    if licence.state != "valid":
        return LicenceStandsOtherwise(state=licence.get_state_display())
    return PassedOnAlready(to=licence.passes_to) if licence.passes_to else None


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What the directory says of a type of licence: its codes, and what one of it calls for.

    `type_code` and the credit code of the issuer make its identifier (GB/T 36904); without them it
    has none. `remind_days`: so long before it runs out its holder is told; 0 for never.
    `check_months`: it is checked every so many months, called `check_words`; 0 for never.
    """

    type_code: str = ""
    issuer_code: str = ""
    remind_days: int = 30
    check_months: int = 0
    check_words: str = ""


def reminder(due: date, *, since: date, ahead: int) -> date:
    """The day to begin to remind of `due`: `ahead` days before, never in the first half of it."""
    return max(due - timedelta(days=ahead), since + (due - since) / 2)


def next_check(last_due: date, *, every: int, on: date) -> date:
    """When to check again: a period after the day it was due, or after `on` if that is over."""
    following = months_after(last_due, every)
    return following if following > on else months_after(on, every)


def why_not_check(licence: Standing, *, reasons: str, passed: bool, by: Actor) -> Refusal | None:
    """Only the agency that issued it, and not what is gone for good; what failed says why."""
    if by.kind != "system" and by.agency != licence.agency:
        return NotIssuedByYou()
    if licence.state not in ("valid", "suspended"):
        return LicenceStandsOtherwise(state=licence.get_state_display())
    if not passed and not reasons.strip():
        return ReasonsNeeded()
    return None


def plain_number(typed: str) -> str:
    """A licence number as people may type it: width, spaces and the form of brackets forgiven."""
    plain = unicodedata.normalize("NFKC", typed[:200]).upper()
    return re.sub(r"\s", "", plain.translate(_BRACKETS))


def standing(licence: Standing, *, on: date) -> str:
    """`valid`, `expired`, `suspended`, `revoked`, `cancelled` or `superseded` on the day `on`."""
    if licence.state == "valid" and licence.valid_until and on > licence.valid_until:
        return "expired"
    return licence.state
