"""The paper twins of WeChat and Alipay: their web flows, signatures included, each in a process.

Whoever comes chooses whose telephone this is. A code is good once and for five minutes; WeChat
wants its secret, Alipay a signed question, and what it answers is signed as well.
"""

import base64
import hmac
import json
import secrets
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

from onedoor.gateways.paper_pages import PaperPage, choosing
from onedoor.gateways.paper_people import Resident, residents
from onedoor.kernel.time import now

_GOOD_FOR = 300


class PaperApp(ThreadingHTTPServer):
    """An app on this machine; `facts` are host, port, client, back and its secret or keys."""

    daemon_threads = True

    def __init__(self, facts: dict[str, Any], packs: Path, page: type[PaperPage]) -> None:
        super().__init__((facts["host"], int(facts["port"])), page)
        self.facts = facts
        self.people = {each.ref: each for each in residents(packs)}
        # Each code with whose telephone it was, and when; a used one is remembered as used.
        self.codes: dict[str, tuple[str, float]] = {}
        self.used: set[str] = set()

    def subject_of(self, ref: str) -> str:
        """What this application knows the person by: another would get another word."""
        salt = str(self.facts["salt"]).encode()
        return hmac.new(salt, f"{self.facts['client']}:{ref}".encode(), "sha256").hexdigest()[:28]

    def code_for(self, ref: str) -> str:
        """A fresh code for whoever holds this telephone."""
        code = secrets.token_hex(16)
        self.codes[code] = (ref, now().timestamp())
        return code

    def redeem(self, code: str) -> str:
        """Whose code this is, once; "" for one that is unknown, used or too old."""
        ref, at = self.codes.pop(code, ("", 0.0))
        if ref:
            self.used.add(code)
        return ref if now().timestamp() - at <= _GOOD_FOR else ""


class _AppPage(PaperPage):
    server: PaperApp
    title, place = "", ""

    def problem(self, asked: dict[str, str]) -> str:
        """Why this is no request of the one application that this app serves."""
        raise NotImplementedError

    def back_with(self, asked: dict[str, str], code: str) -> dict[str, str]:
        """What is told on the way back."""
        raise NotImplementedError

    def do_GET(self) -> None:  # noqa: N802
        asked = self.asked()
        if self.path.partition("?")[0] != self.place or self.problem(asked):
            self.show("请求不合规", "", status=400)
            return
        people = [each for each in self.server.people.values() if _has_a_telephone(each)]
        self.show(self.title, choosing(people, {"": "这是谁的手机"}, asked, self.place))

    def do_POST(self) -> None:  # noqa: N802
        chosen = self.posted()
        if self.problem(chosen) or chosen.get("who", "") not in self.server.people:
            self.show("请求不合规", "", status=400)
            return
        told = self.back_with(chosen, self.server.code_for(chosen["who"]))
        where = f"{self.server.facts['back']}?{urlencode(told)}"
        self.say(302, "text/plain", b"", Location=where)

    def tell(self, said: dict[str, Any]) -> None:
        self.say(200, "application/json", json.dumps(said).encode())


def _has_a_telephone(person: Resident) -> bool:
    return person.kind == "person"


class _WechatPage(_AppPage):
    title, place = "微信（纸上）", "/connect/oauth2/authorize"

    def problem(self, asked: dict[str, str]) -> str:
        facts = self.server.facts
        wanted = {
            "appid": facts["client"],
            "redirect_uri": facts["back"],
            "response_type": "code",
            "scope": "snsapi_base",
        }
        # WeChat reads the parameters in this very order.
        order = [name for name in asked if name in wanted or name == "state"]
        right = all(asked.get(name) == value for name, value in wanted.items())
        return "" if right and order == [*wanted, "state"] else "parameters"

    def back_with(self, asked: dict[str, str], code: str) -> dict[str, str]:
        return {"code": code, "state": asked.get("state", "")}

    def do_GET(self) -> None:  # noqa: N802
        if self.path.partition("?")[0] == "/sns/oauth2/access_token":
            self._give_token()
        else:
            super().do_GET()

    def _give_token(self) -> None:
        asked, facts = self.asked(), self.server.facts
        if not hmac.compare_digest(asked.get("secret", ""), facts["secret"]):
            return self.tell({"errcode": 40125, "errmsg": "invalid appsecret"})
        if asked.get("appid") != facts["client"]:
            return self.tell({"errcode": 40013, "errmsg": "invalid appid"})
        code = asked.get("code", "")
        if code in self.server.used:
            return self.tell({"errcode": 40163, "errmsg": "code been used"})
        ref = self.server.redeem(code)
        if not ref or asked.get("grant_type") != "authorization_code":
            return self.tell({"errcode": 40029, "errmsg": "invalid code"})
        return self.tell(
            {
                "access_token": secrets.token_urlsafe(32),
                "expires_in": 7200,
                "refresh_token": secrets.token_urlsafe(32),
                "openid": self.server.subject_of(ref),
                "scope": "snsapi_base",
            }
        )


