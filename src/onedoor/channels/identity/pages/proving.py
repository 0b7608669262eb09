"""Fresh proof: before something that matters, whoever sits here shows once more who they are."""

from allauth.account.internal import flows
from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from onedoor.channels.guarding import challenge
from onedoor.channels.identity import guard
from onedoor.channels.identity.contacts import Contact
from onedoor.channels.identity.pages.entering import (
    LONGEST_PASSWORD,
    check_password,
    onward_of,
    send_code,
)
from onedoor.channels.identity.queries import keys_of
from onedoor.channels.look.addressing import address
from onedoor.channels.look.doors import Door, entrance
from onedoor.registers.people.queries import Account


@sensitive_post_parameters("password", "code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.SIGNED_IN)
def step_up(request: HttpRequest) -> HttpResponse:
    """Show every way this account has of proving itself, take one, and go on to `next`."""
    account = request.user
    assert isinstance(account, Account)
    if request.method != "POST":
        if request.GET.get("options") and keys_of(account.pk, "webauthn"):
            return JsonResponse({"request_options": auth.begin_authentication(account)})
        return _ask(request, account)
    by = request.POST.get("by", "")
    if by == "code" and (contact := _contact_of(account, request.POST.get("to", ""))):
        return send_code(
            request, contact, purpose="step-up", onward=onward_of(request),
            again=lambda request, faults: _ask(request, account, faults),
        )  # fmt: skip
    faults = _faults_of(request, account, by)
    if faults:
        return _ask(request, account, faults)
    return redirect(onward_of(request) or "identity:security")


def _faults_of(request: HttpRequest, account: Account, by: str) -> dict[str, str]:
    """Nothing when the proof is right, and then it is kept in the session."""
    if by == "password":
        password = request.POST.get("password", "")[:LONGEST_PASSWORD]
        try:
            right = check_password(request, Contact("login", account.login), password)
        except guard.Locked as locked:
            return {"password": locked.sentence}
        if right is None:
            return {"password": _("密码不对。再试一次，或者换一个办法。")}
        flows.reauthentication.reauthenticate_by_password(request)
        return {}
    if by == "passkey":
        shown = ReauthenticateWebAuthnForm(data=request.POST, user=account)
        if not shown.is_valid():
            return {"passkey": _("没有认出这把通行密钥。再试一次，或者换一个办法。")}
        post_authentication(request, shown.cleaned_data["credential"], reauthenticated=True)
        return {}
    typed = ReauthenticateForm(data=request.POST, user=account)
    if not typed.is_valid():
        return {"code": _said(typed)}
    post_authentication(request, typed.authenticator, reauthenticated=True)
    return {}


def _said(form: Form) -> str:
    return " ".join(str(words) for errors in form.errors.values() for words in errors)


def _contact_of(account: Account, kind: str) -> Contact | None:
    value = {"phone": account.phone, "email": account.email}.get(kind)
    return Contact(kind, value) if value else None  # type: ignore[arg-type]


def _ask(
    request: HttpRequest, account: Account, faults: dict[str, str] | None = None
) -> HttpResponse:
    faults = faults or {}
    kinds = {str(each.type) for each in keys_of(account.pk)}
    two_steps = "totp" in kinds
    context = {
        "onward": onward_of(request),
        "two_steps": two_steps,
        "passkey": "webauthn" in kinds,
        "password": account.has_usable_password() and not two_steps,
        "contacts": []
        if two_steps
        else [each for kind in ("phone", "email") if (each := _contact_of(account, kind))],
        "faults": faults,
        "errors": [
            {"where": "" if each == "passkey" else each, "sentence": words}
            for each, words in faults.items()
        ],
        "challenge": challenge.new_challenge(request.POST.get("waited", "")[:200]),
        "upstream": address("identity:upstream"),
    }
    return render(request, "identity/step_up.html", context, status=422 if faults else 200)
