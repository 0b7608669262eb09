"""Within how many working days ratings are given, called back about, answered, disputed: as data.

The book of a place (`ratings.yaml` of a pack) sets these days for the place and all within; where
no book holds, those of the house do. Its editions follow one another, as rules of supervision do.
"""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from onedoor.registers.catalogue.definition.ground import Basis, Slug, Strict, in_force


class WorkingDays(Strict):
    """So many working days, and who says so."""

    working_days: Annotated[int, Field(gt=0, le=60)]
    basis: Basis


class ToldFrom(Strict):
    """From how many on something is told of."""

    count: Annotated[int, Field(gt=1, le=1000)]
    basis: Basis


class RatingTerms(Strict):
    """Every day and number of ratings that a place may set."""

    # A rating is given and changed after the end; what was put right is judged as long.
    rate_within: WorkingDays
    # Somebody who rated badly under a name is called, and what was put right is written.
    call_within: WorkingDays
    answer_within: WorkingDays
    # An agency objects to a rating, and the office that watches it decides.
    raise_within: WorkingDays
    decide_within: WorkingDays
    # Ratings at one device of a window within an hour.
    told_from: ToldFrom


class RatingEdition(RatingTerms):
    """The days of a place as they hold from a day on."""

    valid_from: date


class RatingsBook(Strict):
    """ratings.yaml: the days of ratings in a place."""

    # The division that it holds for, with all below; and who answers for it.
    place: str
    owner: Slug
    editions: tuple[RatingEdition, ...]

    @model_validator(mode="after")
    def _follow(self) -> "RatingsBook":
        firsts = [each.valid_from for each in self.editions]
        if not firsts or firsts != sorted(set(firsts)):
            raise ValueError("editions follow one another by `valid_from`")
        return self

    def edition_on(self, day: date) -> RatingEdition | None:
        """The edition in force that day; None before the first."""
        return in_force(self.editions, day)
