"""The service sheet, and the whole definition that is published."""

from collections.abc import Collection
from datetime import date
from typing import Literal

from onedoor.registers.catalogue.definition.catalogue import (
    CatalogueCode,
    HandlingCode,
    Level,
    ServiceKind,
)
from onedoor.registers.catalogue.definition.conditions import Condition, Facts, holds
from onedoor.registers.catalogue.definition.documents import Document, Documents, ReviewPoint
from onedoor.registers.catalogue.definition.form import Form
from onedoor.registers.catalogue.definition.ground import (
    Basis,
    Name,
    Slug,
    Strict,
    Text,
    Uncertain,
)
from onedoor.registers.catalogue.definition.licences import LicenceType
from onedoor.registers.catalogue.definition.points import PointsTable
from onedoor.registers.catalogue.definition.promises import Promise, Signer
from onedoor.registers.catalogue.definition.route import Route


class TimeLimit(Strict):
    """Both limits in working days, and what the law adds. Zero promised days: decided at once."""

    statutory: int
    promised: int
    unit: Literal["working-days", "calendar-days"] = "working-days"
    extension: int = 0
    basis: Basis
    # From the day of acceptance, or from the end of the intake window for batch services.
    starts: Literal["acceptance", "intake-end"] = "acceptance"
    correction_notice: int = 5
    delivery: int = 10


class Applicability(Strict):
    """“Can I?”: a condition as a yes/no question a person can answer."""

    id: Name
    question: Text
    hint: Text | None = None
    requirement: Text
    basis: Basis
    # The answer that lets one go on, and what to say to the other one.
    wanted: bool = True
    otherwise: Text


class SituationOption(Strict):
    """One answer of a situation question. `sure` false marks “不确定”: the safe, wider list."""

    value: Slug
    label: Text
    hint: Text | None = None
    stops: Text | None = None


class Situation(Strict):
    """A legal branch as a question; answers narrow documents, form and route."""

    id: Name
    question: Text
    hint: Text | None = None
    why: Text | None = None
    when: Condition | None = None
    options: tuple[SituationOption, ...]


class IntakeWindow(Strict):
    """A period in which applications are taken (both days included)."""

    name: Text
    opens: date
    closes: date


class FeeItem(Strict):
    """One fee: what, how much, on what basis, who pays less."""

    name: Text
    standard: Text
    basis: Basis
    reduction: Text | None = None


class Fee(Strict):
    """Whether it costs anything. Free services carry no items and no online payment."""

    charged: bool = False
    items: tuple[FeeItem, ...] = ()
    pay_online: bool = False


class Outcome(Strict):
    """What one gets: name, type, the licence behind it, how it is delivered.

    `act` says what a grant does to the licence: makes a new one, or changes, renews, replaces or
    cancels the one that the applicant names in the field `of` (its number).
    """

    name: Text
    type: Literal["licence", "document", "approval", "none"]
    licence: Slug | None = None
    act: Literal["issue", "change", "renew", "replace", "cancel"] = "issue"
    of: Name | None = None
    delivery: tuple[Literal["download", "window", "post", "public-notice"], ...] = ("download",)
    valid: Text | None = None
    sample: bool = True
    decision_title: Text
    refusal_title: Text


class Question(Strict):
    """A question people really ask, with the day of its answer."""

    question: Text
    answer: Text
    on: date


class Offering(Strict):
    """One agency that offers the service, and what it narrows: same service, same code."""

    agency: Slug
    promised: int | None = None
    window: str = ""


class Intermediary(Strict):
    """An intermediary service the law asks for (中介服务), with its basis."""

    name: Text
    basis: Basis


class Assurance(Strict):
    """How far an applicant must be proven to be who they say (real-name level), and why so far."""

    level: Literal[1, 2, 3, 4] = 2
    why: Text
    basis: Basis | None = None


