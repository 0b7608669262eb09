"""Signing in at a provider that speaks OpenID Connect: authorization code with PKCE.

Against mix-up each provider has its own address to come back to, and where it says who answers
(`iss`, RFC 9207) that is compared. The signature of the ID token is always verified, whatever the
line it came by.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import urlencode

import jwt
import requests

from onedoor.kernel.ports import Assertion, NotProved, Setting

# No "none", and nothing symmetric: a key that everybody may read must not be good for signing.
_ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
_PATIENCE = (5.0, 5.0)
_LATE = 60
_LONGEST = 256 * 1024


class OidcProvider:
    """One provider, by its entry in the configuration."""

    protocol: Literal["oidc"] = "oidc"

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.facts = facts
        self.code: str = facts["code"]
        self.name: Mapping[str, str] = facts["name"]
        self.issuer: str = facts["issuer"]

    def begin(self, back: str) -> Setting:
        """Where to send the browser. OSError when the provider cannot be reached."""
        known = self._known()
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        asked = {
            "response_type": "code",
            "client_id": self.facts["client"],
            "redirect_uri": back,
            "scope": self.facts.get("scope", "openid"),
            "state": state,
            "nonce": nonce,
            "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
        }
        if ranks := list(self.facts["ranks"]):
            asked["acr_values"] = " ".join(reversed(ranks))
        url = f"{known['authorization_endpoint']}?{urlencode(asked)}"
        return Setting(url=url, key=state, memory={"nonce": nonce, "verifier": verifier})

    def key_of(self, given: Mapping[str, str]) -> str:
        """The `state` that came back."""
        return given.get("state", "")

    def card(self, back: str) -> bytes:
        """Nothing: a provider of this kind is told our address by hand."""
        return b""

    def finish(self, given: Mapping[str, str], memory: Mapping[str, str], back: str) -> Assertion:
        """Who signed in, by a verified ID token and what the provider tells of its subject."""
        known = self._known()
        promised = known.get("authorization_response_iss_parameter_supported")
        if given.get("iss", None if promised else self.issuer) != self.issuer:
            raise NotProved("the answer comes from another issuer")
        if "error" in given or not given.get("code"):
            raise NotProved(f"no code: {given.get('error', '')[:40]}")
        tokens = self._tokens(known, given["code"], memory["verifier"], back)
        claims = self._claims(known, str(tokens.get("id_token", "")), memory["nonce"])
        told = self._told(known, str(tokens.get("access_token", "")), claims["sub"])
        return self._assertion(claims, {**told, **claims})

    def _known(self) -> dict[str, Any]:
        """The provider's own description, if it is the description of this very issuer."""
        known = _json(self._line("GET", f"{self.issuer}/.well-known/openid-configuration"))
        if known.get("issuer") != self.issuer:
            raise NotProved("the description is another issuer's")
        return known

    def _tokens(
        self, known: Mapping[str, Any], code: str, verifier: str, back: str
    ) -> dict[str, Any]:
        answer = self._line(
            "POST",
            known["token_endpoint"],
            auth=(self.facts["client"], self.facts["secret"]),
            data={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": back,
                "code_verifier": verifier,
            },
        )
        return _json(answer)

    def _claims(self, known: Mapping[str, Any], token: str, nonce: str) -> dict[str, Any]:
        client = self.facts["client"]
        try:
            key = _key_for(token, _json(self._line("GET", known["jwks_uri"])))
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=_ALGORITHMS,
                audience=client,
                issuer=self.issuer,
                leeway=_LATE,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except jwt.PyJWTError as wrong:
            raise NotProved(f"the ID token: {type(wrong).__name__}") from wrong
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
            raise NotProved("the ID token was made for another sign-in")
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else client) != client:
            raise NotProved("the ID token was made for another client")
        if not isinstance(claims["sub"], str) or not claims["sub"]:
            raise NotProved("the ID token names nobody")
        return claims

    def _told(self, known: Mapping[str, Any], token: str, subject: str) -> dict[str, Any]:
        """What the provider tells of this subject; of another's it is not believed."""
        if not known.get("userinfo_endpoint") or not token:
            return {}
        bearer = {"Authorization": f"Bearer {token}"}
        told = _json(self._line("GET", known["userinfo_endpoint"], headers=bearer))
        if told.get("sub") != subject:
            raise NotProved("what was told is about somebody else")
        return told

    def _assertion(self, claims: Mapping[str, Any], told: Mapping[str, Any]) -> Assertion:
        # Only the signed token says how sure the provider is.
        rank = str(claims.get("acr", ""))
        worth = self.facts["ranks"].get(rank, {})
        identity: dict[str, Any] = {
            ours: str(told.get(theirs) or "") for ours, theirs in self.facts["identity"].items()
        }
        return Assertion(
            provider=self.code,
            subject=claims["sub"],
            rank=rank,
            level=int(worth.get("level", 0)),
            opens=bool(worth.get("opens")),
            **identity,
        )

    def _line(self, method: str, url: str, **given: Any) -> bytes:
        with requests.Session() as line:
            line.trust_env = False
            answer = line.request(
                method, url, timeout=_PATIENCE, allow_redirects=False, stream=True, **given
            )
            content: bytes = answer.raw.read(_LONGEST, decode_content=True)
        if answer.status_code != 200:
            raise NotProved(f"the provider answered {answer.status_code}")
        return content


def _json(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError as wrong:
        raise NotProved("the provider did not answer in JSON") from wrong
    if not isinstance(found, dict):
        raise NotProved("the provider answered with something else")
    return found


def _key_for(token: str, keys: Mapping[str, Any]) -> jwt.PyJWK:
    header = jwt.get_unverified_header(token)
    fitting = [
        each
        for each in keys.get("keys", [])
        if each.get("use", "sig") == "sig" and each.get("kty") != "oct"
        if "kid" not in header or each.get("kid") == header["kid"]
    ]
    if len(fitting) != 1:
        raise NotProved("no key of the provider fits the ID token")
    return jwt.PyJWK(fitting[0])


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
