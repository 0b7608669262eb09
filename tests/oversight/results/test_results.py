"""Decisions for everybody: told first, published in time, with what must be hidden hidden."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from onedoor.casework.cases.actions import decide_case, deliver_case
from onedoor.casework.cases.models import Case
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.record import entries_of, subjects_running
from onedoor.kernel.time import travel
from onedoor.oversight.results import rules
from onedoor.oversight.results.actions import (
    keep_back,
    let_out,
    note_decision,
    publish_result,
    publish_what_is_due,
)
from onedoor.oversight.results.book import book_of
from onedoor.oversight.results.exchange import FIELDS
from onedoor.oversight.results.models import Result
from onedoor.oversight.results.queries import (
    PAGE,
    Sought,
    exchange_lines,
    result_published,
    result_to_answer_for,
    results_published,
    results_to_answer_for,
)
from onedoor.oversight.supervision.actions import look_at_what_runs
from onedoor.oversight.supervision.models import RaisedCard
from onedoor.oversight.supervision.publishing import publish_through, write_publications
from onedoor.oversight.supervision.verifying import Folder, verify
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.licences.actions import (
    cancel_licence,
    restore_licence,
    revoke_licence,
    suspend_licence,
)
from onedoor.registers.licences.queries import licence_on

BEGIN = date(2026, 12, 7)
DECIDED = date(2026, 12, 21)
SHOP = "individual-business"
PASSPORT = "ordinary-passport"


def _names(result: Result) -> list[str]:
    return [entry.name for entry in entries_of(result.subject)]


def _found(**sought: str) -> list[Result]:
    return results_published(Sought(**sought)).results


@pytest.fixture
def bookshop(world: Any) -> Result:
    """A firm was granted a licence, and told so."""
    case = world.play(world.story(), begin=BEGIN)
    world.drain()
    return Result.objects.get(case=case.number)


def _decided_and_not_told(world: Any) -> tuple[Case, Result]:
    """A decision of which no news has reached anybody yet."""
    case = world.a_case_to_decide(begin=BEGIN)
    return case, _decided_without_news(world, case)


def _decided_without_news(world: Any, case: Case) -> Result:
    with travel(DECIDED):
        decide_case(case.number, granted=True, reasons="符合", by=world.clerk(case, "decide"))
        result = note_decision(case.number)
    assert result is not None
    return result


def test_what_was_granted_to_a_firm_and_told_to_it_stands_for_everybody(bookshop: Result) -> None:
    with travel(BEGIN + timedelta(days=20)):
        (shown,) = _found()
        assert result_published(shown.pk) == bookshop
        (line,) = exchange_lines([shown])
    licence = licence_on(bookshop.case, seen_by=SYSTEM)
    assert list(line) == list(FIELDS)
    assert line["XK_XDR_MC"] == licence.holder_name and line["XK_XDR_LB"] == rules.TRADER
    assert len(line["XK_XDR_SHXYM"]) == 18
    assert line["XK_XKBH"] == licence.number and line["XK_WSH"] == bookshop.paper_number != ""
    assert line["XK_JDRQ"] == bookshop.decided_on.isoformat()
    assert line["XK_XKJGDM"] and line["XK_LYDWDM"] and line["XK_ZT"] == "1"
    assert _names(bookshop) == ["result.due", "result.published"]


def test_the_number_of_the_matter_and_its_people_are_not_among_what_is_handed_out(
    bookshop: Result,
) -> None:
    with travel(BEGIN + timedelta(days=20)):
        said = str(exchange_lines(_found()))
    assert bookshop.case not in said
    lines = {
        each["label"]: each["value"] for each in licence_on(bookshop.case, seen_by=SYSTEM).facts
    }
    hidden = {"法定代表人", "负责人", "经营场所", "住所", "经营地址"} & lines.keys()
    assert hidden and not any(lines[label] in said for label in hidden)


def test_of_a_person_the_first_sign_alone_is_shown_and_no_number(world: Any) -> None:
    case = world.play(world.story(SHOP), begin=BEGIN)
    world.drain()
    with travel(BEGIN + timedelta(days=10)):
        shown = result_published(Result.objects.get(case=case.number).pk)
        (line,) = exchange_lines([shown])
        name = case.applicant_name
        assert shown.name == name[:1] + "*" * min(2, len(name) - 1)
        assert (line["XK_XDR_LB"], line["XK_XDR_SHXYM"]) == (rules.PERSON, "")
        assert name not in str(line) and case.applicant.number not in str(line)
        # Nobody finds a person by their name.
        assert _found(words=name) == []
    assert shown.content == f"{shown.title}，{shown.licence_title}"


def test_what_is_of_private_life_is_neither_published_nor_noted(world: Any) -> None:
    for service in (PASSPORT, "marriage-registration", "elderly-allowance"):
        case = world.play(world.story(service), begin=BEGIN)
        world.drain()
        assert case.granted
        assert note_decision(case.number) is None and publish_result(case.number) is None
    assert not Result.objects.exists()


def test_a_refusal_is_not_published(world: Any) -> None:
    world.play(world.story(ending="refused"), begin=BEGIN)
    world.drain()
    assert not Result.objects.exists()


def test_nobody_reads_it_before_the_applicant_was_told(world: Any) -> None:
    case, result = _decided_and_not_told(world)
    days = calendar_for(result.agency)
    assert result.publish_by == days.add_working_days(result.decided_on, 7)
    assert publish_result(case.number) is None and publish_what_is_due() == 0
    assert _found() == [] and _names(result) == ["result.due"]
    with pytest.raises(rules.NoSuchResult):
        result_published(result.pk)
    with travel(result.decided_on):
        deliver_case(case.number, by=SYSTEM)
        assert publish_what_is_due() == 1
        assert [each.pk for each in _found()] == [result.pk]


def test_what_is_never_told_holds_up_nothing_that_is(world: Any) -> None:
    """However few are looked at in one go: whatever waited longest since its last look is next."""
    _never, told = cases = [world.a_case_to_decide(begin=BEGIN) for _each in range(2)]
    results = [_decided_without_news(world, case) for case in cases]
    with travel(results[0].decided_on):
        deliver_case(told.number, by=SYSTEM)
        assert [publish_what_is_due(most=1) for _look in range(2)] == [0, 1]
    assert Result.objects.get(state="published").case == told.number


def test_told_twice_it_is_noted_and_published_once(bookshop: Result) -> None:
    before = _names(bookshop)
    with travel(BEGIN + timedelta(days=20)):
        assert note_decision(bookshop.case) == publish_result(bookshop.case) == bookshop
        assert publish_what_is_due() == 0
    assert _names(bookshop) == before


def test_it_shows_how_the_licence_stands(bookshop: Result, world: Any) -> None:
    number = licence_on(bookshop.case, seen_by=SYSTEM).number
    chief = world.a_clerk(bookshop.agency, "approver")
    with travel(BEGIN + timedelta(days=30)):
        for act, standing, state in (
            (suspend_licence, "suspended", "1"),
            (restore_licence, "valid", "1"),
            (revoke_licence, "revoked", "2"),
        ):
            act(number, reasons="查实", by=chief)
            world.drain()
            (shown,) = _found()
            (line,) = exchange_lines([shown])
            assert (shown.standing, line["XK_ZT"]) == (standing, state)
        gone = shown.shown_until
    # A year after it was taken away nobody is shown it any more.
    assert gone < bookshop.shown_until
    with travel(gone):
        assert _found()
    with travel(gone + timedelta(days=1)):
        assert _found() == []
        with pytest.raises(rules.NoSuchResult):
            result_published(bookshop.pk)


def test_one_that_struck_itself_off_says_so(bookshop: Result, world: Any) -> None:
    number = licence_on(bookshop.case, seen_by=SYSTEM).number
    with travel(BEGIN + timedelta(days=30)):
        cancel_licence(number, reasons="不办了", by=world.a_clerk(bookshop.agency, "approver"))
        world.drain()
        assert [each.standing for each in _found()] == ["cancelled"]


def test_the_body_that_decided_keeps_one_back_and_lets_it_out_again(
    bookshop: Result, world: Any
) -> None:
    chief = world.a_clerk(bookshop.agency, "supervisor")
    good = {"ground": "commercial-secret", "why": "含有工艺"}
    with travel(BEGIN + timedelta(days=20)):
        for change, refusal in (
            ({"by": world.a_clerk(bookshop.agency, "window")}, rules.NoSuchResult),
            ({"by": world.a_clerk("press-baicheng", "supervisor")}, rules.NoSuchResult),
            ({"ground": "shy"}, rules.NoSuchGround),
            ({"why": " "}, rules.SayWhy),
            ({"why": "长" * 501}, rules.TooLongAReason),
        ):
            with pytest.raises(refusal):
                keep_back(bookshop.pk, **({"by": chief} | good | change))
            assert [each.pk for each in _found()] == [bookshop.pk]
        keep_back(bookshop.pk, **good, by=chief)
        assert _found() == []
        with pytest.raises(rules.KeptBackAlready):
            keep_back(bookshop.pk, **good, by=chief)
        kept = results_to_answer_for(seen_by=chief, view="withheld")
        assert [each.pk for each in kept] == [bookshop.pk]
        other = world.a_clerk("press-baicheng", "supervisor")
        assert results_to_answer_for(seen_by=other, view="withheld") == []
        with pytest.raises(rules.NoSuchResult):
            result_to_answer_for(bookshop.pk, seen_by=other)
        assert let_out(bookshop.pk, by=chief).is_published
        assert [each.pk for each in _found()] == [bookshop.pk]
        with pytest.raises(rules.NotKeptBack):
            let_out(bookshop.pk, by=chief)
    assert _names(bookshop)[-2:] == ["result.withheld", "result.published"]
    # The record says on what ground, and not in which words.
    assert good["why"] not in str([entry.body for entry in entries_of(bookshop.subject)])


def test_the_database_refuses_to_show_what_nobody_is_named_in(bookshop: Result) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.filter(pk=bookshop.pk).update(name="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.filter(pk=bookshop.pk).update(state="withheld")


def test_it_is_found_by_name_number_service_and_body_and_read_on_page_by_page(
    bookshop: Result, django_assert_num_queries: Any
) -> None:
    body = {
        field.name: getattr(bookshop, field.name)
        for field in Result._meta.fields
        if field.name not in ("id", "case")
    }
    Result.objects.bulk_create(
        [Result(case=f"more-{n}", **body | {"name": f"第{n}书店"}) for n in range(PAGE + 5)]
    )
    with travel(BEGIN + timedelta(days=20)):
        with django_assert_num_queries(1):
            first = results_published(Sought())
        rest = results_published(Sought(), before=first.older)
        assert (len(first.results), len(rest.results), rest.older) == (PAGE, 6, "")
        numbers = [each.pk for each in first.results + rest.results]
        assert numbers == sorted(numbers, reverse=True) and numbers[-1] == bookshop.pk
        assert len(_found(words="第7书店")) == 1 and _found(words="没有这家") == []
        assert len(_found(words=bookshop.paper_number)) == PAGE
        assert _found(service=SHOP) == [] == _found(agency="press-baicheng")
        assert _found(service=bookshop.service, agency=bookshop.agency, words=bookshop.name) == [
            bookshop
        ]
        for nonsense in ("x", "2026-01-01", "2026-01-01.x", "2026-01-01." + "9" * 30, "\0"):
            assert len(results_published(Sought(), before=nonsense).results) <= PAGE


def test_a_decision_not_published_in_time_is_a_card_of_the_body_that_decided(
    world: Any, tmp_path: Path
) -> None:
    case, result = _decided_and_not_told(world)
    days = calendar_for(result.agency)
    levels = []
    for after in (6, 7, 8, 13):
        with travel(days.add_working_days(result.decided_on, after)):
            look_at_what_runs()
            card = RaisedCard.objects.filter(rule="result-unpublished").first()
            levels.append(card.level if card else "")
    assert levels == ["warning", "warning", "yellow", "red"]
    assert (card.agency, card.about) == (result.agency, result.subject)
    last = days.add_working_days(result.decided_on, 14)
    with travel(last):
        deliver_case(case.number, by=SYSTEM)
        world.drain()
    with travel(last + timedelta(days=1)):
        publish_through(last)
    # Anybody reckons the same card from what is published, and nothing there names the matter.
    write_publications(tmp_path)
    assert verify(Folder(tmp_path)).is_well
    told = "".join(path.read_text() for path in tmp_path.rglob("*.jsonl"))
    assert "result-unpublished" in told and "result.published" in told
    assert case.number not in told and result.subject not in told


def test_a_warning_passes_when_the_decision_is_published(world: Any) -> None:
    case, result = _decided_and_not_told(world)
    with travel(calendar_for(result.agency).add_working_days(result.decided_on, 6)):
        look_at_what_runs()
        deliver_case(case.number, by=SYSTEM)
        world.drain()
        assert RaisedCard.objects.get(rule="result-unpublished").state == "passed"
    # What is published is looked at no more.
    ends = ("result.published", "result.restated", "result.withheld")
    assert subjects_running(["result.due"], ends) == []


def test_where_no_book_holds_nothing_is_published() -> None:
    assert book_of("nobody") is None