class ServiceSheet(Strict):
    """service.yaml."""

    code: Slug
    title: Text
    official: Text
    lead: Text
    catalogue_code: CatalogueCode
    handling_code: HandlingCode | None = None
    kind: ServiceKind
    level: Level
    offerings: tuple[Offering, ...]
    applicants: tuple[Literal["person", "organisation"], ...]
    applicant_note: Text | None = None
    assurance: Assurance
    themes: tuple[str, ...]
    life_events: tuple[str, ...] = ()
    keywords: tuple[str, ...]
    basis: tuple[Basis, ...]
    case_kind: Literal["promise", "instant"]
    review_kind: Literal["review-before-approval", "instant"]
    within: TimeLimit
    channels: tuple[Literal["window", "web", "mobile", "post"], ...]
    online_depth: Literal[1, 2, 3, 4]
    visits: int
    visits_because: Text | None = None
    cross_region: Literal["", "county", "prefecture", "region", "nation"] = ""
    quota: Text | None = None
    fee: Fee = Fee()
    outcome: Outcome
    applicability: tuple[Applicability, ...]
    situations: tuple[Situation, ...] = ()
    intake: tuple[IntakeWindow, ...] = ()
    promises: tuple[Promise, ...] = ()
    signers: tuple[Signer, ...] = ()
    discretion: tuple[Text, ...] = ()
    intermediaries: tuple[Intermediary, ...] = ()
    rights: tuple[Text, ...] = ()
    duties: tuple[Text, ...] = ()
    questions: tuple[Question, ...]
    uncertain: tuple[Uncertain, ...] = ()
    effective: date
    editor: str
    changes: Text | None = None


class ServiceDefinition(Strict):
    """Everything about one service at one version: what is published and kept for ever."""

    sheet: ServiceSheet
    form: Form
    documents: Documents
    route: Route
    points: PointsTable | None = None
    licence: LicenceType | None = None

    def documents_for(self, facts: Facts) -> list[Document]:
        """The documents these facts call for, the applicant's own part first."""
        order = {"applicant": 0, "promise": 1, "form": 2, "fetched": 3}
        promised = self.promised_in(facts)
        needed = [
            each
            for each in self.documents.documents
            if holds(each.when, facts) and each.id not in promised
        ]
        return sorted(needed, key=lambda each: order[each.source])

    def promised_in(self, facts: Facts) -> set[str]:
        """The documents for which a signed promise stands, or which it puts off."""
        return {
            document
            for promise in self.sheet.promises
            if facts.get(f"promise.{promise.id}") is True
            for document in promise.documents
        }

    def promise(self, id: str) -> Promise | None:
        """The promise called `id`, or None."""
        return next((each for each in self.sheet.promises if each.id == id), None)

    def promises_for(self, facts: Facts) -> list[Promise]:
        """The promises these facts allow: those whose documents would be asked for."""
        bare = {name: fact for name, fact in facts.items() if not name.startswith("promise.")}
        asked = {each.id for each in self.documents_for(bare)}
        return [
            each
            for each in self.sheet.promises
            if holds(each.when, facts) and asked & set(each.documents)
        ]

    def signers_for(self, facts: Facts) -> list[Signer]:
        """Who else has to sign, by these facts."""
        return [each for each in self.sheet.signers if holds(each.when, facts)]

    def points_before_acceptance(self, facts: Facts) -> list[ReviewPoint]:
        """The review points of the pre-review, in the order of the documents."""
        return [point for point in self._all_points(facts) if not point.step]

    def points_at(self, step: str, facts: Facts) -> list[ReviewPoint]:
        """The review points that `step` looks at."""
        return [point for point in self._all_points(facts) if point.step == step]

    def _all_points(self, facts: Facts) -> list[ReviewPoint]:
        of_documents = [
            point for document in self.documents_for(facts) for point in document.points
        ]
        return of_documents + list(self.documents.points)

    def facts_of(
        self,
        answers: Facts,
        situation: Facts,
        applicant_kind: str = "",
        promised: Collection[str] = (),
    ) -> dict[str, object]:
        """Answers, situation, signed promises and points under the names that conditions use."""
        facts: dict[str, object] = dict(answers)
        facts |= {f"situation.{key}": value for key, value in situation.items()}
        facts |= {f"promise.{id}": True for id in promised}
        facts["applicant.kind"] = applicant_kind
        if self.points:
            score = self.points.score(facts)
            facts |= {"points.total": score.total, "points.class": score.reached}
        return facts
