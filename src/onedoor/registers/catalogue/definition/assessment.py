"""How the agencies of a place are assessed: which indicators, how heavy, from which value to which.

An indicator is data (`assessment.yaml` of a pack); what it counts is one of a closed list of
measures, each reckoned from public facts alone. Editions begin with a month and never reach back.
"""

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from onedoor.registers.catalogue.definition.ground import Basis, Slug, Strict, Text, in_force

Unit = Literal["percent", "days", "visits", "cards", "calls"]

# What can be counted, and in what it is said. `percent`: a share; the others: a mean.
MEASURES: dict[str, Unit] = {
    # Of matters decided: by the promised day; before it; at once by published rules; with a no.
    "in-time": "percent",
    "early": "percent",
    "automatic": "percent",
    "refused": "percent",
    # Of matters decided: working days on the agency's clock, what stops it left out.
    "handling-days": "days",
    # Of matters accepted: without a notice of corrections before.
    "first-time": "percent",
    # Of matters accepted: how much shorter the promise is than what the law gives.
    "compression": "percent",
    # Of applications answered (accepted or turned away): turned away.
    "turned-away": "percent",
    # Of applications filed: how many visits the service asks for; none at all.
    "visits": "visits",
    "no-visit": "percent",
    # Of applications filed: for services one may apply for online; that are online wholly.
    "online": "percent",
    "wholly-online": "percent",
    # Of documents asked for in applications: those for which a licence stood in.
    "spared": "percent",
    # Of matters granted: with an electronic licence.
    "licensed": "percent",
    # Of matters closed: rated by whoever they were for. Of ratings: the three upper levels.
    "rated": "percent",
    "content": "percent",
    # Confirmed cards for each matter decided: a yellow one counts one, a red one two.
    "cards": "cards",
    # Of bad ratings with a name that were answered: by their day. Of answers judged: content.
    "follow-ups-in-time": "percent",
    "judged-content": "percent",
    # Of letters answered: by their day; and working days to the answer.
    "letters-in-time": "percent",
    "letter-days": "days",
    # Of consultations answered: working days to the answer.
    "consultation-days": "days",
    # Of complaints received: answered.
    "complaints-answered": "percent",
    # Of bad ratings with a name: those of which the agency has said what it changed.
    "follow-ups-mended": "percent",
    # Of matters decided: after the promised day. Of ratings: the two lower levels.
    "overdue": "percent",
    "bad": "percent",
    # Of applications answered for the first time: with a notice of corrections.
    "corrected": "percent",
    # Of applications filed: for services that ask for one visit at most.
    "one-visit": "percent",
    # For each application filed: licences that the agency looked up instead of asking for them.
    "sharing": "calls",
    # Of the items that the catalogue list gives to an agency: offered. Of its guides: complete.
    "covered": "percent",
    "guides-complete": "percent",
}
# What is the rest of another share is counted once and read from its other end.
REST_OF: dict[str, str] = {"overdue": "in-time", "bad": "content"}
# A share is counted in hundredths of a per cent, so that sums stay whole numbers.
ALL = 10_000
Measure = Literal[
    "in-time", "early", "automatic", "refused", "handling-days", "first-time", "compression",
    "turned-away", "visits", "no-visit", "online", "wholly-online", "spared", "licensed", "rated",
    "content", "cards", "follow-ups-in-time", "judged-content", "letters-in-time", "letter-days",
    "complaints-answered", "overdue", "bad", "corrected", "one-visit", "sharing", "covered",
    "guides-complete", "consultation-days", "follow-ups-mended",
]  # fmt: skip


class Indicator(Strict):
    """One indicator: what is counted, and what it is worth.

    Points run evenly from nothing at `worst` to all of `weight` at `best`, in the measure's unit.
    Fewer than `least` things to count, and the indicator says nothing about an agency.
    """

    code: Slug
    measure: Measure
    title: Text
    # The formula in words: what is divided by what.
    formula: Text
    # Which facts it comes from.
    source: Text
    basis: tuple[Basis, ...] = ()
    weight: int = Field(ge=0, le=100)
    best: Decimal
    worst: Decimal
    least: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _goes_somewhere(self) -> "Indicator":
        if self.best == self.worst:
            raise ValueError(f"indicator {self.code}: `best` and `worst` are two values")
        return self

    @property
    def unit(self) -> Unit:
        return MEASURES[self.measure]

    @property
    def counted(self) -> str:
        """The measure whose counts it reads."""
        return REST_OF.get(self.measure, self.measure)

    def read(self, amount: int, of: int) -> int:
        """How much of these counts it says: all, or what is left of them."""
        return of * ALL - amount if self.measure in REST_OF else amount


class AssessmentEdition(Strict):
    """The indicators as they hold from a month on."""

    valid_from: date
    indicators: tuple[Indicator, ...] = Field(min_length=1)
    # An agency has a place when indicators of at least so many hundredths of the weight speak.
    enough: int = Field(default=50, ge=1, le=100)

    @model_validator(mode="after")
    def _is_sound(self) -> "AssessmentEdition":
        if self.valid_from.day != 1:
            raise ValueError("an edition begins with a month: no month is assessed by two")
        codes = [each.code for each in self.indicators]
        if len(codes) != len(set(codes)):
            raise ValueError("two indicators have one code")
        if self.whole == 0:
            raise ValueError("at least one indicator has a weight")
        return self

    @property
    def whole(self) -> int:
        """All weights together."""
        return sum(each.weight for each in self.indicators)

    @cached_property
    def asks_for(self) -> frozenset[str]:
        """The measures whose counts its indicators read."""
        return frozenset(each.counted for each in self.indicators)

    def indicator(self, code: str) -> Indicator:
        """The indicator of this code; KeyError."""
        found = {each.code: each for each in self.indicators}
        return found[code]


class AssessmentBook(Strict):
    """assessment.yaml: who owns the assessment of a place, and every edition it ever had."""

    # The division that it holds for, with all below.
    place: str
    owner: Slug
    editions: tuple[AssessmentEdition, ...]

    @model_validator(mode="after")
    def _follow(self) -> "AssessmentBook":
        days = [each.valid_from for each in self.editions]
        if not days or days != sorted(set(days)):
            raise ValueError("editions follow one another by `valid_from`")
        return self

    def edition_on(self, day: date) -> AssessmentEdition | None:
        """The edition that the month of that day is assessed by; None before the first."""
        return in_force(self.editions, day)
