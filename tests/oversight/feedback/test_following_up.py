"""A bad rating with a name is called back about, answered in public, judged by whoever gave it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from onedoor.kernel.actors import ANYONE, Actor
from onedoor.kernel.readings import readings_of
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import days, today, travel
from onedoor.oversight.feedback import following_up as rules
from onedoor.oversight.feedback.actions import (
    answer_rating,
    call_back,
    judge_answer,
    rate_by_code,
    rate_case,
)
from onedoor.oversight.feedback.models import FollowUp, Rating
from onedoor.oversight.feedback.queries import (
    answers_published,
    follow_up_for,
    follow_up_of,
    follow_ups_for,
    follow_ups_waiting,
    how_followed_up,
    tally_of,
)
from onedoor.oversight.feedback.reactions import (
    bring_ratings_along,
    part_ratings_from_whoever_left,
)
from onedoor.oversight.supervision.actions import look_at_what_runs
from onedoor.oversight.supervision.models import RaisedCard
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.people.events import AccountBound, AccountClosed

BEGIN = date(2026, 12, 7)


class Rated:
    """A closed matter of somebody, rated badly under their name."""

    def __init__(self, world: Any) -> None:
        self.world = world
        self.case = world.play(world.story(), begin=BEGIN)
        self.day = self.case.closed_on
        self.person = world.applicant(self.case)
        with travel(self.day):
            rate_case(self.case.number, level=1, text="等了三个小时", by=self.person)
        self.follow_up = FollowUp.objects.get(rating__case=self.case.number)
        self.id = str(self.follow_up.pk)

    @property
    def supervisor(self) -> Actor:
        """Somebody of the agency who had no hand in the matter."""
        found: Actor = self.world.a_clerk(self.case.agency, "supervisor")
        return found

    def after(self, working_days: int) -> date:
        return calendar_for(self.case.agency).add_working_days(self.day, working_days)


@pytest.fixture
def rated(world: Any) -> Rated:
    return Rated(world)


def test_a_bad_rating_with_a_name_opens_a_follow_up_with_its_days(rated: Rated) -> None:
    found = rated.follow_up
    assert (found.step, found.call_by, found.answer_by) == (
        "open", rated.after(1), rated.after(15),
    )  # fmt: skip
    told = follow_up_of(rated.case.number, seen_by=rated.person)
    assert told and told.pk == found.pk


@pytest.mark.parametrize("level", [3, 4, 5])
def test_a_good_rating_opens_none(world: Any, level: int) -> None:
    case = world.play(world.story(), begin=BEGIN)
    with travel(case.closed_on):
        rate_case(case.number, level=level, by=world.applicant(case))
    assert not FollowUp.objects.exists()


def test_a_rating_without_a_name_is_followed_to_nobody(world: Any) -> None:
    case = world.play(world.story(), begin=BEGIN)
    Rating.objects.all().delete()
    with travel(case.closed_on):
        rate_by_code(case.query_code, level=1, channel="sms", by=ANYONE)
    assert not FollowUp.objects.exists()


def test_the_way_from_the_call_to_the_judgement(rated: Rated) -> None:
    with travel(rated.day):
        call_back(rated.id, cause="at-once", text="窗口少开了一个", by=rated.supervisor)
        answer_rating(rated.id, text="加开了一个窗口，等候不超过二十分钟。", by=rated.supervisor)
        judge_answer(rated.case.number, level=4, by=rated.person)
    rated.follow_up.refresh_from_db()
    assert (rated.follow_up.step, rated.follow_up.judged_level) == ("judged", 4)
    assert rated.world.news_of(rated.follow_up) == [
        "follow-up.opened", "follow-up.called", "follow-up.answered", "follow-up.judged",
    ]  # fmt: skip
    (public,) = answers_published().answers
    assert (public.level, public.judged_level) == (1, 4)
    assert "三个小时" not in repr(public)
    (told,) = how_followed_up()
    assert (told.opened, told.called, told.answered, told.judged, told.content) == (1, 1, 1, 1, 1)


def test_every_answer_is_reached_however_old(rated: Rated) -> None:
    with travel(rated.day):
        call_back(rated.id, cause="at-once", text="问了", by=rated.supervisor)
        answer_rating(rated.id, text="第 0 个答复", by=rated.supervisor)
    rated.follow_up.refresh_from_db()
    for n in range(1, 45):
        rating = Rating.objects.create(
            case=f"a-{n}", service=rated.case.service, agency=rated.case.agency, level=1,
            given_at=rated.follow_up.opened_at,
        )  # fmt: skip
        moments = {"called_at": rated.follow_up.called_at, "step": "answered",
                   "answered_at": rated.follow_up.answered_at - days(n)}  # fmt: skip
        FollowUp.objects.create(
            rating=rating, agency="press-kuqa" if n > 42 else rated.case.agency,
            opened_at=rating.given_at, call_by=rated.day, answer_by=rated.day,
            answer=f"第 {n} 个答复", **moments,
        )  # fmt: skip
    pages = [answers_published(page) for page in (1, 2, 3, 4)]
    assert [(len(each.answers), each.more) for each in pages] == [
        (20, True), (20, True), (5, False), (0, False),
    ]  # fmt: skip
    said = [answer.answer for each in pages for answer in each.answers]
    assert said == [f"第 {n} 个答复" for n in range(45)]
    assert [each.answer[2:4] for each in answers_published(of={"press-kuqa"}).answers] == [
        "43", "44",
    ]  # fmt: skip
    page = Client()
    first, last, past = (
        page.get(f"/ratings/?by=service&page={n}").content.decode() for n in ("nonsense", 3, 9)
    )
    assert "第 0 个答复" in first and "第 20 个答复" not in first
    assert "?by=service&amp;page=2#answers" in first and "更新的" not in first
    assert "第 44 个答复" in last and "更早的" not in last
    assert "?by=service&amp;page=2#answers" in last
    assert "没有更早的了" in past


def test_what_was_done_lifts_no_rating(rated: Rated) -> None:
    before = tally_of(rated.case.service).by_level
    with travel(rated.day):
        call_back(rated.id, cause="explained", text="讲清楚了", by=rated.supervisor)
        answer_rating(rated.id, text="依法要公示七日。", by=rated.supervisor)
        judge_answer(rated.case.number, level=5, by=rated.person)
    assert tally_of(rated.case.service).by_level == before


def test_a_rating_that_gets_better_before_the_answer_lifts_it_and_worse_again_opens_it(
    rated: Rated,
) -> None:
    with travel(rated.day):
        rate_case(rated.case.number, level=4, by=rated.person)
        rated.follow_up.refresh_from_db()
        assert rated.follow_up.step == "lifted"
        assert follow_ups_waiting(seen_by=rated.supervisor) == 0
        rate_case(rated.case.number, level=2, by=rated.person)
    rated.follow_up.refresh_from_db()
    assert rated.follow_up.step == "open"


def test_nobody_answers_before_the_call_calls_twice_or_answers_twice(rated: Rated) -> None:
    by = rated.supervisor
    with travel(rated.day):
        with pytest.raises(rules.NotCalledYet):
            answer_rating(rated.id, text="改了", by=by)
        call_back(rated.id, cause="by-a-day", text="要改系统", by=by)
        with pytest.raises(rules.CalledBefore):
            call_back(rated.id, cause="at-once", text="又打", by=by)
        answer_rating(rated.id, text="改了", by=by)
        with pytest.raises(rules.AnsweredBefore):
            answer_rating(rated.id, text="又改", by=by)


@pytest.mark.parametrize(
    ("cause", "text", "refused"),
    [("", "问了", rules.NoCause), ("malicious", "问了", rules.NoCause),
     ("at-once", "  ", rules.NoWords), ("at-once", "问" * 1001, rules.TooManyWords)],
)  # fmt: skip
def test_a_call_is_told_with_what_was_found(
    rated: Rated, cause: str, text: str, refused: type[Exception]
) -> None:
    with travel(rated.day), pytest.raises(refused):
        call_back(rated.id, cause=cause, text=text, by=rated.supervisor)
    rated.follow_up.refresh_from_db()
    assert rated.follow_up.step == "open"


def test_an_answer_names_nobody(rated: Rated) -> None:
    with travel(rated.day):
        call_back(rated.id, cause="at-once", text="问了", by=rated.supervisor)
        for text in ("已经打 13812345678 道歉", f"{rated.case.applicant_name}说得对"):
            with pytest.raises(rules.NamesSomebody):
                answer_rating(rated.id, text=text, by=rated.supervisor)
    assert answers_published().answers == []


def test_only_a_supervisor_of_the_agency_finds_it(rated: Rated) -> None:
    for by in (
        rated.world.a_clerk(rated.case.agency, "window"),
        rated.world.a_clerk("press-kuqa", "supervisor"),
        rated.person,
        ANYONE,
    ):
        assert follow_ups_for(seen_by=by) == []
        with pytest.raises(rules.NoSuchFollowUp):
            follow_up_for(rated.id, seen_by=by)
        with pytest.raises(rules.NoSuchFollowUp):
            call_back(rated.id, cause="at-once", text="问了", by=by)
    rated.follow_up.refresh_from_db()
    assert rated.follow_up.step == "open"


def test_whoever_had_a_hand_in_the_matter_learns_neither_who_nor_what(rated: Rated) -> None:
    hand = next(e.by_ref for e in entries_of(rated.case.number) if e.by_kind == "staff")
    involved = Actor(
        kind="staff", ref=hand, posts=frozenset({f"{rated.case.agency}/supervisor"}), name="手"
    )
    file = follow_up_for(rated.id, seen_by=involved)
    assert (file.name, file.phone, file.follow_up.rating.text, file.is_involved) == (
        "", "", "", True,
    )  # fmt: skip
    with travel(rated.day), pytest.raises(rules.YouHandledIt):
        call_back(rated.id, cause="at-once", text="问了", by=involved)


def test_whoever_rated_reads_who_looked(rated: Rated) -> None:
    follow_up_for(rated.id, seen_by=rated.supervisor)
    looks = readings_of(seen_by=rated.person, limit=20)
    assert any(each.why == "差评回访" and "电话" in each.what for each in looks)


def test_the_answer_is_judged_by_whoever_rated_within_ten_days(rated: Rated) -> None:
    with travel(rated.day):
        with pytest.raises(rules.NothingToJudge):
            judge_answer(rated.case.number, level=5, by=rated.person)
        call_back(rated.id, cause="at-once", text="问了", by=rated.supervisor)
        answer_rating(rated.id, text="改了", by=rated.supervisor)
        with pytest.raises(rules.NoSuchFollowUp):
            judge_answer(rated.case.number, level=5, by=rated.world.cast("tianshan_fruit"))
    with travel(rated.after(10)):
        judge_answer(rated.case.number, level=2, by=rated.person)
    with travel(rated.after(11)), pytest.raises(rules.JudgingOver):
        judge_answer(rated.case.number, level=5, by=rated.person)
    rated.follow_up.refresh_from_db()
    assert rated.follow_up.judged_level == 2


def test_a_call_that_never_came_is_a_card(rated: Rated) -> None:
    for late, raised in ((1, False), (2, True)):
        with travel(rated.after(late)):
            look_at_what_runs()
        cards = RaisedCard.objects.filter(rule="bad-rating-unheard")
        assert cards.exists() is raised
    assert cards.get().agency == rated.case.agency


def test_the_day_to_answer_by_is_warned_of_before_it_comes(rated: Rated) -> None:
    with travel(rated.after(1)):
        call_back(rated.id, cause="by-a-day", text="排队的人多", by=rated.supervisor)
    for day, told in ((13, []), (14, ["warning"]), (16, ["yellow"])):
        with travel(rated.after(day)):
            look_at_what_runs()
        found = RaisedCard.objects.filter(rule="bad-rating-unheard")
        assert list(found.values_list("level", flat=True)) == told


def test_whoever_left_is_called_by_nobody_and_that_is_no_card(rated: Rated) -> None:
    """Their account is closed: who gave the rating is gone, and nobody can be blamed for it."""
    party = rated.person.party
    part_ratings_from_whoever_left(AccountClosed(subject="account:x", party=party, last=True))
    rated.follow_up.refresh_from_db()
    assert rated.follow_up.step == "lifted"
    assert (tally_of(rated.case.service).by_level[1], Rating.objects.get().text) == (1, "")
    with pytest.raises(rules.NoSuchFollowUp):
        call_back(rated.id, cause="at-once", text="没有人", by=rated.supervisor)
    with travel(rated.after(40)):
        look_at_what_runs()
        assert [each.late for each in how_followed_up() if each.late] == []
    assert not RaisedCard.objects.filter(rule="bad-rating-unheard").exists()


def test_while_another_account_is_open_nothing_is_lifted(rated: Rated) -> None:
    news = AccountClosed(subject="account:x", party=rated.person.party, last=False)
    part_ratings_from_whoever_left(news)
    rated.follow_up.refresh_from_db()
    assert rated.follow_up.step == "open" and Rating.objects.get().party


def test_what_was_rated_goes_where_the_account_goes(rated: Rated) -> None:
    known = rated.world.cast("ayigul")
    before = rated.person.party
    bring_ratings_along(
        AccountBound(subject="account:x", account="x", before=before, party=known.party)
    )
    with travel(rated.after(2)):
        call_back(rated.id, cause="at-once", text="对不起", by=rated.supervisor)
        answer_rating(rated.id, text="加了窗口。", by=rated.supervisor)
        with pytest.raises(rules.NoSuchFollowUp):
            judge_answer(rated.case.number, level=4, by=rated.person)
        assert judge_answer(rated.case.number, level=4, by=known).judged_level == 4


def test_late_ones_are_counted_for_everybody(rated: Rated) -> None:
    with travel(rated.after(1)):
        assert how_followed_up()[0].late == 0
    with travel(rated.after(1) + days(4)):
        assert today() > rated.after(1)
        assert how_followed_up()[0].late == 1
