"""A body in lines becomes blocks; what is no block of ours stays words."""

from dataclasses import replace

from tests.registers.publications.writing import POLICY

from onedoor.registers.publications.comparing import compared
from onedoor.registers.publications.content import (
    Attached,
    Content,
    Run,
    blocks_of,
    content_of,
    plain_text,
)

PICTURE = Attached(digest="a" * 64, name="地图.png", media_type="image/png", size=9, words="地图")


def test_lines_become_headings_paragraphs_lists_tables_and_pictures() -> None:
    body = "## 一、时间\n各单位：\n- 甲\n- 乙\n1. 先\n2. 后\n| 地方 | 时间 |\n| --- | --- |\n"
    body += "| 大厅 | 10:00 |\n![地图](地图.png)"
    blocks = blocks_of(body, (PICTURE,))
    assert [each.kind for each in blocks] == [
        "heading", "paragraph", "list", "numbered", "table", "picture",
    ]  # fmt: skip
    assert [line[0].text for line in blocks[2].lines] == ["甲", "乙"]
    assert blocks[4].rows == (("地方", "时间"), ("大厅", "10:00"))
    assert blocks[5].file == PICTURE.digest


def test_a_link_is_words_and_an_address() -> None:
    (block,) = blocks_of("请看[指南](/guide/x)，再办。")
    assert block.runs == (Run("请看"), Run("指南", "/guide/x"), Run("，再办。"))


def test_paragraphs_counted_in_chinese_stay_paragraphs() -> None:
    assert [each.kind for each in blocks_of("1、先填表\n2、再交表")] == ["paragraph", "paragraph"]


def test_code_of_web_pages_is_nothing_but_words() -> None:
    (block,) = blocks_of("<b>粗</b>")
    assert block.runs == (Run("<b>粗</b>"),)


def test_a_picture_that_was_not_uploaded_is_no_picture() -> None:
    assert [each.kind for each in blocks_of("![图](别人的.png)")] == ["paragraph"]


def test_what_a_row_keeps_is_read_back_the_same() -> None:
    content = replace(POLICY, files=(PICTURE,))
    assert content_of(content.as_json()) == content


def test_what_is_searched_are_its_words_without_addresses() -> None:
    said = plain_text(Content(title="题", summary="要", body="请看[指南](/guide/x)。"))
    assert said == "题\n要\n请看指南。"


def test_a_comparison_names_what_went_and_what_came() -> None:
    before = Content(title="题", body="一\n二\n三")
    lines = compared(before, replace(before, body="一\n2\n三"))
    changes = [(each.change, each.text) for each in lines if each.change != "same"]
    assert changes == [("gone", "二"), ("new", "2")]
    assert all(each.change == "same" for each in compared(before, before))
