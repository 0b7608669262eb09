"""Signing in with a national or provincial account or from an app, and linking one to here."""

import logging
from typing import Any
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onedoor.casework.cases.actions import follow_the_account
from onedoor.channels.identity.begun import (
    Begun,
    forget_said,
    keep_said,
    recall,
    remember,
    said_before,
)
from onedoor.channels.look.addressing import address
from onedoor.channels.look.doors import BY_APP, Door, actor_of, entrance, proven_lately
from onedoor.channels.look.words import say
from onedoor.kernel.actors import ANYONE, SYSTEM
from onedoor.kernel.codes import mask_name, mask_number
from onedoor.kernel.ports import AppEntry, Assertion, IdentityProvider, NotProved, port
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.registers.people.app_entry import bind_app, enter_by_app
from onedoor.registers.people.identifying import enter_by_upstream, join_upstream
from onedoor.registers.people.numbers import KINDS
from onedoor.registers.people.queries import Account

log = logging.getLogger("onedoor.upstream")


class NotBegunHere(Refusal):
    """这次登录不是从这个浏览器开始的，或者等得太久了，没有登录。请从这里重新开始。"""

    status = 403


class NotProvedHere(Refusal):
    """“{provider}”送回来的登录结果没有通过核对，没有登录。请重新开始，或者换别的办法登录。"""

    status = 403


class ProviderSilent(Refusal):
    """“{provider}”现在连不上。过一会儿再试，或者换别的办法登录。"""

    status = 503


@never_cache
@require_safe
@entrance(Door.ANYONE)
def choose(request: HttpRequest) -> HttpResponse:
    """Which providers there are."""
    onward = onward_of(request)
    rows = [
        {
            "word": say(each.name),
            "note": "",
            "url": begin_address(each.code, onward=onward),
            "icon": "shield-check",
        }
        for each in port("upstreams").all()
    ]
    context = {"rows": rows, "other": reverse("identity:sign-in")}
    return render(request, "identity/upstream.html", context)


def begin_address(code: str, *, onward: str = "", join: bool = False) -> str:
    """Where a sign-in at this provider begins."""
    pairs = {"next": onward} if onward else {}
    query = urlencode(pairs | ({"join": "1"} if join else {}))
    return reverse("identity:upstream-begin", args=[code]) + (f"?{query}" if query else "")


@never_cache
@require_safe
@entrance(Door.ANYONE)
def begin(request: HttpRequest, provider: str) -> HttpResponseBase:
    """Off to the provider. A link from a strange page only brings the button that does it."""
    found = _provider(provider)
    ours = urlsplit(settings.ONEDOOR_ADDRESS)
    if request.get_host() != ours.netloc:
        # The session must be the one of the address that the provider sends people back to.
        return redirect(f"{settings.ONEDOOR_ADDRESS}{request.get_full_path()}")
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        context = {"name": say(found.name), "here": request.get_full_path()}
        return render(request, "identity/upstream_begin.html", context)
    actor = actor_of(request)
    join = actor.ref if "join" in request.GET and actor.party else ""
    try:
        setting = found.begin(_back(provider))
    except (OSError, NotProved) as trouble:
        log.warning("%s cannot be asked: %s", provider, trouble)
        raise ProviderSilent(provider=say(found.name)) from trouble
    remember(request.session, setting, provider=provider, onward=onward_of(request), join=join)
    return redirect(setting.url)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def back(request: HttpRequest, provider: str) -> HttpResponseBase:
    """Where the provider sends the browser. A post from there comes without our cookie: once more.

    The page in between posts the same to `finish`, from our own address and so with the session.
    """
    found = _provider(provider)
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in ("SAMLResponse", "RelayState")}
        context = {"name": say(found.name), "given": given, "provider": provider}
        return render(request, "identity/upstream_back.html", context)
    if found.protocol == "saml":
        return HttpResponseNotAllowed(["POST"])
    return _finish(request, found, {name: request.GET[name] for name in request.GET})


# What is posted here was signed by the provider for one request of this very session.
@csrf_exempt
@never_cache
@require_POST
@entrance(Door.ANYONE)
def finish(request: HttpRequest, provider: str) -> HttpResponseBase:
    """The answer of a provider that posts, now with the session it belongs to."""
    found = _provider(provider)
    if found.protocol != "saml":
        raise NotBegunHere()
    return _finish(request, found, {name: request.POST[name] for name in request.POST})


def _finish(
    request: HttpRequest, found: IdentityProvider, given: dict[str, str]
) -> HttpResponseBase:
    begun = recall(request.session, found.key_of(given), provider=found.code)
    if begun is None:
        raise NotBegunHere()
    try:
        said = found.finish(given, begun.memory, _back(found.code))
    except NotProved as wrong:
        log.warning("%s: %s", found.code, wrong)
        raise NotProvedHere(provider=say(found.name)) from wrong
    except OSError as trouble:
        log.warning("%s cannot be reached: %s", found.code, type(trouble).__name__)
        raise ProviderSilent(provider=say(found.name)) from trouble
    if begun.join:
        return _to_join(request, said, begun)
    if said.app:
        return _enter_by_app(request, found, said, begun)
    return _enter(request, found, said, begun)


