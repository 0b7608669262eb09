"""Ways in of one's own: what there is, what can be added, where one is signed in."""

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.password_change import finalize_password_change
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onedoor.channels.guarding import challenge
from onedoor.channels.identity.actions import end_session, end_sessions
from onedoor.channels.identity.contacts import Contact, countries, read_contact
from onedoor.channels.identity.devices import device_words
from onedoor.channels.identity.pages.entering import LONGEST_PASSWORD, send_code
from onedoor.channels.identity.pages.upstream import apps_here, begin_address
from onedoor.channels.identity.queries import keys_of, sessions_of
from onedoor.channels.look.addressing import address
from onedoor.channels.look.doors import Door, View, actor_of, entrance, proven_lately
from onedoor.channels.look.words import say
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import NotFound
from onedoor.registers.people.actions import drop_contact, set_password
from onedoor.registers.people.cards import is_card
from onedoor.registers.people.identifying import leave_upstream
from onedoor.registers.people.queries import Account, links_of


def freshly(view: View) -> View:
    """Ask for fresh proof first; what was posted is typed again, for it may not be theirs."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if actor_of(request).kind != "anyone" and not proven_lately(request):
            asked = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('identity:step-up')}?{asked}")
        return view(request, *args, **kwargs)

    return guarded


def account_here(request: HttpRequest) -> Account:
    """The account that is signed in; behind a door there is always one."""
    assert isinstance(request.user, Account)
    return request.user


@never_cache
@require_safe
@entrance(Door.SIGNED_IN)
def security(request: HttpRequest) -> HttpResponse:
    """Everything that opens this account, and everywhere it is open."""
    account = account_here(request)
    keys = keys_of(account.pk)
    codes = next((each.wrap() for each in keys if each.type == "recovery_codes"), None)
    two_steps = next((each for each in keys if each.type == "totp"), None)
    context = {
        "account": account,
        "settings": address("portal:settings") if account.party_id else "",
        "phone": Contact("phone", account.phone).veiled if account.phone else "",
        "card": account.login if is_card(account.login) else "",
        "has_password": account.has_usable_password(),
        "passkeys": [each for each in keys if each.type == "webauthn"],
        "two_steps": two_steps,
        **_elsewhere(request, account),
        "codes_left": len(codes.get_unused_codes()) if codes and two_steps else 0,
        "sessions": [
            {
                "id": each.pk,
                "words": device_words(each.user_agent),
                "ip": each.ip,
                "at": each.created_at,
                "here": each.session_key == request.session.session_key,
            }
            for each in sessions_of(account.pk)
        ],
    }
    return render(request, "identity/security.html", context)


def _elsewhere(request: HttpRequest, account: Account) -> dict[str, list[dict[str, Any]]]:
    """The providers by which this account is entered, and those by which it could be."""
    linked = links_of(account, seen_by=actor_of(request))
    known = {each.code: say(each.name) for each in port("upstreams").all()}
    apps = {each.code: say(each.name) for each in port("upstreams").apps()}
    inside = {each.code for each in apps_here(request)}
    bound = {each.provider for each in linked}
    free = set(known) - bound if account.party_id else set()
    here = reverse("identity:security")
    rows = [
        {
            "code": each.provider,
            "word": (known | apps).get(each.provider, each.provider),
            "used": each.used_at,
        }
        for each in linked
    ]
    return {
        "links": [each for each in rows if each["code"] not in apps],
        "apps": [each for each in rows if each["code"] in apps],
        "to_bind": [
            {
                "word": word,
                "url": begin_address(code, onward=here, join=True) if code in inside else "",
            }
            for code, word in apps.items()
            if account.party_id and code not in bound
        ],
        "to_link": [
            {"word": word, "url": begin_address(code, onward=here, join=True)}
            for code, word in known.items()
            if code in free
        ],
    }


@never_cache
@require_POST
@entrance(Door.SIGNED_IN)
def end(request: HttpRequest, session: int) -> HttpResponse:
    """End one session of one's own, on whatever device."""
    if not end_session(account_here(request).pk, session):
        raise NotFound()
    return redirect(reverse("identity:security") + "#devices")


