"""Situations: a question a page, the whole state in the link."""

import pytest
from tests.channels.portal.citizen import Citizen, text_of
from tests.world import BOOKSHOP, World

from onedoor.registers.catalogue import models
from onedoor.registers.catalogue.definition.service import Impossible
from onedoor.registers.catalogue.queries import current_version

ASK = f"/guide/{BOOKSHOP}/situations"
ALL = {"s.premises": "rented", "s.selling": "readers", "s.online": "shop-only"}


@pytest.fixture
def anyone(world: World) -> Citizen:
    return Citizen()


def test_the_first_open_question_is_asked(anyone: Citizen) -> None:
    assert "店面是怎么来的" in text_of(anyone.get(ASK))
    assert "书卖给谁" in text_of(anyone.get(ASK, **{"s.premises": "rented"}))


def test_going_on_without_an_answer_says_what_to_do(anyone: Citizen) -> None:
    page = anyone.get(ASK, asked="premises")
    assert "不清楚就选“不确定”" in text_of(page)
    assert "错误：" in page.content.decode()


def test_not_sure_keeps_the_wider_list(anyone: Citizen) -> None:
    words = text_of(anyone.get(ASK, **ALL | {"s.premises": "unsure"}))
    assert "先把可能要的都列上" in words


def test_the_end_shows_what_is_left_to_bring(anyone: Citizen) -> None:
    assert "本来最多 5 份，按您的情形只要 4 份" in text_of(anyone.get(ASK, **ALL))


def test_an_answer_that_ends_the_way_gives_another(anyone: Citizen) -> None:
    words = text_of(anyone.get(ASK, **ALL | {"s.selling": "shops"}))
    assert "这是批发" in words and "您也许要办这些" in words


def test_two_answers_to_one_question_are_both_shown(anyone: Citizen) -> None:
    words = text_of(anyone.client.get(f"{ASK}?s.premises=rented&s.premises=owned"))
    assert "两个不同的回答" in words and "租的" in words and "自己的房子" in words


def test_an_answer_nobody_offers_is_asked_again(anyone: Citizen) -> None:
    assert "这个选项已经没有了" in text_of(anyone.get(ASK, **{"s.premises": "stolen"}))


def test_the_points_table_is_told_in_words(anyone: Citizen) -> None:
    choices = {
        "s.stay": "over-90-days", "s.location": "abroad", "s.category": "listed-talent",
        "s.papers": "foreign",
    }  # fmt: skip
    words = text_of(anyone.get("/guide/work-permit-notice/situations", **choices))
    assert "不用算积分，直接是：外国高端人才" in words


def test_what_is_listed_only_because_of_not_sure_is_marked(anyone: Citizen) -> None:
    page = anyone.get("/guide/subsistence-allowance/situations", **{
        "s.scope": "household", "s.illness": "none", "s.handed_in_by": "unsure"
    })  # fmt: skip
    words = text_of(page)
    assert words.count("可能要：您选了不确定，先列上") == 1


def test_answers_that_cannot_all_be_true_are_shown_with_a_way_back(world: World) -> None:
    version = current_version(BOOKSHOP)
    usual = version.parsed
    rule = Impossible.model_validate({
        "when": {"all": [{"fact": "situation.premises", "is": "rented"},
                         {"fact": "situation.online", "is": "shop-only"}]},
        "sentence": "租的店一定在网上卖。",
    })  # fmt: skip
    sheet = usual.sheet.model_copy(update={"impossible": (rule,)})
    models._PARSED[version.digest] = usual.model_copy(update={"sheet": sheet})
    try:
        # A language nobody asks for: what others have read before is not shown again.
        page = Citizen().client.get(ASK, ALL, headers={"accept-language": "fr"})
    finally:
        models._PARSED[version.digest] = usual
    words = text_of(page)
    assert "租的店一定在网上卖。" in words and "租的" in words and "书卖给谁" not in words
    assert page.content.decode().count("situations?") >= 2
