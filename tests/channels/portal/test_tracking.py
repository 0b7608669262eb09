"""Following a case: one's own in full, anybody else's by code only and without a name."""

from collections.abc import Iterator
from datetime import date

import pytest
from tests.channels.portal.citizen import Citizen, text_of
from tests.world import World

from onedoor.casework.cases.models import Case
from onedoor.kernel.time import travel
from onedoor.oversight.feedback.models import Rating

OWNER = "duolang_books"


@pytest.fixture(autouse=True)
def in_august() -> Iterator[None]:
    """The days after the bookshop's story began."""
    with travel(to=date(2026, 8, 17)):
        yield


def test_the_state_is_the_title_with_its_date(world: World) -> None:
    case = world.an_accepted_case()
    words = Citizen(OWNER).words(f"/cases/{case.number}")
    assert "材料已齐" in words and "有结果" in words and case.short_number in words


def test_anothers_case_does_not_exist(world: World) -> None:
    case, other = world.a_submitted_case(), Citizen("tianshan_fruit")
    for page in ("", "/receipt", "/answers", "/readers", "/withdraw", "/correct", "/dates.ics"):
        assert other.get(f"/cases/{case.number}{page}").status_code == 404
    assert other.post(f"/cases/{case.number}/withdraw").status_code == 404
    assert world.again(case).stage == "submitted"


def test_anothers_files_do_not_exist(world: World) -> None:
    case = world.a_submitted_case()
    material = case.materials.first()
    assert material is not None
    assert Citizen("tianshan_fruit").get(f"/files/{material.pk}").status_code == 404
    assert Citizen().get(f"/files/{material.pk}").status_code == 302


def test_a_file_comes_as_it_is_and_may_run_nothing(world: World) -> None:
    material = world.a_submitted_case().materials.first()
    assert material is not None
    answer = Citizen(OWNER).get(f"/files/{material.pk}")
    assert answer.headers["Content-Type"] == material.media_type
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]


