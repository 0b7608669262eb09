"""What readers say of a guide: useful or not, how they did it, and what is wrong with a comment.

The guide itself is kept for everybody and carries no form: its words lead here.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.guarding.actions import count, take_back
from onedoor.channels.guarding.limits import REPORTS, VERDICTS, Limit
from onedoor.channels.look.doors import Door, actor_of, client_address, entrance, meant_for
from onedoor.channels.portal.cache import cacheable
from onedoor.channels.portal.comment_words import comment_rows, own_rows
from onedoor.kernel.refusals import Refusal
from onedoor.oversight.comments.actions import (
    give_verdict,
    report_comment,
    withdraw_comment,
    write_comment,
)
from onedoor.oversight.comments.queries import (
    comment_shown,
    comments_of,
    comments_shown,
    has_done,
)
from onedoor.oversight.comments.told import limit, reasons, report_reasons, sections
from onedoor.registers.catalogue.queries import Service, service


def _of_service(found: Service) -> dict[str, Any]:
    return {
        "title": found.parsed.sheet.title,
        "guide": reverse("portal:guide", args=[found.code]),
        "code": found.code,
    }


def _errors(refusal: Refusal | None, where: str) -> list[dict[str, str]]:
    if refusal is None:
        return []
    return [{"where": refusal.where or where, "sentence": refusal.sentence}]


def _options(words: dict[str, dict[str, str]]) -> list[dict[str, Any]]:
    return [{"value": value, "label": label} for value, label in words.items()]


def _counted(request: HttpRequest, kind: Limit, act: Callable[[int], Any]) -> Any:
    """Done with how often it came from this address today; what is refused does not count."""
    where = client_address(request)
    before = count(kind, where).n - 1
    try:
        return act(before)
    except Refusal:
        take_back(kind, where)
        raise


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def verdict(request: HttpRequest, code: str) -> HttpResponse:
    """Useful or not, of the whole guide or one section; why not, in a word or a few sentences."""
    found, actor, refusal = service(code), actor_of(request), None
    given = request.POST if request.method == "POST" else request.GET
    useful = {"yes": True, "no": False}.get(given.get("useful", ""))
    if request.method == "POST":
        text = request.POST.get("text", "").replace("\r\n", "\n")[:2000]
        try:
            _counted(
                request, VERDICTS,
                lambda before: give_verdict(
                    code, useful=useful, section=given.get("section", "")[:20],
                    reason=given.get("reason", "")[:20], text=text, given_today=before, by=actor,
                ),
            )  # fmt: skip
            return redirect(reverse("portal:verdict", args=[code]) + "?done=1")
        except Refusal as refused:
            if refused.status in (403, 404):
                raise
            refusal = refused
    context = {
        **_of_service(found),
        "done": "done" in request.GET and request.method != "POST",
        "useful": "" if useful is None else "yes" if useful else "no",
        "sections": _options(sections()),
        "reasons": _options(reasons()),
        "given": {key: given.get(key, "")[:2000] for key in ("section", "reason", "text")},
        "words": limit("verdict_words"),
        "errors": _errors(refusal, "useful"),
    }
    return render(
        request, "portal/verdict.html", context, status=refusal.status if refusal else 200
    )


@require_safe
@cacheable
@entrance(Door.ANYONE)
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """How others did it, each with the edition of the guide it was written for."""
    found = service(code)
    assert found.current is not None
    rows = comment_rows(comments_shown(code), found.current.number)
    return render(request, "portal/comments.html", {**_of_service(found), "rows": rows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ONESELF)
def write(request: HttpRequest, code: str) -> HttpResponse:
    """How I did it: only where one's own matter has ended; an editor reads it first."""
    found, actor, refusal = service(code), actor_of(request), None
    text = request.POST.get("text", "").replace("\r\n", "\n")[:2000]
    signed = request.POST.get("signed") == "yes"
    if request.method == "POST":
        meant_for(request)
        try:
            write_comment(code, text, signed=signed, by=actor)
            return redirect(reverse("portal:own-comments") + "?done=sent")
        except Refusal as refused:
            if refused.status in (403, 404):
                raise
            refusal = refused
    context = {
        **_of_service(found),
        "may": has_done(code, seen_by=actor),
        "months": limit("ended_months"),
        "text": text,
        "signed": signed,
        "name": actor.name,
        "words": limit("comment_words"),
        "errors": _errors(refusal, "text"),
    }
    return render(
        request, "portal/comment_write.html", context, status=refusal.status if refusal else 200
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ONESELF)
def own(request: HttpRequest) -> HttpResponse:
    """What I told, how each stands and why; taking one back."""
    actor = actor_of(request)
    if request.method == "POST":
        meant_for(request)
        withdraw_comment(_id(request), by=actor)
        return redirect(reverse("portal:own-comments") + "?done=withdrawn")
    words = {
        "sent": _("收到了。编辑看过以后公开，结果在这里看。"),
        "withdrawn": _("收回了，写的话已经删掉。"),
    }
    context = {
        "rows": own_rows(comments_of(seen_by=actor)),
        "done": words.get(request.GET.get("done", ""), ""),
    }
    return render(request, "portal/own_comments.html", context)


def _id(request: HttpRequest) -> str:
    given = request.POST.get("comment", "")
    known = {str(each.pk) for each in comments_of(seen_by=actor_of(request))}
    # One that is not mine is nobody's: the action says so.
    return given if given in known else "00000000-0000-4000-8000-000000000000"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def report(request: HttpRequest, code: str, comment_number: int) -> HttpResponse:
    """Something is wrong with a comment: why, in one choice."""
    found, actor, refusal = service(code), actor_of(request), None
    shown = comment_shown(code, comment_number)
    assert found.current is not None
    if request.method == "POST":
        try:
            _counted(
                request, REPORTS,
                lambda before: report_comment(
                    shown.pk, reason=request.POST.get("reason", "")[:20],
                    reported_today=before, by=actor,
                ),
            )  # fmt: skip
            return redirect(request.path + "?done=1")
        except Refusal as refused:
            if refused.status in (403, 404):
                raise
            refusal = refused
    context = {
        **_of_service(found),
        "row": comment_rows([shown], found.current.number)[0],
        "reasons": _options(report_reasons()),
        "reason": request.POST.get("reason", ""),
        "done": "done" in request.GET and request.method != "POST",
        "errors": _errors(refusal, "reason"),
    }
    return render(
        request, "portal/comment_report.html", context, status=refusal.status if refusal else 200
    )
