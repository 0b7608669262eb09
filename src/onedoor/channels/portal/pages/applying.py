"""Starting an application and filling in its form. Nothing typed is ever lost: wrong values too."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onedoor.casework.cases.actions import begin_draft, save_draft, use_what_is_known
from onedoor.casework.cases.queries import Draft, cases_of, draft_of
from onedoor.casework.forms.answers import read_answers, read_draft
from onedoor.casework.forms.questions import next_situation, visible_fields
from onedoor.channels.look.addressing import in_another_look
from onedoor.channels.look.doors import Door, actor_of, entrance, meant_for
from onedoor.channels.look.local import body_name
from onedoor.channels.portal.assurance import lacking
from onedoor.channels.portal.forecast import forecast_for
from onedoor.channels.portal.guide_words import chosen_rows
from onedoor.channels.portal.pages.guide import guide_of
from onedoor.channels.portal.writing import (
    STRAIGHT_STEPS,
    Writing,
    asked_in,
    problems_in,
    reasons_for,
    writing_of,
)
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.kernel.time import local, now
from onedoor.registers.agencies.queries import Agency, agency
from onedoor.registers.catalogue.definition import Section
from onedoor.registers.entitlements.queries import answers_for


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def start(request: HttpRequest, code: str) -> HttpResponse:
    """What it takes, where to apply, and the button that begins; the draft in hand, if any."""
    asked, actor = guide_of(request, code), actor_of(request)
    if request.method == "POST":
        return _begin(request, code)
    draft = draft_of(code, seen_by=actor)
    sheet = asked.definition.sheet
    pending = next_situation(sheet.situations, asked.way.situation)
    clash = asked.definition.impossible_among(asked.way.situation)
    if clash or (pending and not draft):
        return redirect(asked.url("situations"))
    return _start_page(request, asked, draft)


def _start_page(
    request: HttpRequest, asked: Any, draft: Any, refusal: Refusal | None = None
) -> HttpResponse:
    sheet = asked.definition.sheet
    offered = [asked.agencies[each.agency] for each in sheet.offerings]
    actor = actor_of(request)
    before = (
        agency(last[0].agency) if (last := cases_of(actor.party, seen_by=actor, limit=1)) else None
    )
    where = asked.way.at or (draft.agency if draft else "") or _near(before, offered)
    if len(offered) == 1:
        where = offered[0].code
    errors = [{"where": refusal.where, "sentence": refusal.sentence}] if refusal else []
    context = {
        "asked": asked,
        "sheet": sheet,
        "draft": draft,
        "known": before is not None and not draft,
        "draft_url": reverse("portal:draft", args=[draft.pk]) if draft else "",
        "places": [
            {"value": each.code, "label": body_name(each.division), "hint": body_name(each)}
            for each in offered
        ],
        "where": where,
        "settled": bool(asked.way.at) or len(offered) == 1,
        "place_name": body_name(asked.agencies[where]) if where else "",
        "hidden": [pair for pair in asked.way.pairs if pair[0] != "at"],
        "own": [each for each in asked.documents if each.source == "applicant"],
        "chosen": chosen_rows(asked),
        "forecast": forecast_for(asked.definition, where or offered[0].code, asked.facts),
        "errors": errors,
        "assurance": lacking(asked.definition, actor=actor, onward=request.get_full_path()),
        "party": actor.party,
    }
    return render(request, "portal/start.html", context, status=refusal.status if refusal else 200)


def _near(before: Agency | None, offered: list[Agency]) -> str:
    """The body of the place where one applied last: most people live where they lived."""
    same = [each.code for each in offered if before and each.division_id == before.division_id]
    return same[0] if len(same) == 1 else ""


def _begin(request: HttpRequest, code: str) -> HttpResponse:
    meant_for(request)
    # The choices so far come back as hidden fields: read them as the address is read.
    request.GET = request.POST
    asked, actor = guide_of(request, code), actor_of(request)
    draft = draft_of(code, seen_by=actor)
    situation = dict(asked.way.situation) or (draft.situation if draft else {})
    try:
        begun = begin_draft(code, agency=asked.way.at, situation=situation, by=actor)
    except Refusal as refusal:
        why = refusal if asked.way.at else PlaceNeeded(where="at")
        return _start_page(request, asked, draft, why)
    _fill_in(begun, actor)
    writing = writing_of(begun.pk, by=actor)
    if "known" in request.POST:
        # One press says yes to it, and leads to the first thing that is still to be done.
        use_what_is_known(str(begun.pk), by=actor)
        return redirect(writing.again(by=actor).keep_what_is_known(by=actor).first_open())
    if len(writing.sections) > STRAIGHT_STEPS:
        return redirect(writing.url())
    return redirect(writing.url("step", writing.sections[0].id))


def _fill_in(draft: Draft, actor: Actor) -> None:
    """What an entitlement can put in, where nothing stands yet; the applicant reads it over."""
    found = answers_for(draft.service, seen_by=actor)
    empty = {name: value for name, value in found.items() if name not in draft.answers}
    if empty:
        save_draft(str(draft.pk), answers=empty, by=actor)


class PlaceNeeded(Refusal):
    """请选在哪里办。住得近的、店在当地的，选哪个都一样快。"""

    status = 422


@never_cache
@require_safe
@entrance(Door.PARTY)
def tasks(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The list of what is to be filled in and uploaded, with how far each has come."""
    return tasks_page(request, writing_of(draft, by=actor_of(request)))


