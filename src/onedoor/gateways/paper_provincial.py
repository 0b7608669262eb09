"""The paper twin of the provincial provider: SAML 2.0, in a process of its own.

It takes a request by redirect and gives back an assertion signed by its own key, posted by the
browser. It knows the people of the sample city, and one address to send anybody to.
"""

import base64
import zlib
from datetime import datetime, timedelta
from html import escape
from http.server import ThreadingHTTPServer
from pathlib import Path
from secrets import token_hex
from typing import Any
from xml.sax.saxutils import escape as text
from xml.sax.saxutils import quoteattr

from defusedxml import ElementTree
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from onedoor.gateways.paper_pages import PaperPage, choosing
from onedoor.gateways.paper_people import Resident, residents
from onedoor.kernel.time import now

RANKS = {
    "urn:onedoor:sample:person-verified": "本人已核实",
    "urn:oasis:names:tc:SAML:2.0:ac:classes:Password": "只用密码登录，没有实名",
}
_GOOD_FOR = timedelta(minutes=5)
_PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
_ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion"


class PaperProvincial(ThreadingHTTPServer):
    """A provider on this machine; `facts` are host, port, address (ours), key and certificate."""

    daemon_threads = True

    def __init__(self, facts: dict[str, Any], packs: Path) -> None:
        super().__init__((facts["host"], int(facts["port"])), _Page)
        self.facts = facts
        self.entity = f"http://{facts['host']}:{facts['port']}/metadata"
        self.back = f"{facts['address']}/upstream/provincial/back"
        self.audience = f"{facts['address']}/upstream/provincial/metadata"
        self.people = {each.ref: each for each in residents(packs)}


class _Page(PaperPage):
    server: PaperProvincial

    def do_GET(self) -> None:  # noqa: N802
        asked = self.asked()
        if not self.path.startswith("/sso?") or not self._request(asked):
            self.show("没有这一页，或者请求不合规", "", status=400)
            return
        people = [each for each in self.server.people.values() if each.kind == "person"]
        self.show("新疆政务服务网登录", choosing(people, RANKS, asked, "/sso"))

    def do_POST(self) -> None:  # noqa: N802
        chosen = self.posted()
        person = self.server.people.get(chosen.get("who", ""))
        request = self._request(chosen)
        if person is None or not request:
            self.show("请求不合规", "", status=400)
            return
        answer = base64.b64encode(
            response(self.server, person, rank=chosen.get("rank", ""), request=request).encode()
        ).decode()
        relay = escape(chosen.get("RelayState", ""))
        self.show(
            "登录好了",
            f'<form method="post" action="{escape(self.server.back)}">'
            f'<input type="hidden" name="SAMLResponse" value="{answer}">'
            f'<input type="hidden" name="RelayState" value="{relay}">'
            "<p>按一下回到刚才的网站。</p><ul><li><button>继续</button></li></ul></form>"
            "<script>document.forms[0].submit()</script>",
        )

    def _request(self, asked: dict[str, str]) -> str:
        """The id of the request, if it comes from the one address this provider serves."""
        try:
            raw = base64.b64decode(asked.get("SAMLRequest", ""))
            found = ElementTree.fromstring(zlib.decompressobj(-15).decompress(raw, 64 * 1024))
        except (ValueError, zlib.error, ElementTree.ParseError):
            return ""
        here = found.get("AssertionConsumerServiceURL") == self.server.back
        return str(found.get("ID", "")) if here else ""


def response(
    at: PaperProvincial, person: Resident, *, rank: str, request: str, **changed: Any
) -> str:
    """The whole response with its signed assertion; `changed` lets a test say it otherwise."""
    moment = now()
    said = {
        "issuer": at.entity,
        "audience": at.audience,
        "recipient": at.back,
        "subject": f"p-{person.ref}",
        "until": _stamp(moment + _GOOD_FOR),
        "key": at.facts["key"],
        "certificate": at.facts["certificate"],
        "id": f"_{token_hex(16)}",
        "attributes": {
            "realName": person.name,
            "idKind": person.number_kind,
            "idNumber": person.number,
            "idCountry": person.country,
        },
    } | changed
    signed = OneLogin_Saml2_Utils.add_sign(
        _assertion(said, rank, request, _stamp(moment)), said["key"], said["certificate"]
    )
    inside = signed.decode() if isinstance(signed, bytes) else signed
    return (
        f'<samlp:Response xmlns:samlp="{_PROTOCOL}" xmlns:saml="{_ASSERTION}"'
        f' ID="_{token_hex(16)}" Version="2.0" IssueInstant="{_stamp(moment)}"'
        f" Destination={quoteattr(said['recipient'])} InResponseTo={quoteattr(request)}>"
        f"<saml:Issuer>{text(said['issuer'])}</saml:Issuer><samlp:Status>"
        '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
        f"{inside}</samlp:Response>"
    )


def _assertion(said: dict[str, Any], rank: str, request: str, moment: str) -> str:
    attributes = "".join(
        f"<saml:Attribute Name={quoteattr(name)}><saml:AttributeValue>{text(value)}"
        "</saml:AttributeValue></saml:Attribute>"
        for name, value in said["attributes"].items()
    )
    audience = (
        f"<saml:AudienceRestriction><saml:Audience>{text(said['audience'])}</saml:Audience>"
        "</saml:AudienceRestriction>"
        if said["audience"]
        else ""
    )
    return (
        f'<saml:Assertion xmlns:saml="{_ASSERTION}" ID="{said["id"]}" Version="2.0"'
        f' IssueInstant="{moment}"><saml:Issuer>{text(said["issuer"])}</saml:Issuer><saml:Subject>'
        '<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">'
        f"{text(said['subject'])}</saml:NameID>"
        '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
        f"<saml:SubjectConfirmationData InResponseTo={quoteattr(request)}"
        f" Recipient={quoteattr(said['recipient'])} NotOnOrAfter={quoteattr(said['until'])}/>"
        "</saml:SubjectConfirmation></saml:Subject>"
        f"<saml:Conditions NotOnOrAfter={quoteattr(said['until'])}>{audience}</saml:Conditions>"
        f'<saml:AuthnStatement AuthnInstant="{moment}"><saml:AuthnContext>'
        f"<saml:AuthnContextClassRef>{text(rank)}</saml:AuthnContextClassRef>"
        "</saml:AuthnContext></saml:AuthnStatement>"
        f"<saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion>"
    )


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def server(facts: dict[str, Any], packs: Path) -> PaperProvincial:
    """The provider, bound to its port and not yet serving."""
    return PaperProvincial(facts, packs)
