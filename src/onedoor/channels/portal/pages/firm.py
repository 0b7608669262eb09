"""The firm's own page: what is due, who handles what, who may do what, and what is known of it."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from onedoor.casework.cases.actions import hand_over_matters
from onedoor.casework.cases.queries import Case, Draft, cases_of, drafts_of
from onedoor.channels.look.doors import Door, actor_of, entrance, meant_for
from onedoor.channels.look.words import day_and_week, full_day, say_plain
from onedoor.channels.notices.queries import notices_of
from onedoor.channels.portal.case_words import state_mark, state_word
from onedoor.channels.portal.inbox import message_row
from onedoor.channels.portal.mandate_words import (
    TONES,
    reach_words,
    service_titles,
    state_words,
)
from onedoor.channels.portal.wording import marked, plain
from onedoor.kernel.actors import Actor
from onedoor.kernel.codes import group_in_fours
from onedoor.kernel.refusals import BadInput, Refusal
from onedoor.kernel.time import days, today
from onedoor.registers.licences.queries import licences_of, standing_of
from onedoor.registers.mandates.actions import change_acts
from onedoor.registers.mandates.kinds import acts, kinds
from onedoor.registers.mandates.queries import Mandate, people_of, state_of
from onedoor.registers.people.queries import Party, party_for

MESSAGES = 6
# Dates further away than this are not yet a duty.
AHEAD = 120


def manages(actor: Actor) -> bool:
    """Whether one speaks for the firm itself: its own sign-in, or its legal representative."""
    return actor.scope is None or actor.scope.kind == "representative"


@never_cache
@require_safe
@entrance(Door.PARTY)
def firm(request: HttpRequest) -> HttpResponse:
    """The firm one acts for; who acts for none is asked which."""
    if _firm(actor_of(request)) is None:
        return redirect("portal:acting")
    return _show(request)


def _firm(actor: Actor) -> Party | None:
    party = party_for(actor.party, seen_by=actor, why=gettext_noop("单位主页"))
    return party if party.kind == "organisation" else None


def _show(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    actor = actor_of(request)
    party = _firm(actor)
    assert party is not None
    speaks, titles = manages(actor), service_titles()
    cases = cases_of(actor.party, seen_by=actor, limit=200)
    drafts = drafts_of(actor.party, seen_by=actor)
    people = people_of(actor.party, seen_by=actor) if speaks else []
    licences = licences_of(actor.party, seen_by=actor)
    context = {
        "party": party,
        "manages": speaks,
        "may_widen": actor.scope is not None and speaks,
        "seal": party.name[:1],
        "code": group_in_fours(party.number) if party.number_kind == "credit_code" else "",
        "duties": _duties(cases, licences, people, drafts),
        "matters": _by_agent(cases, drafts, people),
        "acts": [{"act": each.act, "word": say_plain(each.word)} for each in _columns()],
        "people": [_person(each, titles) for each in people],
        "pending": sum(state_of(each) == "proposed" for each in people),
        "facts": _facts(party, licences, speaks=speaks),
        "held": bool(licences),
        "notices": [message_row(each) for each in notices_of(seen_by=actor, limit=MESSAGES)],
        "saved": "saved" in request.GET,
        "handed": "handed" in request.GET,
        "errors": [{"where": refusal.where, "sentence": refusal.sentence}] if refusal else [],
    }
    return render(request, "portal/firm.html", context, status=refusal.status if refusal else 200)


def _case_url(subject: str) -> str:
    return reverse("portal:case", args=[subject])


def _columns() -> list[Any]:
    """The acts a firm's agent may have; seeing comes with each of them."""
    return [each for each in acts() if each.act != "see" and each.act in kinds()["agent"].acts]


def _duties(
    cases: list[Case], licences: list[Any], people: list[Mandate], drafts: list[Draft]
) -> list[dict[str, Any]]:
    """What has a date, the nearest first: to correct, to renew, to finish, mandates that end."""
    until = today() + days(AHEAD)
    found: list[tuple[Any, str, str]] = [
        (each.told_missing_on, _("补正：%s") % each.service_title, _case_url(each.number))
        for each in cases
        if each.stage == "correcting"
    ]
    found += [
        (each.valid_until, _("到期换证：%s") % each.kind_name,
         reverse("portal:paper", args=[each.paper_id]))
        for each in licences
        if each.valid_until and each.valid_until <= until
    ]  # fmt: skip
    found += [
        (each.expires_on, _("草稿保存到这天：%s") % plain(each.version.parsed.sheet.title),
         reverse("portal:draft", args=[each.pk]))
        for each in drafts
    ]  # fmt: skip
    found += [
        (each.until, _("授权到期：%s") % each.receiver.name,
         reverse("portal:mandate", args=[each.id]))
        for each in people
        if each.confirmed_at and each.until <= until
    ]  # fmt: skip
    return [
        {"day": day_and_week(when), "words": words, "url": url, "late": when < today()}
        for when, words, url in sorted(found, key=lambda each: each[0])
    ]


