"""The inbox of a post: what waits, the most urgent first; every page costs the same.

Pages follow a place (the due day and key of the last row) and never an offset, and counts stop at
COUNTED: nothing here walks the table of tasks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.sql import Query

from onedoor.casework.cases.models import Case, Mark, Task
from onedoor.casework.cases.turns import turn_of, turns_of, watched_by
from onedoor.kernel.actors import Actor
from onedoor.kernel.codes import name_as_written
from onedoor.kernel.readings import Look, start_of_today, trace_all
from onedoor.kernel.time import today
from onedoor.registers.agencies.queries import may_head
from onedoor.registers.people.queries import refs_numbered

# Lists count up to here and then say "more": a count that walks the table is no count for a page.
COUNTED = 999
VIEWS = ("mine", "today", "late", "others")
# What a line of a list shows of a case: nothing of its file.
SHOWN_IN_LISTS = "姓名和事项（清单里的一行）"


@dataclass(frozen=True)
class InboxRow:
    """One line of an inbox: the task, its case, how many points were looked at and are not met."""

    task: Task
    case: Case
    seen: int = 0
    unmet: int = 0

    @property
    def due_on(self) -> date | None:
        return self.task.due_on

    @property
    def place(self) -> str:
        """Where this line stands in its list, for `inbox(after=…)`."""
        when = self.task.done_at if self.task.state == "done" else self.task.due_on
        return f"{when.isoformat() if when else ''}~{self.task.pk}"


def inbox(
    *, seen_by: Actor, view: str = "mine", find: str = "", after: str = "", limit: int = 50
) -> list[InboxRow]:
    """The open tasks of one's posts, the most urgent first; `view` today, late, done, or mine.

    One's own are those one has in hand and those nobody has; what colleagues have in hand is the
    view "others".

    `find` looks through everything that ever came to the posts, one line for each case: by the
    last digits of a number, by the applicant's number, or by a name. `after` is the `place` of
    the last line of the page before; one that cannot be read counts as none. Every line leaves a
    trace, once a day for each clerk, in one statement for the page.
    """
    if find := find.strip():
        return _shown(_found(seen_by, find, limit), seen_by, "查找")
    done = view == "done"
    when, key = _place(after, done=done)
    # One search for each post: each follows its index, and few people hold more than one.
    found = [
        task
        for seat in sorted(seen_by.posts)
        for task in _page(
            _stretches(seen_by, seat, view),
            when,
            key,
            limit,
            done=done,
        )
    ]
    found.sort(key=_done_first if done else _due_first)
    return _shown(found[:limit], seen_by, "待办清单" if not done else "已办清单")


def _stretches(actor: Actor, seat: str, view: str) -> list[QuerySet[Task]]:
    """The tasks of a view at one post, by the hands they are in."""
    return [_tasks(turn_of(actor, seat) & hands, actor, view) for hands in _hands(actor, view)]


def _hands(actor: Actor, view: str) -> list[Q]:
    """In whose hands the tasks of a view are; each is one stretch of the index."""
    if view == "done":
        return [Q()]
    if view == "others":
        # Not "not nobody's": that would walk what nobody has, to find that it is not asked for.
        return [Q(assignee__gt="") & ~Q(assignee=actor.ref)]
    return [Q(assignee=""), Q(assignee=actor.ref)]


def _shown(tasks: list[Task], actor: Actor, where: str) -> list[InboxRow]:
    """The lines, each traced once a day for each clerk: a list shows whose case it is and why."""
    looks = [Look(str(task.case.applicant_id), task.case.subject, SHOWN_IN_LISTS) for task in tasks]
    trace_all(looks, by=actor, why=where, since=start_of_today())
    return [_row(task) for task in tasks]


def tasks_chosen(numbers: Sequence[str], *, seen_by: Actor) -> list[InboxRow]:
    """The open tasks of these cases at one's posts, in the order given; others are left out."""
    wanted = Task.objects.filter(turns_of(seen_by), state="open", case__number__in=list(numbers))
    found = {task.case.number: task for task in _with_marks(wanted).order_by("-id")}
    tasks = [found[number] for number in dict.fromkeys(numbers) if number in found]
    return _shown(tasks, seen_by, "一起办的清单")


def inbox_counts(*, seen_by: Actor) -> dict[str, int]:
    """How many wait in each view, counted up to COUNTED + 1, in one query."""
    if not seen_by.posts:
        return dict.fromkeys(VIEWS, 0)
    with connection.cursor() as cursor:
        cursor.execute(*_question(seen_by, today()))
        return dict(zip(VIEWS, cursor.fetchone(), strict=True))


# It follows from the reader and the day alone, and takes longer to put together than to answer.
@lru_cache(maxsize=1024)
def _question(reader: Actor, _day: date) -> tuple[str, list[Any]]:
    counted: list[str] = []
    values: list[Any] = []
    for view in VIEWS:
        sql, given = _counted(reader, view).sql_with_params()
        counted.append(f"(SELECT count(*) FROM ({sql}) AS counted)")  # noqa: S608
        values += given
    # Only compiled queries are joined here; their values stay parameters.
    return f"SELECT {', '.join(counted)}", values


def _counted(actor: Actor, view: str) -> Query:
    """The keys of a view up to COUNTED + 1: each post and hand is one short walk of the index."""
    enough = COUNTED + 1
    first, *others = [
        tasks.order_by().values("pk")[:enough]
        for seat in sorted(actor.posts)
        for tasks in _stretches(actor, seat, view)
    ]
    return first.union(*others, all=True)[:enough].query if others else first.query


