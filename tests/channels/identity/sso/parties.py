"""Relying parties and a browser: systems of bureaus as they are, and somebody who visits them."""

import html
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import uuid4
from wsgiref.simple_server import make_server

import jwt
import requests
from authlib.integrations.django_client import OAuth
from django.core.handlers.wsgi import WSGIRequest
from tests.journeys.conftest import Quiet, Threads

LOGOUT = "http://schemas.openid.net/event/backchannel-logout"


class Browser:
    """Follows redirects and refreshing pages across sites as a browser does; fills in one form."""

    def __init__(self) -> None:
        self.jar = requests.Session()
        self.jar.trust_env = False
        self.jar.headers["Accept"] = "text/html"
        self.at, self.page = "", requests.Response()
        self.visited: list[str] = []

    def goes(self, address: str, **form: str) -> "Browser":
        """To this address, and on as far as it leads without anybody doing anything."""
        method, body = ("POST", form) if form else ("GET", None)
        for _ in range(20):
            self.page = self.jar.request(
                method, address, data=body, allow_redirects=False, timeout=20
            )
            self.at = address
            self.visited.append(address)
            onward = self.page.headers.get("Location") or self._refreshed()
            if not onward:
                return self
            address, method, body = urljoin(address, onward), "GET", None
        raise AssertionError(f"goes round in circles: {self.visited[-6:]}")

    def _refreshed(self) -> str:
        found = re.search(r'http-equiv="refresh" content="0;url=([^"]*)"', self.page.text)
        return html.unescape(found[1]) if found else ""

    def answers(self, **given: str) -> "Browser":
        """The form of ours on this page, with what it hides and these answers."""
        form = re.search(r'<form[^>]*method="post"[^>]*action="([^"]*)"[^>]*>(?s:(.*?))</form>',
                         self.page.text.partition("<main")[2])  # fmt: skip
        assert form, self.page.text
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form[2]))
        fields = {name: html.unescape(value) for name, value in hidden.items()}
        return self.goes(urljoin(self.at, html.unescape(form[1])), **fields, **given)

    def carries(self, cookie: dict[str, str], address: str) -> None:
        """This session cookie for the site at `address`."""
        self.jar.cookies.set(cookie["name"], cookie["value"], domain="127.0.0.1", path="/")

    @property
    def text(self) -> str:
        return self.page.text

    @property
    def is_asked_to_sign_in(self) -> bool:
        return urlsplit(self.at).path.endswith("/sign-in") and "password" in self.text


class AuthlibParty:
    """A relying party made of authlib's own client, as its documentation shows it for Django.

    Discovery, PKCE, state, nonce and the check of the ID token are authlib's. Around it are three
    pages: /login, /callback and /bye, and the address for logout tokens, /backchannel.
    """

    def __init__(self) -> None:
        self.sessions: dict[str, dict[str, Any]] = {}
        self.logout_tokens: list[dict[str, Any]] = []
        self.answer_to_logout = 200
        self.address = ""

    def joins(self, provider: str, client: str, secret: str, scope: str, **more: Any) -> None:
        """Told once who the provider is; the rest it finds out."""
        self.provider, self.client = provider, client
        self.login_hints = more
        self.oauth: Any = OAuth().register(
            f"onedoor-{uuid4().hex}",
            client_id=client,
            client_secret=secret,
            server_metadata_url=f"{provider}/.well-known/openid-configuration",
            client_kwargs={"scope": scope, "code_challenge_method": "S256"},
        )

    @contextmanager
    def open(self) -> Iterator["AuthlibParty"]:
        with make_server("127.0.0.1", 0, self._answer, Threads, Quiet) as server:
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            self.address = f"http://127.0.0.1:{server.server_port}"
            yield self
            server.shutdown()

    def _answer(self, environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        request: Any = WSGIRequest(environ)
        name = f"party-{environ['SERVER_PORT']}"
        cookie = SimpleCookie(environ.get("HTTP_COOKIE", ""))
        key = cookie[name].value if name in cookie else uuid4().hex
        request.session = self.sessions.setdefault(key, {})
        status, headers, body = self._page(request)
        start(status, [*headers, ("Set-Cookie", f"{name}={key}; Path=/; HttpOnly"),
                       ("Content-Type", "text/plain; charset=utf-8")])  # fmt: skip
        return [body.encode()]

    def _page(self, request: Any) -> tuple[str, list[tuple[str, str]], str]:
        match request.path:
            case "/login":
                to = self.oauth.authorize_redirect(
                    request, f"{self.address}/callback", **self.login_hints
                )
                return "302 Found", [("Location", to.headers["Location"])], ""
            case "/callback":
                if "error" in request.GET:
                    return "403 Forbidden", [], request.GET["error"]
                token = self.oauth.authorize_access_token(request)
                request.session["token"] = token
                request.session["facts"] = self.oauth.userinfo(token=token)
                return "302 Found", [("Location", "/")], ""
            case "/backchannel":
                return self._told_to_end(request.POST["logout_token"])
            case "/bye":
                return "200 OK", [], f"bye {request.GET.get('state', '')}"
        facts = request.session.get("facts")
        if facts is None:
            return "302 Found", [("Location", "/login")], ""
        return "200 OK", [], f"hello {facts['sub']} {facts.get('name', '')}"

    def _told_to_end(self, token: str) -> tuple[str, list[tuple[str, str]], str]:
        """Validated as the specification says (Back-Channel Logout 1.0, 2.6)."""
        if self.answer_to_logout != 200:
            return f"{self.answer_to_logout} No", [], ""
        keys = jwt.PyJWKClient(self.oauth.load_server_metadata()["jwks_uri"])
        claims = jwt.decode(
            token, keys.get_signing_key_from_jwt(token), algorithms=["RS256"],
            audience=self.client, issuer=self.provider,
            options={"require": ["iss", "aud", "iat", "exp", "jti"]},
        )  # fmt: skip
        assert claims["events"] == {LOGOUT: {}}
        assert "nonce" not in claims
        assert claims["sub"] or claims["sid"]
        self.logout_tokens.append(dict(claims))
        ended = [
            key for key, session in self.sessions.items()
            if session.get("token", {}).get("userinfo", {}).get("sid") == claims["sid"]
        ]  # fmt: skip
        for key in ended:
            del self.sessions[key]
        return "200 OK", [], ""

    @property
    def tokens(self) -> dict[str, Any]:
        """What the last session that signed in was given."""
        return next(
            session["token"] for session in reversed(self.sessions.values()) if "token" in session
        )
