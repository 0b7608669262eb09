"""Wall and board: every number opens its rows, two pages say one number, and nobody is ranked."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.models import Case, Task
from onedoor.casework.cases.queries import (
    own_work,
    waiting_at,
    waiting_by,
)
from onedoor.kernel import relay
from onedoor.kernel.models import Reading
from onedoor.kernel.time import month_of, months_after, today, travel
from onedoor.oversight.assessment.queries import assessment_of, books
from onedoor.oversight.figures.queries import figures_of_month
from onedoor.oversight.supervision.actions import look_at_what_runs
from onedoor.oversight.supervision.models import RaisedCard
from onedoor.oversight.supervision.publishing import publish_through
from onedoor.oversight.supervision.queries import (
    agencies_watched,
    cards_by_day,
    foretold,
    foretold_cards,
)

UNIT, WATCHER = "press_aksu_city_supervisor", "government_aksu_supervisor"
PRESS = "press-aksu-city"
BEGIN = date(2026, 9, 7)
Seat = Callable[[str], Client]


@pytest.fixture(autouse=True)
def next_day() -> Iterator[None]:
    """A working day a fortnight after everything begins."""
    with travel(BEGIN + timedelta(days=14)):
        yield


def _said(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def _numbers(page: str) -> list[int]:
    """In hand, due today, late, as the page says them in large."""
    found = re.search(r'<ul class="big-numbers".*?</ul>', page, re.S)
    assert found
    return [int(each) for each in re.findall(r"<b>(\d+)</b>", found[0])]


def _watcher(world: Any) -> Any:
    return world.a_clerk("government-aksu", "supervisor")


def _late(world: Any) -> Case:
    """An application on which nobody has said a word for a fortnight, and its red card."""
    case: Case = world.a_submitted_case(begin=BEGIN)
    world.drain()
    look_at_what_runs()
    return case


def test_an_event_is_a_card_on_the_wall_as_soon_as_the_relay_has_told_it(
    world: Any, desk: Seat
) -> None:
    """What lies between is the relay's alone, which wakes on the commit."""
    case = world.a_submitted_case(begin=today() - timedelta(days=10))
    wall = desk(WATCHER)
    world.drain()
    RaisedCard.objects.all().delete()
    assert "今天没有红黄牌" in _said(wall, "/desk/wall")
    world.mark_all(case)
    cases.accept_case(case.number, by=world.clerk(case, "accept"))
    assert not RaisedCard.objects.exists(), "nothing but the relay raises it"
    assert relay.drain()
    card = RaisedCard.objects.get(rule="telling-limit")
    page = _said(wall, "/desk/wall")
    assert f"/desk/supervision/{card.pk}/" in page and "今天没有红黄牌" not in page.split("<h1>")[1]


def test_the_wall_says_of_when_it_is_and_is_told_that_something_happened(
    world: Any, desk: Seat
) -> None:
    wall = desk(WATCHER)
    page, mark = _said(wall, "/desk/wall"), _said(wall, "/desk/wall/mark")
    assert f'data-mark="{mark}"' in page and 'data-mark-at="/desk/wall/mark"' in page
    assert _said(wall, "/desk/wall/mark") == mark
    world.a_submitted_case(begin=BEGIN)
    assert _said(wall, "/desk/wall/mark") != mark
    assert desk(UNIT).get("/desk/wall/mark").status_code == 403


def test_the_wall_names_nobody_and_no_case_and_leaves_no_row(world: Any, desk: Seat) -> None:
    case = _late(world)
    wall = desk(WATCHER)
    before = Reading.objects.count()
    for page in ("/desk/wall", "/desk/wall?wall=1"):
        said = _said(wall, page)
        for secret in (case.number, case.short_number, case.applicant_name, str(case.pk),
                       case.query_code):  # fmt: skip
            assert secret not in said
        assert "红牌 R" in said and "#card-red" in said
    assert Reading.objects.count() == before


def test_wall_mode_is_a_style_of_the_same_page(world: Any, desk: Seat) -> None:
    _late(world)
    wall = desk(WATCHER)
    plain, big = (_said(wall, page) for page in ("/desk/wall", "/desk/wall?wall=1"))
    cut = re.compile(r"<main.*</main>", re.S)

    def told(page: str) -> str:
        found = cut.search(page)
        assert found
        return re.sub(r' class="sr"|<time.*?</time>', "", found[0])

    assert told(plain) == told(big)
    assert 'class="staff boards wall"' in big and 'class="rail"' not in big


