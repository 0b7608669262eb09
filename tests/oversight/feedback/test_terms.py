"""A place sets the days of its ratings; elsewhere those of the house hold; what runs keeps its."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from onedoor.kernel.time import days, travel
from onedoor.oversight.feedback import disputing, rules, terms
from onedoor.oversight.feedback.actions import (
    answer_rating,
    call_back,
    open_visit,
    raise_dispute,
    rate_case,
)
from onedoor.oversight.feedback.models import FollowUp, Rating
from onedoor.oversight.feedback.queries import open_to_rating, rateable
from onedoor.registers.agencies.queries import agency, calendar_for
from onedoor.registers.catalogue.definition import RatingsBook, RatingTerms

BEGIN = date(2026, 12, 7)
LAW = {"law": "条例"}
HOUSE = {"rate_within": 10, "call_within": 1, "answer_within": 15, "raise_within": 5,
         "decide_within": 10}  # fmt: skip
OTHER = {"rate_within": 4, "call_within": 2, "answer_within": 6, "raise_within": 3,
         "decide_within": 7}  # fmt: skip


def an_edition(valid_from: date, told_from: int = 3, **set_days: int) -> dict[str, Any]:
    acts = {act: {"working_days": n, "basis": LAW} for act, n in (OTHER | set_days).items()}
    return {"valid_from": valid_from, "told_from": {"count": told_from, "basis": LAW}, **acts}


def a_book(place: str, *editions: dict[str, Any]) -> RatingsBook:
    return RatingsBook.model_validate({"place": place, "owner": "hall", "editions": editions})


@pytest.fixture
def case(world: Any) -> Any:
    return world.play(world.story(), begin=BEGIN)


@pytest.fixture
def holds(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets these books hold and no others."""

    def hold(*books: RatingsBook) -> None:
        monkeypatch.setattr(terms, "_books", lambda _packs: books)

    return hold


def _ahead(case: Any, count: int, day: date | None = None) -> date:
    return calendar_for(case.agency).add_working_days(day or case.closed_on, count)


def _numbers(found: RatingTerms) -> dict[str, int]:
    return {act: getattr(found, act).working_days for act in HOUSE}


def test_where_no_book_holds_or_none_yet_the_days_of_the_house_do(case: Any, holds: Any) -> None:
    place, day = str(agency(case.agency).division_id), case.closed_on
    holds()
    assert _numbers(terms.terms_of(case.agency, day)) == HOUSE
    holds(a_book("110000000000", an_edition(date(2024, 1, 1))))
    assert _numbers(terms.terms_of(case.agency, day)) == HOUSE
    holds(a_book(place, an_edition(day + days(1))))
    assert _numbers(terms.terms_of(case.agency, day)) == HOUSE
    assert terms.terms_of(case.agency, day).told_from.count == 8


def test_the_book_of_the_nearest_place_holds_and_no_other(case: Any, holds: Any) -> None:
    place = str(agency(case.agency).division_id)
    wide = a_book("650000000000", an_edition(date(2024, 1, 1), rate_within=9))
    holds(wide, a_book(place, an_edition(date(2024, 1, 1))))
    assert _numbers(terms.terms_of(case.agency, case.closed_on)) == OTHER
    assert terms.terms_of("press-kuqa", case.closed_on).rate_within.working_days == 9
    holds(wide)
    assert terms.terms_of(case.agency, case.closed_on).rate_within.working_days == 9


def test_a_bad_rating_follows_the_days_of_the_place(world: Any, case: Any, holds: Any) -> None:
    holds(a_book(str(agency(case.agency).division_id), an_edition(date(2024, 1, 1))))
    person, supervisor = world.applicant(case), world.a_clerk(case.agency, "supervisor")
    with travel(case.closed_on):
        rate_case(case.number, level=1, by=person)
        found = FollowUp.objects.get()
        assert (found.call_by, found.answer_by) == (_ahead(case, 2), _ahead(case, 6))
        call_back(str(found.pk), cause="at-once", text="问了", by=supervisor)
        answer_rating(str(found.pk), text="改了", by=supervisor)
        visit = open_visit(case.agency, came_for="consult", by=world.a_clerk(case.agency))
    found.refresh_from_db()
    assert found.judge_by == visit.rate_by == _ahead(case, 4)
    with travel(_ahead(case, 4)):
        assert open_to_rating(case.agency, case.closed_on) == _ahead(case, 4)
        told = Client().get(f"/rate/{case.query_code}").content.decode()
        assert f"{_ahead(case, 4).day}日" in told and 'name="level"' in told
        rate_case(case.number, level=2, by=person)
    with travel(_ahead(case, 5)):
        assert rateable(case.query_code).over
        with pytest.raises(rules.RatingOver) as refused:
            rate_case(case.number, level=5, by=person)
        assert "4 个工作日" in refused.value.sentence


def test_an_agency_objects_within_the_days_of_the_place(world: Any, case: Any, holds: Any) -> None:
    holds(a_book(str(agency(case.agency).division_id), an_edition(date(2024, 1, 1))))
    with travel(case.closed_on):
        rate_case(case.number, level=1, by=world.applicant(case))
    said = {"ground": "mistaken", "reasons": "评错了", "evidence": "录像"}
    rating, by = str(Rating.objects.get().pk), world.a_clerk(case.agency, "supervisor")
    with travel(_ahead(case, 4)), pytest.raises(disputing.TooLateToDispute):
        raise_dispute(rating, by=by, **said)
    with travel(_ahead(case, 3)):
        dispute = raise_dispute(rating, by=by, **said)
    assert dispute.decide_by == _ahead(case, 7, _ahead(case, 3))


def test_days_that_run_stay_when_a_place_sets_others(world: Any, case: Any, holds: Any) -> None:
    place, person = str(agency(case.agency).division_id), world.applicant(case)
    holds(a_book(place, an_edition(date(2024, 1, 1))))
    with travel(case.closed_on):
        rate_case(case.number, level=1, by=person)
    holds(a_book(place, an_edition(date(2024, 1, 1)),
                 an_edition(case.closed_on + days(1), rate_within=1, call_within=9)))  # fmt: skip
    with travel(_ahead(case, 4)):
        rate_case(case.number, level=2, by=person)
    found = FollowUp.objects.get()
    assert (found.call_by, found.answer_by) == (_ahead(case, 2), _ahead(case, 6))
    assert terms.until(case.agency, "call_within", after=_ahead(case, 4)).working_days == 9
