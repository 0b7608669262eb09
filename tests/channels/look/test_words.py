"""How dates, sums and texts are written."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from onedoor.channels.look import words
from onedoor.kernel.time import travel
from onedoor.registers.catalogue.definition.ground import _Text

EVENING = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_november() -> object:
    with travel(to=date(2026, 11, 23)):
        yield


def test_a_day_of_this_year_is_said_without_the_year() -> None:
    assert words.day(date(2026, 11, 3)) == '<time datetime="2026-11-03">11月3日</time>'


def test_a_day_of_another_year_says_which() -> None:
    assert "2027年2月21日" in words.day(date(2027, 2, 21))


def test_a_moment_belongs_to_the_day_it_is_in_china() -> None:
    assert "11月24日" in words.day(EVENING)
    assert words.clock(EVENING) == '<time datetime="2026-11-24T00:30+08:00">00:30</time>'


def test_the_weekday_stands_in_brackets() -> None:
    assert "11月30日（周一）" in words.day_and_week(date(2026, 11, 30))


def test_today_is_called_today() -> None:
    assert "今天 12:03" in words.moment(datetime(2026, 11, 23, 4, 3, tzinfo=UTC))


def test_nothing_is_written_for_no_date() -> None:
    assert [words.day(None), words.moment(None), words.full_day(None), words.clock(None)] == [
        ""
    ] * 4


@pytest.mark.parametrize(
    ("kept", "typed"), [("2028-03-31", "2028年3月31日"), ("明年", "明年"), (None, ""), ("", "")]
)
def test_a_kept_date_is_shown_as_people_type_it(kept: str | None, typed: str) -> None:
    assert words.typed_day(kept) == typed


@pytest.mark.parametrize(
    ("amount", "written"),
    [(0, "0 元"), (1200, "1,200 元"), (Decimal("12.50"), "12.50 元"), ("20.00", "20 元")],
)
def test_a_sum_shows_fen_only_when_there_are_any(amount: Decimal, written: str) -> None:
    assert words.money(amount) == written


@pytest.mark.parametrize(
    ("whole", "masked"),
    [
        ("13812342071", "138 **** 2071"),
        ("652901199002300012", "6529**********0012"),
        ("阿依古丽", "阿***"),
        ("李", "李*"),
    ],
)
def test_the_middle_of_a_number_or_a_name_is_hidden(whole: str, masked: str) -> None:
    assert words.mask(whole) == masked


def test_a_case_number_is_read_in_fours() -> None:
    assert words.group4("261117000008") == "2611 1700 0008"


def test_a_text_is_said_in_the_readers_language() -> None:
    with override("en"):
        assert words.say({"zh": "办事", "en": "Services"}) == "Services"


def test_a_text_nobody_translated_is_marked_as_chinese() -> None:
    with override("ug"):
        assert words.say({"zh": "办事"}) == '<span lang="zh-Hans" dir="ltr">办事</span>'
        assert words.say_plain({"zh": "办事"}) == "办事"


def test_a_text_of_a_definition_is_read_the_same_way() -> None:
    with override("zh-hans"):
        assert words.say(_Text(zh="办事", en="Services")) == "办事"


def test_a_text_is_escaped_when_it_is_marked() -> None:
    with override("ug"):
        assert "<b>" not in words.say({"zh": "<b>"})


def test_telephones_and_days_do_not_run_backwards_among_uyghur_words() -> None:
    said = words.numbers_in_order("0997-5552001 گە ياكى <12345> گە، 2026-11-20")
    assert said == (
        '<bdi dir="ltr">0997-5552001</bdi> گە ياكى &lt;12345&gt; گە، '
        '<bdi dir="ltr">2026-11-20</bdi>'
    )
    for other in ("打 0997-5552001", "Ring 0997-5552001", "سائەت 9:00-12:00", "سىنا"):
        assert words.numbers_in_order(other) == other
