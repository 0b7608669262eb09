"""What happens to a bundle. References and public facts only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class BundleNews(Event):
    """What all news of a bundle say: which one, at which version, who leads it, whose it is."""

    is_ground: ClassVar[bool] = True

    number: str
    bundle: str
    version: int
    agency: str
    division: str
    party: str


@dataclass(frozen=True, kw_only=True)
class BundleSubmitted(BundleNews, name="bundle.submitted"):
    """A bundle came in as one; `parts` are all it holds, `cases` those opened with it."""

    received_on: date
    parts: tuple[str, ...]
    cases: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BundlePreReviewed(BundleNews, name="bundle.pre-reviewed"):
    """The lead looked at what was handed in, once for all parts."""

    met: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BundleCorrectionsRequested(BundleNews, name="bundle.corrections-requested"):
    """Everything missing, of all parts, was told at once."""

    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BundleCorrected(BundleNews, name="bundle.corrected"):
    """The applicant answered the notice."""

    fields: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BundleAccepted(BundleNews, name="bundle.accepted"):
    """The bundle is accepted and its clock runs over all parts (行政许可法 42 II)."""

    accepted_on: date
    statutory_due: date | None = None
    promised_due: date | None = None


@dataclass(frozen=True, kw_only=True)
class BundleExtended(BundleNews, name="bundle.extended"):
    """The limit was extended, once, by approval of the head of the government."""

    working_days: int
    statutory_due: date | None = None


@dataclass(frozen=True, kw_only=True)
class PartOpened(BundleNews, name="bundle.part-opened"):
    """What a part waited for is there: its case is open."""

    part: str
    service: str
    case: str


@dataclass(frozen=True, kw_only=True)
class AnswersAwaited(BundleNews, name="bundle.answers-awaited"):
    """What a part waited for is there; now it needs what only the applicant can read from it."""

    part: str
    service: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PartEnded(BundleNews, name="bundle.part-ended"):
    """A part has its result: granted, refused, not_accepted, withdrawn, ended, lapsed."""

    part: str
    service: str
    case: str
    result: str


@dataclass(frozen=True, kw_only=True)
class BundleMoved(BundleNews, name="bundle.moved"):
    """The whole goes on under newer versions, of itself or of `parts`; each case records its own.

    `version` is the one the bundle has now.
    """

    from_version: int
    moved_on: date
    parts: tuple[str, ...]
    statutory_due: date | None = None
    promised_due: date | None = None


@dataclass(frozen=True, kw_only=True)
class BundleMovedBack(BundleNews, name="bundle.moved-back"):
    """A move was taken back: the bundle and its parts stand as they did."""

    from_version: int


@dataclass(frozen=True, kw_only=True)
class BundleWithdrawn(BundleNews, name="bundle.withdrawn"):
    """The applicant took the whole back, or one part of it (`part`)."""

    part: str = ""


@dataclass(frozen=True, kw_only=True)
class BundleClosed(BundleNews, name="bundle.closed"):
    """Every part has ended; `granted` are those that were granted."""

    granted: tuple[str, ...]
