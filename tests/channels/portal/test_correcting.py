"""Answering the one-time notice."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.channels.portal.citizen import PDF, Citizen, text_of
from tests.world import World

from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.models import Case
from onedoor.kernel.time import travel

OWNER = "duolang_books"


@pytest.fixture(autouse=True)
def in_august() -> Iterator[None]:
    with travel(to=date(2026, 8, 11)):
        yield


@pytest.fixture
def case(world: World) -> Case:
    """Told that the proof of the premises will not do."""
    case = world.a_submitted_case()
    world.mark_all(case, premises_right="unmet")
    cases.request_corrections(case.number, by=world.clerk(case, "accept"))
    return world.again(case)


def test_the_case_says_what_to_do_and_leads_there(case: Case) -> None:
    page = Citizen(OWNER).get(f"/cases/{case.number}")
    assert "请您补 1 处" in text_of(page)
    assert f"/cases/{case.number}/correct" in page.content.decode()


def test_home_and_my_space_show_it_first(case: Case) -> None:
    for page in ("/", "/mine"):
        assert "还差几处要补" in Citizen(OWNER).words(page)


def test_a_new_file_answers_the_notice(world: World, case: Case) -> None:
    file = SimpleUploadedFile("new.pdf", PDF)
    sent = Citizen(OWNER).post(f"/cases/{case.number}/correct", premises_proof=file, send="yes")
    assert sent.url == f"/cases/{case.number}"
    assert world.again(case).stage == "submitted"


def test_sending_without_the_file_says_which_one(world: World, case: Case) -> None:
    answer = Citizen(OWNER).post(f"/cases/{case.number}/correct", send="yes")
    assert answer.status_code == 422
    assert world.again(case).stage == "correcting"


def test_a_file_may_come_first_and_be_sent_later(world: World, case: Case) -> None:
    owner, url = Citizen(OWNER), f"/cases/{case.number}/correct"
    kept = owner.post(url, premises_proof=SimpleUploadedFile("new.pdf", PDF), keep="yes")
    assert "还没有提交" in text_of(kept) and "已补" in text_of(kept)
    assert world.again(case).stage == "correcting"
    owner.post(url, send="yes")
    assert world.again(case).stage == "submitted"


def test_a_bad_file_is_refused_and_nothing_is_sent(world: World, case: Case) -> None:
    file = SimpleUploadedFile("new.pdf", b"<html><script>")
    answer = Citizen(OWNER).post(f"/cases/{case.number}/correct", premises_proof=file, send="yes")
    assert answer.status_code == 422
    assert world.again(case).stage == "correcting"
    assert not case.materials.filter(round=1).exists()


def test_a_case_that_awaits_nothing_shows_itself_instead(world: World) -> None:
    case = world.a_submitted_case()
    sent = Citizen(OWNER).get(f"/cases/{case.number}/correct")
    assert sent.url == f"/cases/{case.number}"
