"""Ways in of one's own: second step, recovery codes, devices, contacts, password."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import connection
from tests.channels.identity.person import Person, code_for, words_of
from tests.channels.identity.test_entering import a_day_later, joins
from tests.world import World

from onedoor.kernel.actors import ANYONE
from onedoor.registers.people.actions import join
from onedoor.registers.people.models import Account
from onedoor.registers.people.queries import account_reached_by, assurance_of
from onedoor.site.city import PASSWORD

NEW = "four quiet words here"
_PHONES = iter(range(13899960001, 13899969999))


@pytest.fixture(autouse=True)
def _people(world: World) -> None:
    world.cast("ayigul")


@pytest.fixture
def phone() -> str:
    return str(next(_PHONES))


@pytest.fixture
def person(phone: str) -> Person:
    """Somebody who has just joined by telephone."""
    return joins(phone, "艾合买提")


def account_of(phone: str) -> Account:
    account = account_reached_by(phone=f"+86{phone}")
    assert account
    return account


def a_quarter_of_an_hour_later(person: Person) -> None:
    """What was shown in this session lies back; the session is still open."""
    kept = person.client.session
    for each in kept["account_authentication_methods"]:
        each["at"] -= 15 * 60
    kept.save()


def digits_of(secret: str, step: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def switches_on(person: Person) -> tuple[str, list[str]]:
    """Switch the second step on; its secret and the recovery codes."""
    page = person.opens("/account/second-step").content.decode()
    secret = re.sub(r"\s", "", re.search(r"<code>([A-Z2-7\s]+)</code>", page)[1])  # type: ignore[index]
    answer = person.client.post("/account/second-step", {"code": digits_of(secret)})
    assert answer.url == "/account/recovery-codes", words_of(answer)
    shown = person.opens(answer.url).content.decode()
    return secret, [
        re.sub(r"\s", "", each) for each in re.findall(r"<bdi dir=\"ltr\">([\d ]+)</bdi>", shown)
    ]


# ---- second step


def test_with_a_second_step_a_code_alone_does_not_open(person: Person, phone: str) -> None:
    secret, _codes = switches_on(person)
    a_day_later()
    thief = Person()
    assert thief.enters_by_code(phone).url == "/sign-in/second-step"
    assert not thief.is_in
    wrong = thief.client.post("/sign-in/second-step", {"code": "000000"})
    assert wrong.status_code == 200 and "验证码不对" in words_of(wrong) and not thief.is_in
    answer = thief.client.post("/sign-in/second-step", {"code": digits_of(secret, 1)})
    assert answer.url == "/mine" and thief.is_in


def test_the_digits_of_one_half_minute_open_once(person: Person, phone: str) -> None:
    secret, _codes = switches_on(person)
    digits = digits_of(secret, 1)
    for again in (False, True):
        a_day_later()
        other = Person()
        other.enters_by_code(phone)
        other.client.post("/sign-in/second-step", {"code": digits})
        assert other.is_in is not again


def test_a_recovery_code_opens_once_and_is_crossed_out(person: Person, phone: str) -> None:
    _secret, codes = switches_on(person)
    assert len(codes) == 10
    for again in (False, True):
        a_day_later()
        other = Person()
        other.enters_by_code(phone)
        other.client.post("/sign-in/second-step", {"code": codes[0]})
        assert other.is_in is not again
    assert "还有 9 个没用过" in words_of(person.opens("/account/security"))


def test_the_seeds_lie_sealed(person: Person, phone: str) -> None:
    secret, _codes = switches_on(person)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator")
        kept = " ".join(row[0] for row in cursor.fetchall())
    assert secret not in kept and '"1.' in kept


def test_second_steps_are_not_guessed_without_end(person: Person, phone: str) -> None:
    secret, _codes = switches_on(person)
    a_day_later()
    thief = Person()
    thief.enters_by_code(phone)
    for _n in range(6):
        thief.client.post("/sign-in/second-step", {"code": "000000"})
    answer = thief.client.post("/sign-in/second-step", {"code": digits_of(secret, 1)})
    assert "试得太多了" in words_of(answer) and not thief.is_in


def test_switching_off_asks_for_fresh_proof_by_the_second_step_itself(person: Person) -> None:
    secret, _codes = switches_on(person)
    a_quarter_of_an_hour_later(person)
    answer = person.client.post("/account/second-step/off")
    assert answer.url.startswith("/account/prove")
    page = words_of(person.opens(answer.url))
    assert "验证器上的 6 位数字" in page and "发验证码到" not in page
    given = {"by": "step", "code": digits_of(secret, 1), "next": "/account/second-step/off"}
    assert person.client.post("/account/prove", given).url == "/account/second-step/off"
    assert person.client.post("/account/second-step/off").url == "/account/security"
    assert not Authenticator.objects.filter(type="totp").exists()


# ---- fresh proof


@pytest.mark.parametrize(
    "path",
    [
        "/account/password", "/account/contact", "/account/contact/drop", "/account/passkeys/add",
        "/account/second-step", "/account/recovery-codes", "/account/recovery-codes/new",
        "/account/passkeys/1/remove",
    ],
)  # fmt: skip
def test_a_session_left_open_changes_nothing_that_matters(
    person: Person, phone: str, path: str
) -> None:
    before = Account.objects.filter(pk=account_of(phone).pk).values().get()
    a_quarter_of_an_hour_later(person)
    for answer in (
        person.client.get(path),
        person.client.post(path, {"password": NEW, "kind": "phone"}),
    ):
        assert answer.status_code == 405 or answer.url.startswith("/account/prove?next=")
    assert Account.objects.filter(pk=account_of(phone).pk).values().get() == before


def test_fresh_proof_by_a_code_to_ones_own_telephone(person: Person, phone: str) -> None:
    a_quarter_of_an_hour_later(person)
    page = words_of(person.opens("/account/prove?next=/account/password"))
    assert f"发验证码到 {phone[:3]}****{phone[-4:]}" in page
    a_day_later()
    asked = person.sends(
        "/account/prove?next=/account/password", by="code", to="phone", next="/account/password"
    )
    assert asked.url == "/sign-in/code"
    answer = person.client.post("/sign-in/code", {"code": code_for(phone)})
    assert answer.url == "/account/password"
    assert person.opens("/account/password").status_code == 200


def test_a_code_asked_for_by_one_account_proves_nothing_for_another(world: World) -> None:
    person = Person()
    person.sends("/sign-in", login="13899950001", by="code")
    code = code_for("13899950001")
    person.client.post("/sign-in", {"login": "ayigul", "password": PASSWORD})
    a_quarter_of_an_hour_later(person)
    person.client.post("/sign-in/code", {"code": code})
    assert person.client.get("/account/password").status_code == 302
    assert account_reached_by(phone="+8613899950001") is None


# ---- password


def test_a_new_password_opens_and_ends_every_other_session(person: Person, phone: str) -> None:
    a_day_later()
    elsewhere = Person()
    elsewhere.enters_by_code(phone)
    assert elsewhere.is_in
    assert person.client.post("/account/password", {"password": NEW}).url == "/account/security"
    assert person.is_in and not elsewhere.is_in
    again = Person()
    again.client.post("/sign-in", {"login": phone, "password": NEW})
    assert again.is_in


@pytest.mark.parametrize("weak", ["short", "password1234"[:8], "qwertyuiop", ""])
def test_a_weak_password_is_refused_and_the_old_stays(
    person: Person, phone: str, weak: str
) -> None:
    before = account_of(phone).password
    assert person.client.post("/account/password", {"password": weak}).status_code == 422
    assert account_of(phone).password == before


# ---- devices


def test_devices_are_listed_in_words_and_one_can_be_ended(person: Person, phone: str) -> None:
    a_day_later()
    other = Person("198.51.100.7")
    other.client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows NT 10.0) Chrome/120 Edg/120"
    other.enters_by_code(phone)
    page = person.opens("/account/security").content.decode()
    assert "Windows，Edge" in page and "198.51.100.7" in page
    found = re.search(r"/account/sessions/(\d+)/end", page)
    assert found
    assert person.client.post(found[0]).status_code == 302
    assert person.is_in and not other.is_in


def test_a_session_of_somebody_else_cannot_be_ended(person: Person, phone: str) -> None:
    stranger = joins(str(next(_PHONES)), "Ada")
    other = Person("198.51.100.8")
    a_day_later()
    other.enters_by_code(phone)
    found = re.search(
        r"/account/sessions/(\d+)/end", person.opens("/account/security").content.decode()
    )
    assert found
    assert stranger.client.post(found[0]).status_code == 404
    assert other.is_in


def test_all_other_devices_are_ended_at_once(person: Person, phone: str) -> None:
    others = []
    for n in range(3):
        a_day_later()
        other = Person(f"198.51.100.{n}")
        other.enters_by_code(phone)
        others.append(other)
    person.client.post("/account/sessions/others/end")
    assert person.is_in and not any(each.is_in for each in others)


# ---- contacts


def test_a_new_telephone_answers_first_and_then_leads_here(person: Person, phone: str) -> None:
    new = str(next(_PHONES))
    assert person.sends("/account/contact", login=new).url == "/sign-in/code"
    assert account_reached_by(phone=f"+86{new}") is None
    assert person.client.post("/sign-in/code", {"code": code_for(new)}).url == "/account/security"
    moved = account_of(new)
    assert account_reached_by(phone=f"+86{phone}") is None
    assert moved.name == "艾合买提" and assurance_of(moved) == 1


def test_a_telephone_of_another_account_is_not_taken_from_it(person: Person, phone: str) -> None:
    theirs = str(next(_PHONES))
    joins(theirs, "Ada")
    a_day_later()
    person.sends("/account/contact", login=theirs)
    answer = person.client.post("/sign-in/code", {"code": code_for(theirs)})
    assert answer.status_code == 409 and "另一个账号" in words_of(answer)
    assert account_of(theirs).name == "Ada" and account_of(phone).name == "艾合买提"


def test_the_last_way_in_cannot_be_dropped(person: Person, phone: str) -> None:
    answer = person.client.post("/account/contact/drop", {"kind": "phone"})
    assert answer.status_code == 409 and "最后一个办法" in words_of(answer)
    assert account_of(phone).phone
    person.client.post("/account/password", {"password": NEW})
    person.client.post("/account/contact/drop", {"kind": "phone"})
    assert account_reached_by(phone=f"+86{phone}") is None


def test_a_closed_account_does_not_open_by_any_way(phone: str) -> None:
    account = join("艾合买提", phone=f"+86{phone}", by=ANYONE)
    account.set_password(NEW)
    account.is_active = False
    account.save()
    by_code, by_password = Person(), Person()
    assert by_code.enters_by_code(phone).status_code == 403
    answer = by_password.client.post("/sign-in", {"login": phone, "password": NEW})
    assert "账号或密码不对" in words_of(answer)
    assert not by_code.is_in and not by_password.is_in


def test_nobody_sees_the_page_of_security_without_signing_in() -> None:
    assert Person().opens("/account/security").url == "/sign-in?next=/account/security"


def test_what_allauth_would_open_by_itself_does_not_exist() -> None:
    for path in ("/accounts/login/", "/accounts/signup/", "/login/", "/account/email", "/mfa/"):
        assert Person().opens(path).status_code == 404, path
