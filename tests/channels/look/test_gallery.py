"""Every part in every state can be drawn, says what it means, and obeys the security policy."""

import re
from collections import Counter

import pytest
from django.test import Client

SAMPLES = ["home", "home_for_anyone", "guide", "apply", "track", "inbox", "case", "sign_in"]
FAULTS = ["400", "403", "403_csrf", "404", "500"]
PATHS = ["/gallery", *(f"/sample/{name}" for name in SAMPLES), *(f"/fault/{n}" for n in FAULTS)]
GUIDE_BLOCKS = ["can", "situations", "materials", "steps", "fee", "result", "places", "basis"]
GUIDE_BLOCKS += ["rules", "rights", "agents", "faq", "rating", "comments"]


@pytest.fixture(params=PATHS)
def page(request: pytest.FixtureRequest) -> str:
    answer = Client().get(request.param)
    assert answer.status_code == 200
    return answer.content.decode()


def test_no_style_and_no_script_is_written_into_a_page(page: str) -> None:
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*src=)", page) == []


def test_a_page_has_one_heading_of_the_first_rank(page: str) -> None:
    assert len(re.findall(r"<h1[\s>]", page)) == 1


def test_no_two_things_share_an_id(page: str) -> None:
    counted = Counter(re.findall(r'\sid="([^"]+)"', page))
    assert [name for name, times in counted.items() if times > 1] == []


def test_every_reference_to_an_id_finds_it(page: str) -> None:
    there = set(re.findall(r'\sid="([^"]+)"', page))
    wanted = re.findall(r'\s(?:for|aria-describedby|aria-labelledby)="([^"]+)"', page)
    assert {one for names in wanted for one in names.split()} <= there


def test_one_can_skip_to_the_words(page: str) -> None:
    assert 'class="skip" href="#main"' in page
    assert '<main id="main"' in page


def test_every_icon_is_in_the_sprite(page: str) -> None:
    from onedoor.channels.look.assets import assets

    sprite = assets()["icons.svg"].plain.decode()
    for name in set(re.findall(r'<use href="[^"#]+#([^"]+)"', page)):
        assert f'<symbol id="{name}"' in sprite


def test_faults_begin_the_title_and_lead_to_their_field() -> None:
    page = Client().get("/sample/apply").content.decode()
    assert "<title>错误：" in page
    assert '<a href="#area">填写使用面积，单位平方米</a>' in page
    assert re.search(r'id="area"[^>]*aria-describedby="area-hint area-error" aria-invalid', page)


def test_the_guide_has_all_its_blocks_in_their_order() -> None:
    page = Client().get("/sample/guide").content.decode()
    found = re.findall(r'<section class="block" id="(\w+)"', page)
    assert found == GUIDE_BLOCKS
    for also in ("000139014000", 'class="lead"', "开始办理", "第 4 版"):
        assert also in page


def test_what_the_person_must_bring_comes_first() -> None:
    page = Client().get("/sample/guide").content.decode()
    assert page.index("您提供") < page.index("您填 6 项") < page.index("我们调取")


def test_no_link_of_the_frame_is_dead() -> None:
    page = Client().get("/gallery").content.decode()
    nav = re.search(r'<nav class="main-nav".*?</nav>', page, re.DOTALL)
    assert nav and re.findall(r'href="([^"]*)"', nav[0]) == ["/", "/track", "/mine"]
