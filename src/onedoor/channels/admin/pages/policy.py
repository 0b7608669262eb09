"""How staff work, as rows of data: who set it, when, and what it was before."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onedoor.channels.admin.shown import back, effect_first, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.actions import set_policy
from onedoor.registers.agencies.queries import POLICIES, policy_history, staff_policy


@entrance(Door.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The policy in force and its history; the security administrator changes it."""
    errors: list[Refusal] = []
    if request.method == "POST":
        try:
            return _set(request)
        except Refusal as refusal:
            errors = [refusal]
    policy = staff_policy()
    values = {
        "staff_sign_in": policy.sign_in,
        "staff_idle_minutes": str(policy.idle_minutes),
        "two_for_rights": "yes" if policy.two_for_rights else "no",
    }
    return shown(
        request,
        "admin/policy.html",
        errors=errors,
        here="policy",
        settings=[
            {
                "key": key,
                "title": _titles()[key],
                "value": _words(key, values[key]),
                "options": [{"value": each, "label": _words(key, each)} for each in POLICIES[key]],
                "chosen": values[key],
            }
            for key in POLICIES
        ],
        history=[
            {
                "row": each,
                "title": _titles().get(each.key, each.key),
                "value": _words(each.key, each.value),
            }
            for each in policy_history()
        ],
    )


def _set(request: HttpRequest) -> HttpResponse:
    key, value = request.POST.get("key", ""), request.POST.get("value", "")
    if value in POLICIES.get(key, ()):
        facts = {"title": _titles()[key], "value": _words(key, value)}
        asked = effect_first(
            request,
            title=_("把“%(title)s”改成“%(value)s”") % facts,
            effects=[*_effects(key, value), _("马上对每一个工作人员和管理员生效。")],
            word=_("确认修改"),
            leave=reverse("admin:policy"),
            danger=False,
            here="policy",
        )
        if asked:
            return asked
    set_policy(key, value, by=actor_of(request))
    return back(reverse("admin:policy"), "set")


def _titles() -> dict[str, str]:
    return {
        "staff_sign_in": _("工作人员怎样登录"),
        "staff_idle_minutes": _("多久不动就要重新登录"),
        "two_for_rights": _("授权和任命管理员要两个人"),
    }


def _words(key: str, value: str) -> str:
    if key == "staff_idle_minutes":
        return _("%(n)s 分钟") % {"n": value}
    words = {
        "strong": _("密码以外，还要通行密钥或动态验证码"),
        "password": _("只用密码"),
        "yes": _("要，一人提出，另一人确认"),
        "no": _("不要，一个人就能生效"),
    }
    return words.get(value, value)


def _effects(key: str, value: str) -> list[str]:
    said = {
        "strong": _("还没有设通行密钥或动态验证码的人，马上进不了办理台，要先去设。"),
        "password": _("密码一旦泄露，别人就能进办理台看个人信息。只在演练时这样设。"),
        "yes": _("以后授权、任命管理员，要另一名安全管理员确认才生效。"),
        "no": _("以后一名安全管理员自己就能给任何岗位任何权限。审计会看到。"),
    }
    if key == "staff_idle_minutes":
        return [_("%(n)s 分钟没有动作，就要重新登录，没有记下的内容会丢。") % {"n": value}]
    return [said[value]]
