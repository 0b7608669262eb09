"""The ten columns on one page, the questions people ask, what the government shows of itself."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.local import agencies_at, columns_at, services_at
from onedoor.channels.look.piece_words import entries
from onedoor.channels.look.sites import site_of, slug_of
from onedoor.channels.portal.cache import cacheable
from onedoor.channels.portal.ways import column_rows
from onedoor.kernel.time import local, now
from onedoor.oversight.feedback.queries import tallies
from onedoor.oversight.figures.queries import Figures, figures_of_month, last_month
from onedoor.oversight.inspection.queries import inspected_as, newest_inspection
from onedoor.oversight.letters.queries import answers
from onedoor.registers.catalogue.queries import Service, services
from onedoor.registers.items.queries import newest_editions
from onedoor.registers.publications.queries import counts, latest

# So many matters with their questions on one page; so many published questions before them.
MATTERS, PIECES = 15, 10


@require_safe
@cacheable
@entrance(Door.ANYONE)
def columns(request: HttpRequest) -> HttpResponse:
    """Every column: where it leads, or where to look while nothing has been published in it."""
    return render(request, "portal/columns.html", {"columns": _columns_here(request)})


@require_safe
@cacheable
@entrance(Door.ANYONE)
def questions(request: HttpRequest) -> HttpResponse:
    """What people ask: what agencies published, and the questions of every guide with answers."""
    asked = request.GET.get("for", "")
    asked = asked if asked in ("person", "organisation") else ""
    here = services_at(site_of(request), services(asked))
    known = [each for each in here if each.parsed.sheet.questions]
    page = request.GET.get("page", "1")
    number = int(page) if page.isdecimal() and len(page) < 5 else 1
    pages = max(1, -(-len(known) // MATTERS))
    if not 1 <= number <= pages:
        raise Http404(page)
    first = (number - 1) * MATTERS
    kinds = (("", _("所有人")), ("person", _("个人")), ("organisation", _("企业和个体户")))
    context = {
        "people": [
            {"word": word, "url": f"?for={key}" if key else "?", "current": key == asked}
            for key, word in kinds
        ],
        "pieces": entries(latest(("question",), most=PIECES, at=slug_of(request)))
        if number == 1
        else [],
        "matters": [_asked(each) for each in known[first : first + MATTERS]],
        "total": sum(len(each.parsed.sheet.questions) for each in known),
        "page": number,
        "pages": pages,
        "base": f"?{urlencode({'for': asked, 'page': ''} if asked else {'page': ''})}",
    }
    return render(request, "portal/questions.html", context)


def _asked(service: Service) -> dict[str, Any]:
    return {
        "title": service.parsed.sheet.title,
        "url": reverse("portal:guide", args=[service.code]),
        "questions": [
            {"question": each.question, "answer": each.answer, "on": each.on}
            for each in service.parsed.sheet.questions
        ],
    }


@require_safe
@cacheable
@entrance(Door.ANYONE)
def open_government(request: HttpRequest) -> HttpResponse:
    """How well it is done, by whom it is watched, and what each agency may do: figures, and where
    each comes from."""
    context = {
        "outcomes": outcome_rows(),
        "watched": _watched(request),
        "said": _said(agencies_at(site_of(request))),
        "ruled": _ruled(request),
    }
    return render(request, "portal/open_government.html", context)


def outcome_rows() -> list[dict[str, Any]]:
    """What was achieved last month, in numbers; nothing where nothing was decided."""
    figures = _figures(last_month(), f"{local(now()):%Y%m%d%H}")
    if not figures.decided:
        return []
    share = f"{100 * figures.in_time / figures.decided:.1f}".removesuffix(".0")
    return [
        {"number": f"{figures.decided:,}", "unit": _("件"), "words": _("作出决定")},
        {"number": share, "unit": "%", "words": _("在承诺的日子以前")},
    ]


@lru_cache(maxsize=2)
def _figures(month: date, hour: str) -> Figures:
    """As the pages of agencies and matters count; anew each hour: a past month hardly moves."""
    return figures_of_month(month)


def _watched(request: HttpRequest) -> list[dict[str, str]]:
    newest = newest_inspection(inspected_as(site_of(request)))
    score = f"{newest.report.score:g}" if newest else ""
    return [
        {"word": _("监察公开记录"), "note": _("每天公布，谁都能自己算一遍"),
         "url": reverse("portal:publications"), "icon": "scale"},
        {"word": _("本站自查"), "icon": "circle-check", "url": reverse("portal:inspection"),
         "note": _("最近一次 %(score)s 分") % {"score": score} if score
         else _("每天夜里查一遍，查到什么都写出来")},
    ]  # fmt: skip


def _said(here: frozenset[str] | None) -> list[dict[str, str]]:
    rated = sum(each.total for each in tallies("agency", of=here).values())
    answered, shown = answers(within=here).total, answers(kind="exposure", within=here).total
    people = ngettext("%(n)s 人评过", "%(n)s 人评过", rated) % {"n": rated}
    return [
        {"word": _("大家的评价"), "url": reverse("portal:ratings"), "icon": "star",
         "note": people if rated else _("五档都照样算，评了马上就在这里")},
        {"word": _("公开的答复"), "url": reverse("portal:public-answers"), "icon": "list-details",
         "note": _pieces(answered) if answered else _("各机关几天答复，也在这里")},
        {"word": _("曝光台"), "url": reverse("portal:exposures"), "icon": "eye",
         "note": _pieces(shown) if shown else _("公开问、公开答、公开改")},
    ]  # fmt: skip


def _ruled(request: HttpRequest) -> list[dict[str, str]]:
    bodies = len(newest_editions())
    rows = [
        {"word": _("权责清单"), "url": reverse("portal:powers"), "icon": "list-details",
         "note": ngettext("%(n)s 个单位", "%(n)s 个单位", bodies) % {"n": bodies} if bodies
         else _("每个单位能管什么、凭哪条法律")},
        {"word": _("许可结果公示"), "url": reverse("portal:results"), "icon": "file-certificate",
         "note": _("批准了什么、批给谁")},
        {"word": _("公示"), "url": reverse("portal:public-notices"), "icon": "flag",
         "note": _("打算这么定的事，谁都可以提异议")},
    ]  # fmt: skip
    here = {each["id"]: each for each in _columns_here(request)}
    published = here.get("open-government")
    if published and published["pieces"]:
        rows.append({"word": _("通知和文章"), "url": str(published["pieces"]), "icon": "file-text",
                     "note": _pieces(published["shown"])})  # fmt: skip
    return rows


def _pieces(count: int) -> str:
    return ngettext("%(num)s 条", "%(num)s 条", count) % {"num": count}


def _columns_here(request: HttpRequest) -> list[dict[str, Any]]:
    """The columns of the site this is read at, by what it shows."""
    return column_rows(counts(slug_of(request)), columns_at(site_of(request)))


def column_words(request: HttpRequest) -> list[dict[str, Any]]:
    """The columns that have something behind them, for the home page."""
    return [each for each in _columns_here(request) if each["url"]]
