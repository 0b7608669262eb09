"""Mandates in words: rows for lists, what one reaches, what was done under it."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from onedoor.channels.look.words import full_day, say_plain
from onedoor.channels.portal.wording import marked, plain, whole
from onedoor.registers.catalogue.queries import services
from onedoor.registers.mandates.kinds import acts, kinds
from onedoor.registers.mandates.queries import Deed, Mandate, state_of

# The word of each state, and its tone.
TONES = {
    "proposed": "warn", "lapsed": "plain", "coming": "info", "standing": "ok",
    "expired": "warn", "declined": "plain", "ended": "plain",
}  # fmt: skip


def state_words(state: str) -> str:
    """The state as people say it."""
    return {
        "proposed": _("等确认"),
        "lapsed": _("没有确认，已过期"),
        "coming": _("还没到开始的日子"),
        "standing": _("有效"),
        "expired": _("已到期"),
        "declined": _("没有同意"),
        "ended": _("已终止"),
    }[state]


def how_it_ended(how: str) -> str:
    """Who ended it, or how."""
    return {
        "giver": _("授权人终止"),
        "receiver": _("代办人终止"),
        "window": _("窗口终止"),
        "code": _("凭停用码终止"),
        "declined": _("没有同意"),
        "replaced": _("被新的一份代替"),
        "closed": _("一方注销了账号"),
    }.get(how, "")


def kind_word(kind: str) -> str:
    """What this kind of mandate is called."""
    return say_plain(kinds()[kind].word)


def act_words(names: Iterable[str]) -> str:
    """The acts in one line."""
    chosen = set(names)
    return _("、").join(say_plain(each.word) for each in acts() if each.act in chosen)


def service_titles() -> dict[str, str]:
    """Code and title of every service, for choosing and for reading. One query."""
    return {each.code: plain(each.parsed.sheet.title) for each in services()}


def reach_words(codes: Iterable[str], titles: dict[str, str]) -> str:
    """Of which services: their titles, or all."""
    chosen = [titles.get(code, code) for code in codes]
    return _("、").join(chosen) if chosen else _("所有事项")


def mandate_row(mandate: Mandate, titles: dict[str, str], *, given: bool) -> dict[str, Any]:
    """A mandate as a row of a list: the other side, what, until when, how it stands."""
    other = mandate.receiver if given else mandate.giver
    state = state_of(mandate)
    note: object = whole(marked(_("到 {day}"), day=full_day(mandate.until)))
    if mandate.ended_at:
        note = how_it_ended(mandate.ended_how)
    return {
        "name": other.name,
        "kind": kind_word(mandate.kind),
        "acts": act_words(mandate.acts),
        "reach": reach_words(mandate.services, titles),
        "note": note,
        "state": state_words(state),
        "tone": TONES[state],
        "live": state in ("proposed", "coming", "standing", "expired"),
        "url": reverse("portal:mandate", args=[mandate.id]),
    }


def deed_words(deed: Deed) -> str:
    """One thing done under a mandate."""
    return {
        "application.submitted": _("提交了申请"),
        "case.corrected": _("补正了"),
        "case.withdrawn": _("撤回了申请"),
        "rating.given": _("作了评价"),
        "case.handed-over": _("转交了办件"),
    }.get(deed.name, deed.name)
