"""My space: who looked, what is kept, taking it along, settings, and leaving."""

import hashlib
import io
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from tests.channels.identity.sso.systems import a_system
from tests.channels.portal.citizen import Citizen, text_of
from tests.journeys.scenery import Scenery
from tests.site.watch import KEPT
from tests.standing_in import AGENT, a_mandate, an_offer

from onedoor.casework.bundles.actions import begin_bundle, leave
from onedoor.casework.bundles.models import BundleDraft, JointCase
from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.models import Case, Draft
from onedoor.casework.cases.queries import case_for
from onedoor.casework.cases.refusals import CasesUnderWay
from onedoor.channels.notices.models import Notice, Wish
from onedoor.channels.notices.queries import notices_of
from onedoor.channels.portal.export import SCHEMA, export_of
from onedoor.channels.portal.keeping import registers
from onedoor.channels.portal.ownself import FRESH, NotForAnother, only_oneself
from onedoor.kernel.actors import ANYONE, SYSTEM, Actor, Scope
from onedoor.kernel.readings import readings_of
from onedoor.kernel.record import entries_of, verify
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.time import now, today, travel
from onedoor.oversight.feedback.models import Enquiry, Rating
from onedoor.registers.catalogue.queries import bundle_stories
from onedoor.registers.licences.models import Licence
from onedoor.registers.papers.models import Paper
from onedoor.registers.people.actions import bind_contact, join, make_token, reopen_account
from onedoor.registers.people.models import Account, Check, Link, Party, Proof, Token
from onedoor.registers.people.oneself import GONE, AlreadyOpen
from onedoor.registers.people.queries import account_reached_by, holder_of_key
from onedoor.registers.showing.actions import open_show, use_at_desk
from onedoor.registers.systems.actions import consent
from onedoor.registers.systems.models import Consent
from onedoor.site.bundle_stories import BundlePlay
from onedoor.site.city import PASSWORD

FIRM = "duolang_books"


def _looked_at(world, window="press_aksu_city_window"):
    case = world.a_submitted_case()
    case_for(case.number, seen_by=world.cast(window))
    return case


# --- Who looked ----------------------------------------------------------------------------------


def test_a_look_is_on_the_persons_page_at_once_in_plain_words(world) -> None:
    case = _looked_at(world)
    page = text_of(Citizen(FIRM).get("/mine/readings"))
    clerk = world.cast("press_aksu_city_window").name
    assert clerk in page and "新闻出版" in page and case.service_title in page
    assert "问一问" in page


def test_a_look_without_a_matter_comes_first_and_says_so(world) -> None:
    from onedoor.registers.people.queries import party_for

    _looked_at(world)
    firm = world.cast(FIRM)
    party_for(firm.party, seen_by=world.cast("education_aksu_city_window"), why="好奇")
    page = text_of(Citizen(FIRM).get("/mine/readings"))
    assert page.index("没有对应您的办件") < page.index("办件全卷")
    assert "好奇" in page


def test_looks_can_be_narrowed_to_a_period(world) -> None:
    with travel(now() - timedelta(days=200)):
        _looked_at(world)
    assert "办件全卷" in text_of(Citizen(FIRM).get("/mine/readings", since="year"))
    assert "这段时间没有人看过" in text_of(Citizen(FIRM).get("/mine/readings", since="week"))


def test_the_question_goes_to_the_supervisor_and_the_answer_comes_back(world) -> None:
    _looked_at(world)
    look = readings_of(seen_by=world.cast(FIRM))[0]
    person, supervisor = Citizen(FIRM), Client()
    world.cast("press_aksu_city_supervisor")
    accounts = get_user_model().objects
    supervisor.force_login(accounts.get(login="press_aksu_city_supervisor"))
    sent = person.post(f"/mine/readings/{look.pk}/ask", text="为什么要看？")
    assert sent.status_code == 302 and "done=asked" in sent.url
    assert "为什么要看？" in supervisor.get("/desk/enquiries/").content.decode()
    (enquiry,) = Enquiry.objects.all()
    empty = supervisor.post(f"/desk/enquiries/{enquiry.pk}/", {"text": " "})
    assert empty.status_code == 422 and Enquiry.objects.get().state == "open"
    answered = supervisor.post(f"/desk/enquiries/{enquiry.pk}/", {"text": "轮到他受理。"})
    assert answered.status_code == 302
    page = text_of(person.get(f"/mine/enquiries/{enquiry.pk}"))
    assert "轮到他受理。" in page and "问清楚了吗" in page
    assert person.post(f"/mine/enquiries/{enquiry.pk}").status_code == 422
    person.post(f"/mine/enquiries/{enquiry.pk}", content="yes")
    assert Enquiry.objects.get().content is True


