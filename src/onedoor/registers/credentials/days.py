"""How a copy of a licence stood on a day that is over, in one sentence. Values only."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from onedoor.kernel.languages import written_day


@dataclass(frozen=True, kw_only=True)
class Span:
    """The days of one copy: when it was made, its last day, when its holder stopped it, if ever."""

    made: date
    last: date
    stopped: date | None = None


def sentence_of_the_day(what: str, span: Span, *, licence: str, on: date) -> str:
    """What was true at the end of the day `on` of a copy, and of its licence besides.

    `what` is what the copy is called; `licence` how the licence stood, by the words of papers
    (`not-issued`, `in-force`, `expired`, `suspended`, `withdrawn`, `superseded`).
    """
    stood = {
        "not-issued": _("还没有签发"),
        "in-force": _("是有效的"),
        "expired": _("已经过期"),
        "suspended": _("正被暂停使用"),
        "withdrawn": _("已经失效"),
        "superseded": _("已被新证取代"),
    }[licence]
    return _own(span, is_in_force=licence == "in-force", on=on).format(
        day=written_day(on), what=what, stood=stood, made=written_day(span.made),
        last=written_day(span.last),
    )  # fmt: skip


def _own(span: Span, *, is_in_force: bool, on: date) -> str:
    if on < span.made:
        return _("{day}那天还没有这份{what}，它是{made}做的；证照那天{stood}。")
    if span.stopped is not None and span.stopped <= on:
        return _("{day}那天持证人已经停用了这份{what}；证照那天{stood}。")
    if on > span.last:
        return _("{day}那天这份{what}已经过期，它只用到{last}；证照那天{stood}。")
    if is_in_force:
        return _("{day}那天这份{what}可以用，证照那天{stood}。")
    return _("{day}那天证照{stood}，这份{what}也就不能用。")
