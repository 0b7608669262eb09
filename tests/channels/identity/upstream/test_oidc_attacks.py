"""Attacks on coming in by OpenID Connect. Each one ends with nobody signed in and nothing made."""

import base64
import hmac
import json
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Thread
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings as ours

from onedoor.gateways.paper_national import PaperNational, _Page
from onedoor.gateways.upstreams import ConfiguredUpstreams
from onedoor.kernel.time import now, travel

from .conftest import ADDRESS, AYIGUL, Browser, made, somebody


def _refused(browser: Browser, answer: Any, words: str = "没有登录") -> None:
    assert answer.status_code in (403, 404), answer.status_code
    if answer.status_code == 403:
        assert words in answer.content.decode()
    assert browser.account is None


def test_a_strangers_answer_slipped_into_my_browser_signs_nobody_in(browser: Browser) -> None:
    """Login CSRF: the attacker signs in there and lets the victim's browser open the end of it."""
    attacker, before = Browser(), made()
    address = attacker.at_national(attacker.begin(), who="li_qiang")
    _refused(browser, browser.return_to(address), "不是从这个浏览器开始")
    browser.begin()
    _refused(browser, browser.return_to(address), "不是从这个浏览器开始")
    assert made() == before


def test_an_answer_is_good_once(browser: Browser) -> None:
    address = browser.at_national(browser.begin())
    assert browser.return_to(address).status_code == 302
    browser.ours.logout()
    _refused(browser, browser.return_to(address), "不是从这个浏览器开始")


def test_an_answer_that_comes_late_is_refused(browser: Browser) -> None:
    address = browser.at_national(browser.begin())
    with travel(now() + timedelta(minutes=11)):
        _refused(browser, browser.return_to(address), "等得太久")


def test_a_stolen_code_is_useless_in_another_browser(browser: Browser) -> None:
    """Code injection: the thief puts the victim's code into their own sign-in (PKCE, nonce)."""
    code = browser.at_national(browser.begin()).partition("code=")[2].partition("&")[0]
    thief, before = Browser(), made()
    own = thief.at_national(thief.begin(), who="li_qiang")
    mine = own.partition("code=")[2].partition("&")[0]
    _refused(thief, thief.return_to(own.replace(mine, code)), "没有通过核对")
    assert made() == before


@pytest.mark.parametrize("change", [
    lambda url: url.replace("iss=http", "iss=http%3A//evil.example&was=http"),
    lambda url: url.partition("&iss=")[0],
])  # fmt: skip
def test_an_answer_that_names_another_issuer_or_none_is_refused(
    browser: Browser, change: Callable[[str], str]
) -> None:
    before = made()
    _refused(browser, browser.return_to(change(browser.at_national(browser.begin()))), "没有通过")
    assert made() == before


def test_a_link_on_a_strange_page_begins_nothing_until_it_is_pressed_here(
    browser: Browser,
) -> None:
    page = browser.ours.get("/upstream/national", headers={"Sec-Fetch-Site": "cross-site"})
    assert page.status_code == 200 and "按下面的按钮才开始" in page.content.decode()
    assert "upstream-begun" not in browser.ours.session


class Rogue(PaperNational):
    """A provider that lies as it is told; configured beside the honest one."""

    def __init__(self, note: dict[str, Any], lie: dict[str, Any]) -> None:
        self.lie = lie
        facts = {**note["national"], "port": 0, "back": f"{ADDRESS}/upstream/rogue/back"}
        super().__init__(facts, ours.ONEDOOR_PACKS)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.RequestHandlerClass = _Lies
        Thread(target=self.serve_forever, daemon=True).start()


class _Lies(_Page):
    def _id_token(self, person: Any, chosen: dict[str, str]) -> str:
        lie = self.server.lie  # type: ignore[attr-defined]
        claims = jwt.decode(
            super()._id_token(person, chosen), options={"verify_signature": False}
        ) | lie.get("claims", {})
        claims = {name: value for name, value in claims.items() if value is not None}
        key, algorithm = lie.get("sign", (self.server.key, "ES256"))
        if key == "public":
            return _signed_by_hand(claims, self.server.key.public_key())
        return jwt.encode(claims, key, algorithm, headers={"kid": lie.get("kid", "paper")})

    def _json(self, status: int, said: dict[str, Any]) -> None:
        lie = self.server.lie  # type: ignore[attr-defined]
        if "real_name" in said:
            said = said | lie.get("told", {})
        if "issuer" in said:
            said = said | lie.get("known", {})
        super()._json(status, said)


