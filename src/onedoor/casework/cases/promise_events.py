"""What happens to promises and signatures. References only: no words, no names."""

from dataclasses import dataclass
from datetime import date

from onedoor.casework.cases.events import CaseNews
from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PromiseNews(CaseNews):
    """Which promise of which case."""

    promise: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class PromiseGiven(PromiseNews, name="promise.given"):
    """The application was sent with this promise signed."""


@dataclass(frozen=True, kw_only=True)
class PromiseDue(PromiseNews, name="promise.due"):
    """A document that was put off is due soon."""

    due_on: date


@dataclass(frozen=True, kw_only=True)
class PromiseHandedIn(PromiseNews, name="promise.handed-in"):
    """The documents that were put off are there."""


@dataclass(frozen=True, kw_only=True)
class PromiseLapsed(PromiseNews, name="promise.lapsed"):
    """The documents that were put off did not come in time. `effect`: ends or stands."""

    effect: str


@dataclass(frozen=True, kw_only=True)
class PromiseKept(PromiseNews, name="promise.kept"):
    """The agency has looked: the promise is kept."""


@dataclass(frozen=True, kw_only=True)
class PromiseBroken(PromiseNews, name="promise.broken"):
    """The agency has looked: the promise is not kept. Until when it shuts the way."""

    closed_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class PromiseObjected(PromiseNews, name="promise.objected"):
    """The applicant objects to the finding."""


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswered(PromiseNews, name="promise.objection-answered"):
    """Somebody else has looked at the objection. `upheld`: the finding is struck out."""

    upheld: bool


@dataclass(frozen=True, kw_only=True)
class RepairTold(PromiseNews, name="promise.repair-told"):
    """The applicant says that it has been put right."""


@dataclass(frozen=True, kw_only=True)
class RepairAnswered(PromiseNews, name="promise.repair-answered"):
    """The agency has looked at the repair. `repaired`: the way is open again."""

    repaired: bool


@dataclass(frozen=True, kw_only=True)
class SigningNews(Event):
    """Whose application, of which service, and which signer. `subject` is the draft's."""

    draft: str
    service: str
    party: str
    signer: str


@dataclass(frozen=True, kw_only=True)
class SigningAsked(SigningNews, name="signing.asked"):
    """Somebody was asked to sign, until a day."""

    expires_on: date


@dataclass(frozen=True, kw_only=True)
class SigningSigned(SigningNews, name="signing.signed"):
    """They signed, proven to this level."""

    level: int


@dataclass(frozen=True, kw_only=True)
class SigningDeclined(SigningNews, name="signing.declined"):
    """They will not sign."""


@dataclass(frozen=True, kw_only=True)
class SigningExpired(SigningNews, name="signing.expired"):
    """The link's time is over."""


@dataclass(frozen=True, kw_only=True)
class SigningVoided(SigningNews, name="signing.voided"):
    """What had been laid before them was changed: they have to look again."""


@dataclass(frozen=True, kw_only=True)
class SigningRevoked(SigningNews, name="signing.revoked"):
    """The applicant asked the link back."""


@dataclass(frozen=True, kw_only=True)
class CaseCosigned(CaseNews, name="case.cosigned"):
    """Sent with these signatures, each under its own chain of the draft."""

    signers: tuple[str, ...]
    draft: str


@dataclass(frozen=True, kw_only=True)
class DraftNews(Event):
    """Whose draft of which service."""

    draft: str
    service: str
    party: str


@dataclass(frozen=True, kw_only=True)
class ReuseAgreed(DraftNews, name="reuse.agreed"):
    """The applicant lets what is known from before be used in this application."""


@dataclass(frozen=True, kw_only=True)
class ReuseWithdrawn(DraftNews, name="reuse.withdrawn"):
    """The applicant took that back."""


@dataclass(frozen=True, kw_only=True)
class OriginalSeen(CaseNews, name="material.original-seen"):
    """A clerk has seen the original beside a copy; it can be used again."""

    document: str
    material: str
