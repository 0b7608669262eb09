"""What every page of administration needs: whose office it is, the rail, the effect shown first."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from onedoor.channels.look.addressing import address
from onedoor.channels.look.doors import actor_of
from onedoor.channels.look.typed import sent_along
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import local, now
from onedoor.oversight.feedback.queries import enquiries_waiting
from onedoor.registers.agencies.acts import OFFICES
from onedoor.registers.agencies.queries import proposals


def shown(
    request: HttpRequest,
    template: str,
    *,
    errors: Sequence[Refusal] = (),
    here: str = "",
    **context: Any,
) -> HttpResponse:
    """The page; with refusals it answers with the status of the first and says them on top."""
    context |= frame_of(request, here=here) | {"errors": errors}
    return render(request, template, context, status=errors[0].status if errors else 200)


def frame_of(request: HttpRequest, *, here: str) -> dict[str, Any]:
    """What `admin/frame.html` shows around a page: whose office it is, the rail, what was done."""
    actor = actor_of(request)
    return {
        "now": local(now()),
        "done": done_words(request.GET.get("done", "")),
        "office": actor.office,
        "office_word": OFFICES[actor.office],
        "staff_name": actor.name,
        "rail": rail_of(actor),
        "rail_here": here,
        "rail_label": _("管理"),
    }


def back(url: str, done: str) -> HttpResponse:
    """To the page that follows, which says what was done."""
    return HttpResponseRedirect(f"{url}?done={done}")


def effect_first(
    request: HttpRequest,
    *,
    title: str,
    effects: Sequence[str],
    word: str,
    leave: str,
    danger: bool = True,
    here: str = "",
) -> HttpResponse | None:
    """The page that says what will happen, until the person has said yes there; None then."""
    if request.POST.get("sure") == "yes":
        return None
    return shown(
        request,
        "admin/effect.html",
        here=here,
        title=title,
        effects=effects,
        word=word,
        leave=leave,
        danger=danger,
        kept=sent_along(request),
    )


def rail_of(actor: Actor) -> list[dict[str, Any]]:
    """The words of navigation of this office; a word whose address is not there is left out."""
    waiting = len(proposals(seen_by=actor)) if actor.office == "security" else None
    asked = enquiries_waiting(seen_by=actor) if actor.office == "audit" else None
    common = [
        ("home", _("首页"), "admin:home", "home", None),
        ("organisation", _("机构和岗位"), "admin:organisation", "building", None),
        ("people", _("工作人员"), "admin:people", "users", None),
        ("administrators", _("管理员"), "admin:administrators", "shield", None),
        ("policy", _("工作规定"), "admin:policy", "list-details", None),
        ("seals", _("印章"), "seals:list", "rubber-stamp", None),
        ("sites", _("站点"), "admin:sites", "world", None),
    ]
    own: dict[str, list[tuple[str, str, str, str, int | None]]] = {
        "system": [("systems", _("接入系统"), "systems:list", "server", None)],
        "security": [
            ("proposals", _("等确认"), "admin:proposals", "signature", waiting),
            ("systems", _("接入系统"), "systems:list", "server", None),
        ],
        "audit": [
            ("record", _("管理记录"), "admin:record", "history", None),
            ("readers", _("谁看了个人信息"), "admin:readers", "eye", None),
            ("enquiries", _("询问"), "admin:enquiries", "message-circle", asked),
            ("verify", _("核对记录链"), "admin:verify", "link", None),
            ("review", _("权限复核"), "admin:review", "shield-check", None),
        ],
    }
    rail: list[dict[str, Any]] = []
    for key, word, name, icon, count in [*common, *own[actor.office]]:
        if url := address(name):
            rail.append({"key": key, "word": word, "url": url, "icon": icon, "count": count})
    return rail


def done_words(key: str) -> str:
    """What was just done, said once at the top of the page that follows."""
    words = {
        "kept": _("记下了"),
        "site-made": _("站点做好了，现在就能打开"),
        "opened": _("账号已开。请安全管理员发初始密码、任命岗位，本人才能登录办件"),
        "closed": _("账号已关闭，所有登录都已断开"),
        "locked": _("已锁定，所有登录都已断开"),
        "unlocked": _("已解锁，可以登录了"),
        "appointed": _("已任命，马上生效"),
        "dismissed": _("任职已到期"),
        "handed": _("交接好了，接手的人马上能看到"),
        "proposed": _("已提出，等另一名安全管理员确认"),
        "given": _("已生效"),
        "declined": _("没有同意，什么也没有改"),
        "taken": _("权限已收回，马上生效"),
        "asked": _("已申请，等安全管理员批准"),
        "approved": _("已批准，现在就能用"),
        "stopped": _("已停用，从现在起盖不了章"),
        "set": _("规定已改，马上生效"),
        "away": _("请假已登记"),
        "returned": _("已销假，代办从现在起停止"),
        "lent-ended": _("委托已收回"),
        "reviewed": _("记下了"),
        "answered": _("已答复，本人马上看得到"),
    }
    return words.get(key, "")
