"""What has happened with shows, authorisations, uses and copies. Codes are never named.

`subject` is `licence-use:` and the case the licence came from, so that what became of one licence
is one chain, apart from that of the case.
"""

from dataclasses import dataclass
from datetime import date

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class LicenceShown(Event, name="licence.shown"):
    """Somebody opened a show and saw what its holder had chosen."""

    show: str
    facts: list[str]
    purpose: str


@dataclass(frozen=True, kw_only=True)
class AuthorisationGiven(Event, name="licence-authorisation.given"):
    """A holder lets an agency or a system see some of it until a day."""

    authorisation: str
    to: str
    facts: list[str]
    purpose: str
    until: date


@dataclass(frozen=True, kw_only=True)
class AuthorisationEnded(Event, name="licence-authorisation.ended"):
    """The holder no longer does."""

    authorisation: str


@dataclass(frozen=True, kw_only=True)
class LicenceUsed(Event, name="licence.used"):
    """A system, or a clerk of `agency` at the desk, was told of it, under an authorisation or law.

    `use` is the number of its row, `case_known` whether the case it named is on this
    record and that agency had it in hand; records of before know none of the three.
    """

    system: str
    authorisation: str
    law: str
    purpose: str
    agency: str = ""
    use: int = 0
    case_known: bool | None = None


@dataclass(frozen=True, kw_only=True)
class UseCopyMade(Event, name="licence.copied"):
    """A copy was made for somebody, with its last day written across it."""

    copy: str
    until: date
