"""The hotline: an operator writes down how a caller rates a matter or a visit."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from onedoor.channels.desk.shown import rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.refusals import NotAllowed, Refusal
from onedoor.oversight.feedback.actions import rate_by_telephone
from onedoor.oversight.feedback.visiting import is_operator


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest) -> HttpResponse:
    """The number, the level and the words of a caller; nothing of the matter is shown."""
    actor, errors = actor_of(request), list[Refusal]()
    if not is_operator(actor):
        raise NotAllowed()
    given = {
        name: request.POST.get(name, "").strip()[:1000] for name in ("number", "level", "text")
    }
    if request.method == "POST":
        level = given["level"]
        try:
            rate_by_telephone(
                given["number"],
                level=int(level) if level.isdecimal() and len(level) == 1 else 0,
                text=given["text"],
                by=actor,
            )
            return HttpResponseRedirect(reverse("desk:hotline") + "?done=rated-by-telephone")
        except Refusal as refusal:
            errors = [refusal]
    return shown(
        request,
        "desk/hotline.html",
        errors=errors,
        given=given,
        rail=rail_of(actor),
        rail_here="hotline",
    )
