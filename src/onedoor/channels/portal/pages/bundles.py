"""The guide of a bundle, the questions that shape it, and the page that begins it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.casework.bundles.actions import begin_bundle
from onedoor.casework.bundles.queries import bundle_draft_of, whole_of
from onedoor.casework.forms.questions import effect_of, next_situation
from onedoor.channels.look.doors import Door, actor_of, entrance, meant_for
from onedoor.channels.look.local import body_name, body_short
from onedoor.channels.portal.assurance import lacking
from onedoor.channels.portal.bundle_words import (
    Asked,
    chosen_of,
    document_rows,
    facts_of_bundle,
    part_rows,
    saved_by,
    short_of,
)
from onedoor.channels.portal.cache import cacheable
from onedoor.channels.portal.pages.applying import PlaceNeeded
from onedoor.channels.portal.way import way_of
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.catalogue.definition import ServiceDefinition
from onedoor.registers.catalogue.queries import agencies_of_parts


def asked_of(request: HttpRequest, code: str) -> Asked:
    """The bundle as this address asks for it; NoSuchBundle."""
    given = {name[2:]: str(value) for name, value in request.GET.items() if name.startswith("s.")}
    version, whole, is_settled = whole_of(code, given)
    way = way_of(whole.definition, request.GET)
    places = [each.agency for each in whole.bundle.offerings]
    handled_by = agencies_of_parts(whole.bundle, way.at or places[0])
    return Asked(
        whole=whole,
        number=version.number,
        at=way.at,
        situation=dict(way.situation),
        is_settled=is_settled,
        agencies=agencies([*places, *handled_by.values()]),
        handled_by=handled_by,
        clashes=tuple(way.clashes),
    )


@require_safe
@cacheable
@entrance(Door.ANYONE)
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """Which matters, what one fills in once, what one brings once, who does what until when."""
    asked = asked_of(request, code)
    bundle = asked.whole.bundle
    pending = _pending(asked)
    context = {
        "asked": asked,
        "bundle": bundle,
        "facts": facts_of_bundle(asked),
        "saved": saved_by(asked),
        "rows": part_rows(asked),
        "chosen": chosen_of(asked),
        "pending": pending is not None,
        "situations_url": asked.url("bundle-situations"),
        "start_url": asked.url("bundle-situations" if pending else "bundle-apply"),
        "materials": document_rows(asked),
        "places": [
            {"key": body_short(asked.agencies[each.agency]), "value": each.window
             or asked.agencies[each.agency].office["address"]}
            for each in bundle.offerings
        ],
    }  # fmt: skip
    return render(request, "portal/bundle.html", context)


def _pending(asked: Asked) -> Any:
    situations = asked.definition.sheet.situations
    kind = {"applicant.kind": asked.whole.bundle.applicants[0]}
    return next_situation(situations, asked.whole.settled(asked.situation), facts=kind)


@require_safe
@cacheable
@entrance(Door.ANYONE)
def situations(request: HttpRequest, code: str) -> HttpResponse:
    """The next question of the bundle or of one of its parts; all answered: on to the start."""
    asked = asked_of(request, code)
    question = _pending(asked)
    if question is None:
        return redirect(asked.url())
    for option in question.options:
        if option.stops and asked.situation.get(question.id) == option.value:
            return redirect(asked.url())
    name = f"s.{question.id}"
    pressed = request.GET.get("asked") == question.id
    fault = _("请选一项。不清楚就选“不确定”，我们按最全的情形列材料。") if pressed else ""
    effect = effect_of(asked.definition, asked.whole.settled(asked.situation))
    last = list(asked.situation)[-1:] or [""]
    context = {
        "asked": asked,
        "sheet": asked.definition.sheet,
        "question": question,
        "name": name,
        "hidden": [*asked.pairs, ("asked", question.id)],
        "errors": [{"where": name, "sentence": fault}] if fault else [],
        "fault": fault,
        "chosen": chosen_of(asked),
        "step": len(asked.situation) + 1,
        "back": asked.url("bundle-situations", without=last[0]) if last[0] else asked.url(),
        "before": len(effect.before),
        "after": len(effect.after),
    }
    return render(request, "portal/situation.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Where to apply, what it holds, and the button that begins; the draft in hand, if any."""
    if request.method == "POST":
        return _begin(request, code)
    asked = asked_of(request, code)
    draft = bundle_draft_of(code, seen_by=actor_of(request))
    if _pending(asked) and not draft:
        return redirect(asked.url("bundle-situations"))
    return _start_page(request, asked, draft)


def _begin(request: HttpRequest, code: str) -> HttpResponse:
    meant_for(request)
    # The choices so far come back as hidden fields: read them as the address is read.
    request.GET = request.POST
    asked, actor = asked_of(request, code), actor_of(request)
    draft = bundle_draft_of(code, seen_by=actor)
    situation = asked.situation or (draft.situation if draft else {})
    try:
        begun = begin_bundle(code, agency=asked.at, situation=situation, by=actor)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        return _start_page(request, asked, draft, refusal if asked.at else PlaceNeeded(where="at"))
    return redirect("portal:bundle-draft", begun.pk)


def _start_page(
    request: HttpRequest, asked: Asked, draft: Any, refusal: Refusal | None = None
) -> HttpResponse:
    offered = [asked.agencies[each.agency] for each in asked.whole.bundle.offerings]
    where = asked.at or (draft.agency if draft else "")
    context = {
        "asked": asked,
        "bundle": asked.whole.bundle,
        "draft": draft,
        "draft_url": reverse("portal:bundle-draft", args=[draft.pk]) if draft else "",
        "places": [
            {"value": each.code, "label": body_name(each.division), "hint": body_name(each)}
            for each in offered
        ],
        "where": where,
        "hidden": [pair for pair in asked.pairs if pair[0] != "at"],
        "own": asked.own,
        "names": short_of(asked.whole.parts),
        "chosen": chosen_of(asked),
        "less": saved_by(asked),
        "party": actor_of(request).party,
        "errors": [{"where": refusal.where or "at", "sentence": refusal.sentence}]
        if refusal
        else [],
        "assurance": lacking(
            _surest(asked), actor=actor_of(request), onward=request.get_full_path()
        ),
    }
    status = refusal.status if refusal else 200
    return render(request, "portal/bundle_start.html", context, status=status)


def _surest(asked: Asked) -> ServiceDefinition:
    services = [asked.whole.service(each.id) for each in asked.whole.parts]
    return max(services, key=lambda each: each.sheet.assurance.level)
