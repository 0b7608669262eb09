"""The sample city's mandates: offered, agreed to and used through the real acts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import days, today
from onedoor.registers.catalogue.definition.bodies import SampleMandate
from onedoor.registers.mandates.actions import confirm_mandate, offer_mandate
from onedoor.registers.mandates.queries import Mandate, acting_for, standing

if TYPE_CHECKING:
    from onedoor.site.city import Cast, Told


def give_mandates(cast: "Cast", told: Sequence["Told"]) -> int:
    """Play every sample mandate; returns how many."""
    for each in cast.mandates:
        mandate = give_mandate(cast, each)
        if each.begins:
            _begin(cast, told, each, mandate)
    return len(cast.mandates)


def give_mandate(cast: "Cast", sample: SampleMandate) -> Mandate:
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


def _begin(cast: "Cast", told: Sequence["Told"], sample: SampleMandate, mandate: Mandate) -> None:
    """An application of the giver's, written by the receiver and left at its first step."""
    stands = standing(mandate.id, seen_by=cast(sample.receiver))
    story = next((each for each in told if each.service == sample.begins), None)
    if stands is None or story is None:
        return
    acting = acting_for(cast(sample.receiver), stands)

    def who(ref: str) -> Actor:
        return acting if ref == sample.giver else cast(ref)

    play = story.play(who, begin=today() - days(1), until=1, applicant=sample.giver)
    try:
        play.run()
    except (Refusal, AssertionError):
        # Intake windows: what was lawful on the story's days is not on these.
        return
