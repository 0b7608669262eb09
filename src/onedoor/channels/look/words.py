"""How dates, sums, numbers and texts in several languages are written on a page.

Dates are civil dates in China. Everything inside <time> is closed up by the stylesheet
(text-autospace: no-autospace), so "11月23日" never breaks apart.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import get_language, gettext
from markupsafe import Markup, escape

from onedoor.kernel.codes import mask_number
from onedoor.kernel.languages import language_spoken, written_day
from onedoor.kernel.time import local, today

Day = date | datetime
HOME_LANGUAGE = "zh"
TEXT_CODES = ("zh", "zh-hant", "en", "ug")
RIGHT_TO_LEFT = {"ug", "ar", "fa", "ur"}


def _civil(day: Day) -> date:
    return local(day).date() if isinstance(day, datetime) else day


def _time(iso: str, words: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(iso, words)


def weekday(day: Day) -> str:
    """The day of the week in two characters: 周一."""
    names = (
        gettext("周一"),
        gettext("周二"),
        gettext("周三"),
        gettext("周四"),
        gettext("周五"),
        gettext("周六"),
        gettext("周日"),
    )
    return names[_civil(day).weekday()]


def day(value: Day | None) -> str:
    """11月23日; with the year when it is not this year. Nothing for None."""
    if value is None:
        return ""
    civil = _civil(value)
    return _time(civil.isoformat(), written_day(civil, beside=today()))


def full_day(value: Day | None) -> str:
    """2026年11月23日, always with the year."""
    if value is None:
        return ""
    civil = _civil(value)
    return _time(civil.isoformat(), written_day(civil))


def day_and_week(value: Day | None) -> str:
    """11月23日（周一）."""
    if value is None:
        return ""
    civil = _civil(value)
    words = gettext("%(day)s（%(weekday)s）") % {
        "day": written_day(civil, beside=today()),
        "weekday": weekday(civil),
    }
    return _time(civil.isoformat(), words)


def typed_day(value: object) -> str:
    """A kept date (ISO) as a person types it, for an input: 2028年3月31日. Else as it is."""
    try:
        civil = date.fromisoformat(str(value))
    except ValueError:
        return "" if value is None else str(value)
    return f"{civil.year}年{civil.month}月{civil.day}日"


def clock(value: datetime | None) -> str:
    """12:03 on China's clock."""
    if value is None:
        return ""
    return _time(local(value).isoformat(timespec="minutes"), f"{local(value):%H:%M}")


def moment(value: datetime | None) -> str:
    """11月17日 12:10; 今天 12:10 when it is today."""
    if value is None:
        return ""
    civil = local(value).date()
    words = gettext("今天") if civil == today() else written_day(civil, beside=today())
    return _time(local(value).isoformat(timespec="minutes"), f"{words} {local(value):%H:%M}")


def money(amount: Decimal | int | str) -> str:
    """A sum in yuan, thousands grouped, fen only when there are any: 1,200 元, 12.50 元."""
    sum_ = Decimal(amount)
    shown = f"{sum_:,.0f}" if sum_ == sum_.to_integral_value() else f"{sum_:,.2f}"
    return gettext("%(amount)s 元") % {"amount": shown}


def group4(number: str) -> str:
    """Digits in groups of four from the start: 2611 1700 0008."""
    bare = re.sub(r"\s", "", str(number))
    return " ".join(bare[start : start + 4] for start in range(0, len(bare), 4))


def standing_word(standing: str) -> str:
    """How a licence stands today, in a word: of `valid`, `expired`, `suspended` and the rest."""
    words = {
        "valid": gettext("有效"),
        "expired": gettext("已过期"),
        "suspended": gettext("暂扣"),
        "revoked": gettext("已撤销"),
        "cancelled": gettext("已注销"),
        "superseded": gettext("已被新证取代"),
    }
    return words[standing]


