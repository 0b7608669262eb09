"""The guide: everything said, with real dates, fast for those who are not signed in."""

from datetime import date

import pytest
from tests.channels.portal.citizen import Citizen, text_of
from tests.world import BOOKSHOP, World

from onedoor.channels.portal import cache
from onedoor.kernel.time import travel
from onedoor.registers.catalogue.queries import current_version

GUIDE = f"/guide/{BOOKSHOP}"


@pytest.fixture
def anyone(world: World) -> Citizen:
    return Citizen()


def test_all_blocks_are_there(anyone: Citizen) -> None:
    page = anyone.get(GUIDE).content.decode()
    for block in (
        "can", "situations", "materials", "steps", "fee", "result", "places", "basis", "rules",
        "rights", "agents", "faq", "rating",
    ):  # fmt: skip
        assert f'id="{block}"' in page
    words = text_of(anyone.get(GUIDE))
    assert "出版物零售业务经营许可" in words and "000139014000" in words
    assert f"第 {current_version(BOOKSHOP).number} 版" in words


def test_the_last_day_is_a_real_date(anyone: Citizen) -> None:
    with travel(to=date(2026, 11, 23)):
        assert "最晚12月1日（周二）有结果" in text_of(anyone.get(GUIDE))


def test_another_place_shows_its_own_office(anyone: Citizen) -> None:
    words = text_of(anyone.get(GUIDE, at="press-kuqa"))
    assert "库车市" in words.split("在哪办")[-1].split("别处")[0]


def test_a_place_that_does_not_offer_it_is_ignored(anyone: Citizen) -> None:
    assert anyone.get(GUIDE, at="nobody").status_code == 200


def test_an_answer_that_rules_it_out_says_what_to_do(anyone: Citizen) -> None:
    words = text_of(anyone.get(GUIDE, **{"can.registered": "no"}))
    assert "请先办营业执照" in words and "第九条" in words


def test_between_intake_periods_it_says_when_the_next_begins(anyone: Citizen) -> None:
    with travel(to=date(2026, 6, 1)):
        page = anyone.get("/guide/teacher-qualification")
        assert "2026年11月23日" in text_of(page)
        assert "开始办理" not in text_of(page)


def test_a_stranger_costs_at_most_four_queries_then_none(
    anyone: Citizen, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    # Whether anything was published is asked by the clock, whatever a page costs.
    monkeypatch.setattr(cache, "STAMP_SECONDS", 600)
    anyone.get(GUIDE)
    with django_assert_max_num_queries(4):
        anyone.get(GUIDE, at="press-aksu-city")
    with django_assert_max_num_queries(0):
        anyone.get(GUIDE, at="press-aksu-city")


def test_a_kept_page_is_the_same_page_and_is_not_sent_twice(anyone: Citizen) -> None:
    first, second = anyone.get(GUIDE), anyone.get(GUIDE)
    assert first.content == second.content
    again = anyone.client.get(GUIDE, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and not again.content
    assert second.headers["Content-Security-Policy"]


def test_a_kept_page_belongs_to_its_day(anyone: Citizen) -> None:
    with travel(to=date(2026, 11, 23)):
        monday = text_of(anyone.get(GUIDE))
    with travel(to=date(2026, 11, 24)):
        assert text_of(anyone.get(GUIDE)) != monday


def test_whoever_is_signed_in_never_gets_a_kept_page(world: World, anyone: Citizen) -> None:
    anyone.get(GUIDE)
    assert "多浪书屋" in text_of(Citizen("duolang_books").get(GUIDE)).split("您想办")[0][:400]
    assert "多浪书屋" not in text_of(anyone.get(GUIDE))[:400]


def test_large_type_is_kept_apart(anyone: Citizen) -> None:
    plain = anyone.get(GUIDE).content
    anyone.client.cookies["onedoor-mode"] = "elder"
    assert b'data-mode="elder"' in anyone.get(GUIDE).content and b"elder" not in plain[:200]


@pytest.mark.parametrize(
    "page", ["sample", "form", "checklist", "phone", "documents/premises_proof"]
)
def test_what_goes_with_the_guide_is_there(anyone: Citizen, page: str) -> None:
    assert anyone.get(f"{GUIDE}/{page}").status_code == 200


def test_no_such_service_is_a_sentence(anyone: Citizen) -> None:
    answer = anyone.get("/guide/no-such-thing")
    assert answer.status_code == 404
    assert "没有这个事项" in text_of(answer)


def test_the_route_is_drawn_and_a_list_says_the_same(anyone: Citizen) -> None:
    page = anyone.get("/guide/subsistence-allowance").content.decode()
    drawing, words = page.split('<svg class="route"')[1].split("</svg>", 1)
    words = words.split("</figure>")[0]
    for title in ("收入财产核对", "入户调查", "审批", "办结送达"):
        assert title in drawing and title in words
    assert "和“入户调查”同时进行" in words
    assert "等“收入财产核对”、“入户调查”都办完" in words
    assert "style=" not in drawing


def test_a_step_that_a_situation_rules_out_is_left_out_and_named(world: World) -> None:
    from onedoor.channels.look.route_words import drawn

    definition = current_version("work-permit-notice").parsed
    unknown = drawn(definition, {}, name=lambda body: "")
    class_a = drawn(definition, {"decision.class.reached": "A"}, name=lambda body: "")
    assert "核对原件" in [item["title"] for item in unknown.items]
    assert "核对原件" not in [item["title"] for item in class_a.items]
    assert class_a.gone == ["核对原件"]


def test_the_route_can_be_had_as_a_file_for_modellers(anyone: Citizen) -> None:
    answer = anyone.get("/guide/subsistence-allowance/chart.bpmn")
    assert answer["Content-Type"] == "application/bpmn+xml"
    assert "阿克苏地区民政局" in answer.content.decode()
