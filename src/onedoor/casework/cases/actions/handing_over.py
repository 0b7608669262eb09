"""Leaving a post: the appointment ends, a successor holds it, open tasks move, in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from onedoor.casework.cases.events import StepHandedOver
from onedoor.casework.cases.finding import news
from onedoor.casework.cases.models import Case, Task
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import BadInput
from onedoor.kernel.time import days, today
from onedoor.registers.agencies.actions import let_go, succeed
from onedoor.registers.agencies.queries import holders_of, is_granted, may_head
from onedoor.registers.agencies.queries import post as post_called
from onedoor.registers.agencies.refusals import (
    EndsBeforeItBegins,
    NotInThePost,
    NotYourClerk,
    PostWouldBeEmpty,
)
from onedoor.registers.people.actions import end_sessions_of
from onedoor.registers.systems.actions import end_sign_ins

# What whoever takes over must be allowed to do, by the kind of the task.
_CHIEF_ACT = {"accept": "accept", "decide": "decide"}


class PostElsewhere(BadInput):
    """只能转到同一个机关、另一个有人的岗位。"""


class PostMayNot(BadInput):
    """“{post}”岗位没有办这些件的权限，转过去没人能办。先让安全管理员授权，或者换一个岗位。"""


class SameSuccessor(BadInput):
    """接手的人不能是要离岗的人自己。"""


@dataclass(frozen=True)
class HandedOver:
    """What a hand-over did: how many open tasks it concerned, and where they are now."""

    tasks: int
    seat: str


@transaction.atomic
def hand_over_post(
    account_id: Any,
    post: str,
    *,
    successor: Any = None,
    to_post: str = "",
    last_day: date | None = None,
    by: Actor,
) -> HandedOver:
    """Let the account leave the post, and its open tasks go on: to a successor, or another post.

    By the security administrator or a supervisor of the agency. On the last day the leaver is out
    at once: the appointment, leave, what was lent in their name, every session. Refused when
    nobody would be left for what is open. The history of each case tells it.
    """
    last = last_day or today()
    _refuse(account_id, post, successor, to_post, last=last, by=by)
    cases, tasks = _open_at(post)
    stays = [each for each in holders_of(post, on=last + days(1)) if each != account_id]
    if tasks and not (successor or to_post or stays):
        raise PostWouldBeEmpty(post=post_called(post).name, count=len(tasks))
    if to_post:
        _refuse_powerless(to_post, tasks)
    if not let_go(account_id, post, last_day=last, by=by):
        raise NotInThePost(post=post_called(post).name)
    if successor:
        succeed(successor, post, by=by)
    seat = to_post or post
    _move(cases, tasks, post, seat, str(successor or ""), by=by)
    if last <= today():
        end_sessions_of(account_id)
        end_sign_ins(account=str(account_id), reason="left-post", by=by)
    return HandedOver(len(tasks), seat)


def _refuse(
    account_id: Any, post: str, successor: Any, to_post: str, *, last: date, by: Actor
) -> None:
    held = post_called(post)
    if not may_head(held.agency_id, by=by):
        raise NotYourClerk()
    if last < today():
        raise EndsBeforeItBegins(where="last_day")
    if successor and str(successor) == str(account_id):
        raise SameSuccessor(where="successor")
    if to_post:
        same_body = to_post.partition("/")[0] == held.agency_id
        others = [each for each in holders_of(to_post, on=today()) if each != account_id]
        if to_post == post or not same_body or not others:
            raise PostElsewhere(where="to_post")


def _open_at(post: str) -> tuple[dict[Any, Case], list[Task]]:
    """The tasks of the post that are not done, and their cases, held in the order of numbers."""
    agency, _, slug = post.partition("/")
    mine = Task.objects.filter(agency=agency, post=slug, state__in=["open", "waiting"])
    held = Case.objects.select_for_update().filter(pk__in=mine.values("case")).order_by("number")
    cases = {case.pk: case for case in held}
    tasks = list(mine.filter(case__in=cases).select_for_update().order_by("id"))
    for task in tasks:
        task.case = cases[task.case_id]
    return cases, tasks


def _refuse_powerless(to_post: str, tasks: Sequence[Task]) -> None:
    wanted = {
        (_CHIEF_ACT.get(task.kind, "review"), task.case.service, task.case.division)
        for task in tasks
    }
    for act, service, division in sorted(wanted):
        if not is_granted(to_post, act, service, division, on=today()):
            raise PostMayNot(post=post_called(to_post).name, where="to_post")


def _move(
    cases: dict[Any, Case],
    tasks: Sequence[Task],
    post: str,
    seat: str,
    successor: str,
    *,
    by: Actor,
) -> None:
    if seat != post:
        slug = seat.partition("/")[2]
        Task.objects.filter(pk__in=[task.pk for task in tasks]).update(post=slug)
    told = [
        StepHandedOver(
            **news(cases[task.case_id]),
            step=task.step,
            seat=post,
            to_seat=seat,
            successor=successor,
        )
        for task in sorted(tasks, key=lambda task: (cases[task.case_id].number, task.pk))
    ]
    if told:
        record(*told, by=by)
