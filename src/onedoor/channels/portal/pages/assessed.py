"""How agencies did in a month, a quarter or a year: the order, each indicator, the rows behind."""

import csv
import io
import json
from datetime import date
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onedoor.channels.look.doors import Door, entrance
from onedoor.kernel.languages import written_day
from onedoor.kernel.time import month_of, today
from onedoor.oversight.assessment.periods import (
    NoSuchPeriod,
    Period,
    period_of,
    periods_around,
)
from onedoor.oversight.assessment.queries import (
    BY,
    Assessment,
    AssessmentBook,
    assessment_of,
    behind,
    books,
    months,
    newest_month,
)
from onedoor.oversight.supervision.standings import Standing, Value
from onedoor.registers.agencies.queries import agencies, division

# Months offered on the page; older ones have addresses of the same form.
SHOWN = 12
_A_PAGE = 100
_UNITS = {
    "percent": "%",
    "days": gettext_noop("个工作日"),
    "visits": gettext_noop("次"),
    "cards": gettext_noop("张"),
    "calls": gettext_noop("次调用"),
}


def _book(request: HttpRequest) -> AssessmentBook:
    """The book asked for by `place`, or the first there is. 404 without any."""
    wanted = request.GET.get("place", "")
    found = [each for each in books() if wanted in ("", each.place)]
    if not found:
        raise Http404(wanted)
    return found[0]


def _asked(request: HttpRequest, period: str) -> Assessment:
    by = request.GET.get("by", "agency")
    try:
        found = assessment_of(_book(request), period_of(period), by=by if by in BY else "agency")
    except NoSuchPeriod as refusal:
        raise Http404(str(refusal)) from None
    if found is None:
        raise Http404(period)
    return found


def _names(found: Assessment) -> dict[str, str]:
    """What those who stand there are called."""
    who = [each.who for each in found.standings]
    if found.by == "division":
        return {code: division(code).called(get_language() or "zh") for code in who}
    return {code: body.called(get_language() or "zh") for code, body in agencies(who).items()}


@require_safe
@entrance(Door.ANYONE)
def newest(request: HttpRequest) -> HttpResponse:
    """The newest month that there is something of; before the first, the month that runs."""
    return _order(request, (newest_month() or month_of(today())).strftime("%Y-%m"))


@require_safe
@entrance(Door.ANYONE)
def order(request: HttpRequest, period: str) -> HttpResponse:
    """All agencies or counties of a period, by their order."""
    return _order(request, period)


def _order(request: HttpRequest, period: str) -> HttpResponse:
    found = _asked(request, period)
    names = _names(found)
    rows = [
        {
            "place": each.place,
            "name": names.get(each.who, each.who),
            "points": f"{each.points / 10:.1f}",
            "share": each.points / 1000,
            "url": _at("assessment-of", found, each.who),
        }
        for each in found.standings
    ]
    context = _about(found) | {
        "rows": rows,
        "files": [
            {"word": kind.upper(), "url": _at("assessment-file", found, kind)}
            for kind in ("csv", "json")
        ],
    }
    return render(request, "portal/assessment.html", context)


def _at(page: str, found: Assessment, *rest: str) -> str:
    """An address of this assessment, counted the same way."""
    query = f"?by={found.by}" if found.by != "agency" else ""
    return reverse(f"portal:{page}", args=[found.period.code, *rest]) + query


def _about(found: Assessment) -> dict[str, Any]:
    """What every page of an assessment says of it, and the ways to others."""
    here, by = found.period, found.by
    now = periods_around(here.last_month)
    return {
        "found": found,
        "title": _named(here),
        "order_url": _at("assessment-order", found),
        "views": [
            {"word": word, "url": _other(here, key), "current": by == key}
            for key, word in (("agency", _("按机关")), ("division", _("按县市")))
        ],
        "spans": [
            {"word": _named(each), "url": _other(each, by), "current": each.code == here.code}
            for each in now
        ],
        "others": [
            {"word": _named(each), "url": _other(each, by)}
            for month in months()[:SHOWN]
            for each in [periods_around(month)[0]]
            if each.code != here.code
        ],
    }  # fmt: skip


def _other(period: Period, by: str) -> str:
    address = reverse("portal:assessment-order", args=[period.code])
    return address + (f"?by={by}" if by != "agency" else "")


def _named(period: Period) -> str:
    year = period.first.year
    if period.kind == "year":
        return _("%(year)s 年") % {"year": year}
    if period.kind == "quarter":
        return _("%(year)s 年第 %(n)s 季度") % {"year": year, "n": (period.first.month + 2) // 3}
    return _("%(year)s 年 %(n)s 月") % {"year": year, "n": period.first.month}


def _standing(found: Assessment, who: str) -> Standing:
    standing = found.standing(who)
    if standing is None:
        raise Http404(who)
    return standing


@require_safe
@entrance(Door.ANYONE)
def one(request: HttpRequest, period: str, who: str) -> HttpResponse:
    """One agency or county: every indicator with its value, its points and its formula."""
    found = _asked(request, period)
    standing = _standing(found, who)
    values = [_value(each) | {"url": _rows_at(found, who, each)} for each in standing.values]
    context = _about(found) | {
        "name": _names(found).get(who, who),
        "standing": standing,
        "points": f"{standing.points / 10:.1f}",
        "weighed": [each for each in values if each["weight"]],
        "shown": [each for each in values if not each["weight"]],
    }
    return render(request, "portal/assessment_one.html", context)


def _rows_at(found: Assessment, who: str, value: Value) -> str:
    return _at("assessment-rows", found, who, value.indicator.code) if value.of > 0 else ""


def _value(each: Value) -> dict[str, Any]:
    worth = each.indicator.weight
    return {
        "title": each.indicator.title,
        "formula": each.indicator.formula,
        "source": each.indicator.source,
        "value": "" if each.value is None else _written(each.value),
        "unit": _unit(each.indicator.unit),
        "of": each.of,
        "weight": worth,
        "points": None if each.points is None else _written(each.points),
        "share": float(each.points / worth) if each.points is not None and worth else 0,
        "worst": f"{each.indicator.worst.normalize():f}",
        "best": f"{each.indicator.best.normalize():f}",
        "least": each.indicator.least,
    }


def _unit(unit: str) -> str:
    return _(_UNITS[unit]) if unit != "percent" else "%"


def _written(number: Fraction) -> str:
    """To one decimal, and none where it is whole; half of a tenth goes up."""
    tenths = int(number * 10 + Fraction(1, 2))
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths / 10:.1f}"