def _to_join(request: HttpRequest, said: Assertion, begun: Begun) -> HttpResponseBase:
    if actor_of(request).ref != begun.join:
        raise NotBegunHere()
    keep_said(request.session, said, onward=begun.onward)
    return redirect("identity:upstream-join")


def _enter(
    request: HttpRequest, found: IdentityProvider, said: Assertion, begun: Begun
) -> HttpResponseBase:
    entry = enter_by_upstream(said, names=found.name, by=ANYONE)
    if entry.account is None:
        keep_said(request.session, said, onward=begun.onward)
        context = {
            "name": say(found.name),
            "join": reverse("identity:upstream-join"),
            "level": address("identity:level"),
        }
        return render(request, "identity/upstream_known.html", context)
    return _sign_in(request, entry.account, found.code, begun.onward)


def _enter_by_app(
    request: HttpRequest, found: IdentityProvider, said: Assertion, begun: Begun
) -> HttpResponseBase:
    """Open the account that is bound to this one of the app; nobody else's, and no further."""
    account = enter_by_app(said, by=ANYONE)
    if account is None:
        keep_said(request.session, said, onward=begun.onward)
        context = {"name": say(found.name), "join": reverse("identity:upstream-join")}
        return render(request, "identity/upstream_unbound.html", context)
    if request.user.pk == account.pk:
        # Signed in already, and perhaps surer than by an app.
        return redirect(begun.onward or reverse("portal:mine"))
    if request.user.is_authenticated:
        logout(request)
    answer = _sign_in(request, account, found.code, begun.onward, way=BY_APP, level=said.level)
    for each in request.session.get("account_authentication_methods", []):
        if each.get("method") == BY_APP:
            # It showed nobody, so it is no fresh proof of anything.
            each["at"] = 0
    request.session.modified = True
    return answer


def _sign_in(
    request: HttpRequest,
    account: Account,
    provider: str,
    onward: str,
    *,
    way: str = "socialaccount",
    **more: Any,
) -> HttpResponseBase:
    """Open the session; an account with a second factor is asked for it first."""
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, account, way, provider=provider, **more)
    answer: HttpResponseBase = perform_login(
        request,
        account,
        email_verification="none",
        redirect_url=onward or reverse("portal:mine"),
    )
    vars(request).pop("actor", None)
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def join(request: HttpRequest) -> HttpResponse:
    """Whether this account is to be joined to what the provider has just proved."""
    kept = said_before(request.session)
    if kept is None:
        # Nothing waits, or no longer: it begins at the provider.
        return redirect("identity:upstream")
    said, onward = kept
    names = _provider(said.provider).name
    if said.app:
        return _join_app(request, said, onward)
    if request.method == "POST":
        account = request.user
        before = str(account.party_id)  # type: ignore[union-attr]
        party = join_upstream(account, said, names=names, by=actor_of(request))  # type: ignore[arg-type]
        forget_said(request.session)
        follow_the_account(before, party.ref, by=SYSTEM)
        return redirect(onward or address("identity:level") or "portal:mine")
    rows = [
        {"key": _("账号"), "value": request.user.get_username()},
        {"key": _("平台"), "value": say(names)},
        {"key": _("姓名"), "value": mask_name(said.name)},
        {"key": _number_word(said), "value": mask_number(said.number)},
    ]
    context: dict[str, Any] = {"rows": rows, "name": say(names)}
    return render(request, "identity/upstream_join.html", context)


def _join_app(request: HttpRequest, said: Assertion, onward: str) -> HttpResponse:
    """Bind an account of an app, once whoever sits here has shown a moment ago who they are."""
    names = _provider(said.provider).name
    if not proven_lately(request):
        asked = urlencode({"next": reverse("identity:upstream-join")})
        return redirect(f"{reverse('identity:step-up')}?{asked}")
    if request.method == "POST":
        account = request.user
        bind_app(account, said, names=names, by=actor_of(request))  # type: ignore[arg-type]
        forget_said(request.session)
        return redirect(onward or "identity:security")
    rows = [
        {"key": _("账号"), "value": request.user.get_username()},
        {"key": _("应用"), "value": say(names)},
    ]
    return render(request, "identity/upstream_bind.html", {"rows": rows, "name": say(names)})


def _number_word(said: Assertion) -> str:
    known = KINDS.get(said.kind)
    return str(known.word) if known else _("证件号码")


@require_safe
@entrance(Door.ANYONE)
def card(request: HttpRequest, provider: str) -> HttpResponse:
    """What this provider's operators must be told of us (SAML metadata)."""
    content = _provider(provider).card(_back(provider))
    if not content:
        raise NotFound(where=provider)
    return HttpResponse(content, content_type="application/samlmetadata+xml")


def _provider(code: str) -> IdentityProvider:
    try:
        found: IdentityProvider = port("upstreams").called(code)
    except KeyError:
        raise NotFound(where=code) from None
    return found


def _back(provider: str) -> str:
    return settings.ONEDOOR_ADDRESS + reverse("identity:upstream-back", args=[provider])


def apps_here(request: HttpRequest) -> tuple[AppEntry, ...]:
    """The apps inside whose browser this page is being looked at: one, or none."""
    told = request.headers.get("User-Agent", "")
    return tuple(each for each in port("upstreams").apps() if each.browser in told)


def onward_of(request: HttpRequest) -> str:
    """Where to go afterwards, if it is a page of this site; nowhere else."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/") else ""
