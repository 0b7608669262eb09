"""What a program may do for its party: apply, look, correct, take back. And follow by code."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Body, Header, Path

from onedoor.casework.cases.actions import (
    correct_at_once,
    submit_application,
    withdraw_case,
)
from onedoor.casework.cases.clock import Clock
from onedoor.casework.cases.clock_words import explain
from onedoor.casework.cases.queries import Case, CaseFile, case_for, progress_by_code
from onedoor.casework.cases.queries import Progress as Standing
from onedoor.channels.api.catalogue import texts
from onedoor.channels.api.entry import KEY, PREFIX, api, may_go_wrong
from onedoor.channels.api.parts import files_in_store, json_part, refuse_what_is_too_long
from onedoor.channels.api.shapes import (
    Application,
    ApplicationTold,
    Corrections,
    DocumentTold,
    Progress,
    Sent,
    Withdrawal,
)
from onedoor.kernel.actors import ANYONE, Actor
from onedoor.kernel.pace import keep_pace
from onedoor.kernel.refusals import NotFound
from onedoor.registers.catalogue.queries import version_to_apply
from onedoor.registers.papers.queries import document_of, paper_for, papers_of

CaseNumber = Annotated[str, Path(pattern=r"^[0-9A-Z]{1,50}$")]
QueryCode = Annotated[str, Path(pattern=r"^[0-9A-Z]{1,20}$")]
RequestKey = Annotated[str, Header(alias="Idempotency-Key", pattern=r"^[!-~]{1,80}$")]


def _body(part: str, shape: str) -> dict[str, Any]:
    """How a multipart body is declared: the JSON part, and files under the ids of documents."""
    files = {"type": "array", "items": {"type": "string", "contentMediaType": "application/pdf"}}
    return {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {part: {"$ref": f"#/components/schemas/{shape}"}},
                    "required": [part],
                    "additionalProperties": files,
                    "description": "Files are named by the id of their document; several of one"
                    " document come as several parts of the same name.",
                },
                "encoding": {part: {"contentType": "application/json"}},
            }
        },
    }


@api.post(
    "/applications",
    operation_id="submitApplication",
    auth=KEY,
    response={201: Sent, 200: Sent},
    tags=["applications"],
    openapi_extra=may_go_wrong(
        400, 401, 403, 404, 409, 413, 415, 422, requestBody=_body("application", "Application")
    ),
)
def submit(request: HttpRequest, key: RequestKey) -> HttpResponse:
    """Apply, with all answers and files at once. 201: a case was made.

    200: this Idempotency-Key was used for the same application before; here is its case.
    422 when it was used for another one. Whoever applies faster than receipts can be sealed waits
    for the answer, half a second at most.
    """
    refuse_what_is_too_long(request)
    asked = json_part(request, "application", Application)
    version = version_to_apply(asked.service)
    given = files_in_store(request, version.parsed, but="application")
    sent = submit_application(
        version,
        agency=asked.agency,
        situation=asked.situation,
        answers=asked.answers,
        given=given,
        key=f"api:{key}",
        by=_actor(request),
    )
    keep_pace()
    response = JsonResponse(_receipt(sent.case), status=201 if sent.is_new else 200)
    response.headers["Location"] = _address(sent.case)
    return response


@api.get(
    "/applications/{number}",
    operation_id="readApplication",
    auth=KEY,
    response=ApplicationTold,
    tags=["applications"],
    openapi_extra=may_go_wrong(401, 403, 404),
)
def read_application(request: HttpRequest, number: CaseNumber) -> dict[str, Any]:
    """One's own case: where it stands, its clocks in words, what to correct, its papers."""
    return _told(case_for(number, seen_by=_actor(request)), by=_actor(request))


@api.get(
    "/applications/{number}/documents",
    operation_id="listDocuments",
    auth=KEY,
    response=list[DocumentTold],
    tags=["applications"],
    openapi_extra=may_go_wrong(401, 403, 404),
)
def list_documents(request: HttpRequest, number: CaseNumber) -> list[dict[str, Any]]:
    """The documents the case calls for, the applicant's own first, with the files handed in."""
    file = case_for(number, seen_by=_actor(request))
    return [
        {
            "id": document.id,
            "name": texts(document.name),
            "source": document.source,
            "necessity": document.necessity,
            "files": [
                {
                    "name": each.name,
                    "media_type": each.media_type,
                    "size": each.size,
                    "sha256": each.digest,
                    "pages": each.pages,
                    "given_at": each.given_at,
                    "round": each.round,
                    "replaced": each.replaced,
                }
                for each in file.materials
                if each.document == document.id
            ],
        }
        for document in file.documents
    ]