@require_safe
@entrance(Door.ANYONE)
def rows(request: HttpRequest, period: str, who: str, indicator: str) -> HttpResponse:
    """The rows behind one number, and where each can be looked up in what is published."""
    found = _asked(request, period)
    standing = _standing(found, who)
    value = next((v for v in standing.values if v.indicator.code == indicator), None)
    if value is None:
        raise Http404(indicator)
    page = int(request.GET.get("page", "1")) if request.GET.get("page", "1").isdigit() else 1
    told = behind(found, who, indicator, page=max(page, 1), size=_A_PAGE)
    scale = 10_000 if value.indicator.unit == "percent" else 1
    address = _rows_at(found, who, value)
    context = _about(found) | {
        "name": _names(found).get(who, who),
        "value": _value(value),
        "url_one": _at("assessment-of", found, who),
        "told": told,
        "amount": _written(Fraction(told.amount, scale)),
        "rows": [_row(each, scale) for each in told.rows],
        "page": max(page, 1),
        "pages": -(-told.total // _A_PAGE),
        "base": address + ("&" if "?" in address else "?") + "page=",
    }
    return render(request, "portal/assessment_rows.html", context)


def _row(each: Any, scale: int) -> dict[str, Any]:
    return {
        "day": each.day,
        "chain": each.chain,
        "seq": each.seq,
        "of": each.of,
        "amount": ("-" if each.amount < 0 else "") + _written(Fraction(abs(each.amount), scale)),
        "url": reverse("portal:published", args=[each.day, "counts.jsonl"]),
    }


@require_safe
@entrance(Door.ANYONE)
def how(request: HttpRequest) -> HttpResponse:
    """Every indicator: formula, source, basis, weight, and what earns its points.

    As they hold today; of each edition there was and that is to come by its first day (`from`).
    """
    book = _book(request)
    asked = {f"{each.valid_from}": each for each in book.editions}
    chosen = request.GET.get("from", "")
    edition = asked.get(chosen) if chosen else book.edition_on(today())
    if edition is None:
        raise Http404(chosen)
    found = [
        _value(Value(indicator=each, amount=0, of=0)) | {"basis": [str(b) for b in each.basis]}
        for each in edition.indicators
    ]
    owner = agencies([book.owner]).get(book.owner)
    context = {
        "edition": edition,
        "editions": [
            {"word": _("%(day)s起") % {"day": written_day(each.valid_from)},
             "url": f"?from={day}", "current": each is edition}
            for day, each in asked.items()
        ],
        "owner": owner.called(get_language() or "zh") if owner else book.owner,
        "weighed": [each for each in found if each["weight"]],
        "shown": [each for each in found if not each["weight"]],
    }  # fmt: skip
    return render(request, "portal/assessment_how.html", context)


@require_safe
@entrance(Door.ANYONE)
def file(request: HttpRequest, period: str, kind: str) -> HttpResponse:
    """The whole assessment for programs: the same numbers, as CSV or JSON."""
    found = _asked(request, period)
    names = _names(found)
    lines = [_line(found, each, names.get(each.who, each.who)) for each in found.standings]
    if kind == "json":
        told = {
            "period": found.period.code,
            "by": found.by,
            "until": found.until,
            "whole": found.is_whole,
            "edition": found.edition.valid_from,
            "lines": lines,
        }
        words = json.dumps(told, ensure_ascii=False, indent=2, default=_plain)
        return HttpResponse(words + "\n", content_type="application/json")
    out = io.StringIO()
    writer = csv.DictWriter(out, list(_line_of_nobody(found)))
    writer.writeheader()
    writer.writerows(lines)
    # Spreadsheets know the encoding by the mark at its start.
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="assessment-{found.period.code}.csv"'
    return response


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _line(found: Assessment, standing: Standing, name: str) -> dict[str, Any]:
    line = {"who": standing.who, "name": name, "place": standing.place or None,
            "points": standing.points / 10}  # fmt: skip
    for each in standing.values:
        code = each.indicator.code
        value = None if each.value is None else round(float(each.value), 4)
        line |= {code: value, f"{code} of": each.of}
    return line


def _line_of_nobody(found: Assessment) -> list[str]:
    columns = ["who", "name", "place", "points"]
    for each in found.edition.indicators:
        columns += [each.code, f"{each.code} of"]
    return columns
