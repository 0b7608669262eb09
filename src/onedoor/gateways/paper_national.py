"""The paper twin of the national provider: OpenID Connect with PKCE, in a process of its own.

It knows the people of the sample city; whoever comes chooses whom to be. Codes are good once and
for a minute, the client shows its secret, the address to go back to is compared letter by letter.
"""

import base64
import hashlib
import hmac
import json
import secrets
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from onedoor.gateways.paper_pages import PaperPage, choosing
from onedoor.gateways.paper_people import Resident, residents
from onedoor.kernel.time import now

RANKS = {
    "real-name-3": "本人已核实（人脸）",
    "real-name-2": "只核对过姓名和号码",
    "none": "没有实名",
}
_GOOD_FOR = 60


class PaperNational(ThreadingHTTPServer):
    """A provider on this machine; `facts` are host, port, client, secret and back."""

    daemon_threads = True

    def __init__(self, facts: dict[str, Any], packs: Path) -> None:
        super().__init__((facts["host"], int(facts["port"])), _Page)
        self.facts = facts
        self.issuer = f"http://{facts['host']}:{facts['port']}"
        self.people = {each.ref: each for each in residents(packs)}
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, Resident] = {}

    @property
    def known(self) -> dict[str, Any]:
        """The description at /.well-known/openid-configuration."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "acr_values_supported": list(RANKS),
            "authorization_response_iss_parameter_supported": True,
        }

    def subject_of(self, person: Resident) -> str:
        """What this client knows the person by: another client would get another word."""
        text = f"{self.facts['client']}:{person.ref}"
        return hmac.new(self.facts["secret"].encode(), text.encode(), "sha256").hexdigest()[:32]


class _Page(PaperPage):
    server: PaperNational

    def do_GET(self) -> None:  # noqa: N802
        match self.path.partition("?")[0]:
            case "/.well-known/openid-configuration":
                self._json(200, self.server.known)
            case "/keys":
                self._json(200, {"keys": [self._public()]})
            case "/authorize":
                self._ask()
            case "/userinfo":
                self._tell()
            case _:
                self.show("没有这一页", "", status=404)

    def do_POST(self) -> None:  # noqa: N802
        match self.path.partition("?")[0]:
            case "/authorize":
                self._send_back()
            case "/token":
                self._give_tokens()
            case _:
                self.show("没有这一页", "", status=404)

    def _problem(self, asked: dict[str, str]) -> str:
        facts = self.server.facts
        if asked.get("client_id") != facts["client"] or asked.get("redirect_uri") != facts["back"]:
            return "不认识这个应用，或者回去的地址不对"
        if asked.get("response_type") != "code" or asked.get("code_challenge_method") != "S256":
            return "请求不合规"
        return "" if asked.get("code_challenge") and asked.get("nonce") else "请求不完整"

    def _ask(self) -> None:
        asked = self.asked()
        if problem := self._problem(asked):
            self.show(problem, "", status=400)
            return
        people = [each for each in self.server.people.values() if each.kind == "person"]
        self.show("国家政务服务平台登录", choosing(people, RANKS, asked, "/authorize"))

    def _send_back(self) -> None:
        chosen = self.posted()
        person = self.server.people.get(chosen.get("who", ""))
        if person is None or self._problem(chosen):
            self.show("请求不合规", "", status=400)
            return
        code = secrets.token_urlsafe(32)
        self.server.codes[code] = chosen | {"at": str(now().timestamp())}
        back = {"code": code, "state": chosen.get("state", ""), "iss": self.server.issuer}
        where = f"{self.server.facts['back']}?{urlencode(back)}"
        self.say(303, "text/plain", b"", Location=where)

    def _give_tokens(self) -> None:
        given, facts = self.posted(), self.server.facts
        expected = base64.b64encode(f"{facts['client']}:{facts['secret']}".encode()).decode()
        if not hmac.compare_digest(self.headers.get("Authorization", ""), f"Basic {expected}"):
            self._json(401, {"error": "invalid_client"})
            return
        chosen = self.server.codes.pop(given.get("code", ""), None)
        verified = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        if (
            chosen is None
            or now().timestamp() - float(chosen["at"]) > _GOOD_FOR
            or given.get("redirect_uri") != chosen["redirect_uri"]
            or base64.urlsafe_b64encode(verified).decode().rstrip("=") != chosen["code_challenge"]
        ):
            self._json(400, {"error": "invalid_grant"})
            return
        person = self.server.people[chosen["who"]]
        access = secrets.token_urlsafe(32)
        self.server.tokens[access] = person
        self._json(
            200,
            {
                "access_token": access,
                "token_type": "Bearer",
                "expires_in": _GOOD_FOR,
                "id_token": self._id_token(person, chosen),
            },
        )

    def _id_token(self, person: Resident, chosen: dict[str, str]) -> str:
        moment = int(now().timestamp())
        claims = {
            "iss": self.server.issuer,
            "sub": self.server.subject_of(person),
            "aud": self.server.facts["client"],
            "iat": moment,
            "exp": moment + _GOOD_FOR,
            "auth_time": moment,
            "nonce": chosen["nonce"],
            "acr": chosen.get("rank", "none"),
        }
        return jwt.encode(claims, self.server.key, algorithm="ES256", headers={"kid": "paper"})

    def _tell(self) -> None:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        person = self.server.tokens.pop(token, None)
        if person is None:
            self._json(401, {"error": "invalid_token"})
            return
        told = {
            "sub": self.server.subject_of(person),
            "real_name": person.name,
            "id_kind": person.number_kind,
            "id_number": person.number,
            "id_country": person.country,
        }
        self._json(200, told)

    def _public(self) -> dict[str, str]:
        public = jwt.algorithms.ECAlgorithm.to_jwk(self.server.key.public_key(), as_dict=True)
        return {**public, "kid": "paper", "use": "sig", "alg": "ES256"}

    def _json(self, status: int, said: dict[str, Any]) -> None:
        self.say(status, "application/json", json.dumps(said, ensure_ascii=False).encode())


def server(facts: dict[str, Any], packs: Path) -> PaperNational:
    """The provider, bound to its port and not yet serving."""
    return PaperNational(facts, packs)
