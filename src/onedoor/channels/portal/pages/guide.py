"""The guide of one service, and what goes with it: sample, blank form, checklist, phone."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from onedoor.casework.forms.questions import summary, visible_sections
from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.local import place_of
from onedoor.channels.look.qr import qr_of
from onedoor.channels.look.reckoning import tables_read
from onedoor.channels.look.route_words import bodies_on
from onedoor.channels.look.sites import own_address, site_of
from onedoor.channels.portal.cache import cacheable
from onedoor.channels.portal.comment_words import comment_rows
from onedoor.channels.portal.guide_words import (
    Guide,
    chosen_rows,
    guide_context,
)
from onedoor.channels.portal.materials import SOURCES
from onedoor.channels.portal.pages.files import file_response
from onedoor.channels.portal.specimens import SPECIMEN_DAY, specimen_lines
from onedoor.channels.portal.way import way_of
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import now
from onedoor.oversight.comments.queries import comments_shown
from onedoor.oversight.feedback.queries import tally_of
from onedoor.registers.agencies.queries import Agency, acting_bodies, agencies
from onedoor.registers.catalogue.bpmn import MEDIA_TYPE, bpmn_of
from onedoor.registers.catalogue.definition.ground import texts
from onedoor.registers.catalogue.queries import service
from onedoor.registers.papers.queries import specimen

# So many comments stand on the guide itself.
COMMENTS = 3


def guide_of(request: HttpRequest, code: str) -> Guide:
    """The guide as this address asks for it. Two queries; NoSuchService."""
    found = service(code)
    version = found.current
    assert version is not None
    definition = version.parsed
    offering = agencies(each.agency for each in definition.sheet.offerings)
    way = way_of(definition, request.GET)
    return Guide(
        version=version,
        definition=definition,
        agencies=offering,
        way=way if way.at else way.with_(at=_here(request, offering)),
        suspended=found.state != "in_use",
    )


def _here(request: HttpRequest, offering: Mapping[str, Agency]) -> str:
    """At the site of a county its own body is chosen, until one says otherwise."""
    place = place_of(site_of(request))
    own = (code for code, each in offering.items() if each.division_id.startswith(place))
    return next(own, "") if place else ""


@require_safe
@cacheable
@entrance(Door.ANYONE)
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """All seventeen blocks, for everybody alike."""
    asked = guide_of(request, code)
    context = guide_context(asked, tally_of(code)) | {
        "comments": comment_rows(comments_shown(code, most=COMMENTS), asked.version.number),
        "comments_url": reverse("portal:comments", args=[code]),
        "tell_url": reverse("portal:comment-write", args=[code]),
        "verdict_url": reverse("portal:verdict", args=[code]),
        "figures_url": reverse("portal:figures", args=[code]),
    }
    return render(request, "portal/guide.html", {"guide": context})


@require_safe
@entrance(Door.ANYONE)
def chart(request: HttpRequest, code: str) -> HttpResponse:
    """The whole route as a BPMN file, for the modellers of other houses."""
    asked = guide_of(request, code)
    bodies = acting_bodies(bodies_on(asked.definition), offering=asked.agency)
    names = {each.function: texts(zh=each.short) for each in bodies.values()}
    content = bpmn_of(asked.definition, functions=names)
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{code}.bpmn"'
    return response


@require_safe
@cacheable
@entrance(Door.ANYONE)
def sample(request: HttpRequest, code: str) -> HttpResponse:
    """The sample story as a filled form: what a good application looks like."""
    asked = guide_of(request, code)
    stories = asked.version.sample_stories
    if not stories:
        raise NotFound(where=code)
    story, definition = stories[0], asked.definition
    kind = definition.sheet.applicants[0]
    facts = definition.facts_of(story.answers, story.situation, kind)
    filled = [
        {
            "title": part.title,
            "rows": [{"key": line.label, "value": _shown(line.value)} for line in part.lines],
        }
        for part in summary(definition.form, story.answers, facts)
    ]
    context = {
        "asked": asked,
        "sheet": definition.sheet,
        "story": story,
        "filled": filled,
        "documents": definition.documents_for(facts),
        "sources": SOURCES,
        "statement": definition.form.statement,
        "reckoned": tables_read(definition, facts),
    }
    return render(request, "portal/sample.html", context)


def _shown(value: str) -> Any:
    return value.split("\n") if "\n" in value else value or None


@require_safe
@entrance(Door.ANYONE)
def specimen_of_result(request: HttpRequest, code: str) -> HttpResponse:
    """How the licence looks that the service ends in, with 样本 across it: a picture."""
    asked = guide_of(request, code)
    kind = asked.definition.licence
    if kind is None:
        raise NotFound(where=code)
    picture = specimen(
        f"licence-{kind.layout}", str(kind.name), asked.agency.name, specimen_lines(asked),
        str(kind.note or ""), SPECIMEN_DAY,
    )  # fmt: skip
    response = file_response(picture, name=f"{code}.png", kind="image/png")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
@cacheable
@entrance(Door.ANYONE)
def blank(request: HttpRequest, code: str) -> HttpResponse:
    """The form to fill in by hand, to be printed."""
    asked = guide_of(request, code)
    context = {
        "asked": asked,
        "sheet": asked.definition.sheet,
        "sections": visible_sections(asked.definition.form, asked.facts)
        or asked.definition.form.sections,
        "statement": asked.definition.form.statement,
    }
    return render(request, "portal/blank.html", context)


@require_safe
@cacheable
@entrance(Door.ANYONE)
def document(request: HttpRequest, code: str, document: str) -> HttpResponse:
    """One document: how to prepare it, what is looked at, what often sends it back."""
    asked = guide_of(request, code)
    wanted = next((d for d in asked.definition.documents.documents if d.id == document), None)
    if wanted is None:
        raise NotFound(where=document)
    context = {"asked": asked, "sheet": asked.definition.sheet, "document": wanted}
    return render(request, "portal/document.html", context)


@require_safe
@cacheable
@entrance(Door.ANYONE)
def checklist(request: HttpRequest, code: str) -> HttpResponse:
    """One sheet with boxes to tick, and a QR that reopens exactly this state."""
    asked = guide_of(request, code)
    context = {
        "asked": asked,
        "sheet": asked.definition.sheet,
        "documents": sorted(asked.documents, key=lambda each: list(SOURCES).index(each.source)),
        "sources": SOURCES,
        "chosen": chosen_rows(asked),
        "qr": qr_of(own_address(request, asked.url("checklist"))),
        "link": own_address(request, asked.url("checklist")),
        "printed": now(),
    }
    return render(request, "portal/checklist.html", context)


@require_safe
@cacheable
@entrance(Door.ANYONE)
def phone(request: HttpRequest, code: str) -> HttpResponse:
    """This guide, with the choices so far, as a QR to be opened on a phone."""
    asked = guide_of(request, code)
    context = {
        "asked": asked,
        "sheet": asked.definition.sheet,
        "qr": qr_of(own_address(request, asked.url())),
        "link": own_address(request, asked.url()),
    }
    return render(request, "portal/phone.html", context)
