"""Other promises: at once, in view of all, kept, taken back, refused with reasons."""

from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from tests.journeys.acts import (
    a_draft,
    begins,
    elsewhere,
    fills_in,
    fills_in_step,
    signs_and_sends,
    the_worker_works,
    uploads_everything,
)
from tests.journeys.conftest import Visit
from tests.journeys.scenery import CITIZEN, FIRM, INSTANT, OTHER_FIRM
from tests.world import World

from onedoor.registers.catalogue.definition import say
from onedoor.registers.catalogue.queries import current_version

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])


@BOTH
def test_a_small_business_is_registered_at_once(visit: Visit, world: World, scripts: bool) -> None:
    told = next(one for one in world.stories if one.service == INSTANT and one.story.sample)
    citizen = visit(390, scripts, who=CITIZEN, accept_downloads=True)
    citizen.goes_to(f"/guide/{INSTANT}")
    begins(citizen, told, "阿克苏市")
    fills_in(citizen, told)
    number = signs_and_sends(citizen, told)
    the_worker_works(world)
    citizen.goes_to(f"/cases/{number}")
    assert citizen.downloads("下载 营业执照").startswith(b"%PDF")


def test_anybody_with_the_code_sees_how_far_it_is_and_nobody_s_name(
    visit: Visit, world: World
) -> None:
    case = elsewhere(lambda: world.a_submitted_case())
    firm = visit(who=FIRM).goes_to(f"/cases/{case.number}/receipt")
    picture = firm.page.locator(".qr svg").screenshot()
    (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(picture)))

    stranger = visit(390, scripts=False).goes_to(code.text)
    stranger.sees("开书店、卖出版物", "走到哪了")
    by_scan = stranger.heading
    stranger.goes_to("/track")
    stranger.types("查询码", case.query_code.lower())
    stranger.presses("查进度")
    assert stranger.heading == by_scan
    answers = [str(value) for value in case.answers.values() if len(str(value)) > 7]
    stranger.sees_no(case.applicant_name, case.number, *answers)


def test_a_draft_waits_for_its_owner_on_any_device(
    visit: Visit, world: World, tmp_path: Path
) -> None:
    told = world.story()
    desktop = visit(who=FIRM).goes_to(f"/guide/{told.service}")
    begins(desktop, told, "阿克苏市")
    first, second, *_ = current_version(told.service).parsed.form.sections
    fills_in_step(desktop, first.fields, told.story)
    desktop.presses("继续")
    desktop.types("店面地址", "多浪路写了一半")
    desktop.presses("保存退出")

    phone = visit(390, who=FIRM).goes_to("/mine")
    phone.follows("接着填")
    phone.follows(say(second.title))
    assert phone.field("店面地址").input_value() == "多浪路写了一半"
    fills_in(phone, told)
    uploads_everything(phone, told, tmp_path)
    signs_and_sends(phone, told)


def test_what_is_typed_is_kept_without_pressing_anything(visit: Visit, world: World) -> None:
    step = a_draft(world, world.story(), but="firm") + "/steps/firm"
    firm = visit(who=FIRM).goes_to(step)
    firm.types("负责人身份证号", "652999")
    firm.page.keyboard.press("Tab")
    firm.page.get_by_role("status").get_by_text("已保存").wait_for()
    other = visit(390, who=FIRM).goes_to(step)
    assert other.field("负责人身份证号").input_value() == "652999"


@BOTH
def test_an_application_can_be_taken_back(visit: Visit, world: World, scripts: bool) -> None:
    case = elsewhere(lambda: world.a_submitted_case())
    firm = visit(scripts=scripts, who=FIRM).goes_to(f"/cases/{case.number}")
    firm.follows("撤回申请")
    firm.types("为什么撤回", "店面换地方了。")
    firm.presses("撤回申请")
    the_worker_works(world)
    assert world.again(case).stage == "withdrawn"
    firm.goes_to(f"/cases/{case.number}")
    firm.sees("撤回")
    assert firm.page.get_by_role("link", name="撤回申请").count() == 0


def test_a_refusal_gives_its_reasons_and_the_ways_against_it(visit: Visit, world: World) -> None:
    told = world.story(ending="refused")
    case = elsewhere(lambda: world.play(told))
    firm = visit(390, scripts=False, who=OTHER_FIRM, accept_downloads=True)
    firm.goes_to(f"/cases/{case.number}")
    firm.sees("没有固定的经营场所", "60 日内", "行政复议", "起诉")
    assert firm.downloads("下载 不予").startswith(b"%PDF")
