"""What is published of decisions in this house: the books of the packs, and the one of a place."""

from functools import cache
from pathlib import Path

from django.conf import settings

from onedoor.registers.agencies.queries import agencies, nearest
from onedoor.registers.catalogue.definition.results import ResultsBook
from onedoor.registers.catalogue.queries import results_in

__all__ = ["ResultsBook", "book_at", "book_of", "books"]


def books() -> tuple[ResultsBook, ...]:
    """Every book. Read once in each process."""
    return _books(Path(settings.ONEDOOR_PACKS))


@cache
def _books(packs: Path) -> tuple[ResultsBook, ...]:
    return results_in(packs)


def book_at(division: str) -> ResultsBook | None:
    """The book of the nearest division around a place; None where nothing is published."""
    return nearest(division, books())


def book_of(agency: str) -> ResultsBook | None:
    """The book of the place in which an agency sits, or None."""
    body = agencies([agency]).get(agency)
    return book_at(str(body.division_id)) if body else None
