"""Systems for the administrators: register, review, stop; and the keys that sign."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.admin.shown import frame_of
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import now
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.people.levels import levels
from onedoor.registers.systems import actions
from onedoor.registers.systems.facts import FACTS
from onedoor.registers.systems.queries import (
    System,
    issuer,
    signing_keys,
    system_for,
    systems,
)

STATES = {
    "proposed": (gettext_lazy("等审核"), "info"),
    "approved": (gettext_lazy("在用"), "ok"),
    "declined": (gettext_lazy("没有通过"), "plain"),
    "stopped": (gettext_lazy("已停用"), "err"),
}
LINES = ("redirect_uris", "post_logout_uris")
FIELDS = ("agency", "name", "purpose", "basis", "consent", "level", "back_channel_uri", *LINES)


@never_cache
@require_safe
@entrance(Door.ADMIN)
def listing(request: HttpRequest) -> HttpResponse:
    """Every system with its state, those that wait for a review first."""
    actor = actor_of(request)
    found = sorted(systems(seen_by=actor), key=lambda each: each.state != "proposed")
    names = _agency_names(found)
    rows = [_row(each, names) for each in found]
    waiting = sum(each.state == "proposed" for each in found)
    context = {"rows": rows, "office": actor.office, "waiting": waiting}
    return _page(request, "list", context)


def _agency_names(found: list[System]) -> dict[str, str]:
    bodies = agencies({each.agency for each in found})
    return {code: body.name for code, body in bodies.items()}


def _row(system: System, names: dict[str, str]) -> dict[str, Any]:
    word, tone = STATES[system.state]
    return {
        "system": system,
        "agency": names.get(system.agency, system.agency),
        "facts": [FACTS[code].word for code in system.facts if code in FACTS],
        "state": word,
        "tone": tone,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ADMIN)
def propose(request: HttpRequest) -> HttpResponse:
    """The sheet of a new system; sent, its secret is shown once."""
    if request.method != "POST":
        return _sheet(request, {"facts": ["name"]})
    typed: dict[str, Any] = {name: request.POST.get(name, "").strip() for name in FIELDS}
    typed["facts"] = request.POST.getlist("facts")
    wish = typed | {name: typed[name].split() for name in LINES}
    wish["level"] = int(typed["level"]) if typed["level"].isdecimal() else 0
    try:
        system, secret = actions.propose_system(**wish, by=actor_of(request))
    except Refusal as refusal:
        if refusal.status == 403:
            raise
        return _sheet(request, typed, refusal)
    context = {"system": system, "secret": secret, "issuer": issuer()}
    return _page(request, "secret", context)


def _sheet(
    request: HttpRequest, typed: dict[str, Any], refusal: Refusal | None = None
) -> HttpResponse:
    errors = []
    if refusal:
        # The body is the one thing that is looked up, and refused by its code.
        where = refusal.where if refusal.where in (*FIELDS, "facts") else "agency"
        errors = [{"where": where, "sentence": refusal.sentence}]
    context = {
        "typed": {name: typed.get(name, "") for name in (*FIELDS, "facts")},
        "faults": {each["where"]: each["sentence"] for each in errors},
        "errors": errors,
        "agencies": [{"value": code, "label": body.name} for code, body in agencies().items()],
        "known": [
            {
                "value": code,
                "label": str(fact.word),
                "hint": " · ".join(filter(None, (fact.scope, fact.claim))),
            }
            for code, fact in FACTS.items()
        ],
        "levels": [
            {"value": "0", "label": _("不限")},
            *({"value": str(each.level), "label": each.called()} for each in levels()),
        ],
    }
    return render(
        request,
        "admin/systems/propose.html",
        frame_of(request, here="systems") | context,
        status=422 if errors else 200,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ADMIN)
def system(request: HttpRequest, system: str) -> HttpResponse:
    """One system with all that was said of it; the other administrator reviews it here."""
    actor = actor_of(request)
    if request.method != "POST":
        return _shown(request, system_for(system, seen_by=actor))
    words = request.POST.get("words", "").strip()
    try:
        match request.POST.get("do"):
            case "approve":
                actions.review_system(system, approve=True, note=words, by=actor)
            case "decline":
                actions.review_system(system, approve=False, note=words, by=actor)
            case "stop":
                actions.stop_system(system, reason=words, by=actor)
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return _shown(request, system_for(system, seen_by=actor), refusal)
    return redirect("systems:system", system)


def _shown(request: HttpRequest, found: System, refusal: Refusal | None = None) -> HttpResponse:
    actor = actor_of(request)
    errors = [{"where": "words", "sentence": refusal.sentence}] if refusal else []
    context = _row(found, _agency_names([found])) | {
        "errors": errors,
        "error": refusal.sentence if refusal else "",
        "may_review": found.state == "proposed"
        and actor.office == "security"
        and actor.ref != found.proposed_by,
        "may_stop": found.state == "approved" and actor.office in ("system", "security"),
        "level": next((each.called() for each in levels() if each.level == found.level), ""),
    }
    return render(
        request,
        "admin/systems/system.html",
        frame_of(request, here="systems") | context,
        status=422 if errors else 200,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ADMIN)
def keys(request: HttpRequest) -> HttpResponse:
    """The keys in force and what each does now; the next one is made here."""
    actor = actor_of(request)
    if request.method == "POST":
        actions.rotate_keys(at_once=request.POST.get("do") == "at-once", by=actor)
        return redirect("systems:keys")
    rows, signs = [], False
    for key in signing_keys(seen_by=actor):
        if key.not_before > now():
            word, tone = _("已公布，还没启用"), "info"
        elif not signs:
            word, tone, signs = _("在签"), "ok", True
        else:
            word, tone = _("只用来核对旧的"), "plain"
        rows.append({"key": key, "word": word, "tone": tone})
    context = {"rows": rows, "may": actor.office in ("system", "security")}
    return _page(request, "keys", context)


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    framed = frame_of(request, here="systems") | context
    return render(request, f"admin/systems/{name}.html", framed, status=status)
