"""The route: who looks first, which steps run after which, who decides, within how long."""

from typing import Literal

from pydantic import model_validator

from onedoor.registers.catalogue.definition.conditions import Condition
from onedoor.registers.catalogue.definition.ground import Basis, Name, Slug, Strict, Text

StepKind = Literal[
    "review",         # a post of our own or the upper body examines
    "consultation",   # another body is asked and answers within its own limit
    "site-visit",     # somebody goes and looks
    "public-notice",  # the intended outcome hangs out for objections for `calendar_days`
    "expert-review",
]  # fmt: skip


class Body(Strict):
    """Which body acts: `own` is the offering agency; else a function, here or at the prefecture."""

    function: Slug | Literal["own"] = "own"
    place: Literal["same", "prefecture"] = "same"


class Step(Strict):
    """One step after acceptance. Steps with the same `after` run in parallel."""

    id: Name
    title: Text
    # What the citizen reads on the guide and on the case: “看场所、对材料”.
    plain: Text
    kind: StepKind = "review"
    body: Body = Body()
    post: Slug
    after: tuple[Name, ...] = ()
    working_days: int | None = None
    calendar_days: int | None = None
    # Whether its days run on the agency's clock (行政许可法 45 takes some out).
    counts: bool = True
    when: Condition | None = None
    basis: Basis | None = None

    @model_validator(mode="after")
    def _has_a_limit(self) -> "Step":
        if (self.working_days is None) == (self.calendar_days is None):
            raise ValueError(f"step {self.id}: give working_days or calendar_days, one of them")
        return self


class Desk(Strict):
    """A post and how long it has."""

    post: Slug
    title: Text
    plain: Text
    body: Body = Body()
    working_days: int = 1


class SpecialProcedure(Strict):
    """A named procedure that stops the clock (行政许可法 45)."""

    id: Name
    title: Text
    working_days: int
    basis: Basis


class Route(Strict):
    """route.yaml: pre-review and acceptance, steps, decision, delivery."""

    accept: Desk
    steps: tuple[Step, ...] = ()
    decide: Desk
    deliver: Desk
    special_procedures: tuple[SpecialProcedure, ...] = ()
    # Decided by rule at the moment of submission: true for instant services.
    automatic: Condition | None = None
    automatic_reason: Text | None = None

    @model_validator(mode="after")
    def _leads_somewhere(self) -> "Route":
        known: set[str] = set()
        for step in self.steps:
            for before in step.after:
                if before not in known:
                    raise ValueError(
                        f"step {step.id} comes after {before}, which is not a step above it"
                    )
            known.add(step.id)
        return self

    def step(self, id: str) -> Step:
        """The step called `id`; KeyError when there is none."""
        for each in self.steps:
            if each.id == id:
                return each
        raise KeyError(id)
