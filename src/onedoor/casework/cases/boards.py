"""Figures of work under way, for boards and walls: numbers and no case; and the cases behind them.

All numbers of a board are sums over one counting (`waiting_at`), so that no two of them differ.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Value

from onedoor.casework.cases.models import Task
from onedoor.casework.cases.turns import turns_of, watched_by
from onedoor.kernel.actors import Actor
from onedoor.kernel.readings import Look, start_of_today, trace_all
from onedoor.kernel.time import midnight, monday_of, today
from onedoor.registers.agencies.queries import at_any_of

WHICH = ("open", "today", "late")


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How many steps wait somewhere; how many of them are due today, and past their day."""

    open: int = 0
    today: int = 0
    late: int = 0

    def __add__(self, other: "Waiting") -> "Waiting":
        return Waiting(
            open=self.open + other.open, today=self.today + other.today, late=self.late + other.late
        )

    def count(self, which: str) -> int:
        """One of the three. KeyError for another word."""
        return {"open": self.open, "today": self.today, "late": self.late}[which]


@dataclass(frozen=True, kw_only=True)
class WaitingLine:
    """What waits at one step of one service of one agency."""

    agency: str
    service: str
    service_title: str
    step: str
    waiting: Waiting


@dataclass(frozen=True, kw_only=True)
class TaskBehind:
    """One case behind a number, for a reader who may see it; nobody's name."""

    number: str
    short_number: str
    service_title: str
    step: str
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class OwnWork:
    """What one clerk has in hand: for that clerk alone."""

    in_hand: int
    today: int
    late: int
    done: int


def waiting_at(agencies: Collection[str]) -> list[WaitingLine]:
    """What waits at these agencies, by service and step, the most first: one counting, no case."""
    waiting = Task.objects.filter(at_any_of(agencies), state="open")
    # Rows are counted, not their keys: those do not stand in the index.
    rows = (
        waiting.order_by()
        .values_list("agency", "service", "service_title", "title")
        .annotate(
            n=Count(Value(1)),
            due=Count(Value(1), filter=Q(due_on=today())),
            late=Count(Value(1), filter=Q(due_on__lt=today())),
        )
    )
    found = [
        WaitingLine(
            agency=agency, service=service, service_title=title, step=step,
            waiting=Waiting(open=n, today=due, late=late),
        )
        for agency, service, title, step, n, due, late in rows
        if agency in agencies
    ]  # fmt: skip
    found.sort(key=lambda each: (-each.waiting.open, each.agency, each.service, each.step))
    return found


def waiting_by(
    lines: Collection[WaitingLine], key: Callable[[WaitingLine], str]
) -> dict[str, Waiting]:
    """The same lines put together by a key, the most first."""
    sums: dict[str, Waiting] = {}
    for line in lines:
        sums[key(line)] = sums.get(key(line), Waiting()) + line.waiting
    return dict(sorted(sums.items(), key=lambda each: (-each[1].open, each[0])))


def tasks_behind(
    agencies: Collection[str],
    *,
    seen_by: Actor,
    which: str = "open",
    service: str = "",
    step: str = "",
    limit: int = 100,
) -> list[TaskBehind]:
    """The cases behind a number that this reader may see, the first due first; each leaves a row.

    One sees what is at one's posts and what one supervises; of other agencies only the numbers.
    """
    watched = watched_by(seen_by, of="case__")
    mine = turns_of(seen_by) if watched is None else turns_of(seen_by) | watched
    found = _which(Task.objects.filter(mine, agency__in=sorted(agencies), state="open"), which)
    if service:
        found = found.filter(service=service)
    if step:
        found = found.filter(title=step)
    return _listed(found, seen_by, limit)


def own_tasks(*, seen_by: Actor, which: str = "open", limit: int = 100) -> list[TaskBehind]:
    """What the reader has in hand: the rows behind `own_work`; each leaves a row."""
    if not seen_by.is_staff:
        return []
    mine = Task.objects.filter(assignee=seen_by.ref, state="open")
    return _listed(_which(mine, which), seen_by, limit)


def _which(found: QuerySet[Task], which: str) -> QuerySet[Task]:
    if which == "today":
        return found.filter(due_on=today())
    return found.filter(due_on__lt=today()) if which == "late" else found


def _listed(found: QuerySet[Task], reader: Actor, limit: int) -> list[TaskBehind]:
    found = found.select_related("case").defer("case__answers")
    tasks = list(found.order_by(F("due_on").asc(nulls_last=True), "id")[:limit])
    looks = [Look(str(each.case.applicant_id), each.case.subject, "清单里的一行") for each in tasks]
    trace_all(looks, by=reader, why="看板上的数", since=start_of_today())
    return [
        TaskBehind(
            number=each.case.number, short_number=each.case.short_number,
            service_title=each.case.service_title, step=each.title, due_on=each.due_on,
        )
        for each in tasks
    ]  # fmt: skip


def own_work(*, seen_by: Actor) -> OwnWork:
    """What the reader has in hand, and did since Monday. Nobody is told this of somebody else."""
    if not seen_by.is_staff:
        return OwnWork(in_hand=0, today=0, late=0, done=0)
    told = Task.objects.filter(assignee=seen_by.ref, state="open").aggregate(
        in_hand=Count("pk"),
        today=Count("pk", filter=Q(due_on=today())),
        late=Count("pk", filter=Q(due_on__lt=today())),
    )
    monday = midnight(monday_of(today()))
    done = Task.objects.filter(done_by=seen_by.ref, state="done", done_at__gte=monday).count()
    return OwnWork(**told, done=done)
