"""What became of the matters of one service: month by month, and at each agency."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onedoor.channels.look import charts
from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.local import bodies
from onedoor.channels.portal.cache import cacheable
from onedoor.channels.portal.figure_words import cells, days_said, few_of, number, sentence
from onedoor.kernel.time import months_after
from onedoor.oversight.feedback.queries import tally_of
from onedoor.oversight.figures.queries import (
    Figures,
    cards_of_month,
    figures_between,
    last_month,
    months_shown,
)
from onedoor.oversight.figures.telling import OTHERS, Told, told, told_by_agency
from onedoor.oversight.letters.queries import figures_of_letters
from onedoor.registers.catalogue.queries import service

LETTERS_DAYS = 365


@require_safe
@cacheable
@entrance(Door.ANYONE)
def figures(request: HttpRequest, code: str) -> HttpResponse:
    """This month, the last one, a year; by agency; how long beside what was promised."""
    known = service(code)
    assert known.current is not None
    sheet = known.current.parsed.sheet
    least, months = few_of(sheet), months_shown()
    first, end = months[-1], months_after(months[0], 1)
    by_month = figures_between(first, end, by="month", service=code)
    by_agency = figures_between(first, months[0], by="agency", service=code)
    said = {month: told(by_month.get(month, Figures()), least=least) for month in months}
    last = last_month()
    # The middle one of a year is not made from those of its months: it is asked for.
    whole = figures_between(first, months[0], by="service", service=code).get(code, Figures())
    year = told(whole, least=least)
    context = {
        "code": code,
        "title": sheet.title,
        "promised": sheet.within.promised,
        "last": {"month": last, "words": sentence(said[last], last, least)},
        "facts": _facts(said[last], sheet.within.promised, least),
        "months": [{"month": m, "cells": cells(each, least)} for m, each in said.items()],
        "year": cells(year, least),
        "agencies": _agencies(by_agency, last, least),
        "chart": _chart(said, months),
        "least": least,
        "any": any(each.any for each in by_month.values()),
        "ratings": tally_of(code),
    }
    return render(request, "portal/figures.html", context)


def _facts(each: Told, promised: int, least: int) -> list[dict[str, str]]:
    """Last month in four numbers; those that say nothing are left out."""
    found = [
        {"number": number(each.numbers["received"], least), "unit": _("件"), "note": _("收到")},
        {"number": number(each.numbers["decided"], least), "unit": _("件"), "note": _("作出决定")},
    ]
    if each.median is not None:
        note = _("一半在这么多天内，承诺 %(n)s 个工作日") % {"n": promised}
        if promised == 0:
            note = _("一半在这么多天内，承诺当场办")
        found.append({"number": days_said(each.median), "unit": _("个工作日"), "note": note})
    if each.share is not None:
        found.append({"number": str(each.share), "unit": "%", "note": _("在承诺的日子以前")})
    return found


def _chart(said: dict[date, Told], months: list[date]) -> charts.Line | None:
    """How many were decided in each of the twelve months; no chart where one is hidden."""
    over = [(month, said[month].numbers["decided"]) for month in reversed(months[1:])]
    counts = [(month, count) for month, count in over if count is not None]
    if len(counts) < len(over) or not any(count for _month, count in counts):
        return None
    most, most_in = max((count, month) for month, count in counts)
    finding = _("最多的是 %(month)s 月，%(n)s 件") % {"month": most_in.month, "n": f"{most:,}"}
    return charts.line(_("每个月作出多少件决定"), finding, counts, unit=_("件"))


def _agencies(by_agency: dict[str, Figures], last: date, least: int) -> list[dict[str, Any]]:
    """The agencies that handle it, in the twelve months; with what is said of them."""
    letters = {each.agency: each for each in figures_of_letters(LETTERS_DAYS)}
    cards = cards_of_month(last)
    rows = []
    for code, each in told_by_agency(by_agency, least=least).items():
        body, asked = bodies().get(code), letters.get(code)
        yellow, red = cards.get(code, (0, 0))
        rows.append(
            {
                "name": _("件数少的机关合在一起") if code == OTHERS
                else body.called(get_language() or "zh") if body else code,
                "url": reverse("portal:agency", args=[code]) if body else "",
                "cells": [each_cell for at, each_cell in enumerate(cells(each, least))
                          if at in (0, 3, 7, 8)],
                "letters": {"asked": asked.asked, "in_time": asked.in_time} if asked else None,
                "letters_url": f"{reverse('portal:public-answers')}?agency={code}",
                "cards": {"yellow": yellow, "red": red} if code != OTHERS else None,
            }
        )  # fmt: skip
    return rows
