"""Conditions: a closed list of operators over facts.

Facts are answers by field id, chosen situations as `situation.<id>`, what decision
tables give as `decision.<table>.<output>`, and `applicant.kind` (person, organisation).
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import Field, model_validator

from onedoor.registers.catalogue.definition.ground import Strict

Facts = Mapping[str, Any]

_TESTS = ("is_", "in_", "at_least", "below", "given")


class Condition(Strict):
    """One test of one fact, or `all`, `any`, `not` of conditions. Exactly one of them."""

    fact: str = ""
    is_: str | bool | int | None = Field(None, alias="is")
    in_: tuple[str, ...] | None = Field(None, alias="in")
    at_least: Decimal | None = None
    below: Decimal | None = None
    given: bool | None = None
    all_: tuple["Condition", ...] | None = Field(None, alias="all")
    any_: tuple["Condition", ...] | None = Field(None, alias="any")
    not_: "Condition | None" = Field(None, alias="not")

    @model_validator(mode="after")
    def _says_one_thing(self) -> "Condition":
        joins = [each for each in (self.all_, self.any_, self.not_) if each is not None]
        tests = [name for name in _TESTS if getattr(self, name) is not None]
        if self.fact and not joins and tests:
            return self
        if not self.fact and len(joins) == 1 and not tests:
            return self
        raise ValueError(
            "a condition is `fact` with one of is / in / at_least / below / given,"
            " or one of all / any / not"
        )

    def facts_asked(self) -> set[str]:
        """The names of all facts this condition looks at."""
        if self.fact:
            return {self.fact}
        parts = [*(self.all_ or ()), *(self.any_ or ()), *([self.not_] if self.not_ else [])]
        return {name for part in parts for name in part.facts_asked()}


def holds(condition: Condition | None, facts: Facts) -> bool:
    """Whether the condition is true of the facts. None always holds; of a missing fact, nothing."""
    if condition is None:
        return True
    if condition.all_ is not None:
        return all(holds(each, facts) for each in condition.all_)
    if condition.any_ is not None:
        return any(holds(each, facts) for each in condition.any_)
    if condition.not_ is not None:
        return not holds(condition.not_, facts)
    return _test(condition, facts.get(condition.fact))


def may_hold(condition: Condition | None, facts: Facts) -> bool | None:
    """Whether the condition holds; None while a fact it turns on is not known (Kleene)."""
    if condition is None:
        return True
    if condition.not_ is not None:
        inner = may_hold(condition.not_, facts)
        return None if inner is None else not inner
    if condition.all_ is not None:
        parts = [may_hold(each, facts) for each in condition.all_]
        return False if False in parts else None if None in parts else True
    if condition.any_ is not None:
        parts = [may_hold(each, facts) for each in condition.any_]
        return True if True in parts else None if None in parts else False
    return holds(condition, facts) if condition.fact in facts else None


def _test(condition: Condition, value: Any) -> bool:
    missing = value is None or value == "" or value == []
    if condition.given is not None:
        return missing != condition.given
    if missing:
        return False
    if condition.is_ is not None:
        return _same(value, condition.is_)
    if condition.in_ is not None:
        chosen = value if isinstance(value, list | tuple) else [value]
        return any(str(each) in condition.in_ for each in chosen)
    return _in_range(value, condition)


def _same(value: Any, wanted: str | bool | int) -> bool:
    if isinstance(value, list | tuple):
        return str(wanted) in [str(each) for each in value]
    if isinstance(wanted, bool) or isinstance(value, bool):
        return value is wanted
    return str(value) == str(wanted)


def _in_range(value: Any, condition: Condition) -> bool:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return False
    if number.is_nan():
        return False
    if condition.at_least is not None and number < condition.at_least:
        return False
    return condition.below is None or number < condition.below
