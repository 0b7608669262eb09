"""Questions about looks that no agency can judge of itself: the audit administrator answers."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.admin.shown import back, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.readings import Reading
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import today
from onedoor.oversight.feedback.actions import answer_enquiry
from onedoor.oversight.feedback.queries import EnquiryFile, enquiries_for, enquiry_for
from onedoor.registers.agencies.queries import agencies


@entrance(Door.AUDIT_ADMIN)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What is to be answered, the first due first; or what has been answered."""
    answered = request.GET.get("view") == "answered"
    files = enquiries_for(seen_by=actor_of(request), answered=answered)
    return shown(
        request,
        "admin/enquiries.html",
        here="enquiries",
        rows=[_row(file) for file in files],
        answered=answered,
    )


def _row(file: EnquiryFile) -> dict[str, Any]:
    enquiry, look = file.enquiry, file.reading
    is_open = enquiry.state == "open"
    return {
        "enquiry": enquiry,
        "text": next((said.text for said in reversed(file.said) if said.by_asker), ""),
        "look": look,
        "who": look.by_name or _kinds()[look.by_kind] if look else "",
        "late": is_open and enquiry.due_on < today(),
        "today": is_open and enquiry.due_on == today(),
    }


@entrance(Door.AUDIT_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request: HttpRequest, enquiry: UUID) -> HttpResponse:
    """The question beside the look it is about, and the answer to it."""
    actor, errors = actor_of(request), list[Refusal]()
    text = request.POST.get("text", "")[:4000]
    if request.method == "POST":
        try:
            answer_enquiry(str(enquiry), text, by=actor)
            return back(reverse("admin:enquiries"), "answered")
        except Refusal as refusal:
            if refusal.status in (403, 404):
                raise
            errors = [refusal]
    file = enquiry_for(str(enquiry), seen_by=actor)
    return shown(
        request,
        "admin/enquiry.html",
        errors=errors,
        here="enquiries",
        fault=errors[0].sentence if errors else "",
        text=text,
        file=file,
        enquiry=file.enquiry,
        look=_look_rows(file.reading) if file.reading else [],
    )


def _look_rows(look: Reading) -> list[dict[str, Any]]:
    body = agencies([look.by_agency]).get(look.by_agency) if look.by_agency else None
    named = _("，").join(part for part in (body.called() if body else "", look.by_name) if part)
    return [
        {"key": _("谁看的"), "value": named or _kinds()[look.by_kind]},
        {"key": _("以什么身份"), "value": _kinds()[look.by_kind]},
        {"key": _("看了什么"), "value": look.what},
        {"key": _("写的理由"), "value": look.why},
        {"key": _("哪一件"), "value": "" if look.subject.startswith("party:") else look.subject},
    ]


def _kinds() -> dict[str, str]:
    """In what quality somebody looked."""
    return {
        "administrator": _("管理员"),
        "machine": _("程序（用接口密钥）"),
        "person": _("替本人办事的人"),
        "staff": _("工作人员"),
        "system": _("平台自己"),
        "anyone": _("没有登录的人"),
    }
