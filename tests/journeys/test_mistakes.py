"""Mistakes lose nothing: what was typed stays, and the page says what to do and where."""

from pathlib import Path

import pytest
from tests.journeys.acts import a_draft, a_paper, fills_in
from tests.journeys.conftest import Visit
from tests.journeys.scenery import FIRM
from tests.journeys.visitor import Visitor
from tests.world import World

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def says_what_is_wrong(visitor: Visitor, label: str, *, scripts: bool) -> None:
    """Title, summary with a link to the field, the same words at the field, focus on top."""
    assert visitor.title.startswith("错误：")
    summary = visitor.page.get_by_role("alert")
    if scripts:
        assert visitor.page.evaluate("document.activeElement.matches('[data-faults]')")
    link = summary.get_by_role("link").first
    sentence = link.inner_text()
    field = visitor.field(label)
    assert (
        sentence in visitor.page.locator(f"[id='{field.get_attribute('id')}-error']").inner_text()
    )
    link.click()
    assert visitor.page.evaluate("document.activeElement.id || location.hash.slice(1)") in (
        field.get_attribute("id"),
        "",
    )


@BOTH
def test_a_wrong_citizen_number_stays_and_is_explained(
    visit: Visit, world: World, scripts: bool
) -> None:
    told = world.story()
    firm = visit(390, scripts, who=FIRM)
    firm.goes_to(a_draft(world, told, but="firm") + "/steps/firm")
    fills_in(firm, told, head_number="652999198506120028")
    says_what_is_wrong(firm, "负责人身份证号", scripts=scripts)
    assert firm.field("负责人身份证号").input_value() == "652999198506120028"
    firm.types("负责人身份证号", "652999198506120027")
    firm.presses("继续")
    assert not firm.title.startswith("错误")


@BOTH
def test_a_missing_answer_is_asked_for_and_the_others_stay(
    visit: Visit, world: World, scripts: bool
) -> None:
    told = world.story()
    firm = visit(scripts=scripts, who=FIRM)
    firm.goes_to(a_draft(world, told, but="shop") + "/steps/shop")
    fills_in(firm, told, premises_area="")
    says_what_is_wrong(firm, "店面面积", scripts=scripts)
    assert firm.field("店面地址").input_value() == told.story.answers["premises_address"]


@BOTH
def test_a_file_that_cannot_be_taken_says_why_and_good_ones_stay(
    visit: Visit, world: World, tmp_path: Path, scripts: bool
) -> None:
    told = world.story()
    firm = visit(who=FIRM, scripts=scripts)
    firm.goes_to(a_draft(world, told) + "/documents/premises_proof")
    bad, good = tmp_path / "合同.pdf", a_paper(tmp_path, "租赁合同")
    bad.write_bytes(SVG)
    firm.uploads("选文件或拍照", bad, good)
    firm.presses("上传，继续")
    assert firm.title.startswith("错误：")
    firm.sees("合同.pdf", "租赁合同.pdf")
    assert firm.page.get_by_role("link", name="租赁合同.pdf").count() == 1


def test_a_file_that_is_too_long_is_named_before_it_is_sent(
    visit: Visit, world: World, tmp_path: Path
) -> None:
    told, long = world.story(), tmp_path / "录像.pdf"
    with long.open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    firm = visit(who=FIRM)
    firm.goes_to(a_draft(world, told) + "/documents/premises_proof")
    firm.uploads("选文件或拍照", long)
    firm.page.get_by_role("status").get_by_text("超过").wait_for()


def test_without_script_a_file_that_is_too_long_is_refused_by_the_site(
    visit: Visit, world: World, tmp_path: Path
) -> None:
    told, long = world.story(), tmp_path / "录像.pdf"
    with long.open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    firm = visit(who=FIRM, scripts=False)
    firm.goes_to(a_draft(world, told) + "/documents/premises_proof")
    firm.uploads("选文件或拍照", long)
    firm.presses("上传，继续")
    assert firm.title.startswith("错误：")
    firm.sees("20 MB")
