"""The sample city's mandates: offered, agreed to and used through the real acts."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import days, today
from onedoor.registers.catalogue.definition.bodies import SampleMandate
from onedoor.registers.mandates.actions import confirm_mandate, offer_mandate
from onedoor.registers.mandates.queries import Mandate, acting_for, standing

Cast = Callable[[str], Actor]
# Plays the first step of a story of this service with this cast, from this day.
Begin = Callable[[str, Cast, date, str], Any]


def give_mandates(cast: Cast, samples: Iterable[SampleMandate], begin: Begin) -> int:
    """Play every sample mandate; returns how many."""
    given = [(each, give_mandate(cast, each)) for each in samples]
    for each, mandate in given:
        if each.begins:
            _use(cast, each, mandate, begin)
    return len(given)


def give_mandate(cast: Cast, sample: SampleMandate) -> Mandate:
    """Offered by one side, agreed to by those it names: at a window with what was seen there."""
    mandate = offer_mandate(
        sample.kind,
        giver=cast(sample.giver).party,
        receiver=cast(sample.receiver).party,
        acts=sample.acts,
        services=sample.services,
        until=today() + days(sample.days),
        basis=sample.basis,
        by=cast(sample.offered_by),
    )
    for ref in sample.agreed:
        mandate = confirm_mandate(mandate.id, basis=sample.seen, by=cast(ref))
    return mandate


def _use(cast: Cast, sample: SampleMandate, mandate: Mandate, begin: Begin) -> None:
    """An application of the giver's, written by the receiver and left at its first step."""
    stands = standing(mandate.id, seen_by=cast(sample.receiver))
    if stands is None:
        return
    acting = acting_for(cast(sample.receiver), stands)

    def who(ref: str) -> Actor:
        return acting if ref == sample.giver else cast(ref)

    try:
        begin(sample.begins, who, today() - days(1), sample.giver)
    except (Refusal, AssertionError):
        # Intake windows: what was lawful on the story's days is not on these.
        return
