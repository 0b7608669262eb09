"""Nobody writes or brings again what we have: measured for the sample people on the real pages.

What is counted, and how, is said in `onedoor.site.prefilled`.
"""

from collections.abc import Iterator

import pytest
from tests.world import World, _forget_what_happened

from onedoor.site.prefilled import Journey, journeys, play_samples, samples, shares

pytestmark = pytest.mark.long

FIELDS, DOCUMENTS, HALF = 0.8, 0.6, 0.5

# Items in which less is filled in, each with its reason. One that needs no excuse is a fault.
FEWER_FIELDS = {
    "driving-licence-renewal": "fitness is stated anew; the story gives the last day of the licence"
    " of before, what stands there is the last day of the one in force",
    "marriage-registration": "the day is chosen and the declaration made anew",
    "overseas-talent-consultation": "another question is asked each time",
    "school-bus-driver": "signed for the driver's health and records anew",
    "subsistence-allowance": "income, outlay and savings are those of the year, the household signs"
    " anew",
    "temporary-relief": "another misfortune each time: what, when, how much was left to live on",
    "three-library-query": "other words are searched each time, and a statement is made anew",
}
MORE_TO_BRING: dict[str, str] = {}


@pytest.fixture(scope="module")
def found(_registers: World, django_db_blocker) -> Iterator[list[Journey]]:  # type: ignore[no-untyped-def]
    """Every sample item applied for again; played once for all tests of this module."""
    with django_db_blocker.unblock():
        told = samples(_registers.stories)
        play_samples(told, _registers.cast)
        yield list(journeys(told, _registers.cast))
        _forget_what_happened()


def test_four_fields_in_five_are_filled_in_and_three_documents_in_five_need_not_be_brought(
    found: list[Journey],
) -> None:
    fields, documents = shares([each.again for each in found])
    assert fields >= FIELDS
    assert documents >= DOCUMENTS


def test_half_of_the_fields_are_filled_in_the_first_time(found: list[Journey]) -> None:
    fields, documents = shares([each.first for each in found])
    assert fields >= HALF
    assert documents >= DOCUMENTS


def test_so_it_is_in_each_item_or_it_is_said_why_not(found: list[Journey]) -> None:
    assert {each.service for each in found if each.fields < FIELDS} == set(FEWER_FIELDS)


def test_so_it_is_with_the_documents_of_each_item(found: list[Journey]) -> None:
    assert {each.service for each in found if each.documents < DOCUMENTS} == set(MORE_TO_BRING)
