"""What agencies publish besides services: the columns, one piece, its files, and the feed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from onedoor.channels.look.addressing import in_another_look
from onedoor.channels.look.doors import Door, entrance, say_no
from onedoor.channels.look.files import powerless
from onedoor.channels.look.local import columns_at, short_names
from onedoor.channels.look.piece_words import (
    entries,
    facts_of,
    pictures_of,
    points_of,
    translation_of,
    ways_of,
)
from onedoor.channels.look.qr import qr_of
from onedoor.channels.look.shell import languages
from onedoor.channels.look.sites import own_address, site_of, slug_of
from onedoor.channels.look.words import language_tag
from onedoor.channels.portal.cache import cacheable
from onedoor.channels.portal.subscription_words import follow_link
from onedoor.channels.portal.ways import ways
from onedoor.kernel.ports import port
from onedoor.kernel.time import midnight, today
from onedoor.registers.publications.content import LANGUAGES
from onedoor.registers.publications.listed import KINDS, Column, columns
from onedoor.registers.publications.queries import (
    Counts,
    Listed,
    Shown,
    counts,
    file_shown,
    piece_shown,
    pieces_shown,
    questions_about,
)
from onedoor.registers.publications.refusals import ShownElsewhere
from onedoor.registers.publications.words import kind_word
from onedoor.registers.sites.queries import Site, address_of, cluster
from onedoor.registers.subscriptions.queries import topics_of

SIZE, IN_FEED = 20, 30
# What binds word for word is read with the Chinese text beside the translation.
BESIDE = ("policy", "law")


@require_safe
@cacheable
@entrance(Door.ANYONE)
def listing(request: HttpRequest) -> HttpResponse:
    """Everything published, the newest first; of one kind or one agency."""
    return _page(request, column="")


@require_safe
@cacheable
@entrance(Door.ANYONE)
def column(request: HttpRequest, column: str) -> HttpResponse:
    """One column; one without pieces does not exist."""
    here = columns_at(site_of(request))
    if column not in here or not counts(slug_of(request)).columns.get(column):
        raise Http404(column)
    return _page(request, column=column)


def _page(request: HttpRequest, *, column: str) -> HttpResponse:
    at, here = slug_of(request), columns_at(site_of(request))
    known = counts(at)
    asked = {
        "kind": _one_of(request.GET.get("kind", ""), known.kinds),
        "agency": _one_of(request.GET.get("agency", ""), known.agencies),
    }
    page = request.GET.get("page", "1")
    number = int(page) if page.isdecimal() and len(page) < 6 else 1
    rows, total = pieces_shown(column=column, page=number, size=SIZE, at=at, **asked)
    pages = max(1, -(-total // SIZE))
    if number > pages:
        raise Http404(page)
    context = {
        "column": _spoken(here[column]) if column in here else None,
        "columns": _columns(here, known, column),
        "kinds": _kinds(known, asked) if not column else [],
        "agencies": _agencies(known, asked) if not column else [],
        "rows": entries(rows),
        "total": total,
        "page": number,
        "pages": pages,
        "base": f"?{urlencode({**_said(asked), 'page': ''})}",
        "done_at": ways()[column].url if column else "",
        "also": _also() if not column and number == 1 else [],
        "feed": _feed_of(column),
    }
    return render(request, "portal/pieces.html", context)


def _feed_of(column: str) -> str:
    """The feed of what the page lists, in the language of the page where pieces are translated."""
    language = language_tag()
    asked = {"column": column, "lang": language if language in LANGUAGES else ""}
    query = urlencode(_said(asked))
    return reverse("portal:feed") + (f"?{query}" if query else "")


def _also() -> list[dict[str, str]]:
    """What else is open to anybody: the page is never empty, whatever has been written."""
    return [
        {"word": _("阳光政务"), "note": _("办得怎么样、谁来监督、大家怎么评"),
         "url": reverse("portal:open-government"), "icon": "eye"},
        {"word": _("权责清单"), "note": _("每个单位能管什么、凭哪条法律"),
         "url": reverse("portal:powers"), "icon": "list-details"},
        {"word": _("监察公开记录"), "note": _("每天公布，谁都能自己算一遍"),
         "url": reverse("portal:publications"), "icon": "scale"},
        {"word": _("公示"), "note": _("打算这么定的事，谁都可以提异议"),
         "url": reverse("portal:public-notices"), "icon": "flag"},
    ]  # fmt: skip


def _one_of(given: str, known: dict[str, int]) -> str:
    return given if given in known else ""


def _said(asked: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if value}


def _columns(here: Mapping[str, Column], known: Counts, chosen: str) -> list[dict[str, Any]]:
    all_ = {"word": _("全部"), "url": reverse("portal:open"), "current": not chosen}
    return [all_] + [
        {"word": _(each.name), "url": reverse("portal:column", args=[each.id]),
         "current": each.id == chosen}
        for each in here.values()
        if known.columns.get(each.id)
    ]  # fmt: skip


def _kinds(known: Counts, asked: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "word": kind_word(kind) if kind else _("各种"),
            "url": f"?{urlencode(_said({**asked, 'kind': kind}))}",
            "current": asked["kind"] == kind,
        }
        for kind in ("", *KINDS)
        if not kind or known.kinds.get(kind)
    ]


def _agencies(known: Counts, asked: dict[str, str]) -> list[dict[str, Any]]:
    named = short_names(known.agencies)
    return [
        {
            "word": word,
            "url": f"?{urlencode(_said({**asked, 'agency': code}))}",
            "current": asked["agency"] == code,
        }
        for code, word in {"": _("各机关"), **named}.items()
    ]


@require_safe
@cacheable
@entrance(Door.ANYONE)
def one(request: HttpRequest, piece: str) -> HttpResponse:
    """One piece: what it says, what it changes and where that is done, and all about it."""
    here = reverse("portal:piece", args=[piece])
    try:
        found = piece_shown(piece, at=slug_of(request))
    except ShownElsewhere as refusal:
        return _elsewhere(request, refusal, here)
    home = _home_of(request, found)
    points = points_of(found.content)
    language = language_tag()
    said = translation_of(found.content, language, points, found.translated.get(language, ()))
    context = {
        "piece": found,
        "said": said,
        "beside": found.kind in BESIDE,
        "in_step": said is not None and _is_in_step(found.blocks, said["blocks"]),
        "own": "" if language.startswith("zh") else "zh-Hans",
        "versions": _versions(found, here) if language == "zh-Hans" else [],
        "simplified": in_another_look("lang=zh-hans", here) if language == "zh-Hant" else "",
        "kind": kind_word(found.kind),
        "column": _spoken(columns()[found.column]),
        "has_column": found.column in columns_at(site_of(request)),
        "facts": facts_of(found),
        "home": {"name": home.names, "url": address_of(home) + here} if home else None,
        "points": points,
        # What stands beside a point already is not said twice.
        "ways": ways_of([each for each in found.content.matters
                         if each not in {point["matter"] for point in points}]),
        "questions": entries(questions_about(found.content.all_matters(), without=piece,
                                             at=slug_of(request))),
        "pictures": pictures_of(
            found.content, lambda digest: reverse("portal:piece-file", args=[piece, digest])
        ),
        "files": [
            {"name": each.name, "size": each.size,
             "url": reverse("portal:piece-file", args=[piece, each.digest])}
            for each in found.content.files
            if not each.is_picture
        ],
        "qr": qr_of(own_address(request, here)),
        "link": own_address(request, here),
        "follows": _follows(request, found),
        "mistake": f"{reverse('portal:mistake')}?{urlencode({'page': here})}",
    }  # fmt: skip
    return render(request, "portal/piece.html", context)


def _is_in_step(blocks: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]]) -> bool:
    """Whether two bodies go block by block, so that each can stand beside its own."""
    return [each["kind"] for each in blocks] == [each["kind"] for each in others]


def _versions(found: Shown, here: str) -> list[dict[str, str]]:
    """The same page in each language it has been translated into."""
    names = dict(languages())
    return [
        {
            "code": each.language,
            "name": names[each.language],
            "url": in_another_look(f"lang={each.language}", here),
        }
        for each in found.content.translations
    ]


def _home_of(request: HttpRequest, found: Shown) -> Site | None:
    """The site that shares the piece with this one; None for its own."""
    home = cluster().called(found.site)
    return home if home and home != site_of(request) else None


def _elsewhere(request: HttpRequest, refusal: ShownElsewhere, here: str) -> HttpResponse:
    """What is not shown at this site is not shown; the way to the site where it stands is."""
    home = cluster().by_slug[refusal.facts["at"]]
    ways: list[dict[str, Any]] = [
        {"word": dict(home.names), "note": _("到发布它的站点去看"), "icon": "world",
         "url": address_of(home) + here},
        {"word": _("本站的信息公开"), "note": "", "icon": "file-text",
         "url": reverse("portal:open")},
    ]  # fmt: skip
    return say_no(request, refusal, ways=ways)


def _spoken(column: Column) -> Column:
    """The column in the reader's language."""
    return replace(column, name=_(column.name), says=_(column.says))


