"""Work permits and what follows them: stories told on other days and of other numbers."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests.world import World

from onedoor.casework.cases.models import Case
from onedoor.kernel import relay
from onedoor.kernel.actors import SYSTEM
from onedoor.registers.licences.models import Licence
from onedoor.registers.licences.queries import licence_on

PERMIT, EXTENSION = "work-permit", "work-permit-extension"
CHANGE, REISSUE, CANCELLATION = (
    "work-permit-change", "work-permit-reissue", "work-permit-cancellation",
)  # fmt: skip
FIRST, SECOND, THIRD = date(2026, 4, 13), date(2026, 8, 17), date(2026, 11, 2)


def told(world: World, service: str, begin: date, file: str = "", **answers: Any) -> Any:
    """The service's granted story, or that of this file, on this day, with these answers in it."""
    found = world.story(service)
    if file:
        found = next(
            each for each in world.stories if (each.service, each.file.stem) == (service, file)
        )
    changed = {"begin": begin, "answers": {**found.story.answers, **answers}}
    return replace(found, story=found.story.model_copy(update=changed))


def permit(world: World, begin: date = FIRST, **changes: Any) -> Licence:
    """A work permit of 天山果业, issued by a granted case."""
    return licence_of(world.play(told(world, PERMIT, begin, permit_until="2028-04-12"), **changes))


def licence_of(case: Case) -> Licence:
    relay.drain()
    found = licence_on(case.number, seen_by=SYSTEM)
    assert found is not None
    return found


def follow(world: World, service: str, number: str, begin: date = SECOND, **more: Any) -> Case:
    return world.play(told(world, service, begin, permit_number=number, **more))


def to_decide(world: World, service: str, number: str, begin: date = SECOND) -> Case:
    found = told(world, service, begin, permit_number=number)
    steps = [step.does for step in found.story.steps]
    return world.play(found, until=steps.index("decide"))
