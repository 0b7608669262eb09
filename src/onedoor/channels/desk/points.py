"""The sheet of points: what is looked at in a case, how it was judged, what comes next."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from onedoor.casework.cases.queries import CaseFile, Task
from onedoor.channels.look.words import say_plain
from onedoor.kernel.actors import Actor
from onedoor.registers.catalogue.definition import ReviewPoint

# What the marks are called in a form; the macros of the look use these four.
MARKS = {"met": "met", "unmet": "unmet", "na": "not-applicable", "ask": "ask"}
_FORM = {mark: value for value, mark in MARKS.items()}


@dataclass(frozen=True)
class Point:
    """One point with its mark, and the document it is looked for in ("" for none)."""

    point: ReviewPoint
    mark: str
    note: str
    document: str
    document_name: str
    number: int

    @property
    def id(self) -> str:
        return self.point.id

    @property
    def is_open(self) -> bool:
        return self.mark in ("", "ask")

    @property
    def value(self) -> str:
        """The mark as the form says it."""
        return _FORM.get(self.mark, "")

    @property
    def words(self) -> str:
        """The sentence the applicant will read, should it stay unmet."""
        return self.note or say_plain(self.point.unmet)

    def line(self, total: int, url: str = "") -> dict[str, Any]:
        """The point as a line: shape, title, what was seen."""
        tones = {"met": "ok", "unmet": "warn", "not-applicable": "plain", "ask": "warn"}
        tags = {
            "met": _("符合"),
            "unmet": _("不符"),
            "not-applicable": _("不适用"),
            "ask": _("要问"),
        }
        note = self.words if self.mark == "unmet" else self.note or self.document_name
        return {
            "title": self.point.title,
            "note": note,
            "tone": tones.get(self.mark, "plain"),
            "tag": tags.get(self.mark, ""),
            "number": "" if self.mark else self.number,
            "total": total,
            "url": url,
        }


@dataclass(frozen=True)
class Sheet:
    """All points of one task. `current` is the one being judged now, if any."""

    points: list[Point]
    current: Point | None

    @property
    def unmet(self) -> list[Point]:
        return [each for each in self.points if each.mark == "unmet"]

    @property
    def open(self) -> list[Point]:
        return [each for each in self.points if each.is_open]

    @property
    def summary(self) -> str:
        """「4 点符合，2 点不符，1 点还没看」."""
        met = sum(each.mark in ("met", "not-applicable") for each in self.points)
        parts = [
            (met, _("%(n)s 点符合")),
            (len(self.unmet), _("%(n)s 点不符")),
            (len(self.open), _("%(n)s 点还没看完")),
        ]
        return _("，").join(words % {"n": n} for n, words in parts if n)


def task_of(file: CaseFile, actor: Actor, step: str = "") -> Task | None:
    """The open task of this actor: the one called `step`, or the first."""
    mine = [task for task in file.open_tasks if actor.holds(task.seat)]
    named = [task for task in mine if task.step == step]
    return next(iter([*named, *mine]), None)


def sheet_of(file: CaseFile, task: Task | None, chosen: str = "", *, judging: bool = True) -> Sheet:
    """The points of the task; of the whole case for the one who decides and for onlookers."""
    if task is not None and task.step != "decide":
        points = file.points_for(task)
    else:
        points = file.definition.points_before_acceptance(file.facts)
        for step in file.definition.route.steps:
            points += file.definition.points_at(step.id, file.facts)
    shown = [_point(file, point, number) for number, point in enumerate(points, 1)]
    named = next((each for each in shown if each.id == chosen), None)
    current = named or next((each for each in shown if each.is_open), None)
    return Sheet(shown, current if judging else None)


def _point(file: CaseFile, point: ReviewPoint, number: int) -> Point:
    holder = next(
        (each for each in file.definition.documents.documents if point in each.points), None
    )
    return Point(
        point,
        file.marks.get(point.id, ""),
        file.notes.get(point.id, ""),
        holder.id if holder else "",
        say_plain(holder.name) if holder else "",
        number,
    )
