"""What is kept for everybody is what everybody may read, and nothing else."""

from collections.abc import Callable
from time import sleep
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from tests.channels.portal.citizen import Citizen
from tests.house.addresses import addresses
from tests.world import BOOKSHOP, World

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.portal import cache
from onedoor.channels.portal.cache import STAMP_SECONDS, PageCache, cacheable
from onedoor.kernel.news import news_for_everybody
from onedoor.kernel.time import travel
from onedoor.oversight.feedback.actions import rate_case

SESSION = settings.SESSION_COOKIE_NAME
Change = Callable[[HttpRequest, HttpResponse], None]


@cacheable
@entrance(Door.ANYONE)
def everybodys(request: HttpRequest) -> HttpResponse:
    return HttpResponse("the same to all")


@entrance(Door.ANYONE)
def unmarked(request: HttpRequest) -> HttpResponse:
    return HttpResponse("perhaps not the same to all")


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Asks a cache before one view; what it then holds."""
    monkeypatch.setattr(PageCache, "_stamp_now", lambda self: "stamp")

    def ask(
        view: Any = everybodys, change: Change | None = None, url: str = "/p", **headers: str
    ) -> list[str]:
        def answer(request: HttpRequest) -> HttpResponse:
            response = view(request)
            if change:
                change(request, response)
            return response

        pages = PageCache(answer)
        pages(RequestFactory(headers=headers).get(url))
        return [page.body.decode() for page in pages.pages.values()]

    return ask


def test_a_page_that_says_it_is_the_same_to_all_is_kept(kept: Any) -> None:
    assert kept() == ["the same to all"]


@pytest.mark.parametrize("door", [door for door in Door if door is not Door.ANYONE])
def test_a_page_that_is_not_open_to_everybody_cannot_say_so(door: Door) -> None:
    def own(request: HttpRequest) -> HttpResponse:
        return HttpResponse("mine")

    with pytest.raises(TypeError, match="not open to everybody"):
        cacheable(entrance(door)(own))
    with pytest.raises(TypeError, match="not open to everybody"):
        cacheable(own)


def _sets_a_cookie(request: HttpRequest, response: HttpResponse) -> None:
    response.set_cookie("seen", "1")


def _holds_a_token(request: HttpRequest, response: HttpResponse) -> None:
    response.content = f"token {get_token(request)}"


def _knows_who(request: HttpRequest, response: HttpResponse) -> None:
    request.user = get_user_model()(login="somebody")


def _speaks_of_keeping(request: HttpRequest, response: HttpResponse) -> None:
    response.headers["Cache-Control"] = "no-store"


@pytest.mark.parametrize(
    "given",
    [
        {"change": _sets_a_cookie},
        {"change": _holds_a_token},
        {"change": _knows_who},
        {"change": _speaks_of_keeping},
        {"view": unmarked},
        {"Cookie": f"{SESSION}=abc"},
        {"Authorization": "Bearer key"},
        {"url": "/p?" + "x" * 700},
        {"view": cacheable(entrance(Door.ANYONE)(lambda request: HttpResponse(status=404)))},
    ],
    ids=["cookie", "token", "user", "no-store", "unmarked", "session", "key", "long", "not-found"],
)
def test_what_is_for_one_reader_is_never_kept(kept: Any, given: dict[str, Any]) -> None:
    assert kept(**given) == []


def test_languages_modes_hosts_and_questions_have_pages_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(PageCache, "_stamp_now", lambda self: "stamp")
    pages, ask = PageCache(everybodys), RequestFactory()
    for headers in (
        {"Cookie": "onedoor-mode=elder"},
        {"Cookie": "onedoor-theme=dark"},
        {"Cookie": "onedoor-theme=contrast"},
        {"Cookie": f"{settings.LANGUAGE_COOKIE_NAME}=ug"},
        {"Accept-Language": "en"},
        {"Host": "localhost"},
        {},
    ):
        pages(ask.get("/p", headers=headers))
    assert len(pages.pages) == 7
    pages(ask.get("/p?a=1&b=2"))
    pages(ask.get("/p?b=2&a=1"))
    assert len(pages.pages) == 8, "the order of names asks nothing else"
    pages(ask.get("/p?a=2&a=1"))
    pages(ask.get("/p?a=1&a=2"))
    assert len(pages.pages) == 10, "the order of values may"


def test_the_memory_it_takes_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PageCache, "_stamp_now", lambda self: "stamp")
    monkeypatch.setattr(cache, "BYTES_KEPT", 500)
    pages = PageCache(everybodys)
    for number in range(40):
        pages(RequestFactory().get(f"/p?n={number}"))
        assert pages.size == sum(each.size for each in pages.pages.values()) <= 500
    assert 0 < len(pages.pages) < 40


def test_no_address_keeps_what_not_everybody_may_enter() -> None:
    marked = [each for each in addresses("onedoor.site.urls") if _is_marked(each.view)]
    assert {"portal:home", "portal:guide", "portal:open", "portal:piece", "portal:inspection"} <= {
        each.name for each in marked
    }
    assert [each.name for each in marked if each.door != str(Door.ANYONE)] == []


def _is_marked(view: Any) -> bool:
    while view is not None:
        if getattr(view, "__code__", None) is everybodys.__code__:
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def test_whoever_is_signed_in_leaves_nothing_behind_for_others(world: World) -> None:
    """The real site: after a day of one citizen nothing is kept, and a stranger sees no name."""
    known = Citizen("duolang_books")
    for page in ("/", f"/guide/{BOOKSHOP}", "/services", "/mine", "/mine/licences"):
        assert known.get(page).status_code == 200
        strange = Client().get(page)
        assert "多浪书屋" not in strange.content.decode()
        assert not strange.cookies.get(SESSION)


def test_a_guide_kept_for_strangers_counts_every_level_within_a_second(world: World) -> None:
    case = world.play(world.story())
    # One server: each has a memory of its own.
    stranger = Client()

    def asked() -> str:
        return stranger.get(f"/guide/{case.service}").content.decode()

    with travel(case.closed_on):
        before = asked()
        assert asked() == before
        for level in (1, 5):
            rate_case(case.number, level=level, by=world.applicant(case))
            sleep(STAMP_SECONDS)
            after = asked()
            assert after != before
            before = after


def test_a_page_kept_for_strangers_tells_how_long_it_may_be_believed() -> None:
    pages = [Client().get("/").headers for _ in range(2)]
    for said in pages:
        assert said["Cache-Control"] == "private, no-cache"
        assert said["Vary"] == "Accept-Encoding, Accept-Language, Cookie"
    assert pages[0]["ETag"] == pages[1]["ETag"]
    for known in (pages[0]["ETag"], f'"other", {pages[0]["ETag"]}'):
        again = Client().get("/", headers={"If-None-Match": known})
        assert again.status_code == 304 and not again.content
    assert Client().get("/", headers={"If-None-Match": '"other"'}).status_code == 200


def test_what_is_published_is_among_the_news_for_everybody() -> None:
    assert {
        "piece.published", "piece.taken-down", "service.published", "bundle.published",
        "letter.published", "letter.unpublished", "powers.published", "site.inspected",
        "supervision-day.published", "search-word.added", "search-word.removed",
        "rating.given", "rating.set-aside",
    } <= set(news_for_everybody())  # fmt: skip
    ours = ("case.", "account.", "licence.")
    assert not any(name.startswith(ours) for name in news_for_everybody())
