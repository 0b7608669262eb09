"""The last look, the signature, the one submission, and the receipt with its dates."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.casework.cases.actions import submit_draft
from onedoor.casework.cases.queries import Asking, CaseFile, case_for, signings_of_draft
from onedoor.casework.forms.questions import summary
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.qr import absolute, qr_svg
from onedoor.channels.look.reckoning import tables_read
from onedoor.channels.look.words import day_and_week
from onedoor.channels.portal.assurance import lacking as lacking_proof
from onedoor.channels.portal.calendar_file import Entry, calendar_file
from onedoor.channels.portal.case_words import due_of, what_comes_next
from onedoor.channels.portal.queued import answers_the_queue, refuse_unseen
from onedoor.channels.portal.wording import marked, plain
from onedoor.channels.portal.writing import Writing, writing_of
from onedoor.kernel.actors import Actor
from onedoor.kernel.codes import group_in_fours
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import local
from onedoor.registers.agencies.queries import agency


@never_cache
@require_safe
@entrance(Door.PARTY)
def check_answers(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Everything as it will be sent, each line with a way to change it."""
    return last_look(request, writing_of(draft, by=actor_of(request)))


def last_look(
    request: HttpRequest,
    writing: Writing,
    *,
    unsigned: bool = False,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Everything once more before it is sent, of one service or of a bundle."""
    lacking = _lacking(writing)
    unproven = lacking_proof(
        writing.proved_for, actor=actor_of(request), onward=writing.url("check-answers")
    )
    errors = list(lacking) if unsigned or refusal or "faults" in request.GET else []
    if unsigned:
        errors.append({"where": "signed", "sentence": _("请在最后确认，再提交")})
    if refusal and not lacking and not (unproven and refusal.code == "assurance-too-low"):
        errors.append({"where": "", "sentence": refusal.sentence})
    context = {
        "writing": writing,
        "groups": _groups(writing),
        "documents": _documents(writing),
        "lacking": lacking,
        "promises": writing.promises,
        "askings": _askings(writing, actor_of(request)),
        "errors": errors,
        "unsigned": unsigned,
        "unproven": unproven,
        "unproven_pressed": bool(refusal and refusal.code == "assurance-too-low"),
        "statement": writing.definition.form.statement,
        "reckoned": tables_read(writing.definition, writing.facts),
        "place": agency(writing.draft.agency),
        "number": writing.steps,
        "back": writing.before_check(),
        "steps": writing.step_list("check"),
    }
    status = refusal.status if refusal and not errors else 422 if errors else 200
    page = render(request, "portal/check_answers.html", context, status=status)
    page.queued_said = " ".join(each["sentence"] for each in errors)  # type: ignore[attr-defined]
    return page


def _askings(writing: Writing, actor: Actor) -> list[Asking]:
    if not writing.definition.sheet.signers:
        return []
    return signings_of_draft(str(writing.draft.pk), seen_by=actor)


def _lacking(writing: Writing) -> list[dict[str, str]]:
    """What keeps it from being sent; `where` is the place on this page, `url` where to mend it."""
    found = []
    sections = {field.id: each.id for each in writing.sections for field in each.fields}
    for problem in writing.problems():
        section = sections.get(problem.field.split("-")[0], "")
        found.append(
            {
                "where": f"part-{section}" if section else "",
                "sentence": problem.sentence,
                "url": writing.url("step", section) + "?faults=1&to=check" if section else "",
            }
        )
    for document in writing.documents:
        if not writing.given[document.id]:
            words = _("还没有上传“%(name)s”") % {"name": plain(document.name)}
            url = writing.url("upload", document.id) + "?to=check"
            found.append({"where": f"doc-{document.id}", "sentence": words, "url": url})
    return found


def _groups(writing: Writing) -> list[dict[str, Any]]:
    parts = summary(writing.definition.form, writing.draft.answers, writing.facts)
    shown = [part for part in parts if part.lines]
    return [
        {
            "id": f"part-{part.section.id}",
            "title": part.title,
            "rows": [
                {
                    "key": line.label,
                    "value": (line.value.split("\n") if "\n" in line.value else line.value) or None,
                    "change": writing.url("step", part.section.id)
                    + f"?to=check&edit={line.field.id}#{line.field.id}",
                }
                for line in part.lines
            ],
        }
        for part in shown
    ]


def _documents(writing: Writing) -> list[dict[str, Any]]:
    rows = []
    for document in writing.documents:
        own = [each.name for each in writing.materials if each.document == document.id]
        rows.append(
            {
                "id": f"doc-{document.id}",
                "key": document.name,
                "value": own or None,
                "change": writing.url("upload", document.id) + "?to=check",
                "change_word": _("修改") if own else _("去上传"),
            }
        )
    return rows


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@answers_the_queue
@entrance(Door.PARTY)
def submit(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Send it. Pressed twice, from two tabs, or after a cut connection: one case, one receipt.

    Whoever comes back to this address, as after choosing another language where sending was
    refused, is led to the last look.
    """
    actor = actor_of(request)
    if request.method != "POST":
        writing_of(draft, by=actor)
        return redirect("portal:check-answers", draft)
    if request.POST.get("signed") != "yes":
        return last_look(request, writing_of(draft, by=actor), unsigned=True)
    try:
        refuse_unseen(request, lambda: writing_of(draft, by=actor))
        case = submit_draft(str(draft), by=actor)
    except Refusal as refusal:
        # Who is not sure enough is led on, with everything kept; other doors stay shut.
        if refusal.status in (403, 404) and refusal.code != "assurance-too-low":
            raise
        return last_look(request, writing_of(draft, by=actor), refusal=refusal)
    return redirect("portal:receipt", case.number)


@never_cache
@require_safe
@entrance(Door.PARTY)
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Proof that it was sent, and the thread back to it."""
    file = case_for(number, seen_by=actor_of(request))
    case = file.case
    where = reverse("portal:progress", args=[case.query_code])
    received = ""
    if local(case.submitted_at).date() != case.received_on:
        received = marked(_("视为 {day} 收到"), day=day_and_week(case.received_on))
    context = {
        "file": file,
        "case": case,
        "short": case.short_number,
        "code": group_in_fours(case.query_code),
        "received": received,
        "next": what_comes_next(file),
        "materials": _received(file),
        "office": agency(case.agency),
        "qr": qr_svg(where),
        "where": where,
    }
    return render(request, "portal/receipt.html", context)


def _received(file: CaseFile) -> list[dict[str, Any]]:
    named = {each.id: each.name for each in file.definition.documents.documents}
    found: dict[str, list[str]] = {}
    for material in file.materials:
        found.setdefault(material.document, []).append(material.name)
    return [{"key": named[document], "value": names} for document, names in found.items()]


@never_cache
@require_safe
@entrance(Door.PARTY)
def dates(request: HttpRequest, number: str) -> HttpResponse:
    """The dates of the case for a calendar."""
    file = case_for(number, seen_by=actor_of(request))
    case, title = file.case, file.case.service_title
    due: date | None = due_of(file)
    entries = []
    if due and case.is_open:
        words = (
            _("“%(title)s”最晚今天有结果") if case.accepted_on else _("“%(title)s”最晚今天有回音")
        )
        link = absolute(reverse("portal:case", args=[case.number]))
        entries.append(Entry(f"{case.number}-due", due, words % {"title": title}, link))
    if case.closed_on:
        entries.append(
            Entry(f"{case.number}-rate", case.closed_on + timedelta(days=1),
                  _("评价“%(title)s”") % {"title": title},
                  absolute(reverse("portal:case", args=[case.number])))
        )  # fmt: skip
    response = HttpResponse(calendar_file(entries), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="dates.ics"'
    return response
