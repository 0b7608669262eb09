"""The rules of a place: which kind is watched, from which measure on, owned by whom, since when.

A rule is data (`supervision.yaml` of a pack). Its editions follow one another; a day is judged by
the edition of that day, so a stricter rule never reaches back.
"""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from onedoor.registers.catalogue.definition.ground import Basis, Slug, Strict, Text, in_force

Level = Literal["warning", "yellow", "red"]
# The three levels of a card (预警、黄牌、红牌), the mildest first.
LEVELS: tuple[Level, ...] = ("warning", "yellow", "red")

# What each kind measures, by family. Days are working days of the agency's place.
KINDS: dict[str, str] = {
    # Days after the last day (negative: days left) of the whole matter, as promised or by law.
    "whole-promised": "time",
    "whole-statutory": "time",
    # The same of one step; of the five days in which something must be said (行政许可法 32); of
    # delivery (44); of a procedure that stops the clock (45).
    "step": "time",
    "telling": "time",
    "delivery": "time",
    "special": "time",
    # Steps that everybody's case has and that a decision was made without.
    "skipped": "flow",
    # Steps finished before what the route puts first.
    "order": "flow",
    # How often one step was sent back.
    "returned": "flow",
    # One hand accepted and decided: 1.
    "same-hand": "flow",
    # A no without a reason; a step's no without an opinion; turned away without a ground: 1.
    "reasonless": "content",
    "groundless": "content",
    # Documents that everybody brings and that were not there at acceptance.
    "document": "content",
    # Decided otherwise than the standard of discretion: 1 with reasons, 2 without. Like cases of
    # one service, in one month, decided unlike: how many went against the greater part.
    "discretion": "discretion",
    "unlike": "discretion",
    # Money taken that no law lets be taken, or more than published; made to come for what can be
    # done online: found so by whoever looked into a letter about it, 1 in part, 2 wholly.
    "charged": "fee",
    "made-to-come": "service",
    # The level of a rating turned round: 5 is very dissatisfied.
    "rating": "service",
    # Days after the last day to answer an enquiry.
    "unanswered": "service",
    # The same of a letter.
    "letter": "service",
    # Days after the last day to tell what came of an exposure.
    "letter-result": "service",
    # Days after the last day to publish a decision (双公示).
    "publicity": "service",
    # Days after the last day to call back about a bad rating, and to answer it.
    "follow-up": "service",
    # Decisions of an agency on one day outside its hours.
    "out-of-hours": "integrity",
    # Looks of an agency at licences on one day, for what is no matter that it ever had in hand.
    "query-without-case": "integrity",
    # Good ratings without a name, of an agency on one day; a rating that the record
    # knows and that is not kept as it was given: 1.
    "rating-burst": "integrity",
    "rating-missing": "integrity",
    # How often somebody of the agency tried to rate one matter of its own; ratings given at one
    # device of its windows within an hour.
    "rating-own": "integrity",
    "rating-device": "integrity",
    # Yellow cards of an agency in one month.
    "repeated": "integrity",
}
Kind = Literal[
    "whole-promised", "whole-statutory", "step", "telling", "delivery", "special", "skipped",
    "order", "returned", "same-hand", "reasonless", "groundless", "document",
    "discretion", "unlike", "charged", "made-to-come", "rating",
    "unanswered", "letter", "letter-result", "publicity", "follow-up",
    "out-of-hours", "query-without-case", "rating-burst", "rating-missing", "rating-own",
    "rating-device", "repeated",
]  # fmt: skip
_MAILBOX = re.compile(r"[^@\s{}]+@[^@\s{}]+")
Hour = Annotated[int, Field(ge=0, le=24)]


