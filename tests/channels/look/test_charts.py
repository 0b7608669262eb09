"""What is drawn is what is in the table beside it."""

import re
from datetime import date, timedelta
from itertools import pairwise

from django.template import engines

from onedoor.channels.look.charts import WIDTH, Bar, bars, line

MONDAY = date(2026, 9, 7)
DAYS = [(MONDAY + timedelta(days=at), value) for at, value in enumerate([0, 3, 1, 4, 0, 0, 2])]


def _drawn(macro: str, chart: object) -> str:
    told = f'{{% import "look/charts.html" as charts %}}{{{{ charts.{macro}(chart, "c") }}}}'
    found: str = engines["jinja2"].from_string(told).render({"chart": chart})
    return found


def test_the_longest_bar_has_all_the_room_and_others_their_share() -> None:
    told = [
        Bar(label="窗口", value=8, part=2),
        Bar(label="审查", value=4),
        Bar(label="决定", value=0),
    ]
    chart = bars("等在哪", "窗口最多", told, unit="在办", part="超期")
    one, two, none = chart.bars
    assert one.width == WIDTH and two.width * 2 == one.width and one.part_width * 4 == one.width
    assert none.width == 0
    assert [each.y for each in chart.bars] == [0, 80, 160] and chart.height == 240


def test_the_drawing_and_the_table_have_the_same_numbers() -> None:
    told = [Bar(label="窗口", value=8, part=2, url="/w"), Bar(label="审查", value=4)]
    said = _drawn("bars", bars("等在哪", "窗口最多", told, unit="在办", part="超期"))
    drawing, table = said.split("</svg>")
    assert re.findall(r'class="v"[^>]*>(\d+)<', drawing) == ["8", "4"]
    assert re.findall(r'<td class="num">(\d+)<', table) == ["8", "2", "4", "0"]
    assert '<a href="/w">窗口</a>' in table
    assert "pattern" in drawing, "the part is told by a shape and not by colour alone"


def test_a_chart_says_what_it_finds_to_whoever_does_not_see_it() -> None:
    said = _drawn("line", line("七天", "七天里 10 张", DAYS, unit="牌"))
    assert 'role="img" aria-label="七天：七天里 10 张"' in said
    assert re.findall(r'<td class="num">(\d+)<', said) == [str(n) for _on, n in reversed(DAYS)]
    assert "<script" not in said and "style=" not in said


def test_time_goes_from_left_to_right_and_more_is_higher() -> None:
    chart = line("七天", "", DAYS, unit="牌")
    assert all(one.x < other.x for one, other in pairwise(chart.points))
    assert min(chart.points, key=lambda each: each.y).value == 4
    assert all(each.told and each.named for each in chart.points)


def test_of_thirty_days_only_so_many_are_named_as_fit() -> None:
    days = [(MONDAY + timedelta(days=at), at % 5) for at in range(30)]
    chart = line("三十天", "", days, unit="件")
    assert sum(each.named for each in chart.points) <= 7
    assert [each.value for each in chart.points if each.told] == [4, 4]


def test_of_nothing_a_flat_line_and_no_bar() -> None:
    assert {each.y for each in line("", "", [(MONDAY, 0), (MONDAY, 0)], unit="").points} == {170.0}
    assert bars("", "", [], unit="").bars == ()


def test_what_stands_on_a_chart_is_no_markup() -> None:
    said = _drawn("bars", bars("<b>", "<i>", [Bar(label="<script>", value=1)], unit="n"))
    assert "<script>" not in said and "<b>" not in said