def test_a_case_page_takes_a_bounded_number_of_queries(
    world: World, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    case, owner = world.an_accepted_case(), Citizen(OWNER)
    owner.get(f"/cases/{case.number}")
    with django_assert_max_num_queries(24):
        owner.get(f"/cases/{case.number}")


def test_my_space_does_not_grow_with_my_cases(world: World, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(3):
        world.a_submitted_case()
    owner = Citizen(OWNER)
    with django_assert_max_num_queries(13):
        words = owner.words("/mine")
    assert words.count("已提交") >= 3


def test_the_code_shows_stage_and_dates_and_nobodys_name(world: World) -> None:
    case = world.an_accepted_case()
    words = Citizen().words(f"/track/{case.query_code}")
    assert case.service_title in words and "受理" in words
    assert case.applicant_name not in words and "13800000001" not in words


def test_a_code_may_be_typed_with_blanks_and_small_letters(world: World) -> None:
    code = world.a_submitted_case().query_code
    typed = f" {code[:4].lower()} {code[4:]}"
    assert Citizen().get("/track", code=typed).url == f"/track/{code}"


@pytest.mark.parametrize("code", ["", "abc", "0000 0000 0001"])
def test_a_wrong_code_is_a_sentence(world: World, code: str) -> None:
    answer = Citizen().get("/track", code=code)
    assert answer.status_code == 422
    assert "没有查到" in text_of(answer)


def test_one_takes_it_back_after_being_asked(world: World) -> None:
    case, owner = world.a_submitted_case(), Citizen(OWNER)
    assert "要撤回" in owner.words(f"/cases/{case.number}/withdraw")
    assert world.again(case).stage == "submitted"
    owner.post(f"/cases/{case.number}/withdraw")
    assert world.again(case).stage == "withdrawn"
    assert "您已经撤回" in owner.words(f"/cases/{case.number}")


def a_closed_case(world: World) -> Case:
    case = world.a_decided_case()
    world.drain()
    return world.again(case)


def test_a_rating_without_a_level_is_not_taken(world: World) -> None:
    case = a_closed_case(world)
    answer = Citizen(OWNER).post(f"/cases/{case.number}/rate", text="很快")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "请从五档里选一档" in page and "很快" in page and "checked" not in page
    assert not Rating.objects.exists()


def test_a_rating_is_kept_and_can_be_changed(world: World) -> None:
    case, owner = a_closed_case(world), Citizen(OWNER)
    for level in (5, 1):
        assert owner.post(f"/cases/{case.number}/rate", level=level).status_code == 302
    assert Rating.objects.get().level == 1


def test_over_a_long_holiday_a_rating_is_asked_for_as_long_as_it_is_taken(world: World) -> None:
    """Ended on 30 September: the tenth working day is 20 October, twenty days later."""
    case, owner, anyone = a_closed_case(world), Citizen(OWNER), Citizen()
    Case.objects.filter(pk=case.pk).update(closed_on=date(2026, 9, 30))
    for day, open_still in ((date(2026, 10, 17), True), (date(2026, 10, 20), True),
                            (date(2026, 10, 21), False)):  # fmt: skip
        with travel(to=day):
            assert (
                'id="rate"' in owner.get(f"/cases/{case.number}").content.decode()
            ) is open_still
            if open_still:
                assert "最晚 2026年10月20日 评" in owner.words(f"/cases/{case.number}")
            for path in (f"/track/{case.query_code}", f"/rate/{case.query_code}"):
                told = anyone.get(path).content.decode()
                mark = f'href="/rate/{case.query_code}' if "/track/" in path else 'name="level"'
                assert (mark in told) is open_still, (day, path)
            taken = owner.post(f"/cases/{case.number}/rate", level=2).status_code == 302
            assert taken is open_still, day
    assert Rating.objects.count() == 1


def test_whoever_took_the_application_back_is_asked_as_well(world: World) -> None:
    case, owner = world.a_submitted_case(), Citizen(OWNER)
    assert 'id="rate"' not in owner.get(f"/cases/{case.number}").content.decode()
    owner.post(f"/cases/{case.number}/withdraw")
    assert 'id="rate"' in owner.get(f"/cases/{case.number}").content.decode()
    assert owner.post(f"/cases/{case.number}/rate", level=1).status_code == 302


def test_the_sealed_papers_can_be_fetched_and_checked_by_anyone(world: World) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from onedoor.registers.papers.models import Paper

    case = a_closed_case(world)
    paper = Paper.objects.filter(subject=case.number).first()
    assert paper is not None
    content = Citizen(OWNER).get(f"/papers/{paper.pk}").content
    anyone = Citizen()

    def check(content: bytes) -> str:
        return text_of(anyone.post("/check", paper=SimpleUploadedFile("a.pdf", content)))

    assert "是真的，现在有效" in check(content)
    middle = len(content) // 2
    altered = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    assert "不要采用" in check(altered) or "不是本平台签发" in check(altered)
    assert "是真的" not in check(altered)
    assert paper.number in anyone.words(f"/check/{paper.check_code}")


def test_an_unknown_check_code_says_so(world: World) -> None:
    answer = Citizen().get("/check", code="0000-0000-0000-0000")
    assert "没有这个查验码" in text_of(Citizen().get(answer.url))
    assert "请先选择" in text_of(Citizen().post("/check"))


def test_the_drawing_shows_how_far_the_case_has_come(world: World) -> None:
    case = world.an_accepted_case()
    page = Citizen(OWNER).get(f"/cases/{case.number}").content.decode()
    drawing = page.split('<svg class="route"')[1].split("</svg>")[0]
    assert drawing.count('class="r-done') == 2
    assert drawing.count('class="r-now') == 1
    now = page.split('aria-current="step"><b>')[1].split("</b>")[0]
    assert now == "审核"