class Steps(Strict):
    """From which measure on each level is reached; a level that is not named is never reached."""

    warning: int | None = None
    yellow: int | None = None
    red: int | None = None
    # Where days are counted: how far into them, in hundredths, the warning comes at the latest. Of
    # few days `warning` is sooner; of days that were made longer this is.
    warning_at: Annotated[int, Field(ge=1, le=99)] | None = None

    @model_validator(mode="after")
    def _rise(self) -> "Steps":
        if self.warning_at is not None and (self.warning is None or self.warning > 0):
            raise ValueError("what comes at a share of the days comes before the last one")
        named = [value for _level, value in self.named()]
        if not named:
            raise ValueError("name at least one level")
        if named != sorted(set(named)):
            raise ValueError("a graver level needs a greater measure")
        return self

    def named(self) -> list[tuple[Level, int]]:
        """The levels there are, the mildest first."""
        return [(each, getattr(self, each)) for each in LEVELS if getattr(self, each) is not None]

    def warned_from(self, days: int) -> int:
        """From which measure on is warned where there were `days` working days and a share of them
        is named."""
        assert self.warning is not None and self.warning_at is not None
        # Of a day that is only in part within the share, the whole is left.
        return min(self.warning, days * (self.warning_at - 100) // 100)


class RuleEdition(Strict):
    """A rule as it holds from a day on."""

    valid_from: date
    steps: Steps
    # For `out-of-hours`: the hours of the day within which nothing is unusual.
    hours: tuple[Hour, Hour] = (8, 21)
    # For `rating-burst`: from which of the five levels on a rating counts.
    good_from: Annotated[int, Field(ge=1, le=5)] = 5


class SupervisionRule(Strict):
    """One rule, with every edition it ever had."""

    code: Slug
    kind: Kind
    title: Text
    # What a card under it says, as a sentence for the agency.
    says: Text
    basis: tuple[Basis, ...]
    editions: tuple[RuleEdition, ...]

    @model_validator(mode="after")
    def _follow(self) -> "SupervisionRule":
        days = [each.valid_from for each in self.editions]
        if not days or days != sorted(set(days)):
            raise ValueError(f"rule {self.code}: editions follow one another by `valid_from`")
        return self

    @property
    def family(self) -> str:
        return KINDS[self.kind]

    def edition_on(self, day: date) -> RuleEdition | None:
        """The edition in force that day; None before the first."""
        return in_force(self.editions, day)

    def spans(self) -> list[tuple[RuleEdition, date, date | None]]:
        """Each edition with its first day and the first day of the next (None: still in force)."""
        ends = [each.valid_from for each in self.editions[1:]]
        return list(
            zip(self.editions, [e.valid_from for e in self.editions], [*ends, None], strict=True)
        )


class Rulebook(Strict):
    """supervision.yaml: who watches a place, how long an agency has to explain, and the rules."""

    # The division that it holds for, with all below.
    place: str
    # Who owns the rules and confirms cards; and who does where a card is about the owner.
    owner: Slug
    deputy: Slug
    explain_within: int = 3
    # Where agencies are told of cards besides their desk: "{agency}" is the code of each. No
    # mailbox: at the desk alone. Those with another one are named. Nothing of this is published.
    mailbox: str = Field(default="", exclude=True)
    mailboxes: dict[Slug, str] = Field(default_factory=dict, exclude=True)
    rules: tuple[SupervisionRule, ...]

    @model_validator(mode="after")
    def _is_sound(self) -> "Rulebook":
        codes = [each.code for each in self.rules]
        if len(codes) != len(set(codes)):
            raise ValueError("two rules have one code")
        for each in (self.mailbox.replace("{agency}", "x"), *self.mailboxes.values()):
            if each and not _MAILBOX.fullmatch(each):
                raise ValueError(f"no mailbox: {each}")
        if self.owner == self.deputy:
            raise ValueError("nobody watches over himself: the deputy is another agency")
        return self

    def rule(self, code: str) -> SupervisionRule:
        """The rule of this code; KeyError."""
        found = {each.code: each for each in self.rules}
        return found[code]

    def watcher_of(self, agency: str) -> str:
        """Who confirms the cards of an agency: never itself."""
        return self.deputy if agency == self.owner else self.owner

    def mailbox_of(self, agency: str) -> str:
        """The mailbox of an agency, as far as it has one; else ""."""
        return self.mailboxes.get(agency, self.mailbox.replace("{agency}", agency))
