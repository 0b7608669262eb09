"""Which days of ratings hold where: the book of the agency's place, else what the house says."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from django.conf import settings

from onedoor.oversight.feedback.known import known
from onedoor.oversight.feedback.rules import Until
from onedoor.registers.agencies.queries import calendar_at, nearest, seat_of
from onedoor.registers.catalogue.definition.ratings import RatingsBook, RatingTerms
from onedoor.registers.catalogue.queries import ratings_in

Act = Literal["rate_within", "call_within", "answer_within", "raise_within", "decide_within"]


@cache
def _books(packs: Path) -> tuple[RatingsBook, ...]:
    return ratings_in(packs)


@cache
def _of_the_house() -> RatingTerms:
    return RatingTerms.model_validate(known()["terms"])


def terms_at(division: str, on: date) -> RatingTerms:
    """What held on that day in a place: the book of the nearest division around it, in the edition
    of that day; what `ratings.yaml` of this room says where there is none, or none yet."""
    book = nearest(division, _books(Path(settings.ONEDOOR_PACKS)))
    return (book.edition_on(on) if book else None) or _of_the_house()


def terms_of(code: str, on: date) -> RatingTerms:
    """What held on that day for an agency. NotFound when nobody is called so."""
    return terms_at(seat_of(code).division, on)


def until(code: str, act: Act, *, after: date) -> Until:
    """The last day of what follows that day at this agency, and how many working days that is.

    By the edition of the day it begins with: one that comes later moves nothing that runs.
    """
    division = seat_of(code).division
    count = getattr(terms_at(division, after), act).working_days
    return Until(calendar_at(division).add_working_days(after, count), count)
