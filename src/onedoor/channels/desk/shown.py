"""What every page of the desk needs besides its own: the clerk, the rail, what was just done."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from onedoor.casework.cases.queries import COUNTED, inbox_counts
from onedoor.channels.desk.done_words import DONE
from onedoor.channels.look.doors import actor_of
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotAllowed, Refusal
from onedoor.kernel.time import local, now
from onedoor.oversight.comments.queries import comments_waiting
from onedoor.oversight.comments.rules import agencies_moderated
from onedoor.oversight.feedback.queries import (
    disputes_waiting,
    enquiries_waiting,
    follow_ups_waiting,
)
from onedoor.oversight.feedback.visiting import is_operator
from onedoor.oversight.letters.queries import letters_waiting
from onedoor.oversight.results.queries import results_late
from onedoor.oversight.results.rules import ANSWERS as PUBLISH
from onedoor.oversight.supervision.queries import cards_waiting, watches_others
from onedoor.registers.items.rules import REVIEWER, edits_the_list
from onedoor.registers.publications.rules import has_to_do_with_pieces
from onedoor.registers.sites.queries import cluster


def shown(
    request: HttpRequest,
    template: str,
    *,
    errors: Sequence[Refusal] = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The page; with refusals it answers with the status of the first and says them on top."""
    if errors:
        status = errors[0].status
    context |= {"errors": errors, "now": local(now()), "done": _done(request.GET.get("done", ""))}
    context.setdefault("staff_name", actor_of(request).name)
    return render(request, template, context, status=status)


def is_supervisor(actor: Actor) -> bool:
    """Whether the actor holds a supervising post anywhere."""
    return any(post.endswith("/supervisor") for post in actor.posts)


def supervising(request: HttpRequest) -> Actor:
    """Whoever asks, holding a supervising post. NotAllowed to everybody else."""
    actor = actor_of(request)
    if not is_supervisor(actor):
        raise NotAllowed()
    return actor


def has_to_do_with_cards(actor: Actor) -> bool:
    """Whether the actor speaks for an agency about supervision cards, or watches others."""
    return any(post.endswith(("/supervisor", "/approver")) for post in actor.posts)


def at_a_window(actor: Actor) -> bool:
    """Whether the actor receives people at a window anywhere."""
    return any(post.endswith("/window") for post in actor.posts)


def keeps_the_list(actor: Actor) -> bool:
    """Whether the actor proposes changes to the catalogue list, or reviews them."""
    return edits_the_list(actor) or any(post.endswith(f"/{REVIEWER}") for post in actor.posts)


def rail_of(actor: Actor, counts: dict[str, int] | None = None) -> list[dict[str, Any]]:
    """The views of the inbox, with counts that stop at a number people can picture."""
    counts = inbox_counts(seen_by=actor) if counts is None else counts
    inbox = reverse("desk:inbox")
    rail: list[dict[str, Any]] = [
        {"key": "mine", "word": _("我的"), "url": inbox, "icon": "inbox"},
        {"key": "today", "word": _("今天到期"), "url": f"{inbox}?view=today", "icon": "clock"},
        {"key": "late", "word": _("已超期"), "url": f"{inbox}?view=late", "icon": "alert-triangle"},
        {"key": "others", "word": _("同事在办"), "url": f"{inbox}?view=others", "icon": "users"},
        {"key": "done", "word": _("已办"), "url": f"{inbox}?view=done", "icon": "circle-check"},
    ]
    checks = {"key": "promises", "word": _("要核查的承诺"), "url": reverse("desk:promises")}
    rail.append(checks | {"icon": "progress-check"})
    licences = {"key": "licences", "word": _("证照"), "url": reverse("desk:licences")}
    rail.append(licences | {"icon": "id", "count": None})
    let_see = {"key": "authorised", "word": _("用证授权"), "url": reverse("desk:authorised")}
    rail.append(let_see | {"icon": "user-share", "count": None})
    old = {"key": "transcripts", "word": _("补录纸质证"), "url": reverse("desk:transcripts")}
    rail.append(old | {"icon": "certificate"})
    for link in rail:
        link["count"] = capped(counts[link["key"]]) if link["key"] in counts else None
    written = {"key": "letters", "word": _("留言"), "url": reverse("desk:letters")}
    rail.append(written | {"icon": "mail", "count": str(letters_waiting(seen_by=actor))})
    if agencies_moderated(actor):
        said = {"key": "guides", "word": _("指南反馈"), "url": reverse("desk:guides")}
        rail.append(said | {"icon": "thumb-up", "count": str(comments_waiting(seen_by=actor))})
    rail += _of_windows_and_lists(actor)
    rail.append({"heading": _("人")})
    absence = {"key": "leave", "word": _("请假和委托"), "url": reverse("desk:leave")}
    rail.append(absence | {"icon": "calendar-event", "count": None})
    if is_supervisor(actor):
        team = {"key": "team", "word": _("本机关的人"), "url": reverse("desk:team")}
        rail.append(team | {"icon": "users", "count": None})
        kept = {"key": "seals", "word": _("印章"), "url": reverse("desk:seals")}
        rail.append(kept | {"icon": "rubber-stamp", "count": None})
    rail += _of_figures(actor)
    if has_to_do_with_cards(actor):
        cards = {"key": "supervision", "word": _("监察牌"), "url": reverse("desk:supervision")}
        rail.append(cards | {"icon": "flag", "count": str(cards_waiting(seen_by=actor))})
    if actor.agencies_as(*PUBLISH):
        told = {"key": "results", "word": _("结果公示"), "url": reverse("desk:results")}
        rail.append(told | {"icon": "file-certificate", "count": str(results_late(seen_by=actor))})
    if is_supervisor(actor):
        bad = {"key": "follow-ups", "word": _("差评整改"), "url": reverse("desk:follow-ups")}
        rail.append(bad | {"icon": "star", "count": str(follow_ups_waiting(seen_by=actor))})
        held = {"key": "disputes", "word": _("差评异议"), "url": reverse("desk:disputes")}
        rail.append(held | {"icon": "scale", "count": str(disputes_waiting(seen_by=actor))})
        set_up = {"key": "devices", "word": _("窗口评价器"), "url": reverse("desk:devices")}
        rail.append(set_up | {"icon": "device-mobile", "count": None})
        waiting = enquiries_waiting(seen_by=actor)
        asked = {"key": "enquiries", "word": _("询问"), "url": reverse("desk:enquiries")}
        rail.append(asked | {"icon": "message-circle", "count": str(waiting)})
        changes = {"key": "changes", "word": _("换版"), "url": reverse("desk:changes")}
        rail.append(changes | {"icon": "stack-2", "count": None})
        worker = {"key": "worker", "word": _("后台消息"), "url": reverse("desk:worker")}
        rail.append(worker | {"icon": "server", "count": None})
    return rail


