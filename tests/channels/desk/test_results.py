"""The desk keeps a decision back and lets it out again; nobody else does."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from onedoor.kernel.time import travel
from onedoor.oversight.results.models import Result

BEGIN = date(2026, 9, 7)
Seat = Callable[[str], Client]
CHIEF, WINDOW = "press_aksu_city_supervisor", "press_aksu_city_window"


@pytest.fixture
def granted(world: Any) -> Result:
    case = world.play(world.story(), begin=BEGIN)
    world.drain()
    return Result.objects.get(case=case.number)


def test_whoever_answers_for_it_takes_it_down_with_a_ground_and_puts_it_back(
    granted: Result, desk: Seat
) -> None:
    with travel(BEGIN + timedelta(days=20)):
        chief, public = desk(CHIEF), f"/results/{granted.pk}"
        assert granted.title in chief.get("/desk/results/?view=published").content.decode()
        address = f"/desk/results/{granted.pk}/"
        refused = chief.post(address, {"act": "keep", "ground": "error", "why": ""})
        assert refused.status_code == 422 and "请写清楚为什么" in refused.content.decode()
        assert Client().get(public).status_code == 200
        done = chief.post(
            address, {"act": "keep", "ground": "error", "why": "名称写错"}, follow=True
        )
        assert "公开页上已经没有" in done.content.decode()
        assert Client().get(public).status_code == 404
        assert "名称写错" in chief.get(address).content.decode()
        assert "写错了" in chief.get("/desk/results/?view=withheld").content.decode()
        chief.post(address, {"act": "out"})
        assert Client().get(public).status_code == 200


def test_a_window_neither_sees_nor_moves_it(granted: Result, desk: Seat) -> None:
    with travel(BEGIN + timedelta(days=20)):
        window, address = desk(WINDOW), f"/desk/results/{granted.pk}/"
        assert granted.title not in window.get("/desk/results/?view=published").content.decode()
        assert window.get(address).status_code == 404
        answer = window.post(address, {"act": "keep", "ground": "error", "why": "不想"})
        assert answer.status_code == 404
        assert Client().get(f"/results/{granted.pk}").status_code == 200