def open_tasks_at(posts: list[str], *, seen_by: Actor) -> dict[str, int]:
    """How many tasks are open or still to come at these posts: a number, and no case.

    For whoever prepares an absence or a hand-over: their own posts, those of the agency they
    supervise, or any post for the security administrator.
    """
    allowed = [post for post in posts if _may_count(post, seen_by)]
    wanted = [Q(agency=post.partition("/")[0], post=post.partition("/")[2]) for post in allowed]
    if not wanted:
        return {}
    rows = Task.objects.filter(reduce(or_, wanted), state__in=["open", "waiting"])
    counted = rows.aggregate(**{f"n{at}": Count("pk", filter=q) for at, q in enumerate(wanted)})
    return {post: counted[f"n{at}"] for at, post in enumerate(allowed)}


def in_nobodys_hands(agencies: Sequence[str], *, seen_by: Actor) -> dict[str, int]:
    """How many open tasks nobody has in hand, by post "agency/slug": numbers, and no case.

    For supervisors, of the agencies they head; others are left out.
    """
    headed = [each for each in agencies if may_head(each, by=seen_by)]
    rows = Task.objects.filter(agency__in=headed, state="open", assignee="").order_by()
    counted = rows.values_list("agency", "post").annotate(n=Count("pk"))
    return {f"{agency}/{post}": n for agency, post, n in counted}


def _may_count(post: str, actor: Actor) -> bool:
    return actor.holds(post) or may_head(post.partition("/")[0], by=actor)


def _row(task: Task) -> InboxRow:
    return InboxRow(task, task.case, getattr(task, "seen", 0), getattr(task, "unmet", 0))


def _due_first(task: Task) -> tuple[bool, date, int]:
    return task.due_on is None, task.due_on or date.max, task.pk


def _done_first(task: Task) -> tuple[float, int]:
    return -task.done_at.timestamp() if task.done_at else 0, task.pk


def _tasks(seats: Q, actor: Actor, view: str) -> QuerySet[Task]:
    if view == "done":
        return Task.objects.filter(seats, state="done", done_by=actor.ref)
    tasks = Task.objects.filter(seats, state="open")
    if view == "today":
        return tasks.filter(due_on=today())
    if view == "late":
        return tasks.filter(due_on__lt=today())
    return tasks


def _with_marks(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """The tasks with their case and how its points stand, still in one query."""
    marks = Mark.objects.filter(case=OuterRef("case")).order_by().values("case")

    def number(**which: str) -> Coalesce:
        counted = marks.filter(**which).values(n=Count("pk"))
        return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

    looked = Mark.objects.filter(case=OuterRef("case")).exclude(mark="ask").order_by()
    seen = Subquery(looked.values("case").values(n=Count("pk")), output_field=IntegerField())
    # A list shows no answers: they stay sealed.
    lean = tasks.select_related("case").defer("case__answers")
    return lean.annotate(seen=Coalesce(seen, 0), unmet=number(mark="unmet"))


def _place(after: str, *, done: bool) -> tuple[date | datetime | None, int]:
    when, _, key = after.partition("~")
    try:
        read = datetime.fromisoformat if done else date.fromisoformat
        return (read(when) if when else None), int(key or 0)
    except ValueError:
        return None, 0


def _page(
    hands: list[QuerySet[Task]], when: date | datetime | None, key: int, limit: int, *, done: bool
) -> list[Task]:
    """Up to `limit` tasks after that place; each of `hands` is one stretch of the index.

    Tasks without a last day (the clock stands) come at the end, in a query of their own that is
    asked only when the others run out: so the index alone finds every page.
    """
    if done:
        past = Q(done_at__lt=when) | Q(done_at=when, pk__gt=key) if when else Q()
        return _merged(hands, past, ("-done_at", "id"), limit)
    dated = Q(due_on__isnull=False)
    if when:
        dated &= (Q(due_on__gt=when) | Q(pk__gt=key)) & Q(due_on__gte=when)
    found = _merged(hands, dated, ("due_on", "id"), limit) if when or not key else []
    if len(found) < limit:
        undated = Q(due_on=None, pk__gt=0 if when else key)
        found += _merged(hands, undated, ("id",), limit - len(found))
    return found


def _merged(
    hands: list[QuerySet[Task]], which: Q, order: tuple[str, ...], limit: int
) -> list[Task]:
    """The first `limit` of several stretches together, in order, by one statement."""
    first, *others = [_with_marks(tasks.filter(which)).order_by(*order)[:limit] for tasks in hands]
    if not others:
        return list(first)
    return list(first.union(*others, all=True).order_by(*order)[:limit])


def _found(actor: Actor, find: str, limit: int) -> list[Task]:
    watched = watched_by(actor, of="case__")
    wanted = turns_of(actor) if watched is None else turns_of(actor) | watched
    came = Task.objects.filter(wanted).exclude(state="waiting", opened_on=None)
    bare = find.replace(" ", "").upper()
    if bare.isalnum() and bare.isascii() and any(each.isdigit() for each in bare):
        wanted = Q(case__number__endswith=bare)
        if len(bare) >= 9:
            wanted |= Q(case__applicant__in=refs_numbered(bare, seen_by=actor))
    else:
        wanted = Q(case__applicant_name__icontains=name_as_written(find))
        wanted |= Q(case__service_title__icontains=find)
    # More than one task of a case may have come here: the newest speaks for it.
    tasks = _with_marks(came.filter(wanted)).order_by("-id")[: limit * 4]
    return list({task.case_id: task for task in reversed(tasks)}.values())[::-1][:limit]
