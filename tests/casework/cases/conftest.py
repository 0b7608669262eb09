"""A service under another route than its own, for kinds of steps that no published service uses."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.world import BOOKSHOP, World

from onedoor.casework.cases import actions
from onedoor.casework.cases.models import Case
from onedoor.casework.cases.queries import case_for
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.time import travel
from onedoor.registers.catalogue.actions import publish_packs

BEGIN = date(2026, 9, 7)  # A Monday with no holiday in the three weeks after it.
_DESKS = """
decide: {{post: approver, title: 审批, plain: 负责人决定。, working_days: 1{decide}}}
deliver: {{post: window, title: 送达, plain: 结果马上能看。, working_days: 1}}
accept: {{post: window, title: 受理, plain: 我们收下。, working_days: 1}}
returns: 1
"""
VISIT = """
  - {id: visit, title: 审核, plain: 看场所。, kind: site-visit, post: reviewer, working_days: 3}
"""


def route(steps: str, decide: str = "") -> str:
    """A route.yaml with the visit that the documents know, and these steps."""
    return f"steps:{VISIT if 'id: visit' not in steps else ''}{steps}" + _DESKS.format(
        decide=decide
    )


class Routed:
    """The bookshop's licence under the route of the test's module: cases, clerks, days."""

    def __init__(self, world: World) -> None:
        self.world = world

    def a_case(self) -> Case:
        """A complete application, accepted on the day after it came."""
        return self.world.an_accepted_case(begin=BEGIN)

    def clerk(self, case: Case, step: str, who: str = "") -> Actor:
        task = case.tasks.get(step=step)
        return self.world.a_clerk(task.agency, task.post, ref=f"clerk:{who}" if who else "")

    def finish(self, case: Case, step: str, *, day: int = 2, who: str = "", **words: Any) -> Case:
        with travel(on(day)):
            by = self.clerk(case, step, who)
            marks = dict.fromkeys(self.points(case, step), "met")
            actions.finish_step(case.number, step=step, marks=marks, by=by, **words)
        return self.world.again(case)

    def points(self, case: Case, step: str) -> list[str]:
        """The review points of the step."""
        file = case_for(case.number, seen_by=SYSTEM)
        return [each.id for each in file.definition.points_at(step, file.facts)]

    def unmoved(self, case: Case, refusal: type[Exception], act: Callable[[], object]) -> None:
        """The act is refused, and nothing has moved: no event, no row of a task or a vote."""
        before = self._standing(case)
        with pytest.raises(refusal):
            act()
        assert self._standing(case) == before

    def _standing(self, case: Case) -> object:
        case = self.world.again(case)
        votes = [vote for task in case.tasks.all() for vote in task.votes.values_list()]
        return (
            self.world.news_of(case), case.stage, case.agency, case.statutory_due,
            list(case.tasks.order_by("id").values_list()), votes,
            list(case.standstills.values_list()), list(case.marks.values_list("point", "mark")),
        )  # fmt: skip


def on(day: int) -> date:
    return BEGIN + timedelta(days=day)


@pytest.fixture(scope="module")
def _published(
    request: pytest.FixtureRequest,
    _registers: World,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    packs = tmp_path_factory.mktemp("routed") / "packs"
    shutil.copytree(_registers.packs, packs)
    (service,) = packs.glob(f"*/{BOOKSHOP}")
    (service / "route.yaml").write_text(request.module.ROUTE, "utf-8")
    sheet = service / "service.yaml"
    promised = re.sub(r"promised: \d+", "promised: 20", sheet.read_text("utf-8"), count=1)
    sheet.write_text(promised, "utf-8")
    with django_db_blocker.unblock():
        report = publish_packs(packs, by=SYSTEM)
        assert report.ok, "\n".join(str(fault) for fault in report.refused)
    yield
    with django_db_blocker.unblock():
        assert publish_packs(Path(_registers.packs), by=SYSTEM).ok


@pytest.fixture
def routed(_published: None, world: World) -> Routed:
    return Routed(world)
