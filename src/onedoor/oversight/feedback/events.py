"""What happens to ratings and enquiries."""

from dataclasses import dataclass
from datetime import date

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class RatingGiven(Event, name="rating.given"):
    """A matter was rated, or its rating changed."""

    case: str
    service: str
    agency: str
    level: int
    changed: bool = False
    channel: str = "web"


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
