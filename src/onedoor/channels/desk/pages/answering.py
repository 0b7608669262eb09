"""Questions about looks: what waits for this supervisor's answer, by its day, and the answer."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.desk.shown import rail_of, shown, supervising
from onedoor.channels.look.doors import Door, entrance
from onedoor.kernel.readings import Reading
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import today
from onedoor.oversight.feedback.actions import answer_enquiry
from onedoor.oversight.feedback.queries import EnquiryFile, enquiries_for, enquiry_for
from onedoor.registers.agencies.queries import agencies


@entrance(Door.STAFF)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What is to be answered, the first due first; or what has been answered."""
    actor = supervising(request)
    answered = request.GET.get("view") == "answered"
    files = enquiries_for(seen_by=actor, answered=answered)
    return shown(
        request,
        "desk/enquiries.html",
        rows=[_row(file) for file in files],
        answered=answered,
        rail=rail_of(actor),
        rail_here="enquiries",
    )


def _row(file: EnquiryFile) -> dict[str, Any]:
    enquiry = file.enquiry
    late = enquiry.state == "open" and enquiry.due_on < today()
    return {
        "enquiry": enquiry,
        "text": next((said.text for said in reversed(file.said) if said.by_asker), ""),
        "look": file.reading,
        "late": late,
        "today": enquiry.state == "open" and enquiry.due_on == today(),
    }


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request: HttpRequest, enquiry: UUID) -> HttpResponse:
    """The question beside the look it is about, and the answer to it."""
    actor, errors = supervising(request), []
    text = request.POST.get("text", "")[:4000]
    if request.method == "POST":
        try:
            answer_enquiry(str(enquiry), text, by=actor)
            return HttpResponseRedirect(reverse("desk:enquiries") + "?done=answered")
        except Refusal as refusal:
            if refusal.status in (403, 404):
                raise
            errors = [refusal]
    file = enquiry_for(str(enquiry), seen_by=actor)
    return shown(
        request,
        "desk/enquiry.html",
        errors=errors,
        fault=errors[0].sentence if errors else "",
        text=text,
        file=file,
        enquiry=file.enquiry,
        look=_look_rows(file.reading),
        rail=rail_of(actor),
        rail_here="enquiries",
    )


def _look_rows(look: Reading | None) -> list[dict[str, Any]]:
    if look is None:
        return []
    body = agencies([look.by_agency]).get(look.by_agency) if look.by_agency else None
    who = _("，").join(part for part in (body.called() if body else "", look.by_name) if part)
    return [
        {"key": _("谁看的"), "value": who or look.by_kind},
        {"key": _("看了什么"), "value": look.what},
        {"key": _("写的理由"), "value": look.why},
        {"key": _("哪一件"), "value": look.subject},
    ]
