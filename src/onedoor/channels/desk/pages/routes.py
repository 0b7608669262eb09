"""On the route of a case: sent back, sent elsewhere, tested, heard, objected to."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onedoor.casework.cases import actions
from onedoor.casework.cases.queries import (
    CaseFile,
    Task,
    case_for,
    route_facts,
    steps_before,
)
from onedoor.channels.desk.clocks import clocks_of
from onedoor.channels.desk.pages.accepting import back_to
from onedoor.channels.desk.rows import situation_of
from onedoor.channels.desk.shown import shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.kernel.time import today
from onedoor.registers.agencies.queries import agencies, appointments_in

ARRANGED = ("inspection", "testing", "expert-review")
Given = Mapping[str, str]


def _given(request: HttpRequest) -> dict[str, str]:
    return {key: str(value).strip()[:4000] for key, value in request.POST.items()}


def _answer(
    request: HttpRequest, number: str, act: Callable[[Given], object], done: str
) -> tuple[HttpResponse | None, list[Refusal]]:
    """Do what was sent, and go back to the case; or the refusal, to be shown."""
    if request.method != "POST":
        return None, []
    try:
        act(_given(request))
    except Refusal as refusal:
        return None, [refusal]
    return back_to(number, done), []


def _page(
    request: HttpRequest, template: str, file: CaseFile, errors: list[Refusal], **more: Any
) -> HttpResponse:
    return shown(
        request,
        template,
        errors=errors,
        given=defaultdict(str, _given(request)),
        file=file,
        case=file.case,
        situation=situation_of(file.case),
        clocks=clocks_of(file),
        **more,
    )


def _task(file: CaseFile, step: str, *kinds: str) -> Task:
    """The task of the step, where it is of one of these kinds; NotFound otherwise."""
    for task in file.tasks:
        if task.step == step and (not kinds or task.kind in kinds):
            return task
    raise NotFound(where=step)


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """Sends the case back to an earlier step of the same agency, with reasons."""
    actor = actor_of(request)
    answer, errors = _answer(
        request,
        number,
        lambda given: actions.return_step(
            number,
            step=step,
            to=given.get("to", ""),
            reasons=given.get("reasons", ""),
            by=actor,
        ),
        "sent-back",
    )
    if answer:
        return answer
    file = case_for(number, seen_by=actor)
    task = _task(file, step)
    options = [
        {"value": each.step, "label": each.title, "hint": each.done_by_name}
        for each in steps_before(task, file.tasks, file.definition)
    ]
    return _page(request, "desk/return.html", file, errors, task=task, options=options)


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, number: str) -> HttpResponse:
    """Hands an application that came to the wrong place to the agency that is right for it."""
    actor = actor_of(request)
    if request.method == "POST":
        given = _given(request)
        try:
            actions.transfer_case(
                number, to=given.get("to", ""), reasons=given.get("reasons", ""), by=actor
            )
        except Refusal as refusal:
            return _transfer_page(request, number, actor, [refusal])
        # The case has left this desk: nothing of it is shown here any more.
        return shown(request, "desk/transferred.html", to=agencies([given["to"]])[given["to"]])
    return _transfer_page(request, number, actor, [])


def _transfer_page(
    request: HttpRequest, number: str, actor: Actor, errors: list[Refusal]
) -> HttpResponse:
    file = case_for(number, seen_by=actor)
    codes = [each.agency for each in file.definition.sheet.offerings]
    options = [
        {"value": code, "label": body.called()}
        for code, body in agencies(codes).items()
        if code != file.case.agency
    ]
    return _page(request, "desk/transfer.html", file, errors, options=options)


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def proceeding(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """Says who inspects, tests or reviews and how long; later, what the report says."""
    actor = actor_of(request)

    def act(given: Given) -> object:
        if given.get("do") == "report":
            return actions.report_result(
                number,
                step=step,
                passed=given.get("passed") == "yes",
                report=given.get("report", ""),
                opinion=given.get("opinion", ""),
                by=actor,
            )
        days = given.get("planned_days", "")
        return actions.arrange(
            number,
            step=step,
            done_by=given.get("done_by", ""),
            planned_days=int(days) if days.isdecimal() and len(days) < 5 else 0,
            by=actor,
        )

    done = "finished" if request.POST.get("do") == "report" else "arranged"
    answer, errors = _answer(request, number, act, done)
    if answer:
        return answer
    file = case_for(number, seen_by=actor)
    task = _task(file, step, *ARRANGED)
    facts = route_facts(file.case, file.definition, [task], seen_by=actor)
    arranged = facts.proceedings.get(task.pk)
    return _page(request, "desk/proceeding.html", file, errors, task=task, arranged=arranged)


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def hearing(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """Runs a hearing: the right told, a request written down, the day called, the record."""
    actor = actor_of(request)

    def act(given: Given) -> object:
        match given.get("do"):
            case "request":
                return actions.request_hearing(
                    number, step=step, whose=given.get("whose", ""), by=actor
                )
            case "call":
                return actions.call_hearing(
                    number,
                    step=step,
                    held_on=_day(given.get("held_on", "")),
                    begins=given.get("begins", ""),
                    place=given.get("place", ""),
                    chair=given.get("chair", ""),
                    by=actor,
                )
            case "close":
                return actions.close_hearing(
                    number,
                    step=step,
                    protocol=given.get("protocol", ""),
                    signed_by=given.get("signed_by", ""),
                    by=actor,
                )
        return actions.offer_hearing(number, step=step, matter=given.get("matter", ""), by=actor)

    answer, errors = _answer(request, number, act, f"hearing-{request.POST.get('do', 'offer')}")
    if answer:
        return answer
    file = case_for(number, seen_by=actor)
    task = _task(file, step, "hearing")
    facts = route_facts(file.case, file.definition, [task], seen_by=actor)
    found = facts.hearings.get(task.pk)
    calling = found is not None and found.requested_on and not found.called_on
    return _page(
        request,
        "desk/hearing.html",
        file,
        errors,
        task=task,
        hearing=found,
        chairs=_chairs(file, task, actor) if calling else [],
        chairing=found is not None and found.chair == actor.ref,
        over=found is not None and not found.requested_on and found.request_by < today(),
    )


def _day(text: str):  # type: ignore[no-untyped-def]
    """The day typed; one long past, which the rule refuses, when none can be read."""
    try:
        return parse_date(text) or today()
    except ValueError:
        return today()


def _chairs(file: CaseFile, task: Task, actor: Actor) -> list[dict[str, str]]:
    """Whoever works in the agency and has done nothing on this case."""
    acted = {each.done_by for each in file.tasks} | {actor.ref}
    known = {
        f"account:{each.account_id}": each.account.staff_name
        for each in appointments_in(task.agency, on=today())
    }
    return [{"value": ref, "label": name} for ref, name in known.items() if ref not in acted]


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def objections(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """What was said against the intended outcome, each with its answer; one told at the window."""
    actor = actor_of(request)

    def act(given: Given) -> object:
        if given.get("do") == "object":
            words = {key: given.get(key, "") for key in ("said", "name", "contact")}
            return actions.object_to(number, step=step, by=actor, **words)
        return actions.answer_objection(
            number,
            objection=given.get("objection", ""),
            answer=given.get("answer", ""),
            upheld=given.get("upheld") == "yes",
            by=actor,
        )

    file = case_for(number, seen_by=actor)
    task = _task(file, step, "public-notice")
    done = "objected" if request.POST.get("do") == "object" else "objection-answered"
    answer, errors = _answer(request, number, act, done)
    if answer:
        return answer
    facts = route_facts(file.case, file.definition, [task], seen_by=actor)
    return _page(
        request,
        "desk/objections.html",
        file,
        errors,
        task=task,
        objections=facts.objections.get(task.pk, []),
        upheld=[
            {"value": "no", "label": _("不成立，写明查到的情况")},
            {"value": "yes", "label": _("成立，写明怎么处理")},
        ],
    )
