"""What has happened to licences. `subject` is the ground: the case number it came from."""

from dataclasses import dataclass
from datetime import date

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class LicenceNews(Event):
    """Which licence, of which kind, and the paper it is printed on."""

    number: str
    kind: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class LicenceIssued(LicenceNews, name="licence.issued"):
    """A licence was issued, sealed, and is in the holder's hands."""

    paper: str
    valid_from: date
    valid_until: date | None = None
    # The number of the licence whose place it took (变更、延续、补换发), and how many it makes.
    former: str = ""
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class LicenceStands(LicenceNews):
    """It stands otherwise from now on: why, and on which article of law where one is named."""

    reasons: str
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class LicenceSuspended(LicenceStands, name="licence.suspended"):
    """It may not be used for the time being (暂扣)."""


@dataclass(frozen=True, kw_only=True)
class LicenceRestored(LicenceStands, name="licence.restored"):
    """It may be used again (暂扣发还)."""


@dataclass(frozen=True, kw_only=True)
class LicenceRevoked(LicenceStands, name="licence.revoked"):
    """The grant was wrong or the holder lost it by law (行政许可法 69)."""


@dataclass(frozen=True, kw_only=True)
class LicenceCancelled(LicenceStands, name="licence.cancelled"):
    """It was struck off: given up, run out, or its holder is no more (行政许可法 70)."""


@dataclass(frozen=True, kw_only=True)
class LicencePassedOn(LicenceNews, name="licence.passed-on"):
    """A case was granted whose licence will take its place; until that is issued, it holds."""

    to: str


@dataclass(frozen=True, kw_only=True)
class LicenceSuperseded(LicenceStands, name="licence.superseded"):
    """A newer licence took its place; what it showed stays proven for its own time."""

    follower: str


@dataclass(frozen=True, kw_only=True)
class LicenceRunsOut(LicenceNews, name="licence.runs-out"):
    """It will run out on `until`: the holder is reminded, in time to have it renewed."""

    until: date


@dataclass(frozen=True, kw_only=True)
class LicenceKeptQuiet(LicenceNews, name="licence.kept-quiet"):
    """Its holder wants no more reminders that it runs out; it runs out as before."""


@dataclass(frozen=True, kw_only=True)
class LicenceRanOut(LicenceNews, name="licence.ran-out"):
    """Its last day, `until`, is over."""

    until: date


@dataclass(frozen=True, kw_only=True)
class LicenceCheckDue(LicenceNews, name="licence.check-due"):
    """It is to be checked (年检、年度核验) by `due`: the holder is reminded."""

    due: date
    words: str


@dataclass(frozen=True, kw_only=True)
class LicenceCheckMissed(LicenceNews, name="licence.check-missed"):
    """The day is over and nobody has checked it."""

    due: date
    words: str


@dataclass(frozen=True, kw_only=True)
class LicenceChecked(LicenceNews, name="licence.checked"):
    """The agency checked it; when it passed, `due` is the day of the next check."""

    passed: bool
    words: str
    reasons: str = ""
    due: date | None = None
