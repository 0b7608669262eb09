"""One button to follow, one click to end it: signed in, or by the link in a message without."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.channels.portal.citizen import Citizen, text_of
from tests.world import BOOKSHOP, World

from onedoor.casework.cases.models import Draft
from onedoor.channels.notices.off import off_path
from onedoor.kernel.actors import ANYONE
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import at_noon, days, travel
from onedoor.registers.entitlements.actions import ask
from onedoor.registers.entitlements.models import Asked, Declined, Entitlement
from onedoor.registers.licences.actions import keep_quiet, remind_of_what_is_due
from onedoor.registers.licences.models import Duty, Licence
from onedoor.registers.licences.queries import licences_of
from onedoor.registers.subscriptions.actions import subscribe
from onedoor.registers.subscriptions.models import Subscription

GUIDE = f"/guide/{BOOKSHOP}"
FOLLOW = f"/follow/service/{BOOKSHOP}"


def test_the_guide_leads_to_a_page_that_says_what_will_be_told_and_how_it_ends(
    world: World,
) -> None:
    page = Client().get(GUIDE).content.decode()
    assert f'href="{FOLLOW}"' in page
    # The same for everybody: nothing in the page is anybody's own.
    assert "csrfmiddlewaretoken" not in page
    asked_in = Client().get(FOLLOW)
    assert asked_in.status_code == 302 and "/sign-in" in asked_in.url
    words = Citizen("gulnur").words(FOLLOW)
    assert "关注“开书店、卖出版物”" in words and "一取消，您关注过什么的记录当场删除" in words
    assert not Subscription.objects.exists()


def test_followed_listed_with_its_day_and_way_and_ended_by_one_button(world: World) -> None:
    person = Citizen("duolang_books")
    sent = person.post(FOLLOW, also="sms")
    assert sent.status_code == 302
    listed = person.words("/mine/following")
    assert "开书店、卖出版物" in listed and "消息和短信" in listed and "起" in listed
    made = Subscription.objects.get()
    person.post(f"/mine/following/{made.pk}/off")
    assert not Subscription.objects.exists()
    assert "还没有关注什么" in person.words("/mine/following")


@pytest.mark.parametrize(
    "path", ["/follow/service/no-such", "/follow/nothing/x", "/follow/event/没有这样的事"]
)
def test_what_there_is_not_cannot_be_followed(world: World, path: str) -> None:
    person = Citizen("gulnur")
    assert person.get(path).status_code == 404
    assert person.post(path).status_code == 404
    assert not Subscription.objects.exists()


def test_a_way_one_cannot_be_told_by_is_refused_and_nothing_begins(world: World) -> None:
    sent = Citizen("gulnur").post(FOLLOW, also="fax")
    assert sent.status_code == 422 and "请选怎么告诉您" in text_of(sent)
    assert not Subscription.objects.exists()


def test_of_another_one_sees_and_ends_nothing(world: World) -> None:
    made = subscribe("service", BOOKSHOP, by=world.cast("gulnur"))
    other = Citizen("ayigul")
    assert other.get(f"/mine/following/{made.pk}").status_code == 302
    other.post(f"/mine/following/{made.pk}/off")
    assert Subscription.objects.filter(pk=made.pk).exists()


def test_one_click_without_a_sign_in_ends_it_and_a_second_one_does_nothing(world: World) -> None:
    made = subscribe("service", BOOKSHOP, by=world.cast("gulnur"))
    link = off_path("s", made.pk.hex)
    assert Client().head(link).status_code == 200
    assert Subscription.objects.exists(), "a look at the head alone ends nothing"
    for _each in range(2):
        answer = Client().get(link)
        assert answer.status_code == 200 and "不再关注" in text_of(answer)
        assert BOOKSHOP not in answer.content.decode() and "书店" not in text_of(answer)
        assert answer.headers["Cache-Control"].startswith("max-age=0")
    assert not Subscription.objects.exists()


def test_a_mail_program_ends_it_by_post_without_cookies(world: World) -> None:
    made = subscribe("service", BOOKSHOP, by=world.cast("gulnur"))
    program = Client(enforce_csrf_checks=True)
    answer = program.post(off_path("s", made.pk.hex), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and not Subscription.objects.exists()


def test_a_link_that_was_altered_ends_nothing(world: World) -> None:
    made = subscribe("service", BOOKSHOP, by=world.cast("gulnur"))
    link = off_path("s", made.pk.hex)
    for wrong in (link[:-1], link.replace("/s.", "/l."), f"/off/s.{made.pk.hex}:x", "/off/x"):
        assert Client().get(wrong).status_code == 404
    assert Subscription.objects.exists()


# --- Licences that run out --------------------------------------------------------------------


@pytest.fixture
def running_out(world: World) -> Iterator[tuple[Licence, Any]]:
    """A driving licence's holder, twenty-three days before its end."""
    case = world.a_decided_case("driving-licence-renewal")
    world.drain()
    holder = next(
        ref for ref in world.cast.people if world.cast(ref).party == str(case.applicant_id)
    )
    (licence,) = licences_of(str(case.applicant_id), seen_by=world.applicant(case))
    until = licence.valid_until
    assert until is not None
    with travel(at_noon(until - days(23))):
        yield licence, Citizen(holder)