def _signed_by_hand(claims: dict[str, Any], key: ec.EllipticCurvePublicKey) -> str:
    """HS256 with the printed public key as the secret, which an honest library refuses to make."""
    secret = key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    header = {"alg": "HS256", "typ": "JWT", "kid": "paper"}
    parts = [_b64(json.dumps(part).encode()) for part in (header, claims)]
    digest = hmac.new(secret, ".".join(parts).encode(), "sha256").digest()
    return ".".join([*parts, _b64(digest)])


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@pytest.fixture
def rogue(configured: dict[str, Any], settings: Any) -> Iterator[Callable[..., Browser]]:
    started: list[Rogue] = []

    def start(**lie: Any) -> Browser:
        server = Rogue(configured, lie)
        started.append(server)
        honest = next(each for each in configured["upstreams"] if each["code"] == "national")
        settings.ONEDOOR_UPSTREAMS = [
            *configured["upstreams"],
            {**honest, "code": "rogue", "issuer": server.issuer, "name": {"zh": "假平台"}},
        ]
        return Browser()

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


def _through(browser: Browser, who: str = "ayigul") -> Any:
    return browser.return_to(browser.at_national(browser.begin("rogue"), who=who))


def test_the_rogue_that_does_not_lie_is_believed(rogue: Callable[..., Browser]) -> None:
    browser = rogue()
    assert _through(browser).status_code == 302 and browser.account is not None


OTHER = ec.generate_private_key(ec.SECP256R1())
LIES = {
    "another nonce": {"claims": {"nonce": "n"}},
    "no nonce": {"claims": {"nonce": None}},
    "another audience": {"claims": {"aud": "somebody-else"}},
    "several audiences without saying for whom": {"claims": {"aud": ["onedoor", "other"]}},
    "made for another of several": {"claims": {"aud": ["onedoor", "other"], "azp": "other"}},
    "another issuer": {"claims": {"iss": "https://evil.example"}},
    "expired": {"claims": {"exp": int(time.time()) - 3600}},
    "no end": {"claims": {"exp": None}},
    "nobody": {"claims": {"sub": ""}},
    "not signed": {"sign": ("", "none")},
    "signed by the client's own secret": {"sign": ("s" * 32, "HS256")},
    "signed by the public key as a secret": {"sign": ("public", "HS256")},
    "signed by another key": {"sign": (OTHER, "ES256")},
    "a key nobody knows": {"kid": "unknown"},
    "told about somebody else": {"told": {"sub": "another"}},
    "the description of another": {"known": {"issuer": "https://evil.example"}},
}


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
@pytest.mark.parametrize("lie", LIES)
def test_a_token_with_one_thing_wrong_opens_nothing(
    rogue: Callable[..., Browser], lie: str
) -> None:
    browser, before = rogue(**LIES[lie]), made()
    if lie == "the description of another":
        assert browser.ours.get("/upstream/rogue").status_code == 503
        assert browser.account is None and made() == before
        return
    _refused(browser, _through(browser), "没有通过核对")
    assert made() == before


def test_mix_up_an_answer_of_the_honest_provider_is_not_taken_for_the_rogues(
    rogue: Callable[..., Browser],
) -> None:
    """Begun at the rogue, which sends the victim on to the honest one and hopes for the code."""
    browser, before = rogue(), made()
    begun = browser.begin("rogue")
    honest = browser.begin("national")
    state = begun.partition("state=")[2].partition("&")[0]
    own = honest.partition("state=")[2].partition("&")[0]
    answer = browser.at_national(honest.replace(own, state))
    # The honest provider's answer under the rogue's state, at either address to come back to.
    _refused(browser, browser.return_to(answer), "不是从这个浏览器开始")
    answer = browser.at_national(honest)
    _refused(browser, browser.return_to(answer.replace("/national/", "/rogue/")), "不是从")
    assert made() == before