def test_every_number_opens_rows_that_come_to_it(world: Any, desk: Seat) -> None:
    _late(world)
    world.a_submitted_case(begin=BEGIN + timedelta(days=13))
    for login, page in ((WATCHER, "/desk/wall"), (UNIT, "/desk/board")):
        client = desk(login)
        said = _said(client, page)
        opened = dict.fromkeys(re.findall(r'"(/desk/waiting\?[^"]+)"[^>]*>(?:<b>)?(\d+)', said))
        assert len(opened) >= 3
        for address, number in opened:
            rows = _said(client, address.replace("&amp;", "&"))
            counted = re.findall(r'<td class="num">(\d+)</td>', rows)
            assert sum(map(int, counted)) == int(number), address


def test_behind_a_number_each_sees_the_cases_they_may_see_and_leaves_a_row(
    world: Any, desk: Seat
) -> None:
    case = _late(world)
    before = Reading.objects.filter(subject=case.subject).count()
    watcher = _said(desk(WATCHER), "/desk/waiting?of=watched&which=late")
    assert case.short_number not in watcher and case.number not in watcher
    assert Reading.objects.filter(subject=case.subject).count() == before
    unit = _said(desk(UNIT), "/desk/waiting?of=own&which=late")
    assert case.short_number in unit and case.applicant_name not in unit
    rows = Reading.objects.filter(subject=case.subject, why="看板上的数")
    assert rows.count() == 1


def test_wall_and_board_and_inbox_say_one_number(world: Any, desk: Seat) -> None:
    _late(world)
    world.a_submitted_case(begin=BEGIN + timedelta(days=13))
    lines = waiting_at([PRESS])
    own = sum(each.waiting.open for each in lines)
    everywhere = waiting_at(agencies_watched(seen_by=_watcher(world)))
    whole = [sum(each.waiting.count(which) for each in everywhere)
             for which in ("open", "today", "late")]  # fmt: skip
    assert _numbers(_said(desk(WATCHER), "/desk/wall")) == whole
    assert _numbers(_said(desk(UNIT), "/desk/board"))[0] == own
    by_agency = waiting_by(everywhere, lambda each: each.agency)
    assert by_agency[PRESS].open == own == Task.objects.filter(agency=PRESS, state="open").count()


def test_a_board_costs_as_many_questions_for_many_cases_as_for_one(world: Any, desk: Seat) -> None:
    world.a_submitted_case(begin=today() - timedelta(days=5))
    _late(world)
    asked: dict[str, list[int]] = {}
    clients = {"/desk/wall": desk(WATCHER), "/desk/board": desk(UNIT)}
    for more in (0, 3):
        for _each in range(more):
            world.a_submitted_case(begin=BEGIN)
            world.a_submitted_case(begin=today() - timedelta(days=5))
        world.drain()
        look_at_what_runs()
        for page, client in clients.items():
            _said(client, page)
            with CaptureQueriesContext(
                connection,
            ) as found:
                _said(client, page)
            asked.setdefault(page, []).append(len(found))
    assert RaisedCard.objects.count() > 3
    for page, (few, many) in asked.items():
        assert many <= few + 1 and many <= 60, (page, few, many)


def test_what_comes_if_nothing_is_done_is_named_card_by_card(world: Any, desk: Seat) -> None:
    case = world.a_submitted_case(begin=BEGIN)
    world.drain()
    due = Task.objects.get(case=case, step="accept").due_on
    assert due
    with travel(due):
        look_at_what_runs()
        found = foretold_cards(seen_by=_watcher(world), side="watched").cards
        assert found and foretold(seen_by=_watcher(world)) == (len(found), False)
        said = _said(desk(WATCHER), "/desk/wall")
        assert "如果现在不管，下一个工作日会有" in said
        assert all(f"/desk/supervision/{each.card.pk}/" in said for each in found)


