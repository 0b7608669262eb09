"""The route: who looks first, which steps run after which, who decides, within how long."""

from collections.abc import Iterator
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
    "first-examination",  # 初审: the lower body examines and forwards (转报) with its opinion
    "co-decision",    # 会签: another body decides as well; its no is a no
    "hearing",        # 听证 (行政许可法 46–48)
    "inspection",     # 检验、检疫
    "testing",        # 检测
]  # fmt: skip


class Body(Strict):
    """Which body acts: `own` is the offering agency; else a function, here or at the prefecture."""

    function: Slug | Literal["own"] = "own"
    place: Literal["same", "prefecture", "region"] = "same"


class Hands(Strict):
    """How many persons of the post look, and how many of them have to agree.

    Two and two is the check by two (行政许可法 34); five and three a panel of experts. A site visit
    waits for all its persons; any other step ends once agreement is reached or out of reach.
    """

    persons: int = 1
    agree: int = 1

    @model_validator(mode="after")
    def _can_be_reached(self) -> "Hands":
        if not 1 <= self.agree <= self.persons:
            raise ValueError("`agree` lies between 1 and `persons`")
        return self


class Way(Strict):
    """Routing by rule: where `when` holds, this body and post act instead (分级授权)."""

    when: Condition
    body: Body | None = None
    post: Slug | None = None
    # What the citizen reads: who decides then.
    plain: Text


# Who of a post gets a task: whoever takes it, whoever has fewest open, or each in turn.
Assignment = Literal["group", "fewest", "turns"]


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
    hands: Hands = Hands()
    # The first that holds is taken; none: `body` and `post` above.
    ways: tuple[Way, ...] = ()
    assign: Assignment = "group"
    # What it means when another body says nothing within its days (a law must say so).
    silence: Literal["waits", "agrees", "objects"] = "waits"
    silence_basis: Basis | None = None

    @model_validator(mode="after")
    def _silence_has_a_basis(self) -> "Step":
        if self.silence != "waits" and self.silence_basis is None:
            raise ValueError(f"step {self.id}: say which law gives silence a meaning")
        return self

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
    hands: Hands = Hands()
    ways: tuple[Way, ...] = ()
    assign: Assignment = "group"


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
    # How often a step may be sent back inside the agency before supervision asks why.
    returns: int = 2
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


def seats_of(desk: Step | Desk) -> Iterator[tuple[Body, str]]:
    """Every body and post that may come to act there: the usual one, and those of each way."""
    yield desk.body, desk.post
    for way in desk.ways:
        yield way.body or desk.body, way.post or desk.post
