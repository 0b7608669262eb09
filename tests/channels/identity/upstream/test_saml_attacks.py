"""Attacks on coming in by SAML. Each one ends with nobody signed in and nothing made."""

import copy
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as ours
from lxml import etree

from onedoor.gateways.paper_people import residents
from onedoor.gateways.paper_provincial import response
from onedoor.gateways.upstreams import ConfiguredUpstreams
from onedoor.kernel.ports import NotProved
from onedoor.kernel.time import now, travel
from onedoor.site.twins import _certificate

from .conftest import ADDRESS, AYIGUL, VERIFIED, Browser, encoded, made, somebody

SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
SPACES = {
    "saml": SAML,
    "samlp": "urn:oasis:names:tc:SAML:2.0:protocol",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}
LI = "652999197903150014"


class Forger:
    """A victim's browser that has begun, and the means to hand it any response at all."""

    def __init__(self, browser: Browser, note: dict[str, Any]) -> None:
        self.browser, self.note = browser, note
        browser.begin("provincial")
        ((self.relay, begun),) = browser.ours.session["upstream-begun"].items()
        self.request = begun["memory"]["request"]
        self.at = SimpleNamespace(
            facts=note["provincial"],
            entity=f"http://127.0.0.1:{note['provincial']['port']}/metadata",
            back=f"{ADDRESS}/upstream/provincial/back",
            audience=f"{ADDRESS}/upstream/provincial/metadata",
        )
        people = residents(ours.ONEDOOR_PACKS)
        self.person = next(each for each in people if each.ref == "ayigul")

    def response(self, **changed: Any) -> str:
        request = changed.pop("request", self.request)
        rank = changed.pop("rank", VERIFIED)
        return response(self.at, self.person, rank=rank, request=request, **changed)  # type: ignore[arg-type]

    def send(self, xml: str, relay: str = "") -> Any:
        form = {"SAMLResponse": encoded(xml), "RelayState": relay or self.relay}
        return self.browser.post_back(form)


@pytest.fixture
def forger(browser: Browser, configured: dict[str, Any]) -> Forger:
    return Forger(browser, configured)


def _refused(forger: Forger, answer: Any, before: Any) -> None:
    assert answer.status_code == 403 and "没有登录" in answer.content.decode()
    assert forger.browser.account is None and made() == before


def test_the_honest_response_is_believed(forger: Forger) -> None:
    assert forger.send(forger.response()).status_code == 302
    assert forger.browser.account is not None


def _tree(xml: str) -> Any:
    return etree.fromstring(xml)


def _text(tree: Any) -> str:
    return etree.tostring(tree).decode()


def _one(tree: Any, path: str) -> Any:
    return tree.xpath(path, namespaces=SPACES)[0]


def _unsigned(xml: str) -> str:
    tree = _tree(xml)
    signature = _one(tree, "//ds:Signature")
    signature.getparent().remove(signature)
    return _text(tree)


def _altered(xml: str) -> str:
    return xml.replace(AYIGUL["number"], LI)


def _forged(xml: str) -> Any:
    """An unsigned copy of the assertion that says what the attacker wants."""
    evil = copy.deepcopy(_one(_tree(_altered(xml)), "//saml:Assertion"))
    signature = evil.find("ds:Signature", SPACES)
    evil.remove(signature)
    evil.set("ID", "_evil")
    return evil


def _wrapped_beside(xml: str) -> str:
    tree = _tree(xml)
    tree.insert(2, _forged(xml))
    return _text(tree)


def _wrapped_after(xml: str) -> str:
    tree = _tree(xml)
    tree.append(_forged(xml))
    return _text(tree)


def _wrapped_inside(xml: str) -> str:
    """The evil assertion holds the signed one within its own signature's object."""
    tree = _tree(xml)
    signed = _one(tree, "//saml:Assertion")
    evil = _forged(xml)
    signature = copy.deepcopy(signed.find("ds:Signature", SPACES))
    shell = etree.SubElement(signature, f"{{{SPACES['ds']}}}Object")
    tree.replace(signed, evil)
    evil.insert(1, signature)
    signed.remove(signed.find("ds:Signature", SPACES))
    shell.append(signed)
    return _text(tree)


def _wrapped_in_extensions(xml: str) -> str:
    tree = _tree(xml)
    signed = _one(tree, "//saml:Assertion")
    extensions = etree.Element(f"{{{SPACES['samlp']}}}Extensions")
    tree.replace(signed, _forged(xml))
    extensions.append(signed)
    tree.insert(1, extensions)
    return _text(tree)


def _same_id_twice(xml: str) -> str:
    tree = _tree(xml)
    evil = _forged(xml)
    evil.set("ID", _one(tree, "//saml:Assertion").get("ID"))
    tree.insert(2, evil)
    return _text(tree)


def _with_entities(xml: str) -> str:
    doctype = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return doctype + xml.replace("<saml:AttributeValue>", "<saml:AttributeValue>&x;", 1)


