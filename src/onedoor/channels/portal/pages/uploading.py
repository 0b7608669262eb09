"""Uploading: a page for each document, several files at once, each judged by what it is."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from onedoor.casework.cases.actions import hand_in, take_back
from onedoor.casework.forms.uploads import Upload, check_declared_size, inspect
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.portal.wording import size_words
from onedoor.channels.portal.writing import Writing, writing_of
from onedoor.kernel.actors import Actor
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.registers.catalogue.definition import Document

# What hands in one inspected file for a document, and what takes one back.
Hand = Callable[[Upload, str], object]
Take = Callable[[str], None]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.PARTY)
def upload(request: HttpRequest, draft: UUID, document: str) -> HttpResponse:
    """The files of one document: good ones are kept, each bad one says what to do about it."""
    actor = actor_of(request)
    return upload_page(
        request,
        writing_of(draft, by=actor),
        document,
        hand=lambda file, wanted: hand_in(file, document=wanted, draft=str(draft), by=actor),
        take=lambda material: take_back(material, by=actor),
    )


def upload_page(
    request: HttpRequest, writing: Writing, document: str, *, hand: Hand, take: Take
) -> HttpResponse:
    """The page of one document, of one service or of a bundle; `hand` and `take` do the acts."""
    actor = actor_of(request)
    wanted = next((each for each in writing.documents if each.id == document), None)
    if wanted is None:
        raise NotFound(where=document)
    if request.method != "POST":
        return _show(request, writing, wanted)
    if taken := request.POST.get(f"{wanted.id}-remove"):
        take(taken)
        return redirect(writing.url("upload", wanted.id) + _to(request))
    problems = kept_files(request, wanted, hand)
    has_files = bool(request.FILES.getlist(wanted.id))
    if problems:
        return _show(request, writing.again(by=actor), wanted, problems)
    if "leave" in request.POST:
        return redirect("portal:mine")
    if has_files and "stay" in request.POST:
        return redirect(writing.url("upload", wanted.id) + _to(request))
    if not has_files and not writing.given[wanted.id]:
        name = {"name": wanted.name}
        missing = [{"where": wanted.id, "sentence": _("请先选择“%(name)s”的文件") % name}]
        return _show(request, writing, wanted, missing)
    if _to(request):
        return redirect(writing.url("check-answers"))
    return redirect(writing.next_after_document(wanted.id))


def keep_files(
    request: HttpRequest, document: Document, *, draft: str = "", case: str = "", by: Actor
) -> list[dict[str, str]]:
    """Inspect, store and hand in the posted files of the document; what is wrong with others."""
    return kept_files(
        request,
        document,
        lambda file, wanted: hand_in(file, document=wanted, draft=draft, case=case, by=by),
    )


def kept_files(request: HttpRequest, document: Document, hand: Hand) -> list[dict[str, str]]:
    """As `keep_files`, handing each good file to `hand`."""
    problems = []
    too_long = request.META.get("onedoor.too_long", [])
    if document.id in too_long:
        words = _("有文件超过 %(mb)s MB，没有收。请拍小一点，或者分成几个文件。")
        problems.append({"where": document.id, "sentence": words % {"mb": document.max_mb}})
    for file in request.FILES.getlist(document.id):
        try:
            _keep(file, document, hand)
        except Refusal as refusal:
            shown = str(file.name)[:60]
            sentence = refusal.sentence
            if shown not in sentence:
                sentence = _("“%(name)s”：%(sentence)s") % {"name": shown, "sentence": sentence}
            problems.append({"where": document.id, "sentence": sentence})
    return problems


def _keep(file: "UploadedFile[Any]", document: Document, hand: Hand) -> None:
    check_declared_size(file.size, document)
    content = file.read()
    inspected = inspect(content, name=str(file.name), document=document)
    # The store is the outside world: no transaction is open here.
    port("store").put(content)
    hand(inspected, document.id)


def files_shown(materials: list[Any], page: str = "portal:material") -> list[dict[str, Any]]:
    """Handed-in files as the upload slot draws them; `page` is where each is opened."""
    return [
        {
            "name": each.name,
            "size": size_words(each.size)
            + (_("，%(n)s 页") % {"n": each.pages} if each.pages and each.pages > 1 else ""),
            "url": reverse(page, args=[each.pk]),
            "remove": str(each.pk),
        }
        for each in materials
    ]


def accepts(document: Document) -> str:
    """The `accept` of the file input: what the document takes, as endings."""
    endings = [f".{each}" for each in document.formats]
    return ",".join([*endings, ".jpeg"] if "jpg" in document.formats else endings)


def _to(request: HttpRequest) -> str:
    return "?to=check" if "check" in (request.GET.get("to"), request.POST.get("to")) else ""


def _show(
    request: HttpRequest,
    writing: Writing,
    document: Document,
    problems: list[dict[str, str]] | None = None,
) -> HttpResponse:
    own = [each for each in writing.materials if each.document == document.id]
    ids = [each.id for each in writing.documents]
    context = {
        "writing": writing,
        "document": document,
        "files": files_shown(own, writing.material_page),
        "accept": accepts(document),
        "errors": problems or [],
        "position": ids.index(document.id) + 1,
        "count": len(ids),
        "number": len(writing.sections) + 1,
        "back": writing.url("check-answers") if _to(request)
        else writing.before_document(document.id),
        "to": "check" if _to(request) else "",
        "steps": writing.step_list("documents"),
    }  # fmt: skip
    return render(request, "portal/upload.html", context, status=422 if problems else 200)