def _follows(request: HttpRequest, piece: Shown) -> list[dict[str, str]]:
    """What one can subscribe to from here: this piece, its column, the topics of a policy."""
    topics = topics_of(piece.content.all_matters()) if piece.kind == "policy" else []
    return [
        follow_link("piece", piece.slug, _("关注这一条，有更正告诉我")),
        *([follow_link("column", piece.column, _("关注“%(what)s”栏目") % {
            "what": _(columns()[piece.column].name)})]
          if piece.column in columns_at(site_of(request)) else []),
        *(follow_link("topic", each, _("关注有关“%(what)s”的政策") % {"what": _(each)})
          for each in topics),
    ]  # fmt: skip


@require_safe
@entrance(Door.ANYONE)
def file(request: HttpRequest, piece: str, digest: str) -> HttpResponse:
    """A file of a piece that is shown, by itself and without any power."""
    found = file_shown(piece, digest, at=slug_of(request))
    content = port("store").get(found.digest)
    return powerless(content, kind=found.media_type, name=found.name, save="save" in request.GET)


@require_safe
@entrance(Door.ANYONE)
def feed(request: HttpRequest) -> HttpResponse:
    """The newest pieces as an Atom feed, of one column if asked.

    Programs that read feeds carry no cookie: the address says the language (`lang`), which is
    Chinese where it says nothing. What has no translation is told in Chinese and says so.
    """
    asked = request.GET.get("lang", "")
    with override(asked if asked in LANGUAGES else "zh-hans"):
        return _feed(request)


