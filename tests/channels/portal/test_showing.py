"""Showing at the portal: what will be seen first, a code of a minute, and the other side's page."""

import re
from datetime import timedelta
from typing import Any

import pytest
from tests.casework.cases.permits import THIRD, permit
from tests.channels.portal.citizen import Citizen, text_of
from tests.world import World

from onedoor.kernel.actors import Actor
from onedoor.kernel.time import at_noon, travel
from onedoor.registers.licences.models import Licence
from onedoor.registers.showing.actions import begin_show

HOLDER = "tianshan_fruit"
NOON = at_noon(THIRD)


@pytest.fixture
def licence(world: World) -> Licence:
    return permit(world)


def shown(licence: Licence, **more: Any) -> Any:
    label = licence.facts[0]["label"]
    given = {"facts": [label], "purpose": "inspection"} | more
    return Citizen(HOLDER).post(f"/mine/licences/{licence.ground}/show", **given)


def digits_of(page: Any) -> str:
    found = re.search(r'<b dir="ltr">([\d ]+)</b>', page.content.decode())
    assert found
    return found[1]


def test_the_page_says_first_what_will_be_seen(licence: Licence) -> None:
    with travel(NOON):
        page = shown(licence)
    words = text_of(page)
    assert words.index("对方会看到这些") < words.index(licence.facts[0]["value"])
    assert words.index(licence.facts[0]["value"]) < words.index("让对方扫这个码")
    assert licence.facts[1]["value"] not in words
    assert "<svg" in page.content.decode() and page.headers["Cache-Control"].count("no-store")


def test_without_a_choice_there_is_no_code(licence: Licence) -> None:
    with travel(NOON):
        page = shown(licence, facts=[])
    assert page.status_code == 422 and "至少选一项" in text_of(page)


def test_a_stranger_without_an_account_sees_what_was_chosen_once(licence: Licence) -> None:
    with travel(NOON):
        digits = digits_of(shown(licence))
        seen = text_of(Citizen().post("/shown", digits=digits, opener="阿克苏果品市场"))
        again = Citizen().post("/shown", digits=digits)
        told = text_of(Citizen(HOLDER).get(f"/mine/licences/{licence.ground}"))
        rows = text_of(Citizen(HOLDER).get("/mine/readings"))
    assert licence.facts[0]["value"] in seen and licence.facts[1]["value"] not in seen
    assert "现在：有效" in seen and "谢谢，阿克苏果品市场" in seen
    assert again.status_code == 410 and "已经有人看过一次" in text_of(again)
    assert "阿克苏果品市场" in told and "看过" in told
    assert "打开了您出示的" in rows and licence.number in rows


def test_looking_at_the_link_spends_nothing_and_tells_nothing(licence: Licence) -> None:
    holder = Actor(kind="person", ref="x", party=licence.holder, person=licence.holder)
    facts = [licence.facts[0]["label"]]
    with travel(NOON):
        coded = begin_show(licence.number, facts=facts, purpose="other", by=holder)
        address = f"/shown/{coded.link}"
        for _again in range(2):
            page = Citizen().get(address)
            assert page.status_code == 200 and licence.kind_name not in text_of(page)
        assert licence.facts[0]["value"] in text_of(Citizen().post(address))
        assert Citizen().get(address).status_code == 410


def test_an_old_code_is_refused_with_a_sentence(licence: Licence) -> None:
    with travel(NOON):
        digits = digits_of(shown(licence))
    with travel(NOON + timedelta(seconds=61)):
        late = Citizen().post("/shown", digits=digits)
    assert late.status_code == 410 and "过了 60 秒" in text_of(late)
    assert licence.facts[0]["value"] not in text_of(late)


def test_the_holder_renews_by_a_button_and_ends_it(licence: Licence) -> None:
    holder = Citizen(HOLDER)
    with travel(NOON):
        page = shown(licence)
        address = re.search(r'action="(/mine/shows/[0-9a-f-]+)"', page.content.decode())
        assert address
        first, second = digits_of(page), digits_of(holder.post(address[1]))
        assert first != second
        assert Citizen().post("/shown", digits=first).status_code == 404
        holder.post(address[1], do="end")
        assert Citizen().post("/shown", digits=second).status_code == 410
        state = holder.client.get(address[1], headers={"Accept": "application/json"}).json()
        assert state == {"state": "over"}
        assert "这次没有人看" in text_of(holder.get(address[1]))
        assert Citizen("patigul").get(address[1]).status_code == 404