def standing_tone(standing: str) -> str:
    """The tone in which the same is told: as it should be, to be minded, over."""
    tones = {
        "valid": "ok", "expired": "warn", "suspended": "warn", "revoked": "err",
        "cancelled": "err", "superseded": "plain",
    }  # fmt: skip
    return tones[standing]


def mask(value: str) -> str:
    """A phone, a citizen number or a name with its middle hidden: 138 **** 2071, 阿**."""
    text = str(value)
    if re.fullmatch(r"\d{11}", text):
        return f"{text[:3]} **** {text[-4:]}"
    if len(text) >= 8:
        return mask_number(text)
    return text[:1] + "*" * max(len(text) - 1, 1)


def language_tag() -> str:
    """The reader's language as it stands in `lang`: zh-Hans, zh-Hant, en, ug."""
    main, _, script = (get_language() or HOME_LANGUAGE).partition("-")
    return f"{main}-{script.title()}" if script else main


def direction(language: str) -> str:
    """The way a language runs, as it stands in `dir`."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


# Telephones and days with dashes: among Arabic letters the parts of such a number change places.
DASHED = re.compile(
    r"(?<![\d-])(?:0\d{2,3}-\d{7,8}|\d{3}-\d{3,4}-\d{4}|\d{4}-\d{1,2}-\d{1,2})(?![\d-])"
)
_ARABIC = re.compile("[\u0620-\u06ff]")


def numbers_in_order(text: str) -> str | Markup:
    """The text; within Uyghur the numbers that have dashes are kept from running backwards."""
    if not _ARABIC.search(text) or not DASHED.search(text):
        return text
    return Markup(isolated(str(escape(text))))  # noqa: S704 - escaped


def isolated(markup: str) -> str:
    """The markup with each number that has dashes running left to right by itself."""
    return DASHED.sub(r'<bdi dir="ltr">\g<0></bdi>', markup)


def _in_language(texts: Mapping[str, str]) -> tuple[str, str]:
    wanted = (get_language() or HOME_LANGUAGE).lower()
    for code in (wanted, wanted.partition("-")[0]):
        if texts.get(code):
            return texts[code], wanted.partition("-")[0]
    if texts.get(HOME_LANGUAGE):
        return texts[HOME_LANGUAGE], HOME_LANGUAGE
    return next(((text, code) for code, text in texts.items() if text), ("", HOME_LANGUAGE))


def _as_map(text: object) -> Mapping[str, str] | None:
    # The texts of a published definition are objects with one attribute for each language.
    if isinstance(text, Mapping):
        return text
    if hasattr(text, "zh"):
        return {code: getattr(text, code.replace("-", "_"), "") for code in TEXT_CODES}
    return None


def say_plain(text: object) -> str:
    """The text in the reader's language without markup, for attributes and titles."""
    texts = _as_map(text)
    if texts is not None:
        return _in_language(texts)[0]
    return "" if text is None else str(text)


def say(text: object) -> str | Markup:
    """The text in the reader's language; Chinese (or what there is) marked with its own `lang`.

    Takes a text map, a text of a definition, or plain words (markup stays markup).
    """
    texts = _as_map(text)
    if texts is None:
        return "" if text is None else text if isinstance(text, str) else str(text)
    words, code = _in_language(texts)
    if code == language_spoken() or not words:
        return words
    tag = "zh-Hans" if code == HOME_LANGUAGE else code
    return Markup('<span lang="{}" dir="{}">{}</span>').format(tag, direction(code), escape(words))


def sentences(*parts: object) -> Markup:
    """One sentence after the other: with a blank between, where the language writes one."""
    between = "" if (get_language() or "zh").startswith("zh") else " "
    return escape(between).join(say(part) for part in parts)


def rating_levels() -> dict[int, str]:
    """The five levels of a rating in words, the best first (GB/T 39734)."""
    return {
        5: gettext("非常满意"),
        4: gettext("满意"),
        3: gettext("基本满意"),
        2: gettext("不满意"),
        1: gettext("非常不满意"),
    }
