"""How strongly a clerk signed in, and how long the session has rested: kept by policy at the doors.

The policy belongs to the security administrator (registers/agencies); a fresh installation asks
for a passkey or a one-time code, the strict way.
"""

from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from onedoor.channels.look.addressing import address
from onedoor.kernel.time import now
from onedoor.registers.agencies.queries import StaffPolicy, staff_policy

# Recovery codes let somebody back in to mend their keys; they are no key themselves.
STRONG = frozenset({"totp", "webauthn"})
SEEN = "staff_seen_at"
# The session is written at most this often, however fast somebody works.
_EVERY = 60.0


def is_strong(request: HttpRequest) -> bool:
    """Whether this session was opened, or stepped up, with a passkey or a one-time code."""
    methods = request.session.get("account_authentication_methods", [])
    return any(each.get("method") == "mfa" and each.get("type") in STRONG for each in methods)


def has_second_factor(account: Any) -> bool:
    """Whether the account could show a passkey or a one-time code at all."""
    return bool(is_mfa_enabled(account, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]))


def halted_by_policy(request: HttpRequest) -> HttpResponse | None:
    """What keeps this session from going on under the policy in force; None when nothing does."""
    policy = staff_policy()
    if has_rested_too_long(request, policy):
        logout(request)
        return redirect_to_login(_way_back(request))
    if policy.is_strong and not is_strong(request):
        return _asked_for_more(request)
    _remember_being_seen(request)
    return None


def has_rested_too_long(request: HttpRequest, policy: StaffPolicy) -> bool:
    """Whether nothing was done behind these doors for longer than the policy allows."""
    seen = _last_seen(request)
    return seen is not None and now().timestamp() - seen > policy.idle_minutes * 60


def _last_seen(request: HttpRequest) -> float | None:
    # Signed in, or shown a second factor, but not at the desk since: that moment counts.
    methods = request.session.get("account_authentication_methods", [])
    moments = [float(each["at"]) for each in methods if "at" in each]
    if SEEN in request.session:
        moments.append(float(request.session[SEEN]))
    return max(moments, default=None)


def _remember_being_seen(request: HttpRequest) -> None:
    moment = now().timestamp()
    if moment - float(request.session.get(SEEN, 0)) >= _EVERY:
        request.session[SEEN] = moment


def _asked_for_more(request: HttpRequest) -> HttpResponse:
    """To the page that asks for the second factor; without one, a page that says what to do."""
    step_up = address("identity:step-up")
    enrolled = has_second_factor(request.user)
    if step_up and enrolled:
        return HttpResponseRedirect(f"{step_up}?{urlencode({'next': _way_back(request)})}")
    context = {"enrolled": enrolled, "security": address("identity:security")}
    return render(request, "look/strong.html", context, status=403)


def _way_back(request: HttpRequest) -> str:
    """Where to go on afterwards: what was sent by a form is sent again by the person, not by us."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    return address("desk:inbox") or "/"
