"""A system as a bare program: it builds each message of the protocol by hand, right or wrong."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.test import Client

from onedoor.registers.systems.queries import System

CALLBACK = "https://press.example/callback"


@dataclass
class Program:
    """One system, its secret, and the PKCE verifier of the flow under way."""

    system: System
    secret: str
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    machine: Client = field(default_factory=Client)

    def wish(self, **changes: Any) -> str:
        """The address that a browser is sent to; None takes a parameter away."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        asked = {
            "client_id": self.system.pk, "response_type": "code", "scope": "openid profile",
            "redirect_uri": CALLBACK, "state": "s-1", "nonce": "n-1",
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        } | changes  # fmt: skip
        kept = {name: value for name, value in asked.items() if value is not None}
        return f"/identity/o/authorize?{urlencode(kept)}"

    def code_by(self, browser: Client, **changes: Any) -> str:
        """The code that the browser brings back."""
        return came_back(browser.get(self.wish(**changes)))["code"]

    def asks(self, grant: str = "authorization_code", **changes: Any) -> Any:
        """The answer of the token endpoint."""
        body = {
            "grant_type": grant, "client_id": self.system.pk, "client_secret": self.secret,
        } | ({"redirect_uri": CALLBACK, "code_verifier": self.verifier}
             if grant == "authorization_code" else {}) | changes  # fmt: skip
        kept = {name: value for name, value in body.items() if value is not None}
        return self.machine.post("/identity/o/api/token", kept)

    def redeems(self, code: str, **changes: Any) -> Any:
        return self.asks(code=code, **changes)

    def refreshes(self, token: str, **changes: Any) -> Any:
        return self.asks("refresh_token", refresh_token=token, **changes)

    def facts(self, access: str) -> Any:
        return self.machine.get(
            "/identity/o/api/userinfo", headers={"Authorization": f"Bearer {access}"}
        )

    def opens(self, tokens: dict[str, str]) -> bool:
        """Whether the access token still fetches facts."""
        return self.facts(tokens["access_token"]).status_code == 200


def came_back(answer: Any) -> dict[str, str]:
    """What the query of the address says to which the browser is sent."""
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return {
        name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()
    }