def test_what_is_foretold_is_all_counted_and_the_gravest_listed(
    world: Any, desk: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = [world.a_submitted_case(begin=BEGIN) for _ in range(3)]
    world.drain()
    due = Task.objects.get(case=waiting[0], step="accept").due_on
    assert due
    with travel(due):
        look_at_what_runs()
        whole = desk(WATCHER).get("/desk/wall").content.decode().partition('class="ahead"')[2]
        monkeypatch.setattr("onedoor.channels.desk.pages.boards._CARDS", 1)
        short = desk(WATCHER).get("/desk/wall").content.decode().partition('class="ahead"')[2]
    every, one = (page.partition("</section>")[0] for page in (whole, short))
    assert every.count("<li") == 3 and "还有" not in every
    assert one.count("<li") == 1 and "还有 2 张" in one and "3 张" in one
    with travel(due):
        cut = foretold_cards(seen_by=_watcher(world), side="watched", limit=2)
        assert (len(cut.cards), cut.more) == (2, True)
        monkeypatch.setattr("onedoor.channels.desk.pages.boards.foretold_cards", lambda **_: cut)
        assert "至少会有 2 张黄牌、红牌" in _said(desk(WATCHER), "/desk/wall")


def test_who_watches_nobody_has_no_wall_and_who_heads_nothing_no_numbers_of_others(
    world: Any, desk: Seat
) -> None:
    _late(world)
    assert desk(UNIT).get("/desk/wall").status_code == 403
    assert desk("press_aksu_city_window").get("/desk/wall").status_code == 403
    assert agencies_watched(seen_by=world.a_clerk(PRESS, "supervisor")) == {}
    window = desk("press_aksu_city_window")
    assert "big-numbers" not in _said(window, "/desk/board")
    assert window.get("/desk/waiting?of=own").status_code == 403
    assert desk(UNIT).get("/desk/waiting?of=watched").status_code == 403


def test_what_a_clerk_has_in_hand_is_told_to_that_clerk_alone(world: Any, desk: Seat) -> None:
    case = _late(world)
    window = desk("press_aksu_city_window")
    account = window.session["_auth_user_id"]
    Task.objects.filter(case=case, step="accept").update(
        assignee=f"account:{account}", assignee_name="独一无二"
    )
    assert re.search(r"<b>1</b> 件在我手上", _said(window, "/desk/board"))
    assert case.short_number in _said(window, "/desk/waiting?of=mine")
    head = _said(desk(UNIT), "/desk/board")
    assert case.short_number not in _said(desk(UNIT), "/desk/waiting?of=mine")
    assert "独一无二" not in head and re.search(r"<b>0</b> 件在我手上", head)
    assert own_work(seen_by=world.applicant(case)).in_hand == 0


def test_the_board_says_of_the_month_what_the_assessment_says(world: Any, desk: Seat) -> None:
    world.play(world.story(), begin=BEGIN)
    world.drain()
    with travel(date(2026, 10, 12)):
        publish_through(date(2026, 10, 1))
        world.drain()
        from onedoor.oversight.assessment.periods import period_of
        from onedoor.oversight.assessment.queries import months

        newest = months()[0].strftime("%Y-%m")
        found = assessment_of(books()[0], period_of(newest))
        standing = found and found.standing(PRESS)
        assert standing
        said = _said(desk(UNIT), "/desk/board")
        assert f"考核 {standing.points / 10:.1f} 分" in said
        assert f"/assessment/{newest}/{PRESS}" in said
        page = _said(desk(UNIT), f"/assessment/{newest}/{PRESS}")
        assert f"{standing.points / 10:.1f}" in page


def test_what_was_decided_last_month_is_said_as_the_public_page_of_the_agency_says_it(
    world: Any, desk: Any
) -> None:
    # As many as are said of an agency in public.
    first, *_others = (world.play(world.story(), begin=BEGIN) for _each in range(5))
    world.drain()
    with travel(months_after(month_of(first.decided_on), 1)):
        told = figures_of_month(month_of(first.decided_on), agency=first.agency)
        assert told.decided == 5 and told.median is not None
        sentence = f"月作出 5 件决定，一半在 {told.median:g} 个工作日以内"
        for page in ("/desk/board", f"/agencies/{first.agency}"):
            assert sentence in _said(desk(UNIT), page), page
        assert f'href="/agencies/{first.agency}"' in _said(desk(UNIT), "/desk/board")


def test_the_last_week_of_cards_is_counted_by_the_day_they_got_so_grave(world: Any) -> None:
    _late(world)
    with travel(BEGIN + timedelta(days=12)):
        reached = RaisedCard.objects.filter(level__in=["yellow", "red"])
        week = cards_by_day(seen_by=_watcher(world), side="watched", count=30)
        assert sum(count for _on, count in week) == reached.filter(level_on__lte=today()).count()
        assert [on for on, _count in week] == sorted(on for on, _count in week)


def test_a_board_can_be_read_without_a_script(world: Any, desk: Seat) -> None:
    _late(world)
    said = _said(desk(UNIT), "/desk/board")
    assert '<a href="">' in said and "现在更新" in said and "数据时间" in said
    assert 'http-equiv="refresh"' not in said
