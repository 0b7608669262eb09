"""What happens to a case. References and public facts only: no answers, no names of people."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CaseNews(Event):
    """What all news of a case say: which service at which version, which agency, whose case."""

    is_ground: ClassVar[bool] = True

    case: str
    service: str
    version: int
    agency: str
    division: str
    party: str


@dataclass(frozen=True, kw_only=True)
class ApplicationSubmitted(CaseNews, name="application.submitted"):
    """An application came in; the Article 32 clock runs from the day of receipt.

    `handed_in`: how many documents its party brought; `spared`: for how many a licence stood in.
    """

    received_on: date
    documents: tuple[str, ...] = ()
    handed_in: int | None = None
    spared: int | None = None
    situation: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CasePreReviewed(CaseNews, name="case.pre-reviewed"):
    """Somebody looked at everything handed in and marked each point."""

    met: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CorrectionsRequested(CaseNews, name="case.corrections-requested"):
    """Everything missing was told at once."""

    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CaseCorrected(CaseNews, name="case.corrected"):
    """The applicant answered the notice."""

    fields: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CaseAccepted(CaseNews, name="case.accepted"):
    """The case is accepted and the clocks run. `deemed`: because nobody spoke within the limit."""

    accepted_on: date
    deemed: bool
    statutory_due: date | None = None
    promised_due: date | None = None


@dataclass(frozen=True, kw_only=True)
class CaseNotAccepted(CaseNews, name="case.not-accepted"):
    """The application was turned away, with its ground."""

    ground: str


@dataclass(frozen=True, kw_only=True)
class StepOpened(CaseNews, name="step.opened"):
    """It is a post's turn."""

    step: str
    seat: str
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class StepFinished(CaseNews, name="step.finished"):
    """A post has said its word. `said`: whether with an opinion; None before that was recorded."""

    step: str
    seat: str
    outcome: str
    said: bool | None = None


@dataclass(frozen=True, kw_only=True)
class StepVoted(CaseNews, name="step.voted"):
    """One of several persons has said their word on a step."""

    step: str
    seat: str
    outcome: str
    votes: int


@dataclass(frozen=True, kw_only=True)
class StepReturned(CaseNews, name="step.returned"):
    """A post sent the case back to an earlier step of its agency, for the `times`-th time."""

    step: str
    seat: str
    to: str
    times: int


@dataclass(frozen=True, kw_only=True)
class StepSilent(CaseNews, name="step.silent"):
    """Another body said nothing within its days; by `basis` that `means` a word."""

    step: str
    seat: str
    means: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class CaseForwarded(CaseNews, name="case.forwarded"):
    """The lower body has examined and reported to the body that decides (转报)."""

    step: str
    from_body: str
    to_body: str


@dataclass(frozen=True, kw_only=True)
class SubstituteActed(CaseNews, name="case.acted-for"):
    """The act that follows is done in another's place: delegated, or during their leave."""

    act: str
    seat: str
    principal: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class StepHandedOver(CaseNews, name="step.handed-over"):
    """Whoever had the step in hand has left; `to_seat` is the same post with a new holder."""

    step: str
    seat: str
    to_seat: str
    successor: str


@dataclass(frozen=True, kw_only=True)
class StepAssigned(CaseNews, name="step.assigned"):
    """A task is in somebody's hands: taken, handed on, balanced by rule, or given back."""

    step: str
    seat: str
    assignee: str
    how: str


@dataclass(frozen=True, kw_only=True)
class CaseSuspended(CaseNews, name="case.suspended"):
    """The clock stands for a named procedure."""

    procedure: str
    planned_days: int


@dataclass(frozen=True, kw_only=True)
class CaseResumed(CaseNews, name="case.resumed"):
    """The clock runs again."""

    procedure: str
    statutory_due: date | None = None
    promised_due: date | None = None


@dataclass(frozen=True, kw_only=True)
class CaseExtended(CaseNews, name="case.extended"):
    """The limit was extended, once, with reasons told."""

    working_days: int
    statutory_due: date | None = None


