"""Seals for the administrators: the system one asks, the security one approves, either stops."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.admin.shown import back, frame_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.typed import day_needed, page_asked
from onedoor.kernel.actors import Actor
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.queries import agencies, posts_of
from onedoor.registers.seals import actions
from onedoor.registers.seals.queries import (
    Kind,
    Seal,
    State,
    is_in_force,
    picture_of,
    seal_for,
    seals,
    use_counts,
    uses_of,
)

A_PAGE = 50
FIELDS = ("agency", "kind", "keeper", "valid_from", "valid_until", "basis")


@never_cache
@require_safe
@entrance(Door.ADMIN)
def listing(request: HttpRequest) -> HttpResponse:
    """Every seal with its state and days, those that wait for approval first; a page at a time."""
    actor = actor_of(request)
    state = request.GET.get("state", "")
    named = request.GET.get("q", "").strip()[:40]
    found = [each for each in seals(seen_by=actor, state=state) if named in each.name]
    page = page_asked(request)
    counts = use_counts(seen_by=actor)
    rows = [
        _row(each) | {"used": counts.get(each.pk, 0)}
        for each in found[(page - 1) * A_PAGE : page * A_PAGE]
    ]
    return shown(
        request,
        "admin/seals/list.html",
        here="seals",
        rows=rows,
        total=len(found),
        waiting=sum(each.state == State.ASKED for each in found),
        may_ask=actor.office == "system",
        named=named,
        state=state,
        states=[
            {"word": word, "url": f"?state={key}&q={named}", "current": state == key}
            for key, word in (("", _("全部")), *State.choices)
        ],
        caution=port("sealer").caution,
        next=page + 1 if len(found) > page * A_PAGE else 0,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ADMIN)
def ask(request: HttpRequest) -> HttpResponse:
    """The sheet on which a seal is asked for; `?replaces=` names the one whose place it takes."""
    actor = actor_of(request)
    if request.method != "POST":
        return _sheet(request, _begun(request, actor))
    typed = {name: request.POST.get(name, "").strip() for name in (*FIELDS, "replaces")}
    try:
        seal = _asked(typed, actor)
    except Refusal as refusal:
        if refusal.status == 403:
            raise
        return _sheet(request, typed, refusal)
    return back(reverse("seals:seal", args=[seal.pk]), "asked")


def _begun(request: HttpRequest, actor: Actor) -> dict[str, str]:
    """The sheet as it is opened: empty, for one agency, or filled from the seal to be replaced."""
    typed = dict.fromkeys((*FIELDS, "replaces"), "") | {"kind": Kind.AGENCY.value}
    typed["agency"] = request.GET.get("agency", "")
    if given := request.GET.get("replaces"):
        old = seal_for(given, seen_by=actor)
        typed |= {"replaces": str(old.pk), "agency": old.agency, "kind": old.kind}
        typed["keeper"] = old.keeper
    return typed


def _asked(typed: dict[str, str], by: Actor) -> Seal:
    days = {name: day_needed(typed[name], where=name) for name in ("valid_from", "valid_until")}
    if typed["replaces"]:
        return actions.replace_seal(
            typed["replaces"], basis=typed["basis"], keeper=typed["keeper"], by=by, **days
        )
    keeper = typed["keeper"] or f"{typed['agency']}/supervisor"
    return actions.ask_for_seal(
        typed["agency"], kind=typed["kind"], keeper=keeper, basis=typed["basis"], by=by, **days
    )


def _sheet(
    request: HttpRequest, typed: dict[str, str], refusal: Refusal | None = None
) -> HttpResponse:
    errors = []
    if refusal:
        where = refusal.where if refusal.where in FIELDS else "agency"
        errors = [{"where": where, "sentence": refusal.sentence}]
    bodies = agencies()
    context = {
        "typed": typed,
        "faults": {each["where"]: each["sentence"] for each in errors},
        "errors": errors,
        "agencies": [{"value": code, "label": body.name} for code, body in bodies.items()],
        "body": bodies[typed["agency"]].name if typed["agency"] in bodies else "",
        "kinds": [{"value": key, "label": word} for key, word in Kind.choices],
        "posts": [{"value": each.code, "label": each.name} for each in posts_of(typed["agency"])],
    }
    framed = frame_of(request, here="seals") | context
    return render(request, "admin/seals/ask.html", framed, status=422 if errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ADMIN)
def show(request: HttpRequest, seal: UUID) -> HttpResponse:
    """One seal with its picture, its days and its log of uses; approved and stopped here."""
    actor = actor_of(request)
    if request.method != "POST":
        return _shown(request, seal)
    words = request.POST.get("words", "").strip()
    done = request.POST.get("do", "")
    try:
        match done:
            case "approve":
                actions.approve_seal(seal, reasons=words, by=actor)
            case "decline":
                actions.decline_seal(seal, reasons=words, by=actor)
            case "stop":
                actions.stop_seal(seal, reasons=words, by=actor)
            case "hand-over":
                actions.hand_over(seal, keeper=request.POST.get("keeper", ""), by=actor)
    except Refusal as refusal:
        if refusal.status == 403:
            raise
        return _shown(request, seal, refusal)
    words_for = {"approve": "approved", "decline": "declined", "stop": "stopped"}
    return back(reverse("seals:seal", args=[seal]), words_for.get(done, "kept"))


def _shown(request: HttpRequest, seal: UUID, refusal: Refusal | None = None) -> HttpResponse:
    actor = actor_of(request)
    found = seal_for(seal, seen_by=actor)
    page = page_asked(request)
    posts = {each.code: each.name for each in posts_of(found.agency)}
    errors = [{"where": refusal.where, "sentence": refusal.sentence}] if refusal else []
    context = _row(found) | {
        "errors": errors,
        "error": refusal.sentence if refusal else "",
        "keeper": posts.get(found.keeper, found.keeper),
        "posts": [{"value": code, "label": name} for code, name in posts.items()],
        "uses": uses_of(seal, seen_by=actor, page=page),
        "next": page + 1,
        **_may(found, actor),
    }
    framed = frame_of(request, here="seals") | context
    return render(request, "admin/seals/seal.html", framed, status=422 if errors else 200)


def _may(seal: Seal, actor: Actor) -> dict[str, bool]:
    is_asked, stands = seal.state == State.ASKED, seal.state == State.IN_FORCE
    return {
        "may_approve": is_asked and actor.office == "security" and actor.ref != seal.asker,
        "may_stop": stands and actor.office in ("system", "security"),
        "may_keep": stands and actor.office == "system",
    }


@never_cache
@require_safe
@entrance(Door.ADMIN)
def picture(request: HttpRequest, seal: UUID) -> HttpResponse:
    """The picture of a seal that was made."""
    content = picture_of(seal, seen_by=actor_of(request))
    return HttpResponse(content, content_type="image/png")


def _row(seal: Seal) -> dict[str, Any]:
    """The seal with its state in a word: in force, or run out by its days."""
    words = {
        State.ASKED: (_("等批准"), "info"),
        State.DECLINED: (_("没有批准"), "plain"),
        State.STOPPED: (_("已停用"), "err"),
        State.IN_FORCE: (_("在用"), "ok") if is_in_force(seal) else (_("不在有效期"), "warn"),
    }
    word, tone = words[State(seal.state)]
    return {"seal": seal, "word": word, "tone": tone}
