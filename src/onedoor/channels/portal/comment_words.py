"""How comments and verdicts read on the pages of the portal."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onedoor.channels.look.words import say_plain
from onedoor.oversight.comments.queries import Comment, ShownComment
from onedoor.oversight.comments.told import refusal_reasons
from onedoor.registers.agencies.queries import division
from onedoor.registers.catalogue.queries import service_titles


def comment_rows(shown: list[ShownComment], version: int) -> list[dict[str, Any]]:
    """Comments as readers see them; one written for an earlier edition of the guide says so."""
    places = {code: _place(code) for code in {each.division for each in shown}}
    return [
        {
            "who": _who(each, places[each.division]),
            "text": each.text,
            "older": each.version if each.version < version else None,
            "report": reverse("portal:comment-report", args=[each.service, each.pk]),
        }
        for each in shown
    ]


def _place(code: str) -> str:
    return division(code).called(get_language() or "zh")


def _who(shown: ShownComment, place: str) -> str:
    """Where and when it was done; whose it was only where the writer wishes."""
    facts = {
        "place": place,
        "name": shown.name,
        "year": shown.month.year,
        "month": shown.month.month,
    }
    if shown.name:
        return _("%(name)s，%(place)s，%(year)s年%(month)s月办成") % facts
    if shown.is_person:
        return _("%(place)s的一位办事人，%(year)s年%(month)s月办成") % facts
    return _("%(place)s的一家单位，%(year)s年%(month)s月办成") % facts


def own_rows(comments: list[Comment]) -> list[dict[str, Any]]:
    """One's own comments, each with how it stands and why."""
    titles = service_titles({each.service for each in comments})
    states: Mapping[str, tuple[str, str]] = {
        "waiting": (_("等编辑看"), "info"),
        "shown": (_("已公开"), "ok"),
        "refused": (_("没有公开"), "warn"),
        "withdrawn": (_("已收回"), "plain"),
    }
    reasons = refusal_reasons()
    return [
        {
            "id": str(each.pk),
            "title": titles.get(each.service, ""),
            "url": reverse("portal:comments", args=[each.service]),
            "text": each.text,
            "signed": each.signed,
            "word": states[each.state][0],
            "tone": states[each.state][1],
            "why": say_plain(reasons[each.reason]) if each.reason in reasons else "",
            "note": each.note,
            "sent_at": each.sent_at,
            "may_withdraw": each.state != "withdrawn",
        }
        for each in comments
    ]
