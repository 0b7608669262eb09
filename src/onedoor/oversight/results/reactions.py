"""What this room does about news: a decision is noted, published, and shown as it stands."""

from onedoor.casework.cases.events import CaseDecided, CaseDelivered
from onedoor.kernel.events import on
from onedoor.oversight.results.actions import note_decision, publish_result, restate
from onedoor.registers.licences.events import (
    LicenceCancelled,
    LicenceRestored,
    LicenceRevoked,
    LicenceStands,
    LicenceSuperseded,
    LicenceSuspended,
)


@on(CaseDecided)
def note_that_it_is_to_be_published(event: CaseDecided) -> None:
    """Note by when; told twice, noted once."""
    note_decision(event.case)


@on(CaseDelivered)
def publish_the_decision(event: CaseDelivered) -> None:
    """The applicant has been told: everybody may read it."""
    publish_result(event.case)


_STANDING: dict[type[LicenceStands], str] = {
    LicenceSuspended: "suspended",
    LicenceRestored: "valid",
    LicenceRevoked: "revoked",
    LicenceCancelled: "cancelled",
    LicenceSuperseded: "superseded",
}


def show_how_it_stands(event: LicenceStands) -> None:
    """The licence it granted stands otherwise; `subject` is the matter it came from."""
    restate(event.subject, standing=_STANDING[type(event)])


for _event in _STANDING:
    on(_event)(show_how_it_stands)
