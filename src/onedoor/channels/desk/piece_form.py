"""The form of a piece: what was typed, as a value; and a draft, as the form shows it."""

from dataclasses import replace
from datetime import datetime, time
from hashlib import sha256

from django.http import HttpRequest
from django.utils.translation import gettext as _

from onedoor.casework.forms.uploads import check_declared_size, inspect
from onedoor.channels.look.typed import day_typed
from onedoor.channels.look.words import typed_day
from onedoor.kernel.ports import port
from onedoor.kernel.time import ZONE, local
from onedoor.registers.catalogue.definition import Document
from onedoor.registers.publications.content import Attached, Content, Point, content_of
from onedoor.registers.publications.pictures import fitted
from onedoor.registers.publications.queries import Piece
from onedoor.registers.publications.rules import MOST_MATTERS, MOST_POINTS

_TEXTS = ("title", "summary", "body", "editor", "document_number")
_DAYS = ("issued_on", "valid_from", "valid_until")
# So many empty places are offered beyond what is filled in.
_SPARE_POINTS, _SPARE_MATTERS = 1, 2
_FIRST_HOUR, _LAST_HOUR = 7, 22


def hours() -> list[dict[str, str]]:
    """The hours at which something may go out."""
    span = range(_FIRST_HOUR, _LAST_HOUR + 1)
    return [{"value": f"{hour:02}:00", "label": f"{hour:02}:00"} for hour in span]


def typed_of(piece: Piece) -> dict[str, str]:
    """A draft as its form shows it, each field by its name."""
    content = content_of(piece.written)
    typed = {name: getattr(content, name) for name in _TEXTS}
    typed |= {name: typed_day(getattr(content, name)) for name in _DAYS}
    for number, point in enumerate(content.points, 1):
        typed[f"point{number}-heading"] = point.heading
        typed[f"point{number}-text"] = point.text
        typed[f"point{number}-matter"] = point.matter
    typed |= {f"matter{n}": each for n, each in enumerate(content.matters, 1)}
    typed |= {f"words-{each.digest}": each.words for each in content.files}
    typed["points"] = str(min(len(content.points) + _SPARE_POINTS, MOST_POINTS))
    typed["matters"] = str(min(len(content.matters) + _SPARE_MATTERS, MOST_MATTERS))
    typed["column"], typed["revision"] = piece.column, str(piece.revision)
    if piece.goes_out_at:
        at = local(piece.goes_out_at)
        typed["goes_out_on"], typed["goes_out_hour"] = typed_day(at.date()), f"{at:%H}:00"
    if until := piece.asked_until or piece.shown_until:
        typed["shown_until"] = typed_day(until)
    return typed


def content_typed(request: HttpRequest, before: Content) -> Content:
    """What was typed, with the files of the draft before it: one may come, one may go."""
    given = request.POST
    points = tuple(
        Point(
            heading=given.get(f"point{n}-heading", "").strip()[:200],
            text=given.get(f"point{n}-text", "").strip()[:4000],
            matter=given.get(f"point{n}-matter", "")[:80],
        )
        for n in range(1, MOST_POINTS + 1)
    )
    matters = (given.get(f"matter{n}", "")[:80] for n in range(1, MOST_MATTERS + 1))
    texts = {name: given.get(name, "").replace("\r\n", "\n").strip() for name in _TEXTS}
    days = {name: _iso(given.get(name, ""), where=name) for name in _DAYS}
    return Content(
        **texts,
        **days,
        points=tuple(each for each in points if each.heading or each.text),
        matters=tuple(dict.fromkeys(each for each in matters if each)),
        files=_files(request, before),
    )


def _iso(text: str, *, where: str) -> str:
    day = day_typed(text, where=where)
    return day.isoformat() if day else ""


def _files(request: HttpRequest, before: Content) -> tuple[Attached, ...]:
    dropped = request.POST.getlist("file-remove")
    kept = [
        replace(each, words=request.POST.get(f"words-{each.digest}", each.words).strip()[:200])
        for each in before.files
        if each.digest not in dropped
    ]
    given = request.FILES.get("file")
    if given is None:
        return tuple(kept)
    document = Document.model_validate(
        {"id": "file", "name": _("附件"), "purpose": _("随信息发布"), "source": "applicant",
         "basis": {"law": _("政府信息公开条例"), "article": "23"},
         "formats": ("pdf", "ofd", "jpg", "png")}
    )  # fmt: skip
    check_declared_size(given.size, document)
    content = given.read()
    found = inspect(content, name=str(given.name), document=document)
    words = request.POST.get("file_words", "").strip()[:200]
    file = Attached(digest=found.digest, name=found.name, media_type=found.media_type,
                    size=found.size, words=words)  # fmt: skip
    if file.is_picture:
        picture = fitted(content, media_type=file.media_type, name=file.name)
        content = picture.content
        file = replace(file, digest=sha256(content).hexdigest(), size=len(content),
                       width=picture.width, height=picture.height)  # fmt: skip
    port("store").put(content)
    return (*(each for each in kept if each.digest != file.digest), file)


def when_typed(request: HttpRequest) -> datetime | None:
    """The moment at which it shall go out; none for at once."""
    day = day_typed(request.POST.get("goes_out_on", ""), where="goes_out_on")
    if day is None:
        return None
    hour = request.POST.get("goes_out_hour", "")
    known = {each["value"] for each in hours()}
    return datetime.combine(day, time.fromisoformat(hour if hour in known else "10:00"), ZONE)
