"""The directory of licences holds every result: whatever a service ends in has a type."""

from pathlib import Path

from onedoor.kernel.codes import licence_type_code
from onedoor.registers.catalogue.packs import read_packs

PACKS = read_packs(Path(__file__).parents[2] / "packs")


def test_every_service_ends_in_a_result_of_a_type_in_the_directory() -> None:
    without = [pack.code for pack in PACKS.services if pack.licence is None]
    assert without == []


def test_every_type_has_a_place_of_its_own_and_a_service_that_ends_so() -> None:
    codes = [licence_type_code(each.type.type_code) for each in PACKS.licences]
    assert len(set(codes)) == len(codes)
    ends = {pack.licence.type.code for pack in PACKS.services if pack.licence}
    assert {each.type.code for each in PACKS.licences} == ends


def test_every_type_code_says_how_sure_it_is() -> None:
    # None is looked up yet: whoever enters one writes `high`, and this test is changed with it.
    for each in PACKS.licences:
        certain = each.type.type_code_certain
        assert certain == "high" or (certain and certain.source), each.type.code


def test_every_type_says_on_what_law_it_rests_who_may_hold_it_and_what_stands_on_it() -> None:
    for each in PACKS.licences:
        assert each.type.basis.law and each.type.holder and each.type.lines, each.type.code
