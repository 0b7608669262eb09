"""The entry: one API object, who may enter, and how whatever goes wrong is said."""

import logging
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    UnreadablePostError,
)
from django.http.multipartparser import MultiPartParserError
from django.urls import URLPattern
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from onedoor.channels.api import refusals as no
from onedoor.channels.api.shapes import Application, Corrections, Problem
from onedoor.channels.look.doors import Door, problem
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.registers.people.queries import holder_of_key

log = logging.getLogger(__name__)

VERSION = "1.0.0"
PREFIX = "/api/v1"
ABOUT = """The same services, guides and acts as the pages of OneDoor, for other programs.

Reading the catalogue needs no key. To apply, show the key of an account as a Bearer token
(`onedoor token create LOGIN`): the program then acts for that account's party and sees its cases
alone. Bureau systems ask for licences under `/licences`, with the id and the secret they were
registered with (HTTP Basic); answers are signed. Every answer that is not a success is
`application/problem+json` (RFC 9457); its `detail` is a sentence for a person, in the language of
`Accept-Language`, and `errors` names each field.
"""

# Who may enter each operation; the addresses carry it as `door`, as pages do.
WHO_MAY: dict[str, Door] = {
    "listServices": Door.ANYONE,
    "readService": Door.ANYONE,
    "readForm": Door.ANYONE,
    "listAgencies": Door.ANYONE,
    "readProgress": Door.ANYONE,
    "submitApplication": Door.MACHINE,
    "readApplication": Door.MACHINE,
    "listDocuments": Door.MACHINE,
    "readPaper": Door.MACHINE,
    "correctApplication": Door.MACHINE,
    "withdrawApplication": Door.MACHINE,
    "queryLicence": Door.MACHINE,
    "queryLicencesOfHolder": Door.MACHINE,
    "queryLicences": Door.MACHINE,
    "listLicenceChanges": Door.MACHINE,
    "readLicenceKeys": Door.ANYONE,
}


class Key(HttpBearer):
    """`Authorization: Bearer od_…`, the key of a party's account; a clerk's opens nothing here."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The machine that acts for the party of this key; None when the key opens nothing."""
        known = holder_of_key(token)
        if known is None:
            return None
        if not known.party:
            raise no.KeyForNobody()
        actor = Actor(
            kind="machine", ref=f"token:{known.token}", name=known.name, party=known.party,
            level=known.level,
        )  # fmt: skip
        request.actor = actor  # type: ignore[attr-defined]
        return actor


class Api(NinjaAPI):
    """The API whose document also knows the shapes that are read by hand."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        """OpenAPI 3.1, with the parts of multipart bodies and the Problem beside the rest."""
        schema = super().get_openapi_schema(*args, **kwargs)
        for shape in (Problem, Application, Corrections):
            told = shape.model_json_schema(ref_template="#/components/schemas/{model}")
            schema["components"]["schemas"] |= told.pop("$defs", {}) | {shape.__name__: told}
        return schema


api = Api(
    title="OneDoor",
    version=VERSION,
    description=ABOUT,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)
KEY = Key()


@cache
def openapi() -> dict[str, Any]:
    """The OpenAPI document; made once in each process."""
    return dict(api.get_openapi_schema(path_prefix=PREFIX.strip("/") + "/"))


def may_go_wrong(*statuses: int, **more: Any) -> dict[str, Any]:
    """The `openapi_extra` that declares these statuses as problems, with `more` beside them."""
    body = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "responses": {
            status: {"description": _WHY[status], "content": body}
            | ({"headers": _CHALLENGE} if status == 401 else {})
            for status in statuses
        },
        **more,
    }


_CHALLENGE = {"WWW-Authenticate": {"schema": {"type": "string"}}}
_WHY = {
    400: "The request cannot be read",
    401: "The key is missing or opens nothing",
    403: "The key does not act for a party, or the act is another's",
    404: "There is no such thing, or it is not yours to see",
    409: "It cannot be done as things stand now",
    413: "The request or a file is too long",
    415: "The request or a file is of a kind that is not accepted",
    422: "The content is not as it should be; `errors` says where",
    503: "It cannot be had at the moment",
}


def say_problem(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as problem details; a missing key is challenged (RFC 9110, 11.6.1)."""
    response = problem(refusal, instance=request.path)
    if refusal.status == 401:
        scheme = "Basic" if _of_systems(request) else "Bearer"
        response.headers["WWW-Authenticate"] = f'{scheme} realm="onedoor"'
    return response


def guarded(pattern: URLPattern, door: Door) -> URLPattern:
    """The address with its door declared; what Django itself answers becomes a problem too."""
    view: Callable[..., HttpResponseBase] = pattern.callback

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            allowed = response.headers["Allow"]
            refusal = no.MethodNotKnown(method=request.method, allowed=allowed)
            response = say_problem(request, refusal)
            response.headers["Allow"] = allowed
        return response

    answered.door = door  # type: ignore[attr-defined]
    answered.csrf_exempt = True  # type: ignore[attr-defined]
    pattern.callback = answered
    return pattern


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    return say_problem(request, refusal)


@api.exception_handler(AuthenticationError)
def _unknown_key(request: HttpRequest, error: Any) -> HttpResponse:
    return say_problem(request, no.SystemNeeded() if _of_systems(request) else no.KeyNeeded())


def _of_systems(request: HttpRequest) -> bool:
    """Whether the address is for bureau systems, which show an id and a secret."""
    return request.path.startswith(f"{PREFIX}/licences/")


@api.exception_handler(ValidationError)
def _not_as_described(request: HttpRequest, error: Any) -> HttpResponse:
    places = {each["loc"][0] for each in error.errors}
    if "path" in places:
        return say_problem(request, no.NoSuchAddress())
    if "header" in places:
        return say_problem(request, no.IdempotencyKeyNeeded())
    return say_problem(request, no.NotAsDescribed(problems_of(error.errors)))


def problems_of(errors: list[Any]) -> list[tuple[str, str]]:
    """(field, what is wrong) of each fault that pydantic found, with the place as a path."""
    skipped = {"query", "body", "path", "header"}
    return [
        (".".join(str(part) for part in each["loc"] if part not in skipped), str(each["msg"]))
        for each in errors
    ]


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return say_problem(request, no.NotReadable(why=_("正文不是 JSON。")))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return say_problem(request, no.NoSuchAddress())


@api.exception_handler(Exception)
def _fault(request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error, RequestDataTooBig):
        return say_problem(request, no.RequestTooLong(limit=2))
    if isinstance(error, MultiPartParserError):
        return say_problem(request, no.NotReadable(why=_("multipart 正文不完整。")))
    if isinstance(error, SuspiciousOperation | BadRequest | UnreadablePostError):
        return say_problem(request, no.NotReadable(why=_("请求不完整，或者分得太细。")))
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    return say_problem(request, no.OurFault())
