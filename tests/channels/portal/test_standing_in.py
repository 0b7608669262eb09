"""The switcher and the firm's page in a browser without script, and who tries to get round them."""

import re
from typing import Any

import pytest
from tests.channels.portal.citizen import Citizen, text_of
from tests.standing_in import AGENT, FIRM, REPRESENTATIVE, a_mandate, an_offer, representing
from tests.world import BOOKSHOP, World

from onedoor.casework.cases.actions import begin_draft, save_draft
from onedoor.casework.cases.models import Case, Draft
from onedoor.kernel.models import Entry
from onedoor.kernel.time import days, today, travel
from onedoor.registers.mandates.actions import end_mandate
from onedoor.registers.mandates.models import Mandate
from onedoor.registers.mandates.queries import stop_code_of
from onedoor.registers.people.actions import make_token

OTHER = "work-permit-notice"


class StandIn(Citizen):
    """A person who chooses for whom they act."""

    def acts_by(self, acting: str) -> Any:
        return self.post("/acting", by=acting)

    def forges(self, acting: Any) -> None:
        session = self.client.session
        session["acting"], session["acting-name"] = acting, "某单位"
        session.save()

    def strip(self, url: str = "/mine") -> str:
        page = self.client.get(url).content.decode()
        found = re.search(r'<div class="acting.*?</div></div>', page, re.S)
        assert found, page
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found[0])).strip()


def a_draft(world: World, ref: str = FIRM, service: str = BOOKSHOP) -> Draft:
    story, by = world.story(service).story, world.cast(ref)
    draft = begin_draft(service, agency=story.at, situation=dict(story.situation), by=by)
    return save_draft(str(draft.pk), answers=dict(story.answers), by=by)


def nothing_moved(before: Any) -> bool:
    return before == everything()


def everything() -> Any:
    return [list(each.objects.order_by("pk").values()) for each in (Case, Draft, Mandate)] + [
        Entry.objects.count()
    ]


def test_every_page_of_a_signed_in_party_says_for_whom_they_act(world: World) -> None:
    agent, mandate = StandIn(AGENT), a_mandate(world)
    for url in ("/mine", "/", "/services", f"/guide/{BOOKSHOP}", "/acting", "/mandates"):
        assert agent.strip(url).startswith("为自己办理"), url
    assert agent.acts_by(mandate.id).url == "/firm"
    story = world.story().story
    agent.post(f"/apply/{BOOKSHOP}", at=story.at,
               **{f"s.{key}": value for key, value in story.situation.items()})  # fmt: skip
    draft = Draft.objects.get()
    assert draft.agent_name == world.cast(AGENT).name
    pages = ("/mine", "/", "/services", f"/guide/{BOOKSHOP}", "/acting", "/firm", "/stop",
             f"/drafts/{draft.pk}", f"/drafts/{draft.pk}/check", f"/apply/{BOOKSHOP}")  # fmt: skip
    for url in pages:
        assert agent.strip(url).startswith("正在为 阿克苏市多浪书屋 办理"), url
    assert "为 阿克苏市多浪书屋 提交申请" in agent.words(f"/drafts/{draft.pk}/check")
    agent.post("/acting", by="")
    assert agent.strip().startswith("为自己办理")


def test_a_clerk_and_a_stranger_see_no_switcher(world: World) -> None:
    world.cast("press_aksu_city_window")
    for browser in (Citizen(), Citizen("press_aksu_city_window")):
        assert 'class="acting' not in browser.get("/services").content.decode()


@pytest.mark.parametrize("how", ["ended", "expired", "narrowed"])
def test_a_mandate_that_no_longer_stands_opens_nothing_at_the_very_next_request(
    world: World, how: str
) -> None:
    draft, agent, mandate = a_draft(world), StandIn(AGENT), a_mandate(world)
    agent.acts_by(mandate.id)
    assert agent.get(f"/drafts/{draft.pk}").status_code == 200
    if how == "ended":
        end_mandate(mandate.id, by=world.cast(FIRM))
    if how == "narrowed":
        Mandate.objects.filter(pk=mandate.id).update(services=[OTHER])
    with travel(today() + days(91 if how == "expired" else 0)):
        assert agent.get(f"/drafts/{draft.pk}").status_code == 404
        if how != "narrowed":
            assert agent.strip().startswith("为自己办理")


