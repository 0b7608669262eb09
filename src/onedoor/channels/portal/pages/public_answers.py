"""Published answers for everybody: found by word, kind and agency, with how offices keep days."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.local import agencies_at, body_short
from onedoor.channels.look.sites import site_of
from onedoor.channels.portal.cache import cacheable
from onedoor.channels.portal.letter_words import answer_row, kind_title
from onedoor.channels.portal.paging import page_asked
from onedoor.oversight.letters.kinds import kinds
from onedoor.oversight.letters.queries import answer_published, answers, figures_of_letters
from onedoor.registers.agencies.queries import Agency, agencies

SPANS = (30, 365)


@require_safe
@cacheable
@entrance(Door.ANYONE)
def listing(request: HttpRequest) -> HttpResponse:
    """Questions and answers, redacted; the figures of each agency. At a county's site its own."""
    sought = {key: request.GET.get(key, "").strip()[:60] for key in ("q", "kind", "agency")}
    here = agencies_at(site_of(request))
    found = answers(
        words=sought["q"],
        kind=sought["kind"],
        agency=sought["agency"],
        page=page_asked(request),
        within=here,
    )
    span = 365 if request.GET.get("days") == "365" else 30
    bodies = agencies()
    figures = _figures(span, bodies, here)
    context = {
        "rows": [answer_row(each, bodies) for each in found.answers],
        "found": found,
        "sought": sought,
        "searched": any(sought.values()),
        "kinds": [
            {"word": _("全部"), "url": _query(sought, kind=""), "current": not sought["kind"]}
        ]
        + [
            {"word": each.title, "url": _query(sought, kind=each.code),
             "current": each.code == sought["kind"]}
            for each in kinds().values()
        ],
        "office": {"word": body_short(bodies[sought["agency"]]), "url": _query(sought, agency="")}
        if sought["agency"] in bodies else None,
        "figures": figures,
        "span": span,
        "spans": [{"word": each, "url": f"?days={each}#figures", "current": each == span}
                  for each in SPANS],
        "base": _query(sought, page=""),
    }  # fmt: skip
    return render(request, "portal/public_answers.html", context)


def _query(sought: dict[str, str], **changes: str) -> str:
    """The address of what is sought, with these changes; an empty `page` stays to be filled in."""
    kept = {key: value for key, value in (sought | changes).items() if value or key == "page"}
    return f"?{urlencode(kept)}"


def _figures(
    span: int, bodies: dict[str, Agency], here: Collection[str] | None
) -> list[dict[str, Any]]:
    return [
        {
            "url": _query({"agency": each.agency}),
            "name": body_short(bodies[each.agency]) if each.agency in bodies else each.agency,
            "asked": each.asked,
            "answered": each.answered,
            "in_time": each.in_time,
            "late": each.late,
            "over_five": each.over_five,
            "content": each.content,
            "not_content": each.not_content,
            "median": each.median_days,
        }
        for each in figures_of_letters(span)
        if here is None or each.agency in here
    ]


@require_safe
@cacheable
@entrance(Door.ANYONE)
def exposures(request: HttpRequest) -> HttpResponse:
    """The column of exposures: the problem, what the body above found, what came of it."""
    found = answers(kind="exposure", page=page_asked(request), within=agencies_at(site_of(request)))
    bodies = agencies()
    context = {
        "rows": [_exposure(row, bodies) for row in (answer_row(e, bodies) for e in found.answers)],
        "found": found,
    }
    return render(request, "portal/exposures.html", context)


def _exposure(row: dict[str, Any], bodies: dict[str, Agency]) -> dict[str, Any]:
    accused = bodies.get(row["answer"].accused)
    return {**row, "accused": accused.called(get_language() or "zh") if accused else ""}


@require_safe
@cacheable
@entrance(Door.ANYONE)
def one(request: HttpRequest, number_of_answer: int) -> HttpResponse:
    """One question with its answer."""
    found = answer_published(number_of_answer)
    bodies = agencies([each for each in (found.agency, found.accused) if each])
    context = {
        "row": _exposure(answer_row(found, bodies), bodies),
        "title": kind_title(found.kind),
        "again": found.kind,
    }
    return render(request, "portal/public_answer.html", context)
