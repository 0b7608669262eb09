"""One reader for each type of field: from what was given to the answer that is kept."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onedoor.casework.forms import contacts, dates, numbers, texts
from onedoor.casework.forms.texts import Wrong
from onedoor.casework.forms.units import unit_said
from onedoor.kernel import codes
from onedoor.registers.catalogue.definition import Field, say

# Types whose posted value is several strings, and whose JSON value is no string.
MANY = ("choices",)
TICKED = ("yes_no", "signed")
# Labels that ask rather than name: “什么车，做什么用”.
_ASKS = re.compile(r"[？?]$|什么|怎么|哪|多少|谁|吗$")
_YES = frozenset({"yes", "true", "1", "on", "y", "是", "有", "对"})
_NO = frozenset({"no", "false", "0", "off", "n", "否", "无", "不"})


def label_of(field: Field) -> str:
    """The field's label in the reader's language."""
    return say(field.label, get_language() or "zh").rstrip("：:。")


def sentence_for(field: Field, wrong: Wrong) -> str:
    """The problem as one sentence that names the field."""
    return wrong.sentence.format(label=f"“{label_of(field)}”", **wrong.facts)


def missing(field: Field) -> str:
    """What to do about a field left empty."""
    label = label_of(field)
    if field.type == "signed":
        return _("请读过后勾选“{label}”。").format(label=label)
    if field.type == "yes_no":
        return _("请在“{label}”处选择“是”或“否”。").format(label=label)
    if field.type in ("choice", "choices"):
        return _("请选择“{label}”。").format(label=label)
    if field.type == "rows":
        return _("请至少填写一行“{label}”。").format(label=label)
    if field.type == "date":
        return _("请填写“{label}”，例如 2026年3月1日。").format(label=label)
    unit = _("元") if field.type == "money" else unit_said(field.unit)
    if unit:
        return _("请填写“{label}”，单位{unit}。").format(label=label, unit=unit)
    if _ASKS.search(label):
        return _("请回答“{label}”。").format(label=label)
    return _("请填写“{label}”。").format(label=label)


def answer(field: Field, given: Any) -> Any:
    """The answer kept for `given` (text as typed, or a JSON value); Wrong with what to do instead.

    Never called for rows, nor for nothing at all: see `is_blank`.
    """
    if field.type in TICKED:
        return _yes_or_no(field, given)
    if field.type in MANY:
        return _some_of(field, given)
    return _READERS[field.type](field, _as_typed(field, given))


def is_blank(given: Any) -> bool:
    """Whether nothing was given: an empty or blank text, an empty list, null."""
    listed = given if isinstance(given, list | tuple) else [given]
    return all(each is None or (isinstance(each, str) and not texts.seen(each)) for each in listed)


def _as_typed(field: Field, given: Any) -> str:
    if isinstance(given, str):
        return given
    if isinstance(given, date):
        return given.isoformat()[:10]
    is_number = isinstance(given, int | float | Decimal) and not isinstance(given, bool)
    if is_number and field.type in ("number", "money"):
        # Neither NaN nor a number that takes long to write out.
        return format(Decimal(str(given)), "f") if abs(given) < 10**18 else "9" * 20
    raise Wrong(_("{label}的类型不对，应当是文字。"))


def _yes_or_no(field: Field, given: Any) -> bool:
    said = given.strip().lower() if isinstance(given, str) else given
    if not isinstance(said, str | bool):
        raise Wrong(_("{label}的类型不对，应当是 true 或 false。"))
    if said is True or said in _YES:
        return True
    if said is False or said in _NO:
        return False
    if field.type == "signed":
        raise Wrong(_("请读过后勾选{label}。"))
    raise Wrong(_("请在{label}处选择“是”或“否”。"))


def _one_of(field: Field, given: str) -> str:
    plain = given.strip()
    if plain not in {option.value for option in field.options}:
        raise Wrong(_("{label}请从列出的选项中选择一项。"))
    return plain


def _some_of(field: Field, given: Any) -> list[str]:
    asked = given if isinstance(given, list | tuple) else [given]
    if not all(isinstance(each, str) for each in asked):
        raise Wrong(_("{label}的类型不对，应当是若干选项。"))
    chosen = {_one_of(field, each) for each in asked if not is_blank(each)}
    return [option.value for option in field.options if option.value in chosen]


def _text(field: Field, given: str) -> str:
    _refuse_floods(field, given)
    cleaned = texts.lines(given) if field.type == "long_text" else texts.one_line(given)
    return _short_enough(field, cleaned)


def _name(field: Field, given: str) -> str:
    _refuse_floods(field, given)
    return _short_enough(field, texts.name(given), most=min(field.max_length, texts.NAME_LENGTH))


def _refuse_floods(field: Field, given: str) -> None:
    if len(given) > texts.LONGEST:
        raise Wrong(_("{label}太长，最多 {most} 个字。"), most=field.max_length)


def _short_enough(field: Field, text: str, *, most: int = 0) -> str:
    most = most or field.max_length
    if len(text) > most:
        raise Wrong(
            _("{label}最多 {most} 个字，现在是 {count} 个，请写得短一些。"),
            most=most, count=len(text),
        )  # fmt: skip
    return text


def _number(field: Field, given: str) -> str:
    return numbers.canonical(_in_range(field, numbers.read_number(given, unit=field.unit)))


def _money(field: Field, given: str) -> str:
    return format(_in_range(field, numbers.read_money(given)), ".2f")


def _in_range(field: Field, number: Decimal) -> Decimal:
    unit = _("元") if field.type == "money" else unit_said(field.unit)
    least = Decimal(0) if field.at_least is None else field.at_least
    if number < least:
        raise Wrong(
            _("{label}不能小于 {least} {unit}，请核对后重新填写。"),
            least=numbers.canonical(least), unit=unit,
        )  # fmt: skip
    if field.at_most is not None and number > field.at_most:
        raise Wrong(
            _("{label}不能大于 {most} {unit}，请核对后重新填写。"),
            most=numbers.canonical(field.at_most), unit=unit,
        )  # fmt: skip
    return number


def _code(read: Callable[[str], str]) -> Callable[[Field, str], str]:
    def reader(_field: Field, given: str) -> str:
        try:
            return read(texts.plain_marks(given[:100]))
        except codes.BadCode as refusal:
            raise Wrong("{label}：{said}", said=refusal.sentence) from None

    return reader


_READERS: Mapping[str, Callable[[Field, str], str]] = {
    "text": _text,
    "long_text": _text,
    "address": _text,
    "name": _name,
    "number": _number,
    "money": _money,
    "date": lambda _field, given: dates.read_date(given).isoformat(),
    "choice": _one_of,
    "phone": lambda _field, given: contacts.read_phone(given),
    "email": lambda _field, given: contacts.read_email(given),
    "country": lambda _field, given: contacts.read_country(given),
    "citizen_number": _code(codes.citizen_number),
    "credit_code": _code(codes.credit_code),
    "passport": _code(codes.passport),
}