def test_one_is_told_once_that_one_no_longer_acts_for_somebody(world: World) -> None:
    agent, mandate = StandIn(AGENT), a_mandate(world)
    agent.acts_by(mandate.id)
    end_mandate(mandate.id, by=world.cast(REPRESENTATIVE))
    told = "代“阿克苏市多浪书屋”办理的授权已经终止或到期，现在是为您自己办理。"
    assert told in agent.words("/mine")
    assert told not in agent.words("/mine")


def test_what_was_meant_for_the_firm_is_not_begun_for_oneself_when_the_mandate_has_ended(
    world: World,
) -> None:
    agent, mandate = StandIn(AGENT), a_mandate(world)
    agent.acts_by(mandate.id)
    end_mandate(mandate.id, by=world.cast(FIRM))
    before, story = everything(), world.story().story
    answer = agent.post(f"/apply/{BOOKSHOP}", at=story.at)
    assert answer.status_code == 409 and "这一步没有办" in text_of(answer)
    assert nothing_moved(before)


def test_switching_in_another_tab_never_sends_a_form_for_somebody_else(world: World) -> None:
    agent, mandate = StandIn(AGENT), a_mandate(world, services=())
    firm = world.cast(FIRM).party
    agent.acts_by(mandate.id)
    story = world.story(OTHER).story
    chosen = {f"s.{key}": value for key, value in story.situation.items()}
    page = agent.get(f"/apply/{OTHER}", **chosen).content.decode()
    assert f'name="for-party" value="{firm}"' in page
    for_firm = {"for-party": firm}
    agent.post("/acting", by="")
    before = everything()
    answer = agent.post(f"/apply/{OTHER}", at=story.at, **for_firm)
    assert answer.status_code == 409 and "后来换了人" in text_of(answer)
    assert nothing_moved(before)
    draft = a_draft(world)
    before = everything()
    # Begun for the firm, sent while one is oneself; and the other way round.
    for act in ("submit", "steps/shop", "steps/shop/save"):
        sent = agent.post(f"/drafts/{draft.pk}/{act}", signed="yes", name="x")
        assert sent.status_code == 404, act
    own = begin_draft(
        "individual-business", agency=world.story("individual-business").story.at,
        situation={}, by=world.cast(AGENT),
    )  # fmt: skip
    agent.acts_by(mandate.id)
    assert agent.post(f"/drafts/{own.pk}/submit", signed="yes").status_code == 404
    assert Case.objects.count() == 0 and nothing_moved([before[0], *everything()[1:]])


@pytest.mark.parametrize(
    "forged", ["0" * 16, "representative:", "+", "'; --", 7, ["a"], {"by": "x"}, None, True]
)
def test_a_forged_session_opens_nothing(world: World, forged: Any) -> None:
    draft, agent = a_draft(world), StandIn(AGENT)
    agent.forges(forged)
    assert agent.get(f"/drafts/{draft.pk}").status_code == 404
    assert agent.strip().startswith("为自己办理")


def test_anothers_mandate_in_ones_session_opens_nothing(world: World) -> None:
    draft, mandate = a_draft(world), a_mandate(world)
    world.cast("zhang_min")
    thief = StandIn("zhang_min")
    for acting in (mandate.id, f"representative:{world.cast(FIRM).party}"):
        assert thief.acts_by(acting).status_code == 404
        thief.forges(acting)
        assert thief.get(f"/drafts/{draft.pk}").status_code == 404
        assert thief.strip().startswith("为自己办理")


