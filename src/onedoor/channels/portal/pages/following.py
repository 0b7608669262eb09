"""Subscribing, what one subscribed to, and ending it: by oneself, or by the link in a message."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.notices import off
from onedoor.channels.portal.ownself import only_oneself
from onedoor.channels.portal.subscription_words import (
    address_of,
    changes,
    kind_word,
    row_of,
    title_of,
    way_word,
    ways,
    when_told,
)
from onedoor.kernel.actors import ANYONE, Actor
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.entitlements.actions import decline_by_link
from onedoor.registers.licences.actions import keep_quiet
from onedoor.registers.people.queries import account_for, party_for
from onedoor.registers.subscriptions.actions import subscribe as begin
from onedoor.registers.subscriptions.actions import unsubscribe as end
from onedoor.registers.subscriptions.actions import unsubscribe_by_link
from onedoor.registers.subscriptions.keys import KINDS, key_of
from onedoor.registers.subscriptions.queries import (
    changes_told,
    name_of,
    subscription_for,
    subscription_to,
    subscriptions_of,
)
from onedoor.registers.subscriptions.refusals import NothingToFollow

# How the code of a county ends, and of what lies around it: one follows no smaller place.
_COUNTY = "000000"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ONESELF)
def subscribe(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """What one will be told of, by what way, how it ends; then one button."""
    actor = only_oneself(actor_of(request))
    if request.method == "POST":
        also = request.POST.get("also", "")
        try:
            begin(kind, name, also="" if also == "inbox" else also, by=actor)
        except Refusal as refusal:
            return _confirm(request, kind, name, refusal)
        return redirect(f"{reverse('portal:following')}?done=on")
    return _confirm(request, kind, name)


def _confirm(
    request: HttpRequest, kind: str, name: str, refusal: Refusal | None = None
) -> HttpResponse:
    actor = actor_of(request)
    title = name_of(key_of(kind, name)) if kind in KINDS else None
    if title is None:
        raise refusal or NothingToFollow()
    has = subscription_to(kind, name, seen_by=actor)
    context = {
        "title": title_of(kind, title),
        "kind": kind_word(kind),
        "told": when_told(kind),
        "ways": ways(*_contacts(actor)),
        "way": (has.also or "inbox") if has else "inbox",
        "has": has,
        "back": address_of(kind, name),
        "errors": [{"where": refusal.where, "sentence": refusal.sentence}] if refusal else [],
    }
    return render(
        request, "portal/subscribe.html", context, status=refusal.status if refusal else 200
    )


def _contacts(actor: Actor) -> tuple[str, str]:
    account = account_for(seen_by=actor)
    return party_for(actor.party, seen_by=actor).phone, account.email if account else ""


@never_cache
@require_safe
@entrance(Door.ONESELF)
def following(request: HttpRequest) -> HttpResponse:
    """All that one subscribed to: since when, by what way, and one button that ends it."""
    actor = only_oneself(actor_of(request))
    rows = [row_of(each) for each in subscriptions_of(seen_by=actor)]
    done = {"on": _("关注了"), "off": _("取消了，这条关注的记录已经删除")}
    context = {
        "rows": rows,
        "done": done.get(request.GET.get("done", ""), ""),
        "places": _places(),
    }
    return render(request, "portal/following.html", context)


def _places() -> list[dict[str, str]]:
    found = {each.division_id: each.division for each in agencies().values()}
    return [
        {"word": found[code].called(), "url": reverse("portal:subscribe", args=["place", code])}
        for code in sorted(found)
        if code.endswith(_COUNTY)
    ]


@never_cache
@require_safe
@entrance(Door.ONESELF)
def subscription(request: HttpRequest, subscription: UUID) -> HttpResponse:
    """One subscription and what one was told under it; back to the list when it is over."""
    actor = only_oneself(actor_of(request))
    try:
        found = subscription_for(subscription, seen_by=actor)
    except NotFound:
        return redirect("portal:following")
    context: dict[str, Any] = {
        "row": row_of(found),
        "told": when_told(found.kind),
        "way": way_word(found.subscription.also),
        "change_url": reverse("portal:subscribe", args=[found.kind, found.name]),
        "page": address_of(found.kind, found.name) if found.title else "",
        "changes": changes(changes_told(subscription, seen_by=actor)),
    }
    return render(request, "portal/subscription.html", context)


@never_cache
@require_POST
@entrance(Door.ONESELF)
def unsubscribe(request: HttpRequest, subscription: UUID) -> HttpResponse:
    """End one; saying it again changes nothing."""
    end(subscription, by=only_oneself(actor_of(request)))
    return redirect(f"{reverse('portal:following')}?done=off")


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a message: opened, or posted by a mail program (RFC 8058), it ends them at once.

    It works without a sign-in and as often as one likes; asking for the head alone ends nothing.
    """
    kind, key = off.read(token)
    if request.method != "HEAD":
        _end(kind, key)
    words = {
        off.SUBSCRIPTION: _("这一样不再关注了。以后有变化，不再告诉您。"),
        off.ENTITLEMENT: _("这一样不再提示了，也不再为它看您的证照。"),
        off.LICENCE: _("这张证照到期前不再提醒您。到期的日子不变。"),
    }
    again = {
        off.SUBSCRIPTION: reverse("portal:following"),
        off.ENTITLEMENT: reverse("portal:entitlements"),
        off.LICENCE: reverse("portal:wallet"),
    }
    response = render(request, "portal/off.html", {"words": words[kind], "again": again[kind]})
    # The address is a key: it goes into no index and to no other site.
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _end(kind: str, key: str) -> None:
    match kind:
        case off.SUBSCRIPTION:
            unsubscribe_by_link(UUID(key), by=ANYONE)
        case off.ENTITLEMENT:
            decline_by_link(UUID(key), by=ANYONE)
        case _licence:
            keep_quiet(key, by=ANYONE)
