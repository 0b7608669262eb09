"""What an inspection finds: nothing on a whole site, and each planted fault by its own check."""

import pytest
from tests.oversight.inspection.planted import (
    BLOCKS,
    FORM,
    GUIDE,
    HOME,
    OFFICES,
    ORIGIN,
    OWNER,
    PAGES,
    WORDS,
    Site,
    inspected,
    only_finding,
    page,
)

from onedoor.oversight.inspection.inspecting import words_of
from onedoor.oversight.inspection.judging import Known, check_search
from onedoor.oversight.inspection.report import CHECKS, FAULTS, how_scored, told


def test_a_whole_site_has_a_hundred_and_nothing_to_mend() -> None:
    report = inspected(Site())
    assert (report.findings, report.score, report.passes) == ([], 100, True)
    assert {each.check for each in report.outcomes} == set(CHECKS)
    assert all(each.looked_at for each in report.outcomes)
    assert "得分 100，合格" in told(report)[-1]


def test_it_reads_each_page_once_and_goes_nowhere_else() -> None:
    site = Site()
    inspected(site)
    assert len(site.asked) == len(set(site.asked))
    assert not any("elsewhere" in each or "mode=" in each for each in site.asked)


def test_no_more_pages_are_read_than_allowed_and_the_rest_is_told() -> None:
    site = Site()
    report = inspected(site, most=2)
    assert report.pages == 2 and report.left > 0
    assert not any(each.startswith((GUIDE, "/track")) for each in site.asked)
    assert any("还有" in line for line in told(report))


def test_three_choices_of_a_page_stand_for_all() -> None:
    choices = "".join(f'<a href="{GUIDE}?at={n}">{n}</a>' for n in range(9))
    site = Site({GUIDE: page(BLOCKS + choices)})
    assert inspected(site).passes
    assert len([each for each in site.asked if each.startswith(f"{GUIDE}?at=")]) == 3


