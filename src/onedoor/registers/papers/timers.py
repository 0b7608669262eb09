"""What the hour calls for: seals that were approved and are not made yet."""

from onedoor.kernel.jobs import every
from onedoor.registers.papers.sealing import make_approved


@every(minutes=1)
def make_approved_seals() -> None:
    """An approved seal is there before its first paper asks for it; a few at a time."""
    make_approved()
