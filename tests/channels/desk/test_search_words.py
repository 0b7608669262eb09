"""Editors see what was searched for in vain, and answer it with one click that can be undone."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.world import World

from onedoor.kernel.record import entries_of
from onedoor.registers.finding.actions import count_miss
from onedoor.registers.finding.models import AddedWord, Miss
from onedoor.registers.finding.queries import search

PAGE = "/desk/search-words/"
EDITOR, REVIEWER = "government_aksu_item_editor", "justice_aksu_item_reviewer"
WORD, MEANT = "打证明咯", "real-estate-transfer"
Seat = Callable[[str], Client]


@pytest.fixture
def editor(desk: Seat) -> Client:
    for query in (WORD, WORD, "彩票开奖", "彩票开奖", "一个人问"):
        count_miss(query)
    return desk(EDITOR)


def test_what_two_have_asked_stands_there_with_its_count(editor: Client) -> None:
    page = editor.get(PAGE).content.decode()
    assert WORD in page and "搜了 2 次" in page
    assert "一个人问" not in page


def test_one_click_lets_it_be_found_and_writes_one_event(editor: Client) -> None:
    assert MEANT not in [each.code for each in search(WORD).found]
    answer = editor.post(PAGE, {"do": "add", "text": WORD, "entry": MEANT}, follow=True)
    assert "加上了" in answer.content.decode()
    found = search(WORD).found[0]
    assert (found.code, found.kind, found.said) == (MEANT, "added", WORD)
    (entry,) = entries_of(f"search:{MEANT}")
    assert entry.name == "search-word.added" and entry.body["text"] == WORD
    assert Miss.objects.get(text=WORD).state == "answered"
    assert "也叫：" + WORD in Client().get("/services", {"q": WORD}).content.decode()


def test_it_can_be_undone(editor: Client) -> None:
    editor.post(PAGE, {"do": "add", "text": WORD, "entry": MEANT})
    word = AddedWord.objects.get()
    assert (
        "去掉了"
        in editor.post(PAGE, {"do": "remove", "word": word.pk}, follow=True).content.decode()
    )
    assert MEANT not in [each.code for each in search(WORD).found]
    assert Miss.objects.get(text=WORD).state == "open"
    names = [each.name for each in entries_of(f"search:{MEANT}")]
    assert names == ["search-word.added", "search-word.removed"]


def test_it_stays_when_the_index_is_drawn_anew(editor: Client, world: World) -> None:
    from onedoor.registers.finding.actions import index_all

    editor.post(PAGE, {"do": "add", "text": WORD, "entry": "bundle:newborn"})
    index_all(world.packs)
    assert search(WORD).found[0].code == "bundle:newborn"


def test_what_is_not_offered_is_put_aside_and_back(editor: Client) -> None:
    miss = Miss.objects.get(text="彩票开奖")
    editor.post(PAGE, {"do": "ignore", "miss": miss.digest})
    page = editor.get(PAGE).content.decode()
    assert "放在一边的" in page and "放回来" in page
    editor.post(PAGE, {"do": "restore", "miss": miss.digest})
    miss.refresh_from_db()
    assert miss.state == "open"
    names = [each.name for each in entries_of(f"miss:{miss.digest}")]
    assert names == ["search-miss.ignored", "search-miss.ignored"]


@pytest.mark.parametrize(
    "given",
    [
        {"do": "add", "text": "", "entry": MEANT},
        {"do": "add", "text": "我", "entry": MEANT},
        {"do": "add", "text": "字" * 31, "entry": MEANT},
        {"do": "add", "text": "13812345678", "entry": MEANT},
        {"do": "add", "text": WORD, "entry": "no-such-service"},
        {"do": "add", "text": WORD, "entry": ""},
        {"do": "remove", "word": "none"},
        {"do": "ignore", "miss": "none"},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_moves(editor: Client, given: dict[str, str]) -> None:
    assert editor.post(PAGE, given).status_code in (200, 400, 404, 422)
    assert AddedWord.objects.count() == 0
    assert {each.state for each in Miss.objects.all()} == {"open"}
    assert entries_of(f"search:{MEANT}") == []


@pytest.mark.parametrize("login", [REVIEWER, "press_aksu_city_window"])
def test_nobody_else_sees_or_adds(editor: Client, desk: Seat, login: str) -> None:
    other = desk(login)
    assert other.get(PAGE).status_code == 403
    assert other.post(PAGE, {"do": "add", "text": WORD, "entry": MEANT}).status_code == 403
    assert AddedWord.objects.count() == 0
