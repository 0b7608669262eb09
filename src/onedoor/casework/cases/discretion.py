"""The standard of discretion (裁量基准): what the published table calls for, and leaving it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onedoor.casework.cases.refusals import AmountMissing, AmountNotAbove, OutsideTheStandard
from onedoor.kernel.refusals import Refusal
from onedoor.registers.catalogue.definition import (
    COURSE,
    LEAST,
    MOST,
    Reckoned,
    ServiceDefinition,
    Text,
    say,
)


@dataclass(frozen=True, kw_only=True)
class Standard:
    """What the published tables say of one case; nothing where the service has none.

    `called`: what the number is that a grant gives, with its unit; None where it gives none.
    `alike`: the rows that held: cases with the same are like cases, whoever they are of.
    """

    courses: frozenset[str] = frozenset()
    called: Text | None = None
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    alike: str = ""

    def is_left(self, *, granted: bool, amount: Decimal | None = None) -> bool:
        """Whether such a decision is another than the standard calls for."""
        if self.courses - {"grant" if granted else "refuse"}:
            return True
        if not granted or amount is None:
            return False
        return amount < (self.least or 0) or (self.most is not None and amount > self.most)

    def with_terms(self, amount: Decimal | None, terms: str) -> str:
        """The terms of a grant, with the number it gives told first."""
        if self.called is None or amount is None:
            return terms
        return f"{say(self.called)} {amount:f} {self.unit}。{terms}"


def standard_of(definition: ServiceDefinition, facts: Mapping[str, Any]) -> Standard:
    """The standard for a case with these facts."""
    if not definition.decisions or not definition.decisions.of("discretion"):
        return Standard()
    held = [
        each for each in definition.reckon(facts) if each.table.gives == "discretion" and each.rows
    ]
    bounding = next((each for each in held if _bounds(each)), None)
    return Standard(
        courses=frozenset(
            each.values[COURSE] for each in held if each.values.get(COURSE) in ("grant", "refuse")
        ),
        called=bounding.table.decides if bounding else None,
        unit=_unit(bounding) if bounding else "",
        least=_number(bounding, LEAST),
        most=_number(bounding, MOST),
        alike=";".join(f"{each.table.id}:{','.join(map(str, each.rows))}" for each in held),
    )


def _bounds(each: Reckoned) -> bool:
    return any(each.values.get(name) is not None for name in (LEAST, MOST))


def _unit(each: Reckoned) -> str:
    return next(out.unit for out in each.table.outputs if out.name in (LEAST, MOST))


def _number(each: Reckoned | None, name: str) -> Decimal | None:
    value = each.values.get(name) if each else None
    return None if value is None else Decimal(str(value))


def why_not_depart(
    standard: Standard, *, granted: bool, reasons: str, amount: Decimal | None = None
) -> Refusal | None:
    """Whoever decides otherwise than the published standard says why (国办发〔2022〕27号).

    AmountMissing, AmountNotAbove, OutsideTheStandard.
    """
    if granted and standard.called is not None:
        if amount is None:
            return AmountMissing(called=say(standard.called), where="amount")
        if amount <= 0:
            return AmountNotAbove(where="amount")
    if standard.is_left(granted=granted, amount=amount) and not reasons.strip():
        return OutsideTheStandard(where="reasons")
    return None
