"""Following a bundle: every part's position, its receipt, corrections, taking back, results."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.casework.bundles.actions import (
    answer_part,
    correct_bundle,
    hand_in_once,
    take_back_once,
    withdraw_bundle,
    withdraw_part,
)
from onedoor.casework.bundles.queries import (
    BundleFile,
    awaited,
    bundle_for,
    consequence_words,
    joint_material_for,
)
from onedoor.casework.forms.answers import read_answers, read_draft
from onedoor.casework.forms.questions import visible_fields, visible_sections
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.portal.bundle_words import short_of
from onedoor.channels.portal.case_words import clock_card
from onedoor.channels.portal.joint_words import rows_of, sentence_of, to_do_in
from onedoor.channels.portal.pages.files import file_response
from onedoor.channels.portal.pages.uploading import accepts, files_shown, kept_files
from onedoor.channels.portal.paper_words import title_of
from onedoor.channels.portal.wording import size_words
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.registers.agencies.queries import agencies, agency
from onedoor.registers.catalogue.definition import Section
from onedoor.registers.licences.queries import licences_of
from onedoor.registers.papers.queries import papers_of

Faults = list[dict[str, str]]
TONES = {"goes-on": "ok", "waits": "warn", "lapses": "err", "ends": "err"}


@never_cache
@require_safe
@entrance(Door.PARTY)
def show(request: HttpRequest, joint: str) -> HttpResponse:
    """One's own bundle: where each part stands, until when, and what one must do."""
    actor = actor_of(request)
    file = bundle_for(joint, seen_by=actor)
    found = file.joint
    context = {
        "file": file,
        "joint": found,
        "sentence": sentence_of(file),
        "to_do": to_do_in(file),
        "clock": clock_card(file.promised),
        "rows": rows_of(file, agencies(each.agency for each in file.parts)),
        "results": _results(request, file),
        "papers": papers_of(found.subject, seen_by=actor),
        "title_of": title_of,
        "materials": _materials(file),
        "office": agency(found.agency),
    }
    return render(request, "portal/joint.html", context)


def _results(request: HttpRequest, file: BundleFile) -> list[dict[str, Any]]:
    """Every licence that the parts have ended in so far, on one page."""
    actor = actor_of(request)
    titles = {each.case: each.title for each in file.parts if each.case}
    return [
        {"title": title_of(each.paper), "note": f"{titles[each.ground]}{_('，')}{each.number}",
         "url": reverse("portal:read-paper", args=[each.paper_id])}
        for each in licences_of(actor.party, seen_by=actor)
        if each.ground in titles
    ]  # fmt: skip


def _materials(file: BundleFile) -> list[dict[str, Any]]:
    named = {each.id: each.name for each in file.whole.definition.documents.documents}
    return [
        {
            "name": named.get(each.document, each.document),
            "users": short_of(file.whole.users_of(each.document)),
            "file": each.name,
            "size": size_words(each.size),
            "replaced": each.replaced,
            "url": reverse("portal:joint-material", args=[each.pk]),
        }
        for each in file.materials
    ]


