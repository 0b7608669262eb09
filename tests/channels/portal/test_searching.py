"""The search of the portal: the best answer, why it was found, and what to do when nothing is."""

from datetime import date

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from tests.channels.portal.citizen import Citizen
from tests.world import BOOKSHOP, World

from onedoor.channels.portal.cache import PageCache
from onedoor.channels.portal.pages import searching
from onedoor.registers.finding.models import Entry, Miss
from onedoor.registers.finding.queries import letter_of

# One of them looks among what agencies have published.
_MOST_STATEMENTS = 11


def test_the_best_answer_says_who_how_long_what_it_costs_and_where(world: World) -> None:
    page = Citizen().get("/services?q=卖书").content.decode()
    box = page[page.index('class="best') : page.index("</section>", page.index('class="best'))]
    assert "开书店、卖出版物" in box and "也叫：卖书" in box
    assert "5 个工作日" in box and "不收费" in box and "企业和个体户" in box and "网上" in box
    assert f"/guide/{BOOKSHOP}/situations" in box and f"/guide/{BOOKSHOP}" in box


def test_its_own_title_needs_no_reason(world: World) -> None:
    page = Citizen().get("/services?q=离婚登记").content.decode()
    box = page[page.index('class="best') : page.index("</section>", page.index('class="best'))]
    assert "离婚登记" in box and "也叫" not in box and "正式名称" not in box


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("shenfenzheng", "按拼音“shenfenzheng”找到"),
        ("man 80 sui lingjintie", "按拼音“man 80 sui lingjintie”找到"),
        ("sfz", "按拼音首字母找“身份证”"),
        ("失业登计", "按同音字找到：失业登记"),
        ("passprt", "按“passport”找到"),
        ("پاسپورت", "维吾尔文名称（本站翻译）"),
        ("000139014000", "事项编码"),
    ],
)
def test_the_reason_says_how_the_words_were_taken(world: World, query: str, reason: str) -> None:
    assert reason in Citizen().words(f"/services?q={query}")


def test_traditional_and_simplified_signs_find_the_same(world: World) -> None:
    def found(query: str) -> list[str]:
        page = Citizen().get("/services", q=query).content.decode()
        return [part.split('"')[0] for part in page.split('href="/guide/')[1:]]

    assert found("護照") == found("护照") != []
    assert found("華僑回國定居") == found("华侨回国定居") != []


def test_a_bundle_is_an_answer_too(world: World) -> None:
    page = Citizen().get("/services?q=开饭店").content.decode()
    assert "/together/restaurant" in page and "开饭馆一件事" in page


def test_a_place_in_the_query_is_a_chip_that_can_be_left(world: World) -> None:
    page = Citizen().get("/services?q=库车市开书店").content.decode()
    assert "at=press-kuqa" in page
    everywhere = Citizen().get("/services?q=库车市开书店&place=all").content.decode()
    assert "at=press-kuqa" not in everywhere and f"/guide/{BOOKSHOP}" in everywhere


def test_search_narrows_by_person_and_place(world: World) -> None:
    assert "出版物零售" not in Citizen().words("/services?for=person")
    page = Citizen().get("/services?place=652902").content.decode()
    assert "at=press-kuqa" in page
    assert "没有找到“卖书”" in Citizen().words("/services?q=卖书&for=person")
    assert "at=press-kuqa" in Citizen().get("/services?q=卖书&place=652902").content.decode()


def test_what_finds_nothing_says_what_to_try_and_lists_all_from_a_to_z(world: World) -> None:
    words = Citizen().words("/services?q=火车票")
    assert "没有找到“火车票”" in words and "12345" in words and "全部事项" in words
    page = Citizen().get("/services?q=火车票").content.decode()
    assert page.count('href="/guide/') >= 93
    assert page.index('id="letter-B"') < page.index('id="letter-K"') < page.index('id="letter-Z"')


def test_very_many_are_listed_a_letter_at_a_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "LISTED", 50)
    page = Citizen().get("/services?q=火车票").content.decode()
    assert "letter=K" in page and f'href="/guide/{BOOKSHOP}"' not in page
    page = Citizen().get("/services?letter=K").content.decode()
    assert f'href="/guide/{BOOKSHOP}"' in page and "/guide/ordinary-passport" not in page
    assert "letter=B" in Citizen().get("/services").content.decode()


def test_a_title_stands_under_its_pinyin() -> None:
    assert [letter_of(each) for each in ("办护照", "结婚登记", "KTV", "护照", "90 日", "")] == [
        "B", "J", "K", "H", "#", "#",
    ]  # fmt: skip


