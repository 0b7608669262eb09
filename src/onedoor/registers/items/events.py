"""What happens to the list, to claims, and to the lists of powers."""

from dataclasses import dataclass
from datetime import date

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ListChangeProposed(Event, name="list-change.proposed"):
    """Somebody asks that the catalogue list be changed. `subject` is "list-change:<id>"."""

    kind: str
    codes: tuple[str, ...]
    effective: date


@dataclass(frozen=True, kw_only=True)
class ListChangeReviewed(Event, name="list-change.reviewed"):
    """One side has said its word."""

    side: str
    agreed: bool


@dataclass(frozen=True, kw_only=True)
class ListChangeEnded(Event, name="list-change.ended"):
    """Published, declined or withdrawn."""

    outcome: str


@dataclass(frozen=True, kw_only=True)
class ItemPublished(Event, name="item.published"):
    """The list says something new of an item, from a day on. `subject` is "item:<code>"."""

    for_everybody = True

    code: str
    number: int
    state: str
    effective: date


@dataclass(frozen=True, kw_only=True)
class ItemClaimed(Event, name="item.claimed"):
    """A body carries the item out."""

    code: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class ClaimAmended(Event, name="item.claim-amended"):
    """A body filled in an element that is its own."""

    code: str
    agency: str
    elements: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ClaimEnded(Event, name="item.claim-ended"):
    """A body carries the item out no more."""

    code: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class PowersPublished(Event, name="powers.published"):
    """A new edition of a body's powers list. `subject` is "powers:<agency>"."""

    for_everybody = True

    agency: str
    number: int
    digest: str
