"""Giving a mandate, or asking for one: one page, read back before anybody agrees."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from onedoor.casework.forms.uploads import check_declared_size, inspect
from onedoor.channels.look.doors import Door, actor_of, entrance, meant_for
from onedoor.channels.look.words import full_day, say_plain
from onedoor.channels.portal.mandate_words import service_titles
from onedoor.channels.portal.pages.mandates import whose
from onedoor.kernel.actors import Actor
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import BadInput, Refusal
from onedoor.kernel.time import days, today
from onedoor.registers.catalogue.definition import Document
from onedoor.registers.mandates.actions import offer_mandate
from onedoor.registers.mandates.kinds import acts, kinds
from onedoor.registers.mandates.refusals import NobodyCalledSo
from onedoor.registers.people.queries import party_for, party_matching

# What is chosen on the page: the kind, and which of its sides the other person is.
WAYS = {
    "agent": ("agent", "receiver"),
    "entrustment": ("entrustment", "receiver"),
    "helped": ("helper", "receiver"),
    "helping": ("helper", "giver"),
    "child": ("guardian", "giver"),
}
PERIODS = (7, 30, 180, 365)


class ServicesNeeded(BadInput):
    """请选能办哪些事项，或者选“所有事项”。"""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def offer(request: HttpRequest) -> HttpResponse:
    """Whom, what, until when. It is only an offer: the next page reads it back to be agreed to."""
    actor = actor_of(request)
    if request.method != "POST":
        return _page(request, actor)
    meant_for(request)
    try:
        made = _offer(request, actor)
    except Refusal as refusal:
        return _page(request, actor, refusal)
    return redirect("portal:mandate", made.id)


def _offer(request: HttpRequest, actor: Actor) -> Any:
    typed = request.POST
    kind, side = WAYS.get(typed.get("way", ""), ("", ""))
    if not kind or typed["way"] not in _ways_for(actor):
        raise BadInput(problem=_("请选这是哪一种授权。"), where="way")
    other = party_matching(
        name=typed.get("name", "")[:200], number=typed.get("number", "")[:60], seen_by=actor
    )
    if not other:
        raise NobodyCalledSo(where="name")
    chosen = [code for code in typed.getlist("services") if code in service_titles()]
    if typed.get("reach") == "some" and not chosen:
        raise ServicesNeeded(where="services")
    if typed.get("reach") not in ("all", "some"):
        raise ServicesNeeded(where="reach")
    mine = whose(actor)
    return offer_mandate(
        kind,
        giver=mine if side == "receiver" else other,
        receiver=other if side == "receiver" else mine,
        acts=typed.getlist("acts"),
        services=chosen if typed["reach"] == "some" else (),
        until=_until(typed.get("days", "")),
        basis=typed.get("basis", "")[:200],
        paper=_basis_file(request),
        by=actor,
    )


def _until(chosen: str) -> date:
    if chosen.isdecimal() and int(chosen) in PERIODS:
        return today() + days(int(chosen) - 1)
    raise BadInput(problem=_("请选到哪一天为止。"), where="days")


def _basis_file(request: HttpRequest) -> tuple[str, str]:
    """The document the mandate rests on, inspected as any other and kept by digest."""
    given = request.FILES.get("basis_file")
    if given is None:
        return "", ""
    document = Document.model_validate(
        {"id": "basis_file", "name": _("委托书"), "purpose": _("授权的依据"),
         "source": "applicant", "basis": {"law": _("民法典"), "article": "165"}}
    )  # fmt: skip
    check_declared_size(given.size, document)
    content = given.read()
    inspected = inspect(content, name=str(given.name), document=document)
    port("store").put(content)
    return inspected.name, inspected.digest


def _ways_for(actor: Actor) -> dict[str, dict[str, Any]]:
    """The kinds this party can offer or ask for, each with its words."""
    giver = party_for(whose(actor), seen_by=actor)
    if giver.kind == "organisation":
        return {
            "agent": {"label": _("让一个人替本单位办事（经办人）"), "hint": kinds()["agent"].what},
            "entrustment": {
                "label": _("委托另一家单位代办（委托书）"), "hint": kinds()["entrustment"].what,
            },
        }  # fmt: skip
    return {
        "helped": {"label": _("请人帮我办"), "hint": _("家人、邻居或村里的代办员，您随时能停。")},
        "helping": {"label": _("我帮别人办"), "hint": _("要那个人自己同意，或者和您一起到窗口。")},
        "child": {"label": _("替我的孩子办"), "hint": _("带户口簿到窗口核对一次。")},
    }


def _page(request: HttpRequest, actor: Actor, refusal: Refusal | None = None) -> HttpResponse:
    ways = _ways_for(actor)
    typed = request.POST
    where = refusal.where if refusal else ""
    errors = [{"where": where, "sentence": refusal.sentence}] if refusal else []
    faults = {where: refusal.sentence} if refusal and where else {}
    context = {
        "party": actor.party,
        "is_firm": "agent" in ways,
        "ways": [{"value": key} | words for key, words in ways.items()],
        "way": typed.get("way", next(iter(ways)) if len(ways) == 2 else ""),
        "name": typed.get("name", ""),
        "number": typed.get("number", ""),
        # Seeing comes with every act; a word about how it went stays the party's own.
        "acts": [
            {"value": each.act, "label": say_plain(each.word)}
            for each in acts()
            if each.act not in ("see", "rate")
        ],
        "chosen_acts": typed.getlist("acts") if typed else ["apply", "correct"],
        "reach": typed.get("reach", ""),
        "services": [{"value": code, "label": title} for code, title in service_titles().items()],
        "chosen_services": typed.getlist("services"),
        "periods": [
            {"value": each, "label": full_day(today() + days(each - 1)), "hint": _span(each)}
            for each in PERIODS
        ],
        "days": typed.get("days", ""),
        "basis": typed.get("basis", ""),
        "errors": errors,
        "faults": faults,
    }
    return render(request, "portal/offer.html", context, status=refusal.status if refusal else 200)


def _span(count: int) -> str:
    return {7: _("一星期"), 30: _("一个月"), 180: _("半年"), 365: _("一年")}[count]
