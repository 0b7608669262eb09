"""Showing a licence (出示): what is shown, a code of a minute, and what the other side sees."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from onedoor.casework.cases.grades import watermark
from onedoor.channels.look.doors import Door, actor_of, client_address, entrance, wants_json
from onedoor.channels.look.qr import absolute, qr_svg
from onedoor.channels.look.words import standing_tone, standing_word
from onedoor.channels.portal.licence_words import licence_row
from onedoor.channels.portal.pages.wallet import licence_called
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import now
from onedoor.registers.licences.queries import Licence
from onedoor.registers.showing.actions import (
    Coded,
    begin_show,
    begin_transcript_show,
    end_show,
    open_show,
    renew_show,
)
from onedoor.registers.showing.purposes import PURPOSES, purpose_word
from onedoor.registers.showing.queries import (
    Face,
    Shown,
    face_of,
    is_open,
    may_show,
    show_for,
    show_waits,
    thing_of,
)
from onedoor.registers.showing.refusals import NotOfAType, NotYoursToShow, ShowEnded
from onedoor.registers.transcripts.queries import Transcript, transcript_for


def purposes() -> list[dict[str, Any]]:
    """The purposes as rows of a choice."""
    return [
        {"value": each.code, "label": each.word, "hint": each.note} for each in PURPOSES.values()
    ]


def lines(licence: Licence) -> list[dict[str, str]]:
    """The lines of the face as rows of choices, each with what it says."""
    return [
        {"value": each["label"], "label": each["label"], "hint": each["value"]}
        for each in licence.facts
    ]


def frame(licence: Licence, refusal: Refusal | None) -> dict[str, Any]:
    """What every form about a licence shows: which one, and what was wrong at which field."""
    return {
        "licence": licence,
        "row": licence_row(licence),
        **_wrong(refusal),
    }


def _wrong(refusal: Refusal | None) -> dict[str, Any]:
    if refusal is None:
        return {"faults": {}, "errors": []}
    return {
        "faults": {refusal.where: refusal.sentence},
        "errors": [{"where": refusal.where, "sentence": refusal.sentence}],
    }


@dataclass(frozen=True)
class Out:
    """What is taken out: its face, its own page, the page where it is shown."""

    face: Face
    home: str
    again: str

    @classmethod
    def of(cls, thing: Licence | Transcript) -> "Out":
        """Of a licence, or of a transcript."""
        if isinstance(thing, Transcript):
            home = reverse("portal:transcript", args=[thing.pk])
            again = reverse("portal:show-transcript", args=[thing.pk])
        else:
            home = reverse("portal:licence", args=[thing.ground])
            again = reverse("portal:show-licence", args=[thing.ground])
        return cls(face_of(thing), home, again)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def show_licence(request: HttpRequest, ground: str) -> HttpResponse:
    """What shall be seen, and what for; sent, the code."""
    licence = licence_called(ground, actor_of(request))
    return _choose(request, licence, partial(begin_show, licence.number))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def show_transcript(request: HttpRequest, transcript: UUID) -> HttpResponse:
    """The same of a paper licence of before, as grade B."""
    found = transcript_for(transcript, seen_by=actor_of(request))
    if not found.kind:
        raise NotOfAType()
    return _choose(request, found, partial(begin_transcript_show, transcript))


def _choose(
    request: HttpRequest, thing: Licence | Transcript, begin: Callable[..., Coded]
) -> HttpResponse:
    actor, out, refusal = actor_of(request), Out.of(thing), None
    if not may_show(thing, by=actor):
        raise NotYoursToShow()
    facts = request.POST.getlist("facts") + request.POST.getlist("yes_or_no")
    purpose = request.POST.get("purpose", "")
    if request.method == "POST":
        try:
            return _code(request, begin(facts=facts, purpose=purpose, by=actor))
        except Refusal as why:
            if why.status != 422:
                raise
            refusal = why
    standing = out.face.standing
    context = {
        "out": out,
        "tone": standing_tone(standing),
        "word": standing_word(standing),
        "lines": [_choice(*each) for each in out.face.lines],
        "yes_or_no": [
            _choice(label, _("对方只看到：%(said)s") % {"said": said})
            for label, said in out.face.yes_or_no
        ],
        "purposes": purposes(),
        "facts": facts,
        "purpose": purpose,
        **_wrong(refusal),
    }
    return render(request, "portal/show.html", context, status=422 if refusal else 200)


def _choice(label: str, hint: str) -> dict[str, str]:
    return {"value": label, "label": label, "hint": hint}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def show(request: HttpRequest, show: UUID) -> HttpResponse:
    """One of one's own shows: how it went; a new code, or the end, while nobody has opened it."""
    actor = actor_of(request)
    if request.method == "POST" and request.POST.get("do") == "end":
        end_show(show, by=actor)
        return redirect("portal:show", show)
    if request.method == "POST":
        try:
            coded = renew_show(show, by=actor)
            return _code(request, coded)
        except ShowEnded:
            return redirect("portal:show", show)
    found = show_for(show, seen_by=actor)
    if wants_json(request):
        state = "opened" if found.opened_at else "waiting" if is_open(found) else "over"
        return JsonResponse({"state": state})
    context = {
        "show": found,
        "out": Out.of(thing_of(found)),
        "open": is_open(found),
        "purpose": purpose_word(found.purpose),
    }
    return render(request, "portal/show_state.html", context)


