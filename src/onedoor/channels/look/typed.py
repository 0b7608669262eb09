"""What a person typed into a plain form of staff pages, read or refused with a sentence."""

from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from onedoor.casework.forms.dates import read_date
from onedoor.casework.forms.texts import Wrong
from onedoor.kernel.refusals import BadInput


class NotADay(BadInput):
    """请按“年月日”写日期，例如 2026年3月1日。"""


def day_typed(text: str, *, where: str) -> date | None:
    """The day somebody typed in any usual way; None for nothing, NotADay for anything else."""
    text = text.strip()
    if not text:
        return None
    try:
        return read_date(text)
    except Wrong:
        raise NotADay(where=where) from None


def day_needed(text: str, *, where: str) -> date:
    """As `day_typed`, where a day must be given."""
    found = day_typed(text, where=where)
    if found is None:
        raise NotADay(where=where)
    return found


def page_asked(request: HttpRequest) -> int:
    """Which page of a long list is asked for (`?page=`): the first for anything that is none."""
    given = request.GET.get("page", "1")
    return min(int(given), 100_000) if given.isdecimal() and int(given) else 1


def day_shown(day: date | None) -> str:
    """2026年3月1日, or that there is no end."""
    return f"{day.year}年{day.month}月{day.day}日" if day else _("长期")


def sent_along(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed into a form, for the page that shows its effect first and sends it again."""
    return [
        (key, str(value))
        for key, values in request.POST.lists()
        if key not in ("csrfmiddlewaretoken", "sure")
        for value in values
    ]