def test_another_persons_look_and_enquiry_are_not_found(world) -> None:
    _looked_at(world)
    look = readings_of(seen_by=world.cast(FIRM))[0]
    Citizen(FIRM).post(f"/mine/readings/{look.pk}/ask", text="为什么？")
    other, (enquiry,) = Citizen("tianshan_fruit"), Enquiry.objects.all()
    before = list(Enquiry.objects.values())
    for path in (f"/mine/readings/{look.pk}/ask", f"/mine/enquiries/{enquiry.pk}"):
        assert other.get(path).status_code == 404
        assert other.post(path, text="我也问", content="yes").status_code == 404
    assert list(Enquiry.objects.values()) == before


# --- What is kept --------------------------------------------------------------------------------


def test_every_table_about_persons_is_told_with_its_source_basis_and_time() -> None:
    told = {table for each in registers() for table in each.tables}
    assert told == set(KEPT)
    for each in registers():
        assert all([each.title, each.what, each.source, each.basis, each.kept_for, each.seen_by])
        assert each.closing in ("removed", "kept")
        assert each.why or each.closing == "removed"


def test_the_page_says_it_all_and_hides_the_middle_of_numbers(world) -> None:
    world.cast("ayigul")
    page = text_of(Citizen("ayigul").get("/mine/held"))
    party = Party.objects.get(accounts__login="ayigul")
    assert party.name in page and party.number not in page and party.phone not in page
    for each in registers():
        assert each.title in page and each.basis in page and each.kept_for in page


def test_pages_about_oneself_are_shut_to_whoever_acts_for_another() -> None:
    agent = Actor(kind="person", ref="a", party="p", person="q", scope=Scope(mandate="m"))
    with pytest.raises(NotForAnother):
        only_oneself(agent)


# --- Taking it along -----------------------------------------------------------------------------


def _archive(answer) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_the_copy_holds_everything_fits_its_schema_and_leaves_an_event(world) -> None:
    case = world.a_decided_case()
    case_for(case.number, seen_by=world.cast("press_aksu_city_supervisor"))
    answer = Citizen(FIRM).proven().post("/mine/export")
    assert answer.status_code == 200 and answer["Content-Type"] == "application/zip"
    with _archive(answer) as archive:
        told = json.loads(archive.read("data.json"))
        schema = json.loads(archive.read("schema.json"))
        page = archive.read("index.html").decode()
        names = set(archive.namelist())
        papers = {each["file"]: archive.read(each["file"]) for each in told["papers"]}
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(told, schema)
    party = Party.objects.get(accounts__login=FIRM)
    assert told["party"]["number"] == party.number and party.name in page
    assert [each["number"] for each in told["cases"]] == [case.number]
    files = [file["file"] for each in told["cases"] for file in each["files"]]
    assert files and set(files) <= names and "" not in files
    assert papers and all(content.startswith(b"%PDF") for content in papers.values())
    assert told["looks"] and told["messages"] and told["licences"]
    account = Account.objects.get(login=FIRM)
    assert [e.name for e in entries_of(f"account:{account.pk}")][-1] == "party.data-exported"


def _keys(schema: dict, path: str) -> bool:
    """Whether the schema requires this name, level by level, of whoever makes a copy."""
    here = schema
    for name in path.split("/"):
        here = here["items"] if here.get("type") == "array" else here
        if name not in here["required"]:
            return False
        here = here.get("properties", {}).get(name, {})
    return True


def test_what_is_kept_is_in_the_copy_and_the_copy_holds_nothing_untold() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    named = {path for each in registers() for path in each.copy}
    assert [each.id for each in registers() if not each.copy] == []
    assert [path for path in sorted(named) if not _keys(schema, path)] == []
    about_the_copy = {"format", "made_at", "registers"}
    whole = {path.partition("/")[0] for path in named}
    assert set(schema["required"]) == set(schema["properties"]) == whole | about_the_copy


