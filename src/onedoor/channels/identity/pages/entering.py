"""Signing in and out: one field first, then a code or a password, and always another way."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal import flows
from allauth.account.models import Login
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from onedoor.channels.guarding import challenge
from onedoor.channels.identity import guard
from onedoor.channels.identity.adapter import home_of, is_ours
from onedoor.channels.identity.codes import Code
from onedoor.channels.identity.contacts import Contact, countries, read_contact
from onedoor.channels.identity.pages.upstream import apps_here, begin_address
from onedoor.channels.identity.queries import keys_of
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.words import say
from onedoor.kernel.refusals import Refusal
from onedoor.registers.people.cards import is_card, plain_card
from onedoor.registers.people.queries import Account, account_called, account_reached_by

NOBODY = "?"
LONGEST_PASSWORD = 256


def onward_of(request: HttpRequest) -> str:
    """Where to go afterwards, if it is a page of this site; nowhere else."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_ours(wanted) else ""


def account_of(contact: Contact) -> Account | None:
    """The account somebody named by telephone, mailbox, card or login."""
    if contact.kind == "login":
        return account_called(contact.value)
    if contact.kind == "phone":
        return account_reached_by(phone=contact.value)
    return account_reached_by(email=contact.value)


def let_in(request: HttpRequest, account: Account, onward: str) -> HttpResponse:
    """Go through the stages that are left, and open the session."""
    request.session["identity.offer"] = bool(account.party_id) and not keys_of(
        account.pk, "webauthn"
    )
    entered: HttpResponse = flows.login.perform_login(
        request, Login(user=account, redirect_url=onward or None)
    )
    return entered


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who somebody is, and go on to the page they were at."""
    onward = onward_of(request)
    if request.method != "POST":
        if actor_of(request).kind != "anyone":
            return redirect(onward or home_of(request))
        return _ask(request)
    name = request.POST.get("login", "").strip()[:254]
    if not name:
        return _ask(request, faults={"login": _("填写手机号、邮箱、卡号或账号")})
    contact = read_contact(name, request.POST.get("country", "CN"))
    if "password" in request.POST:
        return _with_password(request, contact, onward)
    if request.POST.get("by") == "password" or not contact.takes_codes:
        if not (contact.takes_codes or is_card(contact.value)) and _meant_as_phone(name):
            return _ask(request, faults={"login": _wrong_phone()})
        return _ask_password(request, contact)
    return send_code(request, contact, purpose="enter", onward=onward, again=_ask)


def send_code(
    request: HttpRequest, contact: Contact, *, purpose: str, onward: str, again: Any
) -> HttpResponse:
    """Send a code and go to the page that asks for it; `again` draws the form with its faults."""
    if not challenge.answered(request):
        left = {"n": challenge.seconds_left(request)}
        words = _("再等 %(n)s 秒，然后再按一次“发验证码”。这是为了挡住机器批量操作。") % left
        return _said(again(request, faults={"contact": words}), 422)
    try:
        Code.begin(request, contact, purpose=purpose, onward=onward)
    except Refusal as refusal:
        return _said(again(request, faults={"contact": refusal.sentence}), refusal.status)
    return redirect("identity:code")


def _with_password(request: HttpRequest, contact: Contact, onward: str) -> HttpResponse:
    password = request.POST.get("password", "")[:LONGEST_PASSWORD]
    if not password:
        return _ask_password(request, contact, faults={"password": _("填写密码")})
    whom = f"{contact.kind}:{contact.value}"
    if guard.wants_challenge(request, whom) and not challenge.answered(request):
        left = {"n": challenge.seconds_left(request)}
        words = _("再等 %(n)s 秒，然后再按一次“登录”。这是为了挡住机器猜密码。") % left
        return _ask_password(request, contact, faults={"password": words})
    try:
        account = check_password(request, contact, password)
    except guard.Locked as locked:
        return _said(_ask_password(request, contact, faults={"password": locked.sentence}), 429)
    if account is None:
        words = _(
            "账号或密码不对。检查大小写再试一次；忘了密码，用验证码登录以后重设，或者带证件到任一窗口重设。"
        )
        return _ask_password(request, contact, faults={"password": words})
    flows.login.record_authentication(request, account, method="password")
    return let_in(request, account, onward)


def check_password(request: HttpRequest, contact: Contact, password: str) -> Account | None:
    """The account, if this is its password. As much work for accounts that do not exist."""
    if is_card(contact.value):
        # People type the secret of a card in the groups it is printed in.
        password = plain_card(password)
    account = account_of(contact)
    with guard.attempt(request, f"{contact.kind}:{contact.value}") as trying:
        name = account.login if account else NOBODY
        known = authenticate(request, username=name, password=password)
        AuthenticationBackend.unstash_authenticated_user()
        trying.right = known is not None
    return known if isinstance(known, Account) else None


def _ask(request: HttpRequest, *, faults: dict[str, str] | None = None) -> HttpResponse:
    apps = [
        {"word": say(each.name), "url": begin_address(each.code, onward=onward_of(request))}
        for each in apps_here(request)
    ]
    return _page(request, "identity/sign_in.html", faults, countries=countries(), apps=apps)


def _ask_password(
    request: HttpRequest, contact: Contact, *, faults: dict[str, str] | None = None
) -> HttpResponse:
    hard = guard.wants_challenge(request, f"{contact.kind}:{contact.value}")
    return _page(
        request, "identity/password.html", faults, takes_codes=contact.takes_codes, hard=hard
    )


def _page(
    request: HttpRequest, template: str, faults: dict[str, str] | None, **more: Any
) -> HttpResponse:
    faults = faults or {}
    context = {
        "onward": onward_of(request),
        "name": request.POST.get("login", "").strip()[:254],
        "country": request.POST.get("country", "CN"),
        "faults": faults,
        "errors": [{"where": each, "sentence": words} for each, words in faults.items()],
        "challenge": challenge.new_challenge(request.POST.get("waited", "")[:200]),
        **more,
    }
    return render(request, template, context, status=422 if faults else 200)


def _said(response: HttpResponse, status: int) -> HttpResponse:
    response.status_code = status
    return response


def _meant_as_phone(name: str) -> bool:
    digits = sum(each.isdigit() for each in name)
    return digits >= 5 and not any(each.isalpha() for each in name)


def _wrong_phone() -> str:
    return _("这个手机号不对。外国号码从 + 和国家代码写起，例如 +7 701 234 5678；卡号是 16 位。")


@never_cache
@require_POST
@entrance(Door.ANYONE)
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; drafts stay on the server."""
    get_adapter(request).logout(request)
    return redirect(get_adapter(request).get_logout_redirect_url(request))
