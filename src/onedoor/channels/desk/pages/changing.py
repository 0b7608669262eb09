"""A newer version and what runs under an older one: the change in words, a dry run, one button."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onedoor.casework.cases.actions import move_cases, undo_move
from onedoor.casework.cases.queries import Plan, moves_of, plan_move, versions_behind
from onedoor.channels.desk.shown import is_supervisor, rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotAllowed, Refusal
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.catalogue.comparing import PARTS, by_part, differences
from onedoor.registers.catalogue.queries import version as version_called


def _supervisor(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not is_supervisor(actor):
        raise NotAllowed()
    return actor


def _headed(actor: Actor) -> list[str]:
    return sorted(post.partition("/")[0] for post in actor.posts if post.endswith("/supervisor"))


@entrance(Door.STAFF)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Where matters run under older versions, and the moves made so far."""
    return _listing(request, _supervisor(request))


def _listing(request: HttpRequest, actor: Actor, errors: tuple[Refusal, ...] = ()) -> HttpResponse:
    headed = _headed(actor)
    return shown(
        request,
        "desk/changes.html",
        errors=errors,
        behind=versions_behind(headed, seen_by=actor),
        moves=moves_of(headed, seen_by=actor),
        names={code: each.called() for code, each in agencies(headed).items()},
        rail=rail_of(actor),
        rail_here="changes",
    )


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, agency: str, version: UUID) -> HttpResponse:
    """What changed, in words; what a move would do, as three counts with lists; the button."""
    actor, errors = _supervisor(request), []
    service = version_called(version).service_id
    if request.method == "POST":
        try:
            move_cases(service, old=version, agency=agency, expected=_expected(request), by=actor)
            return HttpResponseRedirect(reverse("desk:changes") + "?done=moved")
        except Refusal as refusal:
            errors = [refusal]
    found = plan_move(service, old=version, agency=agency, seen_by=actor)
    return shown(
        request,
        "desk/change.html",
        errors=errors,
        plan=found,
        title=found.new.parsed.sheet.title,
        where=agencies([agency])[agency].called(),
        changed=_changed(found),
        groups=_groups(found),
        rail=rail_of(actor),
        rail_here="changes",
    )


def _expected(request: HttpRequest) -> int | None:
    given = request.POST.get("expected", "")
    return int(given) if given.isascii() and given.isdigit() else None


def _changed(found: Plan) -> list[dict[str, Any]]:
    parts = by_part(differences(found.old.parsed, found.new.parsed))
    return [{"title": PARTS[part], "lines": [each.text for each in said]} for part, said in parts]


def _groups(found: Plan) -> list[dict[str, Any]]:
    words = {
        "moves": (_("能换"), _("要交的、要填的都不变，或者更轻"), "ok"),
        "needs": (_("要申请人补"), _("不会自动换。申请人或窗口补上以后再换"), "warn"),
        "stays": (_("留在原版"), _("按原来的规定办完"), "plain"),
    }
    return [
        {
            "key": kind,
            "title": title,
            "note": note,
            "tone": tone,
            "cases": found.cases[kind],
            "drafts": len(found.drafts[kind]),
            "count": found.count(kind),
        }
        for kind, (title, note, tone) in words.items()
    ]


@entrance(Door.STAFF)
@require_POST
def undo(request: HttpRequest, move: UUID) -> HttpResponse:
    """Takes a move back, while nothing has happened since."""
    actor = _supervisor(request)
    try:
        undo_move(move, by=actor)
    except Refusal as refusal:
        return _listing(request, actor, (refusal,))
    return HttpResponseRedirect(reverse("desk:changes") + "?done=moved-back")
