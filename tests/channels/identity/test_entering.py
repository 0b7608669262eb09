"""Everybody gets in: by telephone of any country, by mail, by password; with any name."""

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from tests.channels.identity.person import Person, code_for, words_of
from tests.world import World

from onedoor.channels.guarding.models import Tally
from onedoor.kernel.record import entries_of
from onedoor.registers.people.models import Account, Party
from onedoor.registers.people.queries import account_reached_by, assurance_of
from onedoor.site.city import PASSWORD

LONG = "阿卜杜热合曼·阿卜杜热依木·麦麦提伊敏江·托合提"
HOME = "/mine"


@pytest.fixture(autouse=True)
def _people(world: World) -> None:
    world.cast("ayigul")


def a_day_later() -> None:
    """All counts have run out."""
    Tally.objects.all().delete()


def joins(contact: str, name: str) -> Person:
    person = Person()
    assert person.enters_by_code(contact).url == "/sign-up"
    assert person.client.post("/sign-up", {"name": name}).url == HOME
    return person


@pytest.mark.parametrize(
    ("phone", "name"),
    [
        ("13899990001", "艾合买提"),
        ("+7 701 234 5678", "Нұрсұлтан Әбішұлы"),
        ("0090 501 234 56 78", "Ayşe Yılmaz"),
        ("138 9999 0002", LONG),
        ("13899990003", "J. R. Smith"),
        ("13899990004", "مۇھەممەت"),
    ],
)
def test_a_telephone_of_any_country_and_a_name_of_any_kind_get_in(phone: str, name: str) -> None:
    person = Person()
    person.sends("/sign-in", login=phone, by="code")
    reached = phone.replace(" ", "").replace("0090", "+90")
    assert person.client.post("/sign-in/code", {"code": code_for(reached)}).url == "/sign-up"
    assert person.client.post("/sign-up", {"name": name}).url == HOME
    assert name in words_of(person.opens(HOME))


def test_the_long_name_has_twenty_five_characters_or_near_and_keeps_its_dots(world: World) -> None:
    assert len(LONG) >= 23
    joins("13899990011", LONG.replace("·", "•"))
    account = account_reached_by(phone="+8613899990011")
    assert account and account.name == LONG


def test_a_country_may_be_chosen_instead_of_typed() -> None:
    person = Person()
    person.sends("/sign-in", login="701 234 5679", country="KZ", by="code")
    assert (
        person.client.post("/sign-in/code", {"code": code_for("+77012345679")}).status_code == 302
    )


def test_who_is_known_comes_back_by_code_to_the_page_they_were_at() -> None:
    joins("13899990021", "艾合买提")
    a_day_later()
    again = Person().enters_by_code("13899990021", onward="/mine/readings")
    assert again.url == "/mine/readings"


def test_mail_works_like_a_telephone_whatever_its_case() -> None:
    joins("Ada@Example.org", "Ada")
    a_day_later()
    person = Person()
    assert person.enters_by_code("ada@example.ORG").url == HOME
    assert mail.outbox[-1].to == ["ada@example.org"]


def test_joining_makes_one_self_declared_party_with_a_confirmed_contact() -> None:
    joins("13899990031", "艾合买提")
    account = account_reached_by(phone="+8613899990031")
    assert account and account.party
    assert (account.party.number_kind, account.party.number) == ("none", "")
    assert assurance_of(account) == 1
    told = [entry.name for entry in entries_of(f"party:{account.party.ref}")]
    assert told == ["party.kept", "party.proven"]


def test_the_telephone_lies_sealed_and_is_found_by_its_index() -> None:
    from django.db import connection

    joins("13899990041", "艾合买提")
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_index FROM people_account WHERE phone_index <> ''")
        rows = cursor.fetchall()
    assert rows and not any("13899990041" in text for row in rows for text in row)


def test_nothing_is_made_before_the_telephone_answered() -> None:
    before = (Party.objects.count(), Account.objects.count())
    person = Person()
    person.sends("/sign-in", login="13899990051", by="code")
    assert person.client.post("/sign-up", {"name": "艾合买提"}).status_code == 422
    assert (Party.objects.count(), Account.objects.count()) == before


def test_a_name_with_signs_is_refused_in_a_sentence_and_what_was_typed_stays() -> None:
    person = Person()
    person.enters_by_code("13899990061")
    answer = person.client.post("/sign-up", {"name": "<b>Ada"})
    assert answer.status_code == 422
    assert "不能用的字符" in words_of(answer) and "&lt;b&gt;Ada" in answer.content.decode()
    assert account_reached_by(phone="+8613899990061") is None


def test_a_password_still_opens_and_leads_on() -> None:
    person = Person()
    step = person.sends("/sign-in", login="ayigul", by="password")
    assert "填写密码" in words_of(step)
    answer = person.sends("/sign-in", login="ayigul", password=PASSWORD, next="/mine/readings")
    assert answer.url == "/mine/readings"


def test_what_another_way_hashed_still_opens_once_right_and_is_hashed_anew() -> None:
    """Passwords kept before scrypt came first are no reason to lock anybody out."""
    ayigul = Account.objects.filter(login="ayigul")
    ayigul.update(password=make_password(PASSWORD, hasher="pbkdf2_sha256"))
    assert Person().sends("/sign-in", login="ayigul", password=PASSWORD + "!").status_code == 422
    assert ayigul.get().password.startswith("pbkdf2_sha256$")
    assert Person().sends("/sign-in", login="ayigul", password=PASSWORD).status_code == 302
    # Parameters as OWASP prints them for scrypt.
    assert ayigul.get().password.startswith("scrypt$16384$")
    assert ayigul.get().password.split("$")[3:5] == ["8", "5"]
    assert Person().sends("/sign-in", login="ayigul", password=PASSWORD).status_code == 302


def test_at_least_four_other_ways_stand_beside_a_code_that_does_not_come() -> None:
    person = Person()
    person.sends("/sign-in", login="13899990071", by="code")
    page = person.opens("/sign-in/code").content.decode()
    ways = page.partition('id="ways"')[2].partition("</section>")[0]
    assert ways.count("<li>") >= 4
    assert "一门卡" in ways and "12345" in ways and "先不登录" in ways


def test_a_number_that_is_none_says_how_to_write_one() -> None:
    answer = Person().sends("/sign-in", login="1380013", by="code")
    assert answer.status_code == 422 and "+7 701" in words_of(answer)


def test_a_code_is_typed_with_blanks_too_and_only_in_the_browser_that_asked() -> None:
    person, stranger = Person(), Person()
    person.sends("/sign-in", login="13899990081", by="code")
    code = code_for("13899990081")
    assert stranger.client.post("/sign-in/code", {"code": code}).url == "/sign-in"
    answer = person.client.post("/sign-in/code", {"code": f"{code[:3]} {code[3:]}"})
    assert answer.url == "/sign-up"


def test_three_wrong_codes_end_it_and_the_right_one_comes_too_late() -> None:
    person = Person()
    person.sends("/sign-in", login="13899990091", by="code")
    code = code_for("13899990091")
    wrong = "000000" if code != "000000" else "111111"
    answers = [person.client.post("/sign-in/code", {"code": wrong}) for _ in range(3)]
    assert [each.status_code for each in answers] == [422, 422, 422]
    assert "作废" in words_of(answers[-1])
    assert person.client.post("/sign-in/code", {"code": code}).url == "/sign-in"
    assert not person.is_in
