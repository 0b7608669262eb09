"""Points tables (计分赋值): a versioned rule table that adds up points and names a class."""

from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from pydantic import model_validator

from onedoor.registers.catalogue.definition.conditions import Condition, Facts, holds
from onedoor.registers.catalogue.definition.ground import Basis, Name, Strict, Text


class Bracket(Strict):
    """Points for a number in [at_least, below), or for a chosen value."""

    points: int
    at_least: Decimal | None = None
    below: Decimal | None = None
    value: str = ""


class Factor(Strict):
    """One factor: brackets, or `each` further unit above `free` at `per_unit` points."""

    id: Name
    title: Text
    fact: str
    brackets: tuple[Bracket, ...]
    # Points for every whole unit above `above`, added to the bracket's points.
    per_unit_above: Decimal | None = None
    per_unit: int = 0
    max: int


class PointsClass(Strict):
    """A class reached by points, or straight away when `or_when` holds."""

    name: str
    at_least: int
    or_when: Condition | None = None
    title: Text


class Score(NamedTuple):
    """Total, class name, and each factor's points with its title, for the person to read."""

    total: int
    reached: str
    lines: list[tuple[str, int, int]]


class PointsTable(Strict):
    """points.yaml: factors and classes; classes from the highest down."""

    version: str
    basis: Basis
    factors: tuple[Factor, ...]
    classes: tuple[PointsClass, ...]

    @model_validator(mode="after")
    def _falls(self) -> "PointsTable":
        limits = [each.at_least for each in self.classes]
        if limits != sorted(limits, reverse=True):
            raise ValueError("classes go from the highest number of points to the lowest")
        return self

    def score(self, facts: Facts) -> Score:
        """The points of these facts; a fact not given brings none."""
        lines = [
            (str(factor.title), _points(factor, facts.get(factor.fact)), factor.max)
            for factor in self.factors
        ]
        total = sum(points for _, points, _ in lines)
        for each in self.classes:
            if total >= each.at_least or (each.or_when and holds(each.or_when, facts)):
                return Score(total, each.name, lines)
        return Score(total, "", lines)


def _points(factor: Factor, given: Any) -> int:
    if given is None or given == "":
        return 0
    chosen = given if isinstance(given, list | tuple) else [given]
    return min(factor.max, sum(_points_of_one(factor, each) for each in chosen))


def _points_of_one(factor: Factor, given: Any) -> int:
    text = str(given)
    for bracket in factor.brackets:
        if bracket.value and bracket.value == text:
            return bracket.points
    try:
        number = Decimal(text)
    except InvalidOperation:
        return 0
    points = 0
    for bracket in factor.brackets:
        if bracket.value or (bracket.at_least is not None and number < bracket.at_least):
            continue
        if bracket.below is None or number < bracket.below:
            points = bracket.points
            break
    if factor.per_unit_above is not None and number > factor.per_unit_above:
        points += int(number - factor.per_unit_above) * factor.per_unit
    return points
