"""Mandates for tests, given through the real acts; and the actors who act under them."""

from typing import Any

from tests.world import BOOKSHOP, World

from onedoor.kernel.actors import Actor
from onedoor.kernel.time import days, today
from onedoor.registers.mandates.actions import confirm_mandate, offer_mandate
from onedoor.registers.mandates.models import Mandate
from onedoor.registers.mandates.queries import acting_for, standing

FIRM, REPRESENTATIVE, AGENT = "duolang_books", "ayigul", "gulnur"
EVERY_ACT = ("apply", "correct", "withdraw", "collect", "rate")


def an_offer(world: World, kind: str = "agent", **changes: Any) -> Mandate:
    """Offered by the giver's side and agreed to by nobody."""
    given = {
        "giver": FIRM, "receiver": AGENT, "by": REPRESENTATIVE,
        "acts": EVERY_ACT, "services": (BOOKSHOP,), "until": today() + days(90),
    } | changes  # fmt: skip
    for side in ("giver", "receiver"):
        given[side] = world.cast(given[side]).party
    given["by"] = world.cast(given["by"])
    return offer_mandate(kind, **given)


def a_mandate(
    world: World, kind: str = "agent", *, agreed: Any = (REPRESENTATIVE,), **changes: Any
) -> Mandate:
    """In force: offered, and agreed to by those who must."""
    mandate = an_offer(world, kind, **changes)
    for ref in agreed:
        seen = "" if ref in world.cast.people else "当面核对了证件"
        mandate = confirm_mandate(mandate.id, basis=seen, by=world.cast(ref))
    return mandate


def under(world: World, ref: str, acting: str) -> Actor:
    """The person as one who acts by this, today."""
    stands = standing(acting, seen_by=world.cast(ref))
    assert stands is not None, f"{acting} does not stand for {ref}"
    return acting_for(world.cast(ref), stands)


def representing(world: World, ref: str = REPRESENTATIVE, firm: str = FIRM) -> Actor:
    """The legal representative, acting for the firm."""
    return under(world, ref, f"representative:{world.cast(firm).party}")
