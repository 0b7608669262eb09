"""A newer version and what runs under an older one: the change in words, a dry run, one button."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onedoor.casework.bundles.queries import bundle_moves_of, bundles_behind, parts_under
from onedoor.casework.cases.actions import move_cases, undo_move
from onedoor.casework.cases.queries import Plan, moves_of, plan_move, versions_behind
from onedoor.channels.desk.shown import rail_of, shown, supervising
from onedoor.channels.look.doors import Door, entrance
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.catalogue.comparing import PARTS, by_part, differences
from onedoor.registers.catalogue.queries import version as version_called


def _headed(actor: Actor) -> list[str]:
    return sorted(actor.agencies_as("supervisor"))


@entrance(Door.STAFF)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Where matters run under older versions, and the moves made so far."""
    return changes_listed(request, supervising(request))


def changes_listed(
    request: HttpRequest, actor: Actor, errors: tuple[Refusal, ...] = ()
) -> HttpResponse:
    """The page of changes, with what was refused on top."""
    headed = _headed(actor)
    return shown(
        request,
        "desk/changes.html",
        errors=errors,
        behind=versions_behind(headed, seen_by=actor),
        bundles=bundles_behind(headed, seen_by=actor),
        moves=moves_of(headed, seen_by=actor),
        bundle_moves=bundle_moves_of(headed, seen_by=actor),
        names={code: each.called() for code, each in agencies(headed).items()},
        rail=rail_of(actor),
        rail_here="changes",
    )


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, agency: str, version: UUID) -> HttpResponse:
    """What changed, in words; what a move would do, as three counts with lists; the button."""
    actor, errors = supervising(request), []
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
        joined=_in_bundles(version, agency, actor),
        rail=rail_of(actor),
        rail_here="changes",
    )


def _expected(request: HttpRequest) -> int | None:
    given = request.POST.get("expected", "")
    return int(given) if given.isascii() and given.isdigit() else None


def _changed(found: Plan) -> list[dict[str, Any]]:
    parts = by_part(differences(found.old.parsed, found.new.parsed))
    return [{"title": PARTS[part], "lines": [each.text for each in said]} for part, said in parts]


def _in_bundles(version: UUID, agency: str, actor: Actor) -> list[dict[str, Any]]:
    """Matters under this version that follow their bundles; a link for whoever moves those."""
    found = parts_under(version, agency=agency, seen_by=actor)
    names = agencies([each.agency for each in found])
    return [
        {
            "title": each.title,
            "count": each.parts,
            "lead": names[each.agency].called(),
            "url": reverse("desk:bundle-change", args=[each.agency, each.bundle])
            if actor.holds(f"{each.agency}/supervisor")
            else "",
        }
        for each in found
    ]


# What the three outlooks are called, in the order of the page.
OUTLOOKS = {
    "moves": gettext_noop("能换"),
    "needs": gettext_noop("要申请人补"),
    "stays": gettext_noop("留在原版"),
}


def _groups(found: Plan) -> list[dict[str, Any]]:
    notes = {
        "moves": _("要交的、要填的都不变，或者更轻"),
        "needs": _("不会自动换。申请人或窗口补上以后再换"),
        "stays": _("按原来的规定办完"),
    }
    return groups_of(
        notes,
        lambda kind: {
            "cases": found.cases[kind],
            "drafts": len(found.drafts[kind]),
            "count": found.count(kind),
        },
    )


def groups_of(
    notes: Mapping[str, str], what: Callable[[str], dict[str, Any]]
) -> list[dict[str, Any]]:
    """The three outlooks: what each is called, what it means, and `what` was found of it."""
    return [
        {"key": kind, "title": _(title), "note": notes[kind], **what(kind)}
        for kind, title in OUTLOOKS.items()
    ]


@entrance(Door.STAFF)
@require_POST
def undo(request: HttpRequest, move: UUID) -> HttpResponse:
    """Takes a move back, while nothing has happened since."""
    actor = supervising(request)
    try:
        undo_move(move, by=actor)
    except Refusal as refusal:
        return changes_listed(request, actor, (refusal,))
    return HttpResponseRedirect(reverse("desk:changes") + "?done=moved-back")