FORGERIES = {
    "unsigned": _unsigned,
    "altered": _altered,
    "wrapped beside": _wrapped_beside,
    "wrapped after": _wrapped_after,
    "wrapped inside": _wrapped_inside,
    "wrapped in extensions": _wrapped_in_extensions,
    "the same id twice": _same_id_twice,
    "with entities": _with_entities,
    "not XML": lambda xml: "hello",
    "nothing": lambda xml: "<a/>",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_response_forged_or_wrapped_opens_nothing(forger: Forger, forgery: str) -> None:
    somebody("li", way="window", name="李强", number_kind="citizen", number=LI)
    before = made()
    _refused(forger, forger.send(FORGERIES[forgery](forger.response())), before)


def test_a_response_signed_by_another_key_opens_nothing(forger: Forger) -> None:
    before = made()
    _refused(forger, forger.send(forger.response(**_certificate())), before)


def _ago(minutes: int) -> str:
    return (now() - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize("lie", [
    {"issuer": "https://evil.example/metadata"},
    {"audience": "https://another.example/metadata"},
    {"audience": ""},
    {"recipient": "http://testserver/upstream/other/back"},
    {"recipient": "https://evil.example/"},
    {"recipient": "http://testserver/upstream/provincial/back/and/more"},
    {"until": _ago(10)},
    {"request": "ONELOGIN_another-request"},
    {"subject": ""},
])  # fmt: skip
def test_a_signed_response_meant_for_somebody_or_something_else_opens_nothing(
    forger: Forger, lie: dict[str, str]
) -> None:
    before = made()
    _refused(forger, forger.send(forger.response(**lie)), before)


def test_a_response_whose_unsigned_shell_was_changed_to_fit_opens_nothing(forger: Forger) -> None:
    """Only the assertion is signed: the request it answers is compared inside it as well."""
    xml = forger.response(request="ONELOGIN_another-request")
    shell = xml.replace("ONELOGIN_another-request", forger.request, 1)
    before = made()
    _refused(forger, forger.send(shell), before)


def test_a_strangers_response_posted_into_my_browser_signs_nobody_in(
    forger: Forger, configured: dict[str, Any]
) -> None:
    """Login CSRF: the attacker's own signed response, posted by a page the victim looks at."""
    attacker = Forger(Browser(), configured)
    before = made()
    xml = attacker.response()
    _refused(forger, forger.send(xml, relay=attacker.relay), before)
    _refused(forger, forger.send(xml), before)


def test_an_unsolicited_response_opens_nothing(configured: dict[str, Any]) -> None:
    forger = Forger(Browser(), configured)
    xml, before = forger.response(), made()
    stranger = Browser()
    answer = stranger.post_back({"SAMLResponse": encoded(xml), "RelayState": forger.relay})
    assert answer.status_code == 403 and stranger.account is None and made() == before


def test_a_response_sent_again_opens_nothing(forger: Forger) -> None:
    xml = forger.response()
    assert forger.send(xml).status_code == 302
    forger.browser.ours.logout()
    before = made()
    _refused(forger, forger.send(xml), before)


def test_an_assertion_is_spent_even_if_the_session_were_copied(
    forger: Forger, configured: dict[str, Any]
) -> None:
    provider = ConfiguredUpstreams().called("provincial")
    given = {"SAMLResponse": encoded(forger.response()), "RelayState": forger.relay}
    memory, back = {"request": forger.request}, f"{ADDRESS}/upstream/provincial/back"
    assert provider.finish(given, memory, back).number == AYIGUL["number"]
    with pytest.raises(NotProved, match="used before"):
        provider.finish(given, memory, back)


def test_a_response_that_comes_late_is_refused(forger: Forger) -> None:
    xml, before = forger.response(), made()
    with travel(now() + timedelta(minutes=11)):
        _refused(forger, forger.send(xml), before)


def test_a_comment_inside_a_value_does_not_cut_it(forger: Forger) -> None:
    """Canonical XML drops comments: put into a signed value they must not shorten what is read."""
    number = AYIGUL["number"]
    xml = forger.response().replace(f">{number}<", f">{number[:6]}<!-- x -->{number[6:]}<")
    forger.send(xml)
    account = forger.browser.account
    assert account is None or (account.party and account.party.number == number)


def test_an_address_of_the_other_protocol_is_shut(browser: Browser) -> None:
    before = made()
    for path in ("/upstream/national/finish", "/upstream/nobody/finish"):
        answer = browser.ours.post(path, {"SAMLResponse": "x", "RelayState": "y"})
        assert answer.status_code in (403, 404)
    assert browser.ours.get("/upstream/provincial/back", {"code": "x"}).status_code == 405
    assert made() == before


def test_what_the_page_in_between_carries_is_only_what_was_posted(browser: Browser) -> None:
    answer = browser.ours.post(
        "/upstream/provincial/back",
        {"SAMLResponse": '"><script>alert(1)</script>', "RelayState": "r", "more": "m"},
    )
    page = answer.content.decode()
    assert "<script>alert" not in page and "more" not in page.partition("<form")[2][:400]
