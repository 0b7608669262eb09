"""Filing without a network: only if one wishes it, sealed until then, once, and nothing is lost."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.journeys.acts import a_draft, a_paper, elsewhere
from tests.journeys.conftest import Visit, session_of
from tests.journeys.scenery import FIRM
from tests.journeys.test_without_a_network import (
    PHONE,
    consents,
    in_time,
    is_awake,
    opens,
    without_a_network,
)
from tests.journeys.visitor import Visitor
from tests.world import World

from onedoor.casework.cases.models import Case, Draft

pytestmark = pytest.mark.browser
ROWS = "async () => (await Chest.rows()).map(({ state, said }) => [state, said || ''])"


@pytest.fixture
def firm(visit: Visit, world: World, tmp_path: Path) -> Visitor:
    """At the last look of a whole application, the network gone."""
    draft = a_draft(world, world.story())
    firm = visit(PHONE, who=FIRM).goes_to(f"{draft}/documents/premises_proof?to=check")
    firm.uploads("选文件或拍照", a_paper(tmp_path, "房屋租赁合同"))
    firm.presses("上传，继续")
    is_awake(firm)
    firm.page.reload()
    without_a_network(firm)
    return firm


def presses_to_send(firm: Visitor) -> None:
    firm.confirms("我")
    firm.page.get_by_role("button", name="提交申请").click()
    firm.page.get_by_role("button", name="有网时替我交").wait_for()


def agrees(firm: Visitor) -> None:
    presses_to_send(firm)
    firm.sees("收到的时间按服务器收到的时候算")
    firm.page.get_by_role("button", name="有网时替我交").click()
    firm.page.get_by_text("记下了，有网时交").wait_for()


def cases() -> int:
    found: int = elsewhere(Case.objects.count)
    return found


def back_in_the_network(firm: Visitor) -> None:
    without_a_network(firm, False)
    opens(firm, "/offline")


def row_says(firm: Visitor, state: str) -> None:
    in_time(lambda: [row[0] for row in firm.page.evaluate(ROWS)] == [state])


def test_without_consent_nothing_is_kept_and_nothing_is_sent(firm: Visitor) -> None:
    presses_to_send(firm)
    firm.page.get_by_role("button", name="先不用").click()
    assert firm.page.evaluate(ROWS) == []
    assert firm.page.get_by_role("checkbox").first.is_checked()
    back_in_the_network(firm)
    firm.page.get_by_text("没有等着交的").wait_for()
    assert cases() == 0


def test_with_consent_it_is_sent_once_when_the_network_is_back(firm: Visitor) -> None:
    agrees(firm)
    assert cases() == 0
    back_in_the_network(firm)
    row_says(firm, "filed")
    firm.page.get_by_text("交上了。收到的时间在回执上。").wait_for()
    assert cases() == 1
    firm.page.locator("[data-queue-rows] a").click()
    firm.page.wait_for_url("**/receipt")
    firm.sees("已提交")
    opens(firm, "/offline")
    firm.page.evaluate("Chest.send('/offline/token')")
    assert cases() == 1


def test_what_waits_can_be_read_by_nobody_but_this_browser(firm: Visitor) -> None:
    agrees(firm)
    look = """async () => {
      const [row] = await Chest.rows();
      const text = new TextDecoder().decode(row.data) + JSON.stringify(row);
      const key = await Chest.plain("key");
      const taken = await crypto.subtle.exportKey("raw", key).then(() => "taken", () => "refused");
      return [text.includes("seen"), text.includes("drafts"), key.extractable, taken];
    }"""
    assert firm.page.evaluate(look) == [False, False, False, "refused"]


def test_what_the_server_finds_wrong_is_said_and_nothing_is_lost(firm: Visitor) -> None:
    agrees(firm)
    elsewhere(lambda: Draft.objects.update(answers={}))
    back_in_the_network(firm)
    row_says(firm, "wrong")
    firm.page.get_by_text("没有交上").first.wait_for()
    assert cases() == 0 and elsewhere(Draft.objects.count) == 1
    firm.goes_to("/mine")
    firm.page.get_by_role("link", name="没有交上，去看看").wait_for()


def test_when_the_sign_in_has_ended_it_waits_for_the_same_person(
    firm: Visitor, world: World
) -> None:
    agrees(firm)
    firm.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    back_in_the_network(firm)
    in_time(lambda: firm.page.evaluate(ROWS) == [["waiting", "sign-in"]])
    firm.page.get_by_text("请先登录").first.wait_for()
    assert cases() == 0
    cookie: Any = elsewhere(lambda: session_of(FIRM)) | {"url": firm.address}
    firm.page.context.add_cookies([cookie])
    firm.goes_to("/offline")
    row_says(firm, "filed")
    assert cases() == 1


def test_a_step_filled_in_without_a_network_is_saved_later(visit: Visit, world: World) -> None:
    draft = a_draft(world, world.story(), but="shop")
    firm = is_awake(visit(PHONE, who=FIRM).goes_to(draft))
    firm.page.get_by_role("button", name="在这台手机上留着").wait_for()
    consents(firm)
    without_a_network(firm)
    opens(firm, f"{draft}/steps/shop")
    field = firm.page.locator("form[data-queue] input[type=text]").first
    name = field.get_attribute("name")
    field.fill("没有网时写的")
    firm.page.get_by_role("button", name="继续").click()
    firm.page.get_by_role("button", name="有网时替我存").click()
    firm.page.get_by_text("记下了，有网时存").wait_for()
    back_in_the_network(firm)
    in_time(lambda: firm.page.evaluate(ROWS) == [])
    kept = elsewhere(lambda: Draft.objects.get().answers)
    assert kept[name] == "没有网时写的"
