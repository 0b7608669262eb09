"""Answering the one-time notice: each item with its slot or field, in the order of the notice."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from onedoor.casework.cases.actions import correct_case, take_back
from onedoor.casework.cases.queries import CaseFile, case_for
from onedoor.casework.forms.answers import read_answers, read_draft
from onedoor.casework.forms.questions import visible_fields, visible_sections
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.portal.pages.uploading import accepts, files_shown, keep_files
from onedoor.kernel.refusals import Refusal
from onedoor.registers.catalogue.definition import Section

Faults = list[dict[str, str]]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def correct(request: HttpRequest, number: str) -> HttpResponse:
    """The notice, to be worked off. Files are kept as they come; words go with the sending."""
    actor = actor_of(request)
    file = case_for(number, seen_by=actor)
    if file.case.part_of:
        return redirect("portal:joint-correct", file.case.part_of)
    if file.case.stage != "correcting":
        return redirect("portal:case", number)
    if request.method != "POST":
        return _show(request, file)
    removed = _take_back(request, file)
    problems = [] if removed else _keep_files(request, file)
    file = case_for(number, seen_by=actor)
    if removed or problems or "send" not in request.POST:
        return _show(request, file, problems)
    return _send(request, file)


def _take_back(request: HttpRequest, file: CaseFile) -> bool:
    asked = {item["document"] for item in file.case.correction.items if item["document"]}
    for document in asked:
        if taken := request.POST.get(f"{document}-remove"):
            take_back(taken, by=actor_of(request))
            return True
    return False


def _keep_files(request: HttpRequest, file: CaseFile) -> Faults:
    asked = {item["document"] for item in file.case.correction.items}
    problems: Faults = []
    for document in file.definition.documents.documents:
        if document.id in asked:
            actor = actor_of(request)
            problems += keep_files(request, document, case=file.case.number, by=actor)
    return problems


def _send(request: HttpRequest, file: CaseFile) -> HttpResponse:
    answers, problems = _read(request, file)
    if problems:
        return _show(request, file, problems)
    try:
        correct_case(file.case.number, answers=answers or None, by=actor_of(request))
    except Refusal as refusal:
        found = getattr(refusal, "problems", None) or [(refusal.where, refusal.sentence)]
        faults = [{"where": where, "sentence": sentence} for where, sentence in found]
        return _show(request, file, faults)
    return redirect(reverse("portal:case", args=[file.case.number]))


def _sections(file: CaseFile) -> list[Section]:
    """The form is opened only when the notice names something that is no document."""
    if all(item["document"] for item in file.case.correction.items):
        return []
    return [
        each
        for each in visible_sections(file.definition.form, file.facts)
        if visible_fields(each, file.facts)
    ]


def _read(request: HttpRequest, file: CaseFile) -> tuple[dict[str, Any], Faults]:
    answers: dict[str, Any] = {}
    problems: Faults = []
    for section in _sections(file):
        reading = read_answers(section.fields, request.POST, facts={**file.facts, **answers})
        answers |= reading.answers
        problems += [{"where": p.field, "sentence": p.sentence} for p in reading.problems]
    return answers, problems


def _show(request: HttpRequest, file: CaseFile, problems: Faults | None = None) -> HttpResponse:
    problems = problems or []
    faults = {each["where"]: each["sentence"] for each in problems}
    typed = dict(file.case.answers)
    sections = _sections(file)
    if request.method == "POST":
        for section in sections:
            typed |= read_draft(section.fields, request.POST)
    context = {
        "case": file.case,
        "entries": [_item(file, item, at) for at, item in enumerate(_ordered(file), 1)],
        "sections": [
            {"title": each.title,
             "fields": [{"field": field, "value": typed.get(field.id)}
                        for field in visible_fields(each, {**file.facts, **typed})],
             "open": any(field.id == name.split("-")[0] for field in each.fields
                         for name in faults)}
            for each in sections
        ],
        "faults": faults,
        "errors": problems,
        "kept": request.method == "POST" and not problems and "send" not in request.POST,
    }  # fmt: skip
    return render(request, "portal/correct.html", context, status=422 if problems else 200)


def _ordered(file: CaseFile) -> list[dict[str, str]]:
    """As the notice has them; two points about one document share its slot at the first of them."""
    return list(file.case.correction.items)


def _item(file: CaseFile, item: dict[str, str], at: int) -> dict[str, Any]:
    document = next(
        (each for each in file.definition.documents.documents if each.id == item["document"]), None
    )
    items = file.case.correction.items
    first = next(each for each in items if each["document"] == item["document"])
    fresh = [m for m in file.materials if m.document == item["document"] and m.round == 1]
    before = [m for m in file.materials if m.document == item["document"] and m.round == 0]
    return {
        "number": at,
        "title": item["title"],
        "problem": item["problem"],
        "basis": item["basis"],
        "document": document,
        "slot": document is not None and first is item,
        "files": files_shown(fresh),
        "before": files_shown(before),
        "accept": accepts(document) if document else "",
        "done": bool(fresh),
        "hint": _("原来的还留着，新传的会代替它。") if before else "",
    }