def _feed(request: HttpRequest) -> HttpResponse:
    at, site, language = slug_of(request), site_of(request), language_tag()
    asked = _one_of(request.GET.get("column", ""), counts(at).columns)
    rows, _total = pieces_shown(column=asked, size=IN_FEED, at=at)
    title = _(columns()[asked].name) if asked else _("信息公开")
    told = _Feed(
        title=_("，").join([_("一门"), *([site.called(language[:2])] if site else []), title]),
        link=own_address(request, reverse("portal:open")),
        description=title,
        language=language,
        feed_url=own_address(request, request.get_full_path()),
    )
    names = short_names(row.agency for row in rows)
    for row in rows:
        _add(told, row, names, own_address(request, reverse("portal:piece", args=[row.slug])))
    return HttpResponse(told.writeString("utf-8"), content_type=told.content_type)


class _Feed(Atom1Feed):
    """Each entry says its own language, which need not be that of the feed."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}


def _add(told: _Feed, row: Listed, names: dict[str, str], link: str) -> None:
    language = language_tag()
    said = row.translated.get(language)
    told.add_item(
        title=said["title"] if said else row.title,
        link=link,
        unique_id=link,
        description=said["summary"] if said else row.summary,
        author_name=names.get(row.agency, ""),
        pubdate=midnight(row.on),
        updateddate=midnight(min(row.on, today())),
        categories=[kind_word(row.kind)],
        language=language if said else "zh-Hans",
    )
