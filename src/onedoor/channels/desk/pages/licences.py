"""Licences of one's agency: found, looked after, and every act an approver may do to one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.desk.shown import rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.words import standing_tone, standing_word
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.registers.licences.actions import (
    cancel_licence,
    check_licence,
    restore_licence,
    revoke_licence,
    suspend_licence,
)
from onedoor.registers.licences.queries import (
    Called,
    Licence,
    called_for,
    duties_of,
    licence_of_paper,
    licences_found,
    standing_of,
)

# What an approver may do, from which standing, and how the button says it.
_ACTS: dict[str, tuple[Callable[..., Licence], set[str], Any]] = {
    "suspend": (suspend_licence, {"valid", "expired"}, gettext_lazy("暂扣")),
    "restore": (restore_licence, {"suspended"}, gettext_lazy("恢复使用")),
    "revoke": (revoke_licence, {"valid", "expired", "suspended"}, gettext_lazy("撤销")),
    "cancel": (cancel_licence, {"valid", "expired", "suspended"}, gettext_lazy("注销")),
}


class BasisNeeded(Refusal):
    """请写明依据哪部法律的哪一条；持证人会看到。"""

    status = 422


class NothingChosen(Refusal):
    """请先选要做什么。"""

    status = 422


@entrance(Door.STAFF)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Found by number or whole name; besides, what runs out soon and what is to be checked."""
    actor, asked = actor_of(request), request.GET.get("q", "").strip()[:200]
    view = request.GET.get("view", "renew")
    view = view if view in ("renew", "check") else "renew"
    return shown(
        request,
        "desk/licences.html",
        asked=asked,
        found=[_row(each) for each in licences_found(asked, seen_by=actor)] if asked else [],
        called=[] if asked else called_for(view, seen_by=actor),
        view=view,
        rail=rail_of(actor),
        rail_here="licences",
    )


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, paper: UUID) -> HttpResponse:
    """One licence: what it says, how it stands, and what can be done with it."""
    actor, errors = actor_of(request), []
    licence = licence_of_paper(paper, seen_by=actor)
    given = {key: request.POST.get(key, "").strip()[:2000] for key in ("do", "reasons", "basis")}
    if request.method == "POST":
        try:
            _does(licence, given, actor)
        except Refusal as refusal:
            errors = [refusal]
        else:
            return redirect(reverse("desk:licence", args=[paper]) + "?done=licence")
    standing, duties = standing_of(licence), duties_of(licence, seen_by=actor)
    return shown(
        request,
        "desk/licence.html",
        errors=errors,
        licence=licence,
        row=_row(licence),
        duties=duties,
        acts=_choices(licence, duties, standing, actor),
        given=given,
        rail=rail_of(actor),
        rail_here="licences",
    )


def _row(licence: Licence) -> dict[str, Any]:
    standing = standing_of(licence)
    return {
        "licence": licence,
        "word": standing_word(standing),
        "tone": standing_tone(standing),
    }


def _choices(
    licence: Licence, duties: list[Called], standing: str, actor: Actor
) -> list[dict[str, Any]]:
    """What this clerk may do with it now, as choices of one question."""
    checks = [each.words for each in duties if each.kind == "check"]
    choices = []
    for words in checks:
        choices += [
            {"value": "passed", "label": _("%(check)s通过") % {"check": words}},
            {"value": "failed", "label": _("%(check)s没有通过") % {"check": words}},
        ]
    if actor.holds(f"{licence.agency}/approver"):
        choices += [
            {"value": key, "label": word}
            for key, (_act, standings, word) in _ACTS.items()
            if standing in standings
        ]
    return choices


def _does(licence: Licence, given: dict[str, str], actor: Actor) -> None:
    do, reasons, basis = given["do"], given["reasons"], given["basis"]
    if do in ("passed", "failed"):
        check_licence(licence.number, passed=do == "passed", reasons=reasons, by=actor)
        return
    if do == "":
        raise NothingChosen(where="do")
    if do not in _ACTS:
        raise NotFound()
    if not basis:
        raise BasisNeeded(where="basis")
    act = _ACTS[do][0]
    act(licence.number, reasons=reasons, basis=basis, by=actor)
