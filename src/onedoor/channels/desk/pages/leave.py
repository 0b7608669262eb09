"""Absence at the desk: one's own leave and delegations, and a supervisor's for an absent clerk."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.casework.cases.actions import hand_over_post
from onedoor.casework.cases.queries import in_nobodys_hands, open_tasks_at
from onedoor.channels.desk.shown import is_supervisor, rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.typed import day_needed, day_shown, day_typed, sent_along
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotAllowed, Refusal
from onedoor.kernel.time import today
from onedoor.registers.agencies.actions import delegate, end_delegation, end_leave, record_leave
from onedoor.registers.agencies.acts import ACTS
from onedoor.registers.agencies.queries import (
    appointments_in,
    appointments_of,
    away_in,
    clerk_names,
    colleagues_of,
    grants_of_posts,
    leaves_of,
    lent_out_by,
    posts_of,
)
from onedoor.registers.catalogue.queries import services


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """My leave, whom I have lent my posts, and what I hold for others."""
    actor = actor_of(request)
    return _absence(request, actor.ref.removeprefix("account:"), reverse("desk:leave"))


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def of_clerk(request: HttpRequest, account: Any) -> HttpResponse:
    """The same for a clerk of the supervisor's agency who is not there to do it."""
    _refuse_other_bodies(actor_of(request), account)
    return _absence(request, str(account), reverse("desk:leave-of", args=[account]))


@entrance(Door.STAFF)
@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """The clerks of the agencies one supervises: posts, who is away, who stands in."""
    actor = actor_of(request)
    bodies = _supervised(actor)
    if not bodies:
        raise NotAllowed()
    clerks: dict[Any, dict[str, Any]] = {}
    for body in bodies:
        for held in appointments_in(body, on=today()):
            clerk = clerks.setdefault(held.account_id, {"account": held.account, "held": []})
            clerk["held"].append(held)
    away = {each.account_id: each for each in away_in(bodies, on=today())}
    return shown(
        request,
        "desk/team.html",
        clerks=[each | {"leave": away.get(key)} for key, each in clerks.items()],
        waiting=_waiting(bodies, clerks.values(), actor),
        rail=rail_of(actor),
        rail_here="team",
    )


def _waiting(bodies: Any, clerks: Any, actor: Actor) -> list[dict[str, Any]]:
    """Posts at which tasks wait that nobody has taken, and how many; one query for all."""
    names = {held.post.code: held.post.name for each in clerks for held in each["held"]}
    counted = in_nobodys_hands(sorted(bodies), seen_by=actor)
    return [
        {"post": post, "name": names[post], "count": counted[post]}
        for post in sorted(counted)
        if post in names
    ]


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: HttpRequest, account: Any) -> HttpResponse:
    """A clerk leaves a post: who takes over, and how many open cases move."""
    actor = actor_of(request)
    _refuse_other_bodies(actor, account)
    errors: list[Refusal] = []
    if request.method == "POST":
        try:
            return _hand_over(request, account)
        except Refusal as refusal:
            errors = [refusal]
    bodies = _supervised(actor)
    held = [
        each
        for each in appointments_of(account, on=today())
        if each.kind == "own" and each.post.agency_id in bodies
    ]
    counts = open_tasks_at([each.post.code for each in held], seen_by=actor)
    return shown(
        request,
        "desk/leaving.html",
        errors=errors,
        name=_name(account),
        held=[{"row": each, "count": counts.get(each.post.code, 0)} for each in held],
        colleagues=_colleagues(account),
        posts=[
            {"value": post.code, "label": post.name} for body in bodies for post in posts_of(body)
        ],
        given=request.POST,
        rail=rail_of(actor),
        rail_here="team",
    )


def _hand_over(request: HttpRequest, account: Any) -> HttpResponse:
    given, actor = request.POST, actor_of(request)
    post = given.get("post", "")
    last = day_typed(given.get("last_day", ""), where="last_day") or today()
    if given.get("sure") != "yes":
        count = open_tasks_at([post], seen_by=actor).get(post, 0)
        facts = {"name": _name(account), "n": count, "day": day_shown(last)}
        effects = [
            _("%(name)s的任职到%(day)s为止，请假和委托一起结束。") % facts,
            _("没有办完的 %(n)s 件马上换人接着办，每一件的办理过程都会记一笔。") % facts,
        ]
        if last <= today():
            effects.append(_("%(name)s现在开着的登录马上断开。") % facts)
        return _preview(request, _("%(name)s离岗交接") % facts, effects, _("确认交接"))
    hand_over_post(
        account,
        post,
        successor=given.get("successor") or None,
        to_post=given.get("to_post", ""),
        last_day=last,
        by=actor,
    )
    return HttpResponseRedirect(reverse("desk:team") + "?done=handed")


def _absence(request: HttpRequest, account: Any, here: str) -> HttpResponse:
    errors: list[Refusal] = []
    if request.method == "POST":
        try:
            return _act(request, account, here)
        except Refusal as refusal:
            errors = [refusal]
    actor = actor_of(request)
    held = appointments_of(account, on=today())
    own_posts = [each for each in held if each.kind == "own"]
    mine = actor.ref == f"account:{account}"
    return shown(
        request,
        "desk/leave.html",
        errors=errors,
        mine=mine,
        name=_name(account),
        here=here,
        leaves=leaves_of(account, on=today()),
        lent=lent_out_by(account, on=today()),
        taken=[each for each in held if each.kind != "own"],
        own=own_posts,
        counts=open_tasks_at([each.post.code for each in own_posts], seen_by=actor),
        colleagues=_colleagues(account),
        acts=_acts_of(own_posts),
        services=_services_of(own_posts),
        given=request.POST,
        chosen=_chosen(request),
        rail=rail_of(actor),
        rail_here="leave" if mine else "team",
    )


