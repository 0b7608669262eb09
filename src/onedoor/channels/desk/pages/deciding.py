"""Deciding: write it, read exactly what will be signed, sign."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from onedoor.casework.cases.actions import decide_case
from onedoor.casework.cases.queries import CaseFile, case_for, decision_preview, named_licence
from onedoor.channels.desk.clocks import clocks_of
from onedoor.channels.desk.named import named_line
from onedoor.channels.desk.pages.accepting import back_to
from onedoor.channels.desk.points import sheet_of
from onedoor.channels.desk.rows import situation_of
from onedoor.channels.desk.shown import shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.reckoning import ranges_read
from onedoor.channels.look.words import say_plain
from onedoor.kernel.refusals import BadInput, Refusal
from onedoor.registers.agencies.queries import agency


class OutcomeNotChosen(BadInput):
    """先选准予还是不予批准，再看决定书。"""


class WhyNotWritten(BadInput):
    """不予批准要写明理由。申请人有权知道为什么。"""


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """Two steps: what is decided and why; then the paper as it will be signed."""
    given = _given(request)
    step = request.POST.get("do", "")
    errors = _unready(given) if step in ("preview", "sign") else []
    if step == "sign" and not errors:
        try:
            decide_case(
                number,
                granted=given["outcome"] == "grant",
                reasons=given["reasons"],
                terms=given["terms"] if given["outcome"] == "grant" else "",
                by=actor_of(request),
            )
            return back_to(number, "decided")
        except Refusal as refusal:
            errors = [refusal]
    reading = step in ("preview", "sign") and not errors
    return _page(request, number, given, errors, reading=reading)


def _given(request: HttpRequest) -> dict[str, Any]:
    written = request.POST.get("reasons", "").strip()[:2000]
    clauses = [each.strip() for each in request.POST.getlist("clause") if each.strip()]
    # A clause that is in the text already is not said twice.
    added = "".join(clause for clause in clauses if clause not in written)
    return {
        "outcome": request.POST.get("outcome", ""),
        "reasons": (added + written)[:2000],
        "terms": request.POST.get("terms", "").strip()[:1000],
    }


def _unready(given: dict[str, Any]) -> list[Refusal]:
    if given["outcome"] not in ("grant", "refuse"):
        return [OutcomeNotChosen(where="outcome")]
    if given["outcome"] == "refuse" and not given["reasons"]:
        return [WhyNotWritten(where="reasons")]
    return []


def _page(
    request: HttpRequest,
    number: str,
    given: dict[str, Any],
    errors: list[Refusal],
    *,
    reading: bool,
) -> HttpResponse:
    actor = actor_of(request)
    file = case_for(number, seen_by=actor)
    paper = None
    if reading:
        paper = decision_preview(
            number,
            granted=given["outcome"] == "grant",
            reasons=given["reasons"],
            terms=given["terms"],
            seen_by=actor,
        )
    return shown(
        request,
        "desk/decide.html",
        errors=errors,
        given=given,
        paper=paper,
        signer=agency(_desk(file)).called() if paper else "",
        file=file,
        case=file.case,
        situation=situation_of(file.case),
        clocks=clocks_of(file),
        sheet=sheet_of(file, None, judging=False),
        named=named_line(named_licence(file.case, file.definition, seen_by=actor)),
        clauses=_clauses(file),
        ranges=ranges_read(file.definition, file.facts),
        steps=[task for task in file.tasks if task.state == "done" and task.step != "accept"],
    )


def _desk(file: CaseFile) -> str:
    """The body that decides, and whose seal the decision bears."""
    return next((task.agency for task in file.tasks if task.step == "decide"), file.case.agency)


def _clauses(file: CaseFile) -> list[str]:
    """Sentences to begin from: the published standard, and what was not met."""
    unmet = [say_plain(point.point.unmet) for point in sheet_of(file, None, judging=False).unmet]
    return unmet + [say_plain(each) for each in file.definition.sheet.discretion]
