"""Whoever is decided by a table reads how: row by row, what came of it, and on what basis."""

from datetime import date

import pytest
from django.conf import settings
from tests.channels.portal.citizen import Citizen, text_of
from tests.world import World

from onedoor.kernel.time import travel

PERMIT = "work-permit-notice"
TOLD = ["年薪 25 万元以上不到 35 万元", "14 分", "合计 80 分", "满 60 分：外国专业人才（B 类）"]


def test_the_sample_shows_how_points_and_class_are_reckoned(world: World) -> None:
    words = text_of(Citizen().get(f"/guide/{PERMIT}/sample"))
    for each in TOLD:
        assert each in words
    assert "积分要素计分赋值表" in words


def test_the_applicant_reads_the_reckoning_on_the_page_of_the_case(world: World) -> None:
    with travel(to=date(2026, 8, 18)):
        case = world.a_submitted_case(PERMIT)
        words = Citizen("tianshan_fruit").words(f"/cases/{case.number}")
    for each in ["怎么算的", *TOLD]:
        assert each in words


def test_the_reviewer_reads_the_same_beside_the_case(world: World) -> None:
    from django.test import Client

    from onedoor.registers.people.queries import account_called

    with travel(to=date(2026, 8, 18)):
        case = world.a_submitted_case(PERMIT)
        world.cast("foreign_experts_aksu_window")
        client = Client()
        client.force_login(account_called("foreign_experts_aksu_window"))
        words = text_of(client.get(f"/desk/cases/{case.number}/", {"see": "facts"}))
    for each in TOLD:
        assert each in words


@pytest.mark.parametrize(
    ("language", "sums"), [("en", "Due 20 yuan"), ("ug", "تۆلەيدىغىنى 20 يۈەن")]
)
def test_what_comes_of_it_is_counted_as_the_readers_language_counts(
    language: str, sums: str
) -> None:
    reader = Citizen()
    reader.client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert sums in text_of(reader.get("/guide/identity-card-renewal/sample"))


def test_the_standard_of_discretion_is_for_the_reviewer_and_in_words(world: World) -> None:
    from django.test import Client

    from onedoor.registers.people.queries import account_called

    with travel(to=date(2026, 5, 11)):
        case = world.a_submitted_case("startup-loan")
        world.cast("human_resources_aksu_city_window")
        client = Client()
        client.force_login(account_called("human_resources_aksu_city_window"))
        desk = text_of(client.get(f"/desk/cases/{case.number}/", {"see": "facts"}))
        applicant = Citizen("zhao_xin").words(f"/cases/{case.number}")
    for each in ["一个人创业：最多 30 万元", "最多 300000 元"]:
        assert each in desk and each in applicant
    assert "宜 准予，最多 100000 元，最长 3 年" in desk
    assert "裁量基准" not in applicant and "grant" not in desk


@pytest.mark.parametrize("service", ["resettlement"])
def test_a_service_without_tables_says_nothing_of_reckoning(world: World, service: str) -> None:
    words = text_of(Citizen().get(f"/guide/{service}/sample"))
    assert "合计" not in words