def _act(request: HttpRequest, account: Any, here: str) -> HttpResponse:
    given, actor = request.POST, actor_of(request)
    match given.get("do"):
        case "back":
            end_leave(given.get("leave", ""), by=actor)
            return HttpResponseRedirect(f"{here}?done=returned")
        case "end":
            end_delegation(given.get("loan", ""), by=actor)
            return HttpResponseRedirect(f"{here}?done=lent-ended")
        case "lend":
            return _lend(request, account, here)
    since = day_needed(given.get("since", ""), where="since")
    until = day_needed(given.get("until", ""), where="until")
    to = given.get("to", "")
    if given.get("sure") != "yes":
        return _preview(
            request, _("登记请假"), _effects_of_leave(actor, account, to, since, until),
            _("确认请假"),
        )  # fmt: skip
    record_leave(account, since=since, until=until, substitute=to or None, by=actor)
    return HttpResponseRedirect(f"{here}?done=away")


def _lend(request: HttpRequest, account: Any, here: str) -> HttpResponse:
    given, actor = request.POST, actor_of(request)
    since = day_typed(given.get("lend_since", ""), where="lend_since") or today()
    until = day_typed(given.get("lend_until", ""), where="lend_until")
    post, to = given.get("post", ""), given.get("lend_to", "")
    if given.get("sure") != "yes" and until and to and given.get("reason", "").strip():
        count = open_tasks_at([post], seen_by=actor).get(post, 0)
        facts = {"name": _name(to), "n": count, "day": day_shown(until)}
        effects = [
            _("%(name)s到%(day)s为止也在这个岗位上，现在没办完的 %(n)s 件都能看到。") % facts,
            _("%(name)s办的每一步都写明是代您办的。") % facts,
            _("审查和决定不能是同一个人：代岗也一样，系统会拦住。"),
        ]
        return _preview(request, _("委托%(name)s") % facts, effects, _("确认委托"))
    delegate(
        post,
        account,
        to=to or None,
        since=since,
        until=until,
        acts=given.getlist("acts"),
        services=given.getlist("services"),
        reason=given.get("reason", ""),
        by=actor,
    )
    return HttpResponseRedirect(f"{here}?done=lent")


def _effects_of_leave(actor: Actor, account: Any, to: str, since: Any, until: Any) -> list[str]:
    held = [each for each in appointments_of(account, on=today()) if each.kind == "own"]
    counts = open_tasks_at([each.post.code for each in held], seen_by=actor)
    facts = {
        "since": day_shown(since), "until": day_shown(until), "n": sum(counts.values()),
        "name": _name(to) if to else "",
    }  # fmt: skip
    said = [_("%(since)s到%(until)s请假，到期自动恢复，提前回来可以销假。") % facts]
    if to:
        said.append(_("这几天%(name)s也在您的岗位上，现在没办完的 %(n)s 件都能看到。") % facts)
        said.append(_("%(name)s办的每一步都写明是代您办的。") % facts)
    else:
        said.append(_("没有人代：现在没办完的 %(n)s 件等您回来，期限照样算。") % facts)
    return said


def _preview(request: HttpRequest, title: str, effects: list[str], word: str) -> HttpResponse:
    return shown(
        request, "desk/effect.html", title=title, effects=effects, word=word,
        kept=sent_along(request), rail=rail_of(actor_of(request)),
    )  # fmt: skip


def _supervised(actor: Actor) -> list[str]:
    return sorted(actor.agencies_as("supervisor"))


def _refuse_other_bodies(actor: Actor, account: Any) -> None:
    """Nobody but a supervisor of the clerk's agency; the clerk of another body is not there."""
    if not is_supervisor(actor):
        raise NotAllowed()
    bodies = set(_supervised(actor))
    if not any(each.post.agency_id in bodies for each in appointments_of(account, on=today())):
        raise Http404


def _name(account: Any) -> str:
    ref = f"account:{account}"
    try:
        return clerk_names([ref]).get(ref, "")
    except ValueError:
        raise Http404 from None


def _colleagues(account: Any) -> list[dict[str, Any]]:
    return [
        {"value": str(each.pk), "label": each.name} for each in colleagues_of(account, on=today())
    ]


def _acts_of(held: list[Any]) -> list[dict[str, Any]]:
    found = {each.act for each in grants_of_posts([one.post_id for one in held], on=today())}
    return [{"value": act, "label": word} for act, word in ACTS.items() if act in found]


def _services_of(held: list[Any]) -> list[dict[str, Any]]:
    found = {each.service for each in grants_of_posts([one.post_id for one in held], on=today())}
    return [{"value": each.code, "label": each.title} for each in services() if each.code in found]


def _chosen(request: HttpRequest) -> dict[str, list[str]]:
    return {
        "acts": request.POST.getlist("acts"),
        "services": request.POST.getlist("services"),
    }
