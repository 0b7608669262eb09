"""Applying, from the guide to the receipt."""

from urllib.parse import quote

import pytest
from tests.channels.portal.citizen import PDF, Citizen, text_of
from tests.world import BOOKSHOP, World

from onedoor.casework.cases.models import Case, Draft


@pytest.fixture
def person(world: World) -> Citizen:
    return Citizen("duolang_books")


@pytest.fixture
def draft(world: World, person: Citizen) -> Draft:
    return person.begin(world.story().story, BOOKSHOP)


def finish(world: World, person: Citizen, draft: Draft) -> str:
    """Everything filled in; the address to send it to."""
    person.fill(draft, world.story().story.answers)
    person.hand_in(draft, "premises_proof")
    return f"/drafts/{draft.pk}/submit"


def test_one_applies_page_by_page_and_gets_a_receipt(
    world: World, person: Citizen, draft: Draft
) -> None:
    sent = person.post(finish(world, person, draft), signed="yes")
    case = Case.objects.get()
    assert sent.url == f"/cases/{case.number}/receipt"
    words = person.words(sent.url)
    assert "已提交" in words and case.short_number in words
    assert case.answers["firm_name"] == "阿克苏市多浪书屋"
    assert world.news_of(case)[0] == "application.submitted"


def test_pressing_twice_makes_one_case(world: World, person: Citizen, draft: Draft) -> None:
    address = finish(world, person, draft)
    first, second = (person.post(address, signed="yes") for _ in range(2))
    assert first.url == second.url
    assert Case.objects.count() == 1


def test_unsigned_it_is_not_sent_and_nothing_is_lost(
    world: World, person: Citizen, draft: Draft
) -> None:
    answer = person.post(finish(world, person, draft))
    assert answer.status_code == 422
    assert "请在这里确认" in text_of(answer)
    assert not Case.objects.exists()
    assert Draft.objects.get().materials.count() == 1


def test_come_back_to_the_address_of_sending_shows_the_last_look(
    world: World, person: Citizen, draft: Draft
) -> None:
    """As by a reload, or from another page that leads back: nothing is sent, nothing is lost."""
    address = finish(world, person, draft)
    person.post(address)
    back = person.client.get(address, follow=True)
    assert back.status_code == 200 and back.request["PATH_INFO"] == f"/drafts/{draft.pk}/check"
    assert not Case.objects.exists() and Draft.objects.get().materials.count() == 1
    assert Citizen("tursun").get(address).status_code == 404


def test_what_is_missing_is_listed_with_the_way_to_it(person: Citizen, draft: Draft) -> None:
    answer = person.post(f"/drafts/{draft.pk}/submit", signed="yes")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f"/drafts/{draft.pk}/documents/premises_proof?to=check" in page
    assert 'href="#part-shop"' in page
    assert Draft.objects.exists() and not Case.objects.exists()


def test_a_wrong_value_stays_in_its_field_with_the_sentence(person: Citizen, draft: Draft) -> None:
    step = f"/drafts/{draft.pk}/steps/shop"
    sent = person.post(step, premises_area="很大", shown=["premises_address", "premises_area"])
    assert sent.url == f"{step}?faults=1"
    page = person.get(sent.url).content.decode()
    assert 'value="很大"' in page and "错误：" in page
    assert 'href="#premises_area"' in page
    assert Draft.objects.get().answers["premises_area"] == "很大"


def test_what_we_know_is_filled_in_and_says_where_it_comes_from(
    person: Citizen, draft: Draft
) -> None:
    page = text_of(person.get(f"/drafts/{draft.pk}/steps/firm"))
    assert "项已为您填好" in page and "阿克苏市多浪书屋" in page and "实名账户" in page
    opened = person.get(f"/drafts/{draft.pk}/steps/firm?edit=firm_name").content.decode()
    assert 'id="firm_name"' in opened


