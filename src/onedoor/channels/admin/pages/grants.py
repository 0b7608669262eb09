"""What a post may do: act × service × division; given with a second person, taken at once."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onedoor.channels.admin.sentences import titles_of_services, what_a_post_may
from onedoor.channels.admin.shown import back, effect_first, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.typed import day_typed
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import today
from onedoor.registers.agencies.actions import Right, propose_grant, take_authority
from onedoor.registers.agencies.acts import ACTS
from onedoor.registers.agencies.queries import (
    division,
    grants_of,
    holders_of,
    staff_policy,
    taken_from,
)
from onedoor.registers.agencies.queries import post as post_called


@entrance(Door.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, agency: str, post: str) -> HttpResponse:
    """The rights of a post, in sentences and one by one."""
    code = f"{agency}/{post}"
    here = reverse("admin:post", args=[agency, post])
    if request.method != "POST":
        return _page(request, code)
    try:
        if request.POST.get("do") == "take":
            return _take(request, code, here)
        return _give(request, code, here)
    except Refusal as refusal:
        return _page(request, code, [refusal])


def _give(request: HttpRequest, code: str, here: str) -> HttpResponse:
    given, found = request.POST, post_called(code)
    right = Right(
        code,
        given.get("act", ""),
        given.get("service", ""),
        given.get("division", "") or found.agency.division_id,
    )
    act = str(ACTS.get(right.act, right.act))
    facts = {
        "post": found.name,
        "agency": found.agency.name,
        "act": act,
        "service": titles_of_services().get(right.service, "") or _("每一个事项"),
        "n": len(holders_of(code, on=today())),
    }
    two = staff_policy().two_for_rights
    effects = [
        _("%(agency)s的%(post)s可以对“%(service)s”%(act)s，这个地方和下面的每一级都算。") % facts,
        _("现在在这个岗位上的 %(n)s 个人都有这个权限。") % facts,
        _("先提出，另一名安全管理员确认以后才生效。") if two else _("马上生效。"),
    ]
    asked = effect_first(
        request, title=_("给“%(post)s”授权") % facts, effects=effects,
        word=_("提出授权") if two else _("确认授权"), leave=here, danger=False,
        here="organisation",
    )  # fmt: skip
    if asked and right.act in ACTS and given.get("basis", "").strip():
        return asked
    until = day_typed(given.get("until", ""), where="until")
    propose_grant(right, basis=given.get("basis", ""), until=until, by=actor_of(request))
    return back(here, "proposed" if two else "given")


def _take(request: HttpRequest, code: str, here: str) -> HttpResponse:
    given = request.POST
    number = given.get("grant", "0")
    grant = next((each for each in grants_of(code, on=today()) if str(each.pk) == number), None)
    if grant is not None and given.get("reason", "").strip():
        facts = {
            "act": str(ACTS[grant.act]),
            "service": titles_of_services().get(grant.service, "") or _("每一个事项"),
            "n": len(holders_of(code, on=today())),
        }
        effects = [
            _("这个岗位马上不能再对“%(service)s”%(act)s，涉及 %(n)s 个人。") % facts,
            _("轮到这个岗位的件会停在这一步，直到有人有权办。"),
            _("以后重新发布事项包，也不会自动把它加回来。"),
        ]
        asked = effect_first(
            request, title=_("收回“%(act)s”") % facts, effects=effects, word=_("收回权限"),
            leave=here, here="organisation",
        )  # fmt: skip
        if asked:
            return asked
    key = int(number) if number.isdigit() else 0
    take_authority(key, reason=given.get("reason", ""), by=actor_of(request))
    return back(here, "taken")


def _page(request: HttpRequest, code: str, errors: list[Refusal] | None = None) -> HttpResponse:
    found = post_called(code)
    grants, titles = grants_of(code, on=today()), titles_of_services()
    return shown(
        request,
        "admin/post.html",
        errors=errors or [],
        here="organisation",
        post=found,
        place=division(found.agency.division_id),
        sentences=what_a_post_may(grants),
        grants=[
            {
                "row": each,
                "act": ACTS[each.act],
                "service": titles.get(each.service, each.service) or _("每一个事项"),
                "given": _("事项发布时") if each.basis == "publication" else each.basis,
            }
            for each in grants
        ],
        taken=[
            {"row": each, "act": ACTS[each.act],
             "service": titles.get(each.service, each.service) or _("每一个事项")}
            for each in taken_from(code)
        ],
        acts=[{"value": key, "label": word} for key, word in ACTS.items()],
        services=[{"value": key, "label": title} for key, title in titles.items()],
        two=staff_policy().two_for_rights,
        given=request.POST if errors else {},
    )  # fmt: skip
