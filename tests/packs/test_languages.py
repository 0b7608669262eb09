"""What the sample services say in which language: whole, or known not to be."""

from pathlib import Path

from onedoor.registers.catalogue.queries import service_packs
from onedoor.registers.catalogue.speaking import spoken, whole_in
from onedoor.site import places

PACKS = {each.code: each.definition for each in service_packs(Path(places.packs()))}
# Services of the sample city whose guide and form are wholly in Uyghur.
IN_UYGHUR = {
    "birth-certificate", "compulsory-enrolment", "disability-subsidy", "elderly-allowance",
    "identity-card-renewal", "publication-retail", "resident-pension", "school-bus-permit",
}  # fmt: skip


def test_every_service_is_whole_in_english() -> None:
    assert {code for code, each in PACKS.items() if "en" not in whole_in(each)} == set()


def test_these_are_whole_in_uyghur_and_no_fewer() -> None:
    assert {code for code, each in PACKS.items() if "ug" in whole_in(each)} >= IN_UYGHUR


def test_their_filled_in_samples_are_told_in_every_language() -> None:
    said = {
        pack.code: [text for text in (each.story.story, each.story.shows) if text]
        for pack in service_packs(Path(places.packs()))
        for each in pack.stories
        if each.story.sample
    }
    assert [code for code, words in said.items() if not all(each.en for each in words)] == []
    assert [code for code in IN_UYGHUR if not all(each.ug for each in said[code])] == []


def test_what_is_missing_is_counted() -> None:
    there, every = spoken(PACKS["subsistence-allowance"])["ug"]
    assert 0 < there < every
