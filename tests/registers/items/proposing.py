"""A change of the catalogue list that waits for its reviews."""

from onedoor.kernel.actors import Actor
from onedoor.kernel.time import today
from onedoor.registers.items.actions import propose_change

BOOKS = "000139014000"


def a_list_change(*, by: Actor, kind: str = "suspend") -> str:
    """The id of a proposal to suspend the retail of publications, made by this editor."""
    change = propose_change(kind, codes=[BOOKS], effective=today(), reasons="法规在修订", by=by)
    return str(change.pk)
