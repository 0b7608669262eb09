"""The three offices and who holds them; a new one is proposed and confirmed by two."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onedoor.channels.admin.shown import back, effect_first, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.actions import dismiss_administrator, propose_administrator
from onedoor.registers.agencies.acts import OFFICES
from onedoor.registers.agencies.queries import (
    administrators,
    former_administrators,
    staff_policy,
)
from onedoor.registers.people.queries import staff_accounts


@entrance(Door.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Who holds the three offices, and who once did."""
    errors: list[Refusal] = []
    if request.method == "POST":
        try:
            return _act(request)
        except Refusal as refusal:
            errors = [refusal]
    actor = actor_of(request)
    return shown(
        request,
        "admin/administrators.html",
        errors=errors,
        here="administrators",
        standing=[{"row": each, "word": OFFICES[each.office]} for each in administrators()],
        former=[{"row": each, "word": OFFICES[each.office]} for each in former_administrators()],
        accounts=[
            {"value": each.pk, "label": f"{each.staff_name} ({each.login})"}
            for each in (staff_accounts(seen_by=actor) if actor.office == "security" else [])
            if each.is_active
        ],
        offices=[{"value": key, "label": word} for key, word in OFFICES.items()],
        two=staff_policy().two_for_rights,
        given=request.POST if errors else {},
    )


def _act(request: HttpRequest) -> HttpResponse:
    given, by, here = request.POST, actor_of(request), reverse("admin:administrators")
    if given.get("do") == "dismiss":
        key = given.get("administrator", "")
        found = next((each for each in administrators() if str(each.pk) == key), None)
        if found and given.get("reason", "").strip():
            facts = {"name": found.account.name, "office": str(OFFICES[found.office])}
            effects = [
                _("%(name)s马上不能再进管理台。") % facts,
                _("提出过、还没有确认的事不受影响。"),
            ]
            asked = effect_first(
                request, title=_("撤去%(name)s的%(office)s") % facts, effects=effects,
                word=_("确认撤去"), leave=here, here="administrators",
            )  # fmt: skip
            if asked:
                return asked
        dismiss_administrator(key, reason=given.get("reason", ""), by=by)
        return back(here, "kept")
    propose_administrator(
        given.get("account", "") or None,
        given.get("office", ""),
        reason=given.get("reason", ""),
        by=by,
    )
    return back(here, "proposed" if staff_policy().two_for_rights else "given")
