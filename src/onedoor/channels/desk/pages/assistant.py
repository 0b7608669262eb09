"""Whether the assistant was right: a few answered questions of the agency's own guides."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from onedoor.channels.desk.shown import rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.refusals import Refusal
from onedoor.oversight.assistant.actions import judge_sample
from onedoor.oversight.assistant.queries import Sample, samples_waiting
from onedoor.oversight.assistant.refusals import NoSuchSample
from onedoor.registers.catalogue.queries import services_called

# What each part is called; translated when it is shown.
PARTS = {
    "time": gettext_noop("办理时限"),
    "fee": gettext_noop("费用"),
    "materials": gettext_noop("要带什么"),
    "places": gettext_noop("在哪办"),
    "phone": gettext_noop("电话"),
    "online": gettext_noop("跑几趟"),
    "who": gettext_noop("我能办吗"),
    "steps": gettext_noop("怎么办、多久"),
    "validity": gettext_noop("有效期"),
    "basis": gettext_noop("依据"),
    "rights": gettext_noop("不同意怎么办"),
    "faq": gettext_noop("常见问题"),
}


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def samples(request: HttpRequest) -> HttpResponse:
    """Questions without numbers, what answered them, and two buttons: right or wrong."""
    actor, errors = actor_of(request), list[Refusal]()
    waiting = samples_waiting(seen_by=actor)
    if request.method == "POST":
        try:
            right = request.POST.get("right") == "yes"
            judge_sample(_id(request.POST.get("sample", "")), right=right, by=actor)
            return HttpResponseRedirect(f"{reverse('desk:assistant')}?done=answer-judged")
        except Refusal as refusal:
            errors = [refusal]
    known = services_called(each.service for each in waiting)
    return shown(
        request,
        "desk/assistant.html",
        errors=errors,
        rows=[_row(each, known[each.service]) for each in waiting if each.service in known],
        rail=rail_of(actor),
        rail_here="guides",
    )


def _row(sample: Sample, service: Any) -> dict[str, Any]:
    return {
        "sample": sample,
        "title": service.parsed.sheet.title,
        # As a reader meets it now; an edition that has come since is told beside it.
        "url": _address(sample),
        "is_older": service.current.number != sample.version,
        "what": [_part(each, service) for each in sample.parts.split(",")],
    }


def _address(sample: Sample) -> str:
    """Where what was answered stands: the published piece, else the guide."""
    what, _colon, piece = sample.parts.partition(":")
    if what == "piece":
        return reverse("portal:piece", args=[piece])
    return reverse("portal:guide", args=[sample.service])


def _part(part: str, service: Any) -> Any:
    if part.startswith("piece:"):
        return _("发布的常见问题")
    if not part.startswith("faq:"):
        return _(PARTS[part])
    asked = service.parsed.sheet.questions
    number = int(part.removeprefix("faq:"))
    return asked[number].question if number < len(asked) else _(PARTS["faq"])


def _id(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise NoSuchSample(where="sample") from None
