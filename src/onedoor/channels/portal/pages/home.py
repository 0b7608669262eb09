"""Home: start the right matter in one thought."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import escape

from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.here import division_here
from onedoor.channels.look.local import body_short, services_at
from onedoor.channels.look.piece_words import entries
from onedoor.channels.look.shell import in_large_type
from onedoor.channels.look.sites import site_of, slug_of
from onedoor.channels.look.words import day
from onedoor.channels.portal.bundle_words import bundle_entries
from onedoor.channels.portal.cache import cacheable
from onedoor.channels.portal.event_words import event_rows
from onedoor.channels.portal.pages.columns import column_words, outcome_rows
from onedoor.channels.portal.pages.ways_in import other_ways
from onedoor.channels.portal.service_facts import entry_of
from onedoor.channels.portal.waiting import waiting_for
from onedoor.channels.portal.ways import MostDone, months, most_done
from onedoor.kernel.actors import Actor
from onedoor.kernel.languages import language_spoken
from onedoor.registers.agencies.queries import agencies_of_function, halls_within
from onedoor.registers.catalogue.queries import Bundle, Service, bundles, services
from onedoor.registers.publications.queries import latest
from onedoor.registers.sites.queries import Site

COMMON, EXAMPLES, WAITING, HALLS = 8, 4, 3, 4
# An example under the box of the search is a few words, or it is no example.
BRIEF = 32
# In large type a list holds so many and says where the rest is.
FEW = 5
# What of the publications is news for everybody, and how much of it.
NOTICES, SHOWN_NOTICES = ("notice", "policy"), 3
# The bodies that run the halls.
HALL_FUNCTION = "government"


@require_safe
@cacheable
@entrance(Door.ANYONE)
def home(request: HttpRequest) -> HttpResponse:
    """The home page, the same for all who are not signed in."""
    site, large = site_of(request), in_large_type(request)
    most = FEW if large else None
    known, together = services_at(site, services()), bundles()
    kind = request.GET.get("for", "person")
    kind = kind if kind in ("person", "organisation") else "person"
    done = most_done([each for each in known if kind in each.applicants], division_here(request))
    context = {
        "search_url": reverse("portal:services"),
        "examples": _examples([each.service for each in done.rows]),
        "mine": _mine(request),
        "track_url": reverse("portal:track"),
        "help": _help() if large else [],
        "quick": _quick()[:2] if large else _quick(),
        "kinds": [
            {"word": _("个人"), "url": "?for=person#common", "current": kind == "person"},
            {
                "word": _("企业和个体户"),
                "url": "?for=organisation#common",
                "current": kind == "organisation",
            },
        ],
        "common": [entry_of(each.service) for each in done.rows[: most or COMMON]],
        "common_says": _counted_until(done),
        "ways": other_ways()[:most],
        "columns": column_words(request)[:most],
        "all_url": reverse("portal:services"),
        "all_count": len(known),
        "events": _events(known, together)[:most] if large else event_rows(known, together),
        "bundles": bundle_entries(together)[:most],
        "halls": _halls(site),
        "halls_at": None,
        "notices": entries(latest(NOTICES, most=SHOWN_NOTICES, at=slug_of(request))),
        "notices_url": reverse("portal:open"),
        "outcomes": _outcomes(),
    }
    return render(request, "portal/home.html", context)


def _outcomes() -> dict[str, Any] | None:
    rows = outcome_rows()
    return {"url": reverse("portal:open-government"), "items": rows} if rows else None


def _mine(request: HttpRequest) -> dict[str, Any] | None:
    actor: Actor = actor_of(request)
    if not actor.party:
        return None
    return {"url": reverse("portal:mine"), "items": waiting_for(actor)[:WAITING]}


def _examples(known: Sequence[Service]) -> list[dict[str, Any]]:
    search = reverse("portal:services")
    return [{"word": word, "url": f"{search}?q={quote(word)}"} for word in _asked(known)[:EXAMPLES]]


def _asked(known: Sequence[Service]) -> list[str]:
    """What one may ask for in the reader's language: keywords are Chinese, titles in each."""
    language = language_spoken()
    sheets = [each.parsed.sheet for each in known]
    if language == "zh":
        words = [sheet.keywords[0] for sheet in sheets if sheet.keywords]
    else:
        titles = [getattr(sheet.title, language, "") for sheet in sheets]
        words = [each for each in titles if 0 < len(each) <= BRIEF]
    return list(dict.fromkeys(words))


def _quick() -> list[dict[str, str]]:
    return [
        {"word": _("扫回执查进度"), "icon": "qrcode", "url": reverse("portal:track")},
        {"word": _("验证照真假"), "icon": "shield-check", "url": reverse("portal:check")},
        {"word": _("找人帮忙"), "icon": "headset", "url": "tel:12345"},
    ]


def _help() -> list[dict[str, str]]:
    """People first, where somebody needs large type: a voice, a hall, somebody of the family."""
    return [
        {"word": _("打 12345"), "note": _("着急的事，24 小时有人听"), "icon": "headset",
         "url": "tel:12345"},
        {"word": _("去附近的大厅"), "note": _("各县市、乡镇和街道"), "icon": "map-pin",
         "url": reverse("portal:places")},
        {"word": _("请人帮我办"), "note": _("家人替您办，每一步都看得到"), "icon": "users",
         "url": reverse("portal:offer")},
    ]  # fmt: skip


def _events(known: Sequence[Service], together: Sequence[Bundle]) -> list[dict[str, str]]:
    """What people who need large type come for stands before the rest."""
    rows = event_rows(known, together)
    sooner = [_("退休"), _("看病"), _("遇到困难"), _("住房"), _("出行")]
    return sorted(rows, key=lambda row: [*sooner, row["word"]].index(row["word"]))


def _counted_until(done: MostDone) -> str:
    """What the order of the matters goes by, in a sentence."""
    if done.until is None:
        return _("本地的办件还不够多，先照国家目录的次序。")
    return escape(_("近 %(months)s 个月本地办得多的在前，算到%(day)s。")) % {
        "months": months(),
        "day": day(done.until),
    }


def _halls(site: Site | None) -> list[dict[str, str]]:
    """The halls of the site's place; where nobody has said which, those of the whole land."""
    halls = halls_within(site.reach if site else "")
    if halls:
        return [
            {"name": hall.name, "hours": hall.hours, "wait": "", "tone": "", "distance": hall.phone}
            for hall in halls[:HALLS]
        ]
    return [
        {
            "name": body_short(hall),
            "hours": hall.office["hours"],
            "wait": "",
            "tone": "",
            "distance": hall.office["phone"],
        }
        for hall in agencies_of_function(HALL_FUNCTION)[:HALLS]
    ]
