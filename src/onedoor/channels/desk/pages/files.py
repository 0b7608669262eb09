"""Files as they are shown beside the points: alone, powerless, and only to who may see them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from onedoor.casework.cases.queries import material_for, material_page
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.files import powerless
from onedoor.registers.papers.queries import document_of, paper_for


def alone(content: bytes, *, kind: str, name: str, save: bool) -> HttpResponse:
    """The file by itself, sandboxed, never sniffed and never kept by a browser."""
    response = powerless(content, kind=kind, name=name, save=save)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@entrance(Door.STAFF)
@xframe_options_sameorigin
@require_safe
def material(request: HttpRequest, id: UUID) -> HttpResponse:
    """One file handed in, for a post the case has come to; the look is traced."""
    found, content = material_for(str(id), seen_by=actor_of(request))
    return alone(content, kind=found.media_type, name=found.name, save="save" in request.GET)


@entrance(Door.STAFF)
@require_safe
def page(request: HttpRequest, id: UUID, number: int) -> HttpResponse:
    """One page of a PDF handed in, drawn for us as a picture."""
    picture = material_page(str(id), number, seen_by=actor_of(request))
    return alone(picture, kind="image/png", name=f"{number}.png", save=False)


@entrance(Door.STAFF)
@xframe_options_sameorigin
@require_safe
def paper(request: HttpRequest, id: UUID) -> HttpResponse:
    """One sealed paper, byte for byte, for the agency that issued it."""
    actor = actor_of(request)
    content = document_of(id, seen_by=actor)
    found = paper_for(id, seen_by=actor)
    name = f"{found.title} {found.number}.pdf"
    return alone(content, kind="application/pdf", name=name, save="save" in request.GET)
