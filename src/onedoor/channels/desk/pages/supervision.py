"""Supervision cards: for an agency its own, for a watcher those it watches; one with its way."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.desk.chronicle import title_of
from onedoor.channels.desk.shown import has_to_do_with_cards, rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.typed import day_needed
from onedoor.channels.notices.actions import open_office_notices
from onedoor.channels.notices.queries import (
    office_notices,
    office_notices_of,
    office_notices_unread,
)
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotAllowed, Refusal
from onedoor.kernel.time import today
from onedoor.oversight.supervision import actions
from onedoor.oversight.supervision.facts import Fact
from onedoor.oversight.supervision.levels import SIGNS, Level
from onedoor.oversight.supervision.queries import (
    CardFile,
    RaisedCard,
    card_for,
    cards_for,
    counts_for,
    foretold,
    rule_called,
)
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.catalogue.definition import say
from onedoor.registers.catalogue.queries import published_now


def _concerned(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not has_to_do_with_cards(actor):
        raise NotAllowed()
    return actor


@entrance(Door.STAFF)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What stands, the gravest first; what is settled; or what one's offices were told."""
    actor, view = _concerned(request), request.GET.get("view", "")
    if view == "told":
        return _told(request, actor)
    settled = view == "settled"
    cards = cards_for(seen_by=actor, settled=settled)
    return shown(
        request,
        "desk/supervision.html",
        rows=_rows(cards),
        views=_views(view, office_notices_unread(seen_by=actor)),
        counts=counts_for(seen_by=actor),
        foretold=(0, False) if settled else foretold(seen_by=actor),
        settled=settled,
        rail=rail_of(actor),
        rail_here="supervision",
    )


def _views(here: str, unread: int) -> list[dict[str, Any]]:
    told = _("通知，%(n)s 条没看") % {"n": unread} if unread else _("通知")
    words = {"standing": _("在办的"), "settled": _("办结的"), "told": told}
    here = here if here in words else "standing"
    return [
        {"word": word, "url": f"?view={view}", "current": view == here}
        for view, word in words.items()
    ]


def _told(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the reader's offices were told, the newest first; opened, it is read."""
    notices = office_notices(seen_by=actor)
    new = office_notices_unread(seen_by=actor)
    bodies = agencies({each.office for each in notices})
    rows = [
        {"notice": each, "office": bodies[each.office].short if each.office in bodies else ""}
        for each in notices
    ]
    page = shown(
        request,
        "desk/supervision_told.html",
        rows=rows,
        new=new,
        views=_views("told", 0),
        rail=rail_of(actor),
        rail_here="supervision",
    )
    open_office_notices(notices, by=actor)
    return page


def _rows(cards: list[RaisedCard]) -> list[dict[str, Any]]:
    bodies = agencies({card.agency for card in cards} | {card.watcher for card in cards})
    return [_row(card, bodies) for card in cards]


def _row(card: RaisedCard, bodies: dict[str, Any]) -> dict[str, Any]:
    service = published_now(card.service) if card.service else None
    return {
        "card": card,
        "sign": SIGNS[_level(card.level)],
        "rule": say(rule_called(card.rule).title),
        "agency": bodies[card.agency].called() if card.agency in bodies else card.agency,
        "watcher": bodies[card.watcher].called() if card.watcher in bodies else card.watcher,
        "service": say(service.parsed.sheet.title) if service else "",
        "state": card_state(card),
        "late": card.due_on is not None and card.due_on < today(),
    }


def _level(level: str) -> Level:
    return next(each for each in SIGNS if each == level)


def card_state(card: RaisedCard) -> str:
    """Where it stands, and whose turn it is."""
    words = {
        "raised": _("等机关说明"),
        "explained": _("机关说明了，等认定"),
        "confirmed": _("认定了，等督办或者销号"),
        "ordered": _("督办中，等机关整改"),
        "put-right": _("机关整改了，等核对"),
        "closed": _("已销号"),
        "cancelled": _("已撤销，不计入"),
        "passed": _("按时办了，自己消了"),
    }
    if card.state == "raised" and card.level == "warning":
        # A measure above nothing counts what happened, and no day that can still be kept.
        return _("按时办完就消") if card.measure <= 0 else _("只是提醒，不用说明")
    return words[card.state]


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, card: str) -> HttpResponse:
    """One card: what it says and why, its course, what both sides said, and what to do now."""
    actor, errors = _concerned(request), list[Refusal]()
    act = request.POST.get("do", "")
    if request.method == "POST":
        try:
            _do(request, card, act, by=actor)
        except Refusal as refusal:
            if refusal.status == 404:
                raise
            errors = [refusal]
        else:
            return redirect(f"{reverse('desk:supervision-card', args=[card])}?done={act}")
    file = card_for(card, seen_by=actor)
    told = office_notices_of(card, seen_by=actor)
    if open_office_notices(told, by=actor):
        told = office_notices_of(card, seen_by=actor)
    bodies = agencies({file.card.agency, file.card.watcher, *(w.by_agency for w in file.words)})
    return shown(
        request,
        "desk/supervision_card.html",
        errors=errors,
        row=_row(file.card, bodies),
        card=file.card,
        says=say(file.rule.says),
        basis="、".join(str(basis) for basis in file.rule.basis),
        measure=_measured(file),
        course=_course(file),
        words=[_word(word, bodies) for word in file.words],
        told=told,
        acts=[{"value": each, "label": _act_words()[each]} for each in file.acts],
        sides=_sides(file),
        given={name: request.POST.get(name, "") for name in ("do", "text", "evidence", "due_on")},
        rail=rail_of(actor),
        rail_here="supervision",
    )


