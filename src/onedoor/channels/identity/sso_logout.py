"""Signing out at the wish of a system (OpenID Connect RP-Initiated Logout 1.0)."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST
from oauthlib.common import add_params_to_uri

from onedoor.channels.look.doors import Door, actor_of, entrance, say_no
from onedoor.kernel.refusals import Refusal
from onedoor.registers.systems.queries import System, open_system, read_hint, sign_in_of

_SALT, _PATIENCE = "sso.leave", 15 * 60


class BadLogoutRequest(Refusal):
    """那个系统给的回程地址没有登记过，我们不往那里送。您可以直接关掉这一页，或者在这里退出登录。"""

    status = 400


@dataclass(frozen=True)
class Leaving:
    """What a system wants: whose session it means, and where to go afterwards."""

    system: System | None
    sid: str
    onward: str


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def end_session(request: HttpRequest) -> HttpResponse:
    """End the session a system names by its token; without that, ask the person first."""
    if request.method == "POST":
        return redirect(f"{request.path}?{request.POST.urlencode()}")
    leaving = _read(request)
    if leaving is None:
        return say_no(request, BadLogoutRequest())
    if actor_of(request).kind == "anyone":
        return _gone(request, leaving.onward)
    if sign_in_of(leaving.sid, request.session.session_key or ""):
        logout(request)
        return _gone(request, leaving.onward)
    sealed = signing.dumps({"to": leaving.onward}, salt=_SALT)
    context = {"sealed": sealed, "system": leaving.system}
    return render(request, "identity/sso/leave.html", context)


def _read(request: HttpRequest) -> Leaving | None:
    """The wish; None when it would send the browser where nobody registered."""
    asked = request.GET
    hint = read_hint(asked["id_token_hint"]) if asked.get("id_token_hint") else None
    client = asked.get("client_id", "")
    if hint and client and hint["aud"] != client:
        hint = None
    system = open_system(str(hint["aud"]) if hint else client)
    onward = asked.get("post_logout_redirect_uri", "")
    if onward and (system is None or onward not in system.post_logout_uris):
        return None
    if onward and asked.get("state"):
        onward = add_params_to_uri(onward, [("state", asked["state"])])
    return Leaving(system, str(hint.get("sid", "")) if hint and system else "", onward)


@never_cache
@require_POST
@entrance(Door.ANYONE)
def leave(request: HttpRequest) -> HttpResponse:
    """The person said yes, or stays."""
    try:
        told: Any = signing.loads(request.POST.get("sealed", ""), salt=_SALT, max_age=_PATIENCE)
    except signing.BadSignature:
        return say_no(request, BadLogoutRequest())
    if request.POST.get("answer") == "yes":
        logout(request)
        vars(request).pop("actor", None)
        return _signed_out(request, told["to"])
    return redirect("portal:home")


def _gone(request: HttpRequest, onward: str) -> HttpResponse:
    if not onward:
        vars(request).pop("actor", None)
        return _signed_out(request, "")
    answer = HttpResponse(status=302)
    answer.headers["Location"] = onward
    return answer


def _signed_out(request: HttpRequest, onward: str) -> HttpResponse:
    return render(request, "identity/sso/signed_out.html", {"onward": onward})
