"""The wall of whoever watches agencies, the board of whoever heads one, and the rows behind both.

A number stands on neither without an address that opens it. Nobody is ranked: what one clerk has
in hand is on that clerk's own board alone.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onedoor.casework.cases.queries import (
    Waiting,
    WaitingLine,
    own_tasks,
    own_work,
    tasks_behind,
    waiting_at,
    waiting_by,
)
from onedoor.channels.desk.pages.supervision import card_state
from onedoor.channels.desk.shown import is_supervisor, rail_of, shown
from onedoor.channels.look import charts
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel import record
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.time import days, each_day, months_after, today
from onedoor.oversight.assessment.periods import period_of
from onedoor.oversight.assessment.queries import assessment_of, books, county_of, newest_month
from onedoor.oversight.feedback.queries import follow_ups_waiting, how_followed_up, tallies
from onedoor.oversight.figures.queries import figures_between, last_month
from onedoor.oversight.letters.queries import letters_waiting
from onedoor.oversight.supervision.queries import (
    Foretold,
    RaisedCard,
    agencies_spoken_for,
    agencies_watched,
    cards_by_day,
    cards_for,
    counts_for,
    foretold_cards,
    rule_called,
    watches_others,
)
from onedoor.registers.agencies.queries import Agency, agencies
from onedoor.registers.catalogue.definition import say

_CARDS = 12
# Steps of which each has a bar; on the wall as many as fit its height.
_LINES, _LINES_WALL = 8, 6
_WHICH = ("open", "today", "late")
Bodies = Mapping[str, Agency]


@entrance(Door.STAFF)
@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """All agencies one watches: cards, what waits and where. Nobody's name and no case's number."""
    actor = actor_of(request)
    if not watches_others(actor):
        raise NotAllowed()
    # Before anything is asked: what happens meanwhile gives another mark.
    as_of = record.mark()
    bodies = agencies_watched(seen_by=actor)
    lines = waiting_at(bodies)
    big = request.GET.get("wall") == "1"
    return shown(
        request,
        "desk/wall.html",
        big=big,
        as_of=as_of,
        **_under_way(lines, "watched", most=_LINES_WALL),
        **_cards(actor, "watched", bodies),
        places=_places(lines, bodies),
        ratings=_ratings(bodies),
        week=_week(actor, "watched"),
        rail=None if big else rail_of(actor),
        rail_here="wall",
    )


@entrance(Door.STAFF)
@require_safe
def wall_mark(request: HttpRequest) -> HttpResponse:
    """The mark that the wall would carry now: asked every few seconds, and the wall by it."""
    if not watches_others(actor_of(request)):
        raise NotAllowed()
    return HttpResponse(record.mark(), content_type="text/plain")


@entrance(Door.STAFF)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """One's own work; and, for whoever heads an agency, how that agency stands."""
    actor = actor_of(request)
    heads = agencies_spoken_for(actor)
    headed: dict[str, Any] = {}
    if heads:
        bodies = agencies(heads, to_name=True)
        lines = waiting_at(heads)
        headed = (
            _under_way(lines, "own")
            | _cards(actor, "own", bodies)
            | {
                "names": _names(bodies),
                "items": _items(lines),
                "letters": letters_waiting(seen_by=actor),
                "bad": follow_ups_waiting(seen_by=actor) if is_supervisor(actor) else None,
                "ratings": _ratings(bodies),
                "month": _month(bodies),
                "standings": _standings(bodies),
                "week": _week(actor, "own"),
            }
        )
    return shown(
        request,
        "desk/board.html",
        heads=bool(heads),
        own=own_work(seen_by=actor),
        **headed,
        rail=rail_of(actor),
        rail_here="board",
    )


@entrance(Door.STAFF)
@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """What a number of wall or board is made of; and the cases of it that the reader may see."""
    actor, asked = actor_of(request), request.GET
    if asked.get("of") == "mine":
        return _in_hand(request, actor, asked.get("which", "open"))
    side = "watched" if asked.get("of") == "watched" else "own"
    if side == "watched":
        bodies: Bodies = agencies_watched(seen_by=actor)
    else:
        bodies = agencies(agencies_spoken_for(actor), to_name=True)
    if not bodies:
        raise NotAllowed()
    which = asked.get("which", "open")
    which = which if which in _WHICH else "open"
    chosen = {name: asked.get(name, "")[:100] for name in ("agency", "place", "service", "step")}
    within = {
        code: body for code, body in bodies.items()
        if chosen["agency"] in ("", code)
        and chosen["place"] in ("", county_of(str(body.division_id)))
    }  # fmt: skip
    lines = [
        each for each in waiting_at(within)
        if chosen["service"] in ("", each.service) and chosen["step"] in ("", each.step)
        and each.waiting.count(which)
    ]  # fmt: skip
    total = _sum(lines).count(which)
    return shown(
        request,
        "desk/behind.html",
        title=_title(which, total),
        views=[
            {"word": word, "url": _behind(side, **(chosen | {"which": each})),
             "current": each == which}
            for each, word in _words().items()
        ],
        total=total,
        lines=[
            {"agency": bodies[each.agency].called(_language()), "service": each.service_title,
             "step": each.step, "count": each.waiting.count(which)}
            for each in lines
        ],
        cases=tasks_behind(
            within, seen_by=actor, which=which, service=chosen["service"], step=chosen["step"]
        ),
        back=reverse("desk:wall" if side == "watched" else "desk:board"),
        rail=rail_of(actor),
        rail_here="wall" if side == "watched" else "board",
    )  # fmt: skip