@dataclass(frozen=True, kw_only=True)
class CaseDecided(CaseNews, name="case.decided"):
    """The decision. `automatic`: by the published rule; `said`: with reasons.

    Where the service has a standard of discretion: `alike`, which of its rows held (like cases have
    the same), and whether the decision is another than it calls for.
    """

    granted: bool
    automatic: bool = False
    licence: str = ""
    said: bool | None = None
    alike: str | None = None
    left_the_standard: bool | None = None


@dataclass(frozen=True, kw_only=True)
class LicenceActedOn(CaseNews, name="case.licence-acted-on"):
    """The grant cancelled this licence, or another will take its place (`act`)."""

    act: str
    number: str


@dataclass(frozen=True, kw_only=True)
class LicenceNotHeld(CaseNews, name="case.licence-not-held"):
    """The licence it is about is not in our register, so the grant acted on none here."""

    act: str


@dataclass(frozen=True, kw_only=True)
class CaseDelivered(CaseNews, name="case.delivered"):
    """The result reached the applicant."""

    way: str


@dataclass(frozen=True, kw_only=True)
class CaseClosed(CaseNews, name="case.closed"):
    """Nothing more happens in this case."""

    outcome: str


@dataclass(frozen=True, kw_only=True)
class CaseHandedOver(CaseNews, name="case.handed-over"):
    """Another person of the applicant's goes on with it."""

    taker: str


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(CaseNews, name="case.withdrawn"):
    """The applicant took the application back."""


@dataclass(frozen=True, kw_only=True)
class CaseEnded(CaseNews, name="case.ended"):
    """The case ended with the bundle it was a part of, before it was decided."""

    bundle: str


@dataclass(frozen=True, kw_only=True)
class ApplicantIdentified(CaseNews, name="case.applicant-identified"):
    """The applicant, self-declared until now, turned out to be a party that was known already."""

    before: str


@dataclass(frozen=True, kw_only=True)
class CaseTransferred(CaseNews, name="case.transferred"):
    """Before acceptance it went to the agency of the right place; its days run on."""

    from_agency: str
    from_division: str
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class CaseLapsed(CaseNews, name="case.lapsed"):
    """What was missing never came within the published days: the case ended, nothing decided."""

    told_on: date
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class ObjectionRaised(CaseNews, name="objection.raised"):
    """Somebody objects to an intended outcome that hangs out; what they say is no news."""

    step: str
    objection: str


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswered(CaseNews, name="objection.answered"):
    """An objection was looked into and answered."""

    step: str
    objection: str
    upheld: bool


@dataclass(frozen=True, kw_only=True)
class HearingOffered(CaseNews, name="hearing.offered"):
    """The applicant was told of the right to be heard, and until when to ask for it (47)."""

    step: str
    request_by: date


@dataclass(frozen=True, kw_only=True)
class HearingRequested(CaseNews, name="hearing.requested"):
    """A hearing was asked for in time; by `hold_by` it is held (47)."""

    step: str
    hold_by: date


@dataclass(frozen=True, kw_only=True)
class HearingCalled(CaseNews, name="hearing.called"):
    """Day, place and chair are set and told at least seven days before (48)."""

    step: str
    held_on: date
    chair: str


@dataclass(frozen=True, kw_only=True)
class HearingHeld(CaseNews, name="hearing.held"):
    """It was held, and its record signed; the decision is made on that record (48)."""

    step: str


@dataclass(frozen=True, kw_only=True)
class ProceedingArranged(CaseNews, name="proceeding.arranged"):
    """Who inspects, tests or reviews is settled, and how many days it is to take (45)."""

    step: str
    planned_days: int


@dataclass(frozen=True, kw_only=True)
class ProceedingReported(CaseNews, name="proceeding.reported"):
    """The report is there."""

    step: str
    passed: bool


@dataclass(frozen=True, kw_only=True)
class CaseMoved(CaseNews, name="case.moved"):
    """The case goes on under another version of its service; `version` is the one it has now."""

    from_version: int
    moved_on: date
    statutory_due: date | None = None
    promised_due: date | None = None


@dataclass(frozen=True, kw_only=True)
class CaseMovedBack(CaseNews, name="case.moved-back"):
    """A move was taken back: the case stands as it did, under the version it had."""

    from_version: int
