"""Paper licences of before (存量证照): one clerk enters, another compares with the file."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.casework.forms.uploads import check_declared_size, inspect
from onedoor.channels.desk.pages.files import alone
from onedoor.channels.desk.shown import at_a_window, rail_of, shown
from onedoor.channels.desk.viewer import PICTURES
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.typed import day_typed
from onedoor.channels.look.words import full_day
from onedoor.kernel.actors import Actor
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import Refusal
from onedoor.registers.catalogue.definition import Document
from onedoor.registers.transcripts.actions import (
    Scan,
    compare_transcript,
    enter_transcript,
    name_the_type,
)
from onedoor.registers.transcripts.queries import (
    Transcript,
    scan_of,
    transcript_for,
    transcripts_at,
    types_entered_by,
)
from onedoor.registers.transcripts.refusals import OnlyAtTheWindow

FIELDS = ("kind", "kind_name", "number", "holder_name", "holder_number", "facts", "issued_on",
          "valid_until")  # fmt: skip
TONES = {"entered": "warn", "compared": "ok", "declined": "err"}


@entrance(Door.STAFF)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Those of one's own agency; what waits for a colleague's comparison first."""
    actor = actor_of(request)
    rows = [
        {"one": each, "tone": TONES[each.state], "url": reverse("desk:transcript", args=[each.pk])}
        for each in transcripts_at(seen_by=actor)
    ]
    return shown(request, "desk/transcripts.html", rail=rail_of(actor), rail_here="transcripts",
                 rows=rows, may_enter=at_a_window(actor))  # fmt: skip


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Write down what stands on the paper, with its scan."""
    actor = actor_of(request)
    if not at_a_window(actor):
        raise OnlyAtTheWindow()
    refusal = None
    if request.method == "POST":
        try:
            typed = {name: request.POST.get(name, "").strip()[:5000] for name in FIELDS}
            made = enter_transcript(
                kind=typed["kind"],
                kind_name=typed["kind_name"][:200],
                number=typed["number"][:160],
                holder_name=typed["holder_name"],
                holder_number=typed["holder_number"],
                facts=_lines(typed["facts"]),
                issued_on=day_typed(typed["issued_on"], where="issued_on"),
                valid_until=day_typed(typed["valid_until"], where="valid_until"),
                scan=_scan(request),
                by=actor,
            )
            return HttpResponseRedirect(
                reverse("desk:transcript", args=[made.pk]) + "?done=entered"
            )
        except Refusal as why:
            if not why.where:
                raise
            refusal = why
    return shown(
        request,
        "desk/transcript_enter.html",
        rail=rail_of(actor),
        rail_here="transcripts",
        typed={name: request.POST.get(name, "") for name in FIELDS},
        kinds=_kinds(actor.agency),
        faults={refusal.where: refusal.sentence} if refusal else {},
        errors=[refusal] if refusal else [],
    )


def _kinds(agency: str) -> list[dict[str, str]]:
    """The types of licence that this agency issues."""
    return [{"value": code, "label": name} for code, name in types_entered_by(agency).items()]


def _lines(text: str) -> list[tuple[str, str]]:
    """「名称：内容」 a line; a line without a colon goes on with the one before."""
    found: list[tuple[str, str]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        label, colon, value = line.replace(":", "：", 1).partition("：")
        if colon and label.strip() and value.strip():
            found.append((label.strip()[:60], value.strip()[:500]))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line}"[:500])
    return found[:60]


def _scan(request: HttpRequest) -> Scan:
    given = request.FILES.get("scan")
    if given is None:
        return Scan("", "", "")
    document = Document.model_validate(
        {"id": "scan", "name": _("扫描件"), "purpose": _("核对纸质证"), "source": "applicant",
         "basis": {"law": _("国务院关于在线政务服务的若干规定"), "article": "10"}}
    )  # fmt: skip
    check_declared_size(given.size, document)
    content = given.read()
    inspected = inspect(content, name=str(given.name), document=document)
    port("store").put(content)
    return Scan(
        inspected.digest, inspected.name, inspected.media_type, inspected.size, inspected.pages
    )


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def transcript(request: HttpRequest, transcript: UUID) -> HttpResponse:
    """What was entered beside its scan; a colleague says whether it agrees with the file."""
    actor, refusal = actor_of(request), None
    if request.method == "POST":
        try:
            return HttpResponseRedirect(f"{request.path}?done={_done(request, transcript, actor)}")
        except Refusal as why:
            if why.status == 404:
                raise
            why.where = why.where or ("kind" if request.POST.get("do") == "type" else "note")
            refusal = why
    found = transcript_for(transcript, seen_by=actor)
    return shown(
        request,
        "desk/transcript.html",
        rail=rail_of(actor),
        rail_here="transcripts",
        one=found,
        tone=TONES[found.state],
        facts=_rows(found),
        is_picture=found.scan_type in PICTURES,
        may_compare=found.state == "entered" and found.entered_by != actor.ref,
        kinds=_kinds(found.agency) if _lacks_a_type(found, actor) else [],
        typed={name: request.POST.get(name, "") for name in ("kind", "because")},
        faults={refusal.where: refusal.sentence} if refusal else {},
        errors=[refusal] if refusal else [],
    )


def _done(request: HttpRequest, transcript: UUID, actor: Actor) -> str:
    """Do what was pressed: name the type, or say whether it agrees with the file."""
    do = request.POST.get("do", "")
    if do == "type":
        kind, because = (request.POST.get(name, "") for name in ("kind", "because"))
        name_the_type(transcript, kind=kind, because=because, by=actor)
        return "typed"
    note = request.POST.get("note", "")
    compare_transcript(transcript, agrees=do == "agrees", note=note, by=actor)
    return "compared"


def _lacks_a_type(found: Transcript, actor: Actor) -> bool:
    return not found.kind and found.state != "declined" and at_a_window(actor)


def _rows(found: Transcript) -> list[dict[str, object]]:
    until: date | None = found.valid_until
    kind = types_entered_by(found.agency).get(found.kind, found.kind)
    return [
        {"key": _("种类"), "value": kind or _("没有定")},
        {"key": _("证上的编号"), "value": found.number},
        {"key": _("持证人"), "value": found.holder_name},
        *({"key": each["label"], "value": each["value"]} for each in found.facts),
        {"key": _("发证日期"), "value": full_day(found.issued_on)},
        {"key": _("有效期至"), "value": full_day(until) if until else _("长期")},
    ]


@entrance(Door.STAFF)
@xframe_options_sameorigin
@require_safe
def scan(request: HttpRequest, transcript: UUID) -> HttpResponse:
    """The scan by itself."""
    found, content = scan_of(transcript, seen_by=actor_of(request))
    return alone(content, kind=found.scan_type, name=found.scan_name, save="save" in request.GET)
