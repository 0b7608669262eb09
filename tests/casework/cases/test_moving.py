"""A newer version and what runs under the older one: weighed, moved in one act, taken back."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from tests.world import BOOKSHOP, World

from onedoor.casework.cases.actions import begin_draft, move_cases, pre_review, undo_move
from onedoor.casework.cases.models import Case, Draft, Move, Task
from onedoor.casework.cases.move_refusals import (
    ChangedSinceLooked,
    MovedOn,
    NothingToMove,
    NotOfOneService,
    UndoneAlready,
)
from onedoor.casework.cases.queries import Plan, plan_move, versions_behind
from onedoor.kernel import record
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotAllowed, Refusal
from onedoor.kernel.time import travel
from onedoor.registers.catalogue.comparing import differences
from onedoor.registers.catalogue.queries import current_version, version

AGENCY = "press-aksu-city"
ALLOWANCE = "subsistence-allowance"


@pytest.fixture(autouse=True)
def as_it_was(world: World) -> Iterator[None]:
    """In the days after the story began; afterwards the versions are in force that were."""
    before = {code: current_version(code).pk for code in (BOOKSHOP, ALLOWANCE)}
    with travel(to=date(2026, 8, 18)):
        yield
    world.put_back(before)


def supervisor(world: World) -> Actor:
    return world.a_clerk(AGENCY, "supervisor")


def old() -> UUID:
    return current_version(BOOKSHOP).pk


def shorter(sheet: Any) -> None:
    sheet["within"]["promised"] = 4


def longer(sheet: Any) -> None:
    sheet["within"]["promised"] = 6


def one_question_more(form: Any) -> None:
    form["sections"][0]["fields"].append(
        {"id": "shop_sign", "type": "text", "label": {"zh": "招牌上写什么", "en": "The shop sign"}}
    )


def one_step_less(route: Any) -> None:
    """What nobody has begun yet falls away: the last step before the decision."""
    route["steps"].pop()


def plan(world: World, before: UUID) -> Plan:
    return plan_move(BOOKSHOP, old=before, agency=AGENCY, seen_by=supervisor(world))


def counts(found: Plan) -> dict[str, tuple[int, int]]:
    return {kind: (len(found.cases[kind]), len(found.drafts[kind])) for kind in found.cases}


def standing(case: Case) -> dict[str, Any]:
    """Everything of a case that a move may touch."""
    found = Case.objects.get(pk=case.pk)
    row = {field.attname: getattr(found, field.attname) for field in Case._meta.concrete_fields}
    tasks = [
        {field.attname: getattr(task, field.attname) for field in Task._meta.concrete_fields}
        for task in Task.objects.filter(case=case).order_by("step")
    ]
    return {"case": row, "tasks": tasks}


def refused(wanted: type[Refusal], case: Case, **what: Any) -> None:
    """The move is refused, and nothing has moved."""
    before, news = standing(case), len(record.entries_of(case.subject))
    with pytest.raises(wanted):
        move_cases(BOOKSHOP, **({"agency": AGENCY} | what))
    assert standing(case) == before
    assert len(record.entries_of(case.subject)) == news
    assert not Move.objects.exists()


def test_an_accepted_case_moves_where_the_new_version_is_nowhere_worse(world: World) -> None:
    before, case = old(), world.an_accepted_case()
    due = case.promised_due
    after = world.a_changed_version("sheet", shorter, BOOKSHOP)
    assert counts(plan(world, before)) == {"moves": (1, 0), "needs": (0, 0), "stays": (0, 0)}
    move_cases(BOOKSHOP, old=before, agency=AGENCY, expected=1, by=supervisor(world))
    moved = world.again(case)
    assert moved.version_id == after and moved.promised_due < due
    entry = next(each for each in record.entries_of(case.subject) if each.name == "case.moved")
    assert entry.body["from_version"] == version(before).number
    assert entry.body["version"] == version(after).number
    assert not record.verify(case.subject).broken


def test_an_accepted_case_keeps_the_law_of_its_acceptance_where_the_new_one_is_harder(
    world: World,
) -> None:
    before, case = old(), world.an_accepted_case()
    world.a_changed_version("sheet", longer, BOOKSHOP)
    found = plan(world, before)
    assert counts(found)["stays"] == (1, 0)
    assert "承诺期限变长" in found.cases["stays"][0].outlook.why[0]
    refused(NothingToMove, case, old=before, by=supervisor(world))


def test_an_accepted_case_is_never_asked_for_more(world: World) -> None:
    before, case = old(), world.an_accepted_case()
    world.a_changed_version("form", one_question_more, BOOKSHOP)
    found = plan(world, before)
    assert "填“招牌上写什么”" in found.cases["stays"][0].outlook.why[0]
    refused(NothingToMove, case, old=before, by=supervisor(world))


def test_before_acceptance_what_is_asked_anew_needs_the_applicant(world: World) -> None:
    before, case = old(), world.a_submitted_case()
    world.a_changed_version("form", one_question_more, BOOKSHOP)
    found = plan(world, before)
    assert counts(found) == {"moves": (0, 0), "needs": (1, 0), "stays": (0, 0)}
    assert found.cases["needs"][0].outlook.why == ("填“招牌上写什么”",)
    refused(NothingToMove, case, old=before, by=supervisor(world))


def test_before_acceptance_even_longer_limits_are_the_law_of_today(world: World) -> None:
    before, case = old(), world.a_submitted_case()
    after = world.a_changed_version("sheet", longer, BOOKSHOP)
    move_cases(BOOKSHOP, old=before, agency=AGENCY, by=supervisor(world))
    assert world.again(case).version_id == after


def test_a_step_under_way_that_is_gone_keeps_the_case_where_it_is(world: World) -> None:
    before, case = old(), world.an_accepted_case()
    assert case.tasks.filter(state="open").exclude(step="accept").exists()
    world.a_changed_version("route", one_step_less, BOOKSHOP)
    why = plan(world, before).cases["stays"][0].outlook.why
    assert "已经办了，新版没有这一步" in why[0]


def test_a_step_nobody_has_begun_falls_away_and_comes_back(world: World) -> None:
    service = ALLOWANCE
    case = world.an_accepted_case(service)
    agency, before = case.agency, current_version(service).pk
    assert set(case.tasks.filter(state="waiting").values_list("step", flat=True)) == {
        "review", "notice", "decide",
    }  # fmt: skip
    kept = standing(case)

    def no_notice(route: Any) -> None:
        route["steps"] = [each for each in route["steps"] if each["id"] != "notice"]

    world.a_changed_version("route", no_notice, service)
    by = world.a_clerk(agency, "supervisor")
    move = move_cases(service, old=before, agency=agency, by=by)
    assert case.tasks.get(step="notice").state == "dropped"
    assert case.tasks.get(step="decide").after == ["income_check", "review", "survey"]
    undo_move(move.pk, by=by)
    assert standing(case) == kept


def test_a_move_is_taken_back_while_nothing_has_happened_since(world: World) -> None:
    before, case = old(), world.an_accepted_case()
    kept = standing(case)
    world.a_changed_version("sheet", shorter, BOOKSHOP)
    move = move_cases(BOOKSHOP, old=before, agency=AGENCY, by=supervisor(world))
    assert standing(case) != kept
    undo_move(move.pk, by=supervisor(world))
    assert standing(case) == kept
    assert world.news_of(case)[-1] == "case.moved-back"
    with pytest.raises(UndoneAlready):
        undo_move(move.pk, by=supervisor(world))


def test_what_went_on_since_is_not_taken_back(world: World) -> None:
    before, case = old(), world.a_submitted_case()
    world.a_changed_version("sheet", shorter, BOOKSHOP)
    move = move_cases(BOOKSHOP, old=before, agency=AGENCY, by=supervisor(world))
    clerk = world.clerk(case, "accept")
    definition = world.again(case).version.parsed
    point = definition.documents.documents[0].points[0].id
    pre_review(case.number, marks={point: "met"}, by=clerk)
    kept = standing(case)
    with pytest.raises(MovedOn, match="1 件"):
        undo_move(move.pk, by=supervisor(world))
    assert standing(case) == kept and Move.objects.get().undone_at is None


def test_a_draft_moves_keeps_its_answers_and_comes_back(world: World) -> None:
    told, before = world.story(), old()
    draft = begin_draft(
        BOOKSHOP,
        agency=AGENCY,
        situation=dict(told.story.situation),
        by=world.cast(told.story.applicant),
    )
    with travel(to=date(2026, 8, 19)):
        after = world.a_changed_version("sheet", shorter, BOOKSHOP)
        assert counts(plan(world, before))["moves"] == (0, 1)
        move = move_cases(BOOKSHOP, old=before, agency=AGENCY, by=supervisor(world))
        moved = Draft.objects.get(pk=draft.pk)
        assert moved.version_id == after and moved.situation == draft.situation
        undo_move(move.pk, by=supervisor(world))
        assert Draft.objects.get(pk=draft.pk).version_id == before


def test_only_a_supervisor_with_the_right_moves_anything(world: World) -> None:
    before, case = old(), world.a_submitted_case()
    world.a_changed_version("sheet", shorter, BOOKSHOP)
    for other in (
        world.a_clerk(AGENCY, "approver"),
        world.a_clerk("press-kuqa", "supervisor"),
        world.applicant(case),
    ):
        refused(NotAllowed, case, old=before, by=other)
        with pytest.raises(NotAllowed):
            plan_move(BOOKSHOP, old=before, agency=AGENCY, seen_by=other)


def test_what_changed_since_it_was_looked_at_is_looked_at_again(world: World) -> None:
    before, case = old(), world.a_submitted_case()
    world.a_changed_version("sheet", shorter, BOOKSHOP)
    refused(ChangedSinceLooked, case, old=before, expected=2, by=supervisor(world))


def test_versions_of_two_services_are_not_mixed(world: World) -> None:
    case, other = world.a_submitted_case(), current_version("subsistence-allowance").pk
    refused(NotOfOneService, case, old=other, by=supervisor(world))


def test_everybody_whose_matter_is_weighed_learns_of_it(world: World) -> None:
    before, case = old(), world.a_submitted_case()
    world.a_changed_version("sheet", shorter, BOOKSHOP)
    plan(world, before)
    assert "试算换版" in [look.what for look in world.looks(case.applicant_id)]


def test_a_supervisor_is_told_where_older_versions_still_run(world: World) -> None:
    before = old()
    world.a_submitted_case()
    assert versions_behind([AGENCY], seen_by=supervisor(world)) == []
    world.a_changed_version("sheet", shorter, BOOKSHOP)
    (behind,) = versions_behind([AGENCY], seen_by=supervisor(world))
    assert (behind.old, behind.cases, behind.drafts) == (before, 1, 0)
    assert versions_behind([AGENCY], seen_by=world.a_clerk("press-kuqa", "supervisor")) == []


def test_a_change_is_told_in_words(world: World) -> None:
    before = version(old()).parsed

    def change(form: Any) -> None:
        one_question_more(form)
        form["sections"][0]["fields"][0]["required"] = False

    world.a_changed_version("form", change, BOOKSHOP)
    said = [each.text.zh for each in differences(before, current_version(BOOKSHOP).parsed)]
    first = before.form.sections[0].fields[0]
    assert said == [f"“{first.label}”：改为可不填", "“招牌上写什么”：新问一项，必填"]
    assert differences(before, before) == []
