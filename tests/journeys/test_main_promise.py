"""The promise of the whole: apply, hear once what is missing, hold a true licence."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tests.journeys.acts import (
    a_paper,
    begins,
    fills_in,
    finds_all_well,
    finds_the_guide,
    opens_the_case,
    says_no_at,
    signs_and_sends,
    the_worker_works,
    uploads_everything,
)
from tests.journeys.conftest import Visit
from tests.journeys.scenery import FIRM
from tests.journeys.visitor import Visitor
from tests.world import World

pytestmark = pytest.mark.browser
OFFICE = "press_aksu_city_"
# T4: a hard matter with every paper, by the keystroke-level model, in seconds.
FROM_HOME_TO_RECEIPT = 12 * 60


@pytest.mark.parametrize(
    "ways",
    [{"width": 1280}, {"width": 390, "scripts": False}, {"width": 1280, "keys": True}],
    ids=["desktop", "phone-without-script", "without-a-mouse"],
)
def test_a_bookshop_opens(visit: Visit, world: World, tmp_path: Path, ways: dict[str, Any]) -> None:
    at_work = ways | {"width": 1280}
    for login in (FIRM, f"{OFFICE}window"):
        world.cast(login)
    firm = visit(**ways, accept_downloads=True)
    number = applies(firm, world, tmp_path)
    window = visit(**at_work).signs_in(f"{OFFICE}window")
    tells_what_is_missing(window, number)
    the_worker_works(world)
    hands_it_in(firm, number, tmp_path)
    the_worker_works(world)
    accepts(window, number)
    the_worker_works(world)
    reviews(visit(**at_work, who=f"{OFFICE}reviewer"), number)
    the_worker_works(world)
    grants(visit(**at_work, who=f"{OFFICE}approver"), number)
    the_worker_works(world)
    licence = firm.goes_to(f"/cases/{number}").downloads("下载 出版物经营许可证")
    anybody = visit(**ways)
    is_true_and_a_changed_byte_is_not(anybody, licence, tmp_path)
    is_true_by_the_code_on_it(anybody, licence)
    rates(firm, number)


def applies(firm: Visitor, world: World, folder: Path) -> str:
    """From the front page to the receipt; the number of the case."""
    told = world.story()
    finds_the_guide(firm, "开书店", "开书店、卖出版物")
    begins(firm, told, "阿克苏市", login=FIRM)
    fills_in(firm, told)
    uploads_everything(firm, told, folder)
    number = signs_and_sends(firm, told)
    assert 0 < firm.seconds <= FROM_HOME_TO_RECEIPT
    assert firm.page.locator(".qr svg").count() == 1
    the_worker_works(world)
    return number


def tells_what_is_missing(window: Visitor, number: str) -> None:
    opens_the_case(window, number)
    says_no_at(window, {"premises_right"})
    window.follows("看补正通知")
    window.presses("发出补正通知")
    window.sees("补正告知书已发出")


def hands_it_in(firm: Visitor, number: str, folder: Path) -> None:
    firm.goes_to("/mine")
    firm.follows("去补")
    firm.sees("请您补 1 处")
    firm.uploads("经营场所证明", a_paper(folder, "租赁合同", "签字页"))
    firm.presses("补好了，提交")
    assert firm.path == f"/cases/{number}"
    firm.sees_no("去补")


def accepts(window: Visitor, number: str) -> None:
    opens_the_case(window, number)
    finds_all_well(window)
    window.presses("受理")
    window.sees("已受理")


def reviews(reviewer: Visitor, number: str) -> None:
    opens_the_case(reviewer, number)
    finds_all_well(reviewer)
    reviewer.follows("完成这一步")
    reviewer.chooses("您的意见", "同意，交下一步")
    reviewer.types("写下看到的和依据", "两人到店，店面固定。")
    reviewer.presses("完成这一步")
    reviewer.sees("这一步办完了")


def grants(approver: Visitor, number: str) -> None:
    opens_the_case(approver, number)
    approver.follows("作决定")
    approver.chooses("结果", "准予")
    approver.types("理由", "三个条件都满足。")
    approver.presses("看决定书")
    approver.sees("签发前再读一遍", "三个条件都满足")
    approver.presses("签发决定")
    approver.sees("决定已生效")


def is_true_and_a_changed_byte_is_not(anybody: Visitor, licence: bytes, folder: Path) -> None:
    """The electronic check says yes to the file as issued and no to one that was touched."""
    file, verdicts = folder / "licence.pdf", {"是真的，现在有效": licence}
    at = licence.index(b"stream") + 40
    verdicts["被改动过，不要采用"] = licence[:at] + bytes([licence[at] ^ 1]) + licence[at + 1 :]
    for verdict, content in verdicts.items():
        file.write_bytes(content)
        anybody.goes_to("/check")
        anybody.uploads("手里是电子的：传 PDF、OFD 或者凭证文件", file)
        anybody.presses("查验文件")
        assert anybody.heading == verdict


def is_true_by_the_code_on_it(anybody: Visitor, licence: bytes) -> None:
    """The check code is read off the paper, as a person with the paper in hand would."""
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(licence)).pages)
    code = re.search(r"(?:[0-9A-Z]{4}[ -]){3}[0-9A-Z]{4}", text)
    assert code, text
    anybody.goes_to("/check")
    anybody.types("手里是纸的：填查验码", code[0])
    anybody.presses("查验")
    anybody.sees("是真的，现在有效", "出版物经营许可证")


def rates(firm: Visitor, number: str) -> None:
    firm.goes_to(f"/cases/{number}")
    firm.chooses("选一档", "非常满意")
    firm.types("想说的话", "没跑一趟就拿到证了。")
    firm.presses("提交评价")
    firm.sees("收到了，谢谢")