def _in_hand(request: HttpRequest, actor: Actor, which: str) -> HttpResponse:
    """The rows behind one's own numbers, for oneself."""
    which = which if which in _WHICH else "open"
    told = own_work(seen_by=actor)
    count = {"open": told.in_hand, "today": told.today, "late": told.late}[which]
    return shown(
        request,
        "desk/behind.html",
        title=_title(which, count),
        views=[
            {"word": word, "url": _behind("mine", which=each), "current": each == which}
            for each, word in _words().items()
        ],
        total=count,
        lines=[],
        cases=own_tasks(seen_by=actor, which=which),
        back=reverse("desk:board"),
        rail=rail_of(actor),
        rail_here="board",
    )


def _language() -> str:
    return get_language() or "zh"


def _names(bodies: Bodies) -> str:
    return "、".join(body.called(_language()) for body in bodies.values())


def _words() -> dict[str, str]:
    return {"open": _("在办"), "today": _("今天到期"), "late": _("已超期")}


def _title(which: str, count: int) -> str:
    if which == "late":
        return _("已经超期 %(n)s 件") % {"n": count}
    if which == "today":
        return _("今天到期 %(n)s 件") % {"n": count}
    return _("在办 %(n)s 件") % {"n": count}


def _behind(side: str, **chosen: str) -> str:
    asked = {"of": side} | {name: value for name, value in chosen.items() if value}
    return f"{reverse('desk:behind')}?{urlencode(asked)}"


def _sum(lines: Collection[WaitingLine]) -> Waiting:
    return sum((each.waiting for each in lines), Waiting())


def _under_way(lines: Collection[WaitingLine], side: str, *, most: int = _LINES) -> dict[str, Any]:
    """The three numbers, and at which steps the work waits."""
    total = _sum(lines)
    steps = waiting_by(lines, lambda each: each.step)
    return {
        "total": total,
        "numbers": [
            {"key": key, "word": word, "count": total.count(key), "url": _behind(side, which=key)}
            for key, word in _words().items()
        ],
        "flow": charts.bars(
            _("等在哪一步"), _finding(steps), _bars(steps, side, most), unit=_("在办"),
            part=_("其中超期"),
        ),
    }  # fmt: skip


def _finding(steps: Mapping[str, Waiting]) -> str:
    if not steps:
        return _("现在没有在办的件")
    step, waiting = next(iter(steps.items()))
    return _("“%(step)s”等得最多，%(n)s 件") % {"step": step, "n": waiting.open}


def _bars(steps: Mapping[str, Waiting], side: str, most: int) -> list[charts.Bar]:
    """The steps with the most; what is left over stands together, so that the sum is the whole."""
    shown_steps, others = list(steps.items())[:most], list(steps.items())[most:]
    found = [
        charts.Bar(
            label=step, value=waiting.open, part=waiting.late, url=_behind(side, step=step)
        )
        for step, waiting in shown_steps
    ]  # fmt: skip
    if others:
        rest = sum((waiting for _step, waiting in others), Waiting())
        found.append(charts.Bar(
            label=_("其他环节"), value=rest.open, part=rest.late, url=_behind(side)
        ))  # fmt: skip
    return found


def _items(lines: Collection[WaitingLine]) -> list[dict[str, Any]]:
    titles = {each.service: each.service_title for each in lines}
    return [
        {"title": titles[service], "waiting": waiting, "urls": {
            which: _behind("own", service=service, which=which) for which in _WHICH
        }}
        for service, waiting in waiting_by(lines, lambda each: each.service).items()
    ]  # fmt: skip


def _places(lines: Collection[WaitingLine], bodies: Bodies) -> list[dict[str, Any]]:
    """By county: a list that says more than a map, and is read out as it stands."""
    called: dict[str, str] = {}
    for body in sorted(bodies.values(), key=lambda each: str(each.division_id)):
        place = county_of(str(body.division_id))
        if place not in called:
            called[place] = body.division.called(_language())
    sums = waiting_by(lines, lambda each: county_of(str(bodies[each.agency].division_id)))
    return [
        {"name": called[place], "waiting": waiting, "urls": {
            which: _behind("watched", place=place, which=which) for which in _WHICH
        }}
        for place, waiting in sums.items()
    ]  # fmt: skip


