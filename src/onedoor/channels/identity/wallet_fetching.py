"""What a wallet does: exchange a code for a ticket, ask for a nonce, fetch (OpenID4VCI 1.0)."""

import hmac
import json
import secrets
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

import vc
from onedoor.channels.guarding import actions
from onedoor.channels.guarding.limits import WALLET_ADDRESS, WALLET_WRONG
from onedoor.channels.guarding.queries import counted
from onedoor.channels.look.doors import Door, View, client_address, entrance
from onedoor.kernel.secrecy import blind_index
from onedoor.kernel.time import now
from onedoor.registers.credentials.actions import fetch_credential, take_offer
from onedoor.registers.credentials.queries import FORMATS, PRE_AUTHORIZED, issuer
from onedoor.registers.credentials.refusals import NoSuchOffer, WalletRefused

NONCE_LIVES = timedelta(minutes=5)
# One ticket is for both formats, and each may be asked for with one key at a time.
_LONGEST_BODY = 32 * 1024


def _wallets(view: View) -> View:
    """Answers wallets in any browser or telephone, in JSON whatever happens, and not too often."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _open(HttpResponse(status=204))
        if actions.count(WALLET_ADDRESS, client_address(request)).n > WALLET_ADDRESS.most:
            return _open(JsonResponse({"error": "slow_down"}, status=429))
        try:
            return _open(view(request, *args, **kwargs))
        except WalletRefused as refusal:
            return _open(_refused(refusal.error, refusal.sentence, refusal.status))

    return answered


def _open(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
    response.headers["Access-Control-Allow-Methods"] = "POST, OPTIONS"
    response.headers["Cache-Control"] = "no-store"
    return response


def _refused(error: str, sentence: str, status: int = 400) -> HttpResponse:
    response = JsonResponse({"error": error, "error_description": sentence}, status=status)
    if status == 401:
        response.headers["WWW-Authenticate"] = f'Bearer error="{error}"'
    return response


class InvalidProof(WalletRefused):
    """钱包没有证明它有自己写的那把密钥。"""

    error = "invalid_proof"


class InvalidNonce(WalletRefused):
    """随机数不是这里给的、用过了或者过期了，请重新取一个。"""

    error = "invalid_nonce"


class InvalidRequest(WalletRefused):
    """领取凭证的请求写得不对。"""

    error = "invalid_credential_request"


class WrongGrant(WalletRefused):
    """这里只认领取码。"""

    error = "unsupported_grant_type"


class TooManyTries(WalletRefused):
    """试得太多了，请过一会儿再试。"""

    status = 429
    error = "slow_down"


@csrf_exempt
@never_cache
@require_http_methods(["POST", "OPTIONS"])
@_wallets
@entrance(Door.ANYONE)
def token(request: HttpRequest) -> HttpResponse:
    """A ticket for a code and its digits, once."""
    if request.POST.get("grant_type") != PRE_AUTHORIZED:
        raise WrongGrant()
    whence = client_address(request)
    if counted(WALLET_WRONG, whence).n >= WALLET_WRONG.most:
        raise TooManyTries()
    code, digits = (request.POST.get(name, "") for name in ("pre-authorized_code", "tx_code"))
    try:
        ticket = take_offer(code, digits)
    except NoSuchOffer:
        actions.count(WALLET_WRONG, whence)
        raise
    lives = int((ticket.until - now()).total_seconds())
    return JsonResponse({"access_token": ticket.token, "token_type": "Bearer", "expires_in": lives})


@csrf_exempt
@never_cache
@require_http_methods(["POST", "OPTIONS"])
@_wallets
@entrance(Door.ANYONE)
def nonce(request: HttpRequest) -> HttpResponse:
    """Something to sign, so that an old proof is not taken for a new one; kept nowhere."""
    until = int((now() + NONCE_LIVES).timestamp())
    said = f"{until}.{secrets.token_urlsafe(16)}"
    return JsonResponse({"c_nonce": f"{said}.{_mark(said)}"})


def _mark(said: str) -> str:
    return blind_index(said, purpose="identity.wallet-nonce")


def _spend_nonce(given: str) -> bool:
    """Whether this nonce is ours, still young, and was never shown before."""
    said, _dot, mark = given.rpartition(".")
    until = said.partition(".")[0]
    # Only ASCII can be ours, and only ASCII can be compared.
    if not given.isascii() or not hmac.compare_digest(mark, _mark(said)):
        return False
    return int(until) > now().timestamp() and actions.spend(mark, until=now() + 2 * NONCE_LIVES)


@csrf_exempt
@never_cache
@require_http_methods(["POST", "OPTIONS"])
@_wallets
@entrance(Door.ANYONE)
def credential(request: HttpRequest) -> HttpResponse:
    """One licence in one format, for the key the wallet proves to have."""
    asked = _asked(request)
    scheme, _space, ticket = request.headers.get("Authorization", "").partition(" ")
    shown = ticket.strip() if scheme.lower() == "bearer" else ""
    named = asked.get("credential_configuration_id")
    if not isinstance(named, str):
        raise InvalidRequest()
    proofs = asked.get("proofs")
    found = proofs.get("jwt") if isinstance(proofs, dict) and set(proofs) == {"jwt"} else None
    if not isinstance(found, list) or len(found) != 1 or not isinstance(found[0], str):
        raise InvalidProof()
    try:
        holder, given = vc.read_proof(found[0], audience=issuer(), at=int(now().timestamp()))
    except vc.Refused as problem:
        if problem.code == "proof-nonce":
            raise InvalidNonce() from None
        raise InvalidProof() from None
    if not _spend_nonce(given):
        raise InvalidNonce()
    kind, _dot, ending = named.rpartition(".")
    made = fetch_credential(shown, kind, FORMATS.get(ending, ""), holder=holder)
    return JsonResponse({"credentials": [{"credential": made}]})


def _asked(request: HttpRequest) -> dict[str, Any]:
    if request.content_type != "application/json" or len(request.body) > _LONGEST_BODY:
        raise InvalidRequest()
    try:
        asked = json.loads(request.body)
    except (ValueError, RecursionError):
        raise InvalidRequest() from None
    if not isinstance(asked, dict):
        raise InvalidRequest()
    return asked


__all__ = ["credential", "nonce", "token"]
