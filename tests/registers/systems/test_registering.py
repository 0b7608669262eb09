"""A system is registered by one administrator and reviewed by another; refused, nothing moves."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests.channels.identity.sso.systems import (
    AUDIT_ADMIN,
    CITIZEN,
    HERE,
    SECURITY_ADMIN,
    SYSTEM_ADMIN,
    a_system,
)
from tests.world import World

from onedoor.gateways.back_channel import HttpBackChannel
from onedoor.kernel.actors import Actor
from onedoor.kernel.models import Entry
from onedoor.kernel.refusals import Refusal
from onedoor.registers.people.queries import account_called
from onedoor.registers.systems import refusals
from onedoor.registers.systems.actions import (
    begin_sign_in,
    consent,
    review_system,
    rotate_keys,
    stop_system,
    withdraw_consent,
)
from onedoor.registers.systems.models import Consent, SignedIn, SigningKey, System
from onedoor.registers.systems.queries import account_behind, sub_of, systems

pytestmark = pytest.mark.usefixtures("world")
BOTH = Actor(kind="administrator", ref=SYSTEM_ADMIN.ref, office="security")


def names() -> list[str]:
    return list(Entry.objects.filter(subject__startswith="system:").values_list("name", flat=True))


def test_one_proposes_another_approves() -> None:
    system, secret = a_system()
    assert (system.state, names()) == ("approved", ["system.proposed", "system.reviewed"])
    assert secret not in str(System.objects.filter(pk=system.pk).values())


@pytest.mark.parametrize("by", [
    SECURITY_ADMIN, AUDIT_ADMIN, Actor(kind="staff", ref="account:clerk", agency=HERE),
    Actor(kind="person", ref="account:p", party="p", office="system"),
], ids=lambda actor: actor.office or actor.kind)  # fmt: skip
def test_nobody_but_the_system_administrator_proposes(by: Actor) -> None:
    from onedoor.registers.systems.actions import propose_system

    with pytest.raises(refusals.NotYourOffice):
        propose_system(
            agency=HERE, name="x", purpose="y", basis="z", facts=["name"], consent="ask",
            redirect_uris=["https://x.example/"], by=by,
        )  # fmt: skip
    assert (System.objects.count(), names()) == (0, [])


@pytest.mark.parametrize(("by", "refusal"), [
    (SYSTEM_ADMIN, refusals.NotYourOffice), (AUDIT_ADMIN, refusals.NotYourOffice),
    (BOTH, refusals.OwnProposal),
])  # fmt: skip
def test_whoever_proposed_does_not_review(by: Actor, refusal: type[Refusal]) -> None:
    system, _ = a_system(approve=False)
    with pytest.raises(refusal):
        review_system(system.pk, approve=True, by=by)
    system.refresh_from_db()
    assert (system.state, names()) == ("proposed", ["system.proposed"])


def test_the_database_refuses_it_too() -> None:
    system, _ = a_system(approve=False)
    rows = System.objects.filter(pk=system.pk)
    for change in ({"state": "approved"}, {"reviewed_by": SYSTEM_ADMIN.ref}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_declining_gives_a_reason_and_is_the_end_of_it() -> None:
    system, _ = a_system(approve=False)
    with pytest.raises(refusals.NoReason):
        review_system(system.pk, approve=False, by=SECURITY_ADMIN)
    review_system(system.pk, approve=False, note="用途写得不清楚", by=SECURITY_ADMIN)
    with pytest.raises(refusals.AlreadyReviewed):
        review_system(system.pk, approve=True, by=SECURITY_ADMIN)
    system.refresh_from_db()
    assert system.state == "declined"


@pytest.mark.parametrize(("wish", "where"), [
    ({"name": " "}, "name"), ({"purpose": ""}, "purpose"), ({"basis": ""}, "basis"),
    ({"facts": []}, "facts"), ({"facts": ["name", "income"]}, "facts"),
    ({"consent": "no"}, "consent"), ({"level": 9}, "level"),
    ({"redirect_uris": []}, "redirect_uris"),
    ({"redirect_uris": ["http://press.example/callback"]}, "redirect_uris"),
    ({"redirect_uris": ["https://*.press.example/callback"]}, "redirect_uris"),
    ({"redirect_uris": ["https://press.example/callback#x"]}, "redirect_uris"),
    ({"redirect_uris": ["https://user:pw@press.example/"]}, "redirect_uris"),
    ({"redirect_uris": ["javascript:alert(1)"]}, "redirect_uris"),
    ({"redirect_uris": ["https://press.example/ x"]}, "redirect_uris"),
    ({"post_logout_uris": ["//press.example/bye"]}, "post_logout_uris"),
    ({"back_channel_uri": "http://10.0.0.1/x"}, "back_channel_uri"),
    ({"back_channel_uri": "file:///etc/passwd"}, "back_channel_uri"),
], ids=str)  # fmt: skip
def test_a_sheet_with_something_wrong_is_not_kept(wish: dict[str, Any], where: str) -> None:
    with pytest.raises(Refusal) as wrong:
        a_system(**wish)
    assert wrong.value.where == where
    assert (System.objects.count(), names()) == (0, [])


def test_stopping_gives_a_reason_and_ends_who_is_signed_in(world: World) -> None:
    system, _ = a_system()
    world.cast(CITIZEN)
    account = account_called(CITIZEN)
    assert account
    begin_sign_in(system, account, "a-session", by=world.cast(CITIZEN))
    with pytest.raises(refusals.NoReason):
        stop_system(system.pk, reason=" ", by=SYSTEM_ADMIN)
    assert SignedIn.objects.get().ended_at is None
    stop_system(system.pk, reason="合同到期", by=SYSTEM_ADMIN)
    assert SignedIn.objects.get().ended_at is not None
    with pytest.raises(refusals.NotInUse):
        consent(account, system.pk, ["name"], by=world.cast(CITIZEN))


def test_a_duty_is_not_withdrawn(world: World) -> None:
    system, _ = a_system(consent="duty")
    world.cast(CITIZEN)
    account = account_called(CITIZEN)
    assert account
    consent(account, system.pk, ["name"], by=world.cast(CITIZEN))
    with pytest.raises(refusals.CannotWithdraw):
        withdraw_consent(account, system.pk, by=world.cast(CITIZEN))
    assert Consent.objects.get().withdrawn_at is None


def test_facts_a_system_was_not_approved_for_cannot_be_agreed_to(world: World) -> None:
    system, _ = a_system(facts=["name"])
    world.cast(CITIZEN)
    account = account_called(CITIZEN)
    assert account
    given = consent(account, system.pk, ["name", "number"], by=world.cast(CITIZEN))
    assert given.facts == ["name"]


def test_only_administrators_see_the_list_and_only_two_undo_a_pseudonym(world: World) -> None:
    system, _ = a_system()
    world.cast(CITIZEN)
    account = account_called(CITIZEN)
    assert account
    begin_sign_in(system, account, "a-session", by=world.cast(CITIZEN))
    sub = sub_of(system, account)
    assert str(account.party_id) not in sub
    with pytest.raises(refusals.NotYourOffice):
        systems(seen_by=world.cast(CITIZEN))
    with pytest.raises(refusals.NotYourOffice):
        account_behind(HERE, sub, seen_by=SYSTEM_ADMIN)
    assert account_behind(HERE, sub, seen_by=AUDIT_ADMIN) == f"party:{account.party_id}"
    assert account_behind("another", sub, seen_by=AUDIT_ADMIN) == ""


def test_keys_lie_sealed_and_are_rotated_by_administrators_alone(world: World) -> None:
    rotate_keys(by=SYSTEM_ADMIN)
    with pytest.raises(refusals.NotYourOffice):
        rotate_keys(by=world.cast(CITIZEN))
    assert SigningKey.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT pem FROM systems_signingkey")
        assert "PRIVATE KEY" not in cursor.fetchone()[0]


# --- the line to the systems ---


class Answers(BaseHTTPRequestHandler):
    """Answers each POST with what its path says, and counts."""

    asked: list[str] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        Answers.asked.append(self.path)
        self.send_response(int(self.path[1:4]))
        self.send_header("Location", "/200")
        self.end_headers()

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def there() -> Iterator[str]:
    Answers.asked.clear()
    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("status", ["302", "400", "500"])
def test_no_answer_but_yes_is_taken_and_no_redirect_is_followed(there: str, status: str) -> None:
    with pytest.raises(OSError, match=status):
        HttpBackChannel().tell(f"{there}/{status}", "a-token")
    assert Answers.asked == [f"/{status}"]


def test_a_yes_is_taken(there: str) -> None:
    HttpBackChannel().tell(f"{there}/200", "a-token")
    HttpBackChannel().tell(f"{there}/204", "a-token")
    assert Answers.asked == ["/200", "/204"]