def _cards(actor: Actor, side: str, bodies: Bodies) -> dict[str, Any]:
    """The cards that stand, the gravest first, and what the next working day brings."""
    standing = cards_for(seen_by=actor, side=side, limit=_CARDS)
    ahead = foretold_cards(seen_by=actor, side=side)
    counts = counts_for(seen_by=actor, side=side)
    return {
        "counts": counts,
        "cards": [_card(card, bodies) for card in standing if card.level != "warning"],
        "ahead": [_foretold(each, bodies) for each in ahead.cards[:_CARDS]],
        "ahead_red": sum(each.level == "red" for each in ahead.cards),
        "ahead_yellow": sum(each.level == "yellow" for each in ahead.cards),
        "ahead_more": ahead.more,
    }


def _card(card: RaisedCard, bodies: Bodies) -> dict[str, Any]:
    body = bodies.get(card.agency)
    return {
        "level": card.level,
        "cause": say(rule_called(card.rule).title),
        "owner": body.called(_language()) if body else card.agency,
        "age": _age(card.level_on),
        "action": card_state(card),
        "due_on": card.due_on,
        "late": card.due_on is not None and card.due_on < today(),
        "url": reverse("desk:supervision-card", args=[card.pk]),
    }


def _foretold(each: Foretold, bodies: Bodies) -> dict[str, Any]:
    return _card(each.card, bodies) | {"level": each.level}


def _age(since: date) -> str:
    count = (today() - since).days
    return _("第 %(n)s 天") % {"n": count + 1} if count > 0 else _("今天")


def _week(actor: Actor, side: str) -> charts.Line:
    found = cards_by_day(seen_by=actor, side=side)
    told = sum(count for _on, count in found)
    finding = _("七天里 %(n)s 张黄牌、红牌") % {"n": told} if told else _("七天里没有黄牌、红牌")
    return charts.line(_("最近七天的牌"), finding, found, unit=_("牌"))


def _ratings(bodies: Bodies) -> dict[str, Any]:
    """Of thirty days how many were content, and how many bad ratings with a name were answered;
    older ones count with these until they are."""
    since = today() - days(29)
    given = tallies("agency", since=since, of=bodies).values()
    followed = how_followed_up(since=since, of=bodies)
    total = sum(tally.total for tally in given)
    opened = sum(each.opened for each in followed)
    answered = sum(each.answered for each in followed)
    return {
        "total": total,
        "content": sum(tally.content for tally in given),
        "content_share": _share(sum(tally.content for tally in given), total),
        "opened": opened,
        "answered": answered,
        "answered_share": _share(answered, opened),
        "late": sum(each.late for each in followed),
    }


def _share(part: int, whole: int) -> str:
    return f"{part * 100 // whole}%" if whole else ""


def _month(bodies: Bodies) -> dict[str, Any]:
    """What each decided last month and in how many days, as its public page says it; and how many
    decisions there were on each of thirty days."""
    last, first = last_month(), today() - days(29)
    decided = figures_between(last, months_after(last, 1), by="agency", agencies=bodies)
    by_day = figures_between(first, today() + days(1), by="day", agencies=bodies)
    found = [(day, by_day[day].decided if day in by_day else 0) for day in each_day(first, today())]
    told = sum(count for _on, count in found)
    return {
        "of": last,
        "paces": [
            {
                "name": body.called(_language()),
                "decided": decided[code].decided,
                "days": f"{decided[code].median or 0:g}",
                "url": reverse("portal:agency", args=[code]),
            }
            for code, body in bodies.items()
            if code in decided and decided[code].decided
        ],
        "line": charts.line(
            _("最近三十天作出的决定"), _("三十天里作出 %(n)s 件决定") % {"n": told}, found,
            unit=_("件"),
        ),
    }  # fmt: skip


def _standings(bodies: Bodies) -> list[dict[str, Any]]:
    """How each of them stands in the newest month that is published: what `/assessment` says."""
    newest = newest_month()
    if newest is None:
        return []
    period = period_of(newest.strftime("%Y-%m"))
    found = []
    for assessment in filter(None, (assessment_of(book, period) for book in books())):
        for code, body in bodies.items():
            standing = assessment.standing(code)
            if standing is not None:
                found.append({
                    "name": body.called(_language()),
                    "place": standing.place,
                    "among": sum(each.place > 0 for each in assessment.standings),
                    "points": f"{standing.points / 10:.1f}",
                    "month": newest.month,
                    "url": reverse("portal:assessment-of", args=[period.code, code]),
                })  # fmt: skip
    return found