@never_cache
@require_POST
@entrance(Door.SIGNED_IN)
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    end_sessions(account_here(request).pk, but=request.session.session_key or "")
    return redirect(reverse("identity:security") + "#devices")


@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.SIGNED_IN)
@freshly
def password(request: HttpRequest) -> HttpResponse:
    """A new password. The old one is not asked for: fresh proof is, by any way."""
    account = account_here(request)
    faults: dict[str, str] = {}
    if request.method == "POST":
        wanted = request.POST.get("password", "")
        faults = _why_not(wanted, account)
        if not faults:
            set_password(account, wanted, by=actor_of(request))
            end_sessions(account.pk, but=request.session.session_key or "")
            finalize_password_change(request, account)
            return redirect("identity:security")
    context = {
        "card": is_card(account.login),
        "has_password": account.has_usable_password(),
        "faults": faults,
        "errors": [{"where": each, "sentence": words} for each, words in faults.items()],
    }
    return render(request, "identity/new_password.html", context, status=422 if faults else 200)


def _why_not(wanted: str, account: Account) -> dict[str, str]:
    if len(wanted) > LONGEST_PASSWORD:
        return {"password": _("密码太长了，最多 256 个字符")}
    try:
        validate_password(wanted, account)
    except ValidationError as weak:
        codes = {each.code for each in weak.error_list}
        if "password_too_short" in codes:
            return {"password": _("密码至少 10 个字符。几个不相干的词连起来，好记又难猜。")}
        return {"password": _("这个密码太常见，别人一猜就中。换一个。")}
    return {}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.SIGNED_IN)
@freshly
def contact(request: HttpRequest) -> HttpResponse:
    """Add or change the telephone or the mailbox: what is new answers a code first."""
    if request.method != "POST":
        return _ask_contact(request)
    wanted = read_contact(request.POST.get("login", ""), request.POST.get("country", "CN"))
    if not wanted.takes_codes:
        words = _("填写能收验证码的手机号或邮箱。外国号码从 + 和国家代码写起。")
        return _ask_contact(request, {"login": words})
    return send_code(
        request, wanted, purpose="bind", onward=reverse("identity:security"), again=_ask_contact
    )


def _ask_contact(request: HttpRequest, faults: dict[str, str] | None = None) -> HttpResponse:
    faults = faults or {}
    context = {
        "name": request.POST.get("login", "").strip()[:254],
        "country": request.POST.get("country", "CN"),
        "countries": countries(),
        "faults": faults,
        "errors": [{"where": each, "sentence": words} for each, words in faults.items()],
        "challenge": challenge.new_challenge(request.POST.get("waited", "")[:200]),
    }
    return render(request, "identity/contact.html", context, status=422 if faults else 200)


@never_cache
@require_POST
@entrance(Door.SIGNED_IN)
@freshly
def drop(request: HttpRequest) -> HttpResponse:
    """Let a telephone or a mailbox lead here no more."""
    account, kind = account_here(request), request.POST.get("kind", "")
    if kind not in ("phone", "email"):
        raise NotFound()
    others = bool(keys_of(account.pk, "webauthn"))
    drop_contact(account, kind, others=others, by=actor_of(request))
    return redirect("identity:security")


@never_cache
@require_POST
@entrance(Door.SIGNED_IN)
@freshly
def unlink(request: HttpRequest) -> HttpResponse:
    """Signing in at that provider opens this account no more."""
    account = account_here(request)
    others = bool(keys_of(account.pk, "webauthn"))
    provider = request.POST.get("provider", "")
    leave_upstream(account, provider, others=others, by=actor_of(request))
    return redirect(reverse("identity:security") + "#elsewhere")
