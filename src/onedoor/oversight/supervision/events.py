"""What happens to cards. Never a person, and nothing of what was said."""

from dataclasses import dataclass
from datetime import date

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CardNews(Event):
    """Which card: the rule, the agency, what it is about and what it measures there, its level."""

    card: str
    rule: str
    agency: str
    about: str
    key: str
    level: str


@dataclass(frozen=True, kw_only=True)
class CardRaised(CardNews, name="card.raised"):
    """A card was raised, or has reached a graver level; reckoned for the day `reached_on`.

    It says all that its row says, so that rows can be made anew from the record: `raised_on` is the
    day of its first level, `edition` that of the rule, `explain_by` None for a mere warning.
    """

    reached_on: date
    measure: int
    raised_on: date | None = None
    edition: date | None = None
    watcher: str = ""
    service: str = ""
    explain_by: date | None = None


@dataclass(frozen=True, kw_only=True)
class CardPassed(CardNews, name="card.passed"):
    """A warning came to nothing: what it foretold did not happen."""


@dataclass(frozen=True, kw_only=True)
class CardExplained(CardNews, name="card.explained"):
    """The agency has said its word, with evidence."""


@dataclass(frozen=True, kw_only=True)
class CardConfirmed(CardNews, name="card.confirmed"):
    """The watcher has looked into it, and it stands."""


@dataclass(frozen=True, kw_only=True)
class CardCancelled(CardNews, name="card.cancelled"):
    """The watcher has looked into it, and it falls: it counts against nobody."""


@dataclass(frozen=True, kw_only=True)
class CardOrdered(CardNews, name="card.ordered"):
    """The agency is to put something right by a day (督办)."""

    due_on: date


@dataclass(frozen=True, kw_only=True)
class CardPutRight(CardNews, name="card.put-right"):
    """The agency says that it has put it right, with evidence."""


@dataclass(frozen=True, kw_only=True)
class CardClosed(CardNews, name="card.closed"):
    """The watcher has looked at what was done; nothing more is to be done."""


@dataclass(frozen=True, kw_only=True)
class DayPublished(Event, name="supervision-day.published"):
    """The public facts of a day, its cards and figures, are signed and open to anybody."""

    for_everybody = True

    day: date
    facts: int
    manifest: str
