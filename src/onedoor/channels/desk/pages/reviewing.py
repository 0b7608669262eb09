"""During review: finishing a step, stopping the clock and setting it going, extending once."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onedoor.casework.cases.actions import extend_case, finish_step, resume_case, suspend_case
from onedoor.casework.cases.queries import CaseFile, Task, case_for, route_facts
from onedoor.channels.desk.clocks import clocks_of
from onedoor.channels.desk.pages.accepting import back_to
from onedoor.channels.desk.pages.case import case_page, hands_of
from onedoor.channels.desk.points import sheet_of, task_of
from onedoor.channels.desk.rows import situation_of
from onedoor.channels.desk.shown import shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.refusals import Refusal

Act = Callable[[], object]


def _tried(act: Act) -> list[Refusal]:
    try:
        act()
    except Refusal as refusal:
        return [refusal]
    return []


def _page(
    request: HttpRequest, template: str, file: CaseFile, errors: Sequence[Refusal], **more: Any
) -> HttpResponse:
    return shown(
        request,
        template,
        errors=errors,
        file=file,
        case=file.case,
        situation=situation_of(file.case),
        clocks=clocks_of(file),
        **more,
    )


def _text(request: HttpRequest, key: str) -> str:
    return request.POST.get(key, "").strip()[:2000]


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """Says the post's word on its step and hands the case on."""
    actor, errors = actor_of(request), []
    given = {"result": _text(request, "result"), "opinion": _text(request, "opinion")}
    if request.method == "POST":
        errors = _tried(
            lambda: finish_step(
                number, step=step, result=given["result"], opinion=given["opinion"], by=actor
            )
        )
        if not errors:
            return back_to(number, "finished")
    file = case_for(number, seen_by=actor)
    task = next((each for each in file.tasks if each.step == step), None)
    return _page(
        request,
        "desk/finish.html",
        file,
        errors,
        given=given,
        task=task,
        sheet=sheet_of(file, task_of(file, actor, step), judging=False),
        results=_results(task),
        route=route_facts(file.case, file.definition, file.tasks, seen_by=actor),
        hands=hands_of(file, task),
    )


def _results(task: Task | None) -> list[dict[str, str]]:
    if task is not None and task.kind == "public-notice":
        return [
            {"value": "done", "label": _("公示期满，没有异议")},
            {"value": "disagree", "label": _("有异议，写明异议和核实的情况")},
        ]
    return [
        {"value": "agree", "label": _("同意，交下一步")},
        {"value": "disagree", "label": _("不同意，写明理由，交决定人")},
    ]


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request: HttpRequest, number: str) -> HttpResponse:
    """Stops the clock for a special procedure that the service names."""
    actor, errors = actor_of(request), []
    given = {"procedure": _text(request, "procedure"), "reasons": _text(request, "reasons")}
    if request.method == "POST":
        errors = _tried(lambda: suspend_case(number, **given, by=actor))
        if not errors:
            return back_to(number, "suspended")
    file = case_for(number, seen_by=actor)
    options = [
        {
            "value": each.id,
            "label": each.title,
            "hint": _("预计 %(n)s 个工作日，%(basis)s")
            % {"n": each.working_days, "basis": each.basis},
        }
        for each in file.definition.route.special_procedures
    ]
    return _page(request, "desk/suspend.html", file, errors, given=given, options=options)


@entrance(Door.STAFF)
@require_POST
def resume(request: HttpRequest, number: str) -> HttpResponse:
    """Sets the clock going again."""
    errors = _tried(lambda: resume_case(number, by=actor_of(request)))
    return case_page(request, number, errors) if errors else back_to(number, "resumed")


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, number: str) -> HttpResponse:
    """Extends the limit, once, with reasons that the applicant will read."""
    actor, errors = actor_of(request), []
    given = {"working_days": _text(request, "working_days"), "reasons": _text(request, "reasons")}
    if request.method == "POST":
        days = int(given["working_days"]) if given["working_days"].isdecimal() else 0
        errors = _tried(
            lambda: extend_case(number, working_days=days, reasons=given["reasons"], by=actor)
        )
        if not errors:
            return back_to(number, "extended")
    file = case_for(number, seen_by=actor)
    limit = file.definition.sheet.within.extension
    return _page(request, "desk/extend.html", file, errors, given=given, limit=limit)