def test_the_copy_holds_the_book_of_licences_and_what_was_written_down_from_paper(world) -> None:
    town = Scenery(world)
    shown, copied = town.shown(), town.use_copy
    open_show(link=shown.link, opener="巴扎物业", why="核对", place="192.0.2.1", by=ANYONE)
    clerk = world.cast("education_aksu_city_window")
    use = use_at_desk(
        town.authorisation.pk, item="审批", case="JY-18", reason="核对资格", by=clerk
    ).use
    written = town.transcript
    assert town.mandate
    with _archive(Citizen(FIRM).proven().post("/mine/export")) as archive:
        told = json.loads(archive.read("data.json"))
        page = archive.read("index.html").decode()
        scan = archive.read(told["transcripts"][0]["file"])
    jsonschema.validate(told, json.loads(SCHEMA.read_text("utf-8")))
    licence = town.licence
    assert [(each["licence"], each["opener"]) for each in told["shows"]] == [
        (licence.number, "巴扎物业")
    ]
    (given,), (used,), (copy,) = told["authorisations"], told["uses"], told["use_copies"]
    assert given["id"] == used["authorisation"] == str(town.authorisation.pk)
    assert (used["case"], used["operator"], used["facts"]) == ("JY-18", clerk.name, use.facts)
    assert (copy["user"], copy["reason"]) == (copied.user, copied.reason)
    assert hashlib.sha256(scan).hexdigest() == told["transcripts"][0]["sha256"] == written.scan
    assert told["mandates"]
    for words in ("巴扎物业", "JY-18", given["to_name"], copied.user, written.number):
        assert words in page


def test_the_copy_holds_nobody_else(world) -> None:
    case = world.a_submitted_case()
    others = [world.cast(ref) for ref in ("tianshan_fruit", "lin_wenshan")]
    with _archive(Citizen(FIRM).proven().post("/mine/export")) as archive:
        told = archive.read("data.json").decode() + archive.read("index.html").decode()
    assert case.number in told
    for other in others:
        party = Party.objects.get(pk=other.party)
        assert not {party.name, party.number, other.party} & set(re.findall(r"[\w·-]+", told))


@pytest.mark.parametrize("stale", [None, FRESH + 60])
def test_without_a_fresh_proof_of_person_nothing_is_given_out(world, stale: int | None) -> None:
    person = Citizen(FIRM)
    with travel(now() - timedelta(seconds=stale or 0)):
        if stale:
            person.proven()
    for answer in (person.get("/mine/export"), person.post("/mine/export", password=PASSWORD)):
        assert answer.url.startswith("/account/prove?next=")
    account = Account.objects.get(login=FIRM)
    assert "party.data-exported" not in [e.name for e in entries_of(f"account:{account.pk}")]


def test_a_copy_is_never_made_inside_a_transaction_nor_for_another(world) -> None:
    firm = world.cast(FIRM)
    with transaction.atomic(), pytest.raises(RuntimeError):
        export_of(firm)
    agent = Actor(
        kind="person", ref=firm.ref, party=firm.party, person="x", scope=Scope(mandate="m")
    )
    with pytest.raises(NotForAnother):
        export_of(agent)
    with pytest.raises(NotAllowed):
        export_of(Actor(kind="machine", ref="token:1", party=firm.party))


# --- Settings ------------------------------------------------------------------------------------


def _messages() -> list[dict]:
    folder = Path(settings.ONEDOOR_STATE) / "messages"
    return [json.loads(each.read_text("utf-8")) for each in folder.glob("*.json")]


def test_a_short_message_is_sent_where_it_is_wished_and_nowhere_else(world) -> None:
    to = Party.objects.get(accounts__login=FIRM).phone
    before = [each["key"] for each in _messages() if each["to"] == to]
    Citizen(FIRM).post("/mine/settings", told=["case.accepted", "no-such-thing"])
    assert set(Wish.objects.values_list("event", flat=True)) == {"case.accepted"}
    case = world.an_accepted_case()
    sent = [each for each in _messages() if case.number in each["key"]]
    new = [each for each in _messages() if each["to"] == to and each["key"] not in before]
    assert len(sent) == 1 and new == sent
    assert "受理" in sent[0]["text"]
    Citizen(FIRM).post("/mine/settings")
    assert not Wish.objects.exists()


