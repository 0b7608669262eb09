"""Which office may do what. The refusal is here, in the acts, whatever door somebody came by."""

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.acts import OFFICES
from onedoor.registers.agencies.refusals import NotThisOffice


def why_not_in_office(office: str, *, by: Actor) -> Refusal | None:
    """Only the administrator of this office; the system itself founds and plays the sample city."""
    if by.kind == "system" or (by.kind == "administrator" and by.office == office):
        return None
    return NotThisOffice(office=OFFICES[office])


def refuse_other_offices(office: str, *, by: Actor) -> None:
    """Raise what `why_not_in_office` finds."""
    if refusal := why_not_in_office(office, by=by):
        raise refusal


def may_manage_leave(agencies: set[str], *, by: Actor) -> bool:
    """Whether `by` may record the absence of a clerk of these agencies: supervisor, security."""
    if why_not_in_office("security", by=by) is None:
        return True
    return any(by.holds(f"{agency}/supervisor") for agency in agencies)
