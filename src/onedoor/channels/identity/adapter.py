"""What allauth asks of us: who enters, where they go, how secrets are kept, what it says."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.channels.look.addressing import address
from onedoor.channels.look.doors import actor_of, client_address, proven_lately
from onedoor.kernel.secrecy import seal, unseal

ONE_YEAR = 31_536_000
_PLACE = "mfa_authenticator.data"
_WORDS = {
    "incorrect_code": gettext_lazy("验证码不对。看清楚再输一次；过了半分钟它会换成新的。"),
    "too_many_login_attempts": gettext_lazy("试得太多了。等几分钟再试，或者换一个办法。"),
    "rate_limited": gettext_lazy("试得太多了。等几分钟再试。"),
}


def is_ours(url: str) -> bool:
    """Whether an address to go on to is a page of this site, written from its root."""
    plain = url.isprintable() and url.startswith("/")
    return plain and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


def home_of(request: HttpRequest) -> str:
    """Where somebody goes who did not say where to."""
    actor = actor_of(request)
    if actor.kind == "administrator" and address("admin:home"):
        return address("admin:home")
    return (address("desk:inbox") if actor.is_staff else "") or address("portal:mine") or "/"


class Accounts(DefaultAccountAdapter):
    """Accounts as allauth sees them. Everything that changes one is an action of people."""

    error_messages = {**DefaultAccountAdapter.error_messages, **_WORDS}

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and is_ours(str(url))

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Allauth's own form of joining stays shut; ours asks for less."""
        return False

    def get_login_stages(self) -> list[str]:
        return ["onedoor.channels.identity.stages.SecondStep"]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return home_of(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return address("portal:home") or "/"

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        if not user.is_authenticated:
            return []
        url = reverse("identity:step-up")
        return [{"id": "step-up", "description": _("再证明一次是您本人"), "url": url}]

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        return not proven_lately(context.request)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        from django.shortcuts import redirect

        return redirect("identity:sign-in")

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        # The account just changed: whoever was asking before is forgotten.
        vars(request).pop("actor", None)

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """A browser without a choice of its own is spoken to in the language of the account."""
        response: HttpResponse = super().post_login(request, user, **more)
        chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        if not chosen and user.language in dict(settings.LANGUAGES):
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, max_age=ONE_YEAR)
        return response

    def send_notification_mail(self, *given: Any, **more: Any) -> None:
        """Nothing: what happened to an account stands on its security page."""


class Keys(DefaultMFAAdapter):
    """Second steps and passkeys: their secrets are sealed, their words are ours."""

    error_messages = {**DefaultMFAAdapter.error_messages, **_WORDS}

    def encrypt(self, text: str) -> str:
        return seal(text, place=_PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, place=_PLACE)

    def get_totp_issuer(self) -> str:
        return _("一门政务服务")

    def get_totp_label(self, user: Any) -> str:
        return str(user.name)

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.name)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        host = context.request.get_host().partition(":")[0]
        return {"id": host, "name": _("一门政务服务")}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        entity = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": str(user.name), "name": str(user.name)}
