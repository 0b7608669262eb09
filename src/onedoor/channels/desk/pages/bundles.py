"""The lead's desk for bundles: one look at everything, one notice, one acceptance."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onedoor.casework.bundles.actions import (
    accept_bundle,
    extend_bundle,
    request_bundle_corrections,
    review_bundle,
)
from onedoor.casework.bundles.queries import (
    bundle_for,
    bundles_at,
    joint_material_for,
    stage_word,
)
from onedoor.channels.desk.bundle_words import (
    clocks_of_bundle,
    list_row,
    materials_of,
    part_lines,
    points_shown,
)
from onedoor.channels.desk.pages.files import alone
from onedoor.channels.desk.points import MARKS
from onedoor.channels.desk.shown import rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.refusals import Refusal


@entrance(Door.STAFF)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The open bundles that the clerk's posts lead."""
    actor = actor_of(request)
    return shown(
        request,
        "desk/bundles.html",
        rows=[list_row(each) for each in bundles_at(seen_by=actor)],
        rail=rail_of(actor),
        rail_here="bundles",
    )


@entrance(Door.STAFF)
@require_safe
def show(request: HttpRequest, joint: str) -> HttpResponse:
    """A bundle whole: for its lead with the acts, for whoever has a part of it without."""
    return _page(request, joint)


def _page(request: HttpRequest, number: str, errors: Sequence[Refusal] = ()) -> HttpResponse:
    actor = actor_of(request)
    file = bundle_for(number, seen_by=actor)
    joint = file.joint
    leads = actor.holds(file.seat) and joint.is_open
    points = points_shown(file)
    left = [each for each in points if not each["value"] or each["value"] == "ask"]
    unmet = [each for each in points if each["value"] == "unmet"]
    waits = any(each.stage == "submitted" for each in file.cases.values()) or (
        joint.accepted_on is None
    )
    return shown(
        request,
        "desk/bundle.html",
        errors=errors,
        file=file,
        joint=joint,
        stage=stage_word(joint.stage),
        parts_of_it=part_lines(file),
        materials=materials_of(file),
        points=points,
        left=left,
        unmet=unmet,
        judges=leads and joint.stage != "correcting" and waits,
        tells=leads and bool(unmet) and not left and not joint.told_missing_on,
        accepts=leads and waits and not left and not unmet and joint.stage != "correcting",
        extends=actor.holds(file.approving_seat)
        and joint.is_open
        and joint.accepted_on is not None
        and not joint.extension_days,
        clocks=clocks_of_bundle(file),
        rail=rail_of(actor),
        rail_here="bundles",
    )


def _back(number: str, done: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:bundle", args=[number]) + f"?done={done}")


@entrance(Door.STAFF)
@require_POST
def mark(request: HttpRequest, joint: str) -> HttpResponse:
    """Keeps the marks, once for every part that looks at the same thing."""
    marks = {
        key.removeprefix("mark-"): MARKS.get(str(value), str(value))
        for key, value in request.POST.items()
        if key.startswith("mark-")
    }
    file = bundle_for(joint, seen_by=actor_of(request))
    try:
        if request.POST.get("rest") == "met":
            judged = {key for key, value in file.marks.items() if value != "ask"}
            marks = {each.key: "met" for each in file.points if each.key not in judged} | marks
        notes = {
            key: request.POST.get(f"note-{key}", "").strip()[:500]
            for key, value in marks.items()
            if value in ("unmet", "ask")
        }
        if marks:
            review_bundle(joint, marks=marks, notes=notes, by=actor_of(request))
    except Refusal as refusal:
        return _page(request, joint, [refusal])
    return _back(joint, "marked")


@entrance(Door.STAFF)
@require_POST
def tell(request: HttpRequest, joint: str) -> HttpResponse:
    """Sends the one notice for all parts; those that are complete are accepted."""
    try:
        request_bundle_corrections(joint, by=actor_of(request))
    except Refusal as refusal:
        return _page(request, joint, [refusal])
    return _back(joint, "told")


@entrance(Door.STAFF)
@require_POST
def accept(request: HttpRequest, joint: str) -> HttpResponse:
    """Accepts every part that waits for it."""
    try:
        accept_bundle(joint, by=actor_of(request))
    except Refusal as refusal:
        return _page(request, joint, [refusal])
    return _back(joint, "accepted")


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, joint: str) -> HttpResponse:
    """A longer time for the whole, as the head of the government approved."""
    actor = actor_of(request)
    errors: list[Refusal] = []
    given = {name: request.POST.get(name, "") for name in ("working_days", "reasons", "approval")}
    if request.method == "POST":
        days = given["working_days"].strip()
        try:
            extend_bundle(
                joint,
                working_days=int(days) if days.isdecimal() else 0,
                reasons=given["reasons"].strip()[:1000],
                approval=given["approval"].strip()[:200],
                by=actor,
            )
        except Refusal as refusal:
            errors = [refusal]
        else:
            return _back(joint, "extended")
    file = bundle_for(joint, seen_by=actor)
    return shown(
        request,
        "desk/bundle_extend.html",
        errors=errors,
        joint=file.joint,
        limit=file.bundle.within.extension,
        given=given,
        clocks=clocks_of_bundle(file),
        rail=rail_of(actor),
        rail_here="bundles",
    )


@entrance(Door.STAFF)
@require_safe
def material(request: HttpRequest, joint_material: str) -> HttpResponse:
    """One file of a bundle, for the lead and for whoever has a part of it."""
    found, content = joint_material_for(str(joint_material), seen_by=actor_of(request))
    return alone(content, kind=found.media_type, name=found.name, save="save" in request.GET)
