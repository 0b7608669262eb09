"""Bodies, posts and who holds them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import now
from onedoor.registers.agencies import actions, queries
from onedoor.registers.agencies.actions import AgencyKept, DivisionKept
from onedoor.registers.agencies.models import Agency
from onedoor.registers.people.models import Account

pytestmark = pytest.mark.django_db

# A land of its own, beside whatever else the database knows.
PREFECTURE, COUNTY, TOWNSHIP = "991100000000", "991126000000", "991126100000"
POST = "lamps-baicheng/window"
DAY = date(2026, 3, 2)


def a_body(function: str, place: str, division: str, **changes: object) -> AgencyKept:
    facts: dict[str, object] = {
        "code": f"{function}-{place}", "function": function, "division": division,
        "name": f"{place}{function}", "short": function, "credit_code": "", "mark": "拜",
        "office": {"phone": "0997-8622000"}, "review_body": "拜城县人民政府",
        "court": "拜城县人民法院", "posts": (("window", "窗口", {"en": "Window"}),),
    }  # fmt: skip
    return AgencyKept(**(facts | changes))  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def land() -> None:
    actions.keep_divisions(
        [
            DivisionKept(code=TOWNSHIP, name="赛里木镇", level="township", parent=COUNTY),
            DivisionKept(code=COUNTY, name="拜城县", level="county", parent=PREFECTURE),
            DivisionKept(code=PREFECTURE, name="阿克苏地区", level="prefecture"),
        ]
    )
    actions.keep_agencies(
        [
            a_body("lamps", "baicheng", COUNTY),
            a_body("lamps", "aksu", PREFECTURE),
            a_body("towers", "sairam", TOWNSHIP),
        ]
    )


@pytest.fixture
def clerk() -> Account:
    return Account.objects.create(login="li", staff_name="李", opened_at=now())


def test_the_own_body_is_the_offering_one():
    assert queries.body_for("own", "same", offering="lamps-baicheng") == "lamps-baicheng"


def test_the_own_function_above_is_the_prefectures():
    assert queries.body_for("own", "prefecture", offering="lamps-baicheng") == "lamps-aksu"


def test_a_township_without_such_a_body_turns_to_its_county():
    assert queries.body_for("lamps", "same", offering="towers-sairam") == "lamps-baicheng"


def test_a_function_nobody_has_there_is_refused_by_name():
    with pytest.raises(queries.NoSuchBody) as refused:
        queries.body_for("boats", "same", offering="lamps-baicheng")
    assert "boats" in refused.value.sentence


def test_a_closed_body_stands_in_for_nobody():
    Agency.objects.filter(code="lamps-aksu").update(active=False)
    with pytest.raises(queries.NoSuchBody):
        queries.body_for("own", "prefecture", offering="lamps-baicheng")


def test_keeping_twice_changes_nothing_and_a_new_name_is_taken_over():
    actions.keep_agencies([a_body("lamps", "baicheng", COUNTY)])
    actions.keep_agencies([a_body("lamps", "baicheng", COUNTY, name="拜城县新闻出版局")])
    assert queries.agency("lamps-baicheng").name == "拜城县新闻出版局"
    assert len(queries.agencies_of_function("lamps")) == 2
    assert [post.code for post in queries.posts_of("lamps-baicheng")] == [POST]


def test_two_bodies_of_one_function_in_one_place_are_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.keep_agencies([a_body("lamps", "baicheng", COUNTY, code="lamps-baicheng-two")])
    assert len(queries.agencies_of_function("lamps")) == 2


def test_names_in_other_languages_are_found_and_chinese_fills_the_gap():
    post = queries.post(POST)
    assert (post.called("en"), post.called("ug")) == ("Window", "窗口")


def test_a_post_is_held_from_its_first_to_its_last_day(clerk):
    actions.appoint(clerk.pk, POST, since=DAY, until=date(2026, 3, 31), by=SYSTEM)
    held = [
        queries.posts_held(clerk.pk, on=day)
        for day in (date(2026, 3, 1), DAY, date(2026, 3, 31), date(2026, 4, 1))
    ]
    assert held == [frozenset(), {POST}, {POST}, frozenset()]
    assert queries.holders_of(POST, on=DAY) == [clerk.pk]


def test_giving_a_post_twice_is_recorded_once(clerk):
    for _ in range(2):
        actions.appoint(clerk.pk, POST, since=DAY, by=SYSTEM)
    assert [entry.name for entry in entries_of(f"post:{POST}")] == ["post.given"]


def test_who_is_dismissed_holds_the_post_no_longer(clerk):
    actions.appoint(clerk.pk, POST, since=DAY, by=SYSTEM)
    actions.dismiss(clerk.pk, POST, until=date(2026, 3, 10), by=SYSTEM)
    assert queries.posts_held(clerk.pk, on=date(2026, 3, 11)) == frozenset()
    assert [entry.name for entry in entries_of(f"post:{POST}")] == ["post.given", "post.taken"]


def test_an_unknown_post_is_refused_and_nothing_moves(clerk):
    with pytest.raises(NotFound):
        actions.appoint(clerk.pk, "lamps-baicheng/king", since=DAY, by=SYSTEM)
    assert queries.posts_held(clerk.pk, on=DAY) == frozenset()


def test_an_appointment_that_ends_before_it_begins_is_refused_and_nothing_moves(clerk):
    with pytest.raises(actions.EndsBeforeItBegins):
        actions.appoint(clerk.pk, POST, since=DAY, until=date(2026, 3, 1), by=SYSTEM)
    assert queries.posts_held(clerk.pk, on=DAY) == frozenset()
    assert entries_of(f"post:{POST}") == []


def test_the_divisions_under_one_are_the_next_level():
    assert [each.name for each in queries.divisions_under(PREFECTURE)] == ["拜城县"]
    assert "阿克苏地区" in [each.name for each in queries.divisions_under("")]


def test_all_bodies_of_a_page_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.agencies(["lamps-baicheng", "lamps-aksu"])
        assert found["lamps-baicheng"].division.name == "拜城县"


def test_the_calendar_of_a_body_is_that_of_its_place():
    actions.keep_divisions([DivisionKept(code="652926000000", name="拜城县", level="county")])
    actions.keep_agencies([a_body("lamps", "real-baicheng", "652926000000")])
    calendar = queries.calendar_for("lamps-real-baicheng")
    assert not calendar.is_working(date(2026, 10, 1))
    with pytest.raises(NotFound):
        queries.calendar_for("nobody")