# --- Leaving -------------------------------------------------------------------------------------


def _leave(person: Citizen, **given):
    return person.proven().post("/mine/close", **({"sure": "yes"} | given))


def _rows(*models: type[Model]) -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in models]


EVERYTHING = (Account, Party, Proof, Token, Draft, Case, Paper, Licence, Notice, Rating, Session)


@pytest.fixture
def restored(world):
    """Whoever leaves in a test is there again afterwards: the city is shared by all tests."""
    tables = ("people_party", "people_account", "people_proof", "people_token")
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"CREATE TEMP TABLE kept_{table} AS TABLE {table}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session")
        for table in ("people_token", "people_proof"):
            cursor.execute(f"DELETE FROM {table}")
        for table in ("people_party", "people_account"):
            cursor.execute(
                "SELECT string_agg(format('%%I = kept.%%I', attname, attname), ', ')"
                " FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
                " AND NOT attisdropped", [table],
            )  # fmt: skip
            (columns,) = cursor.fetchone()
            cursor.execute(
                f"UPDATE {table} SET {columns} FROM kept_{table} kept WHERE {table}.id = kept.id"
            )
        for table in ("people_proof", "people_token"):
            cursor.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")
        for table in tables:
            cursor.execute(f"DROP TABLE kept_{table}")


def test_the_page_first_says_what_goes_what_stays_why_and_how_long(world) -> None:
    page = text_of(Citizen("gulnur").proven().get("/mine/close"))
    for each in registers():
        assert each.title in page
        if each.closing == "kept":
            assert each.why in page and each.basis in page and each.kept_for in page
    assert page.index("马上删除") < page.index("依法必须留的") < page.index("我看过了")


def test_while_something_is_under_way_nothing_is_closed(world) -> None:
    case = world.a_submitted_case()
    person = Citizen(FIRM)
    assert case.service_title in text_of(person.proven().get("/mine/close"))
    before = _rows(*EVERYTHING[:-1])
    answer = _leave(person)
    assert answer.status_code == 422
    assert _rows(*EVERYTHING[:-1]) == before
    with pytest.raises(CasesUnderWay, match="1 件"):
        leave(by=world.cast(FIRM))


def _a_bundle(world, until: int) -> BundlePlay:
    told = next(each for each in bundle_stories(world.packs, bundle="newborn")
                if each.path.stem == "granted")  # fmt: skip
    played = BundlePlay("newborn", told.story, world.cast, told.story.begin, until=until)
    played.run()
    return played


def test_a_bundle_under_way_keeps_the_account_even_while_no_part_of_it_runs(world) -> None:
    played = _a_bundle(world, until=3)
    birth = Case.objects.get(service="birth-certificate")
    with travel(played.begin + timedelta(days=1)):
        head = world.cast("health_aksu_city_approver")
        cases.decide_case(birth.number, granted=False, reasons="分娩记录对不上。", by=head)
        world.drain()
        assert not Case.objects.exclude(stage="closed").exists()
        person = Citizen("xiayi")
        page = text_of(person.proven().get("/mine/close"))
        assert "您还有 1 件事没办完" in page and "生孩子一件事" in page
        before = _rows(*EVERYTHING[:-1], BundleDraft, JointCase)
        assert _leave(person).status_code == 422
        with pytest.raises(CasesUnderWay, match="1 件"):
            leave(by=world.cast("xiayi"))
    assert _rows(*EVERYTHING[:-1], BundleDraft, JointCase) == before


@pytest.mark.usefixtures("restored")
def test_the_draft_of_a_bundle_goes_with_the_account(world) -> None:
    story = next(iter(bundle_stories(world.packs, bundle="newborn"))).story
    mother = world.cast("xiayi")
    begin_bundle("newborn", agency=story.at, situation=dict(story.situation), by=mother)
    person = Citizen("xiayi")
    assert "1 份没填完的草稿" in text_of(person.proven().get("/mine/close"))
    assert "已经注销" in text_of(_leave(person))
    assert not BundleDraft.objects.exists()


