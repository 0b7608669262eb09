"""The form of a piece: what was typed, as a value; and a draft, as the form shows it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from onedoor.casework.forms.uploads import check_declared_size, inspect
from onedoor.channels.look.typed import day_typed
from onedoor.channels.look.words import typed_day
from onedoor.kernel.ports import port
from onedoor.kernel.time import ZONE, local
from onedoor.registers.catalogue.definition import Document
from onedoor.registers.publications.content import (
    LANGUAGES,
    Attached,
    Content,
    Point,
    Translation,
    content_of,
)
from onedoor.registers.publications.pictures import fitted
from onedoor.registers.publications.queries import Piece
from onedoor.registers.publications.reading import read_and_kept
from onedoor.registers.publications.rules import MOST_MATTERS, MOST_POINTS

_TEXTS = ("title", "summary", "body", "editor", "document_number")
_TRANSLATED = ("title", "summary", "body")
_DAYS = ("issued_on", "valid_from", "valid_until")
# Before the names of the fields of each language; those of the Chinese text have nothing.
_AT = ("", *(f"{each}-" for each in LANGUAGES))
# So many empty places are offered beyond what is filled in.
_SPARE_POINTS, _SPARE_MATTERS = 1, 2
# Of files that came before files were read, so many are when a draft is saved.
_READ_AT_ONCE = 3
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
    typed |= {where: text for each in content.translations for where, text in each.texts()}
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
    # A point is one point in every language: it stays as long as one of them says something.
    told = [n for n in range(1, MOST_POINTS + 1) if any(_point_typed(given, n, at) for at in _AT)]
    matters = (given.get(f"matter{n}", "")[:80] for n in range(1, MOST_MATTERS + 1))
    days = {name: _iso(given.get(name, ""), where=name) for name in _DAYS}
    return Content(
        **_lines_typed(given, _TEXTS),
        **days,
        points=tuple(
            Point(**_point_typed(given, n), matter=given.get(f"point{n}-matter", "")[:80])
            for n in told
        ),
        matters=tuple(dict.fromkeys(each for each in matters if each)),
        files=_files(request, before),
        translations=tuple(filter(None, (_translation(given, each, told) for each in LANGUAGES))),
    )


def _lines_typed(given: QueryDict, names: Sequence[str], at: str = "") -> dict[str, Any]:
    return {name: given.get(at + name, "").replace("\r\n", "\n").strip() for name in names}


def _point_typed(given: QueryDict, number: int, at: str = "") -> dict[str, str]:
    """Heading and text of a point as typed; nothing where both are empty."""
    heading = given.get(f"{at}point{number}-heading", "").strip()[: 400 if at else 200]
    text = given.get(f"{at}point{number}-text", "").strip()[:4000]
    return {"heading": heading, "text": text} if heading or text else {}


def _translation(given: QueryDict, language: str, told: Sequence[int]) -> Translation | None:
    """A translation as typed, its points in the places of the Chinese ones; None for none."""
    at = f"{language}-"
    made = Translation(
        language=language,
        **_lines_typed(given, _TRANSLATED, at),
        points=tuple(Point(**_point_typed(given, n, at)) for n in told),
    )
    return made if made.is_begun else None


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
        return _read_too(kept)
    document = Document.model_validate(
        {"id": "file", "name": _("附件"), "purpose": _("随信息发布"), "source": "applicant",
         "basis": {"law": _("政府信息公开条例"), "article": "23"},
         "formats": ("pdf", "ofd", "jpg", "png")}
    )  # fmt: skip
    check_declared_size(given.size, document)
    words = request.POST.get("file_words", "").strip()[:200]
    file = _given(given.read(), str(given.name), words, document)
    return (*_read_too([each for each in kept if each.digest != file.digest]), file)


def _given(content: bytes, name: str, words: str, document: Document) -> Attached:
    """A file that comes: looked at, read, made fit to be shown and kept."""
    found = inspect(content, name=name, document=document)
    file = Attached(digest=found.digest, name=found.name, media_type=found.media_type,
                    size=found.size, words=words,
                    said=read_and_kept(content, media_type=found.media_type))  # fmt: skip
    if file.is_picture:
        picture = fitted(content, media_type=file.media_type, name=file.name)
        content = picture.content
        file = replace(file, size=len(content), width=picture.width, height=picture.height)
    return replace(file, digest=port("store").put(content))


def _read_too(files: Sequence[Attached]) -> tuple[Attached, ...]:
    """The files, of those that nobody has read a few more read each time the draft is saved."""
    unread = [each for each in files if not each.is_picture and not each.said][:_READ_AT_ONCE]
    return tuple(_read(each) if each in unread else each for each in files)


def _read(file: Attached) -> Attached:
    # What the store lacks or has altered stays unread, and whoever signs off is told.
    with suppress(KeyError, ValueError):
        content = port("store").get(file.digest)
        return replace(file, said=read_and_kept(content, media_type=file.media_type))
    return file


def when_typed(request: HttpRequest) -> datetime | None:
    """The moment at which it shall go out; none for at once."""
    day = day_typed(request.POST.get("goes_out_on", ""), where="goes_out_on")
    if day is None:
        return None
    hour = request.POST.get("goes_out_hour", "")
    known = {each["value"] for each in hours()}
    return datetime.combine(day, time.fromisoformat(hour if hour in known else "10:00"), ZONE)
