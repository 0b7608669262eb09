"""The assistant's page: a quotation with its source and edition, or a hand-over; nothing else."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from tests.channels.portal.citizen import Citizen
from tests.registers.publications.writing import NOTICE, published
from tests.world import BOOKSHOP, World

from onedoor.gateways.rephraser import HttpRephraser
from onedoor.oversight.assistant import rephrasing
from onedoor.oversight.assistant.models import Week
from onedoor.registers.catalogue.queries import current_version

QUOTED = (
    "开书店要几天", "离婚需要哪些材料", "办护照要多少钱", "什么人可以申请低保",
    "护照有效期是几年", "申请低保去哪里办", "办食品许可的法律依据是什么",
)  # fmt: skip
ASKED = "/assistant?q=开书店要几天"


def _answer(page: str) -> str:
    start = page.index('class="section answer"')
    return page[start : page.index("</section>", start)]


def _texts(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def _written_at(answer: str) -> dict[str, list[str]]:
    address = re.search(r'href="(/ask/consultation\?[^"]+)"', answer)
    assert address
    return parse_qs(urlsplit(address[1].replace("&amp;", "&")).query)


def test_an_answer_quotes_the_guide_with_its_address_and_edition(world: World) -> None:
    answer = _answer(Client().get(ASKED).content.decode())
    version = current_version(BOOKSHOP)
    assert "<blockquote" in answer and f'href="/guide/{BOOKSHOP}#steps"' in answer
    assert "5 个工作日" in _texts(answer) and f"第 {version.number} 版" in answer
    day = version.parsed.sheet.effective
    assert f"{day.year}年{day.month}月{day.day}日" in answer


def test_every_number_of_an_answer_stands_in_the_guide(world: World) -> None:
    for question in QUOTED:
        answer = _answer(Client().get(f"/assistant?q={question}").content.decode())
        code = re.search(r'href="/guide/([a-z-]+)[#?]', answer)
        assert code, question
        guide = _texts(Client().get(f"/guide/{code[1]}").content.decode())
        said = set(re.findall(r"\d+", _texts(answer)))
        assert said and said <= set(re.findall(r"\d+", guide)), question


def test_an_answered_question_is_quoted_whole(world: World) -> None:
    answer = _answer(Client().get("/assistant?q=家里能开书店吗").content.decode())
    sheet = current_version(BOOKSHOP).parsed.sheet
    (one,) = [each for each in sheet.questions if str(each.question) == "家里能开书店吗？"]
    assert str(one.answer) in answer and f"/guide/{BOOKSHOP}#faq" in answer


def test_the_place_named_decides_whose_window_is_told(world: World) -> None:
    answer = _answer(Client().get("/assistant?q=库车开书店在哪里办").content.decode())
    assert "库车" in _texts(answer) and "press-kuqa" in answer


def test_what_no_guide_says_is_handed_over_with_the_question(world: World) -> None:
    answer = _answer(Client().get("/assistant?q=今天天气怎么样").content.decode())
    assert "<blockquote" not in answer
    assert _written_at(answer) == {"text": ["今天天气怎么样"]}
    form = Client().get("/ask/consultation?text=今天天气怎么样").content.decode()
    assert "今天天气怎么样</textarea>" in form


def test_likenesses_are_offered_and_none_is_chosen(world: World) -> None:
    answer = _answer(Client().get("/assistant?q=教师资格证收费标准").content.decode())
    assert "<blockquote" not in answer
    assert "/guide/teacher-qualification" in answer
    assert "about" not in _written_at(answer)


def test_an_answer_too_leads_to_a_person(world: World) -> None:
    given = _written_at(_answer(Client().get(ASKED).content.decode()))
    assert given == {"text": ["开书店要几天"], "about": [f"service:{BOOKSHOP}"]}


def test_what_was_asked_is_counted_and_the_figures_are_on_the_page(world: World) -> None:
    for question in ("开书店要几天", "今天天气怎么样"):
        Client().get(f"/assistant?q={question}")
    week = Week.objects.get()
    assert (week.asked, week.answered, week.refused) == (2, 1, 1)
    page = Client().get("/assistant").content.decode()
    assert Week.objects.get().asked == 2, "an empty question is none"
    assert "<td>2</td><td>1</td><td>1</td><td>0</td><td>0</td>" in page


def test_it_sets_no_cookie_keeps_nothing_and_may_hear_only_here(world: World) -> None:
    answered = Client().get(ASKED)
    assert not answered.cookies and "no-store" in answered["Cache-Control"]
    assert "microphone=(self)" in answered["Permissions-Policy"]
    assert "microphone=()" in Client().get("/ask")["Permissions-Policy"]


def test_speaking_is_offered_by_script_alone_and_says_where_the_voice_may_go(world: World) -> None:
    page = Client().get("/assistant").content.decode()
    assert re.search(r'id="speaking" data-lang', page) and "声音传给它的厂商" in page
    assert "/js/speak." in page and "/js/speak." not in Client().get("/ask").content.decode()


def test_asking_and_the_answered_questions_lead_to_it(world: World) -> None:
    for page in ("/ask", "/questions"):
        assert 'href="/assistant"' in Client().get(page).content.decode()
    assert "问办事助手" in Citizen().words("/assistant")


def test_long_and_odd_questions_are_no_trouble(world: World) -> None:
    for question in ("几天" * 400, "\x00", "<script>", "？", "%"):
        assert Client().get("/assistant", {"q": question}).status_code == 200


ASKING_PIECE = replace(
    NOTICE,
    title="在小区里开一间小书店，要办出版物零售许可吗？",
    summary="要办。",
    body="要办。不论店面大小，申请人都要在开业前30天提交申请表。\n\n只租书、不卖书的，不用办。",
    matters=(BOOKSHOP,),
)


def _asked(question: str) -> str:
    return _answer(Client().get("/assistant", {"q": question}).content.decode())


def test_a_question_that_an_agency_published_is_quoted_with_its_address_and_edition(
    world: World,
) -> None:
    piece = published(ASKING_PIECE, "question")
    answer = _asked("小区里开一间小书店要办出版物零售许可吗")
    assert f'cite="/publications/{piece.slug}"' in answer
    assert "只租书、不卖书的，不用办。" in answer and "第 1 版" in answer
    assert "阿克苏市新闻出版（版权）局" in _texts(answer)
    published(replace(ASKING_PIECE, title="公司怎么年报？", matters=()), "question")
    assert "公司怎么年报" not in _asked("公司怎么年报")


def test_a_machine_rephrases_a_passage_under_the_passage_itself(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(ASKING_PIECE, "question")
    question = "小区里开一间小书店要办出版物零售许可吗"
    assert "换个说法" not in _asked(question)
    for said, is_shown in ((lambda text: text.replace("30天", "90天"), False),
                           (lambda text: text.replace("提交", "交"), True)):  # fmt: skip
        rephrasing._kept.cache_clear()
        monkeypatch.setattr(
            HttpRephraser, "rephrase", lambda _self, passage, *, language, said=said: said(passage)
        )
        answer = _asked(question)
        assert "提交申请表" in answer
        assert ("换个说法" in answer and "由机器改写" in answer) is is_shown
        assert "90天" not in answer
    rephrasing._kept.cache_clear()
