"""Who of a post gets a task: nobody in particular, whoever has fewest open, or each in turn."""

from datetime import date
from typing import Any

from django.db.models import Count, Max, Q

from onedoor.casework.cases.actions.voting import who_reviewed
from onedoor.casework.cases.models import Task
from onedoor.registers.agencies.queries import clerk_names, holders_of, is_away


def assign(task: Task, how: str, *, on: date) -> None:
    """Set to whom the task goes by the rule of the route; nobody, when nobody can take it.

    Whoever is away is passed over, and so is, for the decision, whoever reviewed. The post keeps
    its authority: a colleague may still act. The caller saves.
    """
    if how == "group":
        return
    able = [f"account:{id}" for id in holders_of(task.seat, on=on) if _is_here(id, on)]
    if task.step == "decide":
        reviewed = who_reviewed(task.case)
        able = [ref for ref in able if ref not in reviewed]
    if not able:
        return
    task.assignee = _fewest(able) if how == "fewest" else _next_in_turn(task, able)
    task.assignee_name = clerk_names([task.assignee]).get(task.assignee, "")


def _is_here(account: Any, on: date) -> bool:
    return not is_away(account, since=on, until=on)


def _fewest(able: list[str]) -> str:
    rows = Task.objects.filter(assignee__in=able).values("assignee")
    open_now = dict(
        rows.annotate(n=Count("pk", filter=Q(state="open"))).values_list("assignee", "n")
    )
    return min(sorted(able), key=lambda ref: open_now.get(ref, 0))


def _next_in_turn(task: Task, able: list[str]) -> str:
    mine = Task.objects.filter(agency=task.agency, post=task.post, assignee__in=able)
    last = dict(mine.values("assignee").annotate(n=Max("pk")).values_list("assignee", "n"))
    return min(sorted(able), key=lambda ref: last.get(ref, 0))
