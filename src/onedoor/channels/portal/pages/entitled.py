"""What I may well be entitled to: to be asked for, with what is looked at and on what ground."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.words import say, say_plain
from onedoor.channels.portal.ownself import only_oneself
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.registers.catalogue.definition import EntitlementRule, FactRead, Text
from onedoor.registers.catalogue.queries import licence_names, services_called
from onedoor.registers.entitlements.actions import ask, decline, end, take_up_again
from onedoor.registers.entitlements.queries import (
    Told,
    asked_by,
    declined_by,
    entitlements_of,
    rules_of,
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ONESELF)
def entitlements(request: HttpRequest) -> HttpResponse:
    """Off until asked for; then what was found and why, and every way to end it."""
    actor = only_oneself(actor_of(request))
    if request.method != "POST":
        return _show(request, actor)
    try:
        _do(request.POST.get("do", ""), request.POST.get("rule", "")[:60], actor)
    except Refusal as refusal:
        return _show(request, actor, refusal)
    return redirect(reverse("portal:entitlements") + "?done=1")


def _do(what: str, rule: str, actor: Actor) -> None:
    match what:
        case "ask":
            ask(by=actor)
        case "end":
            end(by=actor)
        case "decline":
            decline(rule, by=actor)
        case "again":
            take_up_again(rule, by=actor)


def _show(request: HttpRequest, actor: Actor, refusal: Refusal | None = None) -> HttpResponse:
    asked, declined = asked_by(seen_by=actor), declined_by(seen_by=actor)
    rules = rules_of()
    names = licence_names(read.licence for each in rules for read in each.reads if read.licence)
    told = entitlements_of(seen_by=actor) if asked else []
    context = {
        "asked": asked,
        "done": "done" in request.GET,
        "found": _found(told),
        "declined": [
            {"rule": each.code, "title": say(each.title)} for each in rules if each.code in declined
        ],
        "rules": [_rule(each, names) for each in rules],
        "errors": [{"where": "", "sentence": refusal.sentence}] if refusal else [],
    }
    return render(
        request, "portal/entitlements.html", context, status=refusal.status if refusal else 200
    )


def _found(told: list[Told]) -> list[dict[str, Any]]:
    known = services_called({each.rule.service for each in told})
    rows = []
    for each in told:
        service = known.get(each.rule.service)
        if service is None:
            continue
        form = service.parsed.form
        labels = [say_plain(field.label) for field in form.all_fields() if field.id in each.answers]
        rows.append(
            {
                "rule": each.rule.code,
                "title": say(each.rule.title),
                "because": say(each.because),
                "basis": [str(basis) for basis in each.rule.basis],
                "minutes": form.minutes,
                "filled": labels,
                "url": reverse("portal:apply", args=[each.rule.service]),
            }
        )
    return rows


def _rule(rule: EntitlementRule, names: Mapping[str, Text]) -> dict[str, Any]:
    return {
        "title": say(rule.title),
        "basis": _("、").join(str(each) for each in rule.basis),
        "reads": [{"what": _read(each, names), "basis": str(each.basis)} for each in rule.reads],
    }


def _read(read: FactRead, names: Mapping[str, Text]) -> str:
    called = names.get(read.licence or "")
    kind = say_plain(called) if called else read.licence or ""
    match read.source:
        case "age":
            return _("实名登记的公民身份号码，只算满多少岁")
        case "held":
            return _("您有没有一张有效的《%(kind)s》") % {"kind": kind}
    facts = {"kind": kind, "line": read.line}
    return _("您的《%(kind)s》上的“%(line)s”") % facts
