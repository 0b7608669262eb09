"""Clerks: their posts, what they may see and do; accounts opened and locked; leaving a post."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onedoor.casework.cases.actions import hand_over_post
from onedoor.casework.cases.queries import open_tasks_at
from onedoor.channels.admin.sentences import what_they_may
from onedoor.channels.admin.shown import back, effect_first, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.typed import day_needed, day_shown, day_typed
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import today
from onedoor.registers.agencies.actions import appoint, end_delegation, end_leave, record_leave
from onedoor.registers.agencies.queries import (
    agencies,
    appointments_of,
    colleagues_of,
    grants_of_posts,
    leaves_of,
    lent_out_by,
    posts_of,
    standing_of,
)
from onedoor.registers.people.actions import (
    close_staff_account,
    lock_staff_account,
    open_staff_account,
    reset_staff_sign_in,
    unlock_staff_account,
)
from onedoor.registers.people.queries import staff_account, staff_accounts


@entrance(Door.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """Accounts of clerks by name; the system administrator opens new ones."""
    errors: list[Refusal] = []
    if request.method == "POST":
        try:
            account = open_staff_account(
                request.POST.get("login", ""), request.POST.get("name", ""), by=actor_of(request)
            )
            return back(reverse("admin:person", args=[account.pk]), "opened")
        except Refusal as refusal:
            errors = [refusal]
    find = request.GET.get("q", "").strip()[:60]
    return shown(
        request,
        "admin/people.html",
        errors=errors,
        here="people",
        accounts=staff_accounts(find=find, seen_by=actor_of(request)),
        find=find,
        given=request.POST,
    )


@entrance(Door.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, account: Any) -> HttpResponse:
    """One clerk: posts, leave, loans, and in sentences what they may see and do."""
    clerk = staff_account(str(account), seen_by=actor_of(request))
    if request.method != "POST":
        return _person_page(request, clerk)
    try:
        return _act(request, clerk) or _person_page(request, clerk)
    except Refusal as refusal:
        return _person_page(request, clerk, [refusal])


def _act(request: HttpRequest, clerk: Any) -> HttpResponse | None:
    given, by, here = request.POST, actor_of(request), reverse("admin:person", args=[clerk.pk])
    act = given.get("do", "")
    if act in _effects(clerk):
        title, effects, word = _effects(clerk)[act]
        asked = effect_first(
            request, title=title, effects=effects, word=word, leave=here, here="people"
        )
        if asked:
            return asked
    match act:
        case "close":
            close_staff_account(clerk.pk, by=by)
            return back(here, "closed")
        case "lock":
            lock_staff_account(clerk.pk, reason=given.get("reason", ""), by=by)
            return back(here, "locked")
        case "unlock":
            unlock_staff_account(clerk.pk, by=by)
            return back(here, "unlocked")
        case "reset":
            password = reset_staff_sign_in(clerk.pk, by=by)
            return _person_page(request, clerk, password=password)
        case "appoint":
            return _appoint(request, clerk, here)
        case "leave":
            record_leave(
                clerk.pk,
                since=day_needed(given.get("leave_since", ""), where="leave_since"),
                until=day_needed(given.get("leave_until", ""), where="leave_until"),
                substitute=given.get("to") or None,
                by=by,
            )
            return back(here, "away")
        case "back":
            end_leave(given.get("leave", ""), by=by)
            return back(here, "returned")
        case "end-loan":
            end_delegation(given.get("loan", ""), by=by)
            return back(here, "lent-ended")
    return None


def _appoint(request: HttpRequest, clerk: Any, here: str) -> HttpResponse:
    given, post = request.POST, request.POST.get("post", "")
    since = day_typed(given.get("since", ""), where="since") or today()
    until = day_typed(given.get("until", ""), where="until")
    effects = [
        _("%(name)s从%(since)s起在“%(post)s”，到%(until)s为止。")
        % {"name": clerk.name, "since": day_shown(since), "post": post, "until": day_shown(until)},
        _("这个岗位上没有办完的件，%(name)s马上都能看到。") % {"name": clerk.name},
        *what_they_may(clerk.name, [], grants_of_posts([_key_of(post)], on=today())),
    ]
    asked = effect_first(
        request, title=_("任命%(name)s") % {"name": clerk.name}, effects=effects,
        word=_("确认任命"), leave=here, danger=False, here="people",
    )  # fmt: skip
    if asked:
        return asked
    appoint(clerk.pk, post, since=since, until=until, by=actor_of(request))
    return back(here, "appointed")


def _key_of(post: str) -> int:
    from onedoor.registers.agencies.queries import post as post_called

    return post_called(post).pk


def _effects(clerk: Any) -> dict[str, tuple[str, list[str], str]]:
    name = {"name": clerk.name}
    return {
        "close": (
            _("关闭%(name)s的账号") % name,
            [
                _("%(name)s再也不能登录，现在开着的登录马上断开。") % name,
                _("办过的件、留下的记录都在，名字也在。"),
                _("关闭后不能再打开。岗位上还有没办完的件，先请安全管理员办交接。"),
            ],
            _("关闭账号"),
        ),
        "lock": (
            _("锁定%(name)s的账号") % name,
            [
                _("%(name)s现在开着的登录马上断开，解锁前不能登录。") % name,
                _("岗位和权限不变，同岗位的人照常办件。"),
            ],
            _("锁定"),
        ),
        "reset": (
            _("重置%(name)s的登录") % name,
            [
                _("旧密码、通行密钥和动态验证码全部作废，现在开着的登录马上断开。"),
                _("会给一个新的初始密码，只显示一次，请当面交给本人。"),
                _("本人登录后要重新设通行密钥或动态验证码，才能进办理台。"),
            ],
            _("重置登录"),
        ),
    }


def _person_page(
    request: HttpRequest, clerk: Any, errors: list[Refusal] | None = None, password: str = ""
) -> HttpResponse:
    held = appointments_of(clerk.pk, on=today())
    clerk.refresh_from_db()
    return shown(
        request,
        "admin/person.html",
        errors=errors or [],
        here="people",
        clerk=clerk,
        held=held,
        sentences=what_they_may(
            clerk.name, held, grants_of_posts([each.post_id for each in held], on=today())
        ),
        office_held=standing_of(clerk.pk, on=today()).office,
        leaves=leaves_of(clerk.pk, on=today()),
        lent=lent_out_by(clerk.pk, on=today()),
        colleagues=[{"value": each.pk, "label": each.name} for each in
                    colleagues_of(clerk.pk, on=today())],
        posts=_all_posts() if actor_of(request).office == "security" else [],
        password=password,
        given=request.POST if errors else {},
    )  # fmt: skip


def _all_posts() -> list[dict[str, str]]:
    return [
        {"value": post.code, "label": f"{body.name} {post.name}"}
        for body in agencies().values()
        for post in posts_of(body.code)
    ]


@entrance(Door.SECURITY_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: HttpRequest, account: Any) -> HttpResponse:
    """Leaving a post: who takes over, or where the open tasks go, with the number that moves."""
    actor = actor_of(request)
    clerk = staff_account(str(account), seen_by=actor)
    here = reverse("admin:leaving", args=[clerk.pk])
    errors: list[Refusal] = []
    if request.method == "POST":
        try:
            if answer := hand_over_with_effect(request, clerk, here):
                return answer
            return back(reverse("admin:person", args=[clerk.pk]), "handed")
        except Refusal as refusal:
            errors = [refusal]
    held = [each for each in appointments_of(clerk.pk, on=today()) if each.kind == "own"]
    counts = open_tasks_at([each.post.code for each in held], seen_by=actor)
    return shown(
        request,
        "admin/leaving.html",
        errors=errors,
        here="people",
        clerk=clerk,
        held=[{"row": each, "count": counts.get(each.post.code, 0)} for each in held],
        colleagues=[
            {"value": each.pk, "label": each.name} for each in colleagues_of(clerk.pk, on=today())
        ],
        posts=[
            {"value": post.code, "label": post.name}
            for body in sorted({each.post.agency_id for each in held})
            for post in posts_of(body)
        ],
        given=request.POST,
    )


def hand_over_with_effect(request: HttpRequest, clerk: Any, here: str) -> HttpResponse | None:
    """The effect first; once it is agreed to, the hand-over itself, and then None."""
    given, by = request.POST, actor_of(request)
    post = given.get("post", "")
    last = day_typed(given.get("last_day", ""), where="last_day") or today()
    count = open_tasks_at([post], seen_by=by).get(post, 0)
    facts = {"name": clerk.name, "post": post, "n": count, "day": day_shown(last)}
    effects = [
        _("%(name)s在“%(post)s”的任职到%(day)s为止，请假和委托一起结束。") % facts,
        _("没有办完的 %(n)s 件马上换人接着办，每一件的办理过程都会记一笔。") % facts,
        _("%(name)s现在开着的登录马上断开。") % facts if last <= today() else
        _("最后一天以前，%(name)s还能办件。") % facts,
    ]  # fmt: skip
    asked = effect_first(
        request, title=_("%(name)s离岗交接") % facts, effects=effects, word=_("确认交接"),
        leave=here, here="people",
    )  # fmt: skip
    if asked:
        return asked
    hand_over_post(
        clerk.pk,
        post,
        successor=given.get("successor") or None,
        to_post=given.get("to_post", ""),
        last_day=last,
        by=by,
    )
    return None