def test_an_e_mail_that_matches_an_account_here_opens_nothing(
    rogue: Callable[..., Browser],
) -> None:
    victim = somebody("victim", way="window", email="a@example.cn",
                      name="李强", number_kind="citizen", number="652999197903150014")  # fmt: skip
    mail = {"email": "a@example.cn", "email_verified": True}
    browser = rogue(claims={**mail, "acr": "none"}, told=mail)
    before = made()
    _refused(browser, _through(browser), "没有说明已核实")
    assert made() == before
    # With a verified identity it is that identity that counts, and the mail still counts nothing.
    browser = rogue(claims=mail, told=mail)
    _through(browser)
    assert browser.account is not None and browser.account != victim
    assert browser.account.email == ""


def test_a_subject_that_comes_back_with_another_persons_number_is_shut_out(
    rogue: Callable[..., Browser],
) -> None:
    li = somebody("li", way="window", name="李强", number_kind="citizen",
                  number="652999197903150014")  # fmt: skip
    _through(rogue(claims={"sub": "s-1"}, told={"sub": "s-1"}))
    lie = {"sub": "s-1", "id_number": "652999197903150014", "real_name": "李强"}
    browser, before = rogue(claims={"sub": "s-1"}, told=lie), made()
    _refused(browser, _through(browser), "和您原来的不一样")
    assert made() == before and li.is_active


@pytest.mark.parametrize("told", [
    {"id_number": ""}, {"id_number": "652999198506120028"}, {"id_kind": "dog"},
    {"real_name": ""}, {"id_kind": "none"}, {"id_number": None},
])  # fmt: skip
def test_an_identity_that_is_none_makes_nothing(
    rogue: Callable[..., Browser], told: dict[str, Any]
) -> None:
    browser, before = rogue(told=told), made()
    assert _through(browser).status_code in (403, 422)
    assert browser.account is None and made() == before


def test_a_provider_without_encryption_is_not_accepted_from_the_configuration(
    configured: dict[str, Any], settings: Any
) -> None:
    entry = configured["upstreams"][0] | {"issuer": "http://gov.example.cn"}
    settings.ONEDOOR_UPSTREAMS = [entry]
    with pytest.raises(ValueError, match="https://"):
        ConfiguredUpstreams().all()


def test_real_providers_are_read_from_a_file_with_their_secrets_in_the_environment(
    settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ONEDOOR_STATE, settings.ONEDOOR_UPSTREAMS = tmp_path, []
    assert ConfiguredUpstreams().all() == ()
    monkeypatch.setenv("GOV_SECRET", "from outside")
    (tmp_path / "upstream.yaml").write_text(
        "- {code: gov, protocol: oidc, name: {zh: 平台}, issuer: https://gov.example.cn,\n"
        "   client: onedoor, secret_from: GOV_SECRET, identity: {number: id}, ranks: {}}\n"
    )
    assert ConfiguredUpstreams().called("gov").facts["secret"] == "from outside"  # type: ignore[attr-defined]
    with pytest.raises(KeyError):
        ConfiguredUpstreams().called("national")


def test_the_number_of_another_stays_masked_on_the_page_of_joining(browser: Browser) -> None:
    browser.ours.force_login(somebody("me"))
    browser.national(join="1")
    page = browser.ours.get("/upstream/join").content.decode()
    assert AYIGUL["number"] not in page and AYIGUL["name"] not in page


def test_a_join_begun_by_one_account_is_not_finished_by_another(browser: Browser) -> None:
    browser.ours.force_login(somebody("me"))
    address = browser.at_national(browser.begin(join="1"))
    session = browser.ours.session
    begun = session["upstream-begun"]
    browser.ours.force_login(somebody("other"))
    session = browser.ours.session
    session["upstream-begun"] = begun
    session.save()
    answer, before = browser.return_to(address), made()
    assert answer.status_code == 403 and "upstream-said" not in browser.ours.session
    assert made() == before
