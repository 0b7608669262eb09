"""Which rules and indicators hold where: the books of the packs, and the one for a place."""

from typing import Protocol, TypeVar

from onedoor.registers.agencies.queries import reach_of
from onedoor.registers.catalogue.definition.assessment import AssessmentBook as AssessmentBook
from onedoor.registers.catalogue.definition.supervision import (
    KINDS,
    Level,
    RuleEdition,
    Steps,
    SupervisionRule,
)
from onedoor.registers.catalogue.definition.supervision import Rulebook as Rulebook
from onedoor.registers.catalogue.queries import assessments_in, rulebooks_in

__all__ = [
    "KINDS",
    "AssessmentBook",
    "Level",
    "RuleEdition",
    "Rulebook",
    "Steps",
    "SupervisionRule",
    "assessments_in",
    "book_for",
    "nearest",
    "rulebooks_in",
]


class _OfAPlace(Protocol):
    @property
    def place(self) -> str: ...


Book = TypeVar("Book", bound=_OfAPlace)


def nearest(division: str, books: tuple[Book, ...]) -> Book | None:
    """The book of the nearest division around a place that has one, or None."""
    inside = [each for each in books if division.startswith(reach_of(each.place))]
    return max(inside, key=lambda book: len(reach_of(book.place)), default=None)


def book_for(division: str, books: tuple[Rulebook, ...]) -> Rulebook | None:
    """The rules of a place, or None."""
    return nearest(division, books)
