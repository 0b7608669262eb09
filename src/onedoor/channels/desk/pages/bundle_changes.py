"""Newer versions and the bundles that run under older ones: what changed, a dry run, one button."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onedoor.casework.bundles.actions import move_bundles, undo_bundle_move
from onedoor.casework.bundles.queries import BundlePlan, plan_bundle_move
from onedoor.channels.desk.pages.changing import changes_listed, groups_of
from onedoor.channels.desk.shown import rail_of, shown, supervising
from onedoor.channels.look.doors import Door, entrance
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.catalogue.comparing import differences
from onedoor.registers.catalogue.comparing_bundles import bundle_differences
from onedoor.registers.catalogue.queries import bundle_version
from onedoor.registers.catalogue.queries import version as version_called


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, agency: str, code: str) -> HttpResponse:
    """What changed in the bundle and its parts; what a move would do; the button."""
    actor, errors = supervising(request), []
    if request.method == "POST":
        try:
            move_bundles(code, agency=agency, seen=request.POST.get("seen", ""), by=actor)
            return HttpResponseRedirect(reverse("desk:changes") + "?done=bundles-moved")
        except Refusal as refusal:
            errors = [refusal]
    found = plan_bundle_move(code, agency=agency, seen_by=actor)
    return shown(
        request,
        "desk/bundle_change.html",
        errors=errors,
        plan=found,
        title=found.new.parsed.title,
        where=agencies([agency])[agency].called(),
        changed=_changed(found),
        groups=_groups(found),
        rail=rail_of(actor),
        rail_here="changes",
    )


def _changed(found: BundlePlan) -> list[dict[str, Any]]:
    """The bundle's own changes and those of each part's service, each version that is left once."""
    left, parts = found.versions()
    told = []
    for old in sorted((bundle_version(id) for id in left), key=lambda each: each.number):
        told.append(
            {
                "title": found.new.parsed.title,
                "old": old.number,
                "new": found.new.number,
                "lines": bundle_differences(old.parsed, found.new.parsed),
            }
        )
    for _service, before, after in sorted(parts):
        was, now = version_called(before), version_called(after)
        told.append(
            {
                "title": now.parsed.sheet.title,
                "old": was.number,
                "new": now.number,
                "lines": [each.text for each in differences(was.parsed, now.parsed)],
            }
        )
    return told


def _groups(found: BundlePlan) -> list[dict[str, Any]]:
    notes = {
        "moves": _("几项一起换，或者都不换。办完的、已经决定的不动，没开的按新版开"),
        "needs": _("不会自动换。申请人补上以后再换"),
        "stays": _("有一项要留，整件都留，按原来的规定办完"),
    }
    return groups_of(
        notes, lambda kind: {"bundles": found.bundles[kind], "drafts": found.drafts[kind]}
    )


@entrance(Door.STAFF)
@require_POST
def undo(request: HttpRequest, joint_move: UUID) -> HttpResponse:
    """Takes a move of bundles back, while nothing has happened since."""
    actor = supervising(request)
    try:
        undo_bundle_move(joint_move, by=actor)
    except Refusal as refusal:
        return changes_listed(request, actor, (refusal,))
    return HttpResponseRedirect(reverse("desk:changes") + "?done=moved-back")