def test_the_session_of_a_representative_means_nothing_to_the_door_for_machines(
    world: World,
) -> None:
    from django.contrib.auth import get_user_model

    from onedoor.kernel.actors import SYSTEM

    case = world.a_submitted_case()
    person = StandIn(REPRESENTATIVE)
    person.acts_by(f"representative:{world.cast(FIRM).party}")
    assert person.get(f"/cases/{case.number}").status_code == 200
    address = f"/api/v1/applications/{case.number}"
    assert person.get(address).status_code == 401
    account = get_user_model().objects.get(login=REPRESENTATIVE)
    key = {"Authorization": f"Bearer {make_token(account, label='t', by=SYSTEM)}"}
    # A key acts for the account's own party: the representative's, not the firm's.
    assert person.client.get(address, headers=key).status_code == 404
    before = everything()
    sent = person.client.post(f"{address}/withdrawal", data="{}", headers=key,
                              content_type="application/json")  # fmt: skip
    assert sent.status_code == 404 and nothing_moved(before)


def test_pages_for_oneself_are_shut_to_whoever_acts_for_one(world: World) -> None:
    case = world.a_submitted_case()
    agent = StandIn(AGENT)
    agent.acts_by(a_mandate(world).id)
    for url in ("/mine/readings", f"/cases/{case.number}/readers"):
        answer = agent.get(url)
        assert answer.status_code == 403 and "先换回自己" in text_of(answer)
    assert "谁看过" not in agent.words("/mine") + agent.words(f"/cases/{case.number}")


def test_a_person_offers_confirms_and_ends_with_few_presses(world: World) -> None:
    world.cast("zhang_min")
    boss = StandIn(REPRESENTATIVE)
    firm = world.cast(FIRM).party
    boss.acts_by(f"representative:{firm}")
    form = {"way": "agent", "name": "张敏", "number": "652999198807222035", "acts": ["apply"],
            "reach": "some", "services": [BOOKSHOP], "days": "30", "for-party": firm}  # fmt: skip
    made = boss.client.post("/mandates/new", form)
    assert made.status_code == 302, text_of(made)
    mandate = Mandate.objects.get()
    read_back = boss.words(made.url)
    assert "张敏 代 阿克苏市多浪书屋 办理" in read_back and "确认授权" in read_back
    assert mandate.until == today() + days(29)
    assert boss.post(f"{made.url}/confirm").status_code == 302
    agent = StandIn("zhang_min")
    assert "阿克苏市多浪书屋" in agent.words("/acting")
    assert agent.acts_by(mandate.id).url == "/firm"
    assert agent.post(f"/mandates/{mandate.id}/end").status_code == 302
    assert agent.strip().startswith("为自己办理")
    assert "已终止" in boss.words("/mandates")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": "652999198506120027"}, "没有找到这个人"),
        ({"name": "张"}, "没有找到这个人"),
        ({"reach": "some", "services": []}, "请选能办哪些事项"),
        ({"reach": ""}, "请选能办哪些事项"),
        ({"acts": []}, "请至少选一项"),
        ({"days": "99999"}, "请选到哪一天为止"),
        ({"way": "guardian"}, "请选这是哪一种授权"),
        ({"way": "helping"}, "请选这是哪一种授权"),
    ],
)
def test_a_wrong_offer_comes_back_with_what_was_typed(
    world: World, changes: dict[str, Any], words: str
) -> None:
    world.cast("zhang_min")
    boss = StandIn(REPRESENTATIVE)
    boss.acts_by(f"representative:{world.cast(FIRM).party}")
    before = everything()
    form = {"way": "agent", "name": "张敏", "number": "652999198807222035", "acts": ["apply"],
            "reach": "all", "days": "30"} | changes  # fmt: skip
    answer = boss.client.post("/mandates/new", form)
    assert answer.status_code in (403, 422) and words in text_of(answer)
    assert nothing_moved(before)


def test_the_helped_person_stops_it_at_a_public_page_with_the_code_of_the_slip(
    world: World,
) -> None:
    mandate = a_mandate(
        world, "helper", giver="hanim", receiver="exset", by="exset", acts=("apply",),
        services=(), agreed=("press_baicheng_window",),
    )  # fmt: skip
    helper = StandIn("exset")
    code = stop_code_of(mandate, seen_by=world.cast("hanim"))
    slip = helper.words(f"/mandates/{mandate.id}/slip")
    assert code in slip.replace(" ", "") and world.cast("exset").name in slip
    helper.acts_by(mandate.id)
    assert helper.strip().startswith("正在为 哈尼姆·卡迪尔 办理")
    stranger = Citizen()
    assert stranger.post("/stop", code="0000 0000 0000", sure="yes").status_code == 422
    assert "要停用吗" in text_of(stranger.post("/stop", code=code))
    assert Mandate.objects.get().ended_at is None
    assert "已经停了" in text_of(stranger.post("/stop", code=code.lower(), sure="yes"))
    assert helper.strip().startswith("为自己办理")