@never_cache
@require_safe
@entrance(Door.PARTY)
def receipt(request: HttpRequest, joint: str) -> HttpResponse:
    """One proof that all of it was sent."""
    file = bundle_for(joint, seen_by=actor_of(request))
    named = {each.id: each.name for each in file.whole.definition.documents.documents}
    received: dict[str, list[str]] = {}
    for material in file.materials:
        received.setdefault(material.document, []).append(material.name)
    bundle = file.bundle
    context = {
        "joint": file.joint,
        "rows": rows_of(file, agencies(each.agency for each in file.parts)),
        "next": [
            {"title": _("牵头机关看材料"), "note": bundle.accept.plain,
             "when": _("%(n)s 个工作日内答复") % {"n": bundle.correction_notice}},
            {"title": _("各机关同时办"), "note": _("办好一件给一件，都会告诉您。"),
             "when": _("全部 %(n)s 个工作日内") % {"n": bundle.within.promised}},
        ],
        "office": agency(file.joint.agency),
        "materials": [{"key": named[each], "value": names} for each, names in received.items()],
    }  # fmt: skip
    return render(request, "portal/joint_receipt.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def withdraw(request: HttpRequest, joint: str) -> HttpResponse:
    """Say what it means for the rest; then take back the whole, or one part."""
    actor = actor_of(request)
    file = bundle_for(joint, seen_by=actor)
    asked = request.POST.get("part", "") or request.GET.get("part", "")
    part = next((each for each in file.parts if each.part == asked), None)
    if asked and part is None:
        raise NotFound(where=asked)
    if request.method == "POST":
        reasons = request.POST.get("reasons", "").strip()[:500]
        if part is None:
            withdraw_bundle(joint, reasons=reasons, by=actor)
        else:
            withdraw_part(joint, part=part.part, reasons=reasons, by=actor)
        return redirect("portal:joint", joint)
    context = {
        "joint": file.joint,
        "part": part,
        "open": file.joint.is_open
        and (part is None or part.state == "waiting" or _is_open(file, part.case)),
        "effects": _effects(file, part.part if part else ""),
    }
    return render(request, "portal/joint_withdraw.html", context)


def _is_open(file: BundleFile, case: str) -> bool:
    return case in file.cases and file.cases[case].is_open


def _effects(file: BundleFile, part: str) -> list[dict[str, str]]:
    if part:
        return [
            {"title": each.title, "word": consequence_words(each.what), "tone": TONES[each.what]}
            for each in file.consequences_of(part)
        ]
    return [
        {"title": each.title, "word": _("撤回"), "tone": "err"}
        if each.state == "waiting" or _is_open(file, each.case)
        else {"title": each.title, "word": _("不受影响"), "tone": "ok"}
        for each in file.parts
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def answer(request: HttpRequest, joint: str, part: str) -> HttpResponse:
    """Answer what only an earlier result could tell; the part then goes on."""
    actor = actor_of(request)
    file = bundle_for(joint, seen_by=actor)
    found = next((each for each in file.parts if each.part == part), None)
    if found is None:
        raise NotFound(where=part)
    fields = awaited(file, part)
    if not fields:
        return redirect("portal:joint", joint)
    typed: dict[str, Any] = {}
    problems: Faults = []
    if request.method == "POST":
        typed = read_draft(tuple(fields), request.POST)
        try:
            answer_part(joint, part=part, answers=typed, by=actor)
        except Refusal as refusal:
            said = getattr(refusal, "problems", None) or [(refusal.where, refusal.sentence)]
            problems = [{"where": where, "sentence": sentence} for where, sentence in said]
        else:
            return redirect("portal:joint", joint)
    context = {
        "joint": file.joint,
        "part": found,
        "asked": [{"field": each, "value": typed.get(each.id)} for each in fields],
        "faults": {each["where"]: each["sentence"] for each in problems},
        "errors": problems,
    }
    status = 422 if problems else 200
    return render(request, "portal/joint_answer.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def correct(request: HttpRequest, joint: str) -> HttpResponse:
    """The one notice, to be worked off. Files are kept as they come; words go with the sending."""
    actor = actor_of(request)
    file = bundle_for(joint, seen_by=actor)
    if file.joint.stage != "correcting":
        return redirect("portal:joint", joint)
    if request.method != "POST":
        return _show_notice(request, file)
    removed = _take_back(request, file)
    problems = [] if removed else _keep_files(request, file)
    file = bundle_for(joint, seen_by=actor)
    if removed or problems or "send" not in request.POST:
        return _show_notice(request, file, problems)
    return _send(request, file)


def _asked_for(file: BundleFile) -> set[str]:
    return {line["document"] for line in file.joint.told if line["document"]}


def _take_back(request: HttpRequest, file: BundleFile) -> bool:
    for document in _asked_for(file):
        if taken := request.POST.get(f"{document}-remove"):
            take_back_once(taken, by=actor_of(request))
            return True
    return False


def _keep_files(request: HttpRequest, file: BundleFile) -> Faults:
    actor, number = actor_of(request), file.joint.number
    problems: Faults = []
    for document in file.whole.definition.documents.documents:
        if document.id in _asked_for(file):
            problems += kept_files(
                request,
                document,
                lambda given, name: hand_in_once(given, document=name, number=number, by=actor),
            )
    return problems


def _send(request: HttpRequest, file: BundleFile) -> HttpResponse:
    answers: dict[str, Any] = {}
    problems: Faults = []
    facts = _facts(file)
    for section in _sections(file):
        reading = read_answers(section.fields, request.POST, facts={**facts, **answers})
        answers |= reading.answers
        problems += [{"where": p.field, "sentence": p.sentence} for p in reading.problems]
    if problems:
        return _show_notice(request, file, problems)
    try:
        correct_bundle(file.joint.number, answers=answers or None, by=actor_of(request))
    except Refusal as refusal:
        said = getattr(refusal, "problems", None) or [(refusal.where, refusal.sentence)]
        faults = [{"where": where, "sentence": sentence} for where, sentence in said]
        return _show_notice(request, file, faults)
    return redirect("portal:joint", file.joint.number)


def _facts(file: BundleFile) -> dict[str, Any]:
    joint = file.joint
    return file.whole.definition.facts_of(joint.answers, joint.situation, joint.applicant.kind)


def _sections(file: BundleFile) -> list[Section]:
    """The form is opened only when the notice names something that is no document."""
    if all(line["document"] for line in file.joint.told):
        return []
    facts = _facts(file)
    shown = visible_sections(file.whole.definition.form, facts)
    return [each for each in shown if visible_fields(each, facts)]


def _show_notice(
    request: HttpRequest, file: BundleFile, problems: Faults | None = None
) -> HttpResponse:
    problems = problems or []
    faults = {each["where"]: each["sentence"] for each in problems}
    typed, facts = dict(file.joint.answers), _facts(file)
    sections = _sections(file)
    if request.method == "POST":
        for section in sections:
            typed |= read_draft(section.fields, request.POST)
    context = {
        "joint": file.joint,
        "entries": [_entry(file, line, at) for at, line in enumerate(file.joint.told, 1)],
        "sections": [
            {"title": each.title,
             "fields": [{"field": field, "value": typed.get(field.id)}
                        for field in visible_fields(each, {**facts, **typed})],
             "open": any(field.id == name.split("-")[0] for field in each.fields
                         for name in faults)}
            for each in sections
        ],
        "faults": faults,
        "errors": problems,
        "kept": request.method == "POST" and not problems and "send" not in request.POST,
    }  # fmt: skip
    return render(request, "portal/joint_correct.html", context, status=422 if problems else 200)


def _entry(file: BundleFile, line: dict[str, Any], at: int) -> dict[str, Any]:
    documents = {each.id: each for each in file.whole.definition.documents.documents}
    document = documents.get(line["document"])
    first = next(each for each in file.joint.told if each["document"] == line["document"])
    own = [each for each in file.materials if each.document == line["document"]]
    fresh = [each for each in own if each.round == 1]
    before = [each for each in own if each.round == 0]
    return {
        "number": at,
        "title": line["title"],
        "problem": line["problem"],
        "basis": line["basis"],
        "parts": _("、").join(line["parts"]),
        "document": document,
        "slot": document is not None and first is line,
        "files": files_shown(fresh, "portal:joint-material"),
        "before": files_shown(before, "portal:joint-material"),
        "accept": accepts(document) if document else "",
        "done": bool(fresh),
        "hint": _("原来的还留着，新传的会代替它。") if before else "",
    }


@never_cache
@require_safe
@entrance(Door.PARTY)
def material(request: HttpRequest, joint_material: str) -> HttpResponse:
    """One file of one's own bundle or draft."""
    found, content = joint_material_for(str(joint_material), seen_by=actor_of(request))
    return file_response(content, name=found.name, kind=found.media_type)
