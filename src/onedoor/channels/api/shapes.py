"""What goes over the wire: the shapes of requests and answers, from which OpenAPI is made."""

from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from ninja import Schema
from pydantic import ConfigDict, Field

from onedoor.registers.catalogue.definition import (
    Decisions,
    Documents,
    Form,
    LicenceType,
    Route,
    ServiceSheet,
)

SLUG = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
Slug = Annotated[str, Field(pattern=SLUG, max_length=60)]
Item = TypeVar("Item")


class FieldProblem(Schema):
    """One field and what to do about it."""

    field: str = Field(description="The field's id, a document's id, or a path in the request.")
    detail: str = Field(description="A sentence for a person.")


class Problem(Schema):
    """Problem details (RFC 9457)."""

    type: str = Field(description="Stable: /api/problems/<name of the refusal>.")
    title: str
    status: int
    detail: str = Field(description="A sentence for a person, in the language asked for.")
    instance: str = ""
    where: str = Field("", description="The field or part of the request that is meant.")
    errors: list[FieldProblem] = Field(default=[], description="Every field that is wrong.")


class Page(Schema, Generic[Item]):
    """Some of the things asked for."""

    items: list[Item]
    total: int
    page: int
    size: int
    next: str = Field("", description="The address of the next page; empty on the last one.")


class ServiceLine(Schema):
    """A service as lists show it."""

    code: str
    title: dict[str, str]
    lead: dict[str, str]
    catalogue_code: str
    for_: list[str] = Field(alias="for", description="person, organisation")
    themes: list[str]
    life_events: list[str]
    functions: list[str]
    version: int
    href: str


class AgencyLine(Schema):
    """A body, and where and when people are served there."""

    code: str
    function: str
    name: dict[str, str]
    short: str
    credit_code: str
    division: str
    division_name: dict[str, str]
    office: dict[str, Any]
    review_body: str
    court: str


class OfferedBy(Schema):
    """One agency that offers the service, with its own promise where it has one."""

    agency: str
    name: dict[str, str]
    division: str
    promised: int | None = Field(None, description="Days; null: as the service promises.")
    window: str


class Guide(Schema):
    """The whole public definition of a service at one version, in the format of packs."""

    code: str
    version: int
    published_at: datetime
    sheet: ServiceSheet
    form: Form
    documents: Documents
    route: Route
    decisions: Decisions | None = None
    licence: LicenceType | None = None
    offered_by: list[OfferedBy]
    links: dict[str, str]


class _Sent(Schema):
    """What others send: an unknown member is a fault, not a surprise."""

    model_config = ConfigDict(extra="forbid")


class Application(_Sent):
    """The part `application`."""

    service: Slug
    agency: Slug = Field(description="Who is asked: the code of an agency that offers it.")
    situation: dict[str, str] = Field(
        default={}, description="The chosen option of each situation question of the guide."
    )
    answers: dict[str, Any] = Field(description="By field id; see /services/{code}/form.")


class Corrections(_Sent):
    """The part `corrections`."""

    answers: dict[str, Any] = Field(default={}, description="Only what changes, by field id.")


class Withdrawal(_Sent):
    """Why it is taken back; nothing need be said."""

    reasons: str = Field("", max_length=2000)


class Sent(Schema):
    """The receipt of an application."""

    number: str
    query_code: str = Field(description="Follows the case without a key: /progress/{query_code}.")
    service: str
    agency: str
    stage: str
    submitted_at: datetime
    received_on: date
    links: dict[str, str]


class ClockTold(Schema):
    """One clock of the case: how long, until when, and why."""

    limit: int
    unit: str
    used: int
    left: int = Field(description="Negative when late.")
    due_on: date | None = Field(description="Null while the clock stands.")
    overdue: bool
    sentence: str


class StepTold(Schema):
    """One step of the case's route."""

    step: str
    title: str
    state: str = Field(description="waiting, open, done, dropped")
    opened_on: date | None
    done_at: datetime | None


class Progress(Schema):
    """Where a case stands and until when; nobody's name."""

    service: str
    service_title: str
    agency: str
    stage: str
    stage_word: str
    result: str
    suspended: bool
    submitted_at: datetime
    accepted_on: date | None
    decided_on: date | None
    closed_on: date | None
    statutory: ClockTold | None
    promised: ClockTold | None
    steps: list[StepTold]


class CorrectionLine(Schema):
    """One thing to correct, as the notice says it."""

    point: str
    title: str
    document: str
    problem: str
    basis: str


class PaperLine(Schema):
    """One formal document of the case."""

    id: str
    kind: str
    title: str
    number: str
    issued_at: datetime
    standing: str
    href: str


class ApplicationTold(Progress):
    """One's own case."""

    number: str
    query_code: str
    received_on: date
    reasons: str
    corrections: list[CorrectionLine]
    papers: list[PaperLine]
    links: dict[str, str]


class FileTold(Schema):
    """A file that was handed in."""

    name: str
    media_type: str
    size: int
    sha256: str
    pages: int | None
    given_at: datetime
    round: int = Field(description="0 with the application, 1 with the corrections.")
    replaced: bool


class DocumentTold(Schema):
    """A document the case calls for, and the files that were handed in for it."""

    id: str
    name: dict[str, str]
    source: str
    necessity: str
    files: list[FileTold]
