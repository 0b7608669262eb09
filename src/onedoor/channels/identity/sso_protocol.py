"""OpenID Connect as we speak it: code with PKCE (S256) and refresh, for approved systems alone.

The messages are oauthlib's; what is kept and spent lies in the systems room. There is no implicit,
hybrid, password, device or client-credentials grant to be switched on by mistake.
"""

import secrets
from base64 import b64decode
from binascii import Error as BadBase64
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote_plus

from django.http import HttpRequest, HttpResponse
from oauthlib.common import Request
from oauthlib.oauth2.rfc6749 import errors
from oauthlib.oauth2.rfc6749.endpoints import (
    AuthorizationEndpoint,
    RevocationEndpoint,
    TokenEndpoint,
)
from oauthlib.oauth2.rfc6749.grant_types.authorization_code import code_challenge_method_s256
from oauthlib.oauth2.rfc6749.tokens import BearerToken
from oauthlib.openid.connect.core.grant_types import AuthorizationCodeGrant, RefreshTokenGrant
from oauthlib.openid.connect.core.request_validator import RequestValidator

from onedoor.registers.systems import actions
from onedoor.registers.systems.facts import scopes_for
from onedoor.registers.systems.queries import (
    Code,
    SignedIn,
    System,
    Ticket,
    machine,
    open_system,
    system_that_shows,
)

GRANTS = ("authorization_code", "refresh_token")
ACCESS_SECONDS = int(actions.ACCESS_LIVES.total_seconds())


class RequestNotSupported(errors.OAuth2Error):
    """Request objects are not understood (OpenID Connect Core 6)."""

    error = "request_not_supported"


class RequestUriNotSupported(errors.OAuth2Error):
    """Nor are addresses of such."""

    error = "request_uri_not_supported"


class Rules(RequestValidator):
    """What oauthlib asks while it reads one request; made anew for each."""

    def __init__(self) -> None:
        super().__init__()
        self.system: System | None = None
        self.code: Code | None = None
        self.ticket: Ticket | None = None
        # Set by the page that gives a code, once the person has agreed.
        self.signed_in: SignedIn | None = None
        self.level, self.auth_at = 0, datetime.min.replace(tzinfo=UTC)

    # --- who asks ---

    def _use(self, request: Request, system: System | None) -> bool:
        if system is None:
            return False
        self.system = request.client = system
        system.client_id = system.pk  # type: ignore[attr-defined]
        return True

    def validate_client_id(self, client_id: Any, request: Request, *_: Any, **__: Any) -> bool:
        # A request is read twice: to see what is missing, and to give the code.
        known = self.system if self.system and self.system.pk == client_id else None
        return self._use(request, known or open_system(str(client_id)))

    def client_authentication_required(self, request: Request, *_: Any, **__: Any) -> bool:
        return True

    def authenticate_client(self, request: Request, *_: Any, **__: Any) -> bool:
        """By HTTP Basic or in the body, never by both (RFC 6749, 2.3)."""
        basic = _basic(request.headers.get("Authorization", ""))
        if basic and request.client_secret:
            return False
        client, secret = basic or (request.client_id, request.client_secret)
        if not client or not secret or (request.client_id and request.client_id != client):
            return False
        return self._use(request, system_that_shows(client, secret))

    def authenticate_client_id(self, client_id: Any, request: Request, *_: Any, **__: Any) -> bool:
        return False

    # --- what is asked for ---

    def validate_redirect_uri(
        self, client_id: Any, redirect_uri: str, request: Request, *_: Any, **__: Any
    ) -> bool:
        """Letter by letter as it was registered (RFC 9700, 2.1)."""
        return redirect_uri in request.client.redirect_uris

    def get_default_redirect_uri(
        self, client_id: Any, request: Request, *_: Any, **__: Any
    ) -> None:
        return None

    def validate_response_type(
        self, client_id: Any, response_type: str, client: Any, request: Request, *_: Any, **__: Any
    ) -> bool:
        named = {name for name, _ in request.uri_query_params}
        if "request" in named:
            raise RequestNotSupported(request=request)
        if "request_uri" in named:
            raise RequestUriNotSupported(request=request)
        if request.response_mode not in (None, "query"):
            raise errors.InvalidRequestError(description="response_mode is query.", request=request)
        return response_type == "code"

    def get_default_scopes(self, client_id: Any, request: Request, *_: Any, **__: Any) -> list[str]:
        return []

    def validate_scopes(
        self, client_id: Any, scopes: list[str], client: Any, request: Request, *_: Any, **__: Any
    ) -> bool:
        return "openid" in scopes and set(scopes) <= set(scopes_for(request.client.facts))

    def is_pkce_required(self, client_id: Any, request: Request) -> bool:
        return True

    def validate_silent_login(self, request: Request) -> bool:
        # The page looks at the session itself.
        return True

    def validate_silent_authorization(self, request: Request) -> bool:
        return True

    def validate_user_match(
        self, id_token_hint: Any, scopes: Any, claims: Any, request: Request
    ) -> bool:
        return True

    # --- codes ---

    def save_authorization_code(
        self, client_id: Any, code: dict[str, str], request: Request, *_: Any, **__: Any
    ) -> None:
        assert self.signed_in is not None
        asked = actions.Asked(
            redirect_uri=request.redirect_uri,
            challenge=request.code_challenge,
            scopes=request.scopes,
            nonce=request.nonce or "",
            level=self.level,
            auth_at=self.auth_at,
        )
        actions.give_code(self.signed_in, code["code"], asked)

    def validate_grant_type(
        self, client_id: Any, grant_type: str, client: Any, request: Request, *_: Any, **__: Any
    ) -> bool:
        return grant_type in GRANTS

    def validate_code(
        self, client_id: Any, code: str, client: System, request: Request, *_: Any, **__: Any
    ) -> bool:
        self.code = actions.take_code(code, client, by=machine(client))
        if self.code is None:
            return False
        request.user, request.scopes = self.code.signed_in.account, self.code.scopes
        return True

    def get_code_challenge(self, code: str, request: Request) -> str:
        return self.code.challenge if self.code else ""

    def get_code_challenge_method(self, code: str, request: Request) -> str:
        return "S256"

    def confirm_redirect_uri(
        self, client_id: Any, code: str, redirect_uri: str, client: Any, request: Request,
        *_: Any, **__: Any,
    ) -> bool:  # fmt: skip
        return self.code is not None and redirect_uri == self.code.redirect_uri

    def get_authorization_code_nonce(
        self, client_id: Any, code: str, redirect_uri: str, request: Request
    ) -> str | None:
        return (self.code.nonce or None) if self.code else None

    def get_authorization_code_scopes(
        self, client_id: Any, code: str, redirect_uri: str, request: Request
    ) -> list[str]:
        return list(self.code.scopes) if self.code else []

    def invalidate_authorization_code(
        self, client_id: Any, code: str, request: Request, *_: Any, **__: Any
    ) -> None:
        """It was spent when its tickets were kept, in the same transaction."""

    # --- tickets ---

    def validate_refresh_token(
        self, refresh_token: str, client: System, request: Request, *_: Any, **__: Any
    ) -> bool:
        self.ticket = actions.take_refresh(refresh_token, client, by=machine(client))
        if self.ticket is None:
            return False
        self.code = self.ticket.code
        request.user = self.code.signed_in.account
        return True

    def get_original_scopes(
        self, refresh_token: str, request: Request, *_: Any, **__: Any
    ) -> list[str]:
        return list(self.ticket.scopes) if self.ticket else []

    def rotate_refresh_token(self, request: Request) -> bool:
        return True

    def save_bearer_token(
        self, token: dict[str, Any], request: Request, *_: Any, **__: Any
    ) -> None:
        assert self.code is not None
        actions.give_tickets(
            self.code,
            access=token["access_token"],
            refresh=token["refresh_token"],
            scopes=request.scopes,
            instead_of=self.ticket,
        )

    def finalize_id_token(
        self, id_token: dict[str, Any], token: Any, token_handler: Any, request: Request
    ) -> str:
        assert self.code is not None
        return actions.id_token(self.code, id_token)

    def get_id_token(self, token: Any, token_handler: Any, request: Request) -> None:
        return None

    def refresh_id_token(self, request: Request) -> bool:
        return True

    def revoke_token(
        self, token: str, token_type_hint: str, request: Request, *_: Any, **__: Any
    ) -> None:
        actions.revoke_ticket(token, request.client, by=machine(request.client))

    def is_origin_allowed(
        self, client_id: Any, origin: str, request: Request, *_: Any, **__: Any
    ) -> bool:
        return False


