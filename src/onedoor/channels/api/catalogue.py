"""What anybody may read: services, their guides and forms, and who offers them."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest, JsonResponse
from ninja import Path, Query
from pydantic import Field

from onedoor.channels.api.entry import PREFIX, api, may_go_wrong
from onedoor.channels.api.form_schema import schema_of_answers
from onedoor.channels.api.shapes import SLUG, AgencyLine, Guide, OfferedBy, Page, ServiceLine
from onedoor.channels.look.local import services_at
from onedoor.channels.look.sites import site_of
from onedoor.registers.agencies.queries import Agency, agencies
from onedoor.registers.catalogue.queries import (
    Offering,
    Service,
    current_version,
    offerings_of,
    service,
    services,
)

Code = Annotated[str, Path(pattern=SLUG, max_length=60)]
Words = Annotated[str, Field(max_length=100, pattern=r"^[^\x00-\x1f]*$")]
Number = Annotated[int, Field(ge=1, le=1_000_000)]
Size = Annotated[int, Field(ge=1, le=100)]


@api.get(
    "/services",
    operation_id="listServices",
    response=Page[ServiceLine],
    by_alias=True,
    tags=["catalogue"],
    openapi_extra=may_go_wrong(422),
)
def list_services(
    request: HttpRequest,
    for_: Annotated[Literal["", "person", "organisation"], Query(alias="for")] = "",
    theme: Words = "",
    q: Words = "",
    page: Number = 1,
    size: Size = 20,
) -> dict[str, Any]:
    """Services in use, by code; at the host of a site, those that the site shows.

    `q` looks into titles and keywords; every word must be found.
    """
    known = services_at(site_of(request), services(for_, theme=theme))
    found = [each for each in known if _speaks_of(each, q)]
    return _page(request, [_line(each) for each in found], page, size)


@api.get(
    "/services/{code}",
    operation_id="readService",
    response=Guide,
    by_alias=True,
    exclude_none=True,
    tags=["catalogue"],
    openapi_extra=may_go_wrong(404),
)
def read_service(request: HttpRequest, code: Code) -> Guide:
    """The guide: everything published about a service, at the version now in force."""
    known = service(code)
    version = current_version(code)
    definition = version.parsed
    here = f"{PREFIX}/services/{code}"
    return Guide.model_construct(
        code=known.code,
        version=version.number,
        published_at=version.published_at,
        sheet=definition.sheet,
        form=definition.form,
        documents=definition.documents,
        route=definition.route,
        decisions=definition.decisions,
        licence=definition.licence,
        offered_by=[_offered(each) for each in offerings_of(code)],
        links={"self": here, "form": f"{here}/form", "apply": f"{PREFIX}/applications"},
    )


@api.get(
    "/services/{code}/form",
    operation_id="readForm",
    tags=["catalogue"],
    response=dict[str, Any],
    openapi_extra=may_go_wrong(404),
)
def read_form(request: HttpRequest, code: Code) -> JsonResponse:
    """A JSON Schema (2020-12) of the answers, made from the form of the version in force.

    What is asked only sometimes is not in `required`; `x-when` says when it is asked.
    """
    version = current_version(code)
    address = f"{PREFIX}/services/{code}/form"
    return JsonResponse(schema_of_answers(version.parsed.form, id=address, version=version.number))


@api.get(
    "/agencies",
    operation_id="listAgencies",
    response=Page[AgencyLine],
    tags=["catalogue"],
    openapi_extra=may_go_wrong(422),
)
def list_agencies(
    request: HttpRequest,
    function: Words = "",
    division: Annotated[str, Field(pattern=r"^([0-9]{12})?$")] = "",
    page: Number = 1,
    size: Size = 20,
) -> dict[str, Any]:
    """The bodies that offer services, by division; of one function or division if asked."""
    found = [
        _agency(each)
        for each in agencies().values()
        if function in ("", each.function) and division in ("", each.division_id)
    ]
    return _page(request, found, page, size)


def _page(request: HttpRequest, found: list[Any], page: int, size: int) -> dict[str, Any]:
    asked = request.GET.copy()
    asked["page"] = str(page + 1)
    more = page * size < len(found)
    return {
        "items": found[(page - 1) * size : page * size],
        "total": len(found),
        "page": page,
        "size": size,
        "next": f"{request.path}?{asked.urlencode()}" if more else "",
    }


def _speaks_of(known: Service, words: str) -> bool:
    sheet = known.parsed.sheet
    names = (sheet.title, sheet.official, sheet.lead)
    said = [*(part for name in names for part in texts(name).values()), *sheet.keywords]
    spoken = " ".join(said).casefold()
    return all(word in spoken for word in words.casefold().split())


def texts(text: Any) -> dict[str, str]:
    """A text in every language it was written in."""
    return {language: said for language, said in text.model_dump().items() if said}


def _line(known: Service) -> dict[str, Any]:
    sheet = known.parsed.sheet
    assert known.current is not None
    return {
        "code": known.code,
        "title": texts(sheet.title),
        "lead": texts(sheet.lead),
        "catalogue_code": known.catalogue_code,
        "for": known.applicants,
        "themes": known.themes,
        "life_events": known.life_events,
        "functions": known.functions,
        "version": known.current.number,
        "href": f"{PREFIX}/services/{known.code}",
    }


def _agency(known: Agency) -> dict[str, Any]:
    return {
        "code": known.code,
        "function": known.function,
        "name": {"zh": known.name, **known.names},
        "short": known.short,
        "credit_code": known.credit_code,
        "division": known.division_id,
        "division_name": {"zh": known.division.name, **known.division.names},
        "office": known.office,
        "review_body": known.review_body,
        "court": known.court,
    }


def _offered(offering: Offering) -> OfferedBy:
    return OfferedBy(
        agency=offering.agency_id,
        name={"zh": offering.agency.name, **offering.agency.names},
        division=offering.agency.division_id,
        promised=offering.promised,
        window=offering.window,
    )
