"""Two providers in processes of their own, a browser that goes there and back, and a rogue."""

import base64
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from django.contrib.auth import get_user_model
from django.test import Client
from tests.gateways.outside import Twin, free_port

from onedoor.kernel.actors import SYSTEM
from onedoor.registers.people.actions import keep_party, open_account, prove
from onedoor.registers.people.models import Account, Link, Party, Proof
from onedoor.site.twins import describe

ADDRESS = "http://testserver"
AYIGUL = {"name": "阿依古丽·买买提", "number_kind": "citizen", "number": "652999198506120027"}
VERIFIED = "urn:onedoor:sample:person-verified"
PASSWORD = "a-long-password"


@pytest.fixture(scope="session")
def note() -> dict[str, Any]:
    return describe(free_port, host="127.0.0.1", address=ADDRESS)


@pytest.fixture(scope="session")
def twins(note: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    both = [
        Twin(name, note, tmp_path_factory.mktemp(name))
        for name in ("national", "provincial", "wechat", "alipay")
    ]
    yield
    said = "".join(twin.stop() for twin in both)
    assert AYIGUL["number"] not in said and AYIGUL["name"] not in said


@pytest.fixture
def configured(twins: None, note: dict[str, Any], settings: Any, db: None) -> dict[str, Any]:
    settings.ONEDOOR_ADDRESS = ADDRESS
    settings.ONEDOOR_UPSTREAMS = note["upstreams"]
    return note


class Browser:
    """One person's browser: our site by the test client, the providers by real requests."""

    def __init__(self) -> None:
        self.ours = Client(HTTP_HOST="testserver")
        self.theirs = requests.Session()
        self.theirs.trust_env = False

    def begin(self, provider: str = "national", **given: str) -> str:
        """Press the link; the address of the provider one is sent to."""
        answer = self.ours.get(f"/upstream/{provider}", given)
        assert answer.status_code == 302, answer.content.decode()
        return str(answer.url)

    def at_national(self, url: str, who: str = "ayigul", rank: str = "real-name-3") -> str:
        """Sign in there; the address one is sent back to."""
        form = fields(self.theirs.get(url).text) | {"who": who, "rank": rank}
        place = url.partition("?")[0]
        answer = self.theirs.post(place, data=form, allow_redirects=False)
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    def national(self, who: str = "ayigul", rank: str = "real-name-3", **given: str) -> Any:
        """There and back; what our site answers in the end."""
        return self.return_to(self.at_national(self.begin(**given), who, rank))

    def return_to(self, url: str) -> Any:
        parts = urlsplit(url)
        return self.ours.get(parts.path, dict(parse_qsl(parts.query)))

    def at_provincial(self, url: str, who: str = "ayigul", rank: str = VERIFIED) -> dict[str, str]:
        """Sign in there; the form that its page would post back."""
        form = fields(self.theirs.get(url).text) | {"who": who, "rank": rank}
        return fields(self.theirs.post(url.partition("?")[0], data=form).text)

    def post_back(self, form: dict[str, str]) -> Any:
        """Post as the provider's page does: without our cookie; then press the page's button."""
        stranger = Client(HTTP_HOST="testserver", enforce_csrf_checks=True)
        page = stranger.post("/upstream/provincial/back", form)
        assert page.status_code == 200 and not page.cookies
        return self.ours.post("/upstream/provincial/finish", fields(page.content.decode()))

    def provincial(self, who: str = "ayigul", rank: str = VERIFIED, **given: str) -> Any:
        return self.post_back(self.at_provincial(self.begin("provincial", **given), who, rank))

    @property
    def account(self) -> Account | None:
        """Who is signed in here."""
        key = self.ours.session.get("_auth_user_id")
        return get_user_model().objects.get(pk=key) if key else None


def fields(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {unescape(name): unescape(value) for name, value in found}


@pytest.fixture
def browser(configured: dict[str, Any]) -> Browser:
    return Browser()


def made() -> tuple[int, int, int, int]:
    """How much there is: parties, accounts, proofs, links. Nothing moved when it is the same."""
    return tuple(model.objects.count() for model in (Party, Account, Proof, Link))  # type: ignore[return-value]


def somebody(login: str, *, way: str = "", email: str = "", **who: str) -> Account:
    """A person with an account here; by default self-declared."""
    known = {"name": "自己说的", "number_kind": "none", "number": ""} | who
    party = keep_party(kind="person", by=SYSTEM, **known)
    account = open_account(login, PASSWORD, party=party, by=SYSTEM)
    if way:
        prove(party, way, account=account, by=SYSTEM)
    if email:
        account.email = email
        account.save()
    return account


def encoded(xml: str) -> str:
    return base64.b64encode(xml.encode()).decode()
