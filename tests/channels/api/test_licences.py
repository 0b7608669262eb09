"""Licences for bureau systems: signed, refused for themselves, heard of, and read by the holder."""

import base64
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import jwt
import pytest
from django.test import Client
from tests.channels.identity.sso.systems import SYSTEM_ADMIN, a_system
from tests.registers.licences.test_licences import issued

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.codes import licence_identifier
from onedoor.kernel.models import Reading
from onedoor.kernel.time import days, now, today, travel
from onedoor.registers.licences.actions import Listing, restore_licence, suspend_licence
from onedoor.registers.licences.models import Licence
from onedoor.registers.people.queries import party_for
from onedoor.registers.showing.actions import authorise, end_authorisation
from onedoor.registers.showing.changes import SETTLED
from onedoor.registers.showing.models import AnswerKey, Authorisation, Use
from onedoor.registers.showing.signing import AHEAD, SIGNS, renew_answer_key
from onedoor.registers.systems.actions import stop_system

LAW = "出版管理条例 第三十五条"
ASKED = {"purpose": "finance", "item": "开户", "case": "K-1", "operator": "柜员 07",
         "reason": "开立对公账户"}  # fmt: skip


# As the packs call it, and so as its seal says.
BUREAU = "拜城县新闻出版（版权）局"


class Bureau:
    """A bureau system that speaks to the interface."""

    def __init__(self, **wishes: Any) -> None:
        self.system, self.secret = a_system(**({"facts": ["licences"]} | wishes))
        self.headers = self.key(self.secret)

    def key(self, secret: str) -> dict[str, str]:
        shown = base64.b64encode(f"{self.system.pk}:{secret}".encode()).decode()
        return {"Authorization": f"Basic {shown}"}

    def ask(self, path: str = "", **said: Any) -> Any:
        return Client().post(
            f"/api/v1/licences/query{path}", ASKED | said, content_type="application/json",
            headers=self.headers,
        )  # fmt: skip

    def hear(self, after: int = 0) -> Any:
        """What happened so far, once all of it has settled."""
        with travel(now() + SETTLED * 2):
            return (
                Client().get(f"/api/v1/licences/changes?after={after}", headers=self.headers).json()
            )


@pytest.fixture(autouse=True)
def on_a_working_day() -> Iterator[None]:
    """After the licence was issued."""
    with travel(date(2026, 12, 1)):
        yield


@pytest.fixture
def licence(world: Any) -> Licence:
    return issued(agency_name=BUREAU, holder=world.cast("duolang_books").party)


@pytest.fixture
def bureau(licence: Licence) -> Bureau:
    return Bureau()


def holder_of(licence: Licence) -> Actor:
    return Actor(kind="person", ref="h", party=licence.holder, person=licence.holder)


def let(bureau: Bureau, licence: Licence, count: int = 2) -> Authorisation:
    labels = [each["label"] for each in licence.facts[:count]]
    return authorise(
        licence.number, to=f"system:{bureau.system.pk}", facts=labels, purpose="finance",
        until=today() + days(30), by=holder_of(licence),
    )  # fmt: skip


def test_a_licence_is_answered_and_signed_with_a_published_key(
    bureau: Bureau, licence: Licence
) -> None:
    authorisation = let(bureau, licence)
    answer = bureau.ask(number=licence.number)
    assert answer.status_code == 200
    told = answer.json()
    assert list(told["licence"]["facts"]) == [each["label"] for each in licence.facts[:2]]
    keys = Client().get("/api/v1/licences/keys").json()
    (key,) = jwt.PyJWKSet.from_dict(keys).keys
    assert key.key_id == jwt.get_unverified_header(told["signed"])["kid"]
    claims = jwt.decode(
        told["signed"], key.key, algorithms=["ES256"], audience=bureau.system.pk,
        options={"verify_iat": False},
    )  # fmt: skip
    assert claims["licence"] == told["licence"] and claims["sub"] == licence.number
    assert claims["authorisation"] == str(authorisation.pk)
    assert "d" not in keys["keys"][0]