@api.get(
    "/applications/{number}/papers/{paper}",
    operation_id="readPaper",
    auth=KEY,
    tags=["applications"],
    openapi_extra=may_go_wrong(401, 403, 404, 503)
    | {
        "responses": {
            **may_go_wrong(401, 403, 404, 503)["responses"],
            200: {
                "description": "The sealed PDF, byte for byte as issued",
                "content": {"application/pdf": {"schema": {"type": "string"}}},
            },
        }
    },
)
def read_paper(request: HttpRequest, number: CaseNumber, paper: UUID) -> HttpResponse:
    """One formal document of one's own case."""
    found = paper_for(paper, seen_by=_actor(request))
    if found.subject != number:
        raise NotFound()
    content = document_of(paper, seen_by=_actor(request))
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.id}.pdf"'
    return response


@api.post(
    "/applications/{number}/corrections",
    operation_id="correctApplication",
    auth=KEY,
    response=ApplicationTold,
    tags=["applications"],
    openapi_extra=may_go_wrong(
        400, 401, 403, 404, 409, 413, 415, 422, requestBody=_body("corrections", "Corrections")
    ),
)
def correct(request: HttpRequest, number: CaseNumber) -> dict[str, Any]:
    """Answer the correction notice, whole: changed answers and new files for what was named.

    Sent twice, the second is refused (409), for the case is back with its agency.
    """
    refuse_what_is_too_long(request)
    actor = _actor(request)
    asked = json_part(request, "corrections", Corrections)
    file = case_for(number, seen_by=actor)
    given = files_in_store(request, file.definition, but="corrections")
    correct_at_once(number, answers=asked.answers, given=given, by=actor)
    return _told(case_for(number, seen_by=actor), by=actor)


@api.post(
    "/applications/{number}/withdrawal",
    operation_id="withdrawApplication",
    auth=KEY,
    response=ApplicationTold,
    tags=["applications"],
    openapi_extra=may_go_wrong(400, 401, 403, 404, 409, 413, 422),
)
def withdraw(
    request: HttpRequest, number: CaseNumber, withdrawal: Annotated[Withdrawal, Body()]
) -> dict[str, Any]:
    """Take the application back, at any moment before it is decided."""
    actor = _actor(request)
    case_for(number, seen_by=actor)
    withdraw_case(number, reasons=withdrawal.reasons, by=actor)
    return _told(case_for(number, seen_by=actor), by=actor)


@api.get(
    "/progress/{query_code}",
    operation_id="readProgress",
    response=Progress,
    tags=["progress"],
    openapi_extra=may_go_wrong(404),
)
def read_progress(request: HttpRequest, query_code: QueryCode) -> dict[str, Any]:
    """Stage and dates of the case with this query code, for whoever holds it."""
    return _standing(progress_by_code(query_code, seen_by=ANYONE))


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor


def _address(case: Case) -> str:
    return f"{PREFIX}/applications/{case.number}"


def _links(case: Case) -> dict[str, str]:
    here = _address(case)
    return {
        "self": here,
        "documents": f"{here}/documents",
        "corrections": f"{here}/corrections",
        "withdrawal": f"{here}/withdrawal",
        "progress": f"{PREFIX}/progress/{case.query_code}",
    }


def _receipt(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "query_code": case.query_code,
        "service": case.service,
        "agency": case.agency,
        "stage": case.stage,
        "submitted_at": case.submitted_at,
        "received_on": case.received_on,
        "links": _links(case),
    }


def _told(file: CaseFile, *, by: Actor) -> dict[str, Any]:
    case = file.case
    papers = papers_of(case.subject, seen_by=by)
    notice = case.correction.items if case.told_missing_on else []
    return {
        **_standing(progress_by_code(case.query_code, seen_by=by)),
        "number": case.number,
        "query_code": case.query_code,
        "received_on": case.received_on,
        "reasons": case.reasons,
        "corrections": notice,
        "papers": [
            {
                "id": str(paper.pk),
                "kind": paper.kind,
                "title": paper.title,
                "number": paper.number,
                "issued_at": paper.issued_at,
                "standing": paper.standing,
                "href": f"{_address(case)}/papers/{paper.pk}",
            }
            for paper in papers
        ],
        "links": _links(case),
    }


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "service": standing.definition.sheet.code,
        "service_title": standing.service_title,
        "agency": standing.agency,
        "stage": standing.stage,
        "stage_word": standing.stage_word,
        "result": standing.result,
        "suspended": standing.suspended,
        "submitted_at": standing.submitted_at,
        "accepted_on": standing.accepted_on,
        "decided_on": standing.decided_on,
        "closed_on": standing.closed_on,
        "statutory": _clock(standing.statutory),
        "promised": _clock(standing.promised),
        "steps": [
            {
                "step": each.step,
                "title": each.title,
                "state": each.state,
                "opened_on": each.opened_on,
                "done_at": each.done_at,
            }
            for each in standing.steps
        ],
    }


def _clock(clock: Clock | None) -> dict[str, Any] | None:
    if clock is None:
        return None
    return {
        "limit": clock.total,
        "unit": clock.unit.value,
        "used": clock.used,
        "left": clock.left,
        "due_on": clock.due_on,
        "overdue": clock.overdue,
        "sentence": explain(clock),
    }
