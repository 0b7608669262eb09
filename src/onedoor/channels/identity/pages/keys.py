"""Passkeys, the second step and its recovery codes: allauth's ceremonies behind our doors."""

from typing import Any

from allauth.account.models import Login
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal import auth, flows
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView, RemoveWebAuthnView
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from onedoor.channels.identity.adapter import is_ours
from onedoor.channels.identity.pages.security import account_here, freshly
from onedoor.channels.identity.queries import keys_of
from onedoor.channels.look.doors import Door, View, actor_of, entrance
from onedoor.channels.look.qr import qr_of
from onedoor.registers.people.actions import end_proofs, prove


def _own(view: View) -> View:
    """For whoever is signed in and has just shown it."""
    return never_cache(entrance(Door.SIGNED_IN)(freshly(view)))


class PasskeyForm(AddWebAuthnForm):
    """A key that knows its owner: it stays on the device and asks for finger, face or code."""

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        kept: dict[str, Any] = super().clean()
        return kept


class AddPasskey(AddWebAuthnView):
    template_name = "identity/passkey.html"
    form_class = PasskeyForm

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        # Not allauth's own, which draws a key that opens nothing by itself.
        options = auth.begin_registration(self.request.user, True)
        form = given.get("form") or self.get_form()
        return {
            "form": form,
            "js_data": {"creation_options": options},
            "errors": _errors(form),
            "name": _("这台设备"),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        super().form_valid(form)
        account = account_here(self.request)
        self.request.session.pop("identity.offer", None)
        if account.party:
            prove(
                account.party, "passkey", account=account, basis="passkey",
                by=actor_of(self.request),
            )  # fmt: skip
        return redirect("identity:security")


class RemovePasskey(RemoveWebAuthnView):
    template_name = "identity/passkey_gone.html"
    success_url = reverse_lazy("identity:security")

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        account = account_here(self.request)
        if account.party and not keys_of(account.pk, "webauthn"):
            end_proofs(
                account.party, "passkey", account=account, reason="removed",
                by=actor_of(self.request),
            )  # fmt: skip
        return response


class EnterByPasskey(LoginWebAuthnView):
    """Options are asked for by script; the answer opens a session and goes on to `next`."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("options"):
            return JsonResponse({"request_options": auth.begin_authentication(user=None)})
        return redirect("identity:sign-in")

    def form_invalid(self, form: Any) -> HttpResponse:
        wanted = self.request.POST.get("next", "")
        context = {"onward": wanted if is_ours(wanted) else ""}
        return render(self.request, "identity/passkey_unknown.html", context, status=422)

    def form_valid(self, form: Any) -> HttpResponse:
        authenticator = form.cleaned_data["credential"]
        if not authenticator.user.is_active:
            return self.form_invalid(form)
        wanted = self.request.POST.get("next", "")
        login = Login(user=authenticator.user, redirect_url=wanted if is_ours(wanted) else None)
        entered: HttpResponse = flows.perform_passwordless_login(self.request, authenticator, login)
        return entered


class SecondStep(AuthenticateView):
    template_name = "identity/second_step.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**given)
        account = self.stage.login.user
        posted = [each for each in (self.form,) if each is not None]
        return {
            **context,
            "errors": [each for form in posted for each in _errors(form)],
            "passkey": bool(keys_of(account.pk, "webauthn")),
        }


class SwitchOn(ActivateTOTPView):
    template_name = "identity/two_steps.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**given)
        return {
            **context,
            "errors": _errors(context["form"]),
            "secret": context["form"].secret,
            # The picture that the library draws has six times as many letters.
            "qr": qr_of(context["totp_url"]),
        }

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes")

    def form_valid(self, form: Any) -> HttpResponse:
        super().form_valid(form)
        # The digits just typed are the second step: what follows is not asked for it again.
        (made,) = keys_of(account_here(self.request).pk, "totp")
        post_authentication(self.request, made, reauthenticated=True)
        return redirect("mfa_view_recovery_codes")


class SwitchOff(DeactivateTOTPView):
    template_name = "identity/two_steps_off.html"
    success_url = reverse_lazy("identity:security")


class Codes(ViewRecoveryCodesView):
    template_name = "identity/recovery_codes.html"


class NewCodes(GenerateRecoveryCodesView):
    template_name = "identity/recovery_codes_new.html"


def _errors(form: Any) -> list[dict[str, str]]:
    if not form.is_bound:
        return []
    return [
        {"where": "" if field == "__all__" else field, "sentence": str(words)}
        for field, errors in form.errors.items()
        for words in errors
    ]


add_passkey = _own(AddPasskey.as_view())
remove_passkey = _own(RemovePasskey.as_view())
enter_by_passkey = never_cache(entrance(Door.ANYONE)(EnterByPasskey.as_view()))
second_step = entrance(Door.ANYONE)(SecondStep.as_view())
switch_on = _own(SwitchOn.as_view())
switch_off = _own(SwitchOff.as_view())
codes = _own(Codes.as_view())
new_codes = _own(NewCodes.as_view())


@require_POST
@entrance(Door.SIGNED_IN)
def no_offer(request: HttpRequest) -> HttpResponse:
    """Whoever does not want a passkey is not asked again in this session."""
    request.session.pop("identity.offer", None)
    wanted = request.POST.get("next", "")
    return redirect(wanted if is_ours(wanted) else "identity:security")