def test_the_matrix_names_each_box_by_person_and_right_and_saves_what_is_ticked(
    world: World,
) -> None:
    mandate = a_mandate(world, acts=("apply",))
    boss = StandIn(REPRESENTATIVE)
    boss.acts_by(f"representative:{world.cast(FIRM).party}")
    page = boss.words("/firm")
    assert f"{world.cast(AGENT).name}：补正" in page
    row = {f"shown-{mandate.id}": "1", f"may-{mandate.id}": ["apply", "correct", "own"]}
    assert boss.client.post("/firm/rights", row).status_code == 302
    assert Mandate.objects.get().acts == ["see", "apply", "correct"]
    empty = boss.client.post("/firm/rights", {f"shown-{mandate.id}": "1"})
    assert empty.status_code == 422 and "终止授权" in text_of(empty)
    assert Mandate.objects.get().acts == ["see", "apply", "correct"]


def test_an_agent_sees_neither_the_matrix_nor_what_is_not_public_and_changes_nothing(
    world: World,
) -> None:
    mandate = a_mandate(world)
    agent = StandIn(AGENT)
    agent.acts_by(mandate.id)
    page = agent.words("/firm")
    assert "谁能做什么" not in page and "13800000001" not in page and "多浪路 88 号" not in page
    before = everything()
    row = {f"shown-{mandate.id}": "1", f"may-{mandate.id}": ["apply"]}
    assert agent.client.post("/firm/rights", row).status_code == 404
    leaver = world.cast(AGENT).party
    handed = agent.post("/firm/hand-over", leaver=leaver, **{f"to-{leaver}": leaver})
    assert handed.status_code in (403, 404)
    assert nothing_moved(before)


def test_an_offer_waits_on_the_own_page_of_whoever_must_confirm_it(world: World) -> None:
    an_offer(world, by=FIRM)
    assert "等您确认" in StandIn(REPRESENTATIVE).words("/mine")
    assert "等您确认" not in StandIn(AGENT).words("/mine")
    firm = StandIn(FIRM)
    assert "等法定代表人确认" in firm.words("/firm")
    mandate = Mandate.objects.get()
    answer = firm.post(f"/mandates/{mandate.id}/confirm")
    assert answer.status_code == 403 and "要由法定代表人本人登录确认" in text_of(answer)


def test_both_people_are_named_where_the_case_is_told(world: World) -> None:
    agent = StandIn(AGENT)
    mandate = a_mandate(world)
    agent.acts_by(mandate.id)
    told = world.story()
    draft = agent.begin(told.story, BOOKSHOP)
    save_draft(str(draft.pk), answers=dict(told.story.answers), by=representing(world))
    for document in told.story.documents:
        agent.hand_in(draft, document)
    receipt = agent.post(f"/drafts/{draft.pk}/submit", signed="yes")
    assert receipt.status_code == 302, text_of(receipt)
    name = world.cast(AGENT).name
    assert f"代办人{name}" in agent.words(receipt.url).replace(" ", "")
    number = Case.objects.get().number
    words = f"由经办人 {name} 代 阿克苏市多浪书屋 办理"
    assert words in agent.words(f"/cases/{number}")
    assert words in StandIn(FIRM).words(f"/cases/{number}")
    world.cast("press_aksu_city_window")
    desk = Citizen("press_aksu_city_window").words(f"/desk/cases/{number}/?see=history")
    assert f"经办人 {name} 代 阿克苏市多浪书屋" in desk
    assert "提交了申请" in StandIn(FIRM).words(f"/mandates/{mandate.id}")
