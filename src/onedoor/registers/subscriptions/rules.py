"""What may be subscribed to, by whom: no queries, no writes."""

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotAllowed, Refusal
from onedoor.registers.subscriptions import refusals as no
from onedoor.registers.subscriptions.models import ALSO

MOST = 100


def why_not_subscribe(by: Actor, *, also: str, has: int) -> Refusal | None:
    """Only for oneself, by a known way, and not without end; `has`: how many there are already."""
    if refusal := why_not_own(by):
        return refusal
    if also not in ALSO:
        return no.NoSuchWay(where="also")
    return no.TooManySubscriptions(most=MOST) if has >= MOST else None


def why_not_own(by: Actor) -> Refusal | None:
    """Nobody subscribes, looks or ends for another: not under a mandate, not as a program."""
    if by.kind != "person" or not by.party:
        return NotAllowed()
    return no.OnlyForOneself() if by.scope is not None else None
