"""Dates as people write them, read without guessing."""

import re
from datetime import date

from django.utils.translation import gettext as _

from onedoor.casework.forms.texts import Wrong, plain_marks

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>\d{4})"

_SHAPES = [
    re.compile(shape, re.IGNORECASE)
    for shape in (
        # 2026-3-1, 2026/03/01, 2026.3.1, 2026 3 1, 2026年3月1日, 2026-03-01T00:00:00+08:00
        rf"{_YEAR} ?[-/.,、年\s] ?(?P<m>\d{{1,2}}) ?[-/.,、月\s] ?(?P<d>\d{{1,2}}) ?[日号號]?"
        r"(?:[T ]\d{2}:\d{2}[\d:.Z+-]*)?",
        rf"{_YEAR}(?P<m>\d{{2}})(?P<d>\d{{2}})",
        # 1 March 2026, 1st Mar. 2026, 1-Mar-2026; March 1, 2026
        rf"{_DAY}[ -/]?(?:of )?{_MONTH},?[ -/]?{_YEAR}",
        rf"{_MONTH}[ -/]?{_DAY},?[ -/]{_YEAR}",
        rf"{_YEAR}[ -/]?{_MONTH}[ -/]?{_DAY}",
    )
]
_YEAR_LAST = re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4})")
_ROC = re.compile(r"(?:民国|民國|中华民国|中華民國) ?(?P<y>\d{1,3}|元) ?年?.*")
_FAR_PAST, _FAR_FUTURE = 1850, 2150


def read_date(text: str) -> date:
    """The day meant by `text`; Wrong with what to write instead when it could mean two days."""
    plain = _han_numbers(plain_marks(text)) if len(text) <= 60 else ""
    _refuse_other_eras(plain)
    for shape in _SHAPES:
        if found := shape.fullmatch(plain):
            parts = found.groupdict()
            month = parts.get("m") or _month_number(parts["month"])
            return _day(int(parts["y"]), int(month), int(parts["d"]))
    if found := _YEAR_LAST.fullmatch(plain):
        return _year_last(int(found["a"]), int(found["b"]), int(found["y"]))
    if re.fullmatch(r"\d{4} ?[-/.年] ?\d{1,2} ?月?", plain):
        raise Wrong(_("{label}要写到日，例如 2026年3月1日。"))
    if re.fullmatch(r"\d{2} ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?[日号]?", plain):
        raise Wrong(_("{label}的年份请写四位，例如 2026年3月1日。"))
    raise Wrong(_("{label}请按“年月日”填写，例如 2026年3月1日。"))


def date_parts(value: object) -> tuple[str, str, str]:
    """Year, month and day for three boxes, of an answer or of what was typed and not understood."""
    text = str(value or "")
    parts = [*text.split("-"), "", "", ""][:3] if text.count("-") == 2 else [text, "", ""]
    year, month, day = (part.strip() for part in parts)
    return year, month.lstrip("0") or month, day.lstrip("0") or day


def _refuse_other_eras(text: str) -> None:
    if found := _ROC.fullmatch(text):
        year = 1 if found["y"] == "元" else int(found["y"])
        raise Wrong(
            _("{label}请写公历年份：民国{roc}年是公历{year}年。"), roc=year, year=year + 1911
        )


def _year_last(first: int, second: int, year: int) -> date:
    if first > 12 or first == second:
        return _day(year, second, first)
    if second > 12:
        return _day(year, first, second)
    raise Wrong(_("{label}请先写年份，例如 2026年3月1日，免得日和月弄反。"))


def _day(year: int, month: int, day: int) -> date:
    if not _FAR_PAST <= year <= _FAR_FUTURE:
        raise Wrong(_("{label}的年份是 {year}，请核对后重新填写。"), year=year)
    try:
        return date(year, month, day)
    except ValueError:
        raise Wrong(
            _("日历上没有{year}年{month}月{day}日，请核对{label}。"),
            year=year, month=month, day=day,
        ) from None  # fmt: skip


def _month_number(word: str) -> int:
    short = word[:3].lower()
    if short not in _MONTHS:
        raise Wrong(_("{label}请按“年月日”填写，例如 2026年3月1日。"))
    return _MONTHS.index(short) + 1


def _han_numbers(text: str) -> str:
    """二〇二六年三月十一日 → 2026年3月11日."""
    tens = re.sub(
        "([一二三]?)十([一二三四五六七八九]?)",
        lambda found: (found[1] or "一") + (found[2] or "〇"),
        text,
    )
    return tens.translate(_HAN_DIGITS)
