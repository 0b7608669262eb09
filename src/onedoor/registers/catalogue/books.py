"""Reads what packs say of watching, assessing, publishing, rating, by place: without services."""

from pathlib import Path

from onedoor.registers.catalogue.definition import (
    AssessmentBook,
    RatingsBook,
    ResultsBook,
    Rulebook,
)
from onedoor.registers.catalogue.packs import Packs


class BadRules(ValueError):
    """Rules that cannot be read: a watch that silently stops would watch nothing."""


def read_rules(folder: Path) -> tuple[list[Rulebook], list[AssessmentBook]]:
    """What agencies are watched and assessed by, by place. BadRules with every fault."""
    packs = _read(folder, "supervision.yaml", "assessment.yaml")
    rulebooks = sorted((book for book, _source in packs.rulebooks), key=lambda book: book.place)
    indicators = sorted((each for each, _source in packs.assessments), key=lambda each: each.place)
    return rulebooks, indicators


def read_results(folder: Path) -> list[ResultsBook]:
    """What is published of decisions, by place. BadRules with every fault."""
    found = _read(folder, "results.yaml").results
    return sorted((book for book, _source in found), key=lambda book: book.place)


def read_ratings(folder: Path) -> list[RatingsBook]:
    """The days of ratings, by place. BadRules with every fault."""
    found = _read(folder, "ratings.yaml").ratings
    return sorted((book for book, _source in found), key=lambda book: book.place)


def _read(folder: Path, *names: str) -> Packs:
    packs = Packs(folder)
    for body in sorted(folder.glob("*")):
        packs.take_books(body, *names)
    if packs.faults:
        raise BadRules("; ".join(map(str, packs.faults)))
    return packs