def _of_figures(actor: Actor) -> list[dict[str, Any]]:
    """One's board, and the wall of whoever watches agencies."""
    board = {"key": "board", "word": _("看板"), "url": reverse("desk:board")}
    rail: list[dict[str, Any]] = [{"heading": _("看运行")}, board | {"icon": "progress-check"}]
    if watches_others(actor):
        wall = {"key": "wall", "word": _("监督大屏"), "url": reverse("desk:wall")}
        rail.append(wall | {"icon": "eye"})
    return [rail[0], *(link | {"count": None} for link in rail[1:])]


def _of_windows_and_lists(actor: Actor) -> list[dict[str, Any]]:
    """What only a window, whoever keeps the catalogue, and its editors have on their rail."""
    rail: list[dict[str, Any]] = []
    if at_a_window(actor):
        rail.append({"heading": _("窗口")})
        together = {"key": "bundles", "word": _("一件事"), "url": reverse("desk:bundles")}
        rail.append(together | {"icon": "list-details", "count": None})
        people = {"key": "people", "word": _("核实本人、发卡"), "url": reverse("desk:people")}
        rail.append(people | {"icon": "id", "count": None})
        mandates = {"key": "mandates", "word": _("核对授权"), "url": reverse("desk:mandates")}
        rail.append(mandates | {"icon": "user-share", "count": None})
        visits = {"key": "windows", "word": _("来访、请人评价"), "url": reverse("desk:windows")}
        rail.append(visits | {"icon": "mood-smile", "count": None})
    if is_operator(actor):
        rail.append({"heading": _("热线")})
        called = {"key": "hotline", "word": _("录电话里的评价"), "url": reverse("desk:hotline")}
        rail.append(called | {"icon": "headset", "count": None})
    if has_to_do_with_pieces(actor):
        rail.append({"heading": _("发布")})
        written = {"key": "pieces", "word": _("信息发布"), "url": reverse("desk:pieces")}
        rail.append(written | {"icon": "file-text", "count": None})
        if cluster().sites:
            own = {"key": "sites", "word": _("站点"), "url": reverse("desk:sites")}
            rail.append(own | {"icon": "world", "count": None})
    if keeps_the_list(actor):
        rail.append({"heading": _("清单")})
        listed = {"key": "items", "word": _("目录清单"), "url": reverse("desk:items")}
        rail.append(listed | {"icon": "list-details", "count": None})
    if edits_the_list(actor):
        sought = {
            "key": "search-words",
            "word": _("没搜到的词"),
            "url": reverse("desk:search-words"),
        }
        rail.append(sought | {"icon": "search", "count": None})
    return rail


def capped(count: int) -> str:
    """The count, or 999+ where counting stopped."""
    return f"{COUNTED}+" if count > COUNTED else str(count)


def _done(key: str) -> str:
    return _(DONE[key]) if key in DONE else ""
