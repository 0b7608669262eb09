"""What happens to parties and accounts."""

from dataclasses import dataclass

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PartyKept(Event, name="party.kept"):
    """A person or organisation became known."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event, name="account.opened"):
    """Somebody can sign in who could not before."""

    clerk: bool


@dataclass(frozen=True, kw_only=True)
class PartyProven(Event, name="party.proven"):
    """Who somebody is was shown: by a register, at a window, with a licence or a key."""

    way: str
    level: int


@dataclass(frozen=True, kw_only=True)
class ProofEnded(Event, name="party.proof-ended"):
    """A proof no longer holds: it was withdrawn, or its time was over."""

    way: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TokenMade(Event, name="token.made"):
    """A program may act for an account."""

    token: str


@dataclass(frozen=True, kw_only=True)
class StaffAccountOpened(Event, name="staff.account-opened"):
    """There is an account for a clerk; nobody can sign in to it yet."""

    account: str


@dataclass(frozen=True, kw_only=True)
class StaffAccountClosed(Event, name="staff.account-closed"):
    """A clerk's account is closed for good."""

    account: str


@dataclass(frozen=True, kw_only=True)
class StaffAccountLocked(Event, name="staff.account-locked"):
    """A clerk is kept out, or let in again."""

    account: str
    locked: bool


@dataclass(frozen=True, kw_only=True)
class StaffSignInReset(Event, name="staff.sign-in-reset"):
    """A clerk was given a new first password, and their second factors were taken off."""

    account: str
