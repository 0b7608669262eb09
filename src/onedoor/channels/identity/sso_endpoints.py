"""What programs ask us: discovery, keys, tokens, facts, giving tokens back."""

from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from oauthlib.oauth2.rfc6749.errors import OAuth2Error

from onedoor.channels.identity.sso_protocol import (
    GRANTS,
    Endpoints,
    Rules,
    answered,
    spoken,
)
from onedoor.channels.look.doors import Door, View, entrance
from onedoor.registers.people.levels import levels
from onedoor.registers.systems.actions import have_key, tell_facts
from onedoor.registers.systems.facts import ALWAYS, FACTS, SCOPES, acr_of
from onedoor.registers.systems.queries import (
    Ticket,
    issuer,
    machine,
    open_ticket,
    published,
)

_FRESH = "public, max-age=3600"


@require_safe
@entrance(Door.ANYONE)
def configuration(request: HttpRequest) -> HttpResponse:
    """OpenID Connect Discovery 1.0: what is true here, and nothing that is not."""
    us = issuer()
    return _for_anybody(
        {
            "issuer": us,
            "authorization_endpoint": us + reverse("idp:oidc:authorization"),
            "token_endpoint": us + reverse("idp:oidc:token"),
            "userinfo_endpoint": us + reverse("idp:oidc:userinfo"),
            "revocation_endpoint": us + reverse("idp:oidc:revoke"),
            "end_session_endpoint": us + reverse("idp:oidc:logout"),
            "jwks_uri": us + reverse("idp:oidc:jwks"),
            "scopes_supported": list(SCOPES),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": list(GRANTS),
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": [
                "client_secret_basic",
                "client_secret_post",
            ],
            "revocation_endpoint_auth_methods_supported": [
                "client_secret_basic",
                "client_secret_post",
            ],
            "code_challenge_methods_supported": ["S256"],
            "acr_values_supported": [
                acr_of(number) for number in (0, *(each.level for each in levels()))
            ],
            "claim_types_supported": ["normal"],
            "claims_supported": [*ALWAYS, *(fact.claim for fact in FACTS.values() if fact.claim)],
            "prompt_values_supported": ["none", "login", "consent", "select_account"],
            "claims_parameter_supported": False,
            "request_parameter_supported": False,
            "request_uri_parameter_supported": False,
            "authorization_response_iss_parameter_supported": True,
            "backchannel_logout_supported": True,
            "backchannel_logout_session_supported": True,
            "frontchannel_logout_supported": False,
        }
    )


@require_safe
@entrance(Door.ANYONE)
def jwks(request: HttpRequest) -> HttpResponse:
    """The public keys: the next one, the one that signs, the old ones whose tokens are about."""
    have_key()
    return _for_anybody({"keys": published()})


def _for_anybody(body: dict[str, object]) -> HttpResponse:
    response = JsonResponse(body)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = _FRESH
    return response


@csrf_exempt
@never_cache
@require_POST
@entrance(Door.ANYONE)
def token(request: HttpRequest) -> HttpResponse:
    """Tickets for a code or a refresh token; the system shows its secret, no cookie counts."""
    return _spoken_to(request, "create_token_response")


@csrf_exempt
@never_cache
@require_POST
@entrance(Door.ANYONE)
def revoke(request: HttpRequest) -> HttpResponse:
    """A system gives a token back (RFC 7009)."""
    return _spoken_to(request, "create_revocation_response")


@transaction.atomic
def _spoken_to(request: HttpRequest, what: str) -> HttpResponse:
    """One transaction: a spent code is remembered even where the answer is no."""
    try:
        return answered(*getattr(Endpoints(Rules()), what)(*spoken(request)))
    except OAuth2Error as wrong:
        return answered(wrong.headers, wrong.json, wrong.status_code)
    except ValueError:
        # A body that is no form.
        return answered({}, '{"error": "invalid_request"}', 400)


def _by_ticket(view: View) -> View:
    """Lets a program in that shows an access token in its header, and nobody by a cookie."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        ticket = open_ticket(token.strip()) if scheme.lower() == "bearer" else None
        if ticket is None:
            refused = JsonResponse({"error": "invalid_token"}, status=401)
            # Nothing more is said where no token was shown (RFC 6750, 3.1).
            told = 'Bearer error="invalid_token"' if token else "Bearer"
            refused.headers["WWW-Authenticate"] = told
            return refused
        request.actor = machine(ticket.code.signed_in.system)  # type: ignore[attr-defined]
        return view(request, ticket, *args, **kwargs)

    return shown


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_by_ticket
@entrance(Door.MACHINE)
def userinfo(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """The facts a person agreed to give."""
    claims = {each.fact.claim: each.value for each in tell_facts(ticket)}
    return JsonResponse({"sub": ticket.code.signed_in.sub, **claims})
