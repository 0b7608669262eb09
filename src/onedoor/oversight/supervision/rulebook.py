"""Which rules and indicators hold where: the books of the packs, and the one for a place."""

from onedoor.registers.agencies.queries import nearest
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


def book_for(division: str, books: tuple[Rulebook, ...]) -> Rulebook | None:
    """The rules of a place, or None."""
    return nearest(division, books)