def test_while_the_search_is_down_there_is_the_list(world: World) -> None:
    """The index breaks as a database breaks: the page says so and lists everything, status 200."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE finding_posting RENAME TO finding_posting_gone")
    citizen = Citizen()
    try:
        answer = citizen.get("/services?q=卖书")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE finding_posting_gone RENAME TO finding_posting")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "搜索暂时用不了" in page and f'href="/guide/{BOOKSHOP}"' in page
    assert Miss.objects.count() == 0
    # With the next question it is back: no page that says otherwise was kept.
    assert answer["Cache-Control"] == "private, no-cache"
    assert "搜索暂时用不了" not in citizen.words("/services?q=卖书")


def test_a_miss_that_cannot_be_counted_costs_nobody_the_page(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_query: str) -> bool:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(searching, "count_miss", broken)
    assert "没有找到“彩票”" in Citizen().words("/services?q=彩票")


@pytest.mark.parametrize("narrowed", ["place=652901", "for=person", "event=birth"])
def test_what_was_sought_in_one_place_alone_is_no_miss_of_all(world: World, narrowed: str) -> None:
    Citizen().get(f"/services?q=彩票开奖&{narrowed}")
    assert not Miss.objects.exists()
    Citizen().get("/services?q=彩票开奖&place=all")
    assert Miss.objects.count() == 1


def test_the_words_are_kept_only_once_they_were_asked_twice(world: World) -> None:
    Citizen("ayigul").get("/services?q=彩票开奖")
    (miss,) = Miss.objects.all()
    assert (miss.text, miss.count) == ("", 1)
    Citizen("zhang_min").get("/services?q=彩票开奖")
    miss.refresh_from_db()
    assert (miss.text, miss.count, miss.state) == ("彩票开奖", 2, "open")
    assert isinstance(miss.last_day, date)
    kept = {each.name for each in Miss._meta.get_fields()}
    assert kept == {"digest", "text", "count", "last_day", "state"}


def test_every_asking_in_vain_is_counted_though_pages_are_kept(world: World) -> None:
    anybody = Citizen()
    for _ in range(3):
        anybody.get("/services?q=彩票开奖")
    assert Miss.objects.get().count == 3


@pytest.mark.parametrize(
    "query", ["张三 13812345678", "652901199001011234", "zhang@example.com", "我" * 30, "鱼"]
)
def test_what_might_be_about_somebody_is_not_counted(world: World, query: str) -> None:
    Citizen().get("/services", q=query)
    assert Miss.objects.count() == 0


def test_a_query_that_finds_something_is_counted_nowhere(world: World) -> None:
    Citizen().get("/services?q=卖书")
    assert Miss.objects.count() == 0


@pytest.mark.parametrize("query", ["\x00", "%", "'; DROP TABLE x", "(((", "，。！", "q" * 5000])
def test_any_signs_may_be_typed(world: World, query: str) -> None:
    assert Citizen().get("/services", q=query).status_code == 200
    assert Entry.objects.exists()


@pytest.mark.parametrize("query", ["卖书", "外国人工作许可延期", "sfz", "火车票"])
def test_a_search_asks_the_database_a_fixed_number_of_times(
    world: World, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is published is asked of anew after a moment, by the clock; here that moment is long.
    monkeypatch.setattr("onedoor.channels.portal.cache.STAMP_SECONDS", 600)
    asking = Citizen()
    # And the answer is no page kept from the first time.
    monkeypatch.setattr(PageCache, "_known", lambda _self, _key: None)
    asking.get("/services", q=query)
    with CaptureQueriesContext(connection) as asked:
        asking.get("/services", q=query)
    turns = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    texts = [one["sql"] for one in asked.captured_queries if not one["sql"].startswith(turns)]
    assert len(texts) <= _MOST_STATEMENTS, [each[:120] for each in texts]


def test_what_lies_near_is_offered_whether_one_matter_or_several_done_as_one(world: World) -> None:
    page = Citizen().get("/services?q=孩子出生后全部手续").content.decode()
    assert "没有找到“孩子出生后全部手续”" in page
    near = page[page.index('id="near"') : page.index("</section>", page.index('id="near"'))]
    assert 'href="/guide/birth-certificate"' in near and 'href="/together/newborn"' in near


def test_what_was_chosen_stays_while_the_words_are_changed(world: World) -> None:
    page = Citizen().get("/services?q=卖书&for=organisation&place=652902").content.decode()
    form = page[page.index('role="search"') : page.index("</form>")]
    assert 'type="hidden" name="for" value="organisation"' in form
    assert 'type="hidden" name="place" value="652902"' in form
    # A place that the words name is not chosen: other words may name another.
    page = Citizen().get("/services?q=库车市开书店").content.decode()
    assert 'type="hidden"' not in page[page.index('role="search"') : page.index("</form>")]


def test_a_place_by_itself_leads_to_its_page_and_is_no_miss(world: World) -> None:
    page = Citizen().get("/services?q=库车").content.decode()
    named = page[page.index('id="named"') : page.index("</section>", page.index('id="named"'))]
    assert 'href="/places/652902000000"' in named and "库车市" in named
    assert not Miss.objects.exists()
