"""Figures of a service: the same numbers wherever they stand, and none that tells of one person."""

import json
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from onedoor.kernel.time import travel
from onedoor.oversight.assessment.periods import period_of
from onedoor.oversight.assessment.queries import assessment_of, books
from onedoor.oversight.figures.actions import rebuild_figures
from onedoor.oversight.figures.models import Happened
from onedoor.oversight.figures.queries import (
    figures_between,
    figures_of_month,
    last_month,
    months_shown,
)
from onedoor.oversight.figures.telling import OTHERS, Figures, sums, told, told_by_agency
from onedoor.oversight.supervision.publishing import file_of_day, publish_through

BEGIN = date(2026, 9, 7)
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
SHOP, LICENCE = "publication-retail", "individual-business"


@pytest.fixture
def september(world: Any) -> Any:
    """Granted, refused and at once; one waits; all of September."""
    world.play(world.story(), begin=BEGIN)
    world.play(world.story(), begin=BEGIN + timedelta(days=2))
    world.play(world.story(ending="refused"), begin=BEGIN)
    world.play(world.story(LICENCE), begin=BEGIN)
    world.a_submitted_case(begin=BEGIN)
    world.drain()
    return world


def test_it_says_what_became_of_the_matters_of_a_service(september: Any) -> None:
    found = figures_of_month(SEPTEMBER, service=SHOP)
    assert (found.received, found.granted, found.refused, found.decided) == (4, 2, 1, 3)
    assert found.accepted == 3 and found.median is not None and found.in_time == 3
    at_once = figures_of_month(SEPTEMBER, service=LICENCE)
    assert (at_once.received, at_once.decided, at_once.median) == (1, 1, 0)
    assert not figures_of_month(OCTOBER, service=SHOP).any


def test_figures_agree_with_what_supervision_publishes_and_what_assessment_says(
    september: Any,
) -> None:
    with travel(OCTOBER + timedelta(days=1)):
        publish_through(date(2026, 9, 30))
        september.drain()
        assessed = assessment_of(books()[0], period_of("2026-09"))
    lines = (file_of_day(date(2026, 9, 30), "figures.jsonl") or b"").decode().splitlines()
    published = {line["agency"]: line for line in map(json.loads, lines)}
    own = figures_between(SEPTEMBER, OCTOBER, by="agency")
    assert own.keys() == published.keys() and assessed is not None
    for agency, each in own.items():
        line = published[agency]
        assert (each.received, each.accepted, each.turned_away, each.decided) == (
            line["received"], line["accepted"], line["turned_away"], line["decided"],
        )  # fmt: skip
        standing = assessed.standing(agency)
        assert standing is not None
        for value in standing.values:
            if value.indicator.code == "in-time" and value.of:
                assert value.value == Fraction(each.in_time * 100, each.decided)
    # And of the days: all of them together are what assessment adds up.
    days = [each for each in Happened.objects.values_list("days", flat=True) if each is not None]
    counts = (file_of_day(day, "counts.jsonl") or b"" for day in _days())
    handled = [
        line["amount"]
        for content in counts
        for line in map(json.loads, content.decode().splitlines())
        if line["measure"] == "handling-days"
    ]
    assert sorted(days) == sorted(handled) != []


def _days() -> list[date]:
    return [SEPTEMBER + timedelta(days=n) for n in range(30)]


def test_services_agencies_and_months_come_to_the_same(september: Any) -> None:
    wholes = [
        sums(list(figures_between(SEPTEMBER, OCTOBER, by=by).values()))
        for by in ("month", "agency", "service")
    ]
    assert wholes[0] == wholes[1] == wholes[2] and wholes[0].decided == 4
    for agency, figures in figures_between(SEPTEMBER, OCTOBER, by="agency", service=SHOP).items():
        assert figures_of_month(SEPTEMBER, service=SHOP, agency=agency) == figures


@pytest.mark.parametrize("last", [None, date(2026, 9, 10), date(2026, 9, 30)])
def test_a_row_names_no_matter_and_all_can_be_made_anew(september: Any, last: date | None) -> None:
    """However many days were published: those by what was published of them, others by chains."""
    if last is not None:
        with travel(OCTOBER + timedelta(days=1)):
            publish_through(last)
    before = _all_there()
    assert before and not any(len(chain) != 32 for chain, *_rest in before)
    assert (made := rebuild_figures()).rows == len(before) and not made.moved
    Happened.objects.filter(what="granted").update(days=99)
    Happened.objects.filter(what="received").delete()
    made = rebuild_figures()
    assert made.altered and made.new and not made.gone and _all_there() == before


def _all_there() -> list[Any]:
    rows = Happened.objects.order_by("chain", "seq")
    return list(rows.values_list("chain", "seq", "day", "service", "agency", "what", "days"))


def test_it_costs_one_question_however_many_months(
    september: Any, django_assert_num_queries: Any
) -> None:
    with travel(OCTOBER), django_assert_num_queries(1):
        shown = months_shown()
        assert (len(shown), shown[0], shown[1]) == (13, OCTOBER, last_month())
        found = figures_between(shown[-1], date(2026, 11, 1), by="month", service=SHOP)
    assert list(found) == [SEPTEMBER]


def test_the_database_knows_no_decision_without_its_days(september: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Happened.objects.filter(what="granted").update(in_time=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Happened.objects.filter(what="received").update(days=3)


def test_a_number_that_points_at_somebody_is_not_said() -> None:
    said = told(
        Figures(received=40, accepted=36, granted=30, refused=2, in_time=31, median=3), least=5
    )
    assert said.numbers["received"] == 40 and said.numbers["decided"] == 32
    # Two were refused: said of neither, for 32 less 30 is 2.
    assert said.numbers["refused"] is said.numbers["granted"] is None
    assert said.numbers["withdrawn"] == 0 and (said.share, said.median) == (96, 3)


def test_of_few_decisions_nothing_is_said_of_their_days() -> None:
    said = told(Figures(received=4, accepted=4, granted=4, in_time=1, median=9), least=5)
    assert set(said.numbers.values()) == {None, 0}
    assert said.too_few and said.median is said.share is None
    open_to_firms = told(Figures(received=4, granted=4, in_time=1, median=9), least=1)
    assert open_to_firms.numbers["granted"] == 4 and open_to_firms.share == 25
    assert told(Figures(), least=5).share is None


def test_agencies_with_few_matters_stand_together_and_never_one_alone() -> None:
    many, few = Figures(received=9, granted=9), Figures(received=2, granted=2)
    assert list(told_by_agency({"a": many, "b": few, "c": few}, least=5)) == ["a", OTHERS]
    # The whole less the others would tell the one: so the next goes along.
    both = told_by_agency({"a": many, "b": many, "c": few}, least=5)
    assert list(both) == ["a", OTHERS] and both[OTHERS].numbers["granted"] == 11
    alone = told_by_agency({"c": few}, least=5)
    assert list(alone) == [OTHERS] and alone[OTHERS].numbers["granted"] is None
    assert list(told_by_agency({"a": many, "c": few}, least=1)) == ["a", "c"]
