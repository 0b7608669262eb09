"""Journeys as data, each played by pointer, by keys alone and without script, and counted.

The counts are gates: what a hand has to do may grow smaller, never larger than what is said here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.journeys.acts import a_paper, elsewhere, the_worker_works
from tests.journeys.conftest import Visit
from tests.journeys.keys import ByKeys
from tests.journeys.scenery import FIRM
from tests.journeys.visitor import Visitor
from tests.world import BOOKSHOP, World

from onedoor.casework.cases.actions import request_corrections
from onedoor.casework.cases.models import Case
from onedoor.channels.portal.pages.home import COMMON
from onedoor.channels.portal.ways import most_done
from onedoor.channels.portal.wording import plain
from onedoor.kernel.time import today
from onedoor.registers.catalogue.definition import say
from onedoor.registers.catalogue.queries import current_version, services
from onedoor.site.stories import until_applied

pytestmark = pytest.mark.browser

ALLOWANCE, GRANDMOTHER = "elderly-allowance", "grandma_meng"
# How each is played; whoever has no mouse has a wide screen, whoever has no script a phone.
WAYS: dict[str, dict[str, Any]] = {
    "pointer": {"width": 1280},
    "keys": {"width": 1280, "keys": True},
    "no-script": {"width": 390, "scripts": False},
}
# T18: what is neither link, button nor field is hardly ever a stop of the Tab key.
STOPS_PER_CONTROL = 1.3
# T3: a simple matter, by the keystroke-level model.
SECONDS = 90
# Each verb of a step, as `Visitor` knows it. What is seen, asked or arrived at counts nothing.
Step = tuple[str, ...]


@dataclass(frozen=True)
class Journey:
    """What somebody does, step by step, and how many activations it may take at most."""

    id: str
    most: int
    steps: tuple[Step, ...]
    who: str = ""
    # What stood there before it begins; its values are put into the steps by name.
    given: Callable[[World, Path], dict[str, str]] = lambda world, folder: {}


def _common(world: World, folder: Path) -> dict[str, str]:
    """The first matter on the home page that begins with a question of its own."""
    own = [each for each in services() if "person" in each.applicants]
    shown = (each.service for each in elsewhere(lambda: most_done(own, "")).rows[:COMMON])
    found = next(each for each in shown if each.parsed.sheet.situations)
    return {"title": plain(found.parsed.sheet.title)}


def _allowed_before(world: World, folder: Path) -> dict[str, str]:
    told = next(each for each in world.stories if each.service == ALLOWANCE and each.story.sample)
    elsewhere(lambda: world.play(told))
    the_worker_works(world)
    sheet = current_version(ALLOWANCE).parsed
    return {"title": plain(sheet.sheet.title), "statement": say(sheet.form.statement)}


def _handed_in(world: World, folder: Path) -> dict[str, str]:
    case = elsewhere(world.a_submitted_case)
    the_worker_works(world)
    return {"code": f"/track/{case.query_code}", "title": case.service_title}


def _told_what_is_missing(world: World, folder: Path) -> dict[str, str]:
    case = elsewhere(lambda: _to_be_corrected(world))
    the_worker_works(world)
    paper = a_paper(folder, "租赁合同", "签字页")
    return {"case": f"/cases/{case.number}", "paper": str(paper)}


def _has_done_it(world: World, folder: Path) -> dict[str, str]:
    elsewhere(world.a_decided_case)
    return {}


def _to_be_corrected(world: World) -> Case:
    told = world.story()
    case = world.again(world.play(told, until=until_applied(told.story), begin=today()))
    clerk = world.clerk(case, "accept")
    world.mark_all(case, premises_right="unmet")
    request_corrections(case.number, by=clerk)
    return case


JOURNEYS = (
    Journey("T1 from home to the first question", 3, (
        ("opens", "/"),
        ("follows", "{title}"),
        ("follows", "开始办理"),
        ("is-asked",),
    ), GRANDMOTHER, _common),
    Journey("T1 by the words one would use", 3, (
        ("opens", "/"),
        ("types", "搜事项", "开书店"),
        ("presses", "搜索"),
        ("follows", "开书店、卖出版物"),
        ("follows", "开始办理"),
        ("is-asked",),
    ), FIRM),
    Journey("T2 from home to the receipt", 6, (
        ("opens", "/"),
        ("types", "搜事项", "高龄津贴"),
        ("presses", "搜索"),
        ("follows", "{title}"),
        ("follows", "开始办理"),
        ("presses", "用以前填过的，开始"),
        ("sees", "看一遍，再提交"),
        ("confirms", "{statement}"),
        ("presses", "提交申请"),
        ("sees", "已提交"),
    ), GRANDMOTHER, _allowed_before),
    Journey("T2 signing in on the way", 6 + 2, (
        ("opens", "/"),
        ("types", "搜事项", "高龄津贴"),
        ("presses", "搜索"),
        ("follows", "{title}"),
        ("follows", "开始办理"),
        ("signs-in", GRANDMOTHER),
        ("presses", "用以前填过的，开始"),
        ("confirms", "{statement}"),
        ("presses", "提交申请"),
        ("sees", "已提交"),
    ), given=_allowed_before),
    Journey("T7 from the paper to how far it is", 1, (
        ("scans", "{code}"),
        ("sees", "{title}", "走到哪了", "等受理"),
        ("is-nobody",),
    ), given=_handed_in),
    Journey("T8 from the notice to the corrected application", 3, (
        ("opens", "/mine"),
        ("follows", "有 1 处要补，请打开看看怎么补"),
        ("uploads", "经营场所证明", "{paper}"),
        ("presses", "补好了，提交"),
        ("arrives", "{case}"),
        ("sees-no", "去补"),
    ), FIRM, _told_what_is_missing),
    Journey("subscribing to a guide, and ending it", 4, (
        ("opens", f"/guide/{BOOKSHOP}"),
        ("follows", "关注"),
        ("presses", "关注"),
        ("sees", "我关注的", "开书店、卖出版物"),
        ("presses", "取消"),
        ("sees", "还没有关注什么"),
    ), GRANDMOTHER),
    Journey("writing a letter", 3, (
        ("opens", f"/ask?about=service:{BOOKSHOP}"),
        ("follows", "怎么办、要什么、多少天"),
        ("picks", "问哪个机关", "库车市新闻出版（版权）局"),
        ("types", "您想问什么", "开书店要几天？"),
        ("presses", "交上去"),
        ("sees", "查询码"),
    ), GRANDMOTHER),
    Journey("how I did it", 3, (
        ("opens", f"/guide/{BOOKSHOP}"),
        ("follows", "说说我是怎么办的"),
        ("types", "您是怎么办的", "先问房主要产权证复印件，再填表。"),
        ("presses", "交上去"),
        ("sees", "编辑看过"),
    ), FIRM, _has_done_it),
    Journey("the verdict on a guide", 4, (
        ("opens", f"/guide/{BOOKSHOP}"),
        ("follows", "没用"),
        ("chooses", "没用的话，为什么", "看不懂"),
        ("presses", "交上去"),
        ("sees", "记下了，谢谢"),
        ("is-nobody",),
    )),
)  # fmt: skip


class Player:
    """Plays the steps of a journey with one visitor."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def plays(self, step: Step) -> None:
        verb, *words = step
        name = verb.replace("-", "_")
        getattr(self, f"_{name}", getattr(self.visitor, name, None))(*words)

    def _opens(self, path: str) -> None:
        self.visitor.goes_to(path)

    def _scans(self, path: str) -> None:
        self.visitor.activations += 1
        self.visitor.goes_to(path)

    def _signs_in(self, login: str) -> None:
        self.visitor.says_who(login)

    def _uploads(self, label: str, file: str) -> None:
        self.visitor.uploads(label, Path(file))

    def _arrives(self, path: str) -> None:
        assert self.visitor.path == path

    def _is_asked(self) -> None:
        """A question of the matter itself: something to choose or to write, not the search."""
        fields = self.visitor.page.locator("main form :is([type=radio], [type=text], textarea)")
        assert fields.first.is_visible(), self.visitor.path

    def _is_nobody(self) -> None:
        assert settings.SESSION_COOKIE_NAME not in {
            each["name"] for each in self.visitor.page.context.cookies()
        }


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.id)
def test_a_journey_takes_no_more_than_it_may(
    visit: Visit, world: World, tmp_path: Path, journey: Journey, way: str
) -> None:
    world.cast(GRANDMOTHER)
    given = journey.given(world, tmp_path)
    visitor = visit(**WAYS[way], who=journey.who)
    player = Player(visitor)
    for step in journey.steps:
        player.plays(tuple(word.format(**given) for word in step))
    assert visitor.activations <= journey.most
    assert visitor.seconds <= SECONDS
    if isinstance(visitor, ByKeys):
        assert visitor.stops <= STOPS_PER_CONTROL * visitor.controls
