"""Decision tables of packs: every row is told or excused; what is exported decides the same."""

from pathlib import Path

import pytest

from dmn import evaluate_all, read_model
from dmn.write import write_model
from onedoor.registers.catalogue.definition.decisions import as_values
from onedoor.registers.catalogue.packs import ServicePack, read_packs
from onedoor.registers.catalogue.queries import rows_reached

PACKS = Path(__file__).parents[3] / "packs"
STALL = Path(__file__).parent / "pack"


@pytest.fixture(scope="module")
def services() -> list[ServicePack]:
    found = [*read_packs(PACKS).services, *read_packs(STALL).services]
    return [each for each in found if each.definition.decisions]


def test_every_row_of_every_table_is_told_by_a_story_or_says_why_not() -> None:
    rows = rows_reached(PACKS)
    assert rows
    assert [each for each in rows if not each.stories and not each.reason] == []


def test_what_is_exported_decides_every_story_the_same(services: list[ServicePack]) -> None:
    for pack in services:
        decisions = pack.definition.decisions
        assert decisions
        fields = tuple(pack.definition.form.all_fields())
        model = read_model(write_model(decisions.model, pack.code, "urn:x"))
        for told in pack.stories:
            facts = pack.definition.facts_of(told.story.answers, told.story.situation, "person")
            ours = decisions.decide(facts, fields).values
            theirs = evaluate_all(model, as_values(facts, fields)).values
            assert ours == theirs
            assert any(ours.values())


def test_registration_at_once_is_decided_by_its_table(services: list[ServicePack]) -> None:
    shop = next(each.definition for each in services if each.code == "individual-business")
    answers = {
        "premises_promise": True, "place_here": True, "dwelling": False, "use_name": True,
        "business_form": "individual", "prior_permit_needed": False, "name_promise": True,
    }  # fmt: skip
    situation = {"proof": "promise"}

    def at_once(**changed: object) -> object:
        return shop.facts_of(answers | changed, situation)["decision.at_once.by_rule"]

    assert at_once() is True
    assert at_once(use_name=False, name_promise="") is True
    assert shop.facts_of({}, {})["decision.at_once.by_rule"] is False
    for name, value in {
        "premises_promise": None, "place_here": False, "dwelling": True, "use_name": None,
        "business_form": "family", "prior_permit_needed": True, "name_promise": False,
        "scope_more": "卖烟花",
    }.items():  # fmt: skip
        assert at_once(**{name: value}) is False, name
