"""What papers do about news of seals."""

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import on
from onedoor.registers.papers import sealing
from onedoor.registers.seals.events import SealApproved
from onedoor.registers.seals.queries import State, seal_for


@on(SealApproved, outside=True)
def make_the_seal(event: SealApproved) -> None:
    """Its maker makes it once it is approved; told twice, nothing more is made."""
    seal = seal_for(event.seal, seen_by=SYSTEM)
    if seal.state == State.IN_FORCE:
        sealing.make(seal)
