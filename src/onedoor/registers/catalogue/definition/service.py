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
from onedoor.registers.catalogue.definition.decisions import Decisions, Reckoned
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
    # How many working days an applicant has to answer the notice; then the case ends, undecided,
    # and they may apply again. No article sets a number: it is published with its ground.
    correction: int = 30
    correction_basis: Basis = Basis(
        law="政务服务事项办事指南",
        certainty="low",
        source="No law sets the days; thirty is the default of this platform until a service says.",
    )
    delivery: int = 10


class NarrowLimit(Strict):
    """Where `when` holds, these limits instead: fewer days promised, or by law, never more."""

    when: Condition
    promised: int
    statutory: int | None = None
    # Whom or what it is for, as the guide says it: “人才类”.
    plain: Text
    basis: Basis


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


# The answer “不确定”: it rules nothing out, so the list of documents stays the wider one.
UNSURE = "unsure"


class SituationOption(Strict):
    """One answer of a situation question; `stops` says why one cannot go on with it."""

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


class Impossible(Strict):
    """Answers that cannot all be true: `when` is asked of situations, `sentence` says why not."""

    when: Condition
    sentence: Text


class Uncovered(Strict):
    """A part that a situation brings and no story meets, and why none has to."""

    # As `onedoor packs paths` names it: “document lease”, “step visit”.
    part: str
    reason: Text


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

    `act` says what a grant does to a licence: makes a new one, or changes, renews, replaces or
    cancels the one that the applicant names in the field `of` (its number); without `of`, the one
    of its type that the applicant holds. `on` is the type acted on where `licence` does not say it.
    """

    name: Text
    type: Literal["licence", "document", "approval", "none"]
    licence: Slug | None = None
    act: Literal["issue", "change", "renew", "replace", "cancel"] = "issue"
    of: Name | None = None
    on: Slug | None = None
    delivery: tuple[Literal["download", "window", "post", "public-notice"], ...] = ("download",)
    valid: Text | None = None
    sample: bool = True
    decision_title: Text
    refusal_title: Text

    @property
    def acts_on(self) -> str:
        """The type of the licence that a grant acts on; "" when it acts on none.

        What is cancelled is never what is given for it, so there only `on` tells.
        """
        if self.act == "issue":
            return ""
        return self.on or (self.licence if self.act != "cancel" and self.licence else "")


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
    # The first that holds narrows `within`; none: as it stands.
    limits: tuple[NarrowLimit, ...] = ()
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
    impossible: tuple[Impossible, ...] = ()
    uncovered: tuple[Uncovered, ...] = ()
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
    decisions: Decisions | None = None
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

    def within(self, facts: Facts) -> TimeLimit:
        """The limits for these facts: those of the sheet, narrowed by the first rule that holds."""
        for each in self.sheet.limits:
            if holds(each.when, facts):
                changed: dict[str, object] = {"promised": each.promised, "basis": each.basis}
                if each.statutory is not None:
                    changed["statutory"] = each.statutory
                return self.sheet.within.model_copy(update=changed)
        return self.sheet.within

    def promised_by(self, agency: str, within: TimeLimit) -> int:
        """The days this agency promises: its own number, unless a narrower limit holds."""
        own = [each.promised for each in self.sheet.offerings if each.agency == agency]
        named = own[0] if own and own[0] is not None else self.sheet.within.promised
        if within is self.sheet.within:
            return named
        return min(named, within.promised)

    def impossible_among(self, situation: Facts) -> Impossible | None:
        """The first rule by which these answers cannot all be true; None while they can."""
        known = {f"situation.{name}": value for name, value in situation.items()}
        return next((each for each in self.sheet.impossible if holds(each.when, known)), None)

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
        """Answers, situation, signed promises and what the tables decide, by their names."""
        facts: dict[str, object] = dict(answers)
        facts |= {f"situation.{key}": value for key, value in situation.items()}
        facts |= {f"promise.{id}": True for id in promised}
        facts["applicant.kind"] = applicant_kind
        if self.decisions:
            facts |= self.decisions.facts(facts, tuple(self.form.all_fields()))
        return facts

    def reckon(self, facts: Facts) -> list[Reckoned]:
        """How each decision table comes to what it gives, in words; nothing without tables."""
        if self.decisions is None:
            return []
        return self.decisions.reckon(facts, tuple(self.form.all_fields()))
