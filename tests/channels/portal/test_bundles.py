"""Applying for a bundle page by page, without script; following it; what the lead sees."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.channels.portal.citizen import PDF, Citizen, posted, text_of
from tests.world import World

from onedoor.casework.bundles.models import BundleDraft, JointCase
from onedoor.casework.bundles.queries import whole_of_draft
from onedoor.casework.cases.models import Case
from onedoor.kernel.time import travel
from onedoor.registers.catalogue.queries import bundle_stories
from onedoor.registers.people.queries import account_called
from onedoor.site.bundle_stories import BundlePlay

DAY = date(2026, 9, 7)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with travel(DAY):
        yield


@pytest.fixture
def told(world: World):  # type: ignore[no-untyped-def]
    return next(each for each in bundle_stories(world.packs, bundle="restaurant")
                if each.path.stem == "granted").story  # fmt: skip


def played(world: World, bundle: str, until: int) -> JointCase:
    found = next(each for each in bundle_stories(world.packs, bundle=bundle)
                 if each.path.stem == "granted")  # fmt: skip
    BundlePlay(bundle, found.story, world.cast, DAY, until=until).run()
    return JointCase.objects.get()


def desk(world: World, login: str) -> Client:
    world.cast(login)
    client = Client()
    client.force_login(account_called(login))
    return client


def test_the_guide_says_which_matters_what_is_saved_and_what_a_refusal_means(world: World) -> None:
    words = Citizen().words("/together/newborn")
    for said in ("生孩子一件事", "出生", "社保卡", "少填", "45 个工作日", "先等着", "行政许可法"):
        assert said in words


def test_a_bundle_of_which_nothing_runs_side_by_side_says_so(world: World) -> None:
    words = Citizen().words("/together/school-bus")
    for said in ("校车上路一件事", "一件接一件", "等司机资格办好再开始", "司机签名的申请和委托书",
                 "阿克苏市教育局", "许可和标牌这次不再办"):  # fmt: skip
        assert said in words
    assert "互不等" not in words
    assert "比分开办少填" in words and "少交 0 份" not in words
    assert "互不等" in Citizen().words("/together/newborn")


def test_whoever_has_a_qualified_driver_applies_for_two_and_reads_what_was_chosen(
    world: World,
) -> None:
    chosen = {"s.driver": "have-it", "s.permit_who_runs": "school", "s.permit_riders": "pupils"}
    words = text_of(Citizen().get("/together/school-bus", **chosen))
    assert "2件事" in words.replace(" ", "")
    assert "司机有校车驾驶资格吗？有了" in words.replace(" ", "")
    assert "司机签名的申请和委托书" not in words


def test_home_and_the_list_lead_to_bundles_by_name_word_and_life_event(world: World) -> None:
    anyone = Citizen()
    assert "/together/newborn" in anyone.get("/").content.decode()
    found = anyone.get("/services", q="开饭馆").content.decode()
    assert "/together/restaurant" in found and "/together/newborn" not in found
    assert "/together/newborn" in anyone.get("/services", event="生孩子").content.decode()


def test_questions_come_one_by_one_and_leave_out_what_does_not_concern_one(world: World) -> None:
    anyone = Citizen()
    first = anyone.words("/together/newborn/situations")
    assert "谁来办" in first
    father = {"s.who": "father", "s.certificate": "have-it"}
    page = anyone.get("/together/newborn", **father)
    assert "4件事" in text_of(page).replace(" ", "")
    assert "/guide/maternity-allowance" not in page.content.decode()


def test_one_applies_for_all_with_one_form_and_gets_one_receipt(world: World, told) -> None:  # type: ignore[no-untyped-def]
    person = Citizen("tursun")
    choices = {f"s.{name}": value for name, value in told.situation.items()}
    begun = person.post("/together/restaurant/apply", at=told.at, **choices)
    draft = BundleDraft.objects.get()
    assert begun.url == f"/together/drafts/{draft.pk}"
    whole, _files = whole_of_draft(draft, seen_by=world.cast("tursun"))
    for section in whole.definition.form.sections:
        url = f"/together/drafts/{draft.pk}/steps/{section.id}"
        page = person.get(url)
        if page.status_code == 404:
            continue
        given = posted(page, told.answers, {field.id for field in section.fields})
        sent = person.post(url, **given)
        assert sent.status_code == 302 and "faults" not in sent.url, person.words(sent.url)
    check = f"/together/drafts/{draft.pk}/check"
    assert "还差 1 处" in person.words(check)
    unsent = person.post(f"/together/drafts/{draft.pk}/submit", signed="yes")
    assert unsent.status_code == 422 and not JointCase.objects.exists()
    file = SimpleUploadedFile("plan.pdf", PDF, content_type="application/pdf")
    person.client.post(
        f"/together/drafts/{draft.pk}/documents/doc_floor_plan", {"doc_floor_plan": file}
    )
    sent = person.post(f"/together/drafts/{draft.pk}/submit", signed="yes")
    joint = JointCase.objects.get()
    assert sent.url == f"/together/cases/{joint.number}/receipt"
    words = person.words(sent.url)
    assert "一次收下 3 件" in words and joint.short_number in words
    assert Case.objects.count() == 1
    again = person.post(f"/together/drafts/{draft.pk}/submit", signed="yes")
    assert again.url == sent.url and JointCase.objects.count() == 1


def test_the_page_shows_each_part_and_my_space_shows_one_line(world: World) -> None:
    joint = played(world, "newborn", until=6)
    person = Citizen("xiayi")
    words = person.words(f"/together/cases/{joint.number}")
    for said in ("6 件事，各走到哪了", "等您补填一项", "出生医学证明", "准予"):
        assert said in words
    mine = person.words("/mine")
    assert "一件事：办成" in mine and "有一项等您补填" in mine
    case = Case.objects.filter(service="newborn-medical-insurance").get()
    assert joint.number in person.get(f"/cases/{case.number}").content.decode()


def test_before_a_part_is_taken_back_one_reads_what_it_means_for_the_rest(world: World) -> None:
    joint = played(world, "newborn", until=2)
    person = Citizen("xiayi")
    asked = person.words(f"/together/cases/{joint.number}/withdraw?part=birth")
    assert "先等着" in asked
    person.post(f"/together/cases/{joint.number}/withdraw", part="allowance")
    states = {each.part: each.state for each in joint.parts.all()}
    assert states["allowance"] == "ended" and states["birth"] == "open"


def test_one_answers_what_only_the_earlier_result_could_tell(world: World) -> None:
    joint = played(world, "newborn", until=6)
    person = Citizen("xiayi")
    url = f"/together/cases/{joint.number}/parts/card"
    wrong = person.post(url, holder_number="1")
    assert wrong.status_code == 422 and joint.parts.get(part="card").state == "waiting"
    window = desk(world, "health_aksu_city_window")
    assert "停表，等申请人" in text_of(window.get("/desk/together/"))
    shown = text_of(window.get(f"/desk/together/{joint.number}/"))
    assert "停表：等申请人补填" in shown and "等您" not in shown
    approver = desk(world, "health_aksu_city_approver")
    longer = text_of(approver.get(f"/desk/together/{joint.number}/extend"))
    assert "现在暂停计时（等申请人补填" in longer
    number = next(
        step.with_["answers"]["holder_number"]
        for step in bundle_stories(world.packs, bundle="newborn")[1].story.steps
        if step.does == "answer_part"
    )
    assert person.post(url, holder_number=number).status_code == 302
    assert joint.parts.get(part="card").state == "open"


def test_the_notice_is_answered_on_one_page(world: World) -> None:
    joint = played(world, "restaurant", until=2)
    person = Citizen("tursun")
    url = f"/together/cases/{joint.number}/correct"
    assert "食品" in person.words(url) and "消防" in person.words(url)
    file = SimpleUploadedFile("new.pdf", PDF + b"\n", content_type="application/pdf")
    sent = person.client.post(url, {"doc_floor_plan": file, "send": "yes"})
    assert sent.status_code == 302
    joint.refresh_from_db()
    assert joint.stage == "submitted" and joint.pauses.get().ended_on is not None


def test_the_lead_marks_once_accepts_all_and_the_part_shows_the_strip(world: World) -> None:
    joint = played(world, "newborn", until=1)
    window = desk(world, "health_aksu_city_window")
    assert "一起受理" not in text_of(window.get(f"/desk/together/{joint.number}/"))
    assert joint.applicant_name in text_of(window.get("/desk/together/"))
    window.post(f"/desk/together/{joint.number}/marks", {"rest": "met"})
    window.post(f"/desk/together/{joint.number}/accept")
    joint.refresh_from_db()
    assert joint.stage == "accepted" and joint.accepted_on == DAY
    case = Case.objects.get()
    reviewer = desk(world, "health_aksu_city_reviewer")
    assert (
        f"/desk/together/{joint.number}/"
        in reviewer.get(f"/desk/cases/{case.number}/").content.decode()
    )


def test_others_at_the_desk_find_no_act_and_are_refused_when_they_try(world: World) -> None:
    joint = played(world, "newborn", until=4)
    police = desk(world, "police_aksu_city_reviewer")
    page = text_of(police.get(f"/desk/together/{joint.number}/"))
    assert "一起受理" not in page and "延长联办期限" not in page
    assert police.post(f"/desk/together/{joint.number}/accept").status_code == 403
    stranger = desk(world, "press_aksu_city_window")
    assert stranger.get(f"/desk/together/{joint.number}/").status_code == 404


def test_the_head_asks_for_a_longer_time_with_the_approval(world: World) -> None:
    joint = played(world, "newborn", until=2)
    approver = desk(world, "health_aksu_city_approver")
    url = f"/desk/together/{joint.number}/extend"
    refused = approver.post(url, {"working_days": "15", "reasons": "人多", "approval": ""})
    assert refused.status_code == 422 and "批准" in text_of(refused)
    approver.post(url, {"working_days": "15", "reasons": "人多", "approval": "阿政批〔2026〕8号"})
    joint.refresh_from_db()
    assert joint.extension_days == 15


def test_the_start_shows_the_draft_in_hand_and_asks_where(world: World, told) -> None:  # type: ignore[no-untyped-def]
    person = Citizen("tursun")
    choices = {f"s.{name}": value for name, value in told.situation.items()}
    first = person.words("/together/restaurant/apply?" + "&".join(
        f"{name}={value}" for name, value in choices.items()))  # fmt: skip
    assert "3 件事一起办" in first and "在哪里办" in first
    person.post("/together/restaurant/apply", at=told.at, **choices)
    assert "您有一份没填完的草稿" in person.words("/together/restaurant/apply")
