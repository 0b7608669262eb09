"""The standard of discretion: whoever decides otherwise than it says writes why."""

from decimal import Decimal
from pathlib import Path

import pytest

from onedoor.casework.cases.discretion import Standard, standard_of, why_not_depart
from onedoor.casework.cases.refusals import OutsideTheStandard
from onedoor.registers.catalogue.definition import Text
from onedoor.registers.catalogue.queries import decisions_in

STALL = Path(__file__).parents[2] / "registers" / "catalogue" / "pack"


@pytest.fixture(scope="module")
def definition():
    from onedoor.registers.catalogue.packs import read_packs

    return next(each.definition for each in read_packs(STALL).services if each.code == "stall")


@pytest.mark.parametrize(
    ("area", "granted", "reasons", "refused"),
    [
        ("6", True, "", False),
        ("6", False, "", True),
        ("60", True, "", True),
        ("60", True, "  ", True),
        ("60", True, "老城改造，只此一处。", False),
        ("60", False, "", False),
        ("", True, "", False),
    ],
)
def test_leaving_the_standard_needs_reasons(definition, area, granted, reasons, refused) -> None:
    facts = definition.facts_of({"area": area}, {})
    standard = standard_of(definition, facts)
    amount = Decimal(2) if granted and standard.called else None
    refusal = why_not_depart(standard, granted=granted, reasons=reasons, amount=amount)
    assert (refusal is not None) is refused
    if refusal:
        assert "裁量基准" in refusal.sentence


BOUNDED = Standard(
    courses=frozenset({"grant"}), called=Text(zh="每月发补贴"), unit="元",
    least=Decimal(80), most=Decimal(200), alike="standard:1",
)  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "reasons", "refused"),
    [
        (None, "家里困难。", "AmountMissing"),
        ("0", "家里困难。", "AmountNotAbove"),
        ("80", "", ""),
        ("200", "", ""),
        ("200.01", "", "OutsideTheStandard"),
        ("79.99", "", "OutsideTheStandard"),
        ("300", "两个孩子都病了。", ""),
    ],
)
def test_a_grant_says_how_much_and_outside_the_range_why(amount, reasons, refused) -> None:
    given = Decimal(amount) if amount else None
    refusal = why_not_depart(BOUNDED, granted=True, reasons=reasons, amount=given)
    assert (type(refusal).__name__ if refusal else "") == refused


def test_what_is_given_is_told_first_among_the_terms() -> None:
    assert BOUNDED.with_terms(Decimal(120), "从八月起。") == "每月发补贴 120 元。从八月起。"
    assert BOUNDED.with_terms(None, "从八月起。") == "从八月起。"


def test_a_refusal_needs_no_amount_and_leaves_a_standard_that_says_grant() -> None:
    assert BOUNDED.is_left(granted=False)
    assert not BOUNDED.is_left(granted=True, amount=Decimal(100))
    assert isinstance(why_not_depart(BOUNDED, granted=False, reasons=""), OutsideTheStandard)


def test_a_fee_is_reckoned_and_said_why() -> None:
    decisions = decisions_in(STALL, "stall")
    assert decisions is not None and decisions.of("fee")
