"""A wallet and a bank of another country: they know public addresses, and none of our code.

Keys, proofs and signatures are joserfc's; the reference implementation of SD-JWT opens what is
shown; lists are unpacked by zlib as their draft says.
"""

import json
import secrets
import zlib
from base64 import urlsafe_b64decode
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client
from joserfc import jws
from joserfc.jwk import ECKey, KeySet
from jwcrypto.jwk import JWK
from sd_jwt.holder import SDJWTHolder
from sd_jwt.verifier import SDJWTVerifier

from onedoor.kernel.time import now


class Web:
    """Addresses of other people's computers, reached as they would be."""

    def __init__(self) -> None:
        self.client = Client()

    def get(self, address: str, **headers: str) -> Any:
        return self.client.get(_path(address), headers=headers)

    def json(self, address: str) -> Any:
        answer = self.get(address)
        assert answer.status_code == 200, (address, answer.content)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        return answer.json()

    def post(self, address: str, form: dict[str, str], **headers: str) -> Any:
        return self.client.post(_path(address), form, headers=headers)

    def post_json(self, address: str, body: Any, **headers: str) -> Any:
        return self.client.post(
            _path(address), json.dumps(body), content_type="application/json", headers=headers
        )


def _path(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def well_known(issuer: str, name: str) -> str:
    """Between host and path (RFC 8414, 3.1)."""
    parts = urlsplit(issuer)
    return f"{parts.scheme}://{parts.netloc}/.well-known/{name}{parts.path}"


class Wallet:
    """As far as OpenID4VCI 1.0 asks."""

    def __init__(self) -> None:
        self.web = Web()
        self.key = ECKey.generate_key("P-256", private=True)
        self.offer: Any = None
        self.metadata: Any = None

    def scan(self, link: str) -> None:
        """An offer by value or by reference, and what the issuer says of itself."""
        assert link.startswith("openid-credential-offer://")
        given = parse_qs(urlsplit(link).query)
        self.offer = (
            json.loads(given["credential_offer"][0])
            if "credential_offer" in given
            else self.web.json(given["credential_offer_uri"][0])
        )
        issuer = self.offer["credential_issuer"]
        self.metadata = self.web.json(well_known(issuer, "openid-credential-issuer"))
        assert self.metadata["credential_issuer"] == issuer

    def ask_for_ticket(self, digits: str, **changes: str) -> Any:
        server = self.web.json(
            well_known(self.offer["credential_issuer"], "oauth-authorization-server")
        )
        assert server["issuer"] == self.offer["credential_issuer"]
        (grant,) = self.offer["grants"]
        assert grant in server["grant_types_supported"]
        code = self.offer["grants"][grant]["pre-authorized_code"]
        form = {"grant_type": grant, "pre-authorized_code": code, "tx_code": digits} | changes
        return self.web.post(server["token_endpoint"], form)

    def nonce(self) -> str:
        given: str = self.web.post_json(self.metadata["nonce_endpoint"], None).json()["c_nonce"]
        return given

    def proof(self, nonce: str, *, key: ECKey | None = None, **changes: Any) -> str:
        said = {
            "aud": self.metadata["credential_issuer"], "iat": int(now().timestamp()),
            "nonce": nonce,
        } | changes  # fmt: skip
        header = {
            "typ": "openid4vci-proof+jwt", "alg": "ES256",
            "jwk": self.key.as_dict(private=False),
        }  # fmt: skip
        signed: str = jws.serialize_compact(
            header, json.dumps(said).encode(), key or self.key, algorithms=["ES256"]
        )
        return signed

    def fetch(self, ticket: str, configuration: str, proof: str = "") -> Any:
        assert configuration in self.metadata["credential_configurations_supported"]
        body = {
            "credential_configuration_id": configuration,
            "proofs": {"jwt": [proof or self.proof(self.nonce())]},
        }
        address = self.metadata["credential_endpoint"]
        return self.web.post_json(address, body, Authorization=f"Bearer {ticket}")

    def show(self, credential: str, claims: Any, *, nonce: str, bank: str) -> str:
        """By the reference implementation: the claims chosen, signed for this bank."""
        holder = SDJWTHolder(credential)
        holder.create_presentation(
            claims, nonce, bank, JWK.from_json(json.dumps(self.key.as_dict(private=True)))
        )
        shown: str = holder.sd_jwt_presentation
        return shown


class Bank:
    """Checks what it is shown from nothing but public addresses."""

    address = "https://bank.example"

    def __init__(self) -> None:
        self.web = Web()
        self.nonce = secrets.token_urlsafe(16)

    def keys(self, issuer: str) -> KeySet:
        found = self.web.json(well_known(issuer, "jwt-vc-issuer"))
        assert found["issuer"] == issuer
        return KeySet.import_key_set(found["jwks"])

    def opens(self, shown: str) -> Any:
        """The claims, by the reference implementation; raises when anything does not hold."""

        def key_of(issuer: str, header: dict[str, Any]) -> JWK:
            key = self.keys(issuer).get_by_kid(header["kid"])
            return JWK.from_json(json.dumps(key.as_dict(private=False)))

        claims = SDJWTVerifier(shown, key_of, self.address, self.nonce).get_verified_payload()
        assert claims["exp"] > now().timestamp()
        return claims

    def opens_whole(self, token: str) -> Any:
        """The same of a credential of the W3C, by joserfc."""
        issuer = json.loads(_unpadded(token.split(".")[1]))["iss"]
        found = jws.deserialize_compact(token, self.keys(issuer), algorithms=["ES256"])
        assert found.headers()["typ"] == "vc+jwt"
        return json.loads(found.payload)

    def status(self, claims: Any) -> int:
        """By the draft of Token Status Lists, section 8.3, in so many words."""
        entry = claims["status"]["status_list"]
        answer = self.web.get(entry["uri"], Accept="application/statuslist+jwt")
        assert answer.headers["Content-Type"] == "application/statuslist+jwt"
        found = jws.deserialize_compact(
            answer.content.decode(), self.keys(claims["iss"]), algorithms=["ES256"]
        )
        assert found.headers()["typ"] == "statuslist+jwt"
        told = json.loads(found.payload)
        assert told["sub"] == entry["uri"] and told["exp"] > now().timestamp()
        bits = told["status_list"]["bits"]
        content = zlib.decompress(_unpadded(told["status_list"]["lst"]))
        at = entry["idx"] * bits
        return content[at // 8] >> (at % 8) & ((1 << bits) - 1)


def _unpadded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
