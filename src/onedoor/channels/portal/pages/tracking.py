"""Following a case: one's own in full, or stage and dates for whoever holds the query code."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onedoor.casework.cases.actions import request_hearing, withdraw_case
from onedoor.casework.cases.queries import (
    CaseFile,
    Hearing,
    case_for,
    correction_until,
    history_of,
    may_ask_for_a_hearing,
    progress_by_code,
    promises_of_case,
    signings_of_case,
)
from onedoor.casework.forms.questions import summary
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.reckoning import tables_read
from onedoor.channels.look.route_words import route_of_case
from onedoor.channels.look.words import day_and_week, moment
from onedoor.channels.portal.case_words import (
    clock_card,
    clock_of,
    done_for,
    state_mark,
    state_sentence,
    state_word,
    timeline_of,
    timeline_of_progress,
)
from onedoor.channels.portal.paper_words import title_of
from onedoor.channels.portal.wording import marked, size_words, whole
from onedoor.kernel.actors import Actor
from onedoor.kernel.codes import BadCode, query_code
from onedoor.kernel.readings import looks_at
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.oversight.feedback.actions import judge_answer, rate_case
from onedoor.oversight.feedback.following_up import is_bad
from onedoor.oversight.feedback.queries import (
    FollowUp,
    Rating,
    days_to_call,
    follow_up_of,
    may_rate_until,
    open_to_rating,
    rating_of,
    why_set_aside,
)
from onedoor.registers.agencies.queries import agency
from onedoor.registers.licences.queries import licence_on
from onedoor.registers.mandates.queries import who_acted
from onedoor.registers.papers.queries import papers_of


@never_cache
@require_safe
@entrance(Door.PARTY)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One's own case: where, who, until when, and what one must do."""
    return show_case(request, number)


def show_case(
    request: HttpRequest, number: str, refusal: Refusal | None = None, **typed: str
) -> HttpResponse:
    """The page of a case; with a refused rating, what was typed stays."""
    actor = actor_of(request)
    file = case_for(number, seen_by=actor)
    found = file.case
    papers = papers_of(found.subject, seen_by=actor)
    looks = looks_at(found.subject, seen_by=actor) if actor.scope is None else []
    rating = rating_of(number, seen_by=actor)
    told = history_of(found, seen_by=actor)
    office = agency(found.agency)
    rate_by = may_rate_until(found, seen_by=actor)
    context = {
        "file": file,
        "case": found,
        "sentence": state_sentence(file),
        "state": state_mark(found),
        "state_word": state_word(found),
        "to_do": _to_do(file),
        "clock": clock_card(clock_of(file)),
        "timeline": timeline_of(file, done_for(found, told, who_acted(told, seen_by=actor))),
        "papers": papers,
        "title_of": title_of,
        "licence": licence_on(found.subject, seen_by=actor) if found.granted else None,
        "materials": _materials(file),
        "reckoned": tables_read(file.definition, file.facts),
        "promises": list(promises_of_case(found, seen_by=actor).values())
        if file.definition.sheet.promises
        else [],
        "signings": _signed(file, actor),
        "looks": len(looks),
        "last_look": moment(looks[0].at) if looks else "",
        "office": office,
        "route": route_of_case(file, office),
        "may_withdraw": found.is_open and not found.part_of,
        "rating": rating,
        "rate_by": rate_by,
        "call_days": days_to_call(found.agency) if rate_by else None,
        "level": typed.get("level") or (str(rating.level) if rating else ""),
        "text": typed.get("text") or (rating.text if rating else ""),
        "asked": request.GET.get("asked", ""),
        "hearing": _hearing_to_ask(file, actor),
        "notice": next((each.pk for each in file.open_tasks if each.kind == "public-notice"), None),
        "errors": [{"where": refusal.where or "level", "sentence": refusal.sentence}]
        if refusal
        else [],
        "thanks": "rated" in request.GET,
        "follow_up": _follow_up(rating, actor),
        "judged": "judged" in request.GET,
        "set_aside": why_set_aside(number, seen_by=actor) if rating and rating.set_aside_at else "",
    }
    return render(request, "portal/case.html", context, status=refusal.status if refusal else 200)


def _follow_up(rating: Rating | None, actor: Actor) -> FollowUp | None:
    """What came of a bad rating; asked of the store only where there is one."""
    if rating is None or not is_bad(rating.level):
        return None
    return follow_up_of(rating.case, seen_by=actor)


def _hearing_to_ask(file: CaseFile, actor: Actor) -> Hearing | None:
    """The hearing that may still be asked for; asked of the store only where there can be one."""
    if all(task.kind != "hearing" for task in file.tasks) or not file.case.is_open:
        return None
    return may_ask_for_a_hearing(file.case, seen_by=actor)


@require_POST
@entrance(Door.PARTY)
def ask_for_a_hearing(request: HttpRequest, number: str) -> HttpResponse:
    """Asks for the hearing that the applicant was told of."""
    actor = actor_of(request)
    file = case_for(number, seen_by=actor)
    found = _hearing_to_ask(file, actor)
    try:
        step = found.task.step if found else ""
        request_hearing(number, step=step, by=actor)
    except Refusal as refusal:
        return show_case(request, number, refusal)
    return redirect(f"{reverse('portal:case', args=[number])}?asked=hearing")


def _signed(file: CaseFile, actor: Actor) -> list[dict[str, Any]]:
    """Who signed beside the applicant, and when."""
    if not file.definition.sheet.signers:
        return []
    titles = {each.id: each.title for each in file.definition.sheet.signers}
    return [
        {"title": titles[each.signer], "name": each.name, "when": moment(each.settled_at)}
        for each in signings_of_case(file.case, seen_by=actor)
        if each.settled_at
    ]


