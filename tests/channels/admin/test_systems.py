"""The administrators' pages of systems: each sees what the office lets them do, and no more."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory
from tests.channels.identity.sso.systems import (
    AUDIT_ADMIN,
    HERE,
    SECURITY_ADMIN,
    SYSTEM_ADMIN,
    a_system,
)
from tests.world import World

from onedoor.channels.admin.pages import systems
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.registers.people.actions import digest_of
from onedoor.registers.systems.models import SigningKey, System

SHEET = {
    "agency": HERE, "name": "出版物管理系统", "purpose": "核对来办事的人是谁",
    "basis": "出版管理条例 第三十五条", "facts": ["name", "phone"], "consent": "ask", "level": "2",
    "redirect_uris": "https://press.example/callback\nhttps://press.example/other",
    "post_logout_uris": "", "back_channel_uri": "https://press.example/out",
}  # fmt: skip
Ask = Callable[..., Any]


@pytest.fixture
def ask(world: World) -> Ask:
    """The page as this administrator gets it; `send` posts a form."""

    def page(view: Any, by: Actor, *args: str, send: dict[str, Any] | None = None) -> Any:
        making = RequestFactory()
        request: Any = making.post("/", send) if send is not None else making.get("/")
        request.actor, request.user, request.session = by, AnonymousUser(), SessionStore()
        return view(request, *args)

    return page


def test_the_secret_is_shown_once_and_never_again(ask: Ask) -> None:
    shown = ask(systems.propose, SYSTEM_ADMIN, send=SHEET).content.decode()
    system = System.objects.get()
    secret = shown.partition("client_secret")[2].partition('class="v">')[2].partition("<")[0]
    assert digest_of(secret) == system.secret_digest
    assert (system.state, system.level, system.facts) == ("proposed", 2, ["name", "phone"])
    assert len(system.redirect_uris) == 2
    for view, more in ((systems.listing, ()), (systems.system, (system.pk,))):
        assert secret not in ask(view, SYSTEM_ADMIN, *more).content.decode()


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(ask: Ask) -> None:
    answer = ask(systems.propose, SYSTEM_ADMIN, send=SHEET | {"redirect_uris": "http://x.example"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#redirect_uris"' in text
    assert "出版管理条例 第三十五条" in text
    answer = ask(systems.propose, SYSTEM_ADMIN, send=SHEET | {"agency": "nobody"})
    assert 'href="#agency"' in answer.content.decode()
    assert System.objects.count() == 0


def test_the_sheet_is_of_no_use_to_another_office(ask: Ask) -> None:
    for by in (SECURITY_ADMIN, AUDIT_ADMIN):
        with pytest.raises(Refusal) as refused:
            ask(systems.propose, by, send=SHEET)
        assert refused.value.status == 403
    assert System.objects.count() == 0


def test_only_the_other_administrator_is_shown_the_buttons_of_a_review(ask: Ask) -> None:
    system, _ = a_system(approve=False)
    pages = {
        by.office: ask(systems.system, by, system.pk).content.decode()
        for by in (SYSTEM_ADMIN, SECURITY_ADMIN, AUDIT_ADMIN)
    }
    assert {office: 'value="approve"' in page for office, page in pages.items()} == {
        "system": False, "security": True, "audit": False,
    }  # fmt: skip


def test_a_review_declined_without_words_is_asked_for_them(ask: Ask) -> None:
    system, _ = a_system(approve=False)
    answer = ask(systems.system, SECURITY_ADMIN, system.pk, send={"do": "decline", "words": ""})
    assert (answer.status_code, System.objects.get().state) == (422, "proposed")
    ask(systems.system, SECURITY_ADMIN, system.pk, send={"do": "approve"})
    assert System.objects.get().state == "approved"
    ask(systems.system, SYSTEM_ADMIN, system.pk, send={"do": "stop", "words": "到期"})
    assert System.objects.get().state == "stopped"


def test_the_page_of_keys_never_shows_one(ask: Ask) -> None:
    ask(systems.keys, SYSTEM_ADMIN, send={"do": "rotate"})
    text = ask(systems.keys, AUDIT_ADMIN).content.decode()
    assert SigningKey.objects.get().kid[:6] in text
    assert "PRIVATE" not in text
    assert 'value="at-once"' not in text
    with pytest.raises(Refusal):
        ask(systems.keys, AUDIT_ADMIN, send={"do": "at-once"})
    assert SigningKey.objects.count() == 1


@pytest.mark.parametrize("kind", ["person", "staff", "machine", "anyone"])
def test_nobody_else_comes_in(ask: Ask, kind: Any) -> None:
    somebody = Actor(kind=kind, ref="account:x", office="system", posts=frozenset({"a/b"}))
    for view in (systems.listing, systems.propose, systems.keys):
        assert ask(view, somebody).status_code in (302, 403)
