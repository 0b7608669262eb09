"""Reading a multipart request: the JSON part, and the files by the id of their document."""

from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest
from pydantic import BaseModel, ValidationError

from onedoor.casework.cases.actions import Given
from onedoor.casework.forms.uploads import TooBig, inspect
from onedoor.channels.api import refusals as no
from onedoor.channels.api.entry import problems_of
from onedoor.kernel.ports import port
from onedoor.registers.catalogue.definition import ServiceDefinition

Shape = TypeVar("Shape", bound=BaseModel)

# A whole request, of files that may each be as long as settings allow.
LONGEST = 5 * settings.ONEDOOR_UPLOAD_LIMIT


def refuse_what_is_too_long(request: HttpRequest) -> None:
    """By the length it declares, before a byte of it is read; and anything but multipart."""
    declared = request.META.get("CONTENT_LENGTH") or "0"
    if not declared.isdigit() or int(declared) > LONGEST:
        raise no.RequestTooLong(limit=LONGEST // 1024 // 1024)
    if request.content_type != "multipart/form-data":
        raise no.NotThisFormat(wanted="multipart/form-data")


def json_part(request: HttpRequest, name: str, shape: type[Shape]) -> Shape:
    """The part `name`, sent as a field or as a file; NotAsDescribed says what is wrong in it."""
    text: str | bytes = request.POST.get(name, "")
    if not text and (sent := request.FILES.get(name)):
        if (sent.size or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise no.RequestTooLong(limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024 // 1024)
        text = sent.read()
    try:
        return shape.model_validate_json(text or b"")
    except ValidationError as error:
        problems = problems_of(error.errors(include_url=False, include_input=False))
        raise no.NotAsDescribed(
            [(f"{name}.{field}".rstrip("."), detail) for field, detail in problems]
        ) from None


def files_in_store(request: HttpRequest, definition: ServiceDefinition, *, but: str) -> list[Given]:
    """Every file of the request, looked into and kept; none is kept unless all are sound.

    Named by the id of its document, several files under one name. `but` is the JSON part.
    """
    known = {each.id: each for each in definition.documents.documents}
    for name in request.META.get("onedoor.too_long", []):
        limit = settings.ONEDOOR_UPLOAD_LIMIT // 1024 // 1024
        raise TooBig(where=name, limit=limit, size=f"> {limit}")
    sound = []
    for name in request.FILES:
        if name == but:
            continue
        if name not in known:
            raise no.UnknownPart(name=name, where=name)
        for file in request.FILES.getlist(name):
            content = file.read()
            upload = inspect(content, name=file.name or "", document=known[name])
            sound.append((Given(name, upload), content))
    store = port("store")
    for _given, content in sound:
        store.put(content)
    return [given for given, _content in sound]
