"""On paper stands what stands on the screen: every word, no row cut, tagged, on few sheets."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
import pytest
from django.conf import settings
from pypdf import PdfReader
from tests.journeys.acts import elsewhere
from tests.journeys.conftest import Visit
from tests.journeys.scenery import FIRM
from tests.journeys.turns import LANGUAGES
from tests.registers.publications.writing import TRANSLATED_POLICY, published
from tests.world import BOOKSHOP, World

pytestmark = pytest.mark.browser
# What leads on or asks for something is for the screen alone; what is folded is there on paper.
LEFT_OUT = "nav, button, select, .btn, .go, .no-print, .sr"
HEAD = "一门阿克苏地区政务服务"
SAID = """(left_out) => {
    for (const one of document.querySelectorAll("main details")) one.open = true;
    for (const one of document.querySelectorAll(left_out)) one.remove();
    const main = document.querySelector("main"), all = what => [...main.querySelectorAll(what)];
    return [
        main.innerText.split("\\n"),
        all("tr, dl > div, .steps > li").map(one => one.innerText.split(/[\\n\\t]/)),
        all("thead").map(one => one.innerText),
    ];
}"""


@dataclass(frozen=True)
class Print:
    """A page somebody takes along, and how many sheets it may be at most."""

    id: str
    most: int
    where: Callable[[World], str]
    who: str = ""


def _receipt(world: World) -> str:
    return f"/cases/{elsewhere(world.a_submitted_case).number}/receipt"


def _publication(world: World) -> str:
    return f"/publications/{elsewhere(lambda: published(TRANSLATED_POLICY, 'policy')).slug}"


PRINTS = (
    Print("guide", 8, lambda world: f"/guide/{BOOKSHOP}"),
    Print("blank form", 2, lambda world: f"/guide/{BOOKSHOP}/form"),
    Print("receipt", 1, _receipt, FIRM),
    Print("publication", 1, _publication),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_receipt_is_one_sheet_in_every_language(
    visit: Visit, world: World, language: str
) -> None:
    visitor = visit(who=FIRM)
    visitor.page.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": visitor.address}]
    )
    visitor.goes_to(_receipt(world))
    assert len(sheets(visitor.page.pdf(prefer_css_page_size=True))) == 1


def bare(words: str) -> str:
    """Without the spaces that lay it out; a font may name a character by its twin."""
    return "".join(unicodedata.normalize("NFKC", words).split())


def sheets(printed: bytes) -> list[str]:
    with pypdfium2.PdfDocument(BytesIO(printed)) as file:
        return [bare(page.get_textpage().get_text_bounded()) for page in file]


@pytest.mark.parametrize("one", PRINTS, ids=lambda one: one.id)
def test_on_paper_stands_what_stands_on_the_screen(visit: Visit, world: World, one: Print) -> None:
    visitor = visit(who=one.who).goes_to(one.where(world))
    printed: bytes = visitor.page.pdf(prefer_css_page_size=True, tagged=True)
    said, rows, heads = visitor.page.evaluate(SAID, LEFT_OUT)
    found = sheets(printed)
    assert len(found) <= one.most
    assert beyond("".join(found).removeprefix(HEAD), said, heads) == ""
    for row in rows:
        assert any(all(bare(part) in sheet for part in row) for sheet in found), f"cut: {row}"
    root = PdfReader(BytesIO(printed)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "zh-Hans"


def beyond(paper: str, said: list[str], heads: list[str]) -> str:
    """What stands on paper besides all that is said; a table says its head again on each sheet,
    and a list its numbers."""
    for line in sorted(map(bare, said), key=len, reverse=True):
        assert line in paper, f"“{line}” is not on paper"
        paper = paper.replace(line, "", 1)
    for head in heads:
        paper = paper.replace(bare(head), "")
    return re.sub(r"\d\.?", "", paper)
