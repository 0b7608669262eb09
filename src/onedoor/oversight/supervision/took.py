"""How long a decision took, for whoever shows figures: reckoned as assessment counts it."""

from dataclasses import dataclass

from onedoor.oversight.supervision.measures import counts_of
from onedoor.oversight.supervision.standing import chain_with_terms


@dataclass(frozen=True, kw_only=True)
class HowDecided:
    """Working days on the clock of a decision, None where it had none; whether in time."""

    days: int | None
    in_time: bool


def how_decided(subject: str, seq: int) -> HowDecided:
    """Of the decision at this place of a chain. TermsMissing; LookupError where it is none."""
    counts = {
        each.measure: each.amount
        for each in counts_of(*chain_with_terms(subject))
        if each.seq == seq
    }
    return HowDecided(days=counts.get("handling-days"), in_time=counts["in-time"] > 0)
