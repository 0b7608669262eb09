"""Coming in from WeChat or Alipay, by the web flows these apps document. They prove nobody.

An app tells by which of its accounts a page was opened, under a name good for us alone; who holds
that account it is not asked. So only the narrowest scope is wanted, which shows no consent page and
brings neither nickname nor picture.

WeChat, on https://developers.weixin.qq.com:
/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html
(`snsapi_base`; parameters in the order of that page, which WeChat insists on).
Alipay, on https://opendocs.alipay.com: /open/02aile (`alipay.system.oauth.token`, `auth_base`);
signed as /common/02kdnc says (RSA2: RSA with SHA-256 over the sorted parameters; the answer is
signed over the characters of its inner object).
"""

import base64
import json
import secrets
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import urlencode

import requests
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from onedoor.kernel.ports import Assertion, NotProved, Setting
from onedoor.kernel.time import local, now

_PATIENCE = (5.0, 5.0)
_LONGEST = 64 * 1024
_TOKEN = "alipay.system.oauth.token"  # noqa: S105 - the name of a method
_ANSWER = "alipay_system_oauth_token_response"


class _App:
    """What both have in common: who is asked, and what an answer is worth here."""

    scope = ""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.facts = facts
        self.code: str = facts["code"]
        self.name: Mapping[str, str] = facts["name"]
        # Stands in what this app's browser calls itself.
        self.browser: str = facts["browser"]

    def key_of(self, given: Mapping[str, str]) -> str:
        """The `state` that came back."""
        return given.get("state", "")

    def card(self, back: str) -> bytes:
        """Nothing: an app is told our address by hand."""
        return b""

    def _assertion(self, subject: object) -> Assertion:
        if not isinstance(subject, str) or not 1 <= len(subject) <= 128:
            raise NotProved("the app names nobody")
        worth = self.facts["ranks"].get(self.scope, {})
        return Assertion(
            provider=self.code,
            subject=subject,
            rank=self.scope,
            level=int(worth.get("level", 0)),
            app=True,
        )

    def _line(self, method: str, url: str, **given: Any) -> str:
        try:
            with requests.Session() as line:
                line.trust_env = False
                answer = line.request(
                    method, url, timeout=_PATIENCE, allow_redirects=False, stream=True, **given
                )
                content: bytes = answer.raw.read(_LONGEST, decode_content=True)
        except requests.RequestException as trouble:
            # What `requests` says names the address, and WeChat wants the secret in it.
            raise OSError(type(trouble).__name__) from None
        if answer.status_code != 200:
            raise NotProved(f"the app answered {answer.status_code}")
        return content.decode("utf-8", "replace")


class WechatApp(_App):
    """An official account of WeChat, by its entry in the configuration: client, secret, places."""

    protocol: Literal["wechat"] = "wechat"
    scope = "snsapi_base"

    def begin(self, back: str) -> Setting:
        """Where to send the browser of WeChat."""
        state = secrets.token_hex(16)
        asked = {
            "appid": self.facts["client"],
            "redirect_uri": back,
            "response_type": "code",
            "scope": self.scope,
            "state": state,
        }
        url = f"{self.facts['authorize']}?{urlencode(asked)}#wechat_redirect"
        return Setting(url=url, key=state, memory={})

    def finish(self, given: Mapping[str, str], memory: Mapping[str, str], back: str) -> Assertion:
        """By which account of WeChat the page was opened, told for a code that is good once."""
        if not given.get("code"):
            raise NotProved("no code")
        asked = {
            "appid": self.facts["client"],
            "secret": self.facts["secret"],
            "code": given["code"],
            "grant_type": "authorization_code",
        }
        told = _object(self._line("GET", self.facts["token"], params=asked))
        if told.get("errcode"):
            raise NotProved(f"WeChat says {int(told['errcode'])}")
        if self.scope not in str(told.get("scope", "")).split(","):
            raise NotProved("another scope was granted")
        return self._assertion(told.get("openid"))


class AlipayApp(_App):
    """An application at Alipay, by its entry: client, our key, their public key, places."""

    protocol: Literal["alipay"] = "alipay"
    scope = "auth_base"

    def begin(self, back: str) -> Setting:
        """Where to send the browser of Alipay."""
        state = secrets.token_hex(16)
        asked = {
            "app_id": self.facts["client"],
            "scope": self.scope,
            "redirect_uri": back,
            "state": state,
        }
        url = f"{self.facts['authorize']}?{urlencode(asked)}"
        return Setting(url=url, key=state, memory={})

    def finish(self, given: Mapping[str, str], memory: Mapping[str, str], back: str) -> Assertion:
        """By which account of Alipay the page was opened; both question and answer are signed."""
        if given.get("app_id", self.facts["client"]) != self.facts["client"]:
            raise NotProved("the answer is for another application")
        if not given.get("auth_code"):
            raise NotProved("no code")
        asked = {
            "app_id": self.facts["client"],
            "method": _TOKEN,
            "format": "JSON",
            "charset": "utf-8",
            "sign_type": "RSA2",
            "timestamp": f"{local(now()):%Y-%m-%d %H:%M:%S}",
            "version": "1.0",
            "grant_type": "authorization_code",
            "code": given["auth_code"],
        }
        asked["sign"] = self._sign(signed_text(asked))
        told = self._verified(self._line("POST", self.facts["token"], data=asked))
        # Accounts opened since 2023 have an open_id, older ones a user_id.
        return self._assertion(told.get("open_id") or told.get("user_id"))

    def _sign(self, text: str) -> str:
        key = serialization.load_pem_private_key(self.facts["key"].encode(), None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError("Alipay wants an RSA key")
        signature = key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
        return base64.b64encode(signature).decode()

    def _verified(self, answer: str) -> dict[str, Any]:
        """The inner object of the answer, if Alipay has signed these very characters."""
        whole = _object(answer)
        if _ANSWER not in whole:
            trouble = whole.get("error_response")
            said = trouble.get("sub_code", "") if isinstance(trouble, dict) else ""
            raise NotProved(f"Alipay says {str(said)[:40]}")
        raw = inner(answer, _ANSWER)
        key = serialization.load_pem_public_key(self.facts["public"].encode())
        if not isinstance(key, rsa.RSAPublicKey):
            raise TypeError("Alipay signs with an RSA key")
        try:
            signature = base64.b64decode(str(whole.get("sign", "")), validate=True)
            key.verify(signature, raw.encode(), padding.PKCS1v15(), hashes.SHA256())
        except (InvalidSignature, ValueError) as wrong:
            raise NotProved("the answer is not signed by Alipay") from wrong
        return _object(raw)


def signed_text(asked: Mapping[str, str]) -> str:
    """What is signed of a question to Alipay: every parameter that says something, in order."""
    said = sorted((name, value) for name, value in asked.items() if value and name != "sign")
    return "&".join(f"{name}={value}" for name, value in said)


def inner(answer: str, name: str) -> str:
    """The characters of the object called `name`, as they were sent and so as they were signed."""
    place = answer.find(f'"{name}"')
    start = answer.find("{", place)
    if place < 0 or start < 0:
        raise NotProved("the answer has no such object")
    try:
        _, end = json.JSONDecoder().raw_decode(answer, start)
    except ValueError as wrong:
        raise NotProved("the answer is no JSON") from wrong
    return answer[start:end]


def _object(content: str) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError as wrong:
        raise NotProved("the app did not answer in JSON") from wrong
    if not isinstance(found, dict):
        raise NotProved("the app answered with something else")
    return found
