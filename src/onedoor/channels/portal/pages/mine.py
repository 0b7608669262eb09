"""My space: one calm desk for everything I have with the government."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from onedoor.casework.cases.queries import Case, cases_of, drafts_of
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.words import day, day_and_week
from onedoor.channels.notices.queries import notices_of
from onedoor.channels.portal.case_words import state_mark, state_word
from onedoor.channels.portal.waiting import to_agree, waiting_rows
from onedoor.channels.portal.wording import marked
from onedoor.kernel.readings import readings_of
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.licences.queries import licences_of, standing_of

MESSAGES, LISTED = 6, 12


@never_cache
@require_safe
@entrance(Door.PARTY)
def mine(request: HttpRequest) -> HttpResponse:
    """To do, under way, results, licences, messages, and who looked."""
    actor = actor_of(request)
    cases = cases_of(actor.party, seen_by=actor)
    drafts = drafts_of(actor.party, seen_by=actor)
    licences = licences_of(actor.party, seen_by=actor)
    everything = "all" in request.GET
    ended = [_row(each) for each in cases if not each.is_open and each.stage != "decided"]
    context = {
        "name": actor.name,
        "waiting": [*to_agree(actor), *waiting_rows(cases, drafts)],
        "open": [_row(each) for each in cases if each.is_open or each.stage == "decided"],
        "ended": ended if everything else ended[:LISTED],
        "hidden": 0 if everything else max(0, len(ended) - LISTED),
        "licences": [
            {"licence": each, "standing": standing_of(each), "paper":
             reverse("portal:paper", args=[each.paper_id])}
            for each in licences
        ],
        "notices": [
            {"text": each.text, "at": each.told_at,
             "url": reverse("portal:case", args=[each.subject])}
            for each in notices_of(seen_by=actor, limit=MESSAGES)
        ],
        "looks": len(readings_of(seen_by=actor)) if actor.scope is None else 0,
    }  # fmt: skip
    return render(request, "portal/mine.html", context)


def _row(case: Case) -> dict[str, Any]:
    note: object = marked(_("{day}申请"), day=day(case.submitted_at))
    if case.promised_due and case.stage == "accepted":
        note = marked(_("最晚 {day}有结果"), day=day_and_week(case.promised_due))
    if case.closed_on:
        note = marked(_("{day}办结"), day=day(case.closed_on))
    return {
        "title": case.service_title,
        "number": case.short_number,
        "mark": state_mark(case),
        "word": state_word(case),
        "note": note,
        "url": reverse("portal:case", args=[case.number]),
    }


@never_cache
@require_safe
@entrance(Door.ONESELF)
def readings(request: HttpRequest) -> HttpResponse:
    """Who has looked at my data, when and why: every look by anybody but myself."""
    looks = readings_of(seen_by=actor_of(request))
    bodies = agencies({each.by_agency for each in looks if each.by_agency})
    rows = [{"look": each, "agency": bodies.get(each.by_agency)} for each in looks]
    return render(request, "portal/readings.html", {"rows": rows})