def test_unsure_or_unproven_nothing_is_closed(world) -> None:
    person = Citizen("gulnur")
    before = _rows(*EVERYTHING[:-1])
    unproven = person.post("/mine/close", sure="yes", password=PASSWORD)
    assert unproven.url.startswith("/account/prove?next=")
    assert _leave(person, sure="").status_code == 422
    assert _rows(*EVERYTHING[:-1]) == before


@pytest.mark.usefixtures("restored")
def test_leaving_ends_every_way_in_and_keeps_what_was_decided(world) -> None:
    case = world.a_decided_case()
    person, elsewhere = Citizen(FIRM), Citizen(FIRM)
    account = Account.objects.get(login=FIRM)
    key = make_token(account, label="test", by=SYSTEM)
    others = list(Account.objects.exclude(pk=account.pk).order_by("pk").values())
    other_parties = list(Party.objects.exclude(pk=account.party_id).order_by("pk").values())
    stays = _rows(Case, Paper, Licence)
    looks = len(readings_of(seen_by=world.cast(FIRM)))
    number, name = account.party.number, account.party.name
    assert "已经注销" in text_of(_leave(person))
    world.drain()

    account.refresh_from_db()
    assert (account.is_active, account.email, account.phone, account.phone_index) == (
        False, "", "", "",
    )  # fmt: skip
    assert account.closed_at and not account.has_usable_password()
    for browser in (person, elsewhere):
        assert browser.get("/mine").url.startswith("/sign-in")
    assert Citizen().post("/sign-in", login=FIRM, password=PASSWORD).status_code == 422
    assert holder_of_key(key) is None
    party = Party.objects.get(pk=account.party_id)
    assert (party.phone, party.address) == ("", "") and party.closed_at
    assert (party.number, party.name) == (number, name)
    assert not Proof.objects.filter(party=party, ended_at=None).exists()
    assert not Notice.objects.filter(party=str(party.pk)).exists()

    assert _rows(Case, Paper, Licence) == stays
    assert len(readings_of(seen_by=Actor(kind="person", ref="x", party=str(party.pk)))) == looks
    assert list(Account.objects.exclude(pk=account.pk).order_by("pk").values()) == others
    assert list(Party.objects.exclude(pk=party.pk).order_by("pk").values()) == other_parties
    assert entries_of(f"account:{account.pk}")[-1].name == "account.closed"
    assert name not in str(entries_of(f"account:{account.pk}")[-1].body)
    assert verify(case.subject).broken == ()


@pytest.mark.usefixtures("restored")
def test_with_nothing_kept_not_even_the_name_stays(world) -> None:
    person = Citizen("gulnur")
    account = Account.objects.get(login="gulnur")
    begun = cases.begin_draft(
        "individual-business", agency=world.story("individual-business").story.at,
        situation={}, by=world.cast("gulnur"),
    )  # fmt: skip
    _leave(person)
    party = Party.objects.get(pk=account.party_id)
    assert (party.name, party.number, party.number_index, party.number_kind) == (
        GONE, "", "", "none",
    )  # fmt: skip
    assert (party.phone, party.address, party.representative) == ("", "", "")
    assert not Draft.objects.filter(pk=begun.pk).exists()


@pytest.mark.usefixtures("restored")
def test_nothing_is_left_to_come_in_by_and_telephone_and_mailbox_are_free(world) -> None:
    phone, mailbox = "+8613899556677", "gulnur@example.org"
    account, person = Account.objects.get(login="gulnur"), Citizen("gulnur")
    bind_contact(account, phone=phone, by=SYSTEM)
    bind_contact(account, email=mailbox, by=SYSTEM)
    make_token(account, label="test", by=SYSTEM)
    Check.objects.create(account=account, at=now(), kind="citizen")
    Link.objects.create(
        account=account, provider="provincial", subject_index="x", made_at=now(), used_at=now()
    )
    TOTP.activate(account, "JBSWY3DPEHPK3PXP")
    UserSession.objects.create(
        user=account, ip="127.0.0.1", session_key=person.client.session.session_key
    )
    system, _secret = a_system()
    consent(account, system.pk, ["name"], by=SYSTEM)
    ways_in = (Token, Check, Link, Authenticator, UserSession, Consent)
    held = [model.__name__ for model in ways_in if _of_account(model, account).exists()]
    assert held == [model.__name__ for model in ways_in]
    _leave(person)
    world.drain()

    assert [model for model in ways_in if _of_account(model, account).exists()] == []
    assert account_reached_by(phone=phone) is account_reached_by(email=mailbox) is None
    assert not Proof.objects.filter(party_id=account.party_id).exists()
    new = join("古丽", phone=phone, by=SYSTEM)
    bind_contact(new, email=mailbox, by=SYSTEM)
    assert account_reached_by(phone=phone) == account_reached_by(email=mailbox) == new
    assert new.party_id != account.party_id
    Proof.objects.filter(party_id=new.party_id).delete()
    new.delete()
    Party.objects.filter(pk=new.party_id).delete()