class _AlipayPage(_AppPage):
    title, place = "支付宝（纸上）", "/oauth2/publicAppAuthorize.htm"

    def problem(self, asked: dict[str, str]) -> str:
        facts = self.server.facts
        right = asked.get("app_id") == facts["client"] and asked.get("scope") == "auth_base"
        return "" if right and asked.get("redirect_uri") == facts["back"] else "parameters"

    def back_with(self, asked: dict[str, str], code: str) -> dict[str, str]:
        facts = self.server.facts
        known = {"app_id": facts["client"], "source": "alipay_wallet", "scope": "auth_base"}
        return known | {"auth_code": code, "state": asked.get("state", "")}

    def do_POST(self) -> None:  # noqa: N802
        if self.path.partition("?")[0] == "/gateway.do":
            self._answer(self.posted())
        else:
            super().do_POST()

    def _answer(self, asked: dict[str, str]) -> None:
        facts = self.server.facts
        if asked.get("app_id") != facts["client"] or not self._is_signed(asked):
            return self._refuse("isv.invalid-signature")
        if asked.get("method") != "alipay.system.oauth.token":
            return self._refuse("isv.invalid-method")
        ref = self.server.redeem(asked.get("code", ""))
        if not ref or asked.get("grant_type") != "authorization_code":
            return self._refuse("isv.code-invalid")
        said = {
            "access_token": secrets.token_urlsafe(32),
            "auth_start": f"{now():%Y-%m-%d %H:%M:%S}",
            "expires_in": 1296000,
            "re_expires_in": 2592000,
            "refresh_token": secrets.token_urlsafe(32),
            "open_id": self.server.subject_of(ref),
        }
        return self._signed("alipay_system_oauth_token_response", said)

    def _refuse(self, code: str) -> None:
        said = {"code": "40002", "msg": "Invalid Arguments", "sub_code": code}
        self._signed("error_response", said)

    def _is_signed(self, asked: dict[str, str]) -> bool:
        rest = {name: value for name, value in asked.items() if name != "sign" and value}
        text = "&".join(f"{name}={rest[name]}" for name in sorted(rest))
        key: Any = serialization.load_pem_public_key(self.server.facts["public"].encode())
        try:
            given = base64.b64decode(asked.get("sign", ""), validate=True)
            key.verify(given, text.encode(), padding.PKCS1v15(), hashes.SHA256())
        except (InvalidSignature, ValueError):
            return False
        return asked.get("sign_type") == "RSA2"

    def _signed(self, name: str, said: dict[str, Any]) -> None:
        """The answer as Alipay writes it: the object, and the signature over its characters."""
        inner = json.dumps(said, separators=(",", ":"))
        key: Any = serialization.load_pem_private_key(self.server.facts["key"].encode(), None)
        made = key.sign(inner.encode(), padding.PKCS1v15(), hashes.SHA256())
        sign = base64.b64encode(made).decode()
        whole = f'{{"{name}":{inner},"sign":"{sign}"}}'
        self.say(200, "application/json;charset=utf-8", whole.encode())


def wechat(facts: dict[str, Any], packs: Path) -> PaperApp:
    """WeChat, bound to its port and not yet serving."""
    return PaperApp(facts, packs, _WechatPage)


def alipay(facts: dict[str, Any], packs: Path) -> PaperApp:
    """Alipay, bound to its port and not yet serving."""
    return PaperApp(facts, packs, _AlipayPage)
