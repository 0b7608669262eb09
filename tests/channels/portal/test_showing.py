"""Showing at the portal: what will be seen first, a code of a minute, and the other side's page."""

import re
from datetime import timedelta
from typing import Any

import pytest
from tests.casework.cases.permits import THIRD, permit
from tests.channels.portal.citizen import Citizen, text_of
from tests.registers.showing.test_paper_of_before import transcript
from tests.world import World

from onedoor.channels.notices.models import Notice
from onedoor.kernel.actors import ANYONE, SYSTEM, Actor
from onedoor.kernel.time import at_noon, days, today, travel
from onedoor.registers.licences.models import Licence
from onedoor.registers.licences.queries import licence_on
from onedoor.registers.people.models import Party
from onedoor.registers.showing.actions import authorise, begin_show, open_show, use_at_desk
from onedoor.registers.showing.models import Show

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


def test_the_inbox_says_each_time_that_a_code_was_opened_and_leads_to_the_licence(
    licence: Licence, world: World
) -> None:
    with travel(NOON):
        for opener in ("巴扎物业", ""):
            Citizen().post("/shown", digits=digits_of(shown(licence)), opener=opener)
        shown(licence)
        world.drain()
        world.drain()
        page = Citizen(HOLDER).get("/mine").content.decode()
        told = [each.text for each in Notice.objects.filter(event="licence.shown")]
    assert len(told) == 2
    assert any("对方说自己是“巴扎物业”" in each for each in told)
    assert any("对方没有说自己是谁" in each for each in told)
    assert all(licence.facts[0]["label"] in each and "出示" in each for each in told)
    assert not any(licence.facts[0]["value"] in each for each in told)
    assert "对方说自己是“巴扎物业”" in page and f"/mine/licences/{licence.ground}" in page


def test_the_first_use_of_a_day_is_told_and_the_others_are_in_the_book(
    licence: Licence, world: World
) -> None:
    with travel(NOON):
        given = authorise(
            licence.number, to="agency:education-aksu-city", purpose="handling",
            facts=[licence.facts[0]["label"]], until=today() + days(9), by=world.cast(HOLDER),
        )  # fmt: skip
    clerk, said = world.cast("education_aksu_city_window"), {"item": "审批", "reason": "核对"}
    for later, case in ((0, "JY-1"), (0, "JY-2"), (1, "JY-3")):
        with travel(NOON + timedelta(days=later)):
            use_at_desk(given.pk, case=case, **said, by=clerk)
            world.drain()
    told = " ".join(each.text for each in Notice.objects.filter(event="licence.used"))
    assert "JY-1" in told and "JY-2" not in told and "JY-3" in told
    assert "凭您的授权" in told and licence.facts[0]["value"] not in told
    with travel(NOON + timedelta(days=1)):
        assert "JY-2" in text_of(Citizen(HOLDER).get(f"/mine/licences/{licence.ground}"))


def test_whoever_has_left_is_told_nothing(licence: Licence, world: World) -> None:
    with travel(NOON):
        coded = begin_show(licence.number, facts=[licence.facts[0]["label"]], purpose="other",
                           by=world.cast(HOLDER))  # fmt: skip
        open_show(link=coded.link, place="192.0.2.1", by=ANYONE)
        Party.objects.filter(pk=licence.holder).update(closed_at=NOON)
        world.drain()
        Party.objects.filter(pk=licence.holder).update(closed_at=None)
    assert not Notice.objects.filter(event="licence.shown").exists()


def test_only_yes_or_no_is_chosen_apart_and_seen_so(world: World) -> None:
    case = world.play(world.story("subsistence-allowance"))
    world.drain()
    card = licence_on(case.number, seen_by=SYSTEM)
    assert card is not None
    holder = next(each for each in world.stories if each.service == "subsistence-allowance")
    with travel(NOON):
        citizen = Citizen(holder.story.applicant)
        address = f"/mine/licences/{card.ground}/show"
        page = text_of(citizen.get(address))
        assert "只说满没满多少岁" in page and "满 60 周岁" in page
        digits = digits_of(citizen.post(address, yes_or_no=["满 18 周岁"], purpose="inspection"))
        seen = text_of(Citizen().post("/shown", digits=digits))
    (number,) = {each["value"] for each in card.facts if "身份证" in each["label"]}
    assert "满 18 周岁" in seen and "是" in seen
    assert number not in seen and number[6:14] not in seen


def test_a_transcript_says_first_that_it_is_one(world: World) -> None:
    made = transcript(world)
    holder = Citizen("duolang_books")
    own = text_of(holder.get(f"/mine/paper-licences/{made.pk}"))
    assert "出示给人看" in own
    page = holder.post(
        f"/mine/paper-licences/{made.pk}/show", facts=["经营范围"], purpose="contract"
    )
    assert text_of(page).index("转录件 B 级") < text_of(page).index("图书、期刊")
    seen = text_of(Citizen().post("/shown", digits=digits_of(page), opener="巴扎物业"))
    assert seen.index("转录件 B 级") < seen.index("现在：") < seen.index("图书、期刊")
    assert "此件经与原件核对无误" in seen and "某某" not in seen
    assert "巴扎物业" in text_of(holder.get(f"/mine/paper-licences/{made.pk}"))


def test_a_transcript_of_no_type_has_no_code(world: World) -> None:
    made = transcript(world, kind="")
    holder = Citizen("duolang_books")
    assert "出示给人看" not in text_of(holder.get(f"/mine/paper-licences/{made.pk}"))
    address = f"/mine/paper-licences/{made.pk}/show"
    for answer in (
        holder.get(address),
        holder.post(address, facts=["经营范围"], purpose="contract"),
    ):
        assert answer.status_code >= 400 and "没有写明这是哪一种证" in text_of(answer)
    assert not Show.objects.exists()
