"""The catalogue list at the desk: what it says, what is proposed, and the word of each side."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.desk.shown import keeps_the_list, rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.typed import day_needed
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import BadInput, NotAllowed, Refusal
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.items.actions import propose_change, review_change, withdraw_change
from onedoor.registers.items.queries import (
    ListChange,
    Listed,
    changes,
    claims_of,
    list_change,
    listed,
)
from onedoor.registers.items.rules import edits_the_list, kind_word, state_word

KINDS = ("add", "change", "split", "merge", "suspend", "resume", "cancel")
# How many items each change writes anew: none, one, or as many as are filled in.
WRITTEN = {"add": 1, "change": 1, "merge": 1, "split": 3}
LEVELS = ("region", "prefecture", "county", "township", "village")


def _keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not keeps_the_list(actor):
        raise NotAllowed()
    return actor


@entrance(Door.STAFF)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The list as it stands today, and the proposals that wait."""
    actor = _keeper(request)
    claimed: dict[str, int] = {}
    for claim in claims_of():
        claimed[claim.item_id] = claimed.get(claim.item_id, 0) + 1
    return shown(
        request,
        "desk/items.html",
        rows=[_row(each, claimed.get(each.code, 0)) for each in listed().values()],
        proposals=[_proposal(each) for each in changes(most=30)],
        kinds=[{"value": kind, "label": kind_word(kind)} for kind in KINDS],
        proposes=edits_the_list(actor),
        rail=rail_of(actor),
        rail_here="items",
    )


def _row(each: Listed, claimed: int) -> dict[str, Any]:
    return {
        "code": each.code,
        "name": each.item.name,
        "state": state_word(each.state),
        "tone": {"in_use": "ok", "suspended": "warn"}.get(each.state, "plain"),
        "claimed": claimed,
        "handling": len(each.item.handling),
        "unsure": bool(each.item.uncertain),
    }


def _proposal(change: ListChange) -> dict[str, Any]:
    said = {review.side: review for review in change.reviews.all()}
    states = {
        "open": _("等审核"), "published": _("已公布"), "declined": _("没有通过"),
        "withdrawn": _("已撤回"),
    }  # fmt: skip
    return {
        "change": change,
        "word": kind_word(change.kind),
        "what": "、".join(change.codes + [each["code"] for each in change.contents]),
        "state": states[change.state],
        "tone": {"open": "warn", "published": "ok"}.get(change.state, "plain"),
        "sides": [
            {"word": word, "review": said.get(side)}
            for side, word in (("establishment", _("编制部门")), ("legal", _("司法行政部门")))
        ],
    }


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Write a proposal: which change, which items, from which day, why."""
    actor, errors = _keeper(request), []
    kind = (request.POST or request.GET).get("kind", "")
    if kind not in KINDS:
        return HttpResponseRedirect(reverse("desk:items"))
    if request.method == "POST":
        try:
            change = _proposed(request, kind, actor)
            return HttpResponseRedirect(
                reverse("desk:item-change", args=[change.pk]) + "?done=proposed"
            )
        except Refusal as refusal:
            errors = [refusal]
    known = [
        {"value": code, "label": f"{each.item.name}（{code}，{state_word(each.state)}）"}
        for code, each in listed().items()
    ]
    return shown(
        request,
        "desk/item_propose.html",
        errors=errors,
        kind=kind,
        word=kind_word(kind),
        known=known,
        chosen=request.POST.getlist("codes"),
        given=request.POST,
        blanks=range(1, WRITTEN.get(kind, 0) + 1),
        chosen_by_name={name: request.POST.getlist(name) for name in request.POST},
        kinds=_kinds(),
        levels=_levels(),
        functions=_functions(),
        applicants=[
            {"value": "person", "label": _("个人")},
            {"value": "organisation", "label": _("企业、个体户或其他单位")},
        ],
        rail=rail_of(actor),
        rail_here="items",
    )


def _proposed(request: HttpRequest, kind: str, actor: Actor) -> ListChange:
    given = request.POST
    effective = day_needed(given.get("effective", ""), where="effective")
    contents = [
        content
        for number in range(1, WRITTEN.get(kind, 0) + 1)
        if (content := _content(request, number, effective.isoformat()))
    ]
    return propose_change(
        kind,
        codes=given.getlist("codes"),
        contents=contents,
        effective=effective,
        reasons=given.get("reasons", "")[:2000],
        by=actor,
    )


def _content(request: HttpRequest, number: int, effective: str) -> dict[str, Any]:
    """One item as it was typed; nothing where neither code nor name was written."""
    given = request.POST
    code, name = given.get(f"code{number}", "").strip(), given.get(f"name{number}", "").strip()
    if not code and not name:
        return {}
    if not given.get(f"law{number}", "").strip():
        raise BadInput(problem=_("请写明设定依据是哪部法律。"), where=f"law{number}")
    return {
        "code": code,
        "name": {"zh": name, "en": given.get(f"english{number}", "").strip()},
        "kind": given.get(f"kind{number}", ""),
        "basis": [
            {
                "law": given[f"law{number}"].strip(),
                "article": given.get(f"article{number}", "").strip(),
            }
        ],
        "levels": given.getlist(f"levels{number}"),
        "functions": given.getlist(f"functions{number}"),
        "applicants": given.getlist(f"applicants{number}"),
        "effective": effective,
    }


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, change: UUID) -> HttpResponse:
    """One proposal: what it says, who has reviewed it, and my word on it."""
    actor, errors = _keeper(request), []
    if request.method == "POST":
        try:
            return _said(request, change, actor)
        except Refusal as refusal:
            if refusal.status == 404:
                raise
            errors = [refusal]
    found = list_change(change)
    return shown(
        request,
        "desk/item_change.html",
        errors=errors,
        row=_proposal(found),
        change=found,
        before=listed(codes=found.codes),
        mine=found.proposed_by == actor.ref,
        proposes=edits_the_list(actor),
        reasons=request.POST.get("reasons", ""),
        rail=rail_of(actor),
        rail_here="items",
    )


def _said(request: HttpRequest, change: UUID, actor: Actor) -> HttpResponse:
    do = request.POST.get("do", "")
    if do == "withdraw":
        withdraw_change(change, by=actor)
    else:
        reasons = request.POST.get("reasons", "")[:2000]
        review_change(change, agreed=do == "agree", reasons=reasons, by=actor)
    url = reverse("desk:item-change", args=[change])
    return HttpResponseRedirect(url + f"?done={'withdrawn' if do == 'withdraw' else 'reviewed'}")


def _kinds() -> list[dict[str, Any]]:
    return [
        {"value": "administrative-licence", "label": _("行政许可")},
        {"value": "administrative-payment", "label": _("行政给付")},
        {"value": "administrative-confirmation", "label": _("行政确认")},
        {"value": "administrative-reward", "label": _("行政奖励")},
        {"value": "administrative-ruling", "label": _("行政裁决")},
        {"value": "other-power", "label": _("其他行政权力")},
        {"value": "public-service", "label": _("公共服务")},
    ]


def _levels() -> list[dict[str, Any]]:
    words = (_("自治区"), _("地区"), _("县、市"), _("乡镇、街道"), _("村、社区"))
    return [{"value": level, "label": word} for level, word in zip(LEVELS, words, strict=True)]


def _functions() -> list[dict[str, Any]]:
    """Each function once, by the name its bodies share."""
    found = {
        body.function: body.short.removeprefix(body.division.name) for body in agencies().values()
    }
    return [{"value": name, "label": short} for name, short in sorted(found.items())]
