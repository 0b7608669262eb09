"""Intended outcomes that hang out for everybody, and objecting to one of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.casework.cases.actions import object_to
from onedoor.casework.cases.queries import public_notice, public_notices
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.sites import site_of
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.queries import agencies, agency


@never_cache
@require_safe
@entrance(Door.ANYONE)
def listing(request: HttpRequest) -> HttpResponse:
    """Everything that hangs out now; at a site, what the bodies of its place hang out."""
    notices = public_notices(seen_by=actor_of(request))
    bodies = agencies({each.agency for each in notices})
    if site := site_of(request):
        notices = [each for each in notices if site.is_within(bodies[each.agency].division_id)]
    return render(request, "portal/public_notices.html", {"notices": notices, "bodies": bodies})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def one(request: HttpRequest, notice: int) -> HttpResponse:
    """What is intended, since when and until when, and the form to object with."""
    actor = actor_of(request)
    found = public_notice(notice, seen_by=actor)
    given = {key: request.POST.get(key, "").strip()[:2000] for key in ("said", "name", "contact")}
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            object_to(found.number, step=found.step, by=actor, **given)
            return redirect(f"{reverse('portal:public-notice', args=[notice])}?done=1")
        except Refusal as refused:
            refusal = refused
    context = {
        "notice": found,
        "office": agency(found.agency),
        "given": given,
        "done": "done" in request.GET,
        "errors": [{"where": refusal.where or "said", "sentence": refusal.sentence}]
        if refusal
        else [],
    }
    status = refusal.status if refusal else 200
    return render(request, "portal/public_notice.html", context, status=status)
