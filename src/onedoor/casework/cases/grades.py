"""Trust grades of materials (可信等级 A–D) and the words that stand across a copy: pure.

The words are those of 国办函〔2016〕108号. A is what an agency made, B what a window
compared with its original, C what was handed in, D what was stated; C and D bear none. C becomes B
by a named clerk alone (`see_original`).
"""

from datetime import date

from django.utils.translation import gettext as _

GRADES = ("A", "B", "C", "D")


def watermark(grade: str, *, agency: str = "", until: date | None = None) -> str:
    """What stands across a copy that is shown again; the last day is said where one is known."""
    words = {
        "A": _("此件由{agency}提供，仅供办理政务服务事项时使用").format(agency=agency),
        "B": _("此件经与原件核对无误，仅供办理政务服务事项时使用"),
    }.get(grade, "")
    if not words or until is None:
        return words
    return _("{words}，有效期至{year}年{month}月{day}日").format(
        words=words, year=until.year, month=until.month, day=until.day
    )
