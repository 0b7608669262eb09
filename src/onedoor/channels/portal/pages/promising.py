"""Promises: told first, signed, taken back; on the case kept, objected to, repaired."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from onedoor.casework.cases.actions import (
    hand_in_promised,
    object_to_finding,
    report_repair,
    sign_promise,
    take_back_promise,
)
from onedoor.casework.cases.queries import (
    CaseFile,
    case_for,
    promised_documents,
    promises_of_case,
)
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.portal.pages.uploading import accepts, files_shown, keep_files
from onedoor.channels.portal.writing import Writing, writing_of
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.registers.agencies.queries import agency


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def promise(request: HttpRequest, draft: UUID, promise: str) -> HttpResponse:
    """What is told, what follows, what is signed; and the way back to the documents."""
    actor = actor_of(request)
    writing = writing_of(draft, by=actor)
    if all(each.promise.id != promise for each in writing.promises):
        raise NotFound(where=promise)
    if request.method != "POST":
        return _page(request, writing, promise)
    if "back" in request.POST:
        take_back_promise(str(draft), promise=promise, by=actor)
        return redirect(writing.url("promise", promise))
    if request.POST.get("signed") != "yes":
        wrong = [{"where": "signed", "sentence": _("读过、愿意承诺，再勾选")}]
        return _page(request, writing, promise, wrong)
    try:
        sign_promise(str(draft), promise=promise, by=actor)
    except NotFound:
        raise
    except Refusal as refusal:
        wrong = [{"where": "", "sentence": refusal.sentence}]
        return _page(request, writing, promise, wrong, refusal.status)
    again = writing_of(draft, by=actor)
    missing = next((each for each in again.documents if not again.given[each.id]), None)
    return redirect(again.url("upload", missing.id) if missing else again.url("check-answers"))


def _page(
    request: HttpRequest,
    writing: Writing,
    id: str,
    errors: list[dict[str, str]] | None = None,
    status: int = 422,
) -> HttpResponse:
    offered = next(each for each in writing.promises if each.promise.id == id)
    named = {each.id: each.name for each in writing.definition.documents.documents}
    context = {
        "writing": writing,
        "offered": offered,
        "promise": offered.promise,
        "names": [named[each] for each in offered.promise.documents],
        "errors": errors or [],
        "back": writing.url("check-answers"),
        "steps": writing.step_list("documents"),
    }
    return render(request, "portal/promise.html", context, status=status if errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def given(request: HttpRequest, number: str, promise: str) -> HttpResponse:
    """One promise of one's case: its words, its documents, the finding, and what one can say."""
    actor = actor_of(request)
    file = case_for(number, seen_by=actor)
    found = promises_of_case(file.case, seen_by=actor).get(promise)
    if found is None:
        raise NotFound(where=promise)
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        errors = _does(request, file, promise, list(promised_documents(file.case, found)))
        if not errors:
            return redirect("portal:given-promise", number, promise)
        file = case_for(number, seen_by=actor)
        found = promises_of_case(file.case, seen_by=actor).get(promise)
        if found is None:
            raise NotFound(where=promise)
    context = {
        "case": file.case,
        "given": found,
        "slots": _slots(file, list(promised_documents(file.case, found))),
        "awaited": found.kind == "deferred" and found.state in ("given", "lapsed")
        and file.case.stage == "accepted",
        "errors": errors,
        "typed": {key: request.POST.get(key, "") for key in ("objection", "repair")},
        "office": agency(file.case.agency),
    }  # fmt: skip
    return render(request, "portal/given_promise.html", context, status=422 if errors else 200)


def _does(
    request: HttpRequest, file: CaseFile, promise: str, documents: list[Any]
) -> list[dict[str, str]]:
    actor, number = actor_of(request), file.case.number
    text = {key: request.POST.get(key, "").strip()[:2000] for key in ("objection", "repair")}
    problems: list[dict[str, str]] = []
    try:
        match request.POST.get("do", ""):
            case "hand-in":
                for each in documents:
                    problems += keep_files(request, each, case=number, by=actor)
                if not problems:
                    hand_in_promised(number, promise=promise, by=actor)
            case "object":
                object_to_finding(number, promise=promise, reasons=text["objection"], by=actor)
            case "repair":
                report_repair(number, promise=promise, done=text["repair"], by=actor)
            case _other:
                raise NotFound()
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        problems.append({"where": refusal.where, "sentence": refusal.sentence})
    return problems


def _slots(file: CaseFile, documents: list[Any]) -> list[dict[str, Any]]:
    return [
        {
            "document": each,
            "files": files_shown([m for m in file.materials if m.document == each.id]),
            "accept": accepts(each),
        }
        for each in documents
    ]