def _do(request: HttpRequest, card: str, act: str, *, by: Actor) -> None:
    text = request.POST.get("text", "")[:4000]
    evidence = request.POST.get("evidence", "")[:4000]
    match act:
        case "explain":
            actions.explain_card(card, text=text, evidence=evidence, by=by)
        case "put-right":
            actions.put_right(card, text=text, evidence=evidence, by=by)
        case "confirm":
            actions.confirm_card(card, reasons=text, by=by)
        case "cancel":
            actions.cancel_card(card, reasons=text, by=by)
        case "order":
            due_on = day_needed(request.POST.get("due_on", ""), where="due_on")
            actions.order_correction(card, text=text, due_on=due_on, by=by)
        case "close":
            actions.close_card(card, reasons=text, by=by)
        case _other:
            raise Undecided(where="do")


class Undecided(Refusal):
    """请先选要做什么。"""

    status = 422


def _act_words() -> dict[str, str]:
    return {
        "explain": _("说明情况"),
        "put-right": _("报告整改好了"),
        "confirm": _("认定：这张牌成立"),
        "cancel": _("撤销：这张牌不成立，不计入"),
        "order": _("督办：限期整改"),
        "close": _("销号：到此为止"),
    }


def _sides(file: CardFile) -> dict[str, bool]:
    """Which fields the acts of this reader call for."""
    own = {"explain", "put-right"} & set(file.acts)
    return {"evidence": bool(own), "due_on": "order" in file.acts, "agency": bool(own)}


def _measured(file: CardFile) -> str:
    """What was measured, in words."""
    count = file.card.measure
    words = {
        "skipped": _("少办了 %(n)s 个环节"),
        "order": _("前面有 %(n)s 个环节没有办完"),
        "returned": _("第 %(n)s 次退回"),
        "same-hand": _("受理和决定是同一个人"),
        "reasonless": _("没有写理由"),
        "groundless": _("没有写依据"),
        "document": _("缺 %(n)s 份材料"),
        "unlike": _("一个月里 %(n)s 件和多数不一样"),
        "out-of-hours": _("一天里 %(n)s 件"),
        "query-without-case": _("一天里 %(n)s 次"),
        "rating-burst": _("一天里 %(n)s 个不记名的好评"),
        "rating-missing": _("评价和记录里的不一样"),
        "rating-own": _("本机关的人第 %(n)s 次想评"),
        "rating-device": _("一台设备一小时里 %(n)s 个评价"),
        "repeated": _("一个月里 %(n)s 张"),
    }
    if file.rule.kind == "rating":
        return _("评了最低一档") if count == 5 else _("评了不满意")
    if file.rule.kind == "discretion":
        return _("和基准不一样，写了理由") if count == 1 else _("和基准不一样，没有写理由")
    if file.rule.kind in ("charged", "made-to-come"):
        return _("查下来部分属实") if count == 1 else _("查下来属实")
    if file.rule.kind in words:
        return words[file.rule.kind] % {"n": count}
    if count > 0:
        return _("超过期限 %(n)s 个工作日") % {"n": count}
    return _("离期限还有 %(n)s 个工作日") % {"n": -count}


def _course(file: CardFile) -> list[dict[str, Any]]:
    """The public facts of its chain, as a line of time; the day of the card stands among them."""
    items = [_fact(fact) for fact in file.course]
    sign = SIGNS[_level(file.card.level)]
    raised = {
        "on": file.card.level_on,
        "title": f"{sign.shape} {sign.word} {sign.letter}",
        "state": "now",
        "last": True,
    }
    found = sorted([*items, raised], key=lambda item: (item["on"], item["last"]))
    return [{**item, "when": _short(item["on"])} for item in found]


def _fact(fact: Fact) -> dict[str, Any]:
    asked = {
        "enquiry.asked": _("有人询问"),
        "enquiry.answered": _("答复了询问"),
        "letter.sent": _("有人留言"),
        "letter.transferred": _("留言转来"),
        "letter.extended": _("答复延期"),
        "letter.merged": _("并到同样的一件"),
        "letter.answered": _("答复了留言"),
        "letter.result-due": _("等公开写明结果"),
        "letter.resulted": _("公开写明了结果"),
    }
    title = asked.get(fact.name) or title_of(fact)
    return {"on": fact.day, "title": title, "state": "done", "last": False}


def _short(day: date) -> str:
    return _("%(year)s年%(month)s月%(day)s日") % {
        "year": day.year, "month": day.month, "day": day.day,
    }  # fmt: skip


def _word(word: Any, bodies: dict[str, Any]) -> dict[str, Any]:
    titles = {
        "explain": _("说明"), "put-right": _("整改"), "confirm": _("认定"), "cancel": _("撤销"),
        "order": _("督办"), "close": _("销号"),
    }  # fmt: skip
    body = bodies.get(word.by_agency)
    return {
        "title": titles[word.act],
        "who": body.called() if body else "",
        "word": word,
        "own": word.act in ("explain", "put-right"),
    }
