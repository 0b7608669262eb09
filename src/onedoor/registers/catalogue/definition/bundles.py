"""Bundles (一件事): services applied for together, handled side by side, under one clock."""

from datetime import date
from typing import Any, Literal

from pydantic import Field as Given
from pydantic import model_validator

from onedoor.registers.catalogue.definition.conditions import Condition, Facts, holds
from onedoor.registers.catalogue.definition.ground import Basis, Name, Slug, Strict, Text
from onedoor.registers.catalogue.definition.route import Body, Desk
from onedoor.registers.catalogue.definition.service import Offering, Question, Situation

# What it means for the rest that a part ends without a yes.
IfRefused = Literal[
    "rest-goes-on",  # the others go on; whatever needed its result is not begun
    "waits",         # what comes after it waits until its service has been granted otherwise
    "ends-all",      # the others are ended as well
]  # fmt: skip


class Take(Strict):
    """Something of a part that comes from the result of an earlier one and is asked of nobody.

    A `field` takes the number of the licence, a `document` the sealed paper of the result.
    """

    from_: Name = Given(alias="from")
    field: Name | None = None
    document: Name | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> "Take":
        if (self.field is None) == (self.document is None):
            raise ValueError("a part takes a `field` or a `document`, one of them")
        return self


class BundlePart(Strict):
    """One service of the bundle: when it belongs to it, after what, handled by whom."""

    id: Name
    service: Slug
    # What one gets by it, in few words: 户口, 社保卡.
    short: Text
    when: Condition | None = None
    after: tuple[Name, ...] = ()
    # Which agency; none: the one that offers the service at the place of the lead or around it.
    body: Body | None = None
    # Its own questions about the situation: answered for everybody, or as one of the bundle's.
    situation: dict[Name, Slug] = {}
    same: dict[Name, Name] = {}
    # What its fields and documents mean, where the service itself does not say.
    meanings: dict[Name, str] = {}
    papers: dict[Name, Slug] = {}
    takes: tuple[Take, ...] = ()
    # Questions that the bundle answers by itself, and those that only an earlier result answers:
    # they are asked once it is there.
    answers: dict[Name, bool | str | tuple[str, ...]] = {}
    later: tuple[Name, ...] = ()
    if_refused: IfRefused = "rest-goes-on"
    # What happens then, as it is told to people.
    refused: Text


class JointLimit(Strict):
    """Working days for the whole (行政许可法 42 II), and what the agencies promise."""

    statutory: int = Given(45, ge=1, le=45)
    extension: int = Given(15, ge=0, le=15)
    promised: int = Given(ge=1)
    basis: Basis

    @model_validator(mode="after")
    def _promises_within_the_law(self) -> "JointLimit":
        if self.promised > self.statutory:
            raise ValueError("the promise is longer than the law allows")
        return self


class Bundle(Strict):
    """bundle.yaml."""

    code: Slug
    title: Text
    official: Text
    lead: Text
    basis: tuple[Basis, ...]
    applicants: tuple[Literal["person", "organisation"], ...]
    # The lead bodies, each for its place, and their desks: intake, and the approval of a longer
    # time by the head of the government.
    offerings: tuple[Offering, ...]
    accept: Desk
    extend: Desk
    situations: tuple[Situation, ...] = ()
    parts: tuple[BundlePart, ...]
    minutes: int
    statement: Text
    within: JointLimit
    correction_notice: int = Given(5, ge=1, le=5)
    # What one holds in the end.
    outcomes: tuple[Text, ...]
    visits: int = 0
    themes: tuple[str, ...]
    life_events: tuple[str, ...] = ()
    keywords: tuple[str, ...]
    questions: tuple[Question, ...]
    effective: date
    editor: str
    changes: Text | None = None

    @model_validator(mode="after")
    def _its_parts_have_an_order(self) -> "Bundle":
        known: set[str] = set()
        for part in self.parts:
            before = [*part.after, *(take.from_ for take in part.takes)]
            for name in before:
                if name not in known:
                    raise ValueError(f"part {part.id} needs {name}, which is not a part above it")
            for take in part.takes:
                if take.from_ not in part.after:
                    raise ValueError(f"part {part.id} takes from {take.from_} but is not after it")
            if part.later and not part.after:
                raise ValueError(f"part {part.id} asks something later but is after nothing")
            if part.id in known:
                raise ValueError(f"two parts are called {part.id}")
            known.add(part.id)
        return self

    def part(self, id: str) -> BundlePart:
        """The part called `id`; KeyError when there is none."""
        for each in self.parts:
            if each.id == id:
                return each
        raise KeyError(id)

    def parts_for(self, situation: Facts, kind: str = "") -> list[BundlePart]:
        """The parts that this situation calls for, in order."""
        facts = {f"situation.{key}": value for key, value in situation.items()}
        facts["applicant.kind"] = kind
        return [each for each in self.parts if holds(each.when, facts)]


class BundleStep(Strict):
    """One act of a story. `part`: of which part it tells; none: of the whole."""

    day: int
    who: str = ""
    does: Literal[
        "apply", "pre_review", "request_corrections", "correct", "accept", "extend", "withdraw",
        "withdraw_part", "answer_part", "not_accept", "finish_step", "decide", "wait",
    ]  # fmt: skip
    part: Name | None = None
    with_: dict[str, Any] = Given(default_factory=dict, alias="with")
    refused: str = ""


class BundleEnd(Strict):
    """How a story ends: the stage of the whole, and how each part ended."""

    stage: str
    parts: dict[Name, str]
    due: date | None = None
    told: tuple[str, ...] = ()


class BundleStory(Strict):
    """stories/<name>.yaml of a bundle: a filled sample on its guide and a regression test."""

    story: Text
    shows: Text
    sample: bool = False
    like: Slug | Literal[""] = ""
    begin: date
    at: Slug
    applicant: Name
    situation: dict[Name, Slug] = {}
    answers: dict[Name, Any] = {}
    documents: dict[Name, str] = {}
    steps: tuple[BundleStep, ...]
    ends: BundleEnd