def test_one_sentence_and_one_button_to_renew_at_home_and_in_my_space(running_out: Any) -> None:
    licence, person = running_out
    for page in ("/", "/mine"):
        answer = person.get(page)
        words = text_of(answer)
        assert f"您的“{licence.kind_name}” 23 天后到期" in words and "续签约" in words
        assert 'href="/apply/driving-licence-renewal"' in answer.content.decode()


def test_one_click_and_no_more_is_said_of_this_licence(running_out: Any, world: World) -> None:
    licence, person = running_out
    link = off_path("l", licence.ground)
    assert link in person.get("/mine").content.decode()
    assert Client().get(link).status_code == 200
    for page in ("/", "/mine"):
        assert "天后到期" not in text_of(person.get(page))
    assert remind_of_what_is_due() == 0
    assert Duty.objects.get(licence=licence, kind="renew").quiet_at is not None
    # The licence itself stands as it stood, and still says until when.
    assert "快到期" in person.words("/mine")
    assert not keep_quiet(licence.ground, by=ANYONE)


def test_nobody_else_ends_the_reminders_of_a_licence(running_out: Any, world: World) -> None:
    licence, _person = running_out
    for by in (world.cast("gulnur"), world.a_clerk("traffic-police-aksu")):
        with pytest.raises(NotFound):
            keep_quiet(licence.ground, by=by)
    assert Duty.objects.get(licence=licence, kind="renew").quiet_at is None


# --- What one may well be entitled to ---------------------------------------------------------

OLD, EIGHTY = "wang_jianguo", date(2036, 6, 7)
PAGE = "/mine/entitlements"


def test_off_until_asked_for_and_it_says_what_is_looked_at_and_on_what_ground(
    world: World,
) -> None:
    words = Citizen(OLD).words(PAGE)
    assert "不开，就不看" in words and "您有没有一张有效的《残疾人证》" in words
    assert (
        "《个人信息保护法》第十三条第一款第一项" in words
        and "《老年人权益保障法》第三十三条" in words
    )
    assert not Asked.objects.exists()


def test_asked_for_told_why_opened_with_the_answer_put_in_and_ended(world: World) -> None:
    with travel(at_noon(EIGHTY + timedelta(days=1))):
        person = Citizen(OLD)
        person.post(PAGE, do="ask")
        page = person.get(PAGE)
        words = text_of(page)
        assert "因为您满 80 岁" in words and "替您先填好：今年满多少岁" in words
        assert "没有提示的，不等于不能办" in words
        assert 'href="/apply/elderly-allowance"' in page.content.decode()
        world.drain()
        assert "您可能可以办“高龄津贴”" in person.words("/mine")
        person.post("/apply/elderly-allowance", at="civil-affairs-aksu-city")
        assert Draft.objects.get(service="elderly-allowance").answers["full_age"] == 80
        person.post(PAGE, do="decline", rule="elderly-allowance")
        assert "因为您满 80 岁" not in person.words(PAGE)
        assert Declined.objects.get().rule == "elderly-allowance"
        person.post(PAGE, do="end")
        assert not Asked.objects.exists() and not Declined.objects.exists()


def test_its_link_ends_one_rule_without_a_sign_in(world: World) -> None:
    with travel(at_noon(EIGHTY)):
        ask(by=world.cast(OLD))
        key = Entitlement.objects.get().pk
        assert Client().get(off_path("e", key.hex)).status_code == 200
        assert Client().get(off_path("e", key.hex)).status_code == 200
    assert not Entitlement.objects.exists() and Declined.objects.exists()


def test_each_look_is_shown_to_the_person_as_the_sites_own(world: World) -> None:
    ask(by=world.cast(OLD))
    words = Citizen(OLD).words("/mine/readings")
    assert "免申即享提示" in words and "因为您开了提示" in words


def test_a_firm_reads_that_it_is_for_persons(world: World) -> None:
    sent = Citizen("duolang_books").post(PAGE, do="ask")
    assert sent.status_code == 409 and "给个人的" in text_of(sent)
    assert not Asked.objects.exists()
