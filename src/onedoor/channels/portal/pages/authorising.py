"""Letting an agency or a system see a licence (用证授权), and use copies (加注件)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.typed import day_typed
from onedoor.channels.portal.pages.files import file_response
from onedoor.channels.portal.pages.showing import frame, lines, purposes
from onedoor.channels.portal.pages.wallet import licence_called
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.showing.actions import authorise, end_authorisation, make_copy
from onedoor.registers.showing.purposes import purpose_word
from onedoor.registers.showing.queries import (
    authorisation_for,
    file_of_copy,
    may_authorise,
    may_show,
    stands,
    uses_under,
)
from onedoor.registers.showing.refusals import NotYoursToShow, OnlyTheHolder
from onedoor.registers.systems.queries import systems_given


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def authorise_use(request: HttpRequest, ground: str) -> HttpResponse:
    """Who may see which lines, for what, until when."""
    actor = actor_of(request)
    licence = licence_called(ground, actor)
    if not may_authorise(by=actor):
        raise OnlyTheHolder()
    refusal = None
    if request.method == "POST":
        try:
            made = authorise(
                licence.number,
                to=request.POST.get("to", ""),
                facts=request.POST.getlist("facts"),
                purpose=request.POST.get("purpose", ""),
                until=day_typed(request.POST.get("until", ""), where="until"),
                by=actor,
            )
            return redirect("portal:authorisation", made.pk)
        except Refusal as why:
            if not why.where:
                raise
            refusal = why
    context = frame(licence, refusal) | {
        "lines": lines(licence),
        "purposes": purposes(),
        "others": _others(),
        "typed": {name: request.POST.get(name, "") for name in ("to", "purpose", "until")},
        "facts": request.POST.getlist("facts"),
    }
    return render(
        request, "portal/authorise.html", context, status=refusal.status if refusal else 200
    )


def _others() -> list[dict[str, str]]:
    """The systems that ask for licences first, then every agency."""
    bodies = agencies()
    systems = [
        {"value": f"system:{each.pk}", "label": _("%(name)s（%(body)s的系统）") % {
            "name": each.name, "body": bodies[each.agency].called()}}
        for each in systems_given("licences")
        if each.agency in bodies
    ]  # fmt: skip
    return systems + [
        {"value": f"agency:{code}", "label": str(body.called())} for code, body in bodies.items()
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def authorisation(request: HttpRequest, authorisation: UUID) -> HttpResponse:
    """One authorisation with each use under it; ended here."""
    actor = actor_of(request)
    if request.method == "POST":
        end_authorisation(authorisation, by=actor)
        return redirect("portal:authorisation", authorisation)
    found = authorisation_for(authorisation, seen_by=actor)
    context = {
        "given": found,
        "licence": found.licence,
        "stands": stands(found),
        "may_end": stands(found) and may_authorise(by=actor),
        "purpose": purpose_word(found.purpose),
        "uses": uses_under(found, seen_by=actor),
    }
    return render(request, "portal/authorisation.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def copy(request: HttpRequest, ground: str) -> HttpResponse:
    """A copy for somebody: for whom, what for, until when; sent, it is there to be taken."""
    actor = actor_of(request)
    licence = licence_called(ground, actor)
    if not may_show(licence, by=actor):
        raise NotYoursToShow()
    refusal = None
    if request.method == "POST":
        try:
            make_copy(
                licence.number,
                user=request.POST.get("user", ""),
                reason=request.POST.get("reason", ""),
                until=day_typed(request.POST.get("until", ""), where="until"),
                by=actor,
            )
            return redirect(reverse("portal:licence", args=[ground]) + "#copies")
        except Refusal as why:
            if not why.where:
                raise
            refusal = why
    typed = {name: request.POST.get(name, "") for name in ("user", "reason", "until")}
    context = frame(licence, refusal) | {"typed": typed}
    return render(
        request, "portal/use_copy.html", context, status=refusal.status if refusal else 200
    )


@never_cache
@require_safe
@entrance(Door.PARTY)
def copy_file(request: HttpRequest, copy: UUID) -> HttpResponse:
    """The use copy itself, while it may be used."""
    made, content = file_of_copy(copy, seen_by=actor_of(request))
    name = f"{made.licence.kind_name} {_('加注件')} {made.until.isoformat()}.pdf"
    return file_response(content, name=name, kind="application/pdf", save=True)
