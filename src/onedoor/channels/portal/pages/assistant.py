"""The assistant: a question, and the passage of the guide that answers it, or a hand-over."""

import logging
from dataclasses import replace
from typing import Any

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.sites import slug_of
from onedoor.channels.portal.assistant_words import (
    hand_over,
    in_plain_words,
    near_rows,
    published,
    quotes,
    why_not,
)
from onedoor.channels.portal.pages.guide import guide_of
from onedoor.oversight.assistant.actions import count_answer
from onedoor.oversight.assistant.queries import Answer, agencies_at, answer_to, weeks
from onedoor.oversight.assistant.reading import LONGEST
from onedoor.oversight.feedback.queries import tally_of

log = logging.getLogger(__name__)

# As `site/headers` has it for every page; here one may speak into the microphone.
SPEAKING = "camera=(self), microphone=(self), geolocation=(), payment=()"


@never_cache
@require_safe
@entrance(Door.ANYONE)
def assistant(request: HttpRequest) -> HttpResponse:
    """One question of anybody, answered by a guide word for word, or handed over."""
    question = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST]
    context: dict[str, Any] = {"question": question, "weeks": weeks(), "longest": LONGEST}
    if question:
        answer = answer_to(question, at=slug_of(request))
        context |= _answered(request, question, answer)
        if request.method == "GET":
            _count(question, answer)
    else:
        context["examples"] = [
            {"word": each, "url": f"{reverse('portal:assistant')}?q={each}"}
            for each in (_("开书店要几天"), _("办护照要多少钱"), _("离婚需要哪些材料"))
        ]
    response = render(request, "portal/assistant.html", context)
    response.headers["Permissions-Policy"] = SPEAKING
    return response


def _answered(request: HttpRequest, question: str, answer: Answer) -> dict[str, Any]:
    if not answer.is_given:
        return {
            "why": why_not(answer),
            "near": near_rows(answer),
            "write_url": hand_over(question, answer),
        }
    guide = guide_of(request, answer.service)
    agencies = agencies_at(answer.service, answer.place) if answer.place else []
    if agencies:
        guide = replace(guide, way=guide.way.with_(at=agencies[0]))
    return {
        "guide": guide,
        "title": guide.definition.sheet.title,
        "effective": guide.definition.sheet.effective,
        "quotes": in_plain_words(
            published(answer.piece, slug_of(request))
            if answer.piece
            else quotes(guide, answer, tally_of(answer.service))
        ),
        "write_url": hand_over(question, answer, agencies),
    }


def _count(question: str, answer: Answer) -> None:
    try:
        with transaction.atomic():
            count_answer(question, answer)
    except DatabaseError:
        # A figure is lost; the page is not.
        log.exception("a question could not be counted")
