"""Choosing for whom one acts: oneself, a firm one represents, whoever gave a mandate."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from onedoor.channels.look.doors import Door, actor_of, entrance, start_acting, stop_acting
from onedoor.channels.look.words import full_day
from onedoor.channels.portal.mandate_words import act_words, reach_words, service_titles
from onedoor.channels.portal.wording import marked
from onedoor.registers.mandates.queries import Standing, choices_of, standing, to_confirm
from onedoor.registers.mandates.refusals import NoSuchMandate


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def acting(request: HttpRequest) -> HttpResponse:
    """Everybody one can act for now, and oneself; a post chooses, and is checked again."""
    actor = actor_of(request)
    if request.method == "POST":
        return _choose(request)
    titles = service_titles()
    chosen = getattr(request, "standing", None)
    rows = [_row(each, titles, chosen) for each in choices_of(seen_by=actor)]
    context = {
        "own_name": actor.name,
        "oneself": chosen is None,
        "firms": [row for row in rows if row["firm"]],
        "people": [row for row in rows if not row["firm"]],
        "waiting": len(to_confirm(seen_by=actor)),
    }
    return render(request, "portal/acting.html", context)


def _choose(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("by", "")
    if not wanted:
        stop_acting(request)
        return redirect("portal:mine")
    stands = standing(wanted, seen_by=actor_of(request))
    if stands is None:
        raise NoSuchMandate(where="by")
    start_acting(request, stands)
    is_firm = stands.giver.kind == "organisation"
    return redirect("portal:firm" if is_firm else "portal:mine")


def _row(stands: Standing, titles: dict[str, str], chosen: Standing | None) -> dict[str, Any]:
    scope = stands.scope
    note: object = _("所有的事都能办")
    if stands.until:
        note = marked(
            _("{acts}；{reach}；到 {day}"),
            acts=act_words(scope.acts),
            reach=reach_words(sorted(scope.services), titles),
            day=full_day(stands.until),
        )
    return {
        "by": stands.acting,
        "name": stands.giver.name,
        "kind": stands.kind_word,
        "via": stands.via,
        "note": note,
        "firm": stands.giver.kind == "organisation",
        "now": chosen is not None and chosen.acting == stands.acting,
    }
