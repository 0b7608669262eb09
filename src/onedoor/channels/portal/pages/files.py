"""Papers and materials: downloaded as sealed and as handed in, and papers read on the page.

Only by queries that know the reader.
"""

from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from onedoor.casework.cases.queries import material_for
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.portal.paper_words import original, title_of, translation
from onedoor.kernel.languages import other_languages
from onedoor.registers.papers.queries import Paper, document_of, paper_for, paper_to_read

# Whatever a file contains, the browser may do nothing with it but show it.
NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
# Kinds a browser shows as they are; anything else is only saved.
SHOWN = {"application/pdf", "image/png", "image/jpeg"}


@never_cache
@require_safe
@entrance(Door.SIGNED_IN)
def material(request: HttpRequest, material: UUID) -> HttpResponse:
    """A file that was handed in, for those who may see what it belongs to."""
    found, content = material_for(str(material), seen_by=actor_of(request))
    return file_response(
        content, name=found.name, kind=found.media_type, save="save" in request.GET
    )


@never_cache
@require_safe
@entrance(Door.SIGNED_IN)
def paper(request: HttpRequest, paper: UUID) -> HttpResponse:
    """A sealed document, byte for byte as issued; with `?as=ofd` the same as an OFD file."""
    actor = actor_of(request)
    is_ofd = request.GET.get("as") == "ofd"
    found = paper_for(paper, seen_by=actor)
    content = document_of(paper, seen_by=actor, as_ofd=is_ofd)
    name = f"{found.title} {found.number}.{'ofd' if is_ofd else 'pdf'}"
    kind = "application/ofd" if is_ofd else "application/pdf"
    return file_response(content, name=name, kind=kind, save=True)


@never_cache
@require_safe
@entrance(Door.PARTY)
def read(request: HttpRequest, paper: UUID) -> HttpResponse:
    """What a paper says, in Chinese; beside it, in other languages, its translation."""
    found = paper_to_read(paper, seen_by=actor_of(request))
    where, back = _where_it_belongs(found)
    context = {
        "paper": found,
        "title": title_of(found),
        "original": original(found),
        "translation": (beside := translation(found)),
        "lacks": beside is None and get_language() in other_languages(),
        "where": where,
        "back": back,
    }
    return render(request, "portal/paper.html", context)


def _where_it_belongs(paper: Paper) -> tuple[str, str]:
    """The page of its case or bundle, and the words that lead there."""
    kind, between, number = paper.subject.partition(":")
    if between and kind == "joint":
        return reverse("portal:joint", args=[number]), _("回到一件事")
    return reverse("portal:case", args=[paper.subject]), _("回到办件")


def file_response(content: bytes, *, name: str, kind: str, save: bool = False) -> HttpResponse:
    """The file under its own name, typed as inspected, sandboxed, never sniffed."""
    response = HttpResponse(content, content_type=kind)
    how = "inline" if kind in SHOWN and not save else "attachment"
    ascii_name = name.encode("ascii", "ignore").decode().replace('"', "").strip(" .") or "file"
    response.headers["Content-Disposition"] = (
        f"{how}; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name)}"
    )
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
