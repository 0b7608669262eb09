"""Numbers and amounts as people write them, exact to the last digit."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from onedoor.casework.forms.texts import Wrong, plain_marks
from onedoor.casework.forms.units import unit_said

_NUMBER = re.compile(r"(?P<sign>[-−]?)(?P<digits>\d+(?:\.\d+)?|\.\d+)(?P<times>[十百千万亿]{0,2})")
_TIMES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_GROUPED = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+)(?=\D|$)")
_YUAN = re.compile(
    r"^(?:¥|￥|RMB|CNY|人民币)\s*|\s*(?:元整?|圆整?|块|yuan|RMB|CNY)$", re.IGNORECASE
)
_MOST = Decimal(10) ** 15
_FRACTION = 6


def read_number(text: str, *, unit: str = "") -> Decimal:
    """The number meant by `text`, with or without its unit; Wrong when it is none."""
    plain = plain_marks(text) if len(text) <= 60 else ""
    written = unit_said(unit)
    for one in (plain_marks(unit), plain_marks(written)):
        plain = plain.removesuffix(one)
    number = _read(plain)
    if number is None:
        if unit:
            raise Wrong(_("{label}请用数字填写，单位{unit}，例如 85.5。"), unit=written)
        raise Wrong(_("{label}请用数字填写，例如 85.5。"))
    if abs(number) >= _MOST:
        raise Wrong(_("{label}的数字太大，请核对后重新填写。"))
    return number


def read_money(text: str) -> Decimal:
    """Yuan, to the cent; Wrong when there are parts of a cent."""
    plain = plain_marks(text) if len(text) <= 60 else ""
    number = _read(_YUAN.sub("", _YUAN.sub("", plain)).strip())
    if number is None:
        raise Wrong(_("{label}请用数字填写金额，单位元，例如 1234.50。"))
    if abs(number) >= _MOST:
        raise Wrong(_("{label}的金额太大，请核对后重新填写。"))
    if number != number.quantize(Decimal("0.01")):
        raise Wrong(_("{label}最多写到分，即小数点后两位。"))
    return number


def canonical(number: Decimal) -> str:
    """Plain digits without needless zeros or exponent: 85.50 → 85.5."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _read(plain: str) -> Decimal | None:
    joined = re.sub(r"(?<=\d)[ '’](?=\d{3}(?:\D|$))", ",", plain).replace("、", "")
    joined = joined.replace("，", ",").replace(" ", "")
    joined = re.sub(r"^\+", "", joined)
    if grouped := _GROUPED.search(joined):
        joined = joined.replace(grouped[0], grouped[0].replace(",", ""), 1)
    found = _NUMBER.fullmatch(joined)
    if not found or len(found["digits"]) > 24:
        return None
    number = Decimal(found["digits"])
    for word in found["times"]:
        number *= _TIMES[word]
    if len(canonical(number).partition(".")[2]) > _FRACTION:
        raise Wrong(_("{label}小数点后最多写 {most} 位。"), most=_FRACTION)
    return -number if found["sign"] else number
