"""A published decision as the exchange of 双公示 names its fields. Pure.

The names are those of the national data standard; two of them (XK_ZT, XK_XKLB) take words that
the book of the place gives, for the standard's own lists are not before us.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from onedoor.oversight.results.models import Result
from onedoor.oversight.results.rules import GONE
from onedoor.registers.catalogue.definition.results import ResultsBook

FIELDS: Mapping[str, str] = {
    "XK_XDR_MC": "行政相对人名称",
    "XK_XDR_LB": "行政相对人类别",
    "XK_XDR_SHXYM": "统一社会信用代码",
    "XK_XKWS": "行政许可决定文书名称",
    "XK_WSH": "行政许可决定文书号",
    "XK_XKLB": "许可类别",
    "XK_XKZS": "许可证书名称",
    "XK_XKBH": "许可编号",
    "XK_NR": "许可内容",
    "XK_JDRQ": "许可决定日期",
    "XK_YXQZ": "有效期自",
    "XK_YXQZI": "有效期至",
    "XK_XKJG": "许可机关",
    "XK_XKJGDM": "许可机关统一社会信用代码",
    "XK_ZT": "当前状态",
    "XK_LYDW": "数据来源单位",
    "XK_LYDWDM": "数据来源单位统一社会信用代码",
}
# How the exchange writes a licence that knows no end.
NO_END = "2099-12-31"


@dataclass(frozen=True)
class Body:
    """A body as it is named there."""

    name: str
    credit_code: str


def stands(result: Result, *, on: date) -> bool:
    """Whether what was granted holds on that day."""
    over = result.valid_until is not None and result.valid_until < on
    return not over and result.standing not in GONE


def line_of(
    result: Result, book: ResultsBook, *, decided: Body, source: Body, on: date
) -> dict[str, str]:
    """One decision, field by field, every value a text; what there is none of is empty."""
    return {
        "XK_XDR_MC": result.name,
        "XK_XDR_LB": result.party_kind,
        "XK_XDR_SHXYM": result.credit_code,
        "XK_XKWS": result.paper_title,
        "XK_WSH": result.paper_number,
        "XK_XKLB": result.category,
        "XK_XKZS": result.licence_title,
        "XK_XKBH": result.licence_number,
        "XK_NR": result.content,
        "XK_JDRQ": result.decided_on.isoformat(),
        "XK_YXQZ": result.valid_from.isoformat() if result.valid_from else "",
        "XK_YXQZI": _until(result),
        "XK_XKJG": decided.name,
        "XK_XKJGDM": decided.credit_code,
        "XK_ZT": book.exchange.stands if stands(result, on=on) else book.exchange.gone,
        "XK_LYDW": source.name,
        "XK_LYDWDM": source.credit_code,
    }


def _until(result: Result) -> str:
    if result.valid_from is None:
        return ""
    return result.valid_until.isoformat() if result.valid_until else NO_END
