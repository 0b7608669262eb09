"""What a wallet and a verifier read of the issuer: metadata, keys, kinds, lists. For anybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from onedoor.channels.look.addressing import address
from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.qr import absolute
from onedoor.kernel.refusals import NotFound
from onedoor.registers.credentials.actions import have_issuing_key
from onedoor.registers.credentials.queries import (
    FORMATS,
    PRE_AUTHORIZED,
    SD_JWT,
    CredentialType,
    bitstring_credential,
    configuration_id,
    credential_types,
    issuer,
    kind_offered,
    list_token,
    offered,
    published,
    type_called,
    type_of,
)

_FRESH = "public, max-age=300"


@require_safe
@entrance(Door.ANYONE)
def issuer_metadata(request: HttpRequest) -> HttpResponse:
    """OpenID4VCI 1.0, 12.2: what is issued here, in which formats, and where it is asked for."""
    us = issuer()
    return _for_anybody(
        {
            "credential_issuer": us,
            "credential_endpoint": absolute(reverse("wallet:credential")),
            "nonce_endpoint": absolute(reverse("wallet:nonce")),
            "display": [
                {"name": _("一门政务服务"), "locale": "zh-CN"},
                {"name": "OneDoor, door to the public services", "locale": "en"},
            ],
            "credential_configurations_supported": {
                configuration_id(each.kind, ending): _configuration(each, ending)
                for each in credential_types()
                for ending in FORMATS
            },
        }
    )


def _configuration(kind: CredentialType, ending: str) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "format": FORMATS[ending],
        "scope": kind.kind,
        "cryptographic_binding_methods_supported": ["jwk"],
        "credential_signing_alg_values_supported": ["ES256"],
        "proof_types_supported": {"jwt": {"proof_signing_alg_values_supported": ["ES256"]}},
    }
    if ending == SD_JWT:
        whole["vct"] = type_of(kind.kind)
    else:
        types = ["VerifiableCredential", "LicenceCredential"]
        whole["credential_definition"] = {"type": types}
    whole["credential_metadata"] = {"display": _display(kind), "claims": _claims(kind, ending)}
    return whole


def _display(kind: CredentialType) -> list[dict[str, str]]:
    return [
        {"name": kind.zh, "locale": "zh-CN", "background_color": "#0B5A5E",
         "text_color": "#FFFFFF"},
        {"name": kind.en, "locale": "en", "background_color": "#0B5A5E", "text_color": "#FFFFFF"},
    ]  # fmt: skip


def _claims(kind: CredentialType, ending: str) -> list[dict[str, Any]]:
    inside = [] if ending == SD_JWT else ["credentialSubject"]
    # Only what can be shown singly is worked out from the licence beyond its face.
    only_singly = {"age_equal_or_over", "issue_date", "expiry_date"}
    return [
        {
            "path": [*inside, *claim.path],
            "display": [
                {"name": claim.zh, "locale": "zh-CN"}, {"name": claim.en, "locale": "en"},
            ],
        }
        for claim in kind.claims
        if ending == SD_JWT or claim.path[0] not in only_singly
    ]  # fmt: skip


@require_safe
@entrance(Door.ANYONE)
def server_metadata(request: HttpRequest) -> HttpResponse:
    """RFC 8414, of the server that gives wallets their tickets; systems sign in elsewhere."""
    return _for_anybody(
        {
            "issuer": issuer(),
            "token_endpoint": absolute(reverse("wallet:token")),
            "grant_types_supported": [PRE_AUTHORIZED],
            "response_types_supported": [],
            "token_endpoint_auth_methods_supported": ["none"],
            "pre-authorized_grant_anonymous_access_supported": True,
        }
    )


@require_safe
@entrance(Door.ANYONE)
def issuer_keys(request: HttpRequest) -> HttpResponse:
    """SD-JWT VC, 3.5 (`jwt-vc-issuer`): the keys under which credentials of ours are checked."""
    have_issuing_key()
    return _for_anybody({"issuer": issuer(), "jwks": {"keys": published()}})


@require_safe
@entrance(Door.ANYONE)
def key_set(request: HttpRequest) -> HttpResponse:
    """The same keys as a plain set (RFC 7517), for software that asks for no more."""
    have_issuing_key()
    return _for_anybody({"keys": published()})


@require_safe
@entrance(Door.ANYONE)
def credential_type(request: HttpRequest, kind: str) -> HttpResponse:
    """What a `vct` of ours leads to: SD-JWT VC Type Metadata."""
    found = type_called(kind)
    if found is None:
        raise NotFound()
    singly = [
        {
            "path": list(claim.path), "sd": "always",
            "display": [
                {"locale": "zh-CN", "name": claim.zh, "label": claim.zh},
                {"locale": "en", "name": claim.en, "label": claim.en},
            ],
        }
        for claim in found.claims
    ]  # fmt: skip
    return _for_anybody(
        {
            "vct": type_of(kind),
            "name": found.en,
            "description": found.zh,
            "display": [
                {"locale": "zh-CN", "name": found.zh}, {"locale": "en", "name": found.en},
            ],
            "claims": singly,
        }
    )  # fmt: skip


@require_safe
@entrance(Door.ANYONE)
def status_list(request: HttpRequest, status_list: int) -> HttpResponse:
    """How every credential of a list stands at this moment (Token Status List, 8)."""
    have_issuing_key()
    return _token(list_token(status_list), "application/statuslist+jwt")


@require_safe
@entrance(Door.ANYONE)
def bitstring(request: HttpRequest, status_list: int, purpose: str) -> HttpResponse:
    """The same list for software of the W3C (Bitstring Status List 1.0)."""
    have_issuing_key()
    return _token(bitstring_credential(status_list, purpose), "application/vc+jwt")


def _token(text: str, kind: str) -> HttpResponse:
    response = HttpResponse(text, content_type=kind)
    response.headers["Access-Control-Allow-Origin"] = "*"
    # Made anew for whoever asks: what a minute ago was valid may be no more.
    response.headers["Cache-Control"] = "no-cache"
    return response


@never_cache
@require_safe
@entrance(Door.ANYONE)
def offer(request: HttpRequest, code: str) -> HttpResponse:
    """An offer by reference (OpenID4VCI 1.0, 4.1.3): for whoever has its unguessable address."""
    response = JsonResponse(offered(kind_offered(code), code))
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
@entrance(Door.ANYONE)
def home(request: HttpRequest) -> HttpResponse:
    """Whoever opens the issuer's address in a browser is led to the page that checks."""
    return HttpResponseRedirect(address("portal:check"))


def _for_anybody(body: dict[str, Any]) -> HttpResponse:
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = _FRESH
    return response