def _code(request: HttpRequest, coded: Coded) -> HttpResponse:
    """The code itself: shown this once, so a copy of the page in a history tells nothing."""
    path = reverse("portal:shown-link", args=[coded.link])
    out = Out.of(thing_of(coded.show))
    context = {
        "out": out,
        "show": coded.show,
        "will_see": [
            {"key": label, "value": said} for label, said in out.face.chosen(coded.show.facts)
        ],
        "qr": qr_svg(path),
        "digits": " ".join(coded.digits[at : at + 2] for at in range(0, 8, 2)),
        "where": absolute(reverse("portal:shown")),
        "seconds": max(0, int((coded.show.until - now()).total_seconds())),
    }
    return render(request, "portal/show_code.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def shown(request: HttpRequest) -> HttpResponse:
    """For whoever was told eight digits: type them, and see what was chosen."""
    if request.method != "POST":
        return _ask(request)
    return _opened(request, digits=request.POST.get("digits", "")[:40])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def shown_link(request: HttpRequest, link: str) -> HttpResponse:
    """Where the QR code leads: nothing is spent before the button is pressed."""
    if request.method == "POST":
        return _opened(request, link=link)
    try:
        return _ask(request, link=link, until=show_waits(link))
    except Refusal as refusal:
        return _ask(request, refusal=refusal)


def _opened(request: HttpRequest, **code: str) -> HttpResponse:
    try:
        seen = open_show(
            opener=request.POST.get("opener", ""),
            why=request.POST.get("why", ""),
            place=client_address(request),
            by=actor_of(request),
            **code,
        )
    except Refusal as refusal:
        return _ask(request, refusal=refusal)
    context = {
        "seen": seen,
        "rows": [{"key": label, "value": value} for label, value in seen.facts],
        "thanks": request.POST.get("opener", "").strip()[:60],
        "head": _heading(seen),
        "purpose": purpose_word(seen.purpose),
        "words": _("由%(agency)s的两位工作人员照纸质证先后录入、核对，没有电子签章。%(mark)s。")
        % {"agency": seen.agency_name, "mark": watermark("B", until=seen.valid_until)},
    }
    return render(request, "portal/shown_licence.html", context)


def _heading(seen: Shown) -> dict[str, str]:
    return {"tone": standing_tone(seen.standing), "word": standing_word(seen.standing)}


def _ask(
    request: HttpRequest,
    *,
    link: str = "",
    until: Any = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    context = {
        "link": link,
        "until": until,
        "opener": request.POST.get("opener", "")[:60],
        "why": request.POST.get("why", "")[:60],
        "errors": [{"where": "digits", "sentence": refusal.sentence}] if refusal else [],
        "fault": refusal.sentence if refusal else "",
    }
    return render(request, "portal/shown.html", context, status=refusal.status if refusal else 200)
