"""entitlements.yaml: who may well be entitled to what, as rules (免申即享).

A rule never decides and never refuses: where it holds, a person who asked for it reads what they
can apply for and why. Each fact it reads is named with its source and the ground on which it may
be read; each rule comes with stories of who is told and who is not, and they are played.
"""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from onedoor.registers.catalogue.definition.conditions import Condition
from onedoor.registers.catalogue.definition.ground import Basis, Name, Slug, Strict, Text

# Where a fact may come from: a licence in force that the person holds here, a line on its face, or
# the whole years of the number by which the person is known here.
Source = Literal["held", "line", "age"]


class FactRead(Strict):
    """One fact a rule reads: whence, and on what ground.

    `licence` is its type, for `held` and `line`; `line` is the label on its face, in Chinese.
    """

    id: Name
    source: Source
    licence: Slug | None = None
    line: str = ""
    basis: Basis

    @model_validator(mode="after")
    def _names_its_source(self) -> "FactRead":
        if (self.source != "age") != bool(self.licence):
            raise ValueError("`licence` names the type for `held` and `line`, and nothing else")
        if (self.source == "line") != bool(self.line):
            raise ValueError("`line` names a line, for the source `line` alone")
        return self


class HeldInStory(Strict):
    """A licence somebody holds in a story: its type, its last day, its lines by label."""

    licence: Slug
    until: date | None = None
    lines: dict[str, str] = {}


class EntitlementStory(Strict):
    """Somebody, with what they hold on a day, and whether the rule tells them; with what reason."""

    who: Text
    on: date
    born: date | None = None
    holds: tuple[HeldInStory, ...] = ()
    told: bool
    because: str = ""


class EntitlementRule(Strict):
    """One rule: when `when` holds of what it reads, `service` is offered, with `because` as reason.

    `because` names facts as {id}. Whoever holds a licence in force of a type in `unless` has it
    already. `fills` are answers of the form that are put in beforehand: field → fact.
    """

    code: Slug
    service: Slug
    title: Text
    basis: tuple[Basis, ...] = ()
    reads: tuple[FactRead, ...] = Field(min_length=1)
    when: Condition
    because: Text
    unless: tuple[Slug, ...] = ()
    fills: dict[Name, Name] = {}
    stories: tuple[EntitlementStory, ...] = ()


class Entitlements(Strict):
    """entitlements.yaml of a body: its rules."""

    rules: tuple[EntitlementRule, ...]
