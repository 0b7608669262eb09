"""Who looked at my data; asking why; the answer."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.portal.looks import PERIODS, book_of, lines_of
from onedoor.channels.portal.ownself import only_oneself
from onedoor.kernel.actors import Actor
from onedoor.kernel.readings import reading_of
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.oversight.feedback.actions import ask_about_reading, close_enquiry
from onedoor.oversight.feedback.queries import EnquiryFile, enquiries_of, enquiry_for
from onedoor.registers.agencies.queries import agencies


@never_cache
@require_safe
@entrance(Door.ONESELF)
def readings(request: HttpRequest) -> HttpResponse:
    """Who has looked at my data, when and why: every look by anybody but myself."""
    actor = only_oneself(actor_of(request))
    period = request.GET.get("since", "all")
    period = period if period in PERIODS else "all"
    before = request.GET.get("before", "")
    words = {"week": _("7 天"), "month": _("30 天"), "year": _("一年"), "all": _("全部")}
    book = book_of(actor, period=period, before=int(before) if before.isdecimal() else 0)
    context = {
        "book": book,
        "enquiries": [_row(file) for file in enquiries_of(seen_by=actor)],
        "period": period,
        "periods": [
            {"word": words[key], "url": f"?since={key}", "current": key == period}
            for key in PERIODS
        ],
        "more": f"?since={period}&before={book.more}" if book.more else "",
        "before": before,
    }
    return render(request, "portal/readings.html", context)


def _row(file: EnquiryFile) -> dict[str, Any]:
    return {
        "text": next((said.text for said in file.said if said.by_asker), ""),
        "state": file.enquiry.state,
        "due_on": file.enquiry.due_on,
        "answered_at": file.enquiry.answered_at,
        "url": reverse("portal:enquiry", args=[file.enquiry.pk]),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ONESELF)
def ask(request: HttpRequest, reading: int) -> HttpResponse:
    """One question about one look; sent, it is an enquiry with a day for its answer."""
    actor, refusal = only_oneself(actor_of(request)), None
    text = request.POST.get("text", "")[:4000]
    if request.method == "POST":
        try:
            enquiry = ask_about_reading(reading, text, by=actor)
            return redirect(reverse("portal:enquiry", args=[enquiry.pk]) + "?done=asked")
        except NotFound:
            raise
        except Refusal as found:
            refusal = found
    context = {
        "line": lines_of([_look(reading, actor)], actor)[0],
        "text": text,
        "errors": [{"where": "text", "sentence": refusal.sentence}] if refusal else [],
    }
    status = refusal.status if refusal else 200
    return render(request, "portal/ask_reading.html", context, status=status)


def _look(reading: int, actor: Actor) -> Any:
    # No number of a row is longer than the database can count.
    if reading >= 2**63:
        raise NotFound()
    return reading_of(reading, seen_by=actor)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ONESELF)
def enquiry(request: HttpRequest, enquiry: UUID) -> HttpResponse:
    """The question, the answer, and whether it was one."""
    actor = only_oneself(actor_of(request))
    if request.method == "POST":
        content = request.POST.get("content", "")
        file = enquiry_for(str(enquiry), seen_by=actor)
        if content not in ("yes", "no"):
            return _shown(request, file, actor, _("选一个：问清楚了，还是没有"))
        close_enquiry(str(enquiry), content=content == "yes", by=actor)
        return redirect(reverse("portal:enquiry", args=[enquiry]) + "?done=said")
    return _shown(request, enquiry_for(str(enquiry), seen_by=actor), actor)


def _shown(request: HttpRequest, file: EnquiryFile, actor: Actor, fault: str = "") -> HttpResponse:
    words = {
        "asked": _("问题交上去了，答复好了会在消息里告诉您"),
        "said": _("记下了，谢谢您告诉我们"),
    }
    code = file.enquiry.agency
    body = agencies([code]).get(code) if code else None
    context = {
        "file": file,
        "enquiry": file.enquiry,
        "line": lines_of([file.reading], actor)[0] if file.reading else None,
        "office": body.called() if body else _("平台的审计管理员"),
        "done": words.get(request.GET.get("done", ""), ""),
        "errors": [{"where": "content", "sentence": fault}] if fault else [],
        "fault": fault,
    }
    return render(request, "portal/enquiry.html", context, status=422 if fault else 200)
