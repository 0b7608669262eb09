"""The standard of discretion: whoever decides otherwise than it says writes why."""

from pathlib import Path

import pytest

from onedoor.casework.cases.discretion import why_not_depart
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
    refusal = why_not_depart(definition, facts, granted=granted, reasons=reasons)
    assert (refusal is not None) is refused
    if refusal:
        assert "裁量基准" in refusal.sentence


def test_a_fee_is_reckoned_and_said_why() -> None:
    decisions = decisions_in(STALL, "stall")
    assert decisions is not None and decisions.of("fee")