def _of_account(model: type[Model], account: Account):
    field = "user" if model in (Authenticator, UserSession) else "account"
    return model._default_manager.filter(**{field: account})


@pytest.mark.usefixtures("restored")
def test_mandates_given_and_received_end_with_whoever_leaves(world) -> None:
    received = a_mandate(world)
    given = an_offer(
        world, "helper", giver=AGENT, receiver="zhang_min", by=AGENT, acts=["apply"], services=()
    )
    others = a_mandate(world, receiver="zhang_min")
    _leave(Citizen(AGENT))
    world.drain()
    for mandate in (received, given):
        mandate.refresh_from_db()
        assert (mandate.ended_how, mandate.end_reason) == (
            "closed", "一方注销了账号，授权随之终止",
        )  # fmt: skip
        assert entries_of(mandate.subject)[-1].name == "mandate.ended"
    others.refresh_from_db()
    assert others.ended_at is None
    assert "一方注销了账号" in text_of(Citizen(FIRM).get("/mandates"))
    newest = notices_of(seen_by=world.cast(FIRM))[0]
    assert newest.subject == received.subject and "注销" in newest.text
    assert not Notice.objects.filter(party=str(received.receiver_id)).exists()


@pytest.mark.usefixtures("restored")
def test_who_left_comes_back_at_a_window_and_nowhere_else(world) -> None:
    world.a_decided_case()
    account = Account.objects.get(login=FIRM)
    clerk, party = world.cast("press_aksu_city_window"), str(account.party_id)
    with pytest.raises(AlreadyOpen):
        reopen_account(party, login=FIRM, password="a good new password", by=clerk)
    _leave(Citizen(FIRM))
    before = _rows(Account)
    for nobody in (world.cast("ayigul"), SYSTEM, Actor(kind="staff", ref="account:x")):
        with pytest.raises(NotAllowed):
            reopen_account(party, login=FIRM, password="a good new password", by=nobody)
    assert _rows(Account) == before
    reopen_account(party, login=FIRM, password="a good new password", by=clerk)
    signed = Citizen().post("/sign-in", login=FIRM, password="a good new password")
    assert signed.status_code == 302
    assert entries_of(f"account:{account.pk}")[-1].name == "account.reopened"


def test_nobody_leaves_for_another(world) -> None:
    firm, window = world.cast(FIRM), world.cast("press_aksu_city_window")
    before = _rows(*EVERYTHING)
    for other in (
        Actor(kind="person", ref=firm.ref, party=firm.party, person="x", scope=Scope(mandate="m")),
        Actor(kind="machine", ref="token:1", party=firm.party),
        Actor(kind="person", ref="account:00000000-0000-4000-8000-000000000000", party=firm.party),
        window,
    ):
        with pytest.raises(NotAllowed):
            leave(by=other)
    assert _rows(*EVERYTHING) == before


# --- The desk of one's own matters ---------------------------------------------------------------


def test_dates_come_first_in_what_is_to_be_done(world) -> None:
    case = world.a_submitted_case(begin=today() - timedelta(days=1))
    world.mark_all(case, premises_right="unmet")
    cases.request_corrections(case.number, by=world.clerk(case, "accept"))
    page = Citizen(FIRM).get("/mine").content.decode()
    (todo,) = re.findall(r'<ul class="todo.*?</ul>', page, re.S)
    assert todo.index("<time") < todo.index(case.service_title) < todo.index("去补")


def test_an_empty_space_says_what_would_be_there_and_one_thing_to_do(world) -> None:
    page = text_of(Citizen("gulnur").get("/mine"))
    assert "现在没有事等您" in page and "看能办什么" in page
    assert "谁看过我的信息" in page and "设置" in page
