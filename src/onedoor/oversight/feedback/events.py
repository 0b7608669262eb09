"""What happens to ratings, to what follows bad ones, and to enquiries."""

from dataclasses import dataclass
from datetime import date

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class RatingGiven(Event, name="rating.given"):
    """A matter was rated, or its rating changed."""

    # Guides and figures of the service count it: within a second, whatever its level.
    for_everybody = True

    case: str
    service: str
    agency: str
    level: int
    changed: bool = False
    channel: str = "web"


@dataclass(frozen=True, kw_only=True)
class RatingMissing(Event, name="rating.missing"):
    """A rating of the record is not kept, or not as it was given: somebody took it away."""

    case: str
    service: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class RatingRefused(Event, name="rating.refused"):
    """Somebody of the agency tried to rate what it had done, and was refused."""

    case: str
    service: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class RatingSetAside(Event, name="rating.set-aside"):
    """A rating was found mistaken or malicious: kept and shown, and counted apart from now on."""

    for_everybody = True

    case: str
    service: str
    agency: str
    dispute: str


@dataclass(frozen=True, kw_only=True)
class VisitOpened(Event, name="visit.opened"):
    """Somebody came to a window and got a number to rate the visit with."""

    agency: str
    came_for: str
    service: str
    rate_by: date


@dataclass(frozen=True, kw_only=True)
class WindowNews(Event):
    """What all news of a device say: which, and whose."""

    window: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class WindowSetUp(WindowNews, name="window.set-up"):
    """A device may take ratings from now on, under a new secret."""

    again: bool = False


@dataclass(frozen=True, kw_only=True)
class WindowClosed(WindowNews, name="window.closed"):
    """A device was taken out of use."""


@dataclass(frozen=True, kw_only=True)
class WindowRepeated(WindowNews, name="window.repeated"):
    """So many ratings were given at one device within an hour: more than people come."""

    count: int


@dataclass(frozen=True, kw_only=True)
class DisputeNews(Event):
    """What all news of a dispute say: which, of what matter, whose it was, between whom."""

    dispute: str
    case: str
    party: str
    service: str
    agency: str
    watcher: str


@dataclass(frozen=True, kw_only=True)
class DisputeRaised(DisputeNews, name="dispute.raised"):
    """An agency objected to a rating, with evidence; decided by a day."""

    ground: str
    decide_by: date


@dataclass(frozen=True, kw_only=True)
class DisputeDecided(DisputeNews, name="dispute.decided"):
    """Whoever watches the agency has decided; upheld, the rating is counted apart."""

    upheld: bool


@dataclass(frozen=True, kw_only=True)
class FollowUpNews(Event):
    """What all news of a follow-up say: which, of what matter and service, who answers."""

    follow_up: str
    case: str
    party: str
    service: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class FollowUpOpened(FollowUpNews, name="follow-up.opened"):
    """A bad rating with a name: the agency is to call back by a day, and to answer by another."""

    call_by: date
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class FollowUpCalled(FollowUpNews, name="follow-up.called"):
    """The agency called back, or could not reach whoever rated."""

    cause: str


@dataclass(frozen=True, kw_only=True)
class FollowUpAnswered(FollowUpNews, name="follow-up.answered"):
    """The agency has said what it did about it; whoever rated may judge that."""

    judge_by: date


@dataclass(frozen=True, kw_only=True)
class FollowUpJudged(FollowUpNews, name="follow-up.judged"):
    """Whoever rated has judged what was done."""

    level: int


@dataclass(frozen=True, kw_only=True)
class FollowUpLifted(FollowUpNews, name="follow-up.lifted"):
    """The rating was changed for the better before there was an answer."""


@dataclass(frozen=True, kw_only=True)
class EnquiryNews(Event):
    """What all news of an enquiry say: its kind, whose it is, who answers ("" audits)."""

    enquiry: str
    kind: str
    party: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class EnquiryAsked(EnquiryNews, name="enquiry.asked"):
    """Somebody asked, or asked again; it is to be answered by a day."""

    due_on: date
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class EnquiryAnswered(EnquiryNews, name="enquiry.answered"):
    """The agency answered."""


@dataclass(frozen=True, kw_only=True)
class EnquiryClosed(EnquiryNews, name="enquiry.closed"):
    """The asker has said whether the answer was one."""

    content: bool
