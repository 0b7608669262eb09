"""Whoever sees that somebody looked at their data may ask why; somebody else answers in time."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from onedoor.casework.cases.queries import case_for
from onedoor.channels.notices.queries import notices_of
from onedoor.kernel.actors import Actor, Scope
from onedoor.kernel.readings import readings_of, trace
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotAllowed, NotFound
from onedoor.kernel.time import now, travel
from onedoor.oversight.feedback import enquiring as rules
from onedoor.oversight.feedback.actions import (
    answer_enquiry,
    ask_about_reading,
    close_enquiry,
)
from onedoor.oversight.feedback.models import Enquiry, Said
from onedoor.oversight.feedback.queries import (
    enquiries_for,
    enquiries_of,
    enquiries_waiting,
    enquiry_for,
)

WHY = "为什么要看我的材料？"


@pytest.fixture
def looked(world):
    """A case that its window clerk has opened, its applicant, and the supervisor there."""
    case = world.a_submitted_case()
    clerk = world.cast("press_aksu_city_window")
    case_for(case.number, seen_by=clerk)
    applicant = world.cast("duolang_books")
    assert applicant.party == str(case.applicant_id)
    (look,) = readings_of(seen_by=applicant)
    return case, clerk, applicant, look, world.cast("press_aksu_city_supervisor")


def _all() -> list[object]:
    return [list(Enquiry.objects.values()), list(Said.objects.values())]


def test_a_look_is_seen_at_once_and_can_be_questioned(world, looked) -> None:
    case, clerk, applicant, look, _supervisor = looked
    assert now() - look.at < timedelta(minutes=1)
    enquiry = ask_about_reading(look.pk, WHY, by=applicant)
    assert (enquiry.agency, enquiry.concerns, enquiry.matter) == (
        "press-aksu-city", clerk.ref, case.number,
    )  # fmt: skip
    (file,) = enquiries_of(seen_by=applicant)
    assert [said.text for said in file.said] == [WHY] and file.reading == look


def test_it_is_answered_within_five_working_days(world, looked) -> None:
    _case, _clerk, applicant, look, _supervisor = looked
    with travel(date(2026, 9, 25)):  # the day before a long rest
        enquiry = ask_about_reading(look.pk, WHY, by=applicant)
    assert enquiry.due_on > date(2026, 9, 30)
    with travel(date(2026, 6, 1)):
        assert rules.kinds()["reading"].working_days <= 5


def test_the_record_knows_the_question_and_not_its_words(world, looked) -> None:
    _case, _clerk, applicant, look, supervisor = looked
    enquiry = ask_about_reading(look.pk, WHY, by=applicant)
    answer_enquiry(str(enquiry.pk), "因为轮到他受理。", by=supervisor)
    chain = entries_of(enquiry.subject)
    assert [entry.name for entry in chain] == ["enquiry.asked", "enquiry.answered"]
    assert WHY not in str([entry.body for entry in chain])
    assert "受理" not in str([entry.body for entry in chain])


def test_the_answer_comes_to_the_asker_who_says_whether_it_was_one(world, looked) -> None:
    _case, _clerk, applicant, look, supervisor = looked
    enquiry = ask_about_reading(look.pk, WHY, by=applicant)
    assert enquiries_waiting(seen_by=supervisor) == 1
    answer_enquiry(str(enquiry.pk), "因为轮到他受理。", by=supervisor)
    world.drain()
    newest = notices_of(seen_by=applicant)[0]
    assert newest.subject == enquiry.subject and "答复" in newest.text
    file = enquiry_for(str(enquiry.pk), seen_by=applicant)
    assert [said.text for said in file.said] == [WHY, "因为轮到他受理。"]
    assert close_enquiry(str(enquiry.pk), content=False, by=applicant).content is False
    assert enquiries_waiting(seen_by=supervisor) == 0


def test_several_questions_about_one_look_are_one_enquiry(world, looked) -> None:
    _case, _clerk, applicant, look, supervisor = looked
    first = ask_about_reading(look.pk, WHY, by=applicant)
    again = ask_about_reading(look.pk, "还有，看了多久？", by=applicant)
    assert again.pk == first.pk and again.due_on == first.due_on
    assert len(enquiries_for(seen_by=supervisor)) == 1
    answer_enquiry(str(first.pk), "看了一分钟。", by=supervisor)
    after = ask_about_reading(look.pk, "我不明白。", by=applicant)
    assert after.pk == first.pk and after.state == "open"
    assert [said.text for said in enquiry_for(str(first.pk), seen_by=applicant).said] == [
        WHY, "还有，看了多久？", "看了一分钟。", "我不明白。",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "   ", "长" * (rules.LONGEST + 1)])
def test_nothing_and_too_much_are_refused_and_nothing_moves(world, looked, text: str) -> None:
    _case, _clerk, applicant, look, _supervisor = looked
    with pytest.raises((rules.NothingAsked, rules.TooMuchSaid)):
        ask_about_reading(look.pk, text, by=applicant)
    assert _all() == [[], []]


def test_nobody_asks_about_a_look_at_anothers_data(world, looked) -> None:
    _case, _clerk, applicant, look, supervisor = looked
    agent = Actor(
        kind="person", ref="account:agent", party=applicant.party, person="another",
        scope=Scope(mandate="m"),
    )  # fmt: skip
    for other, no in (
        (world.cast("tianshan_fruit"), NotFound),
        (supervisor, NotAllowed),
        (agent, NotAllowed),
        (Actor(kind="machine", ref="token:1", party=applicant.party), NotAllowed),
    ):
        with pytest.raises(no):
            ask_about_reading(look.pk, WHY, by=other)
    assert _all() == [[], []]


def test_the_one_who_looked_never_answers_nor_even_sees_it(world, looked) -> None:
    case, _clerk, applicant, _look, supervisor = looked
    case_for(case.number, seen_by=supervisor)
    own = readings_of(seen_by=applicant)[0]
    assert own.by_ref == supervisor.ref
    enquiry = ask_about_reading(own.pk, WHY, by=applicant)
    before = _all()
    assert enquiry.agency != "press-aksu-city"
    for name in ("press_aksu_city_supervisor", "press_aksu_city_window"):
        with pytest.raises(NotAllowed):
            answer_enquiry(str(enquiry.pk), "没什么。", by=world.cast(name))
        with pytest.raises(rules.NoSuchEnquiry):
            enquiry_for(str(enquiry.pk), seen_by=world.cast(name))
    assert enquiries_for(seen_by=supervisor) == []
    assert _all() == before


def test_the_database_too_lets_nobody_answer_for_themselves(world, looked) -> None:
    _case, clerk, applicant, look, _supervisor = looked
    enquiry = ask_about_reading(look.pk, WHY, by=applicant)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.update(state="answered", answered_at=now(), answered_by=clerk.ref)
    enquiry.refresh_from_db()
    assert enquiry.state == "open"


@pytest.mark.parametrize(
    "who", ["press_aksu_city_window", "education_aksu_city_supervisor", "press_aksu_city_reviewer"]
)
def test_only_a_supervisor_of_that_agency_answers(world, looked, who: str) -> None:
    _case, _clerk, applicant, look, _supervisor = looked
    enquiry = ask_about_reading(look.pk, WHY, by=applicant)
    before = _all()
    with pytest.raises(NotAllowed):
        answer_enquiry(str(enquiry.pk), "没什么。", by=world.cast(who))
    assert _all() == before


def test_it_is_answered_once(world, looked) -> None:
    _case, _clerk, applicant, look, supervisor = looked
    enquiry = ask_about_reading(look.pk, WHY, by=applicant)
    answer_enquiry(str(enquiry.pk), "因为轮到他。", by=supervisor)
    before = _all()
    with pytest.raises(rules.NotOpen):
        answer_enquiry(str(enquiry.pk), "再说一次。", by=supervisor)
    assert _all() == before


def test_whoever_answers_leaves_a_trace_too(world, looked) -> None:
    _case, _clerk, applicant, look, supervisor = looked
    enquiry = ask_about_reading(look.pk, WHY, by=applicant)
    enquiry_for(str(enquiry.pk), seen_by=supervisor)
    newest = readings_of(seen_by=applicant)[0]
    assert (newest.by_ref, newest.subject) == (supervisor.ref, enquiry.subject)


@pytest.mark.parametrize(
    "looker",
    [
        Actor(kind="administrator", ref="account:admin", office="system"),
        Actor(kind="machine", ref="token:1"),
        Actor(kind="person", ref="account:agent", party="x", person="y"),
    ],
    ids=lambda actor: actor.kind,
)
def test_looks_that_no_agency_can_judge_go_to_the_audit_side(world, looked, looker) -> None:
    _case, _clerk, applicant, _look, supervisor = looked
    trace(by=looker, subject="somewhere", what="什么", why="什么", party=applicant.party)
    enquiry = ask_about_reading(readings_of(seen_by=applicant)[0].pk, WHY, by=applicant)
    assert enquiry.agency == ""
    audit = Actor(kind="administrator", ref="account:audit", name="审计", office="audit")
    security = Actor(kind="administrator", ref="account:security", office="security")
    for other in (supervisor, security):
        with pytest.raises(NotAllowed):
            answer_enquiry(str(enquiry.pk), "没什么。", by=other)
    assert [file.enquiry.pk for file in enquiries_for(seen_by=audit)] == [enquiry.pk]
    assert answer_enquiry(str(enquiry.pk), "查过了。", by=audit).state == "answered"


def test_an_honest_asker_is_never_in_the_way_and_a_flood_is(world, looked) -> None:
    _case, clerk, applicant, look, _supervisor = looked
    for _turn in range(rules.limit("words_while_waiting")):
        ask_about_reading(look.pk, WHY, by=applicant)
    before = _all()
    with pytest.raises(rules.AlreadyWaiting, match="12345"):
        ask_about_reading(look.pk, WHY, by=applicant)
    assert _all() == before
    for number in range(rules.limit("new_in_a_day")):
        trace(by=clerk, subject=f"s{number}", what="什么", why="什么", party=applicant.party)
    looks = readings_of(seen_by=applicant)
    for each in looks[: rules.limit("new_in_a_day") - 1]:
        ask_about_reading(each.pk, WHY, by=applicant)
    with pytest.raises(rules.EnoughToday, match="明天"):
        ask_about_reading(looks[rules.limit("new_in_a_day") - 1].pk, WHY, by=applicant)
    with travel(now() + timedelta(days=1)):
        ask_about_reading(looks[rules.limit("new_in_a_day") - 1].pk, WHY, by=applicant)


def test_whether_one_is_content_is_the_askers_to_say_after_an_answer(world, looked) -> None:
    _case, _clerk, applicant, look, supervisor = looked
    enquiry = ask_about_reading(look.pk, WHY, by=applicant)
    before = _all()
    with pytest.raises(rules.NotAnsweredYet):
        close_enquiry(str(enquiry.pk), content=True, by=applicant)
    for other in (supervisor, world.cast("tianshan_fruit")):
        with pytest.raises(rules.NoSuchEnquiry):
            close_enquiry(str(enquiry.pk), content=True, by=other)
    assert _all() == before
