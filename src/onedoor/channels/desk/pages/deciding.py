"""Deciding: write it, read exactly what will be signed, sign."""

import re
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onedoor.casework.cases.actions import decide_case
from onedoor.casework.cases.queries import (
    CaseFile,
    Standard,
    case_for,
    decision_preview,
    named_licence,
    standard_of,
)
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

# An amount as a person writes it, with or without commas; or nothing.
_NUMBER = re.compile(r"(\d[\d,]{0,14}(\.\d{1,2})?)?")


class OutcomeNotChosen(BadInput):
    """先选准予还是不予批准，再看决定书。"""


class AmountUnreadable(BadInput):
    """给多少，只写数字，比如 3300 或者 3300.50。"""


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
                amount=_amount(given),
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
        "amount": request.POST.get("amount", "").strip()[:20],
    }


def _amount(given: dict[str, Any]) -> Decimal | None:
    """What a grant is to give, as it was written, with or without commas; else None."""
    if given["outcome"] != "grant" or not given["amount"]:
        return None
    return Decimal(given["amount"].replace(",", ""))


def _unready(given: dict[str, Any]) -> list[Refusal]:
    if given["outcome"] not in ("grant", "refuse"):
        return [OutcomeNotChosen(where="outcome")]
    if given["outcome"] == "refuse" and not given["reasons"]:
        return [WhyNotWritten(where="reasons")]
    if given["outcome"] == "grant" and not _NUMBER.fullmatch(given["amount"]):
        return [AmountUnreadable(where="amount")]
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
        try:
            paper = decision_preview(
                number,
                granted=given["outcome"] == "grant",
                reasons=given["reasons"],
                terms=given["terms"],
                amount=_amount(given),
                seen_by=actor,
            )
        except BadInput as refusal:
            errors = [refusal]
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
        standard=(standard := standard_of(file.definition, file.facts)),
        range_words=_range(standard),
        steps=[task for task in file.tasks if task.state == "done" and task.step != "accept"],
    )


def _range(standard: Standard) -> str:
    """From what to what the published standard lets it be."""
    least, most = (
        "" if each is None else f"{each:f} {standard.unit}"
        for each in (standard.least, standard.most)
    )
    if least and most:
        return _("{least} 到 {most}").format(least=least, most=most)
    return _("不超过 {most}").format(most=most) if most else _("不少于 {least}").format(least=least)


def _desk(file: CaseFile) -> str:
    """The body that decides, and whose seal the decision bears."""
    return next((task.agency for task in file.tasks if task.step == "decide"), file.case.agency)


def _clauses(file: CaseFile) -> list[str]:
    """Sentences to begin from: the published standard, and what was not met."""
    unmet = [say_plain(point.point.unmet) for point in sheet_of(file, None, judging=False).unmet]
    return unmet + [say_plain(each) for each in file.definition.sheet.discretion]
