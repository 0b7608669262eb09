"""Acting for a firm, from the door: choose for whom, do it, hand a right on, and come back."""

import pytest
from tests.journeys.acts import elsewhere
from tests.journeys.conftest import Visit
from tests.journeys.scenery import CITIZEN, FIRM, OTHER_CITIZEN
from tests.standing_in import a_mandate
from tests.world import World

from onedoor.kernel.time import days, today
from onedoor.registers.mandates.models import Mandate

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])


@BOTH
def test_a_representative_switches_in_two_presses_and_lets_a_colleague_act(
    visit: Visit, world: World, scripts: bool
) -> None:
    elsewhere(lambda: (world.cast(FIRM), world.cast(OTHER_CITIZEN)))
    boss = visit(390, scripts, who=CITIZEN).goes_to("/mine")
    boss.sees("为自己办理")
    boss.follows("换人")
    boss.presses("：阿克苏市多浪书屋")
    boss.sees("正在为 阿克苏市多浪书屋 办理", "谁能做什么")
    boss.follows("加一个人")
    boss.chooses("哪一种", "让一个人替本单位办事（经办人）")
    boss.types("对方的姓名或单位名称", "古丽努尔·阿卜杜热合曼")
    boss.types("对方的证件号、手机号或统一社会信用代码", "652999200309080046")
    boss.chooses("哪些事项", "所有事项")
    boss.chooses("到哪一天为止", _half_a_year())
    boss.presses("下一步")
    boss.presses("确认授权")
    boss.sees("有效")

    agent = visit(1280, scripts, who=OTHER_CITIZEN).goes_to("/services")
    agent.follows("换人")
    agent.presses("：阿克苏市多浪书屋")
    agent.sees("正在为 阿克苏市多浪书屋 办理")
    agent.sees_no("谁能做什么")

    boss.goes_to("/firm")
    boss.page.get_by_role("checkbox", name="古丽努尔·阿卜杜热合曼：补正").uncheck()
    boss.page.get_by_role("checkbox", name="古丽努尔·阿卜杜热合曼：领取文书和证照").check()
    boss.presses("保存")
    boss.sees("改好了，马上有效")
    assert elsewhere(lambda: Mandate.objects.get().acts) == ["see", "apply", "collect"]

    boss.follows("古丽努尔·阿卜杜热合曼")
    boss.presses("终止授权")
    agent.goes_to("/mine")
    agent.sees("代“阿克苏市多浪书屋”办理的授权已经终止或到期", "为自己办理")
    boss.presses("换回自己")
    boss.sees("为自己办理")


def test_the_matrix_is_worked_with_the_keyboard_alone(visit: Visit, world: World) -> None:
    elsewhere(lambda: a_mandate(world, acts=("apply",)))
    firm = visit(who=FIRM).goes_to("/firm")
    box = firm.page.get_by_role("checkbox", name="古丽努尔·阿卜杜热合曼：填写和提交申请")
    box.focus()
    firm.page.keyboard.press("Tab")
    focused = firm.page.evaluate("document.activeElement.closest('label').innerText")
    assert focused == "古丽努尔·阿卜杜热合曼：补正"


def _half_a_year() -> str:
    last = today() + days(179)
    return f"{last.year}年{last.month}月{last.day}日"