def test_a_question_opened_by_an_answer_is_asked_not_scolded(world: World) -> None:
    person = Citizen("ayigul")
    told = world.story("individual-business")
    draft = person.begin(told.story, told.service)
    step = f"/drafts/{draft.pk}/steps/name"
    sent = person.post(step, use_name="yes", shown=["use_name"])
    assert "opened=1" in sent.url and "faults" not in sent.url
    assert "保存好了" in person.words(sent.url.split("#")[0])


def test_leaving_a_field_saves_it(person: Citizen, draft: Draft) -> None:
    answer = person.post(f"/drafts/{draft.pk}/steps/shop/save", premises_area="86.5")
    assert set(answer.json()) == {"saved"}
    assert Draft.objects.get().answers["premises_area"] == "86.5"


def test_coming_back_leads_to_the_same_draft(person: Citizen, draft: Draft) -> None:
    assert f"/drafts/{draft.pk}" in person.get(f"/apply/{BOOKSHOP}").content.decode()
    assert Draft.objects.count() == 1


def test_anothers_draft_does_not_exist(world: World, draft: Draft) -> None:
    other = Citizen("tianshan_fruit")
    for page in ("", "/steps/firm", "/documents/premises_proof", "/check"):
        assert other.get(f"/drafts/{draft.pk}{page}").status_code == 404
    assert other.post(f"/drafts/{draft.pk}/submit", signed="yes").status_code == 404
    assert Draft.objects.exists()


def test_strangers_are_asked_in_first_and_come_back(world: World) -> None:
    answer = Citizen().get(f"/apply/{BOOKSHOP}?at=press-kuqa")
    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in?next=/apply/")


def test_the_wrong_kind_of_applicant_is_told_who_may(world: World) -> None:
    person, story = Citizen("li_qiang"), world.story().story
    choices = {f"s.{name}": value for name, value in story.situation.items()}
    answer = person.client.post(f"/apply/{BOOKSHOP}", {"at": story.at, **choices})
    assert answer.status_code == 409
    assert "企业" in text_of(answer)
    assert not Draft.objects.exists()


def test_a_refused_file_keeps_nothing_and_says_why(person: Citizen, draft: Draft) -> None:
    answer = person.hand_in(draft, "premises_proof", b"<svg onload=alert(1)>", "lease.pdf")
    assert answer.status_code == 422
    assert "lease" in text_of(answer)
    assert not Draft.objects.get().materials.exists()


def test_of_several_files_the_good_ones_are_kept(person: Citizen, draft: Draft) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    files = [SimpleUploadedFile("good.pdf", PDF), SimpleUploadedFile("bad.pdf", b"MZ program")]
    url = f"/drafts/{draft.pk}/documents/premises_proof"
    answer = person.client.post(url, {"premises_proof": files})
    assert answer.status_code == 422
    assert "bad" in text_of(answer)
    assert [each.name for each in Draft.objects.get().materials.all()] == ["good.pdf"]


def test_a_file_can_be_taken_off_again(person: Citizen, draft: Draft) -> None:
    person.hand_in(draft, "premises_proof")
    material = Draft.objects.get().materials.get()
    url = f"/drafts/{draft.pk}/documents/premises_proof"
    person.client.post(url, {"premises_proof-remove": str(material.pk)})
    assert not Draft.objects.get().materials.exists()


def test_going_on_without_a_file_asks_for_it(person: Citizen, draft: Draft) -> None:
    answer = person.client.post(f"/drafts/{draft.pk}/documents/premises_proof", {})
    assert answer.status_code == 422
    assert "请先选择" in text_of(answer)


def test_another_look_is_gone_to_once_all_is_saved_and_to_no_other_house(
    person: Citizen, draft: Draft
) -> None:
    step = f"/drafts/{draft.pk}/steps/shop"
    sent = person.post(step, premises_area="86.5", look="lang=ug")
    assert sent.url == f"/mode?lang=ug&next={quote(step, safe='')}"
    assert Draft.objects.get().answers["premises_area"] == "86.5"
    for strange in ("next=//evil.example", "lang=xx&next=//evil.example", "//evil.example", "="):
        on = person.post(step, premises_area="86.5", look=strange)
        assert on.url.startswith("/mode?") and person.get(on.url).url in (step, "/")