def test_the_look_is_a_row_with_case_operator_and_reason(bureau: Bureau, licence: Licence) -> None:
    let(bureau, licence)
    bureau.ask(number=licence.number)
    use = Use.objects.get()
    assert (use.item, use.case, use.operator, use.reason) == (
        "开户", "K-1", "柜员 07", "开立对公账户")  # fmt: skip
    row = Reading.objects.get(party=licence.holder, by_ref=f"system:{bureau.system.pk}")
    assert "K-1" in row.why and "柜员 07" in row.why and row.by_name == bureau.system.name


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"purpose": "contract"}, 403, "not-for-this-purpose"),
        ({"facts": ["证照编号"]}, 403, "not-these-facts"),
        ({"number": "没有这张证"}, 403, "not-authorised"),
        ({"law": LAW}, 403, "not-this-law"),
        ({"purpose": "curiosity"}, 422, "not-as-described"),
        ({"operator": ""}, 422, "not-as-described"),
        ({"reason": "多" * 201}, 422, "not-as-described"),
        ({"more": 1}, 422, "not-as-described"),
    ],
)
def test_a_refusal_is_a_problem_and_leaves_nothing(
    bureau: Bureau, licence: Licence, said: dict[str, Any], status: int, code: str
) -> None:
    let(bureau, licence)
    answer = bureau.ask(**({"number": licence.number} | said))
    assert (answer.status_code, answer.json()["title"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert not Use.objects.exists()


def test_an_authorisation_that_ended_answers_no_more(bureau: Bureau, licence: Licence) -> None:
    authorisation = let(bureau, licence)
    assert bureau.ask(number=licence.number).status_code == 200
    end_authorisation(authorisation.pk, by=holder_of(licence))
    assert bureau.ask(number=licence.number).json()["title"] == "not-authorised"


def test_who_shows_no_secret_of_a_system_in_use_gets_nothing(
    bureau: Bureau, licence: Licence
) -> None:
    let(bureau, licence)
    waiting = Bureau(approve=False)
    for headers in ({}, bureau.key("wrong"), waiting.headers, {"Authorization": "Basic !"},
                    {"Authorization": "Bearer od_x"}):  # fmt: skip
        bureau.headers = headers
        answer = bureau.ask(number=licence.number)
        assert answer.status_code == 401 and answer.headers["WWW-Authenticate"].startswith("Basic")
    bureau.headers = bureau.key(bureau.secret)
    stop_system(bureau.system.pk, reason="不用了", by=SYSTEM_ADMIN)
    assert bureau.ask(number=licence.number).status_code == 401
    assert not Use.objects.exists()


def test_a_system_approved_for_something_else_is_refused(licence: Licence) -> None:
    answer = Bureau(facts=["name"]).ask(number=licence.number)
    assert (answer.status_code, answer.json()["title"]) == (403, "licences-not-approved")


def test_by_holder_only_what_may_be_seen_is_named(
    world: Any, bureau: Bureau, licence: Licence
) -> None:
    number = party_for(licence.holder, seen_by=SYSTEM).number
    issued("case-2", agency_name=BUREAU, holder=licence.holder)
    assert bureau.ask("/holder", holder_number=number).json() == {"items": []}
    let(bureau, licence)
    (one,) = bureau.ask("/holder", holder_number=number).json()["items"]
    assert one["licence"]["number"] == licence.number
    assert bureau.ask("/holder", holder_number="不是号码").json() == {"items": []}
    duty = Bureau(consent="duty")
    seen = duty.ask("/holder", holder_number=number, law=LAW, purpose="handling").json()["items"]
    assert len(seen) == 2


def test_a_batch_refuses_each_for_itself(bureau: Bureau, licence: Licence) -> None:
    let(bureau, licence)
    wanted = [{"number": licence.number}, {"number": "没有"},
              {"number": licence.number, "facts": ["证照编号"]}]  # fmt: skip
    first, second, third = bureau.ask("/batch", items=wanted).json()["items"]
    assert first["answer"]["licence"]["number"] == licence.number and first["problem"] is None
    assert second["problem"]["title"] == "not-authorised" and second["answer"] is None
    assert third["problem"]["title"] == "not-these-facts"
    assert Use.objects.count() == 1
    too_many = bureau.ask("/batch", items=[{"number": "x"}] * 101)
    assert too_many.status_code == 422 and Use.objects.count() == 1


@pytest.fixture
def listed(world: Any) -> Licence:
    """A licence whose type stands in the directory, so that it has an identifier."""
    listing = Listing(type_code="116500000105000334001", issuer_code="11652926129260604Y")
    holder = world.cast("duolang_books").party
    return issued("case-3", agency_name=BUREAU, holder=holder, listing=listing)


def test_the_identifier_leads_to_the_same_licence_as_its_number(listed: Licence) -> None:
    bureau = Bureau()
    let(bureau, listed)
    short = listed.identifier.removeprefix("1.2.156.3005.2.")
    for given in (listed.identifier, short, f" {short.lower()} "):
        told = bureau.ask(identifier=given).json()["licence"]
        assert (told["number"], told["identifier"]) == (listed.number, listed.identifier)
    assert bureau.ask(number=listed.number).json()["licence"]["identifier"] == listed.identifier
    row = Reading.objects.filter(party=listed.holder, by_kind="machine").first()
    assert row is not None and "K-1" in row.why and Use.objects.count() == 4


def test_by_identifier_too_nobody_is_told_which_licences_there_are(listed: Licence) -> None:
    bureau, right = Bureau(), listed.identifier
    unknown = str(licence_identifier(right)._replace(serial="0" * 20))
    for given in (right, unknown):
        answer = bureau.ask(identifier=given)
        assert (answer.status_code, answer.json()["title"]) == (403, "not-authorised")
    wrong = right[:-1] + ("A" if right[-1] != "A" else "B")
    for given, title in ((wrong, "code-check"), ("1.2.3", "code-shape")):
        answer = bureau.ask(identifier=given)
        assert (answer.status_code, answer.json()["title"]) == (422, title)
    for neither in ({}, {"number": listed.number, "identifier": right}):
        assert bureau.ask(**neither).json()["title"] == "not-as-described"
    assert not Use.objects.exists()
    assert not Reading.objects.filter(by_kind="machine").exists()


def test_a_batch_takes_numbers_and_identifiers_side_by_side(
    bureau: Bureau, licence: Licence, listed: Licence
) -> None:
    let(bureau, licence)
    let(bureau, listed)
    wanted = [{"identifier": listed.identifier}, {"number": licence.number},
              {"identifier": listed.identifier[:-1] + "?"}]  # fmt: skip
    first, second, third = bureau.ask("/batch", items=wanted).json()["items"]
    assert first["answer"]["licence"]["number"] == listed.number and first["number"] is None
    assert first["identifier"] == listed.identifier
    assert second["answer"]["licence"]["number"] == licence.number
    assert third["answer"] is None and third["problem"]["status"] == 422
    assert Use.objects.count() == 2
    assert bureau.ask("/batch", items=[{"facts": []}]).status_code == 422


def test_the_feed_tells_of_what_may_be_seen_and_goes_on_from_a_place(
    bureau: Bureau, licence: Licence
) -> None:
    other = issued("case-2", agency_name=BUREAU, holder=licence.holder)
    assert bureau.hear()["items"] == []
    let(bureau, licence)
    suspend_licence(licence.number, reasons="查处", by=SYSTEM)
    suspend_licence(other.number, reasons="查处", by=SYSTEM)
    told = bureau.hear()
    assert [each["event"] for each in told["items"]] == ["licence.issued", "licence.suspended"]
    assert {each["number"] for each in told["items"]} == {licence.number}
    assert bureau.hear(told["next"])["items"] == []
    restore_licence(licence.number, reasons="查清", by=SYSTEM)
    (after,) = bureau.hear(told["next"])["items"]
    assert after["event"] == "licence.restored"
    assert Reading.objects.filter(party=licence.holder, by_kind="machine").exists()
    assert "查处" not in str(told)


def test_a_duty_hears_of_what_it_has_looked_at_by_law(licence: Licence) -> None:
    duty = Bureau(consent="duty")
    assert duty.hear()["items"] == []
    duty.ask(number=licence.number, law=LAW, purpose="handling")
    assert [each["number"] for each in duty.hear()["items"]] == [licence.number]


def test_the_next_key_is_published_before_it_signs_and_the_old_one_after(
    bureau: Bureau, licence: Licence
) -> None:
    let(bureau, licence)
    old = jwt.get_unverified_header(bureau.ask(number=licence.number).json()["signed"])["kid"]
    with travel(now() + SIGNS + timedelta(days=1)):
        renew_answer_key()
        kids = {each["kid"] for each in Client().get("/api/v1/licences/keys").json()["keys"]}
        assert len(kids) == 2 and old in kids
        duty = Bureau(consent="duty")
        asked = {"number": licence.number, "law": LAW, "purpose": "handling"}
        assert jwt.get_unverified_header(duty.ask(**asked).json()["signed"])["kid"] == old
    with travel(now() + SIGNS + timedelta(days=1) + AHEAD * 2):
        assert jwt.get_unverified_header(duty.ask(**asked).json()["signed"])["kid"] != old
    assert AnswerKey.objects.count() == 2
