"""Guides at the desk: what readers said of each, beside its text; and the comments that wait."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.desk.guide_texts import texts_of
from onedoor.channels.desk.shown import rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.oversight.comments import actions
from onedoor.oversight.comments.queries import (
    GuideTold,
    Heard,
    OfficeComment,
    guide_told,
    guides_told,
)
from onedoor.oversight.comments.told import (
    reasons,
    refusal_reasons,
    report_reasons,
    sections,
)
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.catalogue.queries import current_version, service_titles


@entrance(Door.STAFF)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The guides something was said of: what waits first, then what was of no use to most."""
    actor = actor_of(request)
    rows = guides_told(seen_by=actor)
    titles = service_titles(row.service for row in rows)
    return shown(
        request,
        "desk/guides.html",
        rows=[{"row": row, "title": titles[row.service]} for row in rows if row.service in titles],
        rail=rail_of(actor),
        rail_here="guides",
    )


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """One guide: each section with the verdicts on it, and each comment with what can be done."""
    actor, errors = actor_of(request), list[Refusal]()
    act, chosen = request.POST.get("do", ""), request.POST.get("comment", "")
    if request.method == "POST":
        try:
            _do(request, _known(chosen), act, by=actor)
        except Refusal as refusal:
            if refusal.status in (403, 404):
                raise
            errors = [refusal]
        else:
            return HttpResponseRedirect(
                reverse("desk:guide", args=[code]) + f"?done=comment-{act}#comments"
            )
    told = guide_told(code, seen_by=actor)
    definition = current_version(code).parsed
    return shown(
        request,
        "desk/guide.html",
        errors=errors,
        code=code,
        title=definition.sheet.title,
        version=told.version,
        sections=_sections(told, texts_of(definition)),
        comments=_comments(told),
        chosen=chosen if errors else "",
        act=act,
        reasons=[{"value": key, "label": word} for key, word in refusal_reasons().items()],
        given={key: request.POST.get(key, "")[:400] for key in ("reason", "note")},
        rail=rail_of(actor),
        rail_here="guides",
    )


def _known(given: str) -> str:
    try:
        return str(UUID(given))
    except ValueError:
        raise NotFound() from None


def _do(request: HttpRequest, id: str, act: str, *, by: Actor) -> None:
    why = {
        "reason": request.POST.get("reason", "")[:20],
        "note": request.POST.get("note", "")[:400],
    }
    acts: dict[str, Callable[[], Any]] = {
        "show": lambda: actions.show_comment(id, by=by),
        "refuse": lambda: actions.refuse_comment(id, **why, by=by),
        "keep": lambda: actions.keep_comment(id, by=by),
        "take-down": lambda: actions.take_down_comment(id, **why, by=by),
    }
    if act not in acts:
        raise NotFound()
    acts[act]()


def _sections(told: GuideTold, texts: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """Each section of the guide that has a text, with what was said of it."""
    names: dict[str, Any] = {"": _("整页"), **sections()}
    known = reasons()
    rows = []
    for key, name in names.items():
        heard = told.sections.get(key, Heard())
        if not texts.get(key) and not (heard.useful or heard.not_useful or heard.before):
            continue
        rows.append(
            {
                "name": name,
                "lines": texts.get(key, []),
                "heard": heard,
                "reasons": [
                    {"word": known.get(each, each), "count": count}
                    for each, count in sorted(heard.reasons.items(), key=lambda one: -one[1])
                ],
                "words": [
                    {"on": on, "why": known.get(why, why), "text": text}
                    for on, why, text in heard.words
                ],
            }
        )
    return rows


def _comments(told: GuideTold) -> list[dict[str, Any]]:
    bodies = agencies({each.agency for each in told.comments})
    words = {"waiting": _("等您看"), "shown": _("已公开"), "refused": _("没有公开")}
    tones = {"waiting": "warn", "shown": "ok", "refused": "plain"}
    return [
        {
            "comment": each,
            "office": bodies[each.agency].short if each.agency in bodies else each.agency,
            "word": words[each.state],
            "tone": tones[each.state],
            "why": refusal_reasons().get(each.reason, ""),
            "reports": [
                {"word": report_reasons().get(reason, reason), "count": count}
                for reason, count in each.reports.items()
            ],
            "older": each.version < told.version,
        }
        for each in sorted(told.comments, key=_first_what_waits)
    ]


def _first_what_waits(comment: OfficeComment) -> int:
    if comment.state == "waiting" or comment.reports:
        return 0
    return 1 if comment.state == "shown" else 2
