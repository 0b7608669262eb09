"""The code that was sent, and what comes after it: in, or a name first for who is new."""

from typing import Any

from allauth.account.internal import flows
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from onedoor.channels.guarding import challenge
from onedoor.channels.guarding.actions import count
from onedoor.channels.guarding.limits import EVERYWHERE, FROM_ADDRESS
from onedoor.channels.identity.adapter import home_of
from onedoor.channels.identity.codes import Code
from onedoor.channels.identity.contacts import Contact, countries, read_contact
from onedoor.channels.identity.pages.entering import account_of, let_in, onward_of, send_code
from onedoor.channels.look.doors import Door, actor_of, client_address, entrance, say_no
from onedoor.kernel.actors import ANYONE
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import now
from onedoor.registers.people.actions import bind_contact, join
from onedoor.registers.people.queries import Account

_PROVEN = "identity.proven"
_STILL = 15 * 60


class Closed(Refusal):
    """这个账号已经注销，不能再登录。要重新开通，请带证件到任一窗口。"""

    status = 403


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that was sent; another is sent on wish, after a minute."""
    under_way = Code.under_way(request, "enter", "bind", "step-up")
    if under_way is None:
        return redirect("identity:sign-in")
    if request.method != "POST":
        return _ask(request, under_way)
    if request.POST.get("do") == "again":
        return send_code(
            request, under_way.contact, purpose=under_way.state["purpose"],
            onward=under_way.onward, again=lambda request, faults: _ask(request, under_way, faults),
        )  # fmt: skip
    typed = request.POST.get("code", "")[:40]
    if not typed.strip():
        return _ask(request, under_way, {"code": _("填写收到的 6 位数字")})
    if not under_way.fits(typed):
        return _wrong(request, under_way)
    under_way.abort()
    return _right(request, under_way)


def _wrong(request: HttpRequest, under_way: Code) -> HttpResponse:
    count(FROM_ADDRESS, client_address(request))
    count(EVERYWHERE, "")
    if under_way.record_invalid_attempt():
        left = {"n": under_way.max_attempts - under_way.failed}
        words = _("验证码不对，还能再试 %(n)s 次。看最新的那一条短信或邮件。") % left
        return _ask(request, under_way, {"code": words})
    return render(request, "identity/code_spent.html", {"onward": under_way.onward}, status=422)


def _right(request: HttpRequest, under_way: Code) -> HttpResponse:
    """What the code was for happens now."""
    contact, purpose, onward = under_way.contact, under_way.state["purpose"], under_way.onward
    here = request.user if isinstance(request.user, Account) else None
    if purpose == "bind" and here:
        try:
            bind_contact(here, **{contact.kind: contact.value}, by=actor_of(request))
        except Refusal as refusal:
            return say_no(request, refusal)
        return redirect("identity:security")
    if purpose == "step-up" and here:
        flows.login.record_authentication(request, here, method="code", reauthenticated=True)
        return redirect(onward or "identity:security")
    return _enter(request, contact, onward)


def _enter(request: HttpRequest, contact: Contact, onward: str) -> HttpResponse:
    account = account_of(contact)
    if account is None:
        request.session[_PROVEN] = {
            "kind": contact.kind, "value": contact.value, "onward": onward,
            "at": now().timestamp(),
        }  # fmt: skip
        return redirect("identity:sign-up")
    if not account.is_active:
        return say_no(request, Closed())
    flows.login.record_authentication(request, account, method="code")
    return let_in(request, account, onward)


def _ask(
    request: HttpRequest, under_way: Code, faults: dict[str, str] | None = None
) -> HttpResponse:
    faults = faults or {}
    context = {
        "contact": under_way.contact,
        "onward": under_way.onward,
        "purpose": under_way.state["purpose"],
        "faults": faults,
        "errors": [{"where": each, "sentence": words} for each, words in faults.items()],
        "challenge": challenge.new_challenge(request.POST.get("waited", "")[:200]),
    }
    return render(request, "identity/code.html", context, status=422 if faults else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def sign_up(request: HttpRequest) -> HttpResponse:
    """A name, once the telephone or the mailbox has answered; first of all that."""
    if actor_of(request).kind != "anyone":
        return redirect(onward_of(request) or home_of(request))
    proven = _proven(request)
    if request.method != "POST":
        return _ask_name(request, proven) if proven else _ask_contact(request)
    if proven is None:
        return _begin(request)
    contact = Contact(proven["kind"], proven["value"])
    try:
        account = join(
            request.POST.get("name", "")[:400], **{contact.kind: contact.value}, by=ANYONE
        )
    except Refusal as refusal:
        return _ask_name(request, proven, {"name": refusal.sentence})
    del request.session[_PROVEN]
    flows.login.record_authentication(request, account, method="code")
    return let_in(request, account, proven["onward"])


def _proven(request: HttpRequest) -> dict[str, Any] | None:
    found = request.session.get(_PROVEN)
    if isinstance(found, dict) and now().timestamp() - found["at"] < _STILL:
        return found
    return None


def _begin(request: HttpRequest) -> HttpResponse:
    contact = read_contact(request.POST.get("login", ""), request.POST.get("country", "CN"))
    if not contact.takes_codes:
        words = _("填写能收验证码的手机号或邮箱。外国号码从 + 和国家代码写起。")
        return _ask_contact(request, {"login": words})
    return send_code(
        request, contact, purpose="enter", onward=onward_of(request), again=_ask_contact
    )


def _ask_contact(request: HttpRequest, faults: dict[str, str] | None = None) -> HttpResponse:
    faults = faults or {}
    context = {
        "onward": onward_of(request),
        "name": request.POST.get("login", "").strip()[:254],
        "country": request.POST.get("country", "CN"),
        "countries": countries(),
        "faults": faults,
        "errors": [{"where": each, "sentence": words} for each, words in faults.items()],
        "challenge": challenge.new_challenge(request.POST.get("waited", "")[:200]),
    }
    return render(request, "identity/sign_up.html", context, status=422 if faults else 200)


def _ask_name(
    request: HttpRequest, proven: dict[str, Any], faults: dict[str, str] | None = None
) -> HttpResponse:
    faults = faults or {}
    context = {
        "contact": Contact(proven["kind"], proven["value"]),
        "name": request.POST.get("name", ""),
        "faults": faults,
        "errors": [{"where": each, "sentence": words} for each, words in faults.items()],
    }
    return render(request, "identity/name.html", context, status=422 if faults else 200)
