"""Routes as values: who acts by rule, and what several words on one step come to. No queries."""

from collections.abc import Mapping, Sequence
from typing import Any

from onedoor.registers.catalogue.definition import (
    Body,
    Desk,
    Hands,
    ServiceDefinition,
    Step,
    Way,
    holds,
)

# Words that carry a step on; `done` hands it on without an opinion.
YES = ("agree", "done")
# Kinds in which every person of the step says a word: the check by two is a check, and no vote.
EVERYBODY = ("site-visit",)
# Kinds that another body answers, so that its silence can mean something.
ASKED = ("consultation", "co-decision", "first-examination")
# Kinds whose days the law takes off the clock, and of which the applicant is told in writing (45).
UNCOUNTED = ("hearing", "inspection", "testing", "expert-review")
# What a step's result is called when it was silence that gave it.
SILENCE = {"agrees": "silence-agrees", "objects": "silence-objects"}
# What counts as a no: of whoever decides together with others it ends the matter.
NO = ("disagree", "silence-objects")


def way_of(desk: Step | Desk, facts: Mapping[str, Any]) -> Way | None:
    """The first way whose condition holds for these facts (分级授权); None: the usual one."""
    return next((way for way in desk.ways if holds(way.when, dict(facts))), None)


def acting(desk: Step | Desk, facts: Mapping[str, Any]) -> tuple[Body, str]:
    """The body and the post that act there, for these facts."""
    way = way_of(desk, facts)
    if way is None:
        return desk.body, desk.post
    return way.body or desk.body, way.post or desk.post


def desk_of(definition: ServiceDefinition, step: str) -> Step | Desk:
    """The part of the route that a task called `step` comes from."""
    if step == "decide":
        return definition.route.decide
    return definition.route.accept if step == "accept" else definition.route.step(step)


def outcome_of(words: Sequence[str], hands: Hands, *, kind: str = "") -> str:
    """What these words come to: "agree", "done", "disagree", or "" while others have to speak.

    It is over once enough agree, or once so many do not that agreement is out of reach; a check
    waits for all its persons.
    """
    yes = [word for word in words if word in YES]
    if kind in EVERYBODY and len(words) < hands.persons:
        return ""
    if len(yes) >= hands.agree:
        return "agree" if "agree" in yes else "done"
    return "disagree" if len(words) - len(yes) > hands.persons - hands.agree else ""
