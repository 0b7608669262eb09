"""Never ask twice: say what is known from before, use it once agreed, stop using it at a press."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from onedoor.casework.cases.actions import stop_using_what_is_known, use_what_is_known
from onedoor.casework.cases.grades import watermark
from onedoor.casework.cases.queries import Material, known_for
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.portal.writing import writing_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def known(request: HttpRequest, draft: UUID) -> HttpResponse:
    """How much is known, what happens with it, one button; afterwards what was taken from where."""
    actor = actor_of(request)
    writing = writing_of(draft, by=actor)
    if request.method == "POST":
        does = stop_using_what_is_known if "stop" in request.POST else use_what_is_known
        does(str(draft), by=actor)
        return redirect(writing.url("known"))
    named = {field.id: field.label for field in writing.definition.form.all_fields()}
    documents = {each.id: each.name for each in writing.definition.documents.documents}
    context = {
        "writing": writing,
        "known": None if writing.agreed else known_for(writing.draft, seen_by=actor),
        "taken": [(named[id], each.source) for id, each in writing.reused.items()],
        "files": [
            (documents[each.document], _words_of(each)) for each in writing.materials if each.origin
        ],
        "licences": [documents[key[4:]] for key in writing.draft.origins if key.startswith("doc:")],
        "back": writing.url(),
    }
    return render(request, "portal/known.html", context)


def _words_of(material: Material) -> str:
    """Where a file comes from, and what its grade spares."""
    if material.origin.startswith("transcript:"):
        return _("您补录的纸质证，不用交（B 级）。%(mark)s") % {"mark": watermark("B")}
    if material.grade == "B":
        return _("以前核对过原件，不用再交（B 级）")
    return _("以前交过，工作人员会再看（C 级）")
