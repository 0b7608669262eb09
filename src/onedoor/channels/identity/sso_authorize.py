"""Where a browser comes from a system: who it is, how sure, whether they agree; then back."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from oauthlib.common import add_params_to_uri
from oauthlib.oauth2.rfc6749.errors import FatalClientError, OAuth2Error

from onedoor.channels.identity.sso_protocol import Endpoints, Rules, spoken
from onedoor.channels.look.addressing import address
from onedoor.channels.look.doors import Door, actor_of, entrance, say_no
from onedoor.channels.look.words import mask
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import now
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.people.levels import level_called
from onedoor.registers.people.queries import Account
from onedoor.registers.systems.actions import begin_sign_in, consent
from onedoor.registers.systems.facts import FACTS, asked_for, level_asked
from onedoor.registers.systems.queries import (
    Given,
    System,
    agreed_facts,
    facts_about,
    issuer,
    read_hint,
    sub_of,
)

_SALT, _PATIENCE = "sso.consent", 15 * 60
_ASKED = "sso_asked"


class BadSignInRequest(Refusal):
    """那个系统发来的登录请求不对，没有继续，您的信息也没有给出去。请回到那个系统再试一次；还是不行，告诉它的管理员。"""

    status = 400


class ConsentGrewOld(Refusal):
    """这一页放得太久了。请回到那个系统再点一次登录。"""

    status = 400


@dataclass(frozen=True)
class Wish:
    """One authorization request that was checked: whom to send back where, and with what."""

    query: str
    system: System
    scopes: list[str]
    redirect_uri: str
    state: str | None
    prompt: frozenset[str]
    asked: dict[str, str]

    @property
    def silent(self) -> bool:
        return "none" in self.prompt

    @property
    def facts(self) -> list[str]:
        return asked_for(self.system.facts, self.scopes)

    @property
    def print(self) -> str:
        return sha256(self.query.encode()).hexdigest()[:16]


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def authorize(request: HttpRequest) -> HttpResponse:
    """Send the browser back with a code, once all that is missing has been asked for."""
    if request.method == "POST":
        # A form from elsewhere brings no session; asked again by a link, it does.
        return redirect(f"{request.path}?{request.POST.urlencode()}")
    rules = Rules()
    try:
        wish = _read(request, rules)
    except (FatalClientError, ValueError):
        return say_no(request, BadSignInRequest())
    except OAuth2Error as wrong:
        return _to_the_system(add_params_to_uri(wrong.redirect_uri, wrong.twotuples))
    missing = _who(request, wish) or _sure_enough(request, wish) or _agreed(request, wish)
    return missing or _with_a_code(request, wish, rules)


def _read(request: HttpRequest, rules: Rules) -> Wish:
    scopes, told = Endpoints(rules).validate_authorization_request(*spoken(request))
    assert rules.system is not None
    return Wish(
        query=request.GET.urlencode(),
        system=rules.system,
        scopes=list(scopes),
        redirect_uri=told["redirect_uri"],
        state=told["state"],
        prompt=frozenset(told["prompt"]),
        asked={name: request.GET[name] for name in ("max_age", "acr_values", "id_token_hint")
               if request.GET.get(name)},
    )  # fmt: skip


# --- what is missing ---


def _who(request: HttpRequest, wish: Wish) -> HttpResponse | None:
    """Somebody has to be signed in, the right one, and lately enough."""
    account: Any = request.user
    max_age = wish.asked.get("max_age", "")
    if max_age and not max_age.isdecimal():
        return _refused(wish, "invalid_request")
    if account.is_authenticated:
        hint = wish.asked.get("id_token_hint", "")
        if hint and not _is_meant(hint, wish.system, account):
            return _refused(wish, "login_required")
        if not _is_stale(request, wish, max_age):
            return None
    if wish.silent:
        return _refused(wish, "login_required")
    return _ask_again(request, wish, "who")


def _is_meant(hint: str, system: System, account: Account) -> bool:
    told = read_hint(hint)
    return bool(told and told["aud"] == system.pk and told["sub"] == sub_of(system, account))


def _is_stale(request: HttpRequest, wish: Wish, max_age: str) -> bool:
    signed_in_at = signed_in_since(request)
    if max_age and now() - signed_in_at > timedelta(seconds=min(int(max_age), 10**9)):
        return True
    if not wish.prompt & {"login", "select_account"}:
        return False
    asked_at, _ = request.session.get(_ASKED, {}).get(f"{wish.print}:who", (None, 0))
    return asked_at is None or signed_in_at.timestamp() < asked_at


def signed_in_since(request: HttpRequest) -> datetime:
    """When this person last showed who they are in this session."""
    methods = request.session.get("account_authentication_methods", [])
    moments = [each["at"] for each in methods if "at" in each]
    if moments:
        return datetime.fromtimestamp(max(moments), UTC)
    account: Any = request.user
    return account.last_login or datetime.fromtimestamp(0, UTC)


def _sure_enough(request: HttpRequest, wish: Wish) -> HttpResponse | None:
    """The real-name level of this session against what the system needs."""
    needed = max(wish.system.level, level_asked(wish.asked.get("acr_values", "")) or 0)
    if actor_of(request).level >= needed:
        return None
    page = address("identity:level")
    if wish.silent or not page or actor_of(request).is_staff:
        return _refused(wish, "unmet_authentication_requirements")
    return _ask_again(request, wish, "level", needed=str(needed))


def _agreed(request: HttpRequest, wish: Wish) -> HttpResponse | None:
    """The person has agreed to these facts, or was told of them where a duty says so."""
    account: Any = request.user
    agreed = agreed_facts(account, wish.system)
    if agreed is not None and set(wish.facts) <= agreed and "consent" not in wish.prompt:
        return None
    if wish.silent:
        return _refused(wish, "consent_required")
    return _ask_to_agree(request, wish, account)


def _ask_again(request: HttpRequest, wish: Wish, what: str, **more: str) -> HttpResponse:
    """To the page where that is shown, and back here; asked in vain twice, back to the system."""
    asked = request.session.get(_ASKED, {})
    key = f"{wish.print}:{what}"
    first, times = asked.get(key, (now().timestamp(), 0))
    if times >= 2:
        request.session[_ASKED] = {each: kept for each, kept in asked.items() if each != key}
        told = "login_required" if what == "who" else "unmet_authentication_requirements"
        return _refused(wish, told)
    # A handful is enough: a browser has few windows.
    request.session[_ASKED] = dict([*asked.items(), (key, (first, times + 1))][-6:])
    page = reverse("identity:sign-in")
    if what == "level":
        page = address("identity:level")
    elif request.user.is_authenticated:
        page = _fresh_proof(request) or page
    onward = f"{reverse('sso:onward')}?{urlencode({'q': wish.query})}"
    return redirect(f"{page}?{urlencode({'next': onward, **more})}")


def _fresh_proof(request: HttpRequest) -> str:
    """The page that asks somebody who is signed in to show again who they are."""
    page = address("identity:step-up")
    if not page:
        kept = request.session.get(_ASKED)
        logout(request)
        request.session[_ASKED] = kept
    return page


# --- back to the system ---


def _with_a_code(request: HttpRequest, wish: Wish, rules: Rules) -> HttpResponse:
    account: Any = request.user
    session_key = request.session.session_key or ""
    rules.signed_in = begin_sign_in(wish.system, account, session_key, by=actor_of(request))
    rules.level, rules.auth_at = actor_of(request).level, signed_in_since(request)
    headers, _, _ = Endpoints(rules).create_authorization_response(
        *spoken(request), scopes=wish.scopes, credentials={"user": account}
    )
    return _to_the_system(headers["Location"])


def _refused(wish: Wish, error: str) -> HttpResponse:
    return _to_the_system(_no(wish, error))


def _no(wish: Wish, error: str) -> str:
    told = [("error", error)] + ([("state", wish.state)] if wish.state else [])
    return str(add_params_to_uri(wish.redirect_uri, told))


def _to_the_system(where: str) -> HttpResponse:
    """Only ever an address that was registered; it says who we are, against mix-ups (RFC 9207)."""
    answer = HttpResponse(status=302)
    answer.headers["Location"] = add_params_to_uri(where, [("iss", issuer())])
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


# --- agreeing ---


def _ask_to_agree(request: HttpRequest, wish: Wish, account: Account) -> HttpResponse:
    actor = actor_of(request)
    given = facts_about(wish.system, account, wish.scopes, seen_by=actor)
    body = agencies([wish.system.agency]).get(wish.system.agency)
    sealed = signing.dumps({"q": wish.query, "a": str(account.pk)}, salt=_SALT)
    context = {
        "system": wish.system,
        "agency": body.name if body else wish.system.agency,
        "given": _rows(given, actor),
        "kept_back": _kept_back(wish, given),
        "sealed": sealed,
        "connected": address("sso:connected"),
    }
    return render(request, "identity/sso/consent.html", context)


def _rows(given: list[Given], actor: Actor) -> list[dict[str, str]]:
    rows = [
        {"key": str(each.fact.word), "value": mask(each.shown) if each.fact.hidden else each.shown}
        for each in given
    ]
    if (level := level_called(actor.level)) is not None:
        rows.append({"key": _("实名等级"), "value": level.called()})
    return rows


def _kept_back(wish: Wish, given: list[Given]) -> list[str]:
    """The facts we know and do not give, by their words."""
    told = {each.fact.code for each in given}
    mine = {"name", "number", "phone", "birth_date"}
    return [str(fact.word) for code, fact in FACTS.items() if code in mine and code not in told]


@never_cache
@require_POST
@entrance(Door.SIGNED_IN)
def agree(request: HttpRequest) -> HttpResponse:
    """Keep that somebody agreed, and go on; or go back to the system with a no."""
    try:
        told = signing.loads(request.POST.get("sealed", ""), salt=_SALT, max_age=_PATIENCE)
    except signing.BadSignature:
        return say_no(request, ConsentGrewOld())
    account: Any = request.user
    if told["a"] != str(account.pk):
        return say_no(request, ConsentGrewOld())
    try:
        wish = _read_again(told["q"])
    except (FatalClientError, OAuth2Error, ValueError):
        return say_no(request, BadSignInRequest())
    if request.POST.get("answer") != "yes":
        return _leave(request, add_params_to_uri(_no(wish, "access_denied"), [("iss", issuer())]),
                      wish.system)  # fmt: skip
    consent(account, wish.system.pk, wish.facts, by=actor_of(request))
    query = [
        (name, " ".join(set(value.split()) - {"consent"}) if name == "prompt" else value)
        for name, value in parse_qsl(told["q"], keep_blank_values=True)
    ]
    return redirect(f"{reverse('sso:onward')}?{urlencode({'q': urlencode(query)})}")


def _read_again(query: str) -> Wish:
    """The same request as it came, checked once more: a system may have been stopped meanwhile."""
    again = HttpRequest()
    again.method, again.path = "GET", reverse("idp:oidc:authorization")
    again.GET = QueryDict(query)
    return _read(again, Rules())


def _leave(request: HttpRequest, where: str, system: System) -> HttpResponse:
    """A page that goes on by itself: browsers do not let a form end on another site."""
    context = {"onward": where, "name": system.name}
    return render(request, "identity/sso/onward.html", context)


@never_cache
@require_safe
@entrance(Door.ANYONE)
def onward(request: HttpRequest) -> HttpResponse:
    """From a form of ours on to the system: always by way of our own authorization address."""
    query = QueryDict(request.GET.get("q", "")).urlencode()
    context = {"onward": f"{reverse('idp:oidc:authorization')}?{query}", "name": ""}
    return render(request, "identity/sso/onward.html", context)
