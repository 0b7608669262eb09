"""Which rules hold where: the rulebooks of the packs, and the one for a place."""

from onedoor.registers.catalogue.definition.supervision import (
    KINDS,
    Level,
    RuleEdition,
    Steps,
    SupervisionRule,
)
from onedoor.registers.catalogue.definition.supervision import Rulebook as Rulebook
from onedoor.registers.catalogue.queries import rulebooks_in

__all__ = [
    "KINDS",
    "Level",
    "RuleEdition",
    "Rulebook",
    "Steps",
    "SupervisionRule",
    "book_for",
    "rulebooks_in",
]


def book_for(division: str, books: tuple[Rulebook, ...]) -> Rulebook | None:
    """The rules of a place: those of the nearest division around it that has some, or None."""
    inside = [each for each in books if division.startswith(each.place.rstrip("0"))]
    return max(inside, key=lambda book: len(book.place.rstrip("0")), default=None)
