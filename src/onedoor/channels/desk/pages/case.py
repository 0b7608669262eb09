"""The case page: points at the start, documents at the end, one bar of acts."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from onedoor.casework.cases.actions import mark_points, pre_review, see_original
from onedoor.casework.cases.queries import (
    CaseFile,
    Task,
    acts_open,
    case_for,
    history_of,
    named_licence,
    route_facts,
)
from onedoor.casework.cases.routing import desk_of
from onedoor.channels.desk.bar import Rights, bar_of
from onedoor.channels.desk.bundle_words import strip_of
from onedoor.channels.desk.chronicle import chronicle
from onedoor.channels.desk.clocks import aside_of, clocks_of
from onedoor.channels.desk.named import named_line
from onedoor.channels.desk.points import MARKS, sheet_of, task_of
from onedoor.channels.desk.rows import situation_of
from onedoor.channels.desk.shown import shown
from onedoor.channels.desk.viewer import chosen, views_of
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.reckoning import ranges_read, tables_read
from onedoor.channels.look.route_words import route_of_case
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.queries import agency
from onedoor.registers.catalogue.definition import Hands, say
from onedoor.registers.mandates.queries import who_acted
from onedoor.registers.papers.queries import papers_of


@entrance(Door.STAFF)
@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    """The whole case, for a post it has come to."""
    return case_page(request, number)


def case_page(request: HttpRequest, number: str, errors: Sequence[Refusal] = ()) -> HttpResponse:
    """The case page, or the same page saying why something could not be done."""
    actor = actor_of(request)
    file = case_for(number, seen_by=actor)
    task = task_of(file, actor, request.GET.get("step", ""))
    rights = Rights(acts_open(file.case, [each.seat for each in file.tasks], seen_by=actor))
    judging = rights.judges(task) and not file.case.suspended
    point = request.GET.get("point", "") if judging else ""
    sheet = sheet_of(file, task, point, judging=judging)
    views = views_of(file, reverse("desk:case", args=[number]))
    view = chosen(file, views, sheet, request.GET)
    return shown(
        request,
        "desk/case.html",
        errors=errors,
        file=file,
        case=file.case,
        task=task,
        sheet=sheet,
        point=point,
        views=views,
        view=view,
        situation=situation_of(file.case),
        clocks=clocks_of(file),
        beside=aside_of(file),
        bar=bar_of(file, task, sheet, rights, point),
        reckoned=_reckoned(file) if view.kind == "facts" else [],
        history=_history(file, actor) if view.kind == "history" else [],
        drawing=_drawing(file) if view.kind == "history" else None,
        papers=papers_of(file.case.subject, seen_by=actor) if view.kind == "papers" else [],
        watches=actor.holds(f"{file.case.agency}/supervisor"),
        posture=_posture(file),
        strip=strip_of(file.case, seen_by=actor),
        sees_originals=task is not None and file.case.is_open,
        named=named_line(named_licence(file.case, file.definition, seen_by=actor)),
        route=route_facts(file.case, file.definition, file.tasks, seen_by=actor),
        hands=hands_of(file, task),
    )


def hands_of(file: CaseFile, task: Task | None) -> Hands | None:
    """How many persons the task asks for."""
    return desk_of(file.definition, task.step).hands if task else None


def _history(file: CaseFile, actor: Actor):  # type: ignore[no-untyped-def]
    entries = history_of(file.case, seen_by=actor)
    return chronicle(file, entries, who_acted(entries, seen_by=actor))


def _drawing(file: CaseFile):  # type: ignore[no-untyped-def]
    return route_of_case(file, agency(file.case.agency))


def _reckoned(file: CaseFile):  # type: ignore[no-untyped-def]
    """How the tables of the service decided for this case, and its ranges of discretion."""
    return [
        *tables_read(file.definition, file.facts),
        *ranges_read(file.definition, file.facts),
    ]


def _posture(file: CaseFile) -> str:
    """The outcome in the words of the service."""
    return say(file.definition.sheet.outcome.name)


@entrance(Door.STAFF)
@require_POST
def mark(request: HttpRequest, number: str) -> HttpResponse:
    """Keeps the marks of the points that were judged, with the words for the applicant."""
    actor, step = actor_of(request), request.POST.get("step", "accept")
    try:
        marks, notes = _marks_in(request, number, actor, step)
        if not marks:
            return case_page(request, number)
        if step == "accept":
            pre_review(number, marks=marks, notes=notes, by=actor)
        else:
            mark_points(number, step=step, marks=marks, notes=notes, by=actor)
    except Refusal as refusal:
        return case_page(request, number, [refusal])
    return HttpResponseRedirect(reverse("desk:case", args=[number]) + "?done=marked#points-h")


@entrance(Door.STAFF)
@require_POST
def original(request: HttpRequest, number: str, id: UUID) -> HttpResponse:
    """Keeps that this clerk has compared a file with its original: grade C becomes B."""
    try:
        seen = see_original(number, material=str(id), by=actor_of(request))
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return case_page(request, number, [refusal])
    address = reverse("desk:case", args=[number])
    return HttpResponseRedirect(f"{address}?see={seen.document}&file={seen.pk}&done=marked")


def _marks_in(
    request: HttpRequest, number: str, actor: Actor, step: str
) -> tuple[dict[str, str], dict[str, str]]:
    marks = {
        key.removeprefix("mark-"): MARKS.get(str(value), str(value))
        for key, value in request.POST.items()
        if key.startswith("mark-")
    }
    if request.POST.get("rest") == "met":
        file = case_for(number, seen_by=actor)
        sheet = sheet_of(file, task_of(file, actor, step))
        marks = {point.id: "met" for point in sheet.open} | marks
    notes = {
        point: request.POST.get(f"note-{point}", "").strip()[:500]
        for point, given in marks.items()
        if given in ("unmet", "ask")
    }
    return marks, notes
