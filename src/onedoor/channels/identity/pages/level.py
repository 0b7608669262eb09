"""How far it is proven who one is, what more would open, and each way to it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from onedoor.casework.cases.actions import follow_the_account
from onedoor.channels.identity.pages.upstream import begin_address, onward_of
from onedoor.channels.identity.sso_needed import level_needed, system_behind
from onedoor.channels.look.addressing import address
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.local import body_name
from onedoor.channels.look.words import moment, say_plain
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.codes import mask_number
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.queries import Agency, agencies
from onedoor.registers.catalogue.queries import services
from onedoor.registers.licences.actions import show_licence
from onedoor.registers.people.identifying import identify_oneself
from onedoor.registers.people.levels import levels
from onedoor.registers.people.numbers import KINDS, NONE
from onedoor.registers.people.queries import (
    Account,
    Party,
    assurance_of,
    checks_left,
    checks_of,
    party_for,
    ways_of,
)

_OFFICES = 6


@never_cache
@require_safe
@entrance(Door.PARTY)
def level(request: HttpRequest) -> HttpResponse:
    """My level now, every level and what it opens, and a form for each way I have not gone yet."""
    return _page(request, request.GET)


def _page(
    request: HttpRequest,
    given: Any,
    *,
    refusal: Refusal | None = None,
    form: str = "",
) -> HttpResponse:
    actor, account = actor_of(request), _account(request)
    party = party_for(actor.own_party, seen_by=actor)
    asked = given.get("service", "")
    service = next((each for each in services() if each.code == asked), None)
    sheet = service.parsed.sheet if service else None
    onward = onward_of(request)
    needed = level_needed(given.get("needed", ""))
    system = system_behind(onward) if needed else None
    errors = [{"where": f"{form}-{refusal.where or 'number'}", "sentence": refusal.sentence}] if (
        refusal) else []  # fmt: skip
    context = {
        "now": actor.level,
        "party": party,
        "number": _number(party, shown="show" in request.GET),
        "show": request.get_full_path() + ("&" if request.GET else "?") + "show=1",
        "shown": "show" in request.GET,
        "ways": [_WAYS[way]() for way in _WAYS if way in ways_of(account, seen_by=actor)],
        "ladder": _ladder(actor),
        "service": sheet,
        "enough": sheet is not None and actor.level >= sheet.assurance.level,
        "needed": needed,
        "asking": system.name if system else "",
        "onward": onward,
        "hidden": {"next": onward, "service": asked, "needed": str(needed or "")},
        "can_register": party.kind == "person" and actor.level < 2,
        "can_show": party.kind == "person" and actor.level < 3,
        "left": checks_left(account, seen_by=actor),
        "kinds": [
            {"value": each.code, "label": each.word}
            for each in KINDS.values()
            if each.holder == "person"
        ],
        "given": given,
        "fault": {errors[0]["where"]: errors[0]["sentence"]} if errors else {},
        "errors": errors,
        "providers": [
            {
                "word": _("用%(name)s核实") % {"name": say_plain(each.name)},
                "note": _("那边已经实名的，登录一次就行"),
                "url": begin_address(each.code, onward=onward or reverse("identity:level"),
                                     join=True),
                "icon": "shield-check",
            }
            for each in port("upstreams").all()
        ] if actor.level < 3 else [],
        # Opened from an app that shows nobody: signing in again brings back what was proven.
        "held_back": assurance_of(account, seen_by=actor) > actor.level,
        "passkey": address("identity:security") if actor.level == 3 else "",
        "offices": _offices(sheet),
        "checks": [_check_row(each) for each in checks_of(account, seen_by=actor)],
    }  # fmt: skip
    status = refusal.status if refusal else 200
    return render(request, "identity/level.html", context, status=status)


def _account(request: HttpRequest) -> Account:
    # The door lets in only people with an account of a party.
    account = request.user
    assert isinstance(account, Account)
    return account


# The words of the proofs, in the order in which they are told.
_WAYS: dict[str, Callable[[], str]] = {
    "phone": lambda: _("手机号收过验证码"),
    "email": lambda: _("邮箱收过验证码"),
    "register": lambda: _("姓名和号码与登记机关核对过"),
    "window": lambda: _("在窗口由工作人员当面核实过"),
    "licence": lambda: _("出示过这里签发的电子证照"),
    "upstream": lambda: _("用国家或省的账号登录过"),
    "passkey": lambda: _("设有通行密钥"),
}


def _number(party: Party, *, shown: bool) -> str:
    if party.number_kind == NONE:
        return ""
    return party.number if shown else mask_number(party.number)


def _ladder(actor: Actor) -> list[dict[str, Any]]:
    """Each level as a step: reached, next or later, with what it opens."""
    opens: dict[int, list[str]] = {}
    for service in services():
        opens.setdefault(service.parsed.sheet.assurance.level, []).append(
            say_plain(service.parsed.sheet.title)
        )
    rows = []
    for each in levels():
        reached = each.level <= actor.level
        following = each.level == actor.level + 1
        named = opens.get(each.level, [])
        words = _("、").join(named[:4]) + (_("等 %(n)s 件事") % {"n": len(named)} if
                                           len(named) > 4 else "")  # fmt: skip
        rows.append(
            {
                "title": _("%(n)s 级：%(name)s") % {"n": each.level, "name": say_plain(each.name)},
                "when": _("已做到") if reached else "",
                "note": "" if reached else say_plain(each.how),
                "opens": _("可以办：%(names)s。") % {"names": words} if words else "",
                "state": "done" if reached else "now" if following else "next",
            }
        )
    return rows


def _offices(sheet: Any) -> list[dict[str, Any]]:
    """Windows at which a clerk can check a document: of whoever offers the service, or of all."""
    found = agencies([each.agency for each in sheet.offerings] if sheet else None)
    by_place: dict[str, Agency] = {}
    for each in found.values():
        by_place.setdefault(body_name(each.division), each)
    return [
        {
            "key": place,
            "value": [body_name(each), each.office["address"], each.office["hours"],
                      each.office["phone"]],
        }
        for place, each in list(by_place.items())[:_OFFICES]
    ]  # fmt: skip


def _check_row(check: Any) -> dict[str, Any]:
    words = {
        "match": _("对上了"),
        "differs": _("没有对上"),
        "unknown": _("没有对上"),
        "unavailable": _("没有连上"),
        "": _("没有等到结果"),
    }
    kind = KINDS.get(check.kind)
    receipt = _("，回执 %(n)s") % {"n": check.receipt} if check.receipt else ""
    about = str(kind.word) if kind else _("电子证照")
    return {"key": moment(check.at), "value": f"{about}{_('：')}{words[check.verdict]}{receipt}"}


@sensitive_post_parameters("register-number", "register-name")
@never_cache
@require_POST
@entrance(Door.PARTY)
def register(request: HttpRequest) -> HttpResponse:
    """Ask the register whether my name and number belong together."""
    given = request.POST
    return _raised(
        request,
        "register",
        lambda account, actor: identify_oneself(
            account,
            kind=given.get("register-kind", ""),
            number=given.get("register-number", ""),
            name=given.get("register-name", ""),
            country=given.get("register-country", "").strip().upper()[:3],
            by=actor,
        ),
    )


@sensitive_post_parameters("licence-number", "licence-code")
@never_cache
@require_POST
@entrance(Door.PARTY)
def licence(request: HttpRequest) -> HttpResponse:
    """Show a licence issued here: the code printed on it, and my number."""
    given = request.POST
    return _raised(
        request,
        "licence",
        lambda account, actor: show_licence(
            account,
            code=given.get("licence-code", ""),
            number=given.get("licence-number", ""),
            by=actor,
        ),
    )


def _raised(
    request: HttpRequest, form: str, raising: Callable[[Account, Actor], Party]
) -> HttpResponse:
    """The way gone, or the page again with what was wrong; what was begun before is brought along.

    The number typed is not written back into the page: it is typed anew, and stays in no cache.
    """
    account = _account(request)
    before = str(account.party_id)
    try:
        party = raising(account, actor_of(request))
    except Refusal as refusal:
        given = {
            name: value for name, value in request.POST.items() if not name.endswith("-number")
        }
        return _page(request, given, refusal=refusal, form=form)
    # News would do it a moment later; the page one goes back to must find it now.
    follow_the_account(before, party.ref, by=SYSTEM)
    pairs = {"service": request.POST["service"]} if request.POST.get("service") else {}
    here = reverse("identity:level") + (f"?{urlencode(pairs)}" if pairs else "")
    return redirect(onward_of(request) or here)
