"""The inbox: the right case next, and no hunting."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onedoor.casework.cases.queries import inbox, inbox_counts
from onedoor.channels.desk.pages.batch import acts_on_many
from onedoor.channels.desk.rows import Line, lines_of, why_first
from onedoor.channels.desk.shown import (
    capped,
    has_to_do_with_cards,
    is_supervisor,
    rail_of,
    shown,
)
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.notices.queries import office_notices_unread
from onedoor.kernel.actors import Actor

PAGE = 30
VIEWS = ("mine", "today", "late", "others", "done")


@entrance(Door.STAFF)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What waits for this clerk, the most urgent first; or what was found."""
    actor, asked = actor_of(request), request.GET
    view = asked.get("view", "mine")
    view = view if view in VIEWS else "mine"
    find, after = asked.get("q", "").strip()[:60], asked.get("after", "")
    rows = inbox(seen_by=actor, view=view, find=find, after=after, limit=PAGE + 1)
    counts = inbox_counts(seen_by=actor)
    lines = lines_of(rows[:PAGE])
    takes = view in ("mine", "today", "late") and not find
    first = _first(lines, asked.get("other", "")) if takes else None
    return shown(
        request,
        "desk/inbox.html",
        lines=lines,
        headline=_headline(view, find, lines, counts, after),
        first=first,
        first_why=why_first(first) if first else "",
        next=_next(view, rows) if not find else "",
        other=_another(view, lines, first),
        view=view,
        find=find,
        after=after,
        watches=is_supervisor(actor),
        unread=office_notices_unread(seen_by=actor) if has_to_do_with_cards(actor) else 0,
        acts=acts_on_many() if view != "done" and not find else [],
        rail=rail_of(actor, counts),
        rail_here="" if find else view,
        staff_name=_("，").join([actor.name, *_posts(actor)]),
    )


def _headline(view: str, find: str, lines: list[Line], counts: dict[str, int], after: str) -> str:
    """The sentence of the day."""
    if find:
        return _("“%(find)s”找到 %(n)s 件") % {"find": find, "n": len(lines)}
    if view == "done":
        return _("您办过的件")
    if view == "others":
        return _("同事领走的件")
    today, late = counts["today"], counts["late"]
    if late:
        facts = {"late": capped(late), "today": capped(today)}
        if today:
            return _("%(late)s 件已经超期，今天到期 %(today)s 件") % facts
        return _("%(late)s 件已经超期，今天没有到期的") % facts
    if today:
        return _("今天到期 %(today)s 件，下班前办完就不超期") % {"today": capped(today)}
    if not counts["mine"]:
        return _("现在没有等您办的件")
    if lines and not after and lines[0].row.due_on:
        return _("今天没有到期的，最急的还剩 %(left)s") % {"left": lines[0].bar.words}
    return _("今天没有到期的")


def _first(lines: list[Line], other: str) -> Line | None:
    """The case to take next: the most urgent one, or the one after it when another is asked for."""
    at = int(other) if other.isdigit() else 0
    return lines[at % len(lines)] if lines else None


def _another(view: str, lines: list[Line], first: Line | None) -> str:
    if first is None or len(lines) < 2:
        return ""
    return "?" + urlencode({"view": view, "other": (lines.index(first) + 1) % len(lines)})


def _next(view: str, rows: list) -> str:  # type: ignore[type-arg]
    if len(rows) <= PAGE:
        return ""
    return "?" + urlencode({"view": view, "after": rows[PAGE - 1].place})


def _posts(actor: Actor) -> list[str]:
    words = {
        "window": _("受理岗"),
        "reviewer": _("审查岗"),
        "second-reviewer": _("复审岗"),
        "approver": _("决定岗"),
        "supervisor": _("监督岗"),
    }
    slugs = dict.fromkeys(post.partition("/")[2] for post in sorted(actor.posts))
    return [words.get(slug, slug) for slug in slugs][:2]