class Endpoints(AuthorizationEndpoint, TokenEndpoint, RevocationEndpoint):
    """The three endpoints of oauthlib, for two grants and nothing else."""

    def __init__(self, rules: Rules) -> None:
        code = AuthorizationCodeGrant(rules)
        code.proxy_target._code_challenge_methods = {"S256": code_challenge_method_s256}
        bearer = BearerToken(rules, _random, ACCESS_SECONDS, _random)
        AuthorizationEndpoint.__init__(
            self,
            default_response_type="code",
            response_types={"code": code},
            default_token_type=bearer,
        )
        TokenEndpoint.__init__(
            self,
            default_grant_type="authorization_code",
            grant_types={"authorization_code": code, "refresh_token": RefreshTokenGrant(rules)},
            default_token_type=bearer,
        )
        RevocationEndpoint.__init__(self, rules)


def _random(request: Request) -> str:
    return secrets.token_urlsafe(48)


def _basic(header: str) -> tuple[str, str] | None:
    scheme, _, value = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client, _, secret = b64decode(value, validate=True).decode().partition(":")
    except (BadBase64, UnicodeDecodeError):
        return None
    # Both are form-encoded before they are joined (RFC 6749, 2.3.1).
    return unquote_plus(client), unquote_plus(secret)


def spoken(request: HttpRequest) -> tuple[str, str, str, dict[str, str]]:
    """The request as oauthlib reads it; a parameter given twice stays visible as such."""
    query = request.GET.urlencode()
    headers = {"Content-Type": request.content_type or ""}
    if shown := request.headers.get("Authorization"):
        headers["Authorization"] = shown
    address = request.path + (f"?{query}" if query else "")
    return address, request.method or "GET", request.POST.urlencode(), headers


def answered(headers: dict[str, str], body: Any, status: int) -> HttpResponse:
    """What oauthlib wants answered; never kept by anybody."""
    response = HttpResponse(body or "", status=status, content_type="application/json")
    for name, value in headers.items():
        response.headers[name] = value
    response.headers["Cache-Control"] = "no-store"
    return response