@pytest.mark.parametrize(
    ("planted", "check", "fault", "where", "about"),
    [
        ({"/": page(HOME.replace('"/track"', '"/services"'))}, "entry", "no-entry", "/", "查进度"),
        ({"/": page(HOME.replace('name="q"', ""))}, "entry", "no-entry", "/", "搜索"),
        ({"/track": None}, "links", "dead-link", "/", "/track (404)"),
        ({"/track": page('<a href="/gone">去</a>')}, "links", "dead-link", "/track", "/gone (404)"),
        ({"/track": page('<img src="/gone.jpg">看')}, "links", "dead-link", "/track", "/gone.jpg"),
        ({"/track": page('<a href="#gone">去</a>')}, "links", "dead-place", "/track", "#gone"),
        ({"/track": page(f'<a href="{GUIDE}#gone">去</a>')}, "links", "dead-place", "/track",
         f"{GUIDE}#gone"),
        ({"/track": page("写", title="")}, "headings", "no-title", "/track", ""),
        ({"/track": page("写", heading="")}, "headings", "no-heading", "/track", ""),
        ({"/track": page("<h2>通知</h2><ul></ul>")}, "empty", "empty-part", "/track", "通知 <ul>"),
        ({"/track": page("<section><h2>通知</h2></section>")}, "empty", "empty-part", "/track",
         "通知 <section>"),
        ({"/track": page("<p>栏目建设中</p>")}, "empty", "empty-part", "/track", "栏目建设中"),
        ({"/track": page("<table><tr><th>名</th><th>期限</th></tr><tr><td>甲</td><td></td></tr>"
                         "</table>")}, "empty", "empty-part", "/track", "页 期限"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found_by_its_check_alone(
    planted: dict[str, str | None], check: str, fault: str, where: str, about: str
) -> None:
    found = only_finding(Site(planted))
    assert (found.check, found.fault, found.page) == (check, fault, where)
    assert found.about.startswith(about) and found.owner == ""
    assert found.mended_by == "本站运营单位"


@pytest.mark.parametrize(
    ("taken_away", "element"),
    [
        ("<dd><b>5</b> 天</dd>", "时限"),
        ("<p>不收费</p>", "收费"),
        ("，电话 0997-5551101", "联系电话"),
        ("<p>身份证</p>", "材料"),
        ("<ul><li>《条例》第三十五条</li></ul>", "依据"),
    ],
)
def test_a_guide_that_lacks_an_element_is_its_agencys_to_mend(
    taken_away: str, element: str
) -> None:
    report = inspected(Site({GUIDE: page(BLOCKS.replace(taken_away, ""))}))
    found = [each for each in report.findings if each.check == "guides"]
    assert [(each.about, each.page, each.owner) for each in found] == [(element, GUIDE, OWNER)]
    assert report.passes and report.score < 100


def test_a_guide_without_a_place_has_no_telephone_either() -> None:
    blocks = BLOCKS.replace("<p>大厅 2 号窗口，电话 0997-5551101</p>", "")
    found = inspected(Site({GUIDE: page(blocks)})).findings
    assert [each.about for each in found if each.check == "guides"] == ["联系电话", "办理地点"]


def test_a_promise_of_bases_to_come_is_no_basis() -> None:
    blocks = BLOCKS.replace("<ul><li>《条例》第三十五条</li></ul>", "<p>依据正在补充。</p>")
    found = inspected(Site({GUIDE: page(blocks)})).findings
    assert {(each.check, each.about) for each in found} == {
        ("guides", "依据"), ("empty", "依据正在补充。"),
    }  # fmt: skip


def test_an_agency_that_answers_late_is_named_with_how_many_and_fails_nothing_else() -> None:
    planted = Site({"/answers/": page(OFFICES.format(late=2, over=3))})
    late = only_finding(planted)
    assert (late.check, late.page, late.owner) == ("answers", "/answers/", OWNER)
    assert late.wrong == "留言超期：近 30 天 2 件"
    assert inspected(planted).passes


def test_a_letter_that_was_given_more_time_counts_all_the_same_beyond_five_working_days() -> None:
    over = only_finding(Site({"/answers/": page(OFFICES.format(late=0, over=3))}))
    assert (over.check, over.fault, over.owner) == ("answers", "answered-after-five", OWNER)
    assert "近 30 天 3 件" in over.wrong


def test_a_guide_that_gives_no_form_is_found_though_others_give_theirs() -> None:
    without = BLOCKS.replace(f'<a href="{FORM}">空白表</a>', "")
    found = only_finding(Site({GUIDE: page(without)}))
    assert (found.check, found.page, found.fault) == ("downloads", GUIDE, "no-form")
    assert found.owner == OWNER


def test_a_site_that_publishes_no_answers_has_nothing_to_be_looked_at() -> None:
    home = {"/": page(HOME.replace('<a href="/answers/">答复</a>', ""))}
    fault = only_finding(Site(home))
    assert (fault.check, fault.fault) == ("answers", "nothing-looked-at")


def test_a_form_that_is_gone_is_dead_and_no_download() -> None:
    found = inspected(Site({FORM: None})).findings
    assert {(each.check, each.fault, each.owner) for each in found} == {
        ("links", "dead-link", OWNER), ("downloads", "no-download", OWNER),
    }  # fmt: skip


@pytest.mark.parametrize("planted", [{FORM: page("")}, {f"{GUIDE}/specimen.png": None}])
def test_a_form_or_specimen_with_nothing_on_it_is_found(planted: dict[str, str | None]) -> None:
    found = only_finding(Site(planted))
    assert (found.check, found.fault, found.owner) == ("downloads", "empty-download", OWNER)


@pytest.mark.parametrize("word", WORDS)
def test_a_name_a_keyword_or_a_pinyin_that_finds_nothing_fails_the_site(word: str) -> None:
    site = Site(found=[each for each in WORDS if each != word])
    found = only_finding(site)
    assert (found.check, found.about, found.owner) == ("search", word, OWNER)
    assert not inspected(site).passes


def test_the_fourth_place_is_too_far_down_unless_as_many_share_the_word() -> None:
    services = {code: Known(code, "同名") for code in "abcd"}
    first = ["a", "b", "c", "d"]
    assert check_search({"同名": first}, {"同名": set("d")}, services).findings[0].about == "同名"
    assert not check_search({"同名": first}, {"同名": set("abcd")}, services).findings


def test_a_title_with_figures_is_asked_with_the_figures_apart() -> None:
    words = words_of({"x": Known("x", "满80岁领津贴")})
    assert words == {"满80岁领津贴": {"x"}, "man 80 suilingjintie": {"x"}}


def test_a_home_that_does_not_answer_fails_without_an_error() -> None:
    report = inspected(Site(dict.fromkeys(PAGES), has_catalogue=False))
    assert not report.passes
    assert report.findings[0].fault == "no-home"
    assert report.score < 50


def test_a_service_outside_the_map_is_found() -> None:
    hidden = {"/sitemap": page("<p>没有事项</p>"), "/services": page("<p>没有事项</p>")}
    found = [each for each in inspected(Site(hidden)).findings if each.check == "links"]
    assert [(each.fault, each.about, each.owner) for each in found] == [
        ("not-led-to", GUIDE, OWNER)
    ]


def test_without_a_catalogue_that_answers_keywords_count_as_not_found() -> None:
    found = inspected(Site(has_catalogue=False)).findings
    assert ("search", "words-unknown") in {(each.check, each.fault) for each in found}


def test_each_fault_says_what_to_do_and_the_score_is_explained() -> None:
    assert all(wrong and remedy for wrong, remedy in FAULTS.values())
    assert "平均" in how_scored()
    found = only_finding(Site({"/track": None}))
    assert found.said == "/：链接打不开：/track (404)。改对或者去掉这个链接（本站运营单位）"
    assert inspected(Site({"/track": None})).as_json()["address"] == ORIGIN