def tasks_page(request: HttpRequest, writing: Writing) -> HttpResponse:
    """The list of tasks of an application, of one service or of a bundle."""
    given = writing.given
    forms: list[dict[str, Any]] = [
        {"word": each.title, "url": writing.url("step", each.id), "state": writing.state(each)}
        for each in writing.sections
    ]
    documents: list[dict[str, Any]] = [
        {"word": each.name, "url": writing.url("upload", each.id),
         "state": "done" if given[each.id] else "todo",
         "note": _("已传 %(n)s 个文件") % {"n": given[each.id]} if given[each.id] else ""}
        for each in writing.documents
    ]  # fmt: skip
    done = sum(task["state"] == "done" for task in [*forms, *documents])
    context = {
        "writing": writing,
        "forms": forms,
        "documents": documents,
        "done": done,
        "total": len(forms) + len(documents),
        "answered": len(writing.prefill),
    }
    return render(request, "portal/tasks.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def step(request: HttpRequest, draft: UUID, section: str) -> HttpResponse:
    """One idea, a few related fields. A post saves first and looks for faults afterwards."""
    return step_page(request, writing_of(draft, by=actor_of(request)), section)


def step_page(request: HttpRequest, writing: Writing, section: str) -> HttpResponse:
    """One step of an application, of one service or of a bundle."""
    found = _section(writing, section)
    if request.method == "POST":
        return _take(request, writing, found)
    return _show_step(request, writing, found)


def _section(writing: Writing, id: str) -> Section:
    found = writing.section(id)
    if found is None or not visible_fields(found, writing.facts):
        raise NotFound(where=id)
    return found


def _take(request: HttpRequest, writing: Writing, section: Section) -> HttpResponse:
    shown = set(request.POST.getlist("shown"))
    reading = read_answers(section.fields, request.POST, facts=writing.facts)
    typed = read_draft(section.fields, request.POST)
    writing.keep(typed | reading.answers, by=actor_of(request))
    if "leave" in request.POST:
        return redirect("portal:mine")
    back = {"to": "check"} if request.POST.get("to") == "check" else {}
    here = writing.url("step", section.id)
    if look := request.POST.get("look"):
        return redirect(in_another_look(look, _with(here, back)))
    if more := request.POST.get("more"):
        return redirect(_with(here, back | {"more": more}) + f"#{more}")
    # A question that the last answer opened was not on the page: ask it, do not scold.
    unseen = [each for each in reading.problems if each.field.split("-")[0] not in shown]
    if reading.problems and len(unseen) == len(reading.problems):
        return redirect(_with(here, back | {"opened": "1"}) + f"#{unseen[0].field}")
    if reading.problems:
        return redirect(_with(here, back | {"faults": "1"}))
    if back:
        return redirect(writing.url("check-answers"))
    again = writing.again(by=actor_of(request))
    return redirect(again.next_after_section(section.id))


def _with(address: str, pairs: dict[str, str]) -> str:
    query = "&".join(f"{key}={value}" for key, value in pairs.items())
    return f"{address}?{query}" if query else address


def _show_step(request: HttpRequest, writing: Writing, section: Section) -> HttpResponse:
    problems = []
    if "faults" in request.GET:
        problems = problems_in(section, writing.draft.answers, writing.facts)
    faults = {each.field: each.sentence for each in problems}
    edit, more = request.GET.get("edit", ""), request.GET.get("more", "")
    tops = {name.split("-")[0] for name in faults}
    asked = asked_in(writing, section, edit=edit, more=more, faults=dict.fromkeys(tops, ""))
    ids = [each.id for each in writing.sections]
    to_check = request.GET.get("to") == "check"
    context = {
        "writing": writing,
        "section": section,
        "asked": asked,
        "faults": faults,
        "errors": [{"where": each.field, "sentence": each.sentence} for each in problems],
        "shown": [field.id for field in visible_fields(section, writing.facts)],
        "opened": "opened" in request.GET,
        "number": ids.index(section.id) + 1,
        "back": writing.url("check-answers") if to_check else writing.before_section(section.id),
        "to": "check" if to_check else "",
        "reasons": reasons_for([each["field"] for each in asked.fields]),
        "steps": writing.step_list(section.id),
    }
    return render(request, "portal/step.html", context)


@never_cache
@require_POST
@entrance(Door.PARTY)
def autosave(request: HttpRequest, draft: UUID, section: str) -> HttpResponse:
    """Keep what has been typed so far; answers {"saved": "12:03"}."""
    return autosaved(request, writing_of(draft, by=actor_of(request)), section)


def autosaved(request: HttpRequest, writing: Writing, section: str) -> HttpResponse:
    """Keep what was typed in a step, of one service or of a bundle."""
    typed = read_draft(_section(writing, section).fields, request.POST)
    writing.keep(typed, by=actor_of(request))
    return JsonResponse({"saved": f"{local(now()):%H:%M}"})
