"""Nobody is surprised by a licence that has run out, or by a check that was missed."""

from datetime import date
from typing import Any

import pytest
from tests.registers.licences.test_licences import CLERK, OTHER, issued

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import at_noon, travel
from onedoor.registers.licences import rules
from onedoor.registers.licences.actions import (
    Listing,
    cancel_licence,
    check_licence,
    note_what_is_over,
    pass_on_licence,
    remind_of_what_is_due,
    revoke_licence,
    suspend_licence,
)
from onedoor.registers.licences.models import Duty, Licence

pytestmark = pytest.mark.django_db

BEGINS, ENDS = date(2026, 11, 20), date(2031, 11, 19)
CHECKED = Listing(check_months=12, check_words="年度核验")


def news(ground: str = "case-1") -> list[str]:
    return [entry.name for entry in entries_of(ground)]


def on(day: date, act: Any) -> int:
    with travel(at_noon(day)):
        done: int = act()
        return done


def licence(**given: Any) -> Licence:
    return issued(**({"valid_from": BEGINS, "valid_until": ENDS} | given))


def test_the_holder_is_reminded_once_thirty_days_before_it_runs_out() -> None:
    licence()
    assert on(date(2031, 10, 19), remind_of_what_is_due) == 0
    assert on(date(2031, 10, 20), remind_of_what_is_due) == 1
    assert on(date(2031, 10, 21), remind_of_what_is_due) == 0
    told = entries_of("case-1")[-1]
    assert (told.name, told.body["until"]) == ("licence.runs-out", "2031-11-19")


def test_a_worker_that_slept_over_the_day_reminds_when_it_wakes() -> None:
    licence()
    assert on(date(2031, 11, 10), remind_of_what_is_due) == 1


def test_of_what_has_run_out_nobody_is_reminded_any_more() -> None:
    licence()
    before = news()
    assert on(date(2031, 11, 20), remind_of_what_is_due) == 0
    assert news() == before


def test_that_it_ran_out_is_noted_once_on_the_day_after() -> None:
    licence()
    assert on(ENDS, note_what_is_over) == 0
    assert on(date(2031, 11, 20), note_what_is_over) == 1
    assert on(date(2031, 11, 21), note_what_is_over) == 0
    assert news()[-1] == "licence.ran-out"


def test_a_short_licence_is_not_called_back_on_its_first_day() -> None:
    assert rules.reminder(date(2026, 12, 20), since=date(2026, 12, 10), ahead=30) == (
        date(2026, 12, 15)
    )


def test_a_licence_without_an_end_or_of_a_kind_nobody_renews_calls_for_nothing() -> None:
    licence(valid_until=None)
    licence(ground="case-2", listing=Listing(remind_days=0))
    assert not Duty.objects.exists()


def test_whose_follower_is_granted_already_is_not_reminded() -> None:
    first = licence()
    pass_on_licence(first.number, to="case-2", by=SYSTEM)
    assert on(date(2031, 10, 25), remind_of_what_is_due) == 0


@pytest.mark.parametrize("end", [revoke_licence, cancel_licence])
def test_what_is_gone_for_good_calls_for_nothing_any_more(end: Any) -> None:
    first = licence(listing=CHECKED)
    end(first.number, reasons="停业", by=CLERK)
    assert not Duty.objects.filter(ended_at=None).exists()
    assert on(date(2031, 12, 1), remind_of_what_is_due) == 0
    assert on(date(2031, 12, 1), note_what_is_over) == 0


def test_the_duties_of_a_former_licence_end_when_its_follower_is_issued() -> None:
    first = licence(listing=CHECKED)
    pass_on_licence(first.number, to="case-2", by=SYSTEM)
    licence(ground="case-2", listing=CHECKED)
    open_duties = Duty.objects.filter(ended_at=None)
    assert {each.licence.ground for each in open_duties} == {"case-2"}


def test_a_check_is_due_every_year_and_whoever_passes_has_another_year() -> None:
    first = licence(listing=CHECKED)
    assert on(date(2027, 10, 22), remind_of_what_is_due) == 1
    with travel(at_noon(date(2027, 11, 1))):
        check_licence(first.number, passed=True, reasons="", by=CLERK)
    told = entries_of("case-1")[-1]
    assert (told.name, told.body["due"]) == ("licence.checked", "2028-11-20")
    assert on(date(2028, 10, 22), remind_of_what_is_due) == 1


def test_a_check_that_nobody_made_is_noted_and_can_still_be_made() -> None:
    first = licence(listing=CHECKED)
    assert on(date(2027, 11, 21), note_what_is_over) == 1
    assert news()[-1] == "licence.check-missed"
    with travel(at_noon(date(2029, 1, 10))):
        check_licence(first.number, passed=True, reasons="", by=CLERK)
    assert Duty.objects.get(kind="check", ended_at=None).due_on == date(2030, 1, 10)


def test_what_fails_a_check_says_why_and_stays_to_be_checked() -> None:
    first = licence(listing=CHECKED)
    with pytest.raises(rules.ReasonsNeeded):
        check_licence(first.number, passed=False, reasons=" ", by=CLERK)
    check_licence(first.number, passed=False, reasons="场所不符", by=CLERK)
    assert Duty.objects.get(kind="check").ended_at is None
    assert entries_of("case-1")[-1].body["reasons"] == "场所不符"


def test_only_the_issuer_checks_and_only_what_is_to_be_checked() -> None:
    first, plain = licence(listing=CHECKED), licence(ground="case-2")
    before = news()
    with pytest.raises(rules.NotIssuedByYou):
        check_licence(first.number, passed=True, reasons="", by=OTHER)
    with pytest.raises(rules.NoCheckToDo):
        check_licence(plain.number, passed=True, reasons="", by=CLERK)
    assert news() == before


def test_the_act_keeps_the_article_it_rests_on() -> None:
    first = licence()
    suspend_licence(first.number, reasons="停业整顿", basis="出版管理条例第六十五条", by=CLERK)
    first.refresh_from_db()
    assert first.state_basis == "出版管理条例第六十五条"
    assert entries_of("case-1")[-1].body["basis"] == "出版管理条例第六十五条"


def test_asked_again_to_issue_it_has_no_duty_twice() -> None:
    licence(listing=CHECKED)
    licence(listing=CHECKED)
    assert Duty.objects.count() == 2
