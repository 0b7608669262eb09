"""What happens to posts, to rights, and to those who administer them. References only."""

from dataclasses import dataclass
from datetime import date

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PostGiven(Event, name="post.given"):
    """An account holds a post from a day on. `subject` is "post:<agency>/<slug>"."""

    post: str
    account: str
    since: date
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class PostTaken(Event, name="post.taken"):
    """An account holds a post no longer after a day."""

    post: str
    account: str
    until: date


@dataclass(frozen=True, kw_only=True)
class PlaceTaken(Event, name="post.lent"):
    """Somebody holds a post in another's place: `kind` delegated, or substitute during leave."""

    post: str
    account: str
    principal: str
    kind: str
    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class PlaceGivenBack(Event, name="post.lent-ended"):
    """A post is held in another's place no longer."""

    post: str
    account: str
    principal: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class LeaveRecorded(Event, name="leave.recorded"):
    """A clerk will be away; `substitute` is an account, or "" when nobody stands in."""

    account: str
    substitute: str
    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class LeaveEnded(Event, name="leave.ended"):
    """A clerk is back before the day that was set, or never went."""

    account: str


@dataclass(frozen=True, kw_only=True)
class DepartmentKept(Event, name="department.kept"):
    """A department of an agency was opened, renamed, moved or closed."""

    agency: str
    department: str
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class PostKept(Event, name="post.kept"):
    """A post was set up, renamed, or put into a department."""

    post: str
    department: str


@dataclass(frozen=True, kw_only=True)
class AuthorityPublished(Event, name="authority.published"):
    """The posts that routes name were given what the routes ask of them."""

    grants: int


@dataclass(frozen=True, kw_only=True)
class AuthorityGiven(Event, name="authority.given"):
    """A post may do an act for a service ("" every one) in a division."""

    post: str
    act: str
    service: str
    division: str


@dataclass(frozen=True, kw_only=True)
class AuthorityTaken(Event, name="authority.taken"):
    """A post may no longer do an act for a service in a division."""

    post: str
    act: str
    service: str
    division: str


@dataclass(frozen=True, kw_only=True)
class AdministratorAppointed(Event, name="administrator.appointed"):
    """An account holds one of the three offices."""

    account: str
    office: str


@dataclass(frozen=True, kw_only=True)
class AdministratorDismissed(Event, name="administrator.dismissed"):
    """An account holds its office no longer."""

    account: str
    office: str


@dataclass(frozen=True, kw_only=True)
class ProposalMade(Event, name="proposal.made"):
    """An administrator asks for something that another must agree to."""

    proposal: str
    act: str


@dataclass(frozen=True, kw_only=True)
class ProposalSettled(Event, name="proposal.settled"):
    """Another administrator agreed, or declined."""

    proposal: str
    act: str
    agreed: bool


@dataclass(frozen=True, kw_only=True)
class PolicySet(Event, name="policy.set"):
    """How staff work was set anew."""

    key: str
    value: str


@dataclass(frozen=True, kw_only=True)
class RightReviewed(Event, name="rights.reviewed"):
    """In the review of a quarter an appointment or a right was kept, or is to be cut."""

    quarter: str
    what: str
    verdict: str
