"""At the window: agree to a mandate for somebody who stands there, or end it, by its number."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onedoor.channels.desk.shown import rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.words import full_day, say_plain
from onedoor.kernel.refusals import NotAllowed, Refusal
from onedoor.registers.catalogue.queries import services
from onedoor.registers.mandates.actions import confirm_mandate, end_mandate
from onedoor.registers.mandates.kinds import acts, kinds
from onedoor.registers.mandates.queries import Mandate, mandate_for, state_of


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def at_the_window(request: HttpRequest) -> HttpResponse:
    """Type the number on the slip or the screen; look at the two people; keep what was seen."""
    actor = actor_of(request)
    if not any(post.endswith("/window") for post in actor.posts):
        raise NotAllowed()
    given = request.POST if request.method == "POST" else request.GET
    number = "".join(given.get("number", "").upper().split())[:16]
    if request.method != "POST":
        return _page(request, number)
    words = request.POST.get("basis", "").strip()
    try:
        if "end" in request.POST:
            end_mandate(number, reason=words, by=actor)
        else:
            confirm_mandate(number, basis=words, by=actor)
    except Refusal as refusal:
        refusal.where = "basis"
        return _page(request, number, refusal)
    return HttpResponseRedirect(f"{reverse('desk:mandates')}?number={number}")


def _page(request: HttpRequest, number: str, refusal: Refusal | None = None) -> HttpResponse:
    actor, found = actor_of(request), None
    faults = [refusal] if refusal else []
    if number:
        try:
            found = mandate_for(number, seen_by=actor)
        except Refusal as unknown:
            unknown.where = "number"
            faults = [unknown]
    return shown(
        request,
        "desk/mandates.html",
        number=number,
        mandate=found,
        facts=_facts(found) if found else [],
        state=state_of(found) if found else "",
        errors=faults,
        faults={each.where: each.sentence for each in faults},
        basis=request.POST.get("basis", ""),
        rail=rail_of(actor),
        rail_here="mandates",
    )


def _facts(found: Mandate) -> list[dict[str, Any]]:
    titles = {each.code: say_plain(each.parsed.sheet.title) for each in services()}
    chosen = [titles.get(code, code) for code in found.services] or [_("所有事项")]
    words = [say_plain(each.word) for each in acts() if each.act in found.acts]
    agreed = [
        _("%(who)s：%(seen)s") % {"who": each.by_name, "seen": each.basis or _("本人")}
        for each in found.agreements.all()
    ]
    return [
        {"key": _("种类"), "value": say_plain(kinds()[found.kind].word)},
        {"key": _("为谁办"), "value": found.giver.name},
        {"key": _("谁来办"), "value": found.receiver.name},
        {"key": _("能做什么"), "value": _("、").join(words)},
        {"key": _("哪些事项"), "value": chosen},
        {"key": _("到哪天"), "value": full_day(found.until)},
        {"key": _("已经确认的"), "value": agreed or None},
    ]  # fmt: skip
