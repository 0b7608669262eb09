"""What surrounds every page: site name, languages, way-finding, who is reading.

A word of navigation appears only when the address behind it exists, so no link is ever dead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from onedoor.channels.look.addressing import address
from onedoor.channels.look.brand import brand_sheet
from onedoor.channels.look.doors import ACTING_OVER, actor_of
from onedoor.channels.look.sites import site_of
from onedoor.channels.look.words import RIGHT_TO_LEFT, language_tag
from onedoor.registers.sites.queries import address_of

Words = str | Promise
MODE_COOKIE = "onedoor-mode"
THEME_COOKIE = "onedoor-theme"
# Without one of these a page follows the device.
THEMES = ("light", "dark", "contrast")

# key, word, icon (bottom bar), names of the address in order of preference.
MAIN: tuple[tuple[str, Words, tuple[str, ...]], ...] = (
    ("services", _("办事"), ("portal:services", "portal:home")),
    ("track", _("查询"), ("portal:track",)),
    ("ask", _("咨询"), ("portal:ask",)),
    ("open", _("公开"), ("portal:open",)),
    ("ratings", _("评价"), ("portal:ratings",)),
    ("mine", _("我的"), ("portal:mine",)),
)
BAR: tuple[tuple[str, Words, str, tuple[str, ...]], ...] = (
    ("home", _("首页"), "home", ("portal:home",)),
    ("services", _("办事"), "server", ("portal:services",)),
    ("track", _("进度"), "progress-check", ("portal:track",)),
    ("mine", _("我的"), "user", ("portal:mine",)),
)
FOOT: tuple[tuple[str, Words, tuple[str, ...]], ...] = (
    ("check", _("证照核验"), ("portal:check",)),
    ("places", _("各县市和乡镇"), ("portal:places",)),
    ("sitemap", _("网站地图"), ("portal:sitemap",)),
    ("mistake", _("这一页有错"), ("portal:mistake",)),
    ("accessibility", _("无障碍声明"), ("portal:accessibility",)),
)


@dataclass(frozen=True, kw_only=True)
class Link:
    """One word of navigation."""

    key: str
    word: Words
    url: str
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class Acting:
    """For whom the reader acts: always said to who is signed in as a party, never left to guess."""

    name: str
    other: bool
    kind: Words | dict[str, str]
    until: date | None
    via: str
    # Whom one did act for until a moment ago; said once.
    over: str
    switch: str


@dataclass(frozen=True, kw_only=True)
class Shell:
    """All a layout needs to know besides the page itself."""

    site: Words
    place: Words
    lang: str
    dir: str
    elder: bool
    theme: str
    path: str
    reader: str
    is_staff: bool
    languages: tuple[tuple[str, str], ...]
    main: tuple[Link, ...]
    bar: tuple[Link, ...]
    foot: tuple[Link, ...]
    home: str
    sign_in: str
    sign_out: str
    acting: Acting | None
    # Where a passkey is made, said in one line to whoever has none yet.
    offer: str
    # Of the site this page is of: the stylesheet of its colour, what its foot says, where it is
    # found, and where the places of the land are listed.
    brand: str
    foot_says: Mapping[str, str]
    canonical: str
    places: str
    # A mark that names nobody: what a telephone keeps is kept for this reader alone.
    whose: str


@cache
def _links() -> tuple[tuple[Link, ...], tuple[Link, ...], tuple[Link, ...]]:
    main = (Link(key=key, word=word, url=address(*names)) for key, word, names in MAIN)
    bar = (Link(key=k, word=word, icon=icon, url=address(*names)) for k, word, icon, names in BAR)
    foot = (Link(key=key, word=word, url=address(*names)) for key, word, names in FOOT)
    return (
        tuple(link for link in main if link.url),
        tuple(link for link in bar if link.url),
        tuple(link for link in foot if link.url),
    )


@cache
def languages() -> tuple[tuple[str, str], ...]:
    """(code, own name) of each language pages are offered in, Chinese first."""
    return tuple((code, str(name)) for code, name in settings.LANGUAGES)


def in_large_type(request: HttpRequest | None) -> bool:
    """Whether whoever reads has asked for large type."""
    return request is not None and request.COOKIES.get(MODE_COOKIE) == "elder"


def _reader(request: HttpRequest | None) -> tuple[str, bool]:
    # A page for anyone asks for no session: only a browser that carries one is looked up.
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return "", False
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return "", False
    name = getattr(account, "name", "") or account.get_username()
    return str(name), bool(getattr(account, "is_staff", False))


def _acting(request: HttpRequest | None) -> Acting | None:
    switch = address("portal:acting")
    if request is None or not switch:
        return None
    actor = actor_of(request)
    stands = getattr(request, "standing", None) if actor.scope else None
    return Acting(
        name=stands.giver.name if stands else actor.name,
        other=stands is not None,
        kind=stands.kind_word if stands else "",
        until=stands.until if stands else None,
        via=stands.via if stands else "",
        over=str(request.session.pop(ACTING_OVER, "")) if ACTING_OVER in request.session else "",
        switch=switch,
    )


def _where_one_is(request: HttpRequest | None) -> str:
    """The address that brings this page back. Of what was sent it is where it was sent from: many
    an address takes what is sent and shows nothing of its own."""
    if request is None:
        return "/"
    came_from = urlsplit(request.headers.get("Referer", ""))
    if request.method != "POST" or came_from.netloc != request.get_host():
        return request.get_full_path()
    return came_from._replace(scheme="", netloc="", fragment="").geturl() or "/"


def _offer(request: HttpRequest | None) -> str:
    wanted = request is not None and request.session.get("identity.offer")
    return address("mfa_add_webauthn") if wanted else ""


def whose(request: HttpRequest | None) -> str:
    """A mark for who reads and for whom they act; "" for strangers and clerks. It names nobody."""
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    actor = actor_of(request)
    if not actor.party:
        return ""
    return salted_hmac("onedoor.phone", f"{actor.ref}/{actor.party}").hexdigest()[:24]


def shell(request: HttpRequest | None = None) -> Shell:
    """The surroundings for this request; sensible ones when there is no request."""
    main, bar, foot = _links()
    cookies = {} if request is None else request.COOKIES
    translated = get_language() in dict(languages())
    lang = language_tag() if translated else "zh-Hans"
    reader, is_staff = _reader(request)
    theme = cookies.get(THEME_COOKIE, "")
    here = site_of(request)
    return Shell(
        site=getattr(settings, "ONEDOOR_SITE_NAME", _("一门")),
        place=here.called(lang) if here else _("阿克苏地区"),
        lang=lang,
        dir="rtl" if lang.partition("-")[0] in RIGHT_TO_LEFT else "ltr",
        elder=in_large_type(request),
        theme=theme if theme in THEMES else "",
        path=_where_one_is(request),
        reader=reader,
        is_staff=is_staff,
        languages=languages(),
        main=main,
        bar=bar,
        foot=foot,
        home=address("portal:home") or "/",
        sign_in=address("identity:sign-in"),
        sign_out=address("identity:sign-out"),
        acting=_acting(request) if reader and not is_staff else None,
        offer=_offer(request) if reader else "",
        brand=brand_sheet(here.hue) if here else "",
        foot_says=here.foot if here else {},
        canonical=address_of(here) + request.path if here and request else "",
        places=address("portal:places"),
        whose=whose(request) if reader and not is_staff else "",
    )
