"""Figures of services and agencies in words: the same wherever they stand."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from onedoor.oversight.figures.queries import figures_of_month, last_month
from onedoor.oversight.figures.telling import COLUMNS, Told, told
from onedoor.oversight.results.book import books
from onedoor.registers.catalogue.definition import ServiceSheet


def few() -> int:
    """Below how many matters a number would tell of single persons: the strictest book's word."""
    return max((book.few.least for book in books()), default=1)


def few_of(sheet: ServiceSheet) -> int:
    """The same of one service: where only firms apply, every number is said."""
    return few() if "person" in sheet.applicants else 1


def number(value: int | None, least: int) -> str:
    """A number as it is said; too small a one by the word for few."""
    return _("少于 %(n)s") % {"n": least} if value is None else f"{value:,}"


def days_said(median: float | None) -> str:
    """Working days: whole, or with a half."""
    return "" if median is None else f"{median:g}"


def cells(each: Told, least: int) -> list[str]:
    """What stands in a row of a table: the counts, then the days, then the share in time."""
    counts = [_one(name, each, least) for name in COLUMNS]
    share = "—" if each.share is None else f"{each.share}%"
    return [*counts, days_said(each.median) or "—", share]


def _one(name: str, each: Told, least: int) -> str:
    value = each.numbers[name]
    if value is None and name in ("granted", "refused"):
        return _("不单列")
    return number(value, least)


def last_month_said(*, least: int, service: str = "", agency: str = "") -> dict[str, Any]:
    """Last month in one sentence, for pages that lead on to the figures."""
    month = last_month()
    each = told(figures_of_month(month, service=service, agency=agency), least=least)
    return {"month": month, "words": sentence(each, month, least), "told": each}


def sentence(each: Told, month: date, least: int) -> str:
    """How much was done in a month, and how long it took."""
    decided = each.numbers["decided"]
    says = {"month": month.month, "n": number(decided, least)}
    if decided == 0:
        return _("%(month)s 月没有作出决定。") % says
    if each.too_few:
        return _("%(month)s 月作出的决定%(n)s 件，太少，不写用了多久。") % says
    if each.median is None:
        return _("%(month)s 月作出 %(n)s 件决定。") % says
    says["days"] = days_said(each.median)
    if each.median == 0:
        return _("%(month)s 月作出 %(n)s 件决定，一半当天就办好。") % says
    return _("%(month)s 月作出 %(n)s 件决定，一半在 %(days)s 个工作日以内。") % says