def _by_agent(
    cases: list[Case], drafts: list[Draft], people: list[Mandate]
) -> list[dict[str, Any]]:
    """Open matters under whoever handles them; those of the firm itself first."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    names: dict[str, str] = {}
    for case in cases:
        if case.is_open or case.stage == "decided":
            names[case.agent] = case.agent_name
            rows[case.agent].append(
                {"title": case.service_title, "number": case.short_number,
                 "mark": state_mark(case), "word": state_word(case), "url": _case_url(case.number)}
            )  # fmt: skip
    for draft in drafts:
        names[draft.agent] = draft.agent_name
        rows[draft.agent].append(
            {"title": plain(draft.version.parsed.sheet.title), "number": "", "mark": "draft",
             "word": "", "url": reverse("portal:draft", args=[draft.pk])}
        )  # fmt: skip
    standing = {str(each.receiver_id): each for each in people if state_of(each) == "standing"}
    return [
        {
            "ref": ref,
            "name": names[ref],
            "gone": bool(ref) and ref not in standing,
            "rows": rows[ref],
            "takers": [
                {"value": other, "label": each.receiver.name}
                for other, each in standing.items()
                if other != ref
            ],
        }
        for ref in sorted(rows, key=lambda ref: (bool(ref), names[ref]))
    ]


def _person(mandate: Mandate, titles: dict[str, str]) -> dict[str, Any]:
    state = state_of(mandate)
    return {
        "id": mandate.id,
        "name": mandate.receiver.name,
        "reach": reach_words(mandate.services, titles),
        "until": full_day(mandate.until),
        "acts": set(mandate.acts),
        "state": state,
        "word": state_words(state),
        "tone": TONES[state],
        "url": reverse("portal:mandate", args=[mandate.id]),
    }


def _facts(party: Party, licences: list[Any], *, speaks: bool) -> list[dict[str, Any]]:
    """What is known of the firm and shared by all its matters. An agent sees what is public."""
    rows: list[dict[str, Any]] = [{"key": _("名称"), "value": party.name}]
    rows.append({"key": _("法定代表人"), "value": party.representative or None})
    if speaks:
        rows.append({"key": _("地址"), "value": party.address or None})
        rows.append({"key": _("电话"), "value": party.phone or None})
    held = [
        marked("{name} {number}", name=each.kind_name, number=each.number)
        for each in licences
        if standing_of(each) == "valid"
    ]
    return [*rows, {"key": _("有效证照"), "value": held or None}]


class NothingToChange(BadInput):
    """没有改任何一格。"""


@never_cache
@require_POST
@entrance(Door.PARTY)
def rights(request: HttpRequest) -> HttpResponse:
    """The matrix as it was ticked: each person whose row changed has just those acts."""
    meant_for(request)
    actor = actor_of(request)
    if _firm(actor) is None:
        return redirect("portal:acting")
    known = {each.act for each in _columns()}
    for mandate in people_of(actor.party, seen_by=actor):
        if f"shown-{mandate.id}" not in request.POST:
            continue
        ticked = [act for act in request.POST.getlist(f"may-{mandate.id}") if act in known]
        if set(ticked) == set(mandate.acts) - {"see"}:
            continue
        try:
            change_acts(mandate.id, acts=ticked, by=actor)
        except Refusal as refusal:
            refusal.where = f"person-{mandate.id}"
            return _show(request, refusal)
    return redirect(reverse("portal:firm") + "?saved=1#people")


@never_cache
@require_POST
@entrance(Door.PARTY)
def hand_over(request: HttpRequest) -> HttpResponse:
    """Somebody leaves: their open matters go to a colleague and their mandate ends, in one."""
    meant_for(request)
    actor = actor_of(request)
    if _firm(actor) is None:
        return redirect("portal:acting")
    leaver = request.POST.get("leaver", "")
    try:
        hand_over_matters(
            leaver,
            to=request.POST.get(f"to-{leaver}", ""),
            ending=f"ending-{leaver}" in request.POST,
            by=actor,
        )
    except Refusal as refusal:
        refusal.where = f"to-{leaver}"
        return _show(request, refusal)
    return redirect(reverse("portal:firm") + "?handed=1#matters")
