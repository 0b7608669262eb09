"""How long things last, how a licence's standing reads in a list, what is claimed of a person."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import vc
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import midnight
from onedoor.registers.credentials.refusals import KindNotCarried, LicenceNotInForce

# The formats, by the name a wallet asks for them with.
FORMATS = (vc.SD_JWT_VC, vc.VC_JWT)
OFFER_LIVES = timedelta(minutes=10)
TICKET_LIVES = timedelta(minutes=10)
MOST_WRONG = 5
MOST_OFFERS = 20
# A credential is fetched anew each year: so keys grow old, and what it says of age does not.
LONGEST = timedelta(days=365)
KEY_SIGNS = timedelta(days=365)
# A slip says nothing of what happened since: it does not run long, nor do keys carried along.
SLIP_LIVES = timedelta(days=90)
CLOCKS_DIFFER = timedelta(minutes=5)
BUNDLE_LIVES = timedelta(days=30)
# A list of so many places tells nobody which of them are taken, nor by whom (W3C: at least these).
LIST_SIZE = 131_072
# The most that is given away of one list, so that a place is found at once by guessing.
LIST_FULL = LIST_SIZE // 2
# Verifiers may keep a list so long before they ask again, and must not use it after.
LIST_FRESH, LIST_LIVES = timedelta(minutes=5), timedelta(hours=1)

# What stands on licences under names of forms, and what these are called in a claim.
_CLAIMS = {
    "applicant.name": "holder_name",
    "applicant.number": "holder_number",
    "applicant.address": "holder_address",
    "applicant.representative": "legal_representative",
    "agency.name": "printed_issuer",
    "case.number": "case_number",
    "decided_on": "printed_issue_date",
    "valid_until": "printed_expiry_date",
}
# Names that mean something to every reader of tokens.
_TAKEN = {
    "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "vct", "cnf", "status", "id", "type", "_sd",
    "_sd_alg", "...", "licence_number", "licence_identifier", "issue_date", "expiry_date",
    "issuing_authority", "age_equal_or_over",
}  # fmt: skip


def why_not_carry(standing: str, *, is_known: bool) -> Refusal | None:
    """Only a licence in force is given into a wallet, of a kind that wallets can read about."""
    if not is_known:
        return KindNotCarried()
    return None if standing == "valid" else LicenceNotInForce()


def slip_ends(valid_until: date | None, *, on: date) -> date:
    """The last day of a slip printed `on` this day: three months, or that of the licence."""
    ends = on + SLIP_LIVES
    return min(ends, valid_until) if valid_until else ends


def status_of(state: str, *, stopped: bool) -> int:
    """How a credential reads in a list: a stopped one is void whatever its licence."""
    if stopped:
        return vc.INVALID
    if state == "valid":
        return vc.VALID
    return vc.SUSPENDED if state == "suspended" else vc.INVALID


def expiry(valid_until: date | None, *, at: datetime) -> datetime:
    """The end of the licence's last day, or a year from now if that is sooner."""
    longest = at + LONGEST
    if valid_until is None:
        return longest
    # Days end at midnight in China, whatever the clock `at` is told by.
    return min(longest, midnight(valid_until + timedelta(days=1)))


def claim_name(fact: str, *, place: int) -> str:
    """Under what name a line is claimed; a line of no known fact by its place on the licence."""
    name = _CLAIMS.get(fact) or re.sub(r"[^a-z0-9_]+", "_", fact.lower()).strip("_")
    if not name:
        return f"line_{place}"
    return f"stated_{name}" if name in _TAKEN else name


def claimed(
    printed: Sequence[tuple[str, str]], facts: Mapping[str, str], *, number: str
) -> list[tuple[str, str, str]]:
    """Name of the claim, label and value, of lines as printed; `facts` are those behind labels.

    No name twice; the licence's own number is left out, for it is claimed under a name of its own.
    """
    found: dict[str, tuple[str, str, str]] = {}
    for place, (label, value) in enumerate(printed, start=1):
        if value == number:
            continue
        name = claim_name(facts.get(label, ""), place=place)
        name = name if name not in found else f"line_{place}"
        found[name] = (name, label, value)
    return list(found.values())
