"""Letters to this clerk's agencies: what waits, by its day; answering, moving, merging, publishing.

Nothing here tells who wrote, where the writer wishes to stay unknown.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.desk.shown import rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.kernel.time import today
from onedoor.oversight.letters import actions
from onedoor.oversight.letters.kinds import kinds, wrongs
from onedoor.oversight.letters.queries import (
    VIEWS,
    OfficeLetter,
    OfficeRow,
    exposures_unfinished,
    letter_for,
    letters_for,
    letters_to_merge,
    suggested_draft,
)
from onedoor.registers.agencies.queries import Agency, agencies
from onedoor.registers.catalogue.definition import say
from onedoor.registers.catalogue.queries import published_now

DRAFT = ("title", "question", "answer", "result")


@entrance(Door.STAFF)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What waits, the first due first; by kind; what was answered; what may be published."""
    actor = actor_of(request)
    view = request.GET.get("view", "open")
    view = view if view in VIEWS else "open"
    kind = request.GET.get("kind", "")
    rows = letters_for(seen_by=actor, view=view, kind=kind)
    bodies = agencies({row.agency for row in rows} | {row.accused for row in rows})
    words = {
        "open": _("等答复"),
        "late": _("超期"),
        "answered": _("答复过的"),
        "publish": _("可以公开的"),
        "result": _("等写结果的"),
    }
    return shown(
        request,
        "desk/letters.html",
        rows=[_row(row, bodies) for row in rows],
        unfinished=exposures_unfinished(seen_by=actor),
        view=view,
        views=[
            {"word": words[each], "url": f"?view={each}&kind={kind}", "current": each == view}
            for each in VIEWS
        ],
        kinds=[{"word": _("全部"), "url": f"?view={view}", "current": not kind}]
        + [
            {"word": each.title, "url": f"?view={view}&kind={each.code}",
             "current": each.code == kind}
            for each in kinds().values()
        ],
        rail=rail_of(actor),
        rail_here="letters",
    )  # fmt: skip


def _row(row: OfficeRow, bodies: dict[str, Agency]) -> dict[str, Any]:
    return {
        "letter": row,
        # What is awaited of it: the answer, or what came of it.
        "until": row.result_by if row.no_result and row.result_by else row.due_on,
        "result_late": row.result_by is not None and row.result_by < today(),
        "kind": kinds()[row.kind].title,
        "office": bodies[row.agency].short if row.agency in bodies else row.agency,
        "accused": bodies[row.accused].short if row.accused in bodies else "",
        "about": _about(row.about),
        "wrong": wrongs().get(row.wrong, ""),
        "found": found_words().get(row.found, ""),
    }


def found_words() -> dict[str, str]:
    """What came out of looking into it, in words."""
    return {"so": _("属实"), "partly": _("部分属实"), "not-so": _("不属实")}


def _about(about: str) -> str:
    what, _colon, key = about.partition(":")
    if what == "service":
        found = published_now(key)
        return str(say(found.parsed.sheet.title)) if found else ""
    return _("办件 %(number)s") % {"number": key} if what == "case" else key


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, letter: UUID) -> HttpResponse:
    """One letter, and whatever can be done about it now."""
    actor, errors = actor_of(request), list[Refusal]()
    act = request.POST.get("do", "")
    if request.method == "POST":
        try:
            _do(request, str(letter), act, by=actor)
        except Refusal as refusal:
            if refusal.status in (403, 404):
                raise
            errors = [refusal]
        else:
            # Handed on, it is out of this clerk's reach; answered, the next one waits.
            gone = act in ("transfer", "answer", "merge")
            address = reverse("desk:letters") if gone else reverse("desk:letter", args=[letter])
            return HttpResponseRedirect(f"{address}?done=letter-{act}")
    return _shown(request, letter_for(str(letter), seen_by=actor), actor, errors, act)


def _do(request: HttpRequest, id: str, act: str, *, by: Actor) -> None:
    given = request.POST
    draft = {name: given.get(name, "")[:4000] for name in DRAFT}
    acts: dict[str, Callable[[], Any]] = {
        "answer": lambda: actions.answer_letter(
            id, given.get("text", "")[:4000], found=given.get("found", "")[:10], by=by
        ),
        "transfer": lambda: actions.transfer_letter(
            id, to=given.get("to", "")[:60], reason=given.get("reason", "")[:4000], by=by
        ),
        "extend": lambda: actions.extend_letter(id, reason=given.get("why", "")[:4000], by=by),
        "merge": lambda: actions.merge_letters(id, into=_chosen(given.get("into", "")), by=by),
        "draft": lambda: actions.draft_answer(id, **draft, by=by),
        "release": lambda: actions.release_answer(id, by=by),
        "withdraw": lambda: actions.withdraw_answer(id, by=by),
    }
    if act not in acts:
        raise NotFound()
    acts[act]()


class WhichOne(Refusal):
    """请先选要并到哪一件。"""

    status = 422


def _chosen(into: str) -> str:
    try:
        return str(UUID(into))
    except ValueError:
        raise WhichOne(where="into") from None


def _shown(
    request: HttpRequest, file: OfficeLetter, actor: Actor, errors: list[Refusal], act: str
) -> HttpResponse:
    row = file.row
    bodies = agencies({row.agency, row.accused, *(w.by_agency for w in file.words)})
    handles = row.state == "open" and not file.lead
    given = {
        name: request.POST.get(name, "")
        for name in ("text", "found", "to", "reason", "why", "into")
    }
    return shown(
        request,
        "desk/letter.html",
        errors=errors,
        act=act,
        row=_row(row, bodies),
        letter=row,
        file=file,
        kind=kinds()[row.kind],
        words=[{"word": each, "who": _who(each.by_writer, bodies.get(each.by_agency))}
               for each in file.words],
        handles=handles,
        mergeable=[_row(each, bodies) for each in letters_to_merge(row.id, seen_by=actor)]
        if handles else [],
        agencies=_others(row) if handles else [],
        findings=[{"value": key, "label": word} for key, word in found_words().items()],
        draft=_draft(request, file, actor),
        releases=actor.holds(f"{row.agency}/supervisor"),
        given=given,
        rail=rail_of(actor),
        rail_here="letters",
    )  # fmt: skip


def _who(by_writer: bool, body: Agency | None) -> str:
    return _("写的人") if by_writer else body.short if body else ""


def _others(row: OfficeRow) -> list[dict[str, str]]:
    """Everybody it may be handed to: those of the same place first, never whom it accuses."""
    found = agencies()
    here = found[row.agency].division_id if row.agency in found else ""
    others = [each for each in found.values() if each.code not in (row.agency, row.accused)]
    others.sort(key=lambda each: (each.division_id != here, each.division_id, each.short))
    return [{"value": each.code, "label": each.called()} for each in others]


def _draft(request: HttpRequest, file: OfficeLetter, actor: Actor) -> dict[str, str] | None:
    """What stands in the form of publishing; None where nothing may be published."""
    if file.row.state == "open" or not file.may_publish:
        return None
    if request.POST.get("do") == "draft":
        return {name: request.POST.get(name, "") for name in DRAFT}
    if written := file.rewording or file.draft:
        return {name: getattr(written, name) for name in DRAFT}
    return {"result": "", **suggested_draft(file.row.id, seen_by=actor)}
