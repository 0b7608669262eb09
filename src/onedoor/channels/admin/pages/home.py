"""The start of an office: what it is for, what waits, where to go."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onedoor.channels.admin.sentences import quarter_words
from onedoor.channels.admin.shown import rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.time import today
from onedoor.registers.agencies.queries import (
    proposals,
    quarter_of,
    rights_to_review,
    staff_policy,
)


@entrance(Door.ADMIN)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Whose office this is, and what waits for it."""
    actor = actor_of(request)
    waiting = 0
    if actor.office == "security":
        waiting = len(proposals(seen_by=actor))
    elif actor.office == "audit":
        rows = rights_to_review(quarter_of(today()), on=today(), seen_by=actor)
        waiting = sum(1 for each in rows if each.open)
    return shown(
        request,
        "admin/home.html",
        here="home",
        waiting=waiting,
        duties=_duties()[actor.office],
        never=_never()[actor.office],
        ways=[link for link in rail_of(actor) if link["key"] != "home"],
        policy=staff_policy(),
        quarter=quarter_words(quarter_of(today())),
    )


def _duties() -> dict[str, str]:
    return {
        "system": _("您管机构、科室、岗位和账号的开与关。"),
        "security": _("您管谁在什么岗位、能办什么，管登录规定，管锁定和重置。"),
        "audit": _("您看管理员做了什么、谁看了个人信息，核对记录，每季度复核权限。"),
    }


def _never() -> dict[str, str]:
    return {
        "system": _("您不能授权、任命，也看不到任何办件。"),
        "security": _("您不能开账号、建岗位，也看不到任何办件。授权和任命管理员要另一人确认。"),
        "audit": _("您只看不改，也看不到任何办件的内容。发现不该有的权限，提请安全管理员收回。"),
    }
