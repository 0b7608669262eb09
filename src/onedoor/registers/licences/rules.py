"""What may be done to a licence, and how it stands on a day. No queries, no writes, no clock."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal


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


class ReasonsNeeded(Refusal):
    """请写明理由；理由会告知持证人，并在公开查验时显示。"""

    status = 422


class LicenceStandsOtherwise(Refusal):
    """这张证照现在的状态是“{state}”，不能这样处理。"""


class PassedOnAlready(Refusal):
    """这张证照已经由办件 {to} 批准换新证，不能再换一次。"""


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
    """Only the agency that issued it, with reasons, and never twice."""
    if by.kind != "system" and by.agency != licence.agency:
        return NotIssuedByYou()
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


def plain_number(typed: str) -> str:
    """A licence number as people may type it: width, spaces and the form of brackets forgiven."""
    plain = unicodedata.normalize("NFKC", typed[:200]).upper()
    return re.sub(r"\s", "", plain.translate(_BRACKETS))


def standing(licence: Standing, *, on: date) -> str:
    """`valid`, `expired`, `suspended`, `revoked`, `cancelled` or `superseded` on the day `on`."""
    if licence.state == "valid" and licence.valid_until and on > licence.valid_until:
        return "expired"
    return licence.state