def _to_do(file: CaseFile) -> dict[str, Any] | None:
    if file.case.stage != "correcting":
        return None
    items = file.case.correction.items
    words = ngettext("还差 %(n)s 处，一次补齐就行", "还差 %(n)s 处，一次补齐就行", len(items))
    return {
        "words": words % {"n": len(items)},
        "items": items,
        "until": correction_until(file.case),
        "url": reverse("portal:joint-correct", args=[file.case.part_of])
        if file.case.part_of
        else reverse("portal:correct", args=[file.case.number]),
    }


def _materials(file: CaseFile) -> list[dict[str, Any]]:
    named = {each.id: each.name for each in file.definition.documents.documents}
    return [
        {
            "name": named.get(each.document, each.document),
            "file": each.name,
            "size": size_words(each.size),
            "replaced": each.replaced,
            "url": reverse("portal:material", args=[each.pk]),
        }
        for each in file.materials
    ]


@never_cache
@require_safe
@entrance(Door.PARTY)
def answers(request: HttpRequest, number: str) -> HttpResponse:
    """What was filled in, as it was sent."""
    file = case_for(number, seen_by=actor_of(request))
    parts = [
        {
            "title": part.title,
            "rows": [
                {"key": line.label,
                 "value": (line.value.split("\n") if "\n" in line.value else line.value) or None}
                for line in part.lines
            ],
        }
        for part in summary(file.definition.form, file.case.answers, file.facts)
    ]  # fmt: skip
    context = {"case": file.case, "filled": parts, "statement": file.definition.form.statement}
    return render(request, "portal/answers.html", context)


@never_cache
@require_safe
@entrance(Door.ONESELF)
def readers(request: HttpRequest, number: str) -> HttpResponse:
    """Who has opened this case, when, and by what right."""
    actor = actor_of(request)
    file = case_for(number, seen_by=actor)
    context = {"case": file.case, "looks": looks_at(file.case.subject, seen_by=actor)}
    return render(request, "portal/readers.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Ask once more before taking the application back; then take it back."""
    actor = actor_of(request)
    file = case_for(number, seen_by=actor)
    if file.case.part_of:
        return redirect("portal:joint", file.case.part_of)
    if request.method == "POST":
        withdraw_case(number, reasons=request.POST.get("reasons", "").strip()[:500], by=actor)
        return redirect("portal:case", number)
    return render(request, "portal/withdraw.html", {"case": file.case, "open": file.case.is_open})


@never_cache
@require_POST
@entrance(Door.PARTY)
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """One of five levels, none chosen beforehand; may be changed while the period lasts."""
    level, text = request.POST.get("level", ""), request.POST.get("text", "").strip()[:1000]
    try:
        rate_case(
            number, level=int(level) if level.isdecimal() else 0, text=text, by=actor_of(request)
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return show_case(request, number, refusal, level=level, text=text)
    return redirect(reverse("portal:case", args=[number]) + "?rated=1#rate")


@never_cache
@require_POST
@entrance(Door.PARTY)
def judge(request: HttpRequest, number: str) -> HttpResponse:
    """Judge what the agency did about one's bad rating."""
    level = request.POST.get("judged", "")
    try:
        judge_answer(number, level=int(level) if level.isdecimal() else 0, by=actor_of(request))
    except NotFound:
        raise
    except Refusal as refusal:
        refusal.where = "judged"
        return show_case(request, number, refusal)
    return redirect(reverse("portal:case", args=[number]) + "?judged=1#follow-up")


@never_cache
@require_safe
@entrance(Door.ANYONE)
def track(request: HttpRequest) -> HttpResponse:
    """Ask for the query code; a good one leads on to its page."""
    typed = request.GET.get("code", "")[:60]
    if "code" not in request.GET:
        return _ask_code(request)
    try:
        return redirect("portal:progress", query_code(typed))
    except BadCode as wrong:
        sentence = _("填写回执上 12 位的查询码") if not typed.strip() else wrong.sentence
        return _ask_code(request, typed, sentence, status=422)


@never_cache
@require_safe
@entrance(Door.ANYONE)
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """Stage and dates, and nobody's name."""
    actor = actor_of(request)
    try:
        kept = query_code(code)
        found = progress_by_code(kept, seen_by=actor)
    except (BadCode, NotFound):
        words = _("没有找到这个查询码。请对照回执再看一遍，0 和 O、1 和 I 不分。")
        return _ask_code(request, code, words, status=404)
    context = {
        "progress": found,
        "sentence": _public_sentence(found),
        "clock": clock_card(found.promised),
        "timeline": timeline_of_progress(found),
        "office": agency(found.agency),
        "own": reverse("portal:case", args=[found.number]) if actor.party else "",
        "rate": reverse("portal:rate-by-code", args=[kept]) + "?from=paper"
        if open_to_rating(found.agency, found.closed_on)
        else "",
    }
    return render(request, "portal/progress.html", context)


def _public_sentence(found: Any) -> Any:
    due = found.promised.due_on if found.promised else None
    if found.stage == "accepted" and due and not found.suspended:
        until = whole(marked(_("最晚 {day}有结果"), day=day_and_week(due)))
        return marked(_("正在审查，{until}"), until=until)
    return found.stage_word


def _ask_code(
    request: HttpRequest, typed: str = "", fault: str = "", status: int = 200
) -> HttpResponse:
    errors = [{"where": "code", "sentence": fault}] if fault else []
    context = {"typed": typed, "fault": fault, "errors": errors}
    return render(request, "portal/track.html", context, status=status)
